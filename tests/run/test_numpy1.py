"""A program's NumPy is NumPy 1.18: its names, its arithmetic, its printing; held against values recorded from it."""

import gzip
import json
import re
from pathlib import Path

import pytest

from tests.run.numpy1_cases import STATEMENTS, expressions, outcome
from tfgraph_dnn.run import source
from tfgraph_dnn.run.mapping import Mapping

GOLDEN = Path(__file__).parent / "golden" / "numpy1.json.gz"

# What is not reached, and why.
KNOWN_ARITHMETIC = {
    r"1\+2j.*(//|%)|(//|%).*1\+2j": "NumPy 1.20 refuses // and % of complex numbers",
    r"// np\.array\(\[True,False\]\)": "x // 0.0 is inf since NumPy 1.20, was nan",
    r"(//|%|\*\*) np.array\(\[1,250\],np.uint8\)|np.array\(\[1,250\],np.uint8\) (//|%|\*\*)": (
        "a uint8 array and a greater number: 1.18 took the signed type for these three operators alone"
    ),
    r"\*\*": "the last bit of a power is the C library's",
}
KNOWN = {
    "r = np.array([np.zeros((2, 3)), np.zeros((3,))])": "NumPy 2 indents nested arrays further",
    "r = np.array([1, 256], np.int16).newbyteorder()": "printed dtype='>i2', was dtype=int16",
    "r = [np.float_, np.complex_, np.string_, np.unicode_, np.bool8, np.int0, np.longfloat, np.cfloat, "
    "np.singlecomplex]": "the types are called bool and longdouble, were bool_ and float128",
}


@pytest.fixture(scope="module")
def run():
    """Runs a statement as a program would; gives its `r`."""
    mapping = Mapping()
    names = {"__builtins__": vars(mapping.builtins)}
    exec(source.compiled(b"import numpy as np, math", "<start>"), names)

    def run(statement):
        exec(source.compiled(statement.encode(), "<case>"), names)
        return names.pop("r")

    yield run
    mapping.remove()


@pytest.fixture(scope="module")
def recorded():
    return json.loads(gzip.decompress(GOLDEN.read_bytes()))["outcomes"]


def test_arithmetic(run, recorded):
    different, known = [], set()
    for statement, expected in zip(expressions(), recorded, strict=False):
        found = outcome(run, statement)
        if found != expected:
            patterns = [pattern for pattern in KNOWN_ARITHMETIC if re.search(pattern, statement)]
            known.update(patterns)
            if not patterns:
                different.append(f"{statement}: {found}, was {expected}")
    assert not different, f"{len(different)} differ\n" + "\n".join(different[:40])
    assert known == set(KNOWN_ARITHMETIC), "no longer different: " + str(set(KNOWN_ARITHMETIC) - known)


def test_idioms(run, recorded):
    found = {statement: outcome(run, statement) for statement in STATEMENTS}
    expected = dict(zip(STATEMENTS, recorded[-len(STATEMENTS) :], strict=True))
    different = {statement for statement in STATEMENTS if found[statement] != expected[statement]}
    told = "\n".join(f"{s}\n   now {found[s]}\n   was {expected[s]}" for s in different - set(KNOWN))
    assert different == set(KNOWN), told

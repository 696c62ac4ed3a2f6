"""The slides, run unmodified, against TF 1.15.5: printed lines, nodes, seeds, initial bits, checkpoints."""

import gzip
import importlib
import json
from pathlib import Path

import pytest

from tests.parity.test_parity import RENAMED_KERNELS
from tests.slides.tracing import checkpoints, traced_session
from tfgraph_dnn.run import source
from tfgraph_dnn.run.mapping import Mapping

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted((ROOT / "legacy_examples").glob("[0-9]*.py"))
GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home without MNIST; the digits are drawn in it once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def seen(request, tmp_path, home, monkeypatch, capsys):
    """Runs one program in an empty directory, offline, and returns its status, lines and graphs."""
    program = request.param
    tf = importlib.import_module("tfgraph_dnn.v1.face").root()
    record = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TFGRAPH_OFFLINE", "1")
    monkeypatch.setenv("HOME", str(home))  # whatever MNIST this machine has
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("TFGRAPH_MNIST", raising=False)
    monkeypatch.setitem(vars(tf), "Session", traced_session(tf.Session, tf.global_variables, record))
    tf.reset_default_graph()
    _execute(program)
    tf.reset_default_graph()
    lines = capsys.readouterr().out.splitlines()
    return {"stdout": lines, "graphs": record, "checkpoints": checkpoints(tf, "tf_logs")}


def _execute(program):
    """What the runner does, without becoming the process's `__main__`."""
    mapping = Mapping([program.parent])
    mapping.insert()
    try:
        code = source.program(program.read_bytes(), str(program), str(program))
        exec(code, {"__name__": "__main__", "__file__": str(program), "__builtins__": mapping.builtins})
    finally:
        mapping.remove()


def test_each_program_has_its_golden_file():
    assert [p.stem for p in PROGRAMS] == sorted(p.name.removesuffix(".json.gz") for p in GOLDEN.iterdir())
    listed = json.loads((ROOT / "legacy_examples/slides.json").read_text())
    assert [entry["file"] for entry in listed] == [p.name for p in PROGRAMS]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda p: p.stem)
def test_programs_are_plain_tf1(program):
    assert "tfgraph_dnn" not in program.read_text()


@pytest.mark.parametrize(("seen", "name"), [(p, p.stem) for p in PROGRAMS], ids=lambda v: "", indirect=["seen"])
def test_slide_does_what_tf_1_15_5_did(seen, name):
    expected = json.loads(gzip.decompress((GOLDEN / f"{name}.json.gz").read_bytes()))
    assert seen["stdout"] == expected["stdout"]
    assert len(seen["graphs"]) == len(expected["graphs"])
    for got, was in zip(seen["graphs"], expected["graphs"], strict=True):
        assert _forward(got["nodes"]) == _forward(was["nodes"])
        assert got["seeds"] == was["seeds"]
        assert got.get("variables") == was.get("variables")
    assert seen["checkpoints"] == expected["checkpoints"]


def _forward(nodes):
    """Names, kernels and inputs in order, without the gradients' inner parts."""
    kept = [node for node in nodes if not _in_gradients(node[0])]
    return [
        [name, RENAMED_KERNELS.get(kernel, kernel), [one for one in inputs if not _in_gradients(one)]]
        for name, kernel, inputs in kept
    ]


def _in_gradients(name):
    return any(part.lstrip("^").startswith("gradients") for part in name.split("/")[:-1])

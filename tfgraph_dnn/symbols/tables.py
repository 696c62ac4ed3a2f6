"""Reads the tables of names. All names are written as a program writes them: `tf.layers.dense`."""

from __future__ import annotations

import csv
import difflib
import functools
import gzip
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent


class Absence(NamedTuple):
    """Why a TF 1.x name is absent, and what to use."""

    name: str
    reason: str
    instead: str


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row and not row[0].startswith("#")][1:]


@functools.cache
def overlay() -> dict[str, str]:
    """TF 1.15 name -> `module:attribute` (or `module`) that stands in its place."""
    table: dict[str, str] = {}
    for path in sorted((_HERE / "overlay").glob("*.csv")):
        for name, target in _rows(path):
            if table.get(name, target) != target:
                raise ValueError(f"{path.name}: {name} is given twice: {table[name]} and {target}")
            table[name] = target
    return table


@functools.cache
def private_paths() -> dict[str, str]:
    """Path below `tensorflow` that TF 1.15 programs import -> TF 1.15 public name or `module` that stands for it."""
    return dict(_rows(_HERE / "private.csv"))


@functools.cache
def recorded_private_paths() -> dict[str, str]:
    """Names of TF 1.15's private modules (`tf.python.layers.core.Dense`) -> the public name of the same object."""
    return _by_module(_lines("tf115_private.txt.gz"))


@functools.cache
def recorded_homes() -> dict[str, str]:
    """Names that TF 1.15's private modules imported and today's no longer show -> where they lived."""
    return _by_module(_homes())


@functools.cache
def only_showed() -> frozenset[str]:
    """Private modules of TF 1.15 with such names that are still there, or that had no names of their own."""
    return frozenset(line for line in _homes() if not line.startswith((" ", "-")))


@functools.cache
def _homes() -> list[str]:
    return _lines("tf115_homes.txt.gz")


def _lines(file: str) -> list[str]:
    return gzip.decompress((_HERE / file).read_bytes()).decode().splitlines()


def _by_module(lines: list[str]) -> dict[str, str]:
    """Lines `module`, each followed by indented lines `name target`."""
    table, module = {}, ""
    for line in lines:
        if line.startswith(" "):
            name, target = line.split()
            table[f"{module}.{name}"] = target
        else:
            module = line.lstrip("-")
    return table


@functools.cache
def _absences() -> dict[str, Absence]:
    return {row[0]: Absence(*row) for row in _rows(_HERE / "absent.csv")}


def absent_names() -> list[str]:
    """Every name (or tree, `prefix.*`) of `absent.csv`."""
    return list(_absences())


def absence(name: str) -> Absence | None:
    """The row of `absent.csv` for `name`, or for the nearest enclosing tree written `prefix.*`."""
    table = _absences()
    if name in table:
        return table[name]
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        row = table.get(".".join(parts[:end]) + ".*")
        if row:
            return row
    return None


class AbsentOperation(NamedTuple):
    """An operation of TF 1.15's graphs that no TensorFlow of today has, where it was, and what to do.

    Attributes:
      op: its type.
      origin: where it was, such as `tf.contrib.resampler`.
      instead: what to do, a sentence.
      here: "yes" where it is put together from today's operations when a graph is opened.
    """

    op: str
    origin: str
    instead: str
    here: str


@functools.cache
def _absent_operations() -> dict[str, AbsentOperation]:
    return {row[0]: AbsentOperation(*row) for row in _rows(_HERE / "absent_operations.csv")}


def absent_operation(op: str) -> AbsentOperation | None:
    """The row of `absent_operations.csv` for an operation such as `Resampler`, or None."""
    return _absent_operations().get(op)


@functools.cache
def operations() -> frozenset[str]:
    """The operations that are registered in every TensorFlow from 2.16 to 2.21 (those without a leading `_`)."""
    return frozenset(gzip.decompress((_HERE / "operations.txt.gz").read_bytes()).decode().split())


@functools.cache
def allowed_types() -> dict[tuple[str, str], list[str]]:
    """Operation of TF 1.15 and attribute -> the dtypes it took, in the order of its error messages."""
    rows = (line.split() for line in _lines("tf115_allowed_types.txt.gz"))
    return {(op, attr): types for op, attr, *types in rows}


@functools.cache
def differences() -> dict[str, str]:
    """Name -> in what it differs from TF 1.15, where a program that uses it runs all the same."""
    return dict(_rows(_HERE / "differences.csv"))


@functools.cache
def numpy_gone() -> frozenset[str]:
    """Names of TF 1.15's NumPy that NumPy 2 has not and the runner does not give back."""
    return frozenset((_HERE / "numpy_gone.txt").read_text(encoding="ascii").split())


@functools.cache
def tf115_names() -> frozenset[str]:
    """Every public dotted name of TF 1.15.5 (`tf.nn.dropout`), recorded from TF 1.15.5 itself."""
    path = _HERE / "tf115_names.txt.gz"
    return frozenset(gzip.decompress(path.read_bytes()).decode().split())


def nearest(name: str, candidates) -> str | None:
    """The candidate most like `name`, or None when nothing is close."""
    found = difflib.get_close_matches(name, list(candidates), n=1, cutoff=0.75)
    return found[0] if found else None

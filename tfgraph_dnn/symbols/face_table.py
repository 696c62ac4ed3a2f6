"""Which names of TF 1.x the face answers to, as recorded from it by `oracle/record_face.py`; no TensorFlow is needed.

A line of a sheet is a module and its names. Marks: `-name` is a name of TF 1.15 that is absent, `name/` a module with a
line of its own, `name~` a module whose names are not listed, `>name` one that only the newest TensorFlow recorded has,
`<name` one that only the oldest has. A name that stands in no line existed neither in TF 1.15 nor here.
"""

from __future__ import annotations

import functools
import gzip
from pathlib import Path
from typing import NamedTuple

from tfgraph_dnn.symbols import tables

_HERE = Path(__file__).parent / "face"
_PRIVATE = ("tf.python.", "tf.core.", "tf.tools.", "tf.compiler.", "tf.examples.")
ONLY_IN = {">": "newest", "<": "oldest"}


class Standing(NamedTuple):
    """How the face stands to a dotted name.

    Attributes:
      name: the part of it that decides: all of it, or the prefix that is absent, or that is no module.
      state: "there", "absent" (TF 1.15 had it), "unknown" (nobody had it), or "open": below what is not listed.
      only: "oldest" or "newest" where only one of the TensorFlows recorded has it.
    """

    name: str
    state: str
    only: str | None = None


class Signature(NamedTuple):
    """The parameters a function of the face takes, where it takes no others."""

    positional: tuple[str, ...]
    named: tuple[str, ...]
    any_number: bool

    def takes(self, keyword: str) -> bool:
        """Whether there is such a parameter."""
        return keyword in self.positional or keyword in self.named


def standing(name: str) -> Standing:
    """How the face stands to `tf.a.b.c`; an attribute of a class or function is not looked at.

    Example:
      >>> standing("tf.layers.dense").state, standing("tf.mul").state, standing("tf.contrib.quantize.Quantize").name
      ('there', 'unknown', 'tf.contrib.quantize')
    """
    parts = without_compat(name).split(".")
    only = None
    for end in range(1, len(parts)):
        module = ".".join(parts[:end])
        row = _row(module)
        if row is None:
            return Standing(module, "open", only)
        full = f"{module}.{parts[end]}"
        mark = row.get(parts[end])
        if mark in (None, "-") and full in _laid_over():
            # Given since the table was recorded; what lies below it is not listed yet.
            return Standing(full, "open", only)
        if mark is None and parts[end].startswith("_"):
            return Standing(full, "open", only)  # a private name of today's TensorFlow, or one every module has
        if mark is None:
            return Standing(full, "unknown", only)
        if mark == "-":
            return Standing(full, "absent")
        only = ONLY_IN.get(mark[0], only)
        if "/" not in mark:
            return Standing(full, "open" if "~" in mark else "there", only)
    return Standing(".".join(parts), "there", only)


def is_module(name: str) -> bool:
    """Whether the name is a module of the face."""
    parent, _, last = without_compat(name).rpartition(".")
    mark = (_row(parent) or {}).get(last) if parent else "/"
    return bool(mark) and mark[-1] in "/~"


def names_in(module: str) -> list[str]:
    """The names that a module of the face answers to."""
    return [name for name, mark in (_row(without_compat(module)) or {}).items() if mark != "-"]


def recorded_names(module: str) -> list[str]:
    """The names of a module's line, present and absent."""
    return list(_row(module) or {})


def private_modules() -> list[str]:
    """The modules outside TF 1.15's public tree that have a line."""
    return list(_sheet("private"))


def without_compat(name: str) -> str:
    """`tf.compat.v1.x` is `tf.x`."""
    while name.startswith("tf.compat.v1.") or name == "tf.compat.v1":
        name = "tf" + name[len("tf.compat.v1") :]
    return name


@functools.cache
def versions() -> tuple[str, str]:
    """The oldest and the newest TensorFlow recorded."""
    oldest, newest = _text("versions").split()
    return oldest, newest


def signature(name: str) -> Signature | None:
    """What a public function takes; None where it is not recorded, or takes any keyword."""
    line = _signatures().get(without_compat(name))
    if line is None:
        return None
    before, _, named = line.partition("|")
    words = before.split()
    return Signature(tuple(word for word in words if word != "*"), tuple(named.split()), "*" in words)


@functools.cache
def _laid_over() -> frozenset[str]:
    """Every name we give ourselves, and the modules they lie in."""
    parts_of = [name.split(".") for name in (*tables.overlay(), *tables.private_paths())]
    return frozenset(".".join(parts[:end]) for parts in parts_of for end in range(2, len(parts) + 1))


def _row(module: str) -> dict[str, str] | None:
    line = _sheet(_sheet_of(module)).get(module)
    return None if line is None else _marks(line)


@functools.cache
def _marks(line: str) -> dict[str, str]:
    found = {}
    for word in line.split():
        name = word.strip("-<>/~")
        found[name] = word.replace(name, "") or "."
    return found


def _sheet_of(module: str) -> str:
    if f"{module}.".startswith("tf.contrib."):
        return "private" if ".python" in module else "contrib"
    return "private" if f"{module}.".startswith(_PRIVATE) else "core"


@functools.cache
def _sheet(name: str) -> dict[str, str]:
    pairs = (line.partition(" ") for line in _text(name).splitlines())
    return {module: names for module, _, names in pairs}


@functools.cache
def _signatures() -> dict[str, str]:
    return _sheet("signatures")


def _text(name: str) -> str:
    return gzip.decompress((_HERE / f"{name}.txt.gz").read_bytes()).decode()

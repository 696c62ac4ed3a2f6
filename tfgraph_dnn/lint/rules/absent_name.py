"""TG001: a name that the face does not have."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator

from tfgraph_dnn import symbols
from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.guards import fallback, is_guarded
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.naming import installed_version, named
from tfgraph_dnn.symbols import face_table

RULE = Rule(
    code="TG001",
    name="absent-name",
    title="a name of TensorFlow that is not here",
    level="error",
    why="""\
The program will stop at this name under `tfgraph run`. Either TF 1.15 had it and it cannot be given back (the finding
says why, and what to use), or TF 1.15 did not have it: it was renamed before TF 1.0, belongs to TensorFlow 2, or is a
spelling mistake.

What is there was recorded from the face itself, on the oldest and the newest TensorFlow that is supported. Aliases
are followed (`slim = tf.contrib.slim`, `from tensorflow.contrib import layers as l`, `getattr(tf, "mul")`). Names
that the program asks for first (`hasattr`, `try: ... except ImportError`, a condition on the version) are left alone.
`tf.keras` is there when tf_keras is installed.""",
    bad="""\
import tensorflow as tf
product = tf.mul(2.0, 3.0)
""",
    good="""\
import tensorflow as tf
product = tf.multiply(2.0, 3.0)
""",
)


def find(program: Program) -> Iterator[Finding]:
    """The outermost names and imports that do not resolve."""
    for node, path in named(program):
        said = _missing(path)
        if said is None or _told_before(program, node) or is_guarded(program, node):
            continue
        if not _never_reached(program, node):
            yield RULE.at(node, *said)


def _told_before(program: Program, node: ast.AST) -> bool:
    """Whether the name that a dotted name begins with stands for something missing itself: its binding is found."""
    root = node
    while isinstance(root, ast.Attribute):
        root = root.value
    return root is not node and isinstance(root, ast.Name) and _missing(program.raw_path(root)) is not None


def _missing(path: str) -> tuple[str, str | None] | None:
    """What to say of a path that does not resolve, and the hint; None of one that does."""
    if not path.startswith("tf."):
        return None
    found = face_table.standing(path)
    if found.state in ("there", "open"):
        return None if found.only is None else _in_one_only(found)
    if f"{found.name}.".startswith("tf.keras.") and _keras_2():
        return None
    return _said(found)


def _said(found: face_table.Standing) -> tuple[str, str | None]:
    row = symbols.absence(found.name)
    if row is not None:
        return f"{found.name} is not here: {row.reason}", f"Use {row.instead}." if row.instead else None
    parent, _, name = found.name.rpartition(".")
    near = symbols.nearest(name, face_table.names_in(parent))
    hint = f"Did you mean {parent}.{near}?" if near else None
    if found.state == "absent":
        return f"{found.name} existed in TF 1.15 and is not provided here", hint
    return f"{found.name} is not a name of TF 1.15", hint


def _in_one_only(found: face_table.Standing) -> tuple[str, str | None] | None:
    version = dict(zip(("oldest", "newest"), face_table.versions(), strict=True))[found.only]
    if installed_version("tensorflow", "tensorflow-cpu") == version:
        return None
    return f"{found.name} is a name of TensorFlow {version}, neither of TF 1.15 nor of every TensorFlow supported", None


def _keras_2() -> bool:
    return importlib.util.find_spec("tf_keras") is not None


def _never_reached(program: Program, node: ast.AST) -> bool:
    """Whether it stands in the handler of a `try` whose body has all its names."""
    tried = fallback(program, node)
    if tried is None:
        return False
    inside = {part for statement in tried.body for part in ast.walk(statement)}
    return not any(_missing(path) for part, path in named(program) if part in inside)

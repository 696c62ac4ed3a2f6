"""The dotted names a program writes down, and what is installed beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.model.paths import from_import


def named(program: Program) -> Iterator[tuple[ast.AST, str]]:
    """Every dotted path that the program names, whole, with the node that does; see `Program.raw_path`."""
    for node in program.nodes:
        if isinstance(node, ast.Import):
            yield from ((node, from_import(alias.name)) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            base = from_import(node.module or "")
            yield from ((node, base if alias.name == "*" else f"{base}.{alias.name}") for alias in node.names)
        elif isinstance(node, (ast.Attribute, ast.Call)) and _is_whole(program, node):
            yield node, program.raw_path(node)


def _is_whole(program: Program, node: ast.AST) -> bool:
    """Whether a dotted name ends here: `tf.nn` in `tf.nn.relu` does not."""
    if isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
        return False
    outer = program.parent.get(node)
    return not (isinstance(outer, ast.Attribute) and program.raw_path(outer))


def installed_version(*names: str) -> str | None:
    """Major and minor number of a package that is installed under one of the names; it is not imported."""
    from importlib import metadata

    for name in names:
        try:
            return ".".join(metadata.version(name).split(".")[:2])
        except metadata.PackageNotFoundError:
            continue
    return None

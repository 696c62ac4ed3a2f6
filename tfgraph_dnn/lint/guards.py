"""Uses that a program itself guards: it asks first, or has an answer to the error."""

from __future__ import annotations

import ast

from tfgraph_dnn.lint.model import Program

_CAUGHT = {"AttributeError", "ImportError", "ModuleNotFoundError", "Exception", "BaseException", "TypeError"}
_ASKED = {"__version__", "VERSION", "version_info", "hasattr", "TYPE_CHECKING", "find_spec", "GIT_VERSION"}


def is_guarded(program: Program, node: ast.AST) -> bool:
    """Whether a name may be missing here without harm: in `try` with a handler for it, or after a question."""
    below = node
    for outer in program.ancestors(node):
        if isinstance(outer, ast.Try) and below in outer.body and any(map(_catches, outer.handlers)):
            return True
        if isinstance(outer, (ast.If, ast.IfExp)) and below is not outer.test and _asks(program, outer.test):
            return True
        below = outer
    return False


def fallback(program: Program, node: ast.AST) -> ast.Try | None:
    """The `try` whose handler a node stands in, if that handler is for missing names."""
    below = node
    for outer in program.ancestors(node):
        if isinstance(outer, ast.Try) and below in outer.handlers and _catches(below):
            return outer
        below = outer
    return None


def _catches(handler: ast.AST) -> bool:
    if handler.type is None:
        return True
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(getattr(kind, "id", getattr(kind, "attr", "")) in _CAUGHT for kind in kinds)


def _asks(program: Program, test: ast.AST) -> bool:
    """Whether a condition is about versions, or about what there is."""
    for node in ast.walk(test):
        name = getattr(node, "id", getattr(node, "attr", ""))
        if name in _ASKED:
            return True
        origin = program.origin(node) if isinstance(node, ast.Name) else node
        if origin is not node and origin is not None:
            inner = {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(origin)}
            if inner & _ASKED:
                return True
    return False

"""What a program runs: the calls of `Session.run`, `Tensor.eval` and `Operation.run`, their fetches and feeds."""

from __future__ import annotations

import ast
import functools
import re
from typing import NamedTuple

from tfgraph_dnn.lint.model.program import Call, Program

_SESSIONS = re.compile(r"sess|\bmon_|\bsv\b", re.IGNORECASE)
_MAKERS = (
    "tf.Session", "tf.InteractiveSession", "tf.get_default_session", "tf.train.MonitoredTrainingSession",
    "tf.train.MonitoredSession", "tf.train.SingularMonitoredSession",
)  # fmt: skip

_OPERATIONS = ("minimize", "apply_gradients", "assign", "assign_add", "assign_sub", "apply", "get_next")


class Run(NamedTuple):
    """One call that executes the graph.

    Attributes:
      call: the call.
      fetches: the expressions fetched; of names of lists, the lists' elements.
      feeds: (placeholder, value) pairs; None where the feed is not a literal.
    """

    call: Call
    fetches: list[ast.expr]
    feeds: list[tuple[ast.expr, ast.expr]] | None


@functools.lru_cache(maxsize=8)
def runs(program: Program) -> list[Run]:
    """Every run of the program, in the order of the source."""
    return [run for call in program.calls if (run := _run(program, call)) is not None]


def _run(program: Program, call: Call) -> Run | None:
    if call.method == "run" and is_session(program, call.receiver):
        return _of_session(program, call)
    if call.method in ("run", "eval") and _is_of_graph(program, call):
        return Run(call, _flat(program, call.receiver), _feeds(program, call.argument("feed_dict", 0)))
    return None


def _is_of_graph(program: Program, call: Call) -> bool:
    """Whether `x.run(...)` or `x.eval(...)` is that of an operation or tensor: by what made x, or by a feed."""
    if isinstance(program.origin(call.argument("feed_dict", 0)), ast.Dict):
        return True
    origins = [program.origin(call.receiver)]
    if isinstance(call.receiver, ast.Name):
        origins += [binding.value for binding in program.bindings(call.receiver.id, call.receiver)]
    made = [program.call(origin) for origin in origins]
    return any(maker.path.startswith("tf.") or maker.method in _OPERATIONS for maker in made)


def _of_session(program: Program, call: Call) -> Run:
    fetches = call.argument("fetches", 0)
    feed = call.argument("feed_dict", 1)
    return Run(call, _flat(program, fetches), [] if feed is None and not call.open else _feeds(program, feed))


def is_session(program: Program, expression: ast.AST | None) -> bool:
    """Whether a value is a session, by what made it or by its name."""
    if program.made_by(expression) in _MAKERS:
        return True
    name = getattr(expression, "id", None) or getattr(expression, "attr", "")
    return bool(_SESSIONS.search(name))


def _flat(program: Program, expression: ast.AST | None) -> list[ast.expr]:
    if expression is None:
        return []
    origin = program.origin(expression)
    if isinstance(origin, (ast.List, ast.Tuple)):
        return [part for element in origin.elts for part in _flat(program, element)]
    if isinstance(origin, ast.Dict):
        return [part for element in origin.values for part in _flat(program, element)]
    return [expression]


def _feeds(program: Program, expression: ast.AST | None) -> list[tuple[ast.expr, ast.expr]] | None:
    if expression is None:
        return []
    origin = program.origin(expression)
    if isinstance(origin, ast.Constant) and origin.value is None:
        return []
    if isinstance(origin, ast.Dict) and None not in origin.keys:
        return list(zip(origin.keys, origin.values, strict=True))
    return None

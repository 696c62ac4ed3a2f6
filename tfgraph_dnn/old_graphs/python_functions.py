"""Operations of `tf.py_func` in a graph that was read: the Python function they call is in no file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tfgraph_dnn._backend import private
from tfgraph_dnn.errors import ArgumentError

OPS = ("PyFunc", "PyFuncStateless", "EagerPyFunc")


def calls(graph_def) -> list[tuple[str, str]]:
    """Name and key (`pyfunc_0`) of each operation of a `GraphDef` that calls a Python function."""
    return [(node.name, node.attr["token"].s.decode()) for node in graph_def.node if node.op in OPS]


def missing(graph_def) -> list[tuple[str, str]]:
    """Those of `calls` under whose key this process has no function. A program that defines its own may have one."""
    return [(name, token) for name, token in calls(graph_def) if private.python_functions.get(token) is None]


def told(found: list[tuple[str, str]]) -> str:
    """What `missing` found, as a sentence."""
    shown = ", ".join(f"{name} ({token})" for name, token in found[:8]) + (", ..." if len(found) > 8 else "")
    return (
        f"tf.py_func operations call Python functions, which no file holds: {shown}. Running them fails; "
        "tfgraph_dnn.old_graphs.open_graph(path, callbacks={'" + found[0][0] + "': function}) supplies one"
    )


def supply(graph_def, callbacks: Mapping[str, Callable], what: str) -> list[Callable]:
    """Lets the operations call the functions that are given; those without one say so when they are run.

    Args:
      graph_def: a `GraphDef`, changed in place.
      callbacks: operation's name or key (`pyfunc_0`) -> function of arrays.
      what: what the graph was read from, for messages.

    Returns:
      The functions, which must be kept as long as the graph is.

    Raises:
      ArgumentError: a callback belongs to no operation.
    """
    known = {key for pair in calls(graph_def) for key in pair}
    if strangers := sorted(set(callbacks) - known):
        there = ", ".join(f"{name} ({token})" for name, token in calls(graph_def)) or "none"
        raise ArgumentError(f"callbacks {strangers}: {what} has no such py_func operation; there are: {there}")
    kept = []
    for node in graph_def.node:
        if node.op in OPS:
            token = node.attr["token"].s.decode()
            function = callbacks.get(node.name, callbacks.get(token)) or _absent(node.name, token, what)
            kept.append(function)
            node.attr["token"].s = private.python_functions.insert(function).encode()
            if node.op == "EagerPyFunc":
                node.op = "PyFunc"
                node.attr.pop("is_async", None)
    return kept


def _absent(name: str, token: str, what: str) -> Callable:
    def absent(*_: Any) -> None:
        raise NotImplementedError(
            f"the operation {name} calls a Python function ({token}) that is not in {what}, nor in any file: "
            f"supply it with open_graph(path, callbacks={{{name!r}: function}})"
        )

    return absent

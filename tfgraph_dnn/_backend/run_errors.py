"""Errors of a run, worded as TF 1.15 did: the sentence first, then the node and the line of the program it is from.

TF 2 puts a heading and the node's stack before the sentence.
"""

from __future__ import annotations

import os
import re

from tfgraph_dnn._backend import tf1

# `{{node hidden/MatMul}}`, which C++ leaves in its messages.
_TAG = re.compile(r"\{\{(?P<kind>node|colocation_node|function_node) (?P<name>[^{}\s]*)\}\}")
# What TensorFlow calls its pool of memory (`environment`), which is no GPU's.
_POOL, _ALLOCATOR = "by allocator bfc_cpu_allocator_for_gpu", "by allocator cpu"
_PACKAGE = os.path.dirname(os.path.dirname(__file__)) + os.sep


def reword(error: tf1.errors.OpError, graph: tf1.Graph) -> None:
    """Gives an error that a session of TensorFlow's raised TF 1.15's message."""
    cause = error.__context__
    if isinstance(cause, tf1.errors.OpError):
        advice = error.message.rpartition(cause.message.strip())[2] if cause.message.strip() in error.message else ""
        error._message = _TAG.sub(lambda tag: _worded(tag, graph), cause.message).replace(_POOL, _ALLOCATOR) + advice


def _worded(tag: re.Match, graph: tf1.Graph) -> str:
    if tag["kind"] == "function_node":
        return ""
    try:
        op = graph.get_operation_by_name(tag["name"])
    except (KeyError, ValueError):
        return tag[0]
    return f"node {op.name}{_defined_at(op)} "


def _defined_at(op: tf1.Operation) -> str:
    user_frames = op.traceback.get_user_frames() if op.traceback else ()
    frames = [frame for frame in user_frames if not frame.filename.startswith(_PACKAGE)]
    return f" (defined at {frames[-1].filename}:{frames[-1].lineno})" if frames else ""

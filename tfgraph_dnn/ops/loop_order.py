"""The order in which the steps of a while loop draw random numbers.

An op that hangs on nothing but the step (a mask of known shape, say) may run for several steps at once. TF 1.15 ran it
for the first step first, TF 2 runs the last one first, and the masks would belong to other steps. So the next step is
made to wait until this one has drawn: by control inputs, no op is added.
"""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import private, tf1


def in_while_loop() -> bool:
    """Whether ops made now belong to a step of a while loop."""
    context = tf1.get_default_graph()._get_control_flow_context()
    return private.containing_while_context(context) is not None


def next_step(time: Any, ops_before: int) -> Any:
    """`time + 1`, known only after the random ops of this step whose shapes are constant have run.

    Args:
      time: the step's number, an integer tensor of the loop.
      ops_before: how many operations the graph had when the step began.

    Returns:
      The next step's number.
    """
    operations = tf1.get_default_graph().get_operations()
    with tf1.control_dependencies([op for op in operations[ops_before:] if _draws_at_once(op)]):
        return time + 1


def _draws_at_once(op: tf1.Operation) -> bool:
    if op.type == "VariableV2" or "seed2" not in op.node_def.attr or not _inside_loop(op):
        return False
    return all(tf1.get_static_value(tensor) is not None for tensor in op.inputs)


def _inside_loop(op: tf1.Operation) -> bool:
    """Not so for the initializers of variables that the step made."""
    return private.containing_while_context(op._get_control_flow_context()) is not None

"""What while loops on the path change in a backward sweep. TensorFlow keeps the books; these say when to ask it.

`Loops` serves a path with v1 while loops, `NoLoops` any other; the sweep does not tell them apart.
"""

from __future__ import annotations

import contextlib
from typing import Any

from tfgraph_dnn._backend import private


class NoLoops:
    """A path without while loops."""

    def inside(self, op, *, receiving: bool):
        """The control flow context in which the gradients of `op` are summed (`receiving`) or computed."""
        return contextlib.nullcontext()

    def unused_exits(self, waiting: dict, started: set) -> list:
        """Loop outputs that nothing on the path uses but that must be differentiated."""
        return []

    def zeros_at_exit(self, tensor) -> Any:
        raise NotImplementedError("a path without loops has no exits")

    def zeros(self, op, index: int):
        """The gradient of an output on which the ys do not depend, for gradient functions that want all of them."""
        return private.zeros_like_output(op, index)

    def is_ready(self, op, waiting: int) -> bool:
        """Whether `op` can be differentiated, with `waiting` uses of it still to come."""
        return waiting == 0

    def is_switch(self, op) -> bool:
        """Whether `op` starts an iteration; its gradient arrives twice and is not summed."""
        return False

    def exits_to_release(self, tensor, has_gradient) -> tuple[list, list] | None:
        """None for ordinary tensors; for a loop's exit the exits to go on with and those of them that get zeros."""
        return None

    def finish(self) -> None:
        """Closes the loops' gradients."""


class Loops(NoLoops):
    """A path with while loops."""

    def __init__(self, state):
        self._state = state

    @contextlib.contextmanager
    def inside(self, op, *, receiving: bool):
        self._state.EnterGradWhileContext(op, before=receiving)
        yield
        self._state.ExitGradWhileContext(op, before=receiving)

    def unused_exits(self, waiting: dict, started: set) -> list:
        return self._state.ProcessUnusedLoopExits(waiting, started)

    def zeros_at_exit(self, tensor):
        return self._state.ZerosLikeForExit(tensor)

    def zeros(self, op, index: int):
        return self._state.ZerosLikeV1WhileLoop(op, index)

    def is_ready(self, op, waiting: int) -> bool:
        return waiting == 0 or (waiting > 0 and private.is_loop_switch(op))

    def is_switch(self, op) -> bool:
        return private.is_loop_switch(op)

    def exits_to_release(self, tensor, has_gradient) -> tuple[list, list] | None:
        if not private.is_loop_exit(tensor.op):
            return None
        state = self._state.GetGradState(tensor.op, before=False)
        state.deferred_exits.append(tensor)
        state.pending_exits_count -= 1
        if state.pending_exits_count:
            return [], []
        used = [exit_ for exit_ in state.deferred_exits if has_gradient(exit_.op)]
        state.unused_exits.extend(exit_ for exit_ in state.deferred_exits if not has_gradient(exit_.op))
        zeros = [exit_ for exit_ in state.unused_exits if private.is_trainable(exit_)] if used else []
        return used + state.unused_exits, zeros

    def finish(self) -> None:
        self._state.PostProcessing()

"""The backward sweep: visits the operations of a path from the ys on, each when all its uses are differentiated."""

from __future__ import annotations

from collections import deque
from typing import Any, NamedTuple

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.gradients import sums
from tfgraph_dnn.ops.gradients.loops import Loops, NoLoops
from tfgraph_dnn.ops.gradients.paths import Path
from tfgraph_dnn.ops.gradients.registry import gradient_function
from tfgraph_dnn.ops.gradients.seeds import placed_with


class Options(NamedTuple):
    """How the subgraph is to be built; see `tf.gradients`."""

    uid: str
    colocate: bool
    gate: bool
    aggregation: int


class Sweep:
    """One call of `tf.gradients` under way: the gradients that have arrived at each tensor so far."""

    def __init__(self, graph, path: Path, ends: set, options: Options):
        self._graph = graph
        self._path = path
        self._ends = ends
        self._options = options
        self._loops = Loops(path.loops) if path.loops else NoLoops()
        # operation -> for each output the gradients that arrived (a list), or their sum once it has been visited
        self._grads: dict = {}

    def add(self, tensor, grad) -> None:
        """Notes `grad` as one summand of the gradient of `tensor`."""
        op = tensor.op
        arrived = self._arrived(op)
        if isinstance(arrived[tensor.value_index], list):
            arrived[tensor.value_index].append(grad)
        else:
            # The second visit of a loop's switch brings the gradient of the next iteration.
            arrived[tensor.value_index] = grad

    def gradient_of(self, tensor):
        """The summed gradient of `tensor` once `run` is over; None when nothing arrived."""
        arrived = self._grads.get(tensor.op)
        grad = arrived[tensor.value_index] if arrived else None
        if isinstance(grad, list):
            raise AssertionError(f"The gradients of {tensor.name} were never summed: it does not lie before the ys.")
        return grad

    def reached(self, tensor) -> bool:
        """Whether any gradient arrived at the operation of `tensor`."""
        return tensor.op in self._grads

    def run(self, to_ops: list) -> None:
        """Visits everything between the ys and the xs."""
        queue = self._starts(to_ops)
        while queue:
            op = queue.popleft()
            self._visit(op)
            self._release_inputs(op, queue)
        self._loops.finish()

    def _starts(self, to_ops: list) -> deque:
        waiting = self._path.waiting
        started = dict.fromkeys(op for op in to_ops if waiting[op] == 0 and op in self._path.starts)
        queue = deque(started)
        for exit_ in self._loops.unused_exits(waiting, set(started)):
            if private.is_trainable(exit_):
                self.add(exit_, self._loops.zeros_at_exit(exit_))
                queue.append(exit_.op)
        return queue

    def _visit(self, op) -> None:
        with placed_with(op, self._options.uid, self._options.colocate):
            with self._loops.inside(op, receiving=True):
                received = self._received(op)
            function = self._function(op, received)
            with self._loops.inside(op, receiving=False):
                self._refuse_initial_loop_values(op)
                if function is not None:
                    self._send(op, self._differentiate(op, function, received))

    def _received(self, op) -> list:
        arrived = self._arrived(op)
        for index, parts in enumerate(arrived):
            if isinstance(parts, list):
                arrived[index] = sums.aggregate(parts, op, self._options.uid, self._options.aggregation)
        return arrived

    def _function(self, op, received: list):
        if op in self._ends or all(grad is None for grad in received):
            return None
        try:
            return gradient_function(op)
        except LookupError:
            raise LookupError(
                f"No gradient defined for operation '{op.name}' (op type: {op.type}). "
                "To treat it as a constant, put tf.stop_gradient around its output."
            ) from None

    def _differentiate(self, op, function, received: list) -> list:
        for index, grad in enumerate(received):
            if grad is None and private.is_trainable(op.outputs[index]):
                received[index] = self._loops.zeros(op, index)
        with tf1.name_scope(op.name + "_grad"), self._graph._original_op(op):
            sent = function(op, *received)
            sent = list(sent) if isinstance(sent, (list, tuple)) else [sent]
            if len(sent) != len(op.inputs) and op.type not in ("While", "StatelessWhile"):
                raise ValueError(
                    f"Num gradients {len(sent)} generated for op {op.name} do not match num inputs {len(op.inputs)}"
                )
            if self._options.gate and sum(grad is not None for grad in sent) > 1:
                sent = self._gated(sent)
        return sent

    def _gated(self, sent: list) -> list:
        with tf1.device(None), private.colocate_with_for_gradient(None, self._options.uid, ignore_existing=True):
            return tf1.tuple(sent)

    def _send(self, op, sent: list) -> None:
        for index, (tensor, grad) in enumerate(zip(op.inputs, sent, strict=False)):
            if grad is None:
                continue
            if isinstance(grad, tf1.Tensor) and tensor.dtype != tf1.resource:
                _set_shape(op, index, tensor, grad)
            self.add(tensor, grad)

    def _release_inputs(self, op, queue: deque) -> None:
        waiting = self._path.waiting
        for tensor in op.inputs:
            source = tensor.op
            waiting[source] -= 1
            if not self._loops.is_ready(source, waiting[source]):
                continue
            exits = self._loops.exits_to_release(tensor, self._has_gradient)
            if exits is None:
                queue.append(source)
                continue
            go_on, zeros = exits
            for exit_ in zeros:
                self.add(exit_, self._loops.zeros_at_exit(exit_))
            queue.extend(exit_.op for exit_ in go_on)

    def _has_gradient(self, op) -> bool:
        def any_in(arrived: Any) -> bool:
            if isinstance(arrived, list):
                return any(grad is not None for grad in arrived)
            return arrived is not None

        return any(any_in(arrived) for arrived in self._grads.get(op, ()))

    def _arrived(self, op) -> list:
        if op not in self._grads:
            self._grads[op] = [[] for _ in op.outputs]
        return self._grads[op]

    def _refuse_initial_loop_values(self, op) -> None:
        if not private.is_switch(op):
            return
        context = op._control_flow_context
        if context is None or not context.IsWhileContext():
            return
        if context == tf1.get_default_graph()._get_control_flow_context():
            raise ValueError(
                f"Cannot compute gradient inside while loop with respect to op '{op.name}'. Gradients with respect to, "
                "or through, the initial value of a loop variable are not supported; gradients through loop invariants "
                "or with respect to the inputs of the loop body are."
            )


def _set_shape(op, index: int, tensor, grad) -> None:
    try:
        grad.set_shape(tensor.shape)
    except ValueError:
        raise ValueError(
            "Incompatible shapes between op input and calculated input gradient. "
            f"Forward operation: {op.name}. Input index: {index}. Original input shape: {tensor.shape}. "
            f"Calculated input gradient shape: {grad.shape}"
        ) from None

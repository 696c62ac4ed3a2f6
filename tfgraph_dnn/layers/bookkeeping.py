"""The losses and updates of a layer, and the collections they enter."""

from __future__ import annotations

from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers import call_context
from tfgraph_dnn.layers.dependence import depends_on


class _Update(NamedTuple):
    op: Any
    unconditional: bool


class _Loss(NamedTuple):
    tensor: Any
    unconditional: bool


def add_to_collection_once(elements: list[Any], key: str) -> None:
    """Appends to the default graph's collection what is not in it yet (compared by identity)."""
    collection = tf1.get_collection_ref(key)
    present = {id(item) for item in collection}
    for element in elements:
        if id(element) not in present:
            present.add(id(element))
            collection.append(element)


def _update_op(update: Any) -> Any:
    if isinstance(update, tf1.Operation):
        return update
    if callable(update):
        return _update_op(update())
    return update.op if hasattr(update, "op") else tf1.convert_to_tensor(update)


class Bookkeeping:
    """The part of `Layer` that keeps losses and updates."""

    def _start_bookkeeping(self) -> None:
        self._updates: list[_Update] = []
        self._losses: list[_Loss] = []
        # Losses of variables are made anew each time `losses` is read, as in TF 1.15.
        self._callable_losses: list[Any] = []
        self.stateful = False

    def add_loss(self, losses: Any, inputs: Any = None) -> None:
        """Adds losses to the layer and to `REGULARIZATION_LOSSES`.

        Args:
          losses: a scalar tensor, a callable without arguments that makes one, or a list of these; None is left out.
          inputs: anything but None marks the losses as depending on the layer's inputs (`get_losses_for`).
        """
        if tf1.executing_eagerly():
            self._add_eager_losses(tf1.nest.flatten(losses), inputs)
            return
        added = []
        losses = tf1.nest.flatten(losses)
        for loss in losses:
            if loss is not None and not callable(loss):
                tensor = tf1.convert_to_tensor(loss, dtype=None if tf1.is_tensor(loss) else tf1.float32)
                self._losses.append(_Loss(tensor, inputs is None))
                added.append(tensor)
        for loss in losses:
            if callable(loss):
                self._callable_losses.append((loss, inputs is None))
                tensor = _made(loss)
                added.extend([] if tensor is None else [tensor])
        add_to_collection_once(added, tf1.GraphKeys.REGULARIZATION_LOSSES)

    def _add_eager_losses(self, losses: list[Any], inputs: Any) -> None:
        for loss in losses:
            if callable(loss):
                self._callable_losses.append((loss, inputs is None))
            elif loss is not None and call_context.current() is None:
                raise ValueError(
                    "Expected a symbolic Tensors or a callable for the loss value. "
                    "Please wrap your loss computation in a zero argument `lambda`."
                )
            elif loss is not None:
                self._losses.append(_Loss(tf1.convert_to_tensor(loss), inputs is None))

    def add_update(self, updates: Any, inputs: Any = None) -> None:
        """Adds updates to the layer; they enter `UPDATE_OPS` at the end of the call.

        Args:
          updates: an operation, a tensor or variable assignment, a callable without arguments that makes one, or
            a list.
          inputs: ignored, as in TF 1.15: whether an update depends on the inputs of the call is read from the graph.
        """
        updates = updates if isinstance(updates, (list, tuple)) else [updates]
        call = call_context.current()
        if tf1.executing_eagerly():
            for update in updates:
                if callable(update) and not (call is not None and call.frozen):
                    update()
            return
        relevant = call.inputs if call is not None else []
        for update in updates:
            op = _update_op(update)
            self._updates.append(_Update(op, not depends_on(op, relevant)))

    @property
    def updates(self) -> list[Any]:
        """The update ops of the layer; none while it is not trainable (unless `stateful`)."""
        return [update.op for update in self._live_updates()]

    def _live_updates(self) -> list[_Update]:
        return self._updates if self.trainable or self.stateful else []

    @property
    def losses(self) -> list[Any]:
        """The loss tensors of the layer. Weight regularization losses are made anew at each access, as in TF 1.15."""
        return [loss.tensor for loss in self._all_losses()]

    def _all_losses(self) -> list[_Loss]:
        made = [_Loss(_made(loss), unconditional) for loss, unconditional in self._callable_losses]
        return self._losses + [loss for loss in made if loss.tensor is not None]

    def get_updates_for(self, inputs: Any) -> list[Any]:
        """The update ops that depend on `inputs`; with None those that depend on no input of the layer."""
        if inputs is None:
            return [update.op for update in self._live_updates() if update.unconditional]
        conditional = [update.op for update in self._live_updates() if not update.unconditional]
        return [op for op in conditional if depends_on(op, inputs)]

    def get_losses_for(self, inputs: Any) -> list[Any]:
        """The loss tensors that depend on `inputs`; with None those that depend on no input of the layer."""
        losses = self._all_losses()
        if inputs is None:
            return [loss.tensor for loss in losses if loss.unconditional]
        conditional = [loss.tensor for loss in losses if not loss.unconditional]
        return [tensor for tensor in conditional if depends_on(tensor, inputs)]


def _made(loss: Any) -> Any:
    value = loss()
    if value is None or tf1.is_tensor(value):
        return value
    return tf1.convert_to_tensor(value, dtype=tf1.float32)

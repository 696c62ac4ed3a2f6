"""A cell with attention to a memory."""

from __future__ import annotations

import collections
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.dense import Dense
from tfgraph_dnn.layers.rnn.cell import RNNCell, assert_like_rnncell, zero_state_tensors
from tfgraph_dnn.layers.seq2seq.attention import AttentionMechanism
from tfgraph_dnn.ops.assertions import assert_equal
from tfgraph_dnn.ops.shape_assertions import with_same_shape
from tfgraph_dnn.ops.tensor_arrays import TensorArray

_TILE = "via the tf.contrib.seq2seq.tile_batch function with argument multiple=beam_width."


@shown_as("tensorflow.contrib.seq2seq.python.ops.attention_wrapper.AttentionWrapperState")
class AttentionWrapperState(
    collections.namedtuple(
        "AttentionWrapperState",
        ("cell_state", "attention", "time", "alignments", "alignment_history", "attention_state"),
    )
):
    """State of an `AttentionWrapper`: the cell's, the last attention, the step, and the mechanisms' alignments."""

    def clone(self, **kwargs):
        """A copy with some fields replaced by others of the same shape.

        Raises:
          ValueError: a field of another shape.

        Example:
          >>> import tfgraph_dnn.v1 as tf
          >>> c = tf.contrib.seq2seq
          >>> cell = c.AttentionWrapper(tf.nn.rnn_cell.GRUCell(4), c.LuongAttention(4, tf.ones([2, 7, 6])))
          >>> state = cell.zero_state(2, tf.float32).clone(cell_state=tf.ones([2, 4]))
          >>> state.cell_state.shape.as_list()
          [2, 4]
        """

        def checked(old: Any, new: Any) -> Any:
            if isinstance(old, tf1.Tensor) and isinstance(new, tf1.Tensor):
                return with_same_shape(old, new)
            return new

        return tf1.nest.map_structure(checked, self, super()._replace(**kwargs))


@shown_as("tensorflow.contrib.seq2seq.python.ops.attention_wrapper.AttentionWrapper")
class AttentionWrapper(RNNCell):
    """Wraps a cell so that it attends to a memory; as `tf.contrib.seq2seq.AttentionWrapper` of TF 1.15.

    Args:
      cell: an RNN cell.
      attention_mechanism: an `AttentionMechanism`, or a list of them.
      attention_layer_size: size of a linear layer from output and context to the attention (a list for several
        mechanisms); by default the attention is the context.
      alignment_history: whether the state keeps the alignments of all steps.
      cell_input_fn: function of inputs and attention that gives the cell's inputs; by default both are joined.
      output_attention: whether the output is the attention, or the cell's.
      initial_cell_state: the cell's part of `zero_state`.
      name: the wrapper's name and scope; `attention_wrapper` by default.
      attention_layer: a layer (or a list of them) in place of `attention_layer_size`.
      attention_fn: function of mechanism, output, mechanism's state and layer that gives
        `(attention, alignments, next state)`.
      dtype: of the wrapper.

    Raises:
      TypeError: an argument that is not what it should be.
      ValueError: both or too many layers; batch sizes that cannot fit.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> c = tf.contrib.seq2seq
      >>> mechanism = c.LuongAttention(4, memory=tf.ones([2, 7, 6]))
      >>> cell = c.AttentionWrapper(tf.nn.rnn_cell.LSTMCell(4), mechanism, attention_layer_size=5)
      >>> output, state = cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))
      >>> output.shape.as_list(), state.alignments.shape.as_list()
      ([2, 5], [2, 7])
    """

    def __init__(
        self,
        cell,
        attention_mechanism,
        attention_layer_size=None,
        alignment_history=False,
        cell_input_fn=None,
        output_attention=True,
        initial_cell_state=None,
        name=None,
        attention_layer=None,
        attention_fn=None,
        dtype=None,
    ):
        super().__init__(name=name, dtype=dtype)
        assert_like_rnncell("cell", cell)
        self._is_multi = isinstance(attention_mechanism, (list, tuple))
        mechanisms = attention_mechanism if self._is_multi else (attention_mechanism,)
        for mechanism in mechanisms:
            if not isinstance(mechanism, AttentionMechanism):
                raise TypeError(
                    "attention_mechanism must be an AttentionMechanism or list of multiple AttentionMechanism "
                    f"instances, saw type: {type(mechanism).__name__}"
                )
        if cell_input_fn is not None and not callable(cell_input_fn):
            raise TypeError(f"cell_input_fn must be callable, saw type: {type(cell_input_fn).__name__}")
        self._cell = cell
        self._attention_mechanisms = mechanisms
        self._set_layers(attention_layer_size, attention_layer)
        self._attention_fn = attention_fn or compute_attention
        self._cell_input_fn = cell_input_fn or _joined
        self._output_attention = output_attention
        self._alignment_history = alignment_history
        with tf1.name_scope(name, "AttentionWrapperInit"):
            self._initial_cell_state = self._checked_initial_state(initial_cell_state)

    def _set_layers(self, sizes: Any, layers: Any) -> None:
        mechanisms = self._attention_mechanisms
        if sizes is not None and layers is not None:
            raise ValueError("Only one of attention_layer_size and attention_layer should be set")
        if sizes is not None:
            sizes = _one_per_mechanism("attention_layer_size", "integer", sizes, mechanisms)
            self._attention_layers = tuple(
                Dense(size, name="attention_layer", use_bias=False, dtype=mechanism.dtype)
                for size, mechanism in zip(sizes, mechanisms, strict=True)
            )
        elif layers is not None:
            self._attention_layers = _one_per_mechanism("attention_layer", "layer", layers, mechanisms)
            depths = [self._cell.output_size + mechanism.values.shape.dims[-1].value for mechanism in mechanisms]
            shapes = [
                tf1.TensorShape(layer.compute_output_shape([None, depth]))
                for layer, depth in zip(self._attention_layers, depths, strict=True)
            ]
            sizes = [shape.dims[-1].value for shape in shapes]
        else:
            self._attention_layers = None
            sizes = [mechanism.values.shape.dims[-1].value for mechanism in mechanisms]
        self._attention_layer_size = sum(sizes)

    def _checked_initial_state(self, state: Any) -> Any:
        if state is None:
            return None
        last = tf1.nest.flatten(state)[-1]
        batch_size = last.shape.dims[0].value or tf1.shape(last)[0]
        message = (
            f"When constructing AttentionWrapper {self._base_name}: Non-matching batch sizes between the memory "
            "(encoder output) and initial_cell_state.  Are you using the BeamSearchDecoder?  "
            f"You may need to tile your initial state {_TILE}"
        )
        with tf1.control_dependencies(self._batch_size_checks(batch_size, message)):
            return tf1.nest.map_structure(lambda s: tf1.identity(s, name="check_initial_cell_state"), state)

    def _batch_size_checks(self, batch_size: Any, message: str) -> list[Any]:
        return [
            assert_equal(batch_size, mechanism.batch_size, message=message) for mechanism in self._attention_mechanisms
        ]

    def _item_or_tuple(self, items: Any) -> Any:
        items = tuple(items)
        return items if self._is_multi else items[0]

    @property
    def output_size(self):
        """That of the attention, or of the cell's output."""
        return self._attention_layer_size if self._output_attention else self._cell.output_size

    @property
    def state_size(self):
        """`AttentionWrapperState` of sizes."""
        mechanisms = self._attention_mechanisms
        return AttentionWrapperState(
            cell_state=self._cell.state_size,
            time=tf1.TensorShape([]),
            attention=self._attention_layer_size,
            alignments=self._item_or_tuple(m.alignments_size for m in mechanisms),
            attention_state=self._item_or_tuple(m.state_size for m in mechanisms),
            alignment_history=self._item_or_tuple(
                m.alignments_size if self._alignment_history else () for m in mechanisms
            ),
        )

    def zero_state(self, batch_size, dtype):
        """The first state; see `RNNCell`.

        Raises:
          ValueError or InvalidArgumentError: a batch size that is not the memory's.
        """
        with tf1.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            cell_state = self._initial_cell_state
            if cell_state is None:
                cell_state = self._cell.get_initial_state(batch_size=batch_size, dtype=dtype)
            message = (
                f"When calling zero_state of AttentionWrapper {self._base_name}: Non-matching batch sizes between "
                "the memory (encoder output) and the requested batch size.  Are you using the BeamSearchDecoder?  "
                f"If so, make sure your encoder output has been tiled to beam_width {_TILE} and the batch_size= "
                "argument passed to zero_state is batch_size * beam_width."
            )
            with tf1.control_dependencies(self._batch_size_checks(batch_size, message)):
                cell_state = tf1.nest.map_structure(lambda s: tf1.identity(s, name="checked_cell_state"), cell_state)
            mechanisms = self._attention_mechanisms
            alignments = [mechanism.initial_alignments(batch_size, dtype) for mechanism in mechanisms]
            # The order of these is TF 1.15's.
            return AttentionWrapperState(
                cell_state=cell_state,
                time=tf1.zeros([], dtype=tf1.int32),
                attention=zero_state_tensors(self._attention_layer_size, batch_size, dtype),
                alignments=self._item_or_tuple(alignments),
                attention_state=self._item_or_tuple(m.initial_state(batch_size, dtype) for m in mechanisms),
                alignment_history=self._item_or_tuple(
                    TensorArray(dtype, size=0, dynamic_size=True, element_shape=alignment.shape)
                    if self._alignment_history
                    else ()
                    for alignment in alignments
                ),
            )

    def call(self, inputs, state):
        """One step: runs the cell on inputs and last attention, and attends anew."""
        if not isinstance(state, AttentionWrapperState):
            raise TypeError(f"Expected state to be instance of AttentionWrapperState. Received type {type(state)}.")
        cell_inputs = self._cell_input_fn(inputs, state.attention)
        cell_output, next_cell_state = self._cell(cell_inputs, state.cell_state)
        cell_output = self._checked_output(cell_output)
        attentions, alignments, states, histories = self._attend(cell_output, state)
        attention = tf1.concat(attentions, 1)
        next_state = AttentionWrapperState(
            time=state.time + 1,
            cell_state=next_cell_state,
            attention=attention,
            attention_state=self._item_or_tuple(states),
            alignments=self._item_or_tuple(alignments),
            alignment_history=self._item_or_tuple(histories),
        )
        return attention if self._output_attention else cell_output, next_state

    def _checked_output(self, cell_output: Any) -> Any:
        batch_size = cell_output.shape.dims[0].value or tf1.shape(cell_output)[0]
        message = (
            f"When applying AttentionWrapper {self.name}: Non-matching batch sizes between the memory "
            "(encoder output) and the query (decoder output).  Are you using the BeamSearchDecoder?  "
            f"You may need to tile your memory input {_TILE}"
        )
        with tf1.control_dependencies(self._batch_size_checks(batch_size, message)):
            return tf1.identity(cell_output, name="checked_cell_output")

    def _attend(self, cell_output: Any, state: AttentionWrapperState) -> tuple[Any, ...]:
        before = state.attention_state if self._is_multi else [state.attention_state]
        histories = state.alignment_history if self._is_multi else [state.alignment_history]
        found = []
        for number, mechanism in enumerate(self._attention_mechanisms):
            layer = self._attention_layers[number] if self._attention_layers else None
            attention, alignments, after = self._attention_fn(mechanism, cell_output, before[number], layer)
            history = histories[number].write(state.time, alignments) if self._alignment_history else ()
            found.append((attention, alignments, after, history))
        return tuple(zip(*found, strict=True))


def compute_attention(attention_mechanism: Any, cell_output: Any, attention_state: Any, attention_layer: Any) -> Any:
    """The attention, alignments and next state of a mechanism for an output of the cell."""
    alignments, next_state = attention_mechanism(cell_output, state=attention_state)
    context = tf1.matmul(tf1.expand_dims(alignments, 1), attention_mechanism.values)
    context = tf1.squeeze(context, [1])
    if attention_layer is None:
        return context, alignments, next_state
    return attention_layer(tf1.concat([cell_output, context], 1)), alignments, next_state


def _joined(inputs: Any, attention: Any) -> Any:
    return tf1.concat([inputs, attention], -1)


def _one_per_mechanism(argument: str, kind: str, given: Any, mechanisms: Any) -> tuple[Any, ...]:
    items = tuple(given if isinstance(given, (list, tuple)) else (given,))
    if len(items) != len(mechanisms):
        raise ValueError(
            f"If provided, {argument} must contain exactly one {kind} per attention_mechanism, "
            f"saw: {len(items)} vs {len(mechanisms)}"
        )
    return items

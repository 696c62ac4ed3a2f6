"""The decoder that samples: a cell, a helper that says what to read next, and a layer on the outputs."""

from __future__ import annotations

import collections
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.rnn.cell import assert_like_rnncell
from tfgraph_dnn.layers.seq2seq.decoder import Decoder
from tfgraph_dnn.layers.seq2seq.helper_base import Helper


@shown_as("tensorflow.contrib.seq2seq.python.ops.basic_decoder.BasicDecoderOutput")
class BasicDecoderOutput(collections.namedtuple("BasicDecoderOutput", ("rnn_output", "sample_id"))):
    """Outputs of a `BasicDecoder`: those of the cell (after the layer), and the sampled ids."""


def check_output_layer(layer: Any) -> None:
    """Checks that the output layer, if there is one, is a layer.

    Raises:
      TypeError: it is not.
    """
    if layer is not None and not isinstance(layer, Layer):
        raise TypeError(f"output_layer must be a Layer, received: {type(layer)}")


def size_after_layer(size: Any, layer: Any) -> Any:
    """The shape of a cell's outputs, without the batch dimension, behind the layer if there is one."""
    if layer is None:
        return size
    batches = tf1.nest.map_structure(lambda one: tf1.TensorShape([None]).concatenate(one), size)
    return tf1.nest.map_structure(lambda shape: shape[1:], layer.compute_output_shape(batches))


@shown_as("tensorflow.contrib.seq2seq.python.ops.basic_decoder.BasicDecoder")
class BasicDecoder(Decoder):
    """Samples as its helper says; as `tf.contrib.seq2seq.BasicDecoder` of TF 1.15.

    Args:
      cell: an RNN cell.
      helper: a `Helper`.
      initial_state: the cell's first state.
      output_layer: a `tf.layers.Layer` for the outputs, e.g. `tf.layers.Dense(symbols)`, or None.

    Raises:
      TypeError: an argument that is not what it should be.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> table = tf.get_variable("embedding", [9, 3])
      >>> helper = tf.contrib.seq2seq.GreedyEmbeddingHelper(table, start_tokens=[1, 1], end_token=2)
      >>> decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32), tf.layers.Dense(9))
      >>> outputs, _, _ = tf.contrib.seq2seq.dynamic_decode(decoder, maximum_iterations=10)
      >>> outputs.sample_id.dtype.name
      'int32'
    """

    def __init__(self, cell, helper, initial_state, output_layer=None):
        assert_like_rnncell("cell", cell)
        if not isinstance(helper, Helper):
            raise TypeError(f"helper must be a Helper, received: {type(helper)}")
        check_output_layer(output_layer)
        self._cell = cell
        self._helper = helper
        self._initial_state = initial_state
        self._output_layer = output_layer

    @property
    def batch_size(self):
        """The helper's."""
        return self._helper.batch_size

    def _rnn_output_size(self):
        return size_after_layer(self._cell.output_size, self._output_layer)

    @property
    def output_size(self):
        """`BasicDecoderOutput` of shapes."""
        return BasicDecoderOutput(rnn_output=self._rnn_output_size(), sample_id=self._helper.sample_ids_shape)

    @property
    def output_dtype(self):
        """`BasicDecoderOutput` of dtypes; that of the outputs is taken from the first state."""
        dtype = tf1.nest.flatten(self._initial_state)[0].dtype
        return BasicDecoderOutput(
            tf1.nest.map_structure(lambda _: dtype, self._rnn_output_size()), self._helper.sample_ids_dtype
        )

    def initialize(self, name=None):
        """The helper's first inputs, with the first state."""
        return (*self._helper.initialize(), self._initial_state)

    def step(self, time, inputs, state, name=None):
        """Runs the cell and the layer, lets the helper sample and say what comes next."""
        with tf1.name_scope(name, "BasicDecoderStep", (time, inputs, state)):
            outputs, state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            sample_ids = self._helper.sample(time=time, outputs=outputs, state=state)
            finished, next_inputs, next_state = self._helper.next_inputs(
                time=time, outputs=outputs, state=state, sample_ids=sample_ids
            )
        return BasicDecoderOutput(outputs, sample_ids), next_state, next_inputs, finished

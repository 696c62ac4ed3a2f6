"""Decoders and the loop that runs them."""

from __future__ import annotations

import abc
import contextlib
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import zero_state_tensors
from tfgraph_dnn.layers.rnn.dynamic import cache_variables_nearby, transpose_batch_time
from tfgraph_dnn.ops.loop_order import next_step
from tfgraph_dnn.ops.tensor_arrays import TensorArray


@shown_as("tensorflow.contrib.seq2seq.python.ops.decoder.Decoder")
class Decoder(abc.ABC):
    """What `dynamic_decode` runs: knows its first inputs and state, makes a step, and says what is finished."""

    @property
    def batch_size(self):
        """The batch size of the inputs."""
        raise NotImplementedError

    @property
    def output_size(self):
        """A nest of integers or `TensorShape`s: the shape of a step's outputs, without the batch dimension."""
        raise NotImplementedError

    @property
    def output_dtype(self):
        """The same nest of dtypes."""
        raise NotImplementedError

    @abc.abstractmethod
    def initialize(self, name=None):
        """Called before the loop.

        Returns:
          `(finished, first inputs, first state)`.
        """
        raise NotImplementedError

    @abc.abstractmethod
    def step(self, time, inputs, state, name=None):
        """One step, called once, inside the loop.

        Returns:
          `(outputs, next state, next inputs, finished)`.
        """
        raise NotImplementedError

    def finalize(self, outputs, final_state, sequence_lengths):
        """Called after the loop; may change outputs and final state, and returns both."""
        raise NotImplementedError

    @property
    def tracks_own_finished(self):
        """Whether `finished` of a step is meant as it is: what was finished may go on."""
        return False


def dynamic_decode(
    decoder,
    output_time_major=False,
    impute_finished=False,
    maximum_iterations=None,
    parallel_iterations=32,
    swap_memory=False,
    scope=None,
    **kwargs,
):
    """Runs a decoder until all its sequences are finished.

    Args:
      decoder: a `Decoder`.
      output_time_major: whether time comes first in the outputs.
      impute_finished: whether finished sequences give zeros and keep their state.
      maximum_iterations: scalar integer, after which the loop stops at the latest.
      parallel_iterations: how many steps may run at once.
      swap_memory: whether tensors that the gradients need may wait in host memory.
      scope: the variable scope, or its name; `decoder` by default.
      **kwargs: not used.

    Returns:
      `(outputs, final state, [batch] lengths)`.

    Raises:
      TypeError: `decoder` is no `Decoder`.
      ValueError: `maximum_iterations` is no scalar.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.GRUCell(4)
      >>> helper = tf.contrib.seq2seq.TrainingHelper(tf.ones([2, 5, 3]), [5, 4])
      >>> decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, cell.zero_state(2, tf.float32))
      >>> outputs, state, lengths = tf.contrib.seq2seq.dynamic_decode(decoder)
      >>> outputs.rnn_output.shape.as_list()
      [2, None, 4]
    """
    if not isinstance(decoder, Decoder):
        raise TypeError(f"Expected decoder to be type Decoder, but saw: {type(decoder)}")
    with tf1.variable_scope(scope, "decoder") as varscope:
        cache_variables_nearby(varscope)
        if maximum_iterations is not None:
            maximum_iterations = tf1.convert_to_tensor(maximum_iterations, dtype=tf1.int32, name="maximum_iterations")
            if maximum_iterations.get_shape().ndims != 0:
                raise ValueError("maximum_iterations must be a scalar")
        loop = _Loop(decoder, impute_finished)
        outputs, state, lengths = loop.run(
            maximum_iterations, parallel_iterations=parallel_iterations, swap_memory=swap_memory
        )
        with contextlib.suppress(NotImplementedError):
            outputs, state = decoder.finalize(outputs, state, lengths)
        if not output_time_major:
            outputs = tf1.nest.map_structure(transpose_batch_time, outputs)
    return outputs, state, lengths


class _Loop:
    """The while loop around `Decoder.step`."""

    def __init__(self, decoder: Decoder, impute_finished: bool):
        self.decoder, self.impute_finished = decoder, impute_finished
        self.finished, self.inputs, self.state = decoder.initialize()
        self.zero_outputs = tf1.nest.map_structure(
            lambda size, dtype: zero_state_tensors(size, decoder.batch_size, dtype),
            decoder.output_size,
            decoder.output_dtype,
        )

    def run(self, maximum_iterations: Any, **options: Any) -> tuple[Any, Any, Any]:
        """Makes the loop; gives time-major outputs, final state and lengths."""
        finished = self.finished
        if maximum_iterations is not None:
            finished = tf1.logical_or(finished, maximum_iterations <= 0)
        lengths = tf1.zeros_like(finished, dtype=tf1.int32)
        time = tf1.constant(0, dtype=tf1.int32)
        arrays = tf1.nest.map_structure(self._array, self.decoder.output_size, self.decoder.output_dtype)
        results = tf1.while_loop(
            lambda *loop_vars: tf1.logical_not(tf1.reduce_all(loop_vars[4])),
            self._body,
            loop_vars=(time, arrays, self.state, self.inputs, finished, lengths),
            maximum_iterations=maximum_iterations,
            **options,
        )
        return tf1.nest.map_structure(lambda array: array.stack(), results[1]), results[2], results[5]

    def _array(self, size: Any, dtype: Any) -> Any:
        shape = None
        if isinstance(size, tf1.TensorShape) and size.ndims != 0:
            batch_size = tf1.convert_to_tensor(self.decoder.batch_size, name="batch_size")
            shape = tf1.TensorShape([tf1.get_static_value(batch_size)]).concatenate(size)
        return TensorArray(dtype=dtype, size=0, dynamic_size=True, element_shape=shape)

    def _body(self, time, arrays, state, inputs, finished, lengths):
        ops_before = tf1.get_default_graph().num_operations()
        outputs, new_state, new_inputs, new_finished = self.decoder.step(time, inputs, state)
        if not self.decoder.tracks_own_finished:
            new_finished = tf1.logical_or(new_finished, finished)
        new_lengths = tf1.where(tf1.logical_not(finished), tf1.fill(tf1.shape(lengths), time + 1), lengths)
        tf1.nest.assert_same_structure(state, new_state)
        tf1.nest.assert_same_structure(arrays, outputs)
        tf1.nest.assert_same_structure(inputs, new_inputs)
        if self.impute_finished:
            outputs = tf1.nest.map_structure(
                lambda out, zero: tf1.where(finished, zero, out), outputs, self.zero_outputs
            )
            new_state = tf1.nest.map_structure(lambda new, old: _kept_if_finished(finished, old, new), new_state, state)
        arrays = tf1.nest.map_structure(lambda array, out: array.write(time, out), arrays, outputs)
        return next_step(time, ops_before), arrays, new_state, new_inputs, new_finished, new_lengths


def _kept_if_finished(finished: Any, old: Any, new: Any) -> Any:
    if isinstance(old, tf1.TensorArray):
        return new
    new.set_shape(old.shape)
    return new if new.shape.ndims == 0 else tf1.where(finished, old, new)

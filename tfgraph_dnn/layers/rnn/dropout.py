"""Dropout on the inputs, states and outputs of a cell."""

from __future__ import annotations

import hashlib
import itertools
import numbers

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple
from tfgraph_dnn.layers.rnn.wrappers import RNNCellWrapper
from tfgraph_dnn.ops.dropout import dropout


@shown_as("tensorflow.python.ops.rnn_cell_impl.DropoutWrapper")
class DropoutWrapper(RNNCellWrapper):
    """Drops parts of a cell's inputs, states and outputs; as `tf.nn.rnn_cell.DropoutWrapper` of TF 1.15.

    Args:
      cell: the cell to wrap.
      input_keep_prob, output_keep_prob, state_keep_prob: number in [0, 1] or scalar float tensor: what part to keep.
        1 adds no op. Of an `LSTMStateTuple` only `h` is dropped.
      variational_recurrent: whether one mask serves all steps (Gal and Ghahramani 2015, arXiv:1512.05287).
      input_size: size of the inputs, for the variational mask of the inputs.
      dtype: of the variational masks.
      seed: op seed; each mask gets one of its own from it (the first 31 bits of an MD5 of seed and place).
      dropout_state_filter_visitor: function from a state (or a part of it) to the same structure of bools, True where
        to drop.
      **kwargs: see `RNNCell`.

    Raises:
      TypeError: `cell` is no cell, or the filter is not callable.
      ValueError: a keep probability outside [0, 1]; variational without `dtype`, or without `input_size` where needed.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.GRUCell(3), output_keep_prob=0.5)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].op.type
      'Mul'
    """

    def __init__(
        self,
        cell,
        input_keep_prob=1.0,
        output_keep_prob=1.0,
        state_keep_prob=1.0,
        variational_recurrent=False,
        input_size=None,
        dtype=None,
        seed=None,
        dropout_state_filter_visitor=None,
        **kwargs,
    ):
        super().__init__(cell, dtype=dtype, **kwargs)
        if dropout_state_filter_visitor is not None and not callable(dropout_state_filter_visitor):
            raise TypeError("dropout_state_filter_visitor must be callable")
        self._dropout_state_filter = dropout_state_filter_visitor or _all_but_memory
        with tf1.name_scope("DropoutWrapperInit"):
            # The order is TF 1.15's: it makes a constant for each.
            self._input_keep_prob = _keep_prob(input_keep_prob, "input_keep_prob")
            self._state_keep_prob = _keep_prob(state_keep_prob, "state_keep_prob")
            self._output_keep_prob = _keep_prob(output_keep_prob, "output_keep_prob")
        self._variational_recurrent = variational_recurrent
        self._input_size = input_size
        self._seed = seed
        self._recurrent_input_noise = self._recurrent_state_noise = self._recurrent_output_noise = None
        if variational_recurrent:
            self._make_noise(input_size, dtype)

    def _make_noise(self, input_size, dtype):
        if dtype is None:
            raise ValueError("When variational_recurrent=True, dtype must be provided")

        def noise_for(sizes, salt):
            def noise(index, size):
                # One mask for all examples of the batch.
                shape = tf1.concat(([1], tf1.TensorShape(size).as_list()), 0)
                # As floats, the bounds enter the graph, as they always did in TF 1.15.
                return tf1.random_uniform(shape, 0.0, 1.0, dtype=dtype, seed=self._gen_seed(salt, index))

            return _enumerated_map_up_to(sizes, noise, sizes)

        if _drops(self._input_keep_prob):
            if input_size is None:
                raise ValueError(
                    "When variational_recurrent=True and input_keep_prob < 1.0 or is unknown, "
                    "input_size must be provided"
                )
            self._recurrent_input_noise = noise_for(input_size, "input")
        self._recurrent_state_noise = noise_for(self.cell.state_size, "state")
        self._recurrent_output_noise = noise_for(self.cell.output_size, "output")

    def _gen_seed(self, salt_prefix, index):
        """The op seed of one mask; None without a seed."""
        if self._seed is None:
            return None
        digest = hashlib.md5(f"{self._seed}{salt_prefix}_{index}".encode()).hexdigest()
        return int(digest[:8], 16) & 0x7FFFFFFF

    def _call_wrapped_cell(self, inputs, state, cell_call_fn, **kwargs):
        if _drops(self._input_keep_prob):
            inputs = self._dropout(inputs, "input", self._recurrent_input_noise, self._input_keep_prob)
        output, new_state = cell_call_fn(inputs, state, **kwargs)
        if _drops(self._state_keep_prob):
            chosen = private.nest.get_traverse_shallow_structure(self._dropout_state_filter, new_state)
            new_state = self._dropout(new_state, "state", self._recurrent_state_noise, self._state_keep_prob, chosen)
        if _drops(self._output_keep_prob):
            output = self._dropout(output, "output", self._recurrent_output_noise, self._output_keep_prob)
        return output, new_state

    def _dropout(self, values, salt, noise, keep_prob, chosen=None):
        chosen = values if chosen is None else chosen
        if self._variational_recurrent:

            def drop(index, wanted, value, value_noise):
                return value if wanted is False else _variational(value, value_noise, keep_prob)

            return _enumerated_map_up_to(chosen, drop, chosen, values, noise)

        def drop_anew(index, wanted, value):
            if wanted is False:
                return value
            return dropout(value, rate=1.0 - keep_prob, seed=self._gen_seed(salt, index))

        return _enumerated_map_up_to(chosen, drop_anew, chosen, values)


def _keep_prob(value, name):
    """A float where the value is known, else the tensor."""
    tensor = tf1.convert_to_tensor(value)
    known = tf1.get_static_value(tensor)
    if known is None:
        return tensor
    if known < 0 or known > 1:
        raise ValueError(f"Parameter {name} must be between 0 and 1: {known}")
    return float(known)


def _drops(keep_prob):
    return not isinstance(keep_prob, numbers.Real) or keep_prob < 1


def _variational(value, noise, keep_prob):
    mask = tf1.floor(keep_prob + noise)
    dropped = tf1.div(value, keep_prob) * mask
    dropped.set_shape(value.get_shape())
    return dropped


def _all_but_memory(substate):
    """The default filter: everything but the memory of an LSTM, and but TensorArrays."""
    if isinstance(substate, LSTMStateTuple):
        return LSTMStateTuple(c=False, h=True)
    return not isinstance(substate, tf1.TensorArray)


def _enumerated_map_up_to(shallow, function, *structures):
    """Maps `function(number, ...)` over the leaves of `shallow` in the structures."""
    numbers_used = itertools.count()
    return private.nest.map_structure_up_to(shallow, lambda *leaves: function(next(numbers_used), *leaves), *structures)

"""The base of RNN cells: one step in time, `output, next_state = cell(inputs, state)`."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.rnn.shapes import concat

# The names of a cell's variables; programs read them from `rnn_cell_impl`.
WEIGHTS_VARIABLE_NAME = "kernel"
BIAS_VARIABLE_NAME = "bias"


def assert_like_rnncell(cell_name, cell):
    """Checks that `cell` has what an RNN needs of it.

    Args:
      cell_name: the name of the argument, for the message.
      cell: any object.

    Raises:
      TypeError: naming all that is missing.
    """
    lacking = {
        "'output_size' property is missing": not hasattr(cell, "output_size"),
        "'state_size' property is missing": not hasattr(cell, "state_size"),
        "either 'zero_state' or 'get_initial_state' method is required": not (
            hasattr(cell, "get_initial_state") or hasattr(cell, "zero_state")
        ),
        "is not callable": not callable(cell),
    }
    if any(lacking.values()):
        reasons = ", ".join(reason for reason, holds in lacking.items() if holds)
        raise TypeError(f"The argument {cell_name!r} ({cell}) is not an RNNCell: {reasons}.")


def zero_state_tensors(state_size: Any, batch_size: Any, dtype: Any) -> Any:
    """Zeros of shape `[batch_size, ...]` for every size in the nest `state_size`."""

    def zeros(size: Any) -> Any:
        state = tf1.zeros(concat(batch_size, size), dtype=dtype)
        state.set_shape(concat(batch_size, size, static=True))
        return state

    return tf1.nest.map_structure(zeros, state_size)


def check_input_dtypes(inputs: Any) -> None:
    """Checks that every tensor of a nest is floating or complex.

    Raises:
      ValueError: it is not.
    """
    for tensor in tf1.nest.flatten(inputs):
        check_dtype(tensor.dtype)


def check_dtype(dtype: Any) -> None:
    """Checks that a dtype, if there is one, is floating or complex.

    Raises:
      ValueError: it is not.
    """
    if dtype is None:
        return
    dtype = tf1.as_dtype(dtype)
    if not (dtype.is_floating or dtype.is_complex):
        raise ValueError(f"RNN cell only supports floating point inputs, but saw dtype: {dtype}")


@shown_as("tensorflow.python.ops.rnn_cell_impl.RNNCell")
class RNNCell(Layer):
    """Base class of cells, and the one to subclass; as `tf.nn.rnn_cell.RNNCell` of TF 1.15.

    A subclass says `state_size` and `output_size` and has `call(inputs, state)`, where it may use `tf.get_variable`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> class Adding(tf.nn.rnn_cell.RNNCell):
      ...     state_size = output_size = 2
      ...     def call(self, inputs, state):
      ...         return inputs + state, inputs + state
      >>> outputs, state = tf.nn.dynamic_rnn(Adding(), tf.ones([1, 3, 2]), dtype=tf.float32)
      >>> with tf.Session() as sess:
      ...     sess.run(state).tolist()
      [[3.0, 3.0]]
    """

    def __init__(self, trainable=True, name=None, dtype=None, **kwargs):
        super().__init__(trainable=trainable, name=name, dtype=dtype, **kwargs)
        self._is_tf_rnn_cell = True

    def __call__(self, inputs, state, scope=None):
        """Adds one step to the graph.

        Args:
          inputs: `[batch, depth]` tensor.
          state: tensor or nest of tensors, as `state_size` says.
          scope: the variable scope (or its name) of the cell's variables; by default the surrounding one with the
            cell's name below it.

        Returns:
          The `[batch, output_size]` output and the next state.
        """
        if scope is not None:
            with tf1.variable_scope(scope, custom_getter=self._rnn_get_variable) as scope:
                return super().__call__(inputs, state, scope=scope)
        opened = getattr(self, "rnncell_scope", None)
        if opened is None:
            opened = tf1.variable_scope(tf1.get_variable_scope(), custom_getter=self._rnn_get_variable)
            self.rnncell_scope = opened
        with opened:
            return super().__call__(inputs, state)

    def _rnn_get_variable(self, getter, *args, **kwargs):
        """Notes the variables that `call` gets by `tf.get_variable` as the cell's own."""
        variable = getter(*args, **kwargs)
        part = list(variable)[0] if hasattr(variable, "_variable_list") else variable
        trainable = any(part is other for other in tf1.trainable_variables())
        weights = self._trainable_weights if trainable else self._non_trainable_weights
        if all(variable is not other for other in weights):
            weights.append(variable)
        return variable

    @property
    def state_size(self):
        """Integer, `TensorShape`, or a nest of them: the shape of the state without the batch dimension."""
        raise NotImplementedError("Abstract method: a cell must say its state_size")

    @property
    def output_size(self):
        """Integer or `TensorShape`: the shape of the output without the batch dimension."""
        raise NotImplementedError("Abstract method: a cell must say its output_size")

    def build(self, _):
        """Nothing: `call` may make variables, at its first call."""

    def get_initial_state(self, inputs=None, batch_size=None, dtype=None):
        """The zero state for a batch of `inputs`, or for `batch_size` and `dtype`.

        Raises:
          ValueError: neither is given, or they contradict each other.
        """
        if inputs is not None:
            inputs = tf1.convert_to_tensor(inputs, name="inputs")
            _check_agreement(inputs, batch_size, dtype)
            batch_size, dtype = inputs.shape.dims[0].value or tf1.shape(inputs)[0], inputs.dtype
        if batch_size is None or dtype is None:
            raise ValueError(
                "batch_size and dtype cannot be None while constructing initial state: "
                f"batch_size={batch_size}, dtype={dtype}"
            )
        return self.zero_state(batch_size, dtype)

    def zero_state(self, batch_size, dtype):
        """A state of zeros.

        Args:
          batch_size: integer or scalar integer tensor.
          dtype: dtype of the state.

        Returns:
          `[batch_size, ...]` tensors in the structure of `state_size`.
        """
        with tf1.name_scope(type(self).__name__ + "ZeroState", values=[batch_size]):
            return zero_state_tensors(self.state_size, batch_size, dtype)


def _check_agreement(inputs: Any, batch_size: Any, dtype: Any) -> None:
    if batch_size is not None:
        known = tf1.get_static_value(batch_size, partial=True) if tf1.is_tensor(batch_size) else batch_size
        if inputs.shape.dims[0].value != known:
            raise ValueError(
                "batch size from input tensor is different from the input param. "
                f"Input tensor batch: {inputs.shape.dims[0].value}, batch_size: {batch_size}"
            )
    if dtype is not None and inputs.dtype != dtype:
        raise ValueError(
            "dtype from input tensor is different from the input param. "
            f"Input tensor dtype: {inputs.dtype}, dtype: {dtype}"
        )


@shown_as("tensorflow.python.ops.rnn_cell_impl.LayerRNNCell")
class LayerRNNCell(RNNCell):
    """Base of the cells that make their variables in `build`: called as plain layers, in their own scope."""

    def __call__(self, inputs, state, scope=None, *args, **kwargs):
        """Adds one step to the graph; see `RNNCell`."""
        return Layer.__call__(self, inputs, state, *args, scope=scope, **kwargs)

    def _input_depth(self, inputs_shape: Any) -> int:
        """The size of the last dimension; ValueError when it is unknown."""
        shape = tf1.TensorShape(inputs_shape).as_list()
        if shape[-1] is None:
            raise ValueError(f"Expected inputs.shape[-1] to be known, saw shape: {tuple(shape)}")
        check_dtype(self.dtype)
        return shape[-1]

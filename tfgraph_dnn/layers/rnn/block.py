"""Cells whose step is one kernel: `LSTMBlockCell`, `GRUBlockCell`, and the LSTM whose whole run is one."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.layers.rnn import block_gradients  # noqa: F401 - TensorFlow has none registered
from tfgraph_dnn.layers.rnn.cell import LayerRNNCell
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple


class _LSTMBlock:
    """The variables of both LSTMs, and the arguments that their kernels share."""

    def _make_variables(self, depth):
        units = self._num_units
        self._kernel = self.add_variable("kernel", [depth + units, 4 * units])
        self._bias = self.add_variable("bias", [4 * units], initializer=tf1.constant_initializer(0.0))
        if self._use_peephole:
            self._w_i_diag, self._w_f_diag, self._w_o_diag = (
                self.add_variable(f"w_{gate}_diag", [units]) for gate in "ifo"
            )
        self.built = True

    def _kernel_arguments(self, dtype):
        if self._use_peephole:
            wci, wcf, wco = self._w_i_diag, self._w_f_diag, self._w_o_diag
        else:
            wci = wcf = wco = tf1.zeros([self._num_units], dtype=dtype)
        return {
            "w": self._kernel,
            "wci": wci,
            "wcf": wcf,
            "wco": wco,
            "b": self._bias,
            "forget_bias": self._forget_bias,
            "cell_clip": self._cell_clip,
            "use_peephole": self._use_peephole,
        }


@shown_as("tensorflow.contrib.rnn.python.ops.lstm_ops.LSTMBlockCell")
class LSTMBlockCell(_LSTMBlock, LayerRNNCell):
    """LSTM whose step is one kernel; as `tf.contrib.rnn.LSTMBlockCell` of TF 1.15.

    Its variables are those of `BasicLSTMCell`, but the kernel's columns are input gate, candidate, forget gate, output
    gate of an LSTM under the name `lstm_cell`.

    Args:
      num_units: size of the output and of each half of the state.
      forget_bias: added to the forget gate.
      cell_clip: bound of the memory's values, or None.
      use_peephole: whether the gates see the memory.
      dtype: of the variables; the first input's by default.
      reuse: whether its variables are there already.
      name: the cell's name and scope.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.LSTMBlockCell(4)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].op.type
      'LSTMBlockCell'
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        cell_clip=None,
        use_peephole=False,
        dtype=None,
        reuse=None,
        name="lstm_cell",
    ):
        super().__init__(_reuse=reuse, dtype=dtype, name=name)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._use_peephole = use_peephole
        self._cell_clip = -1 if cell_clip is None else cell_clip
        self.input_spec = InputSpec(ndim=2)

    @property
    def state_size(self):
        """`LSTMStateTuple(num_units, num_units)`."""
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def build(self, inputs_shape):
        """Makes `kernel`, `bias`, and as asked for `w_i_diag`, `w_f_diag`, `w_o_diag`."""
        if not inputs_shape.dims[1].value:
            raise ValueError(f"Expecting inputs_shape[1] to be set: {inputs_shape}")
        self._make_variables(inputs_shape.dims[1].value)

    def call(self, inputs, state):
        """One step: `h`, and the next state."""
        if len(state) != 2:
            raise ValueError("Expecting state to be a tuple with length 2.")
        c, h = state
        step = tf1.raw_ops.LSTMBlockCell(x=inputs, cs_prev=c, h_prev=h, **self._kernel_arguments(self.dtype))
        return step.h, LSTMStateTuple(step.cs, step.h)


@shown_as("tensorflow.contrib.rnn.python.ops.lstm_ops.LSTMBlockWrapper")
class LSTMBlockWrapper(Layer):
    """Base of LSTMs that run over all steps at once; as `tf.contrib.rnn.LSTMBlockWrapper` of TF 1.15."""

    @property
    def num_units(self):
        """Size of the output and of each half of the state; a subclass says it."""
        raise NotImplementedError

    def _call_cell(self, inputs, initial_cell_state, initial_output, dtype, sequence_length):
        """The `[time, batch, num_units]` memories and outputs; a subclass makes them."""
        raise NotImplementedError

    def call(self, inputs, initial_state=None, dtype=None, sequence_length=None):
        """Runs over all steps.

        Args:
          inputs: `[time, batch, depth]` tensor, or list of `[batch, depth]` tensors.
          initial_state: pair of `[batch, num_units]` tensors; zeros by default.
          dtype: of the zeros.
          sequence_length: `[batch]` integers; beyond them the outputs are zero and the state stays.

        Returns:
          The outputs, as the inputs came, and the final `LSTMStateTuple`.

        Raises:
          ValueError: unknown depth, no pair, or neither `initial_state` nor `dtype`.
        """
        is_list = isinstance(inputs, list)
        inputs = tf1.stack(inputs) if is_list else inputs
        shape = inputs.get_shape().with_rank(3)
        if not shape[2]:
            raise ValueError(f"Expecting inputs_shape[2] to be set: {shape}")
        batch_size = shape.dims[1].value
        batch_size = tf1.shape(inputs)[1] if batch_size is None else batch_size
        steps = shape.dims[0].value
        steps = tf1.shape(inputs)[0] if steps is None else steps
        first, dtype = self._first_state(initial_state, batch_size, dtype)
        if sequence_length is not None:
            sequence_length = tf1.convert_to_tensor(sequence_length)
        memories, outputs = self._call_cell(inputs, *first, dtype, sequence_length)
        if sequence_length is None:
            final = memories[-1], outputs[-1]
        else:
            mask = tf1.transpose(tf1.sequence_mask(sequence_length, steps, dtype=dtype), [1, 0])
            outputs *= tf1.tile(tf1.expand_dims(mask, [-1]), [1, 1, self.num_units])
            # With the first state in front, a length is the place of the state after it.
            memories = tf1.concat([tf1.expand_dims(first[0], [0]), memories], 0)
            all_outputs = tf1.concat([tf1.expand_dims(first[1], [0]), outputs], 0)
            final = tuple(_states_at(states, sequence_length, batch_size) for states in (memories, all_outputs))
        return tf1.unstack(outputs) if is_list else outputs, LSTMStateTuple(*final)

    def _first_state(self, initial_state, batch_size, dtype):
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            zeros = tf1.zeros(tf1.stack([batch_size, self.num_units]), dtype=dtype)
            return (zeros, zeros), dtype
        if len(initial_state) != 2:
            raise ValueError("Expecting initial_state to be a tuple with length 2 or None")
        return tuple(initial_state), initial_state[0].dtype if dtype is None else dtype


def _states_at(states, lengths, batch_size):
    return tf1.gather_nd(states, tf1.stack([lengths, tf1.range(batch_size)], axis=1))


@shown_as("tensorflow.contrib.rnn.python.ops.lstm_ops.LSTMBlockFusedCell")
class LSTMBlockFusedCell(_LSTMBlock, LSTMBlockWrapper):
    """LSTM whose whole run is one kernel; as `tf.contrib.rnn.LSTMBlockFusedCell` of TF 1.15.

    Args:
      num_units: size of the output and of each half of the state.
      forget_bias: added to the forget gate.
      cell_clip: bound of the memory's values, or None.
      use_peephole: whether the gates see the memory.
      reuse: whether its variables are there already.
      dtype: of the variables; the first input's by default.
      name: the cell's name and scope.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> outputs, state = tf.contrib.rnn.LSTMBlockFusedCell(4)(tf.ones([5, 2, 3]), dtype=tf.float32)
      >>> outputs.shape.as_list(), state.h.shape.as_list()
      ([5, 2, 4], [2, 4])
    """

    def __init__(
        self,
        num_units,
        forget_bias=1.0,
        cell_clip=None,
        use_peephole=False,
        reuse=None,
        dtype=None,
        name="lstm_fused_cell",
    ):
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = -1 if cell_clip is None else cell_clip
        self._use_peephole = use_peephole
        self.input_spec = InputSpec(ndim=3)

    @property
    def num_units(self):
        """Size of the output and of each half of the state."""
        return self._num_units

    def build(self, input_shape):
        """Makes `kernel`, `bias`, and as asked for `w_i_diag`, `w_f_diag`, `w_o_diag`."""
        self._make_variables(input_shape.dims[2].value)

    def _call_cell(self, inputs, initial_cell_state=None, initial_output=None, dtype=None, sequence_length=None):
        steps = inputs.get_shape().with_rank(3).dims[0].value
        steps = tf1.shape(inputs)[0] if steps is None else steps
        arguments = self._kernel_arguments(dtype)
        longest = steps if sequence_length is None else tf1.reduce_max(sequence_length)
        run = tf1.raw_ops.BlockLSTM(
            seq_len_max=tf1.cast(longest, tf1.int64),
            x=inputs,
            cs_prev=initial_cell_state,
            h_prev=initial_output,
            **arguments,
        )
        return run.cs, run.h


@shown_as("tensorflow.contrib.rnn.python.ops.gru_ops.GRUBlockCell")
class GRUBlockCell(LayerRNNCell):
    """GRU whose step is one kernel; as `tf.contrib.rnn.GRUBlockCell` of TF 1.15.

    Args:
      num_units: size of the output and of the state.
      cell_size: older name of `num_units`.
      reuse: whether its variables are there already.
      name: the cell's name and scope.

    Raises:
      ValueError: neither or both of `num_units` and `cell_size`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.GRUBlockCell(4)
      >>> cell(tf.ones([2, 3]), cell.zero_state(2, tf.float32))[0].op.type
      'GRUBlockCell'
    """

    _NAMES = ("w_ru", "b_ru", "w_c", "b_c")

    def __init__(self, num_units=None, cell_size=None, reuse=None, name="gru_cell"):
        super().__init__(_reuse=reuse, name=name)
        if (cell_size is None) == (num_units is None):
            raise ValueError("Exactly one of num_units or cell_size must be provided.")
        self._cell_size = cell_size if num_units is None else num_units
        self.input_spec = InputSpec(ndim=2)

    @property
    def state_size(self):
        """`num_units`."""
        return self._cell_size

    @property
    def output_size(self):
        """`num_units`."""
        return self._cell_size

    def build(self, input_shape):
        """Makes `w_ru`, `b_ru`, `w_c`, `b_c`."""
        depth, units = input_shape.dims[1].value, self._cell_size
        if depth is None:
            raise ValueError("Expecting input_size to be set.")
        w_ru, b_ru, w_c, b_c = self._NAMES
        self._gate_kernel = self.add_variable(w_ru, [depth + units, units * 2])
        self._gate_bias = self.add_variable(b_ru, [units * 2], initializer=tf1.constant_initializer(1.0))
        self._candidate_kernel = self.add_variable(w_c, [depth + units, units])
        self._candidate_bias = self.add_variable(b_c, [units], initializer=tf1.constant_initializer(0.0))
        self.built = True

    def call(self, inputs, h_prev):
        """One step; the output is the next state too."""
        width = h_prev.get_shape().with_rank(2)[1]
        if width != self._cell_size:
            raise ValueError(f"Shape of h_prev[1] incorrect: cell_size {self._cell_size} vs {width}")
        step = tf1.raw_ops.GRUBlockCell(
            x=inputs,
            h_prev=h_prev,
            w_ru=self._gate_kernel,
            w_c=self._candidate_kernel,
            b_ru=self._gate_bias,
            b_c=self._candidate_bias,
        )
        return step.h, step.h


@shown_as("tensorflow.contrib.rnn.python.ops.gru_ops.GRUBlockCellV2")
class GRUBlockCellV2(GRUBlockCell):
    """`GRUBlockCell` with the variables' names of `GRUCell`, whose checkpoints it therefore reads."""

    _NAMES = ("gates/kernel", "gates/bias", "candidate/kernel", "candidate/bias")

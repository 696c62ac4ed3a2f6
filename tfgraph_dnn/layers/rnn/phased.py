"""LSTM with a gate that opens by the clock (Neil et al. 2016, arXiv:1610.09513)."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.rnn.cell import RNNCell
from tfgraph_dnn.layers.rnn.linear import Linear
from tfgraph_dnn.layers.rnn.lstm import LSTMStateTuple
from tfgraph_dnn.ops.splitting import split
from tfgraph_dnn.ops.variables import get_variable


def _exponential_of_uniform(minval: float, maxval: float) -> Any:
    """An initializer whose logarithm is uniform."""

    def initializer(shape, dtype=tf1.float32, partition_info=None):
        return tf1.exp(tf1.random_uniform(shape, tf1.log(minval), tf1.log(maxval), dtype))

    return initializer


@shown_as("tensorflow.contrib.rnn.python.ops.rnn_cell.PhasedLSTMCell")
class PhasedLSTMCell(RNNCell):
    """As `tf.contrib.rnn.PhasedLSTMCell` of TF 1.15: its inputs are a pair, the `[batch, 1]` times and the features.

    Args:
      num_units: size of the output and of each half of the state.
      use_peepholes: whether the gates see the memory.
      leak: how much passes the closed time gate.
      ratio_on: the part of the period in which the gate is open.
      trainable_ratio_on: whether that is trained.
      period_init_min, period_init_max: bounds of the first periods, in the units of the times.
      reuse: whether its variables are there already.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cell = tf.contrib.rnn.PhasedLSTMCell(4)
      >>> inputs = tf.ones([2, 1]), tf.ones([2, 3])
      >>> cell(inputs, cell.zero_state(2, tf.float32))[0].shape.as_list()
      [2, 4]
    """

    def __init__(
        self,
        num_units,
        use_peepholes=False,
        leak=0.001,
        ratio_on=0.1,
        trainable_ratio_on=True,
        period_init_min=1.0,
        period_init_max=1000.0,
        reuse=None,
    ):
        super().__init__(_reuse=reuse)
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._leak = leak
        self._ratio_on = ratio_on
        self._trainable_ratio_on = trainable_ratio_on
        self._period_init_min = period_init_min
        self._period_init_max = period_init_max
        self._linear1 = self._linear2 = self._linear3 = None

    @property
    def state_size(self):
        """`LSTMStateTuple(num_units, num_units)`."""
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        """`num_units`."""
        return self._num_units

    def call(self, inputs, state):
        """One step: `h`, and the next state, as far as the time gate is open."""
        c, h = state
        time, x = inputs
        new_c, new_h = self._lstm(x, c, h)
        k = self._time_gate(time)
        new_c = k * new_c + (1 - k) * c
        new_h = k * new_h + (1 - k) * h
        return new_h, LSTMStateTuple(new_c, new_h)

    def _lstm(self, x, c, h):
        units = self._num_units
        seen = [x, h, c] if self._use_peepholes else [x, h]
        with tf1.variable_scope("mask_gates"):
            if self._linear1 is None:
                self._linear1 = Linear(seen, 2 * units, True)
            gates = tf1.sigmoid(self._linear1(seen))
            input_gate, forget_gate = split(axis=1, num_or_size_splits=2, value=gates)
        with tf1.variable_scope("new_input"):
            if self._linear2 is None:
                self._linear2 = Linear([x, h], units, True)
            candidate = tf1.tanh(self._linear2([x, h]))
        new_c = c * forget_gate + input_gate * candidate
        seen = [x, h, new_c] if self._use_peepholes else [x, h]
        with tf1.variable_scope("output_gate"):
            if self._linear3 is None:
                self._linear3 = Linear(seen, units, True)
            output_gate = tf1.sigmoid(self._linear3(seen))
        return new_c, tf1.tanh(new_c) * output_gate

    def _time_gate(self, time):
        shape = [self._num_units]
        start = _exponential_of_uniform(self._period_init_min, self._period_init_max)
        period = get_variable("period", shape, initializer=start)
        phase = get_variable("phase", shape, initializer=tf1.random_uniform_initializer(0.0, period.initial_value))
        ratio_on = get_variable(
            "ratio_on",
            shape,
            initializer=tf1.constant_initializer(self._ratio_on),
            trainable=self._trainable_ratio_on,
        )
        cycle = _cycle_ratio(time, phase, period)
        rising = 2 * cycle / ratio_on
        falling = 2 - rising
        closed = self._leak * cycle
        k = tf1.where(cycle < ratio_on, falling, closed)
        return tf1.where(cycle < 0.5 * ratio_on, rising, k)


def _cycle_ratio(time: Any, phase: Any, period: Any) -> Any:
    """How far into its period each unit is; the gradient ignores the wrapping."""
    phase, period = tf1.cast(phase, dtype=time.dtype), tf1.cast(period, dtype=time.dtype)
    shifted = time - phase
    wrapped = tf1.stop_gradient(tf1.mod(shifted, period) - shifted) + shifted
    return tf1.cast(wrapped / period, dtype=tf1.float32)

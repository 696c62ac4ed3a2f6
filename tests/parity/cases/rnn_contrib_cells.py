"""The other cells of tf.contrib.rnn, and RNNs in one call."""
import numpy as np


def _once(tf, cell, width=3, steps=2):
    x = tf.placeholder(tf.float32, [None, width], name="x")
    state = cell.zero_state(2, tf.float32)
    for _ in range(steps):
        output, state = cell(x, state)
    names = tf.constant([v.name for v in tf.trainable_variables()] + [str(cell.output_size)])
    return {"output": output, "state": state, "names": names}, {x: np.linspace(-1, 1, 2 * width).reshape(2, width)}


def layer_norm(tf):
    return _once(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4))


def layer_norm_dropout(tf):
    return _once(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4, dropout_keep_prob=0.5, dropout_prob_seed=3), steps=1)


def layer_norm_off(tf):
    return _once(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4, layer_norm=False, forget_bias=0.0, activation=tf.nn.relu))


def layer_norm_gain_shift(tf):
    return _once(tf, tf.contrib.rnn.LayerNormBasicLSTMCell(4, norm_gain=0.5, norm_shift=0.1))


def layer_norm_in_dynamic_rnn(tf):
    x = tf.placeholder(tf.float32, [None, 4, 3], name="x")
    keep = tf.placeholder(tf.float32, [], name="keep")
    cell = tf.contrib.rnn.LayerNormBasicLSTMCell(5, dropout_keep_prob=keep)
    outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, sequence_length=[2, 4])
    return {"outputs": outputs, "c": state.c}, {x: np.linspace(-1, 1, 24).reshape(2, 4, 3), keep: 0.7}


def coupled(tf):
    return _once(tf, tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4), steps=1)


def coupled_all(tf):
    cell = tf.contrib.rnn.CoupledInputForgetGateLSTMCell(
        4, use_peepholes=True, num_proj=3, proj_clip=0.1, layer_norm=True, norm_gain=0.9, state_is_tuple=False
    )
    return _once(tf, cell, steps=1)


def coupled_shards(tf):
    with tf.variable_scope("root"):
        return _once(tf, tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4, num_proj=4, num_unit_shards=3, num_proj_shards=2), steps=1)


def coupled_too_many_shards(tf):
    _once(tf, tf.contrib.rnn.CoupledInputForgetGateLSTMCell(4, num_unit_shards=30))


def nas(tf):
    return _once(tf, tf.contrib.rnn.NASCell(4))


def nas_projection_bias(tf):
    return _once(tf, tf.contrib.rnn.NASCell(4, num_proj=3, use_bias=True, name="nas"))


def ugrnn(tf):
    return _once(tf, tf.contrib.rnn.UGRNNCell(4, initializer=tf.ones_initializer(), forget_bias=0.5))


def intersection(tf):
    return _once(tf, tf.contrib.rnn.IntersectionRNNCell(4, num_in_proj=4))


def intersection_same_size(tf):
    return _once(tf, tf.contrib.rnn.IntersectionRNNCell(3, y_activation=tf.tanh))


def intersection_other_size(tf):
    _once(tf, tf.contrib.rnn.IntersectionRNNCell(4))


def phased(tf):
    time = tf.placeholder(tf.float32, [None, 1], name="time")
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    cell = tf.contrib.rnn.PhasedLSTMCell(4, use_peepholes=True)
    output, state = cell((time, x), cell.zero_state(2, tf.float32))
    return {"output": output, "c": state.c}, {time: [[1.0], [250.0]], x: np.ones((2, 3))}


def phased_in_dynamic_rnn(tf):
    time = tf.placeholder(tf.float32, [None, 4, 1], name="time")
    x = tf.placeholder(tf.float32, [None, 4, 3], name="x")
    cell = tf.contrib.rnn.PhasedLSTMCell(4, trainable_ratio_on=False)
    outputs, _ = tf.nn.dynamic_rnn(cell, (time, x), dtype=tf.float32)
    return {"outputs": outputs}, {time: np.arange(8).reshape(2, 4, 1), x: np.linspace(-1, 1, 24).reshape(2, 4, 3)}


def conv_1d(tf):
    cell = tf.contrib.rnn.Conv1DLSTMCell(input_shape=[5, 2], output_channels=3, kernel_shape=[3])
    x = tf.placeholder(tf.float32, [None, 5, 2], name="x")
    output, state = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output, "c": state.c}, {x: np.linspace(-1, 1, 20).reshape(2, 5, 2)}


def conv_2d(tf):
    cell = tf.contrib.rnn.ConvLSTMCell(2, [4, 4, 2], 3, [3, 3], skip_connection=True)
    x = tf.placeholder(tf.float32, [2, 4, 4, 2], name="x")
    output, state = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output, "c": state.c}, {x: np.linspace(-1, 1, 64).reshape(2, 4, 4, 2)}


def conv_2d_in_dynamic_rnn(tf):
    cell = tf.contrib.rnn.Conv2DLSTMCell(input_shape=[4, 4, 1], output_channels=2, kernel_shape=[3, 3], use_bias=False)
    x = tf.placeholder(tf.float32, [2, 3, 4, 4, 1], name="x")
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return {"outputs": outputs}, {x: np.linspace(-1, 1, 96).reshape(2, 3, 4, 4, 1)}


def conv_3d(tf):
    cell = tf.contrib.rnn.Conv3DLSTMCell(input_shape=[2, 3, 3, 1], output_channels=2, kernel_shape=[3, 3, 3])
    x = tf.placeholder(tf.float32, [2, 2, 3, 3, 1], name="x")
    output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output}, {x: np.linspace(-1, 1, 36).reshape(2, 2, 3, 3, 1)}


def conv_wrong_shape(tf):
    tf.contrib.rnn.ConvLSTMCell(2, [4, 2], 3, [3, 3])


def grouped(tf):
    return _once(tf, tf.contrib.rnn.GLSTMCell(4, number_of_groups=2), width=6)


def grouped_projection(tf):
    cell = tf.contrib.rnn.GLSTMCell(8, num_proj=4, number_of_groups=2, initializer=tf.random_uniform_initializer(-1, 1))
    return _once(tf, cell, width=4)


def grouped_indivisible(tf):
    tf.contrib.rnn.GLSTMCell(5, number_of_groups=2)


def grouped_indivisible_input(tf):
    _once(tf, tf.contrib.rnn.GLSTMCell(4, number_of_groups=2), width=3)


def simple_recurrent(tf):
    return _once(tf, tf.contrib.rnn.SRUCell(4), steps=1)


def simple_recurrent_in_static_rnn(tf):
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    outputs, _ = tf.nn.static_rnn(tf.contrib.rnn.SRUCell(4, activation=tf.nn.relu), [x, x], dtype=tf.float32)
    return {"outputs": outputs}, {x: np.ones((2, 3))}


def independent(tf):
    return _once(tf, tf.contrib.rnn.IndRNNCell(4))


def independent_gru(tf):
    return _once(tf, tf.contrib.rnn.IndyGRUCell(4, kernel_initializer=tf.ones_initializer()))


def independent_lstm(tf):
    return _once(tf, tf.contrib.rnn.IndyLSTMCell(4, forget_bias=0.5))


def lstm_block(tf):
    return _once(tf, tf.contrib.rnn.LSTMBlockCell(4))


def lstm_block_peephole(tf):
    return _once(tf, tf.contrib.rnn.LSTMBlockCell(4, cell_clip=0.5, use_peephole=True, forget_bias=0.0, name="mine"))


def lstm_block_in_dynamic_rnn(tf):
    x = tf.placeholder(tf.float32, [None, 4, 3], name="x")
    c = tf.contrib.rnn
    cell = c.MultiRNNCell([c.LSTMBlockCell(4), c.LSTMBlockCell(5)])
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return {"outputs": outputs}, {x: np.linspace(-1, 1, 24).reshape(2, 4, 3)}


def gru_block(tf):
    return _once(tf, tf.contrib.rnn.GRUBlockCell(4))


def gru_block_v2(tf):
    return _once(tf, tf.contrib.rnn.GRUBlockCellV2(num_units=4))


def gru_block_cell_size(tf):
    return _once(tf, tf.contrib.rnn.GRUBlockCell(cell_size=4))


def gru_block_of_no_size(tf):
    tf.contrib.rnn.GRUBlockCell()


def lstm_fused(tf):
    x = tf.placeholder(tf.float32, [None, 2, 3], name="x")
    outputs, state = tf.contrib.rnn.LSTMBlockFusedCell(4)(x, dtype=tf.float32)
    return {"outputs": outputs, "c": state.c}, {x: np.linspace(-1, 1, 24).reshape(4, 2, 3)}


def lstm_fused_lengths_peephole(tf):
    x = tf.placeholder(tf.float32, [4, None, 3], name="x")
    cell = tf.contrib.rnn.LSTMBlockFusedCell(4, use_peephole=True, cell_clip=0.2)
    outputs, state = cell(x, dtype=tf.float32, sequence_length=[0, 3])
    return {"outputs": outputs, "h": state.h}, {x: np.linspace(-1, 1, 24).reshape(4, 2, 3)}


def lstm_fused_list_state(tf):
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    outputs, state = tf.contrib.rnn.LSTMBlockFusedCell(4)([x, x], initial_state=(tf.ones([2, 4]), tf.zeros([2, 4])))
    return {"outputs": outputs, "h": state.h}, {x: np.ones((2, 3))}


def lstm_fused_no_dtype(tf):
    tf.contrib.rnn.LSTMBlockFusedCell(4)(tf.ones([2, 3, 4]))


def fused_adaptor(tf):
    x = tf.placeholder(tf.float32, [3, 2, 3], name="x")
    static = tf.contrib.rnn.FusedRNNCellAdaptor(tf.contrib.rnn.GRUCell(4))
    loop = tf.contrib.rnn.FusedRNNCellAdaptor(tf.contrib.rnn.GRUCell(4), use_dynamic_rnn=True)
    a, _ = static(x, dtype=tf.float32, scope="a")
    b, _ = loop(tf.unstack(x), dtype=tf.float32, sequence_length=[1, 3], scope="b")
    return {"a": a, "b": b}, {x: np.linspace(-1, 1, 18).reshape(3, 2, 3)}


def fused_reversed(tf):
    x = tf.placeholder(tf.float32, [3, 2, 3], name="x")
    c = tf.contrib.rnn
    back = c.TimeReversedFusedRNN(c.LSTMBlockFusedCell(4))
    a, _ = back(x, dtype=tf.float32)
    b, _ = c.TimeReversedFusedRNN(c.FusedRNNCellAdaptor(c.GRUCell(4), True))(x, dtype=tf.float32, sequence_length=[1, 3])
    return {"a": a, "b": b}, {x: np.linspace(-1, 1, 18).reshape(3, 2, 3)}

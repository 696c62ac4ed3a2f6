"""Wrappers around cells: dropout with its masks, residual, device, and those of tf.contrib.rnn."""
import numpy as np


def _call(tf, cell, steps=1, width=3):
    x = tf.placeholder(tf.float32, [None, width], name="x")
    state = cell.zero_state(2, tf.float32)
    outputs = []
    for _ in range(steps):
        output, state = cell(x, state)
        outputs.append(output)
    return {"out": outputs[-1], "first": outputs[0], "state": state}, {x: np.linspace(-1, 1, 2 * width).reshape(2, width)}


def dropout_input(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.BasicRNNCell(8), input_keep_prob=0.5))


def dropout_output(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.GRUCell(8), output_keep_prob=0.5), steps=3)


def dropout_state_lstm(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.BasicLSTMCell(8), state_keep_prob=0.7), steps=2)


def dropout_all_three_positional(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.LSTMCell(8), 0.9, 0.8, 0.7), steps=2)


def dropout_seed(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.LSTMCell(8), 0.9, 0.8, 0.7, seed=11), steps=2)


def dropout_none(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.LSTMCell(8)))


def dropout_keep_prob_placeholder(tf):
    c = tf.nn.rnn_cell
    keep = tf.placeholder(tf.float32, [], name="keep")
    fetches, feeds = _call(tf, c.DropoutWrapper(c.BasicLSTMCell(8), output_keep_prob=keep), steps=2)
    feeds[keep] = 0.6
    return fetches, feeds


def dropout_keep_prob_placeholder_with_default(tf):
    c = tf.nn.rnn_cell
    keep = tf.placeholder_with_default(1.0, [], name="keep")
    return _call(tf, c.DropoutWrapper(c.BasicLSTMCell(8), input_keep_prob=keep, state_keep_prob=keep, output_keep_prob=keep))


def dropout_keep_prob_placeholder_of_unknown_shape(tf):
    c = tf.nn.rnn_cell
    keep = tf.placeholder(tf.float32, name="keep")
    fetches, feeds = _call(tf, c.DropoutWrapper(c.BasicLSTMCell(8), input_keep_prob=keep, output_keep_prob=keep))
    feeds[keep] = 0.5
    return fetches, feeds


def dropout_keep_prob_constant_tensor(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.GRUCell(8), tf.constant(0.5), tf.constant(1.0)))


def dropout_keep_prob_zero(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.DropoutWrapper(c.GRUCell(8), output_keep_prob=0))


def dropout_variational(tf):
    c = tf.nn.rnn_cell
    cell = c.DropoutWrapper(
        c.LSTMCell(8), 0.9, 0.8, 0.7, variational_recurrent=True, input_size=3, dtype=tf.float32, seed=3
    )
    return _call(tf, cell, steps=2)


def dropout_variational_unseeded(tf):
    c = tf.nn.rnn_cell
    cell = c.DropoutWrapper(c.GRUCell(8), output_keep_prob=0.6, variational_recurrent=True, dtype=tf.float32)
    return _call(tf, cell, steps=2)


def dropout_variational_shape_input_size(tf):
    c = tf.nn.rnn_cell
    cell = c.DropoutWrapper(
        c.GRUCell(8), 0.5, variational_recurrent=True, input_size=tf.TensorShape([3]), dtype=tf.float32
    )
    return _call(tf, cell)


def dropout_variational_placeholder(tf):
    c = tf.nn.rnn_cell
    keep = tf.placeholder(tf.float32, [], name="keep")
    cell = c.DropoutWrapper(c.GRUCell(8), keep, keep, keep, True, 3, tf.float32, 5)
    fetches, feeds = _call(tf, cell)
    feeds[keep] = 0.5
    return fetches, feeds


def dropout_variational_without_dtype(tf):
    c = tf.nn.rnn_cell
    c.DropoutWrapper(c.GRUCell(8), 0.5, variational_recurrent=True)


def dropout_variational_without_input_size(tf):
    c = tf.nn.rnn_cell
    c.DropoutWrapper(c.GRUCell(8), 0.5, variational_recurrent=True, dtype=tf.float32)


def dropout_keep_prob_too_large(tf):
    c = tf.nn.rnn_cell
    c.DropoutWrapper(c.GRUCell(8), 1.5)


def dropout_keep_prob_negative(tf):
    c = tf.nn.rnn_cell
    c.DropoutWrapper(c.GRUCell(8), output_keep_prob=-0.1)


def dropout_of_no_cell(tf):
    tf.nn.rnn_cell.DropoutWrapper(3)


def dropout_state_filter(tf):
    c = tf.nn.rnn_cell

    def both(state):
        return c.LSTMStateTuple(True, True) if isinstance(state, c.LSTMStateTuple) else True

    cell = c.DropoutWrapper(c.BasicLSTMCell(8), state_keep_prob=0.5, dropout_state_filter_visitor=both, seed=1)
    return _call(tf, cell)


def dropout_state_filter_not_callable(tf):
    c = tf.nn.rnn_cell
    c.DropoutWrapper(c.BasicLSTMCell(8), dropout_state_filter_visitor=3)


def dropout_of_multi(tf):
    c = tf.nn.rnn_cell
    cell = c.MultiRNNCell([c.DropoutWrapper(c.BasicLSTMCell(6), output_keep_prob=0.5, seed=i) for i in range(2)])
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    output, state = cell(x, cell.zero_state(2, tf.float32))
    names = tf.constant([v.name for v in cell.trainable_weights] + [cell._cells[0].name, "none"])
    return {"out": output, "c": state[0].c, "names": names}, {x: np.ones((2, 3))}


def dropout_around_multi(tf):
    c = tf.nn.rnn_cell
    cell = c.DropoutWrapper(c.MultiRNNCell([c.BasicLSTMCell(6), c.GRUCell(5)]), state_keep_prob=0.5)
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    output, state = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output, "h": state[0].h, "gru": state[1]}, {x: np.ones((2, 3))}


def dropout_wrapper_attributes(tf):
    c = tf.nn.rnn_cell
    inner = c.BasicLSTMCell(8)
    cell = c.DropoutWrapper(inner, 0.5)
    fetches, feeds = _call(tf, cell)
    told = [
        cell.wrapped_cell is inner, cell.state_size, cell.output_size, cell._input_keep_prob, cell._output_keep_prob,
        [v.name for v in cell.wrapped_cell.trainable_weights], cell.name,
    ]
    return dict(fetches, told=tf.constant([str(item) for item in told])), feeds


def dropout_inside_dynamic_rnn(tf):
    c = tf.nn.rnn_cell
    x = tf.placeholder(tf.float32, [None, 5, 3], name="x")
    cell = c.MultiRNNCell([c.DropoutWrapper(c.BasicLSTMCell(6), 0.7, 0.6) for _ in range(2)])
    tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return {}  # with several masks in a step the order they are drawn in is no order: nodes and seeds are compared


def dropout_inside_static_rnn(tf):
    c = tf.nn.rnn_cell
    x = tf.placeholder(tf.float32, [2, 5, 3], name="x")
    cell = c.DropoutWrapper(c.BasicRNNCell(6), output_keep_prob=0.6, seed=9)
    outputs, _ = tf.nn.static_rnn(cell, tf.unstack(x, axis=1), dtype=tf.float32)
    return {"out": outputs}, {x: np.linspace(-1, 1, 30).reshape(2, 5, 3)}


def own_dropout_wrapper(tf):
    c = tf.nn.rnn_cell

    class Dropout(c.RNNCell):
        def __init__(self, cell, keep_prob):
            super().__init__()
            self._cell, self._keep_prob = cell, keep_prob

        @property
        def state_size(self):
            return self._cell.state_size

        @property
        def output_size(self):
            return self._cell.output_size

        def call(self, inputs, state):
            output, state = self._cell(inputs, state)
            return tf.nn.dropout(output, self._keep_prob), state

    return _call(tf, Dropout(c.GRUCell(8), 0.5), steps=2)


def residual(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.ResidualWrapper(c.GRUCell(3)), steps=2)


def residual_function(tf):
    c = tf.nn.rnn_cell
    return _call(tf, c.ResidualWrapper(c.GRUCell(4), residual_fn=lambda i, o: tf.concat([i, o], 1)))


def residual_of_another_width(tf):
    c = tf.nn.rnn_cell
    _call(tf, c.ResidualWrapper(c.GRUCell(4)))


def device(tf):
    c = tf.nn.rnn_cell
    cell = c.DeviceWrapper(c.BasicLSTMCell(4), "/device:CPU:0")
    fetches, feeds = _call(tf, cell)
    return dict(fetches, device=tf.constant(fetches["out"].op.device)), feeds


def residual_of_dropout_in_dynamic_rnn(tf):
    c = tf.nn.rnn_cell
    x = tf.placeholder(tf.float32, [None, 4, 3], name="x")
    cell = c.ResidualWrapper(c.DropoutWrapper(c.LSTMCell(3), 0.5))
    outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return {"out": outputs}, {x: np.linspace(-1, 1, 24).reshape(2, 4, 3)}


def input_projection(tf):
    c = tf.contrib.rnn
    return _call(tf, c.InputProjectionWrapper(c.GRUCell(4), 5), steps=2)


def input_projection_activation(tf):
    c = tf.contrib.rnn
    return _call(tf, c.InputProjectionWrapper(c.BasicLSTMCell(4), 5, activation=tf.nn.relu))


def output_projection(tf):
    c = tf.contrib.rnn
    return _call(tf, c.OutputProjectionWrapper(c.BasicRNNCell(4, activation=tf.nn.relu), output_size=1), steps=2)


def output_projection_activation(tf):
    c = tf.contrib.rnn
    return _call(tf, c.OutputProjectionWrapper(c.GRUCell(4), 2, tf.nn.sigmoid))


def output_projection_of_nothing(tf):
    tf.contrib.rnn.OutputProjectionWrapper(tf.contrib.rnn.GRUCell(4), 0)


def output_projection_of_no_cell(tf):
    tf.contrib.rnn.OutputProjectionWrapper("cell", 2)


def output_projection_in_dynamic_rnn(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.float32, [None, 4, 1], name="x")
    cell = c.OutputProjectionWrapper(c.BasicRNNCell(num_units=10, activation=tf.nn.relu), output_size=1)
    outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return {"outputs": outputs, "state": state}, {x: np.linspace(-1, 1, 8).reshape(2, 4, 1)}


def output_projection_in_static_rnn(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    cell = c.OutputProjectionWrapper(c.GRUCell(4), 2)
    outputs, _ = c.static_rnn(cell, [x, x, x], dtype=tf.float32)
    return {"outputs": outputs}, {x: np.ones((2, 3))}


def output_projection_around_multi(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    cell = c.OutputProjectionWrapper(c.MultiRNNCell([c.GRUCell(4), c.GRUCell(4)]), 2)
    output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output}, {x: np.ones((2, 3))}


def embedding(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.int32, [None], name="x")
    cell = c.EmbeddingWrapper(c.GRUCell(4), embedding_classes=7, embedding_size=3)
    output, state = cell(x, cell.zero_state(2, tf.float32))
    again, _ = cell(x, state)
    return {"output": output, "again": again}, {x: [1, 6]}


def embedding_initializer(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.int32, [None, 1], name="x")
    cell = c.EmbeddingWrapper(c.BasicLSTMCell(4), 7, 3, initializer=tf.ones_initializer())
    output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output}, {x: [[1], [6]]}


def embedding_scope_initializer(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.int32, [None, 1], name="x")
    with tf.variable_scope("s", initializer=tf.random_uniform_initializer(-0.1, 0.1)):
        cell = c.EmbeddingWrapper(c.GRUCell(4), 7, 3)
        output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output}, {x: [[1], [6]]}


def embedding_of_no_classes(tf):
    tf.contrib.rnn.EmbeddingWrapper(tf.contrib.rnn.GRUCell(4), 0, 3)


def embedding_in_static_rnn(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.int32, [None], name="x")
    cell = c.EmbeddingWrapper(c.GRUCell(4), embedding_classes=7, embedding_size=3)
    outputs, _ = c.static_rnn(cell, [x, x], dtype=tf.float32)
    return {"outputs": outputs}, {x: [1, 6]}


def attention_cell(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    cell = c.AttentionCellWrapper(c.GRUCell(4), 3)
    output, state = cell(x, cell.zero_state(2, tf.float32))
    again, state = cell(x, state)
    return {"output": output, "again": again, "inner": state[0], "attns": state[1]}, {x: np.ones((2, 3))}


def attention_cell_lstm_flat(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    cell = c.AttentionCellWrapper(c.BasicLSTMCell(4, state_is_tuple=False), 3, 5, 6, 7, state_is_tuple=False)
    output, state = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output, "state": state}, {x: np.ones((2, 3))}


def attention_cell_lstm_tuple_in_dynamic_rnn(tf):
    c = tf.contrib.rnn
    x = tf.placeholder(tf.float32, [2, 4, 3], name="x")
    cell = c.AttentionCellWrapper(c.BasicLSTMCell(4), attn_length=3, attn_size=2)
    outputs, state = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return {"outputs": outputs, "attns": state[1]}, {x: np.ones((2, 4, 3))}


def attention_cell_of_no_length(tf):
    tf.contrib.rnn.AttentionCellWrapper(tf.contrib.rnn.GRUCell(4), 0)


def attention_cell_tuple_state_flat(tf):
    tf.contrib.rnn.AttentionCellWrapper(tf.contrib.rnn.BasicLSTMCell(4), 3, state_is_tuple=False)


def highway(tf):
    c = tf.contrib.rnn
    return _call(tf, c.HighwayWrapper(c.GRUCell(3)), steps=2)


def highway_not_coupled(tf):
    c = tf.contrib.rnn
    return _call(tf, c.HighwayWrapper(c.GRUCell(3), couple_carry_transform_gates=False, carry_bias_init=0.5))


def dropout_of_known_shape_inside_dynamic_rnn(tf):
    """Masks that hang on nothing in the loop: each must belong to its own step.

    With more steps at once TF 1.15 gives several kinds of masks to the steps in an order that changes from run to run."""
    c = tf.nn.rnn_cell
    x = tf.placeholder(tf.float32, [3, 6, 4], name="x")
    cell = c.MultiRNNCell([c.DropoutWrapper(c.BasicLSTMCell(5), 0.6, 0.7, 0.8) for _ in range(2)])
    outputs, state = tf.nn.dynamic_rnn(
        cell, x, initial_state=cell.zero_state(3, tf.float32), parallel_iterations=1
    )
    return {"out": outputs, "c": state[0].c}, {x: np.sin(np.arange(72)).reshape(3, 6, 4)}


def dropout_of_known_shape_output_only(tf):
    c = tf.nn.rnn_cell
    x = tf.placeholder(tf.float32, [3, 6, 4], name="x")
    outputs, _ = tf.nn.dynamic_rnn(c.DropoutWrapper(c.GRUCell(5), output_keep_prob=0.5), x, dtype=tf.float32)
    return {"out": outputs}, {x: np.sin(np.arange(72)).reshape(3, 6, 4)}

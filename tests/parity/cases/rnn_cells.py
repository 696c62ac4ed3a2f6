"""The cells of tf.nn.rnn_cell, called once or twice by hand."""
import importlib

import numpy as np

from tests.parity.asking import private_module


def _x(tf, shape=(2, 3), name="x", dtype="float32"):
    return tf.placeholder(dtype, [None] + list(shape[1:]), name=name), np.linspace(-1, 1, int(np.prod(shape))).reshape(shape)


def _once(tf, cell, batch=2, dtype="float32"):
    x, value = _x(tf, (batch, 3), dtype=dtype)
    output, state = cell(x, cell.zero_state(batch, x.dtype))
    return {"output": output, "state": state}, {x: value}


def _raises_on_call(tf, make):
    x, _ = _x(tf)
    cell = make(tf.nn.rnn_cell)
    cell(x, cell.zero_state(2, tf.float32))


def basic_rnn(tf):
    return _once(tf, tf.nn.rnn_cell.BasicRNNCell(4))


def basic_rnn_relu(tf):
    return _once(tf, tf.nn.rnn_cell.BasicRNNCell(4, activation=tf.nn.relu))


def basic_rnn_activation_by_name(tf):
    return _once(tf, tf.nn.rnn_cell.BasicRNNCell(4, activation="relu"))


def basic_lstm_activation_sigmoid_by_name(tf):
    return _once(tf, tf.nn.rnn_cell.BasicLSTMCell(4, activation="sigmoid"))


def gru_activation_elu_by_name(tf):
    return _once(tf, tf.nn.rnn_cell.GRUCell(4, activation="elu"))


def lstm_activation_softsign_by_name(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, activation="softsign"))


def lstm_activation_linear_by_name(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, activation="linear"))


def activation_of_unknown_name(tf):
    tf.nn.rnn_cell.LSTMCell(4, activation="no_such_thing")


def basic_rnn_float64(tf):
    return _once(tf, tf.nn.rnn_cell.BasicRNNCell(4), dtype="float64")


def basic_rnn_dtype_argument(tf):
    return _once(tf, tf.nn.rnn_cell.BasicRNNCell(4, dtype=tf.float64), dtype="float64")


def basic_rnn_named(tf):
    cell = tf.nn.rnn_cell.BasicRNNCell(4, name="mine")
    fetches, feeds = _once(tf, cell)
    fetches["variables"] = tf.constant([v.name for v in cell.variables])
    return fetches, feeds


def basic_rnn_attributes(tf):
    cell = tf.nn.rnn_cell.BasicRNNCell(4)
    before = [cell.name, cell.built, len(cell.trainable_weights), cell.state_size, cell.output_size]
    fetches, feeds = _once(tf, cell)
    after = [cell.name, cell.built, len(cell.weights), cell.scope_name, [v.name for v in cell.trainable_variables]]
    return dict(fetches, told=tf.constant([str(item) for item in before + after])), feeds


def basic_lstm(tf):
    return _once(tf, tf.nn.rnn_cell.BasicLSTMCell(4))


def basic_lstm_forget_bias(tf):
    return _once(tf, tf.nn.rnn_cell.BasicLSTMCell(4, forget_bias=0.0))


def basic_lstm_forget_bias_positional_state_not_tuple(tf):
    return _once(tf, tf.nn.rnn_cell.BasicLSTMCell(4, 0.5, False))


def basic_lstm_float64(tf):
    return _once(tf, tf.nn.rnn_cell.BasicLSTMCell(4, state_is_tuple=True), dtype="float64")


def basic_lstm_float16(tf):
    fetches, feeds = _once(tf, tf.nn.rnn_cell.BasicLSTMCell(4), dtype="float16")
    # Eigen's products in half precision were rounded otherwise then.
    return {"shape": tf.shape(fetches["output"])}, feeds


def basic_lstm_called_twice(tf):
    x, value = _x(tf)
    cell = tf.nn.rnn_cell.BasicLSTMCell(4)
    state = cell.zero_state(2, tf.float32)
    first, state = cell(x, state)
    second, state = cell(x, state)
    return {"first": first, "second": second, "c": state.c, "h": state[1]}, {x: value}


def two_basic_lstms_in_one_graph(tf):
    x, value = _x(tf)
    one, two = tf.nn.rnn_cell.BasicLSTMCell(4), tf.nn.rnn_cell.BasicLSTMCell(4)
    first, _ = one(x, one.zero_state(2, tf.float32))
    second, _ = two(x, two.zero_state(2, tf.float32))
    return {"first": first, "second": second, "names": tf.constant([one.name, two.name])}, {x: value}


def two_cells_in_two_scopes(tf):
    x, value = _x(tf)
    outputs = []
    for scope in ("a", "b"):
        with tf.variable_scope(scope, initializer=tf.random_uniform_initializer(-0.1, 0.1)):
            cell = tf.nn.rnn_cell.BasicLSTMCell(4)
            outputs.append(cell(x, cell.zero_state(2, tf.float32))[0])
    return {"outputs": outputs}, {x: value}


def cell_called_with_scope(tf):
    x, value = _x(tf)
    cell = tf.nn.rnn_cell.GRUCell(4)
    output, _ = cell(x, cell.zero_state(2, tf.float32), scope="mine")
    return {"output": output}, {x: value}


def cell_called_with_scope_object(tf):
    x, value = _x(tf)
    cell = tf.nn.rnn_cell.BasicRNNCell(4)
    with tf.variable_scope("mine") as scope:
        pass
    output, _ = cell(x, cell.zero_state(2, tf.float32), scope)
    again, _ = cell(x, output, scope)
    return {"output": output, "again": again}, {x: value}


def cell_reuse_true(tf):
    x, value = _x(tf)
    outputs = []
    for reuse in (None, True):
        with tf.variable_scope("rnn", reuse=reuse):
            cell = tf.nn.rnn_cell.BasicLSTMCell(4, reuse=reuse)
            outputs.append(cell(x, cell.zero_state(2, tf.float32))[0])
    return {"outputs": outputs}, {x: value}


def cell_reuse_by_scope_reuse_variables(tf):
    x, value = _x(tf)
    with tf.variable_scope("rnn") as scope:
        cell = tf.nn.rnn_cell.GRUCell(4)
        first, state = cell(x, cell.zero_state(2, tf.float32))
        scope.reuse_variables()
        second, _ = tf.nn.rnn_cell.GRUCell(4)(x, state)
    return {"first": first, "second": second}, {x: value}


def cell_reuse_missing(tf):
    x, _ = _x(tf)
    cell = tf.nn.rnn_cell.BasicLSTMCell(4, reuse=True)
    cell(x, cell.zero_state(2, tf.float32))


def cell_same_explicit_scope_twice(tf):
    x, _ = _x(tf)
    for _ in range(2):
        cell = tf.nn.rnn_cell.BasicLSTMCell(4)
        cell(x, cell.zero_state(2, tf.float32), scope="mine")


def lstm(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4))


def lstm_peepholes(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, use_peepholes=True))


def lstm_peepholes_clip(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, True, 0.05, tf.random_uniform_initializer(-1, 1)))


def lstm_cell_clip(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, cell_clip=0.1))


def lstm_projection(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, num_proj=2))


def lstm_projection_clip(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, use_peepholes=True, num_proj=2, proj_clip=0.01, cell_clip=1.0))


def lstm_projection_state_not_tuple(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, num_proj=2, state_is_tuple=False))


def lstm_state_not_tuple(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, state_is_tuple=False))


def lstm_initializer(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, initializer=tf.orthogonal_initializer()))


def lstm_initializer_by_name(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, initializer="glorot_normal"))


def lstm_initializer_zeros_by_name(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, initializer="ones"))


def lstm_forget_bias(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, forget_bias=0.0, activation=tf.nn.relu))


def lstm_shards(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, num_proj=4, num_unit_shards=2, num_proj_shards=2))


def lstm_partitioned_by_scope(tf):
    x, value = _x(tf)
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        cell = tf.nn.rnn_cell.LSTMCell(4)
        output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output, "weights": tf.constant(len(cell.trainable_weights))}, {x: value}


def lstm_float64(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, use_peepholes=True, num_proj=3), dtype="float64")


def lstm_name_and_dtype(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, name="mine", dtype=tf.float32))


def lstm_regularizer_of_scope(tf):
    x, value = _x(tf)
    with tf.variable_scope("reg", regularizer=lambda w: 0.1 * tf.reduce_sum(w * w)):
        cell = tf.nn.rnn_cell.LSTMCell(4)
        output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output, "losses": tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)}, {x: value}


def lstm_custom_getter_of_scope(tf):
    asked = []

    def getter(getter, name, *args, **kwargs):
        asked.append(name)
        return getter(name, *args, **kwargs)

    x, value = _x(tf)
    with tf.variable_scope("g", custom_getter=getter):
        cell = tf.nn.rnn_cell.LSTMCell(4)
        output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output, "asked": tf.constant(asked)}, {x: value}


def lstm_not_trainable(tf):
    return _once(tf, tf.nn.rnn_cell.LSTMCell(4, trainable=False))


def gru(tf):
    return _once(tf, tf.nn.rnn_cell.GRUCell(4))


def gru_initializers(tf):
    k, b = tf.random_normal_initializer(), tf.constant_initializer(0.3)
    return _once(tf, tf.nn.rnn_cell.GRUCell(4, kernel_initializer=k, bias_initializer=b))


def gru_relu(tf):
    return _once(tf, tf.nn.rnn_cell.GRUCell(4, tf.nn.relu))


def gru_float64(tf):
    return _once(tf, tf.nn.rnn_cell.GRUCell(4, name="g"), dtype="float64")


def gru_batch_size_tensor(tf):
    x, value = _x(tf)
    cell = tf.nn.rnn_cell.GRUCell(4)
    output, state = cell(x, cell.zero_state(tf.shape(x)[0], tf.float32))
    return {"output": output, "state": state}, {x: value}


def zero_states(tf):
    cells = tf.nn.rnn_cell
    n = tf.placeholder(tf.int32, [], name="n")
    many = cells.MultiRNNCell([cells.BasicLSTMCell(2), cells.GRUCell(3)])
    drop = cells.DropoutWrapper(cells.LSTMCell(2, num_proj=1), 0.5)
    return {
        "lstm": cells.BasicLSTMCell(3).zero_state(2, tf.float32),
        "again": cells.BasicLSTMCell(3).zero_state(2, tf.float32),
        "joined": cells.BasicLSTMCell(3, state_is_tuple=False).zero_state(n, tf.float64),
        "multi0": many.zero_state(n, tf.float32)[0],
        "multi1": many.zero_state(2, tf.float32)[1],
        "dropout_c": drop.zero_state(n, tf.float32).c,
        "residual": cells.ResidualWrapper(cells.GRUCell(2)).zero_state(2, tf.float32),
        "device": cells.DeviceWrapper(cells.GRUCell(2), "/cpu:0").zero_state(2, tf.float32),
    }, {n: 2}


def zero_state_half(tf):
    return {"s": tf.nn.rnn_cell.BasicRNNCell(2).zero_state(2, tf.float16)}


def get_initial_state_of_inputs(tf):
    x, value = _x(tf)
    cell = tf.nn.rnn_cell.GRUCell(4)
    return {"s": cell.get_initial_state(inputs=x), "t": cell.get_initial_state(batch_size=3, dtype=tf.float64)}, {x: value}


def get_initial_state_without_batch_size(tf):
    tf.nn.rnn_cell.GRUCell(4).get_initial_state(dtype=tf.float32)


def get_initial_state_with_another_dtype(tf):
    x, _ = _x(tf)
    tf.nn.rnn_cell.GRUCell(4).get_initial_state(inputs=x, dtype=tf.float64)


def get_initial_state_with_another_batch_size(tf):
    tf.nn.rnn_cell.GRUCell(4).get_initial_state(inputs=tf.zeros([2, 3]), batch_size=5)


def multi(tf):
    cells = tf.nn.rnn_cell
    x, value = _x(tf)
    cell = cells.MultiRNNCell([cells.BasicLSTMCell(4), cells.GRUCell(2), cells.BasicRNNCell(3)])
    output, state = cell(x, cell.zero_state(2, tf.float32))
    names = [v.name for v in cell.trainable_weights] + [v.name for v in cell.variables]
    return {"output": output, "s0": state[0], "s1": state[1], "names": tf.constant(names)}, {x: value}


def multi_state_not_tuple(tf):
    cells = tf.nn.rnn_cell
    return _once(
        tf, cells.MultiRNNCell([cells.BasicLSTMCell(4, state_is_tuple=False), cells.GRUCell(2)], state_is_tuple=False)
    )


def multi_same_cell_twice(tf):
    cells = tf.nn.rnn_cell
    cell = cells.GRUCell(3)
    x, value = _x(tf)
    both = cells.MultiRNNCell([cell] * 2)
    output, _ = both(x, both.zero_state(2, tf.float32))
    return {"output": output}, {x: value}


def multi_same_lstm_twice_other_width(tf):
    cells = tf.nn.rnn_cell
    x, _ = _x(tf)
    both = cells.MultiRNNCell([cells.BasicLSTMCell(4)] * 2)
    both(x, both.zero_state(2, tf.float32))


def multi_of_nothing(tf):
    tf.nn.rnn_cell.MultiRNNCell([])


def multi_of_one_cell_not_in_a_list(tf):
    tf.nn.rnn_cell.MultiRNNCell(tf.nn.rnn_cell.GRUCell(2))


def multi_tuple_states_in_flat_state(tf):
    tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(2)], state_is_tuple=False)


def multi_state_of_wrong_kind(tf):
    cells = tf.nn.rnn_cell
    x, _ = _x(tf)
    cells.MultiRNNCell([cells.GRUCell(2)])(x, tf.zeros([2, 2]))


def multi_of_multi(tf):
    cells = tf.nn.rnn_cell
    x, value = _x(tf)
    inner = cells.MultiRNNCell([cells.GRUCell(2), cells.GRUCell(3)])
    outer = cells.MultiRNNCell([inner, cells.BasicRNNCell(2)])
    output, state = outer(x, outer.zero_state(2, tf.float32))
    return {"output": output, "inner": state[0][1]}, {x: value}


def input_of_rank_3(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(4)
    cell(tf.placeholder(tf.float32, [None, 5, 3]), cell.zero_state(2, tf.float32))


def input_of_unknown_depth(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(4)
    cell(tf.placeholder(tf.float32, [2, None]), cell.zero_state(2, tf.float32))


def input_of_unknown_rank(tf):
    cell = tf.nn.rnn_cell.LSTMCell(4)
    cell(tf.placeholder(tf.float32), cell.zero_state(2, tf.float32))


def input_of_integers(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(4)
    cell(tf.placeholder(tf.int32, [2, 3]), cell.zero_state(2, tf.int32))


def dtype_of_integers(tf):
    tf.nn.rnn_cell.LSTMCell(4, dtype=tf.int32)


def input_width_changed(tf):
    cell = tf.nn.rnn_cell.GRUCell(4)
    x, _ = _x(tf)
    cell(x, cell.zero_state(2, tf.float32))
    cell(tf.zeros([2, 5]), cell.zero_state(2, tf.float32))


def abstract_cell(tf):
    return tf.nn.rnn_cell.RNNCell().state_size


def abstract_output_size(tf):
    return tf.nn.rnn_cell.RNNCell().output_size


def state_tuple(tf):
    state = tf.nn.rnn_cell.LSTMStateTuple(tf.zeros([1]), tf.ones([1]))
    told = [str(state.dtype), str(state._fields), str(len(state)), str(isinstance(state, tuple)), state.h.name]
    return {"c": state.c, "told": tf.constant(told)}


def state_tuple_of_two_dtypes(tf):
    return tf.nn.rnn_cell.LSTMStateTuple(tf.zeros([1]), tf.ones([1], tf.float64)).dtype


def own_cell_with_call(tf):
    class Doubling(tf.nn.rnn_cell.RNNCell):
        def __init__(self, units):
            super().__init__()
            self._units = units

        @property
        def state_size(self):
            return self._units

        @property
        def output_size(self):
            return self._units

        def call(self, inputs, state):
            w = tf.get_variable("w", [inputs.get_shape()[-1].value, self._units])
            b = tf.get_variable("b", [self._units], initializer=tf.zeros_initializer(), trainable=False)
            output = tf.tanh(tf.matmul(inputs, w) + 2 * state + b)
            return output, output

    x, value = _x(tf)
    cell = Doubling(4)
    output, state = cell(x, cell.zero_state(2, tf.float32))
    again, _ = cell(x, state)
    names = [v.name for v in cell.trainable_weights] + [v.name for v in cell.non_trainable_weights]
    return {"output": output, "again": again, "names": tf.constant(names)}, {x: value}


def own_cell_with_dunder_call(tf):
    class Own(tf.nn.rnn_cell.RNNCell):
        def __init__(self, units):
            self._units = units

        @property
        def state_size(self):
            return self._units

        @property
        def output_size(self):
            return self._units

        def __call__(self, inputs, state, scope=None):
            with tf.variable_scope(scope or type(self).__name__):
                w = tf.get_variable("w", [inputs.get_shape()[-1].value, self._units])
                return tf.matmul(inputs, w) + state, state

    x, value = _x(tf)
    cell = Own(4)
    output, _ = cell(x, cell.zero_state(2, tf.float32))
    outputs, _ = tf.nn.dynamic_rnn(cell, tf.tile(tf.expand_dims(x, 1), [1, 3, 1]), dtype=tf.float32)
    many = tf.nn.rnn_cell.MultiRNNCell([Own(3), Own(2)])
    more, _ = many(x, many.zero_state(2, tf.float32))
    return {"output": output, "outputs": outputs, "more": more}, {x: value}


def own_cell_on_a_built_in_one(tf):
    class Scaled(tf.nn.rnn_cell.BasicLSTMCell):
        def call(self, inputs, state):
            output, state = super().call(inputs * 0.5, state)
            return output * 2.0, state

    return _once(tf, Scaled(4))


def own_cell_with_build(tf):
    class Own(tf.nn.rnn_cell.RNNCell):
        def __init__(self, units, **kwargs):
            super().__init__(**kwargs)
            self._units = units

        @property
        def state_size(self):
            return tf.TensorShape([self._units])

        @property
        def output_size(self):
            return self._units

        def build(self, shape):
            self.w = self.add_variable("w", [int(shape[-1]), self._units], initializer=tf.ones_initializer())
            self.built = True

        def call(self, inputs, state):
            return tf.matmul(inputs, self.w) + state, [state]

    x, value = _x(tf)
    cell = Own(4, name="owned")
    output, _ = cell(x, cell.zero_state(2, tf.float32))
    return {"output": output}, {x: value}


def linear_private(tf):
    core_rnn_cell = private_module(tf, "tensorflow.contrib.rnn.python.ops.core_rnn_cell")
    x, value = _x(tf)
    with tf.variable_scope("one"):
        one = core_rnn_cell._linear(x, 4, True)
    with tf.variable_scope("two"):
        two = core_rnn_cell._linear([x, one], 2, False, kernel_initializer=tf.ones_initializer())
    with tf.variable_scope("three"):
        three = core_rnn_cell._linear([x, x], 2, True, bias_initializer=tf.ones_initializer())
    return {"one": one, "two": two, "three": three}, {x: value}


def linear_of_nothing(tf):
    core_rnn_cell = private_module(tf, "tensorflow.contrib.rnn.python.ops.core_rnn_cell")
    core_rnn_cell._linear([], 4, True)


def linear_of_rank_3(tf):
    core_rnn_cell = private_module(tf, "tensorflow.contrib.rnn.python.ops.core_rnn_cell")
    core_rnn_cell._linear(tf.zeros([2, 3, 4]), 4, True)


def private_paths(tf):
    contrib_cell = private_module(tf, "tensorflow.contrib.rnn.python.ops.rnn_cell")
    rnn, rnn_cell, rnn_cell_impl = (
        private_module(tf, "tensorflow.python.ops." + name) for name in ("rnn", "rnn_cell", "rnn_cell_impl")
    )
    told = [
        rnn_cell.BasicLSTMCell is tf.nn.rnn_cell.BasicLSTMCell,
        rnn_cell_impl.RNNCell is tf.nn.rnn_cell.RNNCell,
        tf.contrib.rnn.LSTMCell is tf.nn.rnn_cell.LSTMCell,
        rnn.dynamic_rnn is tf.nn.dynamic_rnn,
        contrib_cell.LayerNormBasicLSTMCell is tf.contrib.rnn.LayerNormBasicLSTMCell,
        rnn_cell_impl._WEIGHTS_VARIABLE_NAME == "kernel",
        tf.contrib.rnn.static_rnn is tf.nn.static_rnn,
        issubclass(tf.nn.rnn_cell.BasicLSTMCell, tf.layers.Layer),
        tf.contrib.rnn.BasicLSTMCell.__name__ == "BasicLSTMCell",
    ]
    return {"told": tf.constant([str(item) for item in told])}

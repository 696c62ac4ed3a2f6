"""Layouts, matching and assigning, against other implementations: NumPy by the book, and Keras itself."""

import json
import subprocess
import sys

import numpy as np
import pytest

from tests.weights.conftest import ROOT
from tfgraph_dnn import weights
from tfgraph_dnn.errors import ArgumentError, WeightsError

RANDOM = np.random.default_rng(5)


def _draw(*shape):
    return RANDOM.standard_normal(shape).astype("f4")


def _assigned(tf, output, feed, arrays, **options):
    """The output with the arrays in the default graph's variables."""
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        plan = weights.assign(sess, tf.global_variables(), arrays, **options)
        return sess.run(output, feed), plan


def _correlated(maps, kernel):
    """Cross-correlation of NCHW maps with an OIHW kernel, no padding: what PyTorch and Caffe call convolution."""
    _, _, height, width = kernel.shape
    rows, columns = maps.shape[2] - height + 1, maps.shape[3] - width + 1
    found = np.zeros((maps.shape[0], kernel.shape[0], rows, columns), "f8")
    for row in range(rows):
        for column in range(columns):
            piece = maps[:, :, row : row + height, column : column + width]
            found[:, :, row, column] = np.einsum("nchw,ochw->no", piece, kernel)
    return found


IMAGES = _draw(2, 3, 6, 7)  # NCHW
LAST = IMAGES.transpose(0, 2, 3, 1)


@pytest.mark.parametrize("resource", [False, True])
def test_convolutions_and_flattening(tf, resource):
    kernel, bias, dense = _draw(4, 3, 3, 2), _draw(4), _draw(5, 4 * 4 * 6)
    images = tf.placeholder(tf.float32, [None, 6, 7, 3])
    with tf.variable_scope("", use_resource=resource):
        maps = tf.nn.dropout(tf.layers.conv2d(images, 4, (3, 2), activation=tf.nn.relu, name="conv"), 1.0)
        output = tf.layers.dense(tf.layers.flatten(maps), 5, use_bias=False, name="fc")
    for source, turned, weight in [
        ("torch", kernel, dense),
        ("caffe", kernel, dense),
        ("theano", kernel[:, :, ::-1, ::-1], dense.T),
        ("keras1-th", kernel[:, :, ::-1, ::-1], dense.T),
    ]:
        arrays = {"conv.weight": turned, "conv.bias": bias, "fc.weight": weight}
        found, _ = _assigned(tf, output, {images: LAST}, arrays, source=source)
        maps = np.maximum(_correlated(IMAGES, kernel) + bias[:, None, None], 0)
        np.testing.assert_allclose(found, maps.reshape(2, -1) @ dense.T, rtol=1e-4, atol=1e-4)


def test_a_net_of_images_on_their_side(tf):
    """Trained with height and width exchanged, on BGR."""
    kernel, dense = _draw(4, 3, 2, 3), _draw(5, 4 * 6 * 4)
    images = tf.placeholder(tf.float32, [None, 6, 7, 3])
    maps = tf.layers.conv2d(images, 4, (3, 2), use_bias=False, name="conv")
    output = tf.layers.dense(tf.layers.flatten(maps), 5, use_bias=False, name="fc")
    side = IMAGES.transpose(0, 1, 3, 2)[:, ::-1]
    expected = _correlated(side, kernel).reshape(2, -1) @ dense.T
    arrays = {"a": kernel, "b": dense}
    found, _ = _assigned(tf, output, {images: LAST}, arrays, source="caffe", swap=True, bgr=True)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        probed = weights.probe(sess, tf.global_variables(), arrays, {images: LAST}, output, expected)
    assert probed.agrees and probed.best.layout.swap and probed.best.layout.bgr and not probed.best.layout.flip


def test_depthwise_and_transposed(tf):
    deep, up = _draw(6, 1, 3, 2), _draw(6, 2, 2, 3)
    images = tf.placeholder(tf.float32, [None, 6, 7, 3])
    kernel = tf.get_variable("deep/kernel", [3, 2, 3, 2])
    maps = tf.nn.depthwise_conv2d(images, kernel, [1, 1, 1, 1], "VALID")
    output = tf.layers.conv2d_transpose(maps, 2, (2, 3), use_bias=False, name="up")
    found, plan = _assigned(tf, output, {images: LAST}, {"deep.weight": deep, "up.weight": up}, source="torch")
    apart = np.concatenate([_correlated(IMAGES[:, c : c + 1], deep[2 * c : 2 * c + 2]) for c in range(3)], 1)
    expected = np.zeros((2, 2, 5, 8))
    for row in range(4):
        for column in range(6):
            piece = np.einsum("ni,iohw->nohw", apart[:, :, row, column], up)
            expected[:, :, row : row + 2, column : column + 3] += piece
    np.testing.assert_allclose(found.transpose(0, 3, 1, 2), expected, rtol=1e-4, atol=1e-4)
    assert [row.steps for row in plan.rows] == [("O1HW -> HWCM",), ("IOHW -> HWOI",)]


def test_convolutions_of_one_and_three_dimensions(tf):
    one, three = _draw(4, 3, 2), _draw(4, 3, 2, 1, 3)
    tf.layers.conv1d(tf.zeros([1, 5, 3]), 4, 2, use_bias=False, name="one")
    tf.layers.conv3d(tf.zeros([1, 5, 5, 5, 3]), 4, (2, 1, 3), use_bias=False, name="three")
    found, _ = _assigned(tf, tf.trainable_variables(), {}, {"one.weight": one, "three.weight": three}, source="torch")
    assert np.array_equal(found[0], one.transpose(2, 1, 0)) and np.array_equal(found[1], three.transpose(2, 3, 4, 1, 0))


def test_a_dense_layer_made_a_convolution(tf):
    dense = _draw(5, 3 * 6 * 7)
    images = tf.placeholder(tf.float32, [None, 6, 7, 3])
    output = tf.layers.conv2d(images, 5, (6, 7), use_bias=False, name="fc")
    found, _ = _assigned(tf, output, {images: LAST}, {"fc/0": dense}, source="caffe")
    np.testing.assert_allclose(found[:, 0, 0], IMAGES.reshape(2, -1) @ dense.T, rtol=1e-4, atol=1e-4)
    last = _draw(6, 7, 3, 5)
    found, _ = _assigned(tf, output, {images: LAST}, {"fc": last}, source="matconvnet")
    np.testing.assert_allclose(found[:, 0, 0], LAST.reshape(2, -1) @ last.reshape(-1, 5), rtol=1e-4, atol=1e-4)


def test_maps_of_a_channels_first_graph_stay_in_order(tf):
    images = tf.placeholder(tf.float32, [None, 3, 6, 7])
    maps = tf.layers.conv2d(images, 4, 3, data_format="channels_first", use_bias=False, name="conv")
    tf.layers.dense(tf.reshape(maps, [-1, 80]), 5, use_bias=False, name="fc")
    plan = weights.assign(
        None, tf.global_variables(), {"conv.weight": _draw(4, 3, 3, 3), "fc.weight": _draw(5, 80)}, source="torch",
        dry_run=True,
    )  # fmt: skip
    assert plan.rows[1].steps == ("transposed",)


def test_a_feature_map_of_unknown_size(tf):
    kernel, dense = _draw(4, 3, 3, 2), _draw(5, 4 * 4 * 6)
    images = tf.placeholder(tf.float32, [None, None, None, 3])
    maps = tf.layers.conv2d(images, 4, (3, 2), use_bias=False, name="conv")
    output = tf.layers.dense(tf.reshape(maps, [-1, 96]), 5, use_bias=False, name="fc")
    arrays, expected = {"conv.weight": kernel, "fc.weight": dense}, _correlated(IMAGES, kernel).reshape(2, -1) @ dense.T
    found, plan = _assigned(tf, output, {images: LAST}, arrays, source="torch")
    assert (
        not np.allclose(found, expected, atol=1e-2) and "fc/kernel: its inputs may be a feature map" in plan.doubts[0]
    )
    found, plan = _assigned(tf, output, {images: LAST}, arrays, source="torch", maps={"fc/kernel": (4, 6, 4)})
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
    assert plan.doubts == ()
    for maps, said in [({"fc/kernels": (4, 6, 4)}, "no variable"), ({"fc/kernel": (4, 6)}, "no map of height, width")]:
        with pytest.raises(ArgumentError, match=said):
            weights.assign(None, tf.global_variables(), arrays, source="torch", maps=maps)


# -- recurrent cells --------------------------------------------------------------------------------------------------


def _lstm_by_the_book(sequence, kernel, state_kernel, bias, gates):
    """(batch, time, inputs) through an LSTM whose kernels are (inputs, 4 units), gates in the order given."""
    units = state_kernel.shape[0]
    h = c = np.zeros((len(sequence), units))
    for step in range(sequence.shape[1]):
        mixed = np.split(sequence[:, step] @ kernel + h @ state_kernel + bias, 4, -1)
        i, j, f, o = (mixed[gates.index(gate)] for gate in "ijfo")
        i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
        c = f * c + i * np.tanh(j)
        h = o * np.tanh(c)
    return h


SEQUENCE, UNITS = _draw(2, 4, 3), 5
KERNEL, STATE, BIASES = _draw(3, 20), _draw(5, 20), _draw(2, 20)


def _lstm(tf, **options):
    sequence = tf.placeholder(tf.float32, [None, 4, 3])
    cell = tf.nn.rnn_cell.BasicLSTMCell(UNITS, **options)
    return sequence, tf.nn.dynamic_rnn(cell, sequence, dtype=tf.float32)[1].h


@pytest.mark.parametrize("bias", [1.0, 0.0, 2.5])
def test_lstm_of_pytorch(tf, bias):
    sequence, output = _lstm(tf, forget_bias=bias)
    arrays = {"lstm.weight_ih_l0": KERNEL.T, "lstm.weight_hh_l0": STATE.T,
              "lstm.bias_ih_l0": BIASES[0], "lstm.bias_hh_l0": BIASES[1]}  # fmt: skip
    found, plan = _assigned(tf, output, {sequence: SEQUENCE}, arrays, source="torch")
    expected = _lstm_by_the_book(SEQUENCE, KERNEL, STATE, BIASES.sum(0), "ifjo")
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
    assert plan.doubts == ()
    assert plan.rows[1].steps[-1] == f"forget_bias {bias:g} taken off" or not bias


def test_lstm_of_mxnet_and_of_separate_gates(tf):
    sequence, output = _lstm(tf)
    expected = _lstm_by_the_book(SEQUENCE, KERNEL, STATE, BIASES[0], "ifjo")
    arrays = {"arg:lstm_i2h_weight": KERNEL.T, "arg:lstm_i2h_bias": BIASES[0],
              "arg:lstm_h2h_weight": STATE.T, "arg:lstm_h2h_bias": np.zeros(20, "f4")}  # fmt: skip
    found, _ = _assigned(tf, output, {sequence: SEQUENCE}, arrays, source="mxnet")
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
    for names in (("lstm_1_W_{}", "lstm_1_U_{}", "lstm_1_b_{}"), ("lstm__w_x{}", "lstm__w_h{}", "lstm__b_{}")):
        arrays = {}
        for gate, *parts in zip("ifco", *(np.split(a, 4, -1) for a in (KERNEL, STATE, BIASES[0])), strict=True):
            arrays |= {name.format(gate): part for name, part in zip(names, parts, strict=True)}
        found, _ = _assigned(tf, output, {sequence: SEQUENCE}, arrays, source="theano")
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("gates", ["ifjo", "fijo", "ojif"])
def test_the_order_of_gates_is_found(tf, gates):
    sequence, output = _lstm(tf)
    expected = _lstm_by_the_book(SEQUENCE, KERNEL, STATE, BIASES[0], gates)
    arrays = {"rnn/kernel": KERNEL, "rnn/recurrent_kernel": STATE, "rnn/bias": BIASES[0]}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        before = sess.run(tf.global_variables())
        probed = weights.probe(sess, tf.global_variables(), arrays, {sequence: SEQUENCE}, output, expected)
        assert all(np.array_equal(a, b) for a, b in zip(before, sess.run(tf.global_variables()), strict=True))
    assert probed.agrees and probed.best.layout.gates == gates and probed.best.layout.forget_bias_stored
    assert f"gates='{gates}'" in str(probed) or gates == "ifjo"


def test_lstm_by_mapping(tf):
    sequence, output = _lstm(tf)
    expected = _lstm_by_the_book(SEQUENCE, KERNEL, STATE, BIASES[0], "ifjo")
    names = {"rnn/basic_lstm_cell/kernel": ["p", "q"], "rnn/basic_lstm_cell/bias": "r"}
    arrays = {"p": KERNEL, "q": STATE, "r": BIASES[0]}
    found, plan = _assigned(tf, output, {sequence: SEQUENCE}, arrays, source="keras", mapping=names)
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
    assert {row.how for row in plan.rows} == {"mapping"}


def test_a_gru_of_pytorch_is_refused(tf):
    tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(5), tf.zeros([1, 4, 3]), dtype=tf.float32)
    arrays = {"gru.weight_ih_l0": _draw(15, 3), "gru.weight_hh_l0": _draw(15, 5),
              "gru.bias_ih_l0": _draw(15), "gru.bias_hh_l0": _draw(15)}  # fmt: skip
    with pytest.raises(WeightsError, match="resets after the product"):
        weights.assign(None, tf.global_variables(), arrays, source="torch", dry_run=True)


KERAS = """
import os, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras, numpy as np
keras.utils.set_random_seed(1)
L = keras.layers
image, sequence = keras.Input((6, 7, 3)), keras.Input((4, 3))
x = L.Conv2D(4, (3, 2), name="conv")(image)
x = L.BatchNormalization(name="norm")(x)
x = L.DepthwiseConv2D(2, name="deep")(x)
x = L.Conv2DTranspose(2, 2, name="up")(x)
x = L.Dense(5, name="fc")(L.Flatten()(L.PReLU(shared_axes=[1, 2], name="slope")(x)))
lstm = L.LSTM(5, name="lstm")(sequence)
gru = L.GRU(5, reset_after=False, name="gru")(sequence)
model = keras.Model([image, sequence], [x, lstm, gru])
draw = np.random.default_rng(0)
model.set_weights([draw.uniform(0.2, 1, w.shape) for w in model.get_weights()])
inputs = [draw.normal(size=(2, 6, 7, 3)), draw.normal(size=(2, 4, 3))]
np.savez(sys.argv[1] + "/io.npz", *inputs, *model.predict(inputs, verbose=0))
for name in ("m.keras", "m.h5", "m.weights.h5"):
    (model.save if "weights" not in name else model.save_weights)(sys.argv[1] + "/" + name)
"""


@pytest.fixture(scope="module")
def keras_files(tmp_path_factory):
    """A model that today's Keras wrote in all its formats, its inputs and its outputs."""
    place = tmp_path_factory.mktemp("keras")
    subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KERAS, str(place)], capture_output=True, check=True, timeout=300
    )
    return place


@pytest.mark.parametrize("file", ["m.h5", "m.keras", "m.weights.h5"])
def test_keras_itself(tf, keras_files, file):
    with np.load(keras_files / "io.npz") as content:
        inputs, expected = [content[f"arr_{n}"] for n in (0, 1)], [content[f"arr_{n}"] for n in (2, 3, 4)]
    images, sequence = tf.placeholder(tf.float32, [None, 6, 7, 3]), tf.placeholder(tf.float32, [None, 4, 3])
    x = tf.layers.batch_normalization(tf.layers.conv2d(images, 4, (3, 2), name="conv"), name="norm")
    kernel, bias = tf.get_variable("deep/kernel", [2, 2, 4, 1]), tf.get_variable("deep/bias", [4])
    x = tf.nn.depthwise_conv2d(x, kernel, [1, 1, 1, 1], "VALID") + bias
    x = tf.layers.conv2d_transpose(x, 2, 2, name="up")
    x = tf.nn.relu(x) - tf.get_variable("slope/alpha", [2]) * tf.nn.relu(-x)
    x = tf.layers.dense(tf.layers.flatten(x), 5, name="fc")
    lstm = tf.nn.rnn_cell.LSTMCell(5, name="lstm")
    gru = tf.nn.rnn_cell.GRUCell(5, activation=tf.tanh, name="gru")
    output = [x, tf.nn.dynamic_rnn(lstm, sequence, dtype=tf.float32, scope="a")[1].h]
    output.append(tf.nn.dynamic_rnn(gru, sequence, dtype=tf.float32, scope="b")[1])
    feed = {images: inputs[0], sequence: inputs[1]}
    found, plan = _assigned(tf, output, feed, weights.load(keras_files / file), source="keras")
    for ours, theirs in zip(found, expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4)
    assert plan.doubts == ()


# -- normalization, vectors, types ------------------------------------------------------------------------------------


def test_normalization_of_caffe_and_its_epsilon(tf):
    x = tf.placeholder(tf.float32, [None, 2, 2, 3])
    output = tf.layers.batch_normalization(x, name="bn", center=False, scale=False)
    mean, variance = np.array([1, 2, 3], "f4"), np.array([1e-4, 2e-4, 4], "f4")
    arrays = {"bn/0": mean * 999, "bn/1": variance * 999, "bn/2": np.array([999], "f4")}
    values = _draw(1, 2, 2, 3) * np.float32(0.01) + mean
    found, plan = _assigned(tf, output, {x: values}, arrays, source="caffe", epsilon=1e-5)
    np.testing.assert_allclose(found, (values - mean) / np.sqrt(variance + 1e-5), rtol=1e-3, atol=1e-3)
    assert plan.unused == ()
    _, plan = _assigned(tf, output, {x: values}, arrays, source="caffe")
    assert "bn/moving_variance: epsilon is 0.001 here, 1e-05 there as a rule" in plan.doubts[0]


def test_normalization_of_pytorch(tf):
    tf.layers.batch_normalization(tf.zeros([1, 2, 2, 3]), name="bn", epsilon=1e-5)
    names = {"weight": 1, "bias": 2, "running_mean": 3, "running_var": 4}
    arrays = {f"bn.{name}": np.full(3, number, "f4") for name, number in names.items()}
    arrays["bn.num_batches_tracked"] = np.array(7)
    found, plan = _assigned(tf, tf.global_variables(), {}, arrays, source="torch")
    assert [int(values[0]) for values in found] == [1, 2, 3, 4] and plan.unused == ("bn.num_batches_tracked",)


def test_rows_and_types(tf):
    shapes = {"a": [3], "b": [1, 1, 4], "c": [5], "n": []}
    for name, shape in shapes.items():
        tf.get_variable(name, shape, tf.int64 if name == "n" else tf.float32)
    arrays = {"a": np.ones((1, 3)), "b": np.ones(4, "f2"), "c": np.ones((5, 1), ">f8"), "n": np.array([7], "i4")}
    found, plan = _assigned(tf, tf.global_variables(), {}, arrays)
    assert [value.shape for value in found] == [(3,), (1, 1, 4), (5,), ()] and found[3] == 7
    assert plan.rows[0].steps == ("(1, 3) -> (3,)", "float64 -> float32")


def test_numbers_that_a_type_cannot_hold(tf):
    tf.get_variable("a", [2])
    tf.get_variable("n", [2], tf.int32)
    for arrays, said in [
        ({"a": np.array([1, 1e300]), "n": np.zeros(2, "i4")}, "float64 into float32: some values are too large"),
        ({"a": np.zeros(2), "n": np.array([0.5, 1])}, "float64 into int32: fractions would be lost"),
    ]:
        with pytest.raises(WeightsError, match=said):
            weights.assign(None, tf.global_variables(), arrays, mapping={"a": "a", "n": "n"}, dry_run=True)


# -- matching ---------------------------------------------------------------------------------------------------------


def _two_layers(tf, first=3, second=4):
    x = tf.layers.dense(tf.zeros([1, 2]), first, name="hidden1")
    tf.layers.dense(x, second, name="hidden2")
    return tf.global_variables()


def test_by_order_where_nothing_else_tells(tf):
    variables = _two_layers(tf, 2, 2)
    arrays = {str(n): np.full(shape, n, "f4") for n, shape in enumerate([(2, 2), (2,), (2, 2), (2,)])}
    found, plan = _assigned(tf, variables, {}, arrays)
    assert [int(value.ravel()[0]) for value in found] == [0, 1, 2, 3]
    assert {row.how for row in plan.rows} == {"order"}
    assert plan.doubts == tuple(f"hidden{n}/kernel: square: 2 x 2 fits transposed as well" for n in (1, 2))


def test_names_go_before_order(tf):
    variables = _two_layers(tf, 2, 2)
    names = ["hidden2/weights", "hidden2/biases", "hidden1/weights", "hidden1/biases"]
    arrays = {
        name: np.full(shape, n, "f4") for n, (name, shape) in enumerate(zip(names, [(2, 2), (2,)] * 2, strict=True))
    }
    found, _ = _assigned(tf, variables, {}, arrays)
    assert [int(value.ravel()[0]) for value in found] == [2, 3, 0, 1]


def test_a_kernel_that_only_fits_the_other_way(tf):
    plan = weights.assign(
        None, _two_layers(tf), {"0": _draw(2, 3), "1": _draw(3), "2": _draw(3, 4), "3": _draw(4)}, source="torch",
        dry_run=True,
    )  # fmt: skip
    assert "only fits as (inputs, outputs), unlike this layout's" in plan.doubts[0] and plan.rows[0].steps == ()


def test_what_cannot_be_matched(tf):
    variables = _two_layers(tf, 2, 2)
    fill = {"k": _draw(2, 2), "l": _draw(2, 2), "v": _draw(2), "w": _draw(2)}
    for arrays, said, slug in [
        (
            fill | {"m": _draw(2, 2)},
            "3 arrays fit 2 variables of shape 2 x 2: k, l, m for hidden1/kernel",
            "weights-ambiguous",
        ),
        ({"k": _draw(2, 2), "v": _draw(2), "w": _draw(2)}, "1 arrays fit 2 variables", "weights-ambiguous"),
        (fill | {"k": _draw(2, 3)}, "1 arrays fit 2 variables", "weights-ambiguous"),
        ({"k": _draw(4), "v": _draw(2), "w": _draw(2)}, "nothing fits hidden1/kernel 2 x 2", "weights-mismatch"),
        ({}, "nothing fits hidden1/kernel 2 x 2", "weights-mismatch"),
    ]:
        with pytest.raises(WeightsError) as caught:
            weights.assign(None, variables, arrays, source="tf")
        assert (
            said in str(caught.value) and caught.value.slug == slug and "mapping={variable: array}" in str(caught.value)
        )


def test_mapping(tf):
    variables = _two_layers(tf)
    arrays = {"k": _draw(2, 3), "u": _draw(12), "v": _draw(3), "w": _draw(4)}
    mapping = {"hidden1/kernel:0": "k", "hidden2/kernel": ("u", lambda values: values.reshape(3, 4))}
    found, plan = _assigned(tf, variables, {}, arrays, mapping=mapping)
    assert np.array_equal(found[0], arrays["k"]) and np.array_equal(found[2].ravel(), arrays["u"])
    assert [row.how for row in plan.rows] == ["mapping", "shape", "mapping", "shape"]
    for wrong, said in [
        ({"hidden1/kernels": "k"}, "Nearest: hidden1/kernel"),
        ({"hidden1/bias": "vv"}, "no array 'vv' for hidden1/bias"),
        ({"hidden1/kernel": "w"}, "hidden1/kernel is 2 x 3; w (4) does not fit it"),
        ({"hidden1/kernel": ("w", lambda values: values)}, "hidden1/kernel is 2 x 3; w (4) does not fit it"),
    ]:
        with pytest.raises(WeightsError) as caught:
            weights.assign(None, variables, arrays, mapping=wrong)
        assert said in str(caught.value)


def test_a_dry_run_and_the_plan_as_data(tf, capsys):
    variables = _two_layers(tf)
    arrays = {"k": _draw(3, 2), "v": _draw(3), "l": _draw(4, 3), "w": _draw(4), "step": np.array(3)}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        before = sess.run(variables)
        plan = weights.assign(sess, variables, arrays, source="torch", dry_run=True)
        assert all(np.array_equal(a, b) for a, b in zip(before, sess.run(variables), strict=True))
    printed = capsys.readouterr().out
    assert printed == f"{plan}\n" and "not taken: step" in printed
    assert "hidden1/kernel  2 x 3  k      3 x 2     shape     transposed" in printed
    assert json.loads(json.dumps(plan.as_dict()))["rows"][0]["arrays"] == ["k"]


# -- assigning --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("resource", [False, True])
def test_the_graph_does_not_grow(tf, resource):
    with tf.variable_scope("", use_resource=resource):
        variables = _two_layers(tf)
    arrays = {v.op.name: np.full(v.shape.as_list(), 3, "f8") for v in variables}
    graph = tf.get_default_graph()
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        graph.finalize()
        for value in (3, 4):
            weights.assign(sess, variables, {name: a * 0 + value for name, a in arrays.items()})
            assert all((found == value).all() for found in sess.run(variables))
        feed = {}
        weights.probe(sess, variables, arrays, feed, variables[0], np.full((2, 3), 3.0), most=3)
        # An error leaves everything as it was; resource variables would take a wrong shape without a word.
        with pytest.raises(WeightsError):
            weights.assign(sess, variables, arrays | {"hidden2/bias": np.zeros(9)})
        assert all((found == 4).all() for found in sess.run(variables))


def test_variables_that_begin_as_one_tensor(tf):
    start = tf.zeros([2])
    variables = [tf.Variable(start, name=name) for name in "ab"]
    found, _ = _assigned(tf, variables, {}, {"a": np.ones(2), "b": np.full(2, 2.0)})
    assert [value.tolist() for value in found] == [[1, 1], [2, 2]]


def test_variables_of_an_imported_graph(tf):
    saver = tf.train.import_meta_graph(str(ROOT / "checkpoints/dense_momentum/model.ckpt.meta"))
    with tf.Session() as sess:
        saver.restore(sess, str(ROOT / "checkpoints/dense_momentum/model.ckpt"))
        variables = tf.trainable_variables()
        arrays = {f"net.{v.op.name.replace('/', '.')}": sess.run(v).T for v in variables}
        before = sess.run(variables)
        sess.run(tf.global_variables_initializer())
        plan = weights.assign(sess, variables, arrays, source="torch")
        assert all(np.array_equal(a, b) for a, b in zip(before, sess.run(variables), strict=True)), plan


def test_arguments(tf):
    variables = _two_layers(tf)
    for options, said in [
        ({"source": "chainer"}, "no layout 'chainer'"),
        ({"flips": True}, "a layout has no flips"),
        ({"conv": "IOHW"}, "conv is one of OIHW, HWIO"),
        ({"gates": "ifc"}, "gates are the letters"),
    ]:
        with pytest.raises(ArgumentError, match=said):
            weights.assign(None, variables, {}, **options)
    with pytest.raises(ArgumentError, match="is no variable of a TF 1.x graph"):
        weights.assign(None, [tf.zeros([1])], {})
    with pytest.raises(ArgumentError, match="no layout 'chainer'"):
        weights.probe(None, variables, {}, {}, None, 0, source="chainer")


def test_a_probe_where_nothing_fits_or_agrees(tf):
    variables = _two_layers(tf)
    arrays = {"k": _draw(2, 3), "v": _draw(3), "l": _draw(3, 4), "w": _draw(4)}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        probed = weights.probe(sess, variables, arrays, {}, variables[0], np.full((2, 3), 9.0))
        assert not probed.agrees and str(probed).startswith("none agrees; the nearest: source=")
        with pytest.raises(WeightsError, match="nothing fits"):
            weights.probe(sess, variables, {"k": _draw(7)}, {}, variables[0], np.zeros((2, 3)))
        with pytest.raises(ArgumentError, match=r"the output is of shape \(2, 3\)"):
            weights.probe(sess, variables, arrays, {}, variables[0], np.zeros(3))

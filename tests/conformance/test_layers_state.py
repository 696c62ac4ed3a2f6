"""What layers keep: checkpoints, weights set and read, copies, and the paths they were imported by."""

import copy
import doctest
import importlib
import inspect
import os

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf
from tfgraph_dnn.v1 import face

FILES = [
    "base",
    "convolution",
    "dense",
    "dropout",
    "flatten",
    "input_spec",
    "keras_style",
    "naming",
    "normalization",
    "pooling",
    "separable_convolution",
    "transposed_convolution",
]


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph


def _trained_batch_norm(fused, path=None, save=None):
    """Output and update of a batch normalization at a fixed input; saves to or restores from a checkpoint."""
    with tf.Graph().as_default():
        images = tf.constant(np.random.RandomState(0).normal(1, 2, [6, 4, 4, 3]).astype(np.float32))
        outputs = tf.layers.batch_normalization(images, training=path is None, fused=fused, momentum=0.5, name="bn")
        saver = tf.train.Saver()
        with tf.Session() as session:
            if path is not None:
                saver.restore(session, path)
            else:
                session.run(tf.global_variables_initializer())
                session.run(tf.get_collection(tf.GraphKeys.UPDATE_OPS))
                path = saver.save(session, save)
            return session.run(outputs), session.run(tf.global_variables()), path


@pytest.mark.parametrize("fused", [True, False])
def test_checkpoints_interchange_between_fused_and_not(tmp_path, fused):
    _, saved, path = _trained_batch_norm(fused, save=str(tmp_path / "model"))
    same, kept, _ = _trained_batch_norm(fused, path)
    other, restored, _ = _trained_batch_norm(not fused, path)
    for a, b, c in zip(saved, kept, restored, strict=True):
        np.testing.assert_array_equal(a, b)
        np.testing.assert_array_equal(a, c)
    np.testing.assert_allclose(same, other, rtol=1e-4, atol=1e-5)


def test_object_based_checkpoints(tmp_path):
    layer = tf.layers.Dense(2, name="fc")
    layer(tf.ones([1, 3]))
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = session.run(layer.kernel)
        path = tf.train.Checkpoint(layer=layer).save(str(tmp_path / "model"), session=session)
        session.run(layer.kernel.assign(np.zeros((3, 2))))
        tf.train.Checkpoint(layer=layer).restore(path).run_restore_ops(session)
        np.testing.assert_array_equal(session.run(layer.kernel), before)


def test_weights_set_and_read():
    layer = tf.layers.Dense(2)
    layer.build((None, 3))
    kernel, bias = np.arange(6, dtype=np.float32).reshape(3, 2), np.ones(2, np.float32)
    with tf.Session():
        layer.set_weights([kernel, bias])
        for got, wanted in zip(layer.get_weights(), [kernel, bias], strict=True):
            np.testing.assert_array_equal(got, wanted)


def test_a_copy_of_a_built_layer_shares_its_variables():
    layer = tf.layers.Dense(2, kernel_regularizer=tf.nn.l2_loss)
    x = tf.ones([4, 3])
    first = layer(x)
    twin = copy.deepcopy(layer)
    second = twin(x)
    assert twin.kernel is layer.kernel
    assert len(tf.global_variables()) == 2
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        np.testing.assert_array_equal(*session.run([first, second]))


def test_a_copy_lists_its_own_variables():
    layer = tf.layers.Layer(name="parent")
    layer.add_weight("kernel", [2])
    twin = copy.deepcopy(layer)
    twin.add_weight("more", [1])
    assert [v.name for v in layer.variables] == ["parent/kernel:0"]
    assert [v.name for v in twin.variables] == ["parent/kernel:0", "parent/more:0"]


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("base", "Layer InputSpec keras_style_scope set_keras_style"),
        ("core", "Dense dense Dropout dropout Flatten flatten FullyConnected fully_connected"),
        ("convolutional", "Conv1D conv2d Convolution2D Deconv2D deconvolution2d Conv3DTranspose"),
        ("pooling", "MaxPooling1D AvgPool2D max_pool2d average_pooling3d"),
        ("normalization", "BatchNormalization BatchNorm batch_norm batch_normalization"),
        ("layers", "Layer InputSpec Dense conv2d"),
        ("utils", "smart_cond constant_value normalize_tuple conv_output_length deconv_output_length"),
    ],
)
def test_private_paths(module, names):
    found = face.module(f"tensorflow.python.layers.{module}")
    for name in names.split():
        assert any(f"{os.sep}tfgraph_dnn{os.sep}" in path for path in _written_in(getattr(found, name))), name


def _written_in(value):
    """The files of a function, or of a class's methods: classes show TF 1.15's module whoever wrote them."""
    held = [inspect.unwrap(value)]
    if inspect.isclass(value):
        held = [held for base in value.__mro__ for held in vars(base).values()]
    return {function.__code__.co_filename for function in held if inspect.isfunction(function)}


def test_tf_layers_lists_its_names():
    names = dir(tf.layers)
    assert {"dense", "Dense", "conv2d", "batch_normalization", "experimental"} <= set(names)
    assert all(getattr(tf.layers, name) is not None for name in names)


def _examples(module):
    """Those of the module, and of its classes that show another one."""
    found = doctest.DocTestFinder().find(module)
    for name, value in vars(module).items():
        shown = inspect.isclass(value) and value.__module__ != module.__name__
        if shown and module.__file__ in {path for held in vars(value).values() for path in _written_in(held)}:
            found += doctest.DocTestFinder().find(value, name, module=False, globs=dict(vars(module)))
    return found


@pytest.mark.parametrize("file", FILES)
def test_examples(file):
    module = importlib.import_module(f"tfgraph_dnn.layers.{file}")
    tests = [test for test in _examples(module) if test.examples]
    assert tests
    for test in tests:
        with tf.Graph().as_default():
            assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("file", ["dropout", "ones_like", "smart_conditions", "tensordot"])
def test_examples_of_ops(file):
    module = importlib.import_module(f"tfgraph_dnn.ops.{file}")
    with tf.Graph().as_default():
        result = doctest.testmod(module)
    assert result.attempted and not result.failed

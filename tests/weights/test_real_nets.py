"""Real weights in the nets they belong to: the outputs that TF 1.15.5 gave, whatever framework wrote the file."""

import gzip

import numpy as np
import pytest

from tests.weights import nets
from tfgraph_dnn import weights


@pytest.fixture
def golden(foreign):
    def golden(name):
        with np.load(foreign / "golden" / name) as arrays:
            return dict(arrays)

    return golden


@pytest.fixture
def running(tf):
    """Builds a net in a finalized graph; gives the session, the net's tensors and its variables."""

    def running(net, resource=False):
        with tf.variable_scope("", use_resource=resource):
            tensors = net(tf)
        variables = tf.global_variables()
        sess.run(tf.global_variables_initializer())
        tf.get_default_graph().finalize()
        return sess, tensors, variables

    with tf.Session() as sess:
        yield running


@pytest.mark.parametrize("resource", [False, True])
def test_lenet_of_caffe(running, golden, foreign, shared, resource):
    sess, (images, logits), variables = running(nets.lenet, resource)
    arrays = weights.load(foreign / "lenet_caffe/lenet_iter_10000.caffemodel")
    expected = golden("caffe_lenet.npz")
    weights.assign(sess, variables, arrays, source="caffe")
    found = sess.run(logits, {images: nets.ramp((4, 28, 28, 1))})
    np.testing.assert_allclose(found, expected["logits"], atol=1e-4)

    def digits(kind, offset):
        content = gzip.decompress((shared / f"data/mnist/t10k-{kind}-ubyte.gz").read_bytes())
        return np.frombuffer(content, np.uint8, offset=offset)

    test_images = digits("images-idx3", 16)[: 784 * 1000].reshape(-1, 28, 28, 1) / np.float32(255)
    labels = digits("labels-idx1", 8)[:1000]
    found = sess.run(logits, {images: test_images})
    np.testing.assert_allclose(found[:64], expected["mnist_logits"], atol=1e-4)
    assert np.mean(found.argmax(1) == labels) == 0.99
    # The wrong order of flattening, and how it is found out.
    weights.assign(sess, variables, arrays, source="caffe", flatten="HWC")
    assert np.mean(sess.run(logits, {images: test_images}).argmax(1) == labels) < 0.15
    feed = {images: nets.ramp((4, 28, 28, 1))}
    found = weights.probe(sess, variables, arrays, feed, logits, expected["logits"])
    assert found.agrees and (found.best.source, found.best.changes) == ("caffe", {})
    assert found.found[1].relative > 0.05


FORMATS = {
    "facenet/det1.npy": ("tf", {}),
    "caffe_mtcnn/det1.caffemodel": ("caffe", {}),
    "keras_mtcnn/12net.h5": ("keras", {"swap": True}),
    "pt_facenet/pnet.pt": ("torch", {"swap": True}),
    "mxnet_mtcnn/det1-0001.params": ("mxnet", {"swap": True, "bgr": True}),
}


def test_one_net_of_five_frameworks(running, golden, foreign):
    sess, (images, probabilities, boxes), variables = running(nets.pnet)
    expected, feed = golden("facenet_det1_pnet.npz"), {images: nets.ramp((1, 24, 20, 3), 2, -1)}
    kernels = set()
    for file, (source, changes) in FORMATS.items():
        arrays = weights.load(foreign / file)
        plan = weights.assign(sess, variables, arrays, source=source, **changes)
        assert {row.how for row in plan.rows} == {"name"} and plan.unused == () == plan.doubts
        found = sess.run([probabilities, boxes], feed)
        np.testing.assert_allclose(found[0], expected["prob"], atol=1e-5)
        np.testing.assert_allclose(found[1], expected["bbox"], atol=1e-5)
        kernels.add(b"".join(value.tobytes() for value in sess.run(variables)))
        probed = weights.probe(sess, variables, arrays, feed, boxes, expected["bbox"])
        layout = weights.layouts.layout(source, **changes)
        assert probed.agrees and all(
            getattr(probed.best.layout, field) == getattr(layout, field) for field in ("conv", "flip", "swap", "bgr")
        )
    assert len(kernels) == 1, "all five give the same variables, to the bit"


def test_gomoku_of_lasagne(running, golden, foreign):
    sess, (board, policy, value), variables = running(nets.gomoku)
    arrays, expected = weights.load(foreign / "gomoku/best_policy_6_6_4.model"), golden("gomoku_6_6_4.npz")
    feed = {board: expected["board"]}
    weights.assign(sess, variables, arrays, source="lasagne")
    found = sess.run([policy, value], feed)
    np.testing.assert_allclose(found[0], expected["policy"], atol=1e-5)
    np.testing.assert_allclose(found[1], expected["value"], atol=1e-5)
    probed = weights.probe(sess, variables, arrays, feed, policy, expected["policy"])
    assert probed.agrees and probed.best.source in ("theano", "lasagne") and probed.best.changes == {}

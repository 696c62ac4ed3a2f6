"""The face, with a fresh default graph."""

import warnings

import pytest


@pytest.fixture
def tf():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what TensorFlow says of itself is not what is tested
        import tfgraph_dnn.v1 as tf

        with tf.Graph().as_default():
            yield tf

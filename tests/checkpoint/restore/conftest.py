"""One interpreter for all: every test gets a fresh graph."""

import pytest

import tfgraph_dnn.v1 as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph

"""One interpreter for all: every test gets a fresh, seeded graph."""

import pytest

import tfgraph_dnn.v1 as tf
from tests.checkpoint.conftest import shared  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        yield graph

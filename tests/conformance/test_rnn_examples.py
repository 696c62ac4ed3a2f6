"""The examples in the docstrings of the RNN and sequence-to-sequence rooms run as written."""

import doctest
import importlib
import pkgutil

import pytest

ROOMS = ("tfgraph_dnn.layers.rnn", "tfgraph_dnn.layers.seq2seq")
OPS = ("assertions", "filled", "log_sum_exp", "splitting", "tensor_arrays")


def _modules():
    for room in ROOMS:
        path = importlib.import_module(room).__path__
        yield from (f"{room}.{module.name}" for module in pkgutil.iter_modules(path))
    yield from (f"tfgraph_dnn.ops.{name}" for name in OPS)


@pytest.mark.parametrize("name", sorted(_modules()))
def test_examples_run(name):
    import tfgraph_dnn.v1 as tf

    module = importlib.import_module(name)
    for test in doctest.DocTestFinder(exclude_empty=True).find(module, name):
        with tf.Graph().as_default():
            assert doctest.DocTestRunner().run(test).failed == 0

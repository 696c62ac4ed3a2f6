"""The examples in the docstrings of training and of the operations beside it run and print what they say."""

import doctest
import importlib

import pytest

import tfgraph_dnn.v1 as tf

MODULES = [
    "ops.activations",
    "ops.clipping",
    "ops.confusion_matrices",
    "ops.constraints",
    "ops.gradients.driver",
    "ops.gradients.hessians",
    "ops.initialization",
    "ops.reductions",
    "training.clipping",
    "training.early_stopping",
    "training.freezing",
    "training.losses",
    "training.optimizers",
    "training.performance",
    "training.schedules",
]


def _examples():
    for name in MODULES:
        module = importlib.import_module(f"tfgraph_dnn.{name}")
        for test in doctest.DocTestFinder(exclude_empty=True).find(module, module.__name__):
            if test.examples:
                yield pytest.param(test, id=test.name.removeprefix("tfgraph_dnn."))


@pytest.mark.parametrize("test", list(_examples()))
def test_example(test, capsys):
    with tf.Graph().as_default():
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
        runner.run(test)
    assert runner.failures == 0, capsys.readouterr().out

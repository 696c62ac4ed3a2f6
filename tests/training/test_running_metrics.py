"""`tf.contrib.eager.metrics` in a graph; for eager execution there is `tests/run/programs/eager.py`."""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf

metrics = tf.contrib.eager.metrics


def test_batches_add_up_and_start_anew():
    with tf.Graph().as_default(), tf.Session() as session:
        x = tf.placeholder(tf.float32, [None])
        mean = metrics.Mean("loss")
        update, result, init = mean(x), mean.result(), mean.init_variables()
        assert [v.name for v in tf.local_variables()] == ["loss/numer:0", "loss/denom:0"]
        for _ in range(2):
            session.run(init)
            session.run(update, {x: [1.0, 3.0]})
            session.run(update, {x: [8.0]})
            assert session.run(result) == 4.0


def test_another_type_is_not_added():
    with tf.Graph().as_default():
        with tf.variable_scope("a"):
            first = metrics.Accuracy()
        assert (first.name, metrics.Accuracy().name) == ("Accuracy", "Accuracy")
        with pytest.raises(TypeError, match="same type"):
            first.aggregate([metrics.Mean()])


def test_shapes_that_differ_are_refused():
    with tf.Graph().as_default(), tf.Session() as session:
        accuracy = metrics.Accuracy()
        labels, predictions = tf.placeholder(tf.int32, [None]), tf.placeholder(tf.int32, [None])
        update = accuracy(labels, predictions)
        session.run(accuracy.init_variables())
        with pytest.raises(tf.errors.InvalidArgumentError, match="Shapes of labels and predictions are unequal"):
            session.run(update, {labels: [1, 2], predictions: [1]})


def test_variables_are_made_when_it_is_built():
    with tf.Graph().as_default():
        mean = metrics.Mean(dtype=tf.float32)
        mean(tf.constant(np.ones(2, np.float32)))
        with pytest.raises(RuntimeError, match="except in build"):
            mean.add_variable("late", ())


def test_eager_alone():
    with pytest.raises(RuntimeError, match="eager execution"):
        tf.contrib.eager.Iterator(tf.data.Dataset.range(3))
    with pytest.raises(RuntimeError, match="eager execution"):
        tf.contrib.eager.Saver([])

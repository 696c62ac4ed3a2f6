"""The global step under the names `tf.contrib.framework` had for it."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def assert_global_step(global_step_tensor) -> None:
    """Raises TypeError unless the tensor is a scalar integer variable; as `tf.train.assert_global_step`."""
    tf1.train.assert_global_step(global_step_tensor)


def get_global_step(graph=None):
    """The global step of `graph`, or None; as `tf.train.get_global_step`."""
    return tf1.train.get_global_step(graph)


def create_global_step(graph=None):
    """Makes the global step; ValueError if there is one; as `tf.train.create_global_step`."""
    return tf1.train.create_global_step(graph)


def get_or_create_global_step(graph=None):
    """The global step, made if there is none; as `tf.train.get_or_create_global_step`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> step = tf.contrib.framework.get_or_create_global_step()
      >>> step is tf.train.get_global_step()
      True
    """
    return tf1.train.get_or_create_global_step(graph)


def assert_or_get_global_step(graph=None, global_step_tensor=None):
    """The given tensor after checking it, or the graph's global step."""
    if global_step_tensor is None:
        return get_global_step(graph)
    assert_global_step(global_step_tensor)
    return global_step_tensor

"""One layer many times: `stack` with other arguments each time, `repeat` with the same."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def repeat(inputs, repetitions: int, layer, *args, **kwargs):
    """Applies `layer` `repetitions` times, each time to the result before.

    Args:
      inputs: the first input.
      repetitions: how often.
      layer: function of a tensor that takes `scope`.
      *args, **kwargs: passed on; `scope` is the outer variable scope, 'Repeat' when not given.

    Returns:
      The last result. The i-th application has the scope `<name of the layer or scope>_<i>`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> layers = tf.contrib.layers
      >>> layers.repeat(tf.ones([1, 8, 8, 3]), 2, layers.conv2d, 4, 3, scope="conv1").op.name
      'conv1/conv1_2/Relu'
    """
    scope = kwargs.pop("scope", None)
    with tf1.variable_scope(scope, "Repeat", [inputs]):
        outputs = tf1.convert_to_tensor(inputs)
        name = _name_of(layer, "repeat") if scope is None else scope
        for i in range(repetitions):
            outputs = layer(outputs, *args, **{**kwargs, "scope": f"{name}_{i + 1}"})
        return outputs


def stack(inputs, layer, stack_args, **kwargs):
    """Applies `layer` once for each element of `stack_args`, each time to the result before.

    Args:
      inputs: the first input.
      layer: function of a tensor and the element(s), that takes `scope`.
      stack_args: list or tuple of arguments, or of lists of arguments.
      **kwargs: passed on; `scope` is the outer variable scope, 'Stack' when not given.

    Returns:
      The last result. The i-th application has the scope `<name of the layer or scope>_<i>`.

    Raises:
      ValueError: `stack_args` is no list or tuple.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> layers = tf.contrib.layers
      >>> layers.stack(tf.ones([2, 3]), layers.fully_connected, [32, 64]).op.name
      'Stack/fully_connected_2/Relu'
    """
    scope = kwargs.pop("scope", None)
    if not isinstance(stack_args, list | tuple):
        raise ValueError(f"stack_args need to be a list or tuple, got {stack_args!r}")
    with tf1.variable_scope(scope, "Stack", [inputs]):
        outputs = tf1.convert_to_tensor(inputs)
        name = _name_of(layer, "stack") if scope is None else scope
        for i, layer_args in enumerate(stack_args):
            layer_args = layer_args if isinstance(layer_args, list | tuple) else [layer_args]
            outputs = layer(outputs, *layer_args, **{**kwargs, "scope": f"{name}_{i + 1}"})
        return outputs


def _name_of(layer, default: str) -> str:
    """The layer's own name; for a `functools.partial` that of the function in it."""
    return getattr(layer, "__name__", None) or getattr(getattr(layer, "func", None), "__name__", None) or default

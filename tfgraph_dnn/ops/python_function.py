"""Python functions as graph operations whose arguments and results may be nested structures."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def py_func(func, args=(), kwargs=None, output_types=None, output_shapes=None, stateful=True, name=None):
    """Calls a Python function each time the graph runs; arguments and results may be nested, unlike `tf.py_func`.

    Args:
      func: takes arrays in the structure of `args` and `kwargs`, returns arrays in the structure of `output_types`.
      args: list or tuple of (structures of) tensors.
      kwargs: dict of (structures of) tensors.
      output_types: structure of dtypes, or a function of the arguments that returns it.
      output_shapes: structure of shapes like `output_types`, a function that returns it, or None for unknown shapes.
      stateful: False lets equal calls be merged and constant ones be folded.
      name: name of the operation.

    Returns:
      Tensors in the structure of `output_types`.

    Raises:
      TypeError: `args` is no list or tuple, or `kwargs` no dict.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> py_func = tf.contrib.framework.py_func
      >>> made = py_func(lambda x: {"twice": 2 * x}, [tf.constant(3)], output_types={"twice": tf.int32})
      >>> sorted(made)
      ['twice']
    """
    kwargs = {} if kwargs is None else kwargs
    if not isinstance(args, list | tuple):
        raise TypeError(f"args must be list and not {type(args)}. args: {args}")
    if not isinstance(kwargs, dict):
        raise TypeError(f"kwargs must be dict and not {type(kwargs)}. args: {kwargs}")
    if callable(output_types) and not isinstance(output_types, type):
        output_types = output_types(*args, **kwargs)
    if callable(output_shapes):
        output_shapes = output_shapes(*args, **kwargs)
    given = (args, kwargs)

    def on_flat_arrays(*arrays):
        call_args, call_kwargs = tf1.nest.pack_sequence_as(given, arrays)
        return tf1.nest.flatten(func(*call_args, **call_kwargs))

    flat_types = tf1.nest.flatten(output_types)
    results = tf1.py_func(on_flat_arrays, tf1.nest.flatten(given), flat_types, stateful=stateful, name=name)
    made = tf1.nest.pack_sequence_as(output_types, results)
    if output_shapes is not None:
        _set_shapes(made, output_shapes)
    return made


def _set_shapes(tensors, shapes) -> None:
    if tf1.is_tensor(tensors):
        tensors.set_shape(shapes)
    elif isinstance(tensors, dict):
        for key, tensor in tensors.items():
            _set_shapes(tensor, shapes[key])
    else:
        for tensor, shape in zip(tensors, shapes, strict=True):
            _set_shapes(tensor, shape)

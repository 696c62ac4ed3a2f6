"""Counting a model's variables and operations, and printing them as a table."""

from __future__ import annotations


def tensor_description(var) -> str:
    """Type and shape, e.g. `(float32 784x10)`."""
    sizes = "x".join(str(size) for size in var.get_shape())
    return f"({var.dtype.name} {sizes})"


def analyze_ops(graph, print_info=False) -> int:
    """The number of elements of all outputs of all operations of `graph`, where their shapes are known.

    Args:
      graph: the graph.
      print_info: also print one line per operation.
    """
    if print_info:
        _print_title("Operations: name -> (type shapes) [size]")
    total = 0
    for op in graph.get_operations():
        size = sum(output.get_shape().num_elements() or 0 for output in op.outputs)
        total += size
        if print_info:
            shapes = ", ".join(tensor_description(output) for output in op.outputs if output.get_shape())
            print(op.name, "\t->", shapes, f"[{size}]")
    return total


def analyze_vars(variables, print_info=False) -> tuple[int, int]:
    """The number of elements and of bytes of `variables`.

    Args:
      variables: the variables.
      print_info: also print one line per variable, and the totals.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [2, 3])
      >>> tf.contrib.slim.model_analyzer.analyze_vars([w])
      (6, 24)
    """
    if print_info:
        _print_title("Variables: name (type shape) [size]")
    total_size = total_bytes = 0
    for var in variables:
        size = var.get_shape().num_elements() or 0
        total_size += size
        total_bytes += size * var.dtype.size
        if print_info:
            print(var.name, tensor_description(var), f"[{size}, bytes: {size * var.dtype.size}]")
    if print_info:
        print(f"Total size of variables: {total_size}")
        print(f"Total bytes of variables: {total_bytes}")
    return total_size, total_bytes


def _print_title(title: str) -> None:
    print("---------")
    print(title)
    print("---------")

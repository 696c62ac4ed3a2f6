"""`tensorflow.python.tools.inspect_checkpoint`: prints what a checkpoint holds, in TF 1.15's format."""

from __future__ import annotations

import re

import numpy as np

from tfgraph_dnn._backend import tf1


def print_tensors_in_checkpoint_file(
    file_name, tensor_name, all_tensors, all_tensor_names=False, count_exclude_pattern=""
) -> None:
    """Prints the names, or the values, of a checkpoint's tensors, and how many parameters there are.

    Args:
      file_name: the checkpoint's prefix.
      tensor_name: the one tensor whose value is wanted; "" for a list of names and shapes.
      all_tensors: whether every value is wanted.
      all_tensor_names: whether every name is.
      count_exclude_pattern: tensors whose names match are not counted.
    """
    try:
        _print_tensors(file_name, tensor_name, all_tensors, all_tensor_names, count_exclude_pattern)
    except Exception as error:  # TF 1.15 prints every error, too.
        print(str(error))


def _print_tensors(file_name, tensor_name, values: bool, names: bool, excluded: str) -> None:
    reader = tf1.train.NewCheckpointReader(file_name)
    shapes = reader.get_variable_to_shape_map()
    if values or names:
        for name in sorted(shapes):
            print("tensor_name: ", name)
            if values:
                print(reader.get_tensor(name))
    elif not tensor_name:
        print(reader.debug_string().decode("utf-8"))
    else:
        print("tensor_name: ", tensor_name)
        print(reader.get_tensor(tensor_name))
    print(f"# Total number of params: {_count(shapes, excluded)}")


def _count(shapes: dict, excluded: str) -> int:
    left_out = [name for name in shapes if excluded and re.search(excluded, name)]
    if excluded:
        size = _size(shapes[name] for name in left_out)
        print(f"# Excluding {len(left_out)} tensors ({size} params) that match {excluded} when counting.")
    return _size(shape for name, shape in shapes.items() if name not in left_out)


def _size(shapes) -> int:
    return sum(int(np.prod(shape)) for shape in shapes)

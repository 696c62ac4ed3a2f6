"""Tensors read from a checkpoint when they are computed."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def restored_tensor(path, name: str, slice_spec: str, dtype, op_name: str):
    """The value that the checkpoint `path` has under `name`.

    Args:
      path: path prefix of the checkpoint.
      name: the tensor's name in it.
      slice_spec: which part of it, as a partitioned variable's `_save_slice_info.spec`; '' for the whole.
      dtype: its dtype.
      op_name: name of the operation.

    Returns:
      Tensor of unknown static shape.
    """
    restored = tf1.raw_ops.RestoreV2(
        prefix=path, tensor_names=[name], shape_and_slices=[slice_spec], dtypes=[dtype], name=op_name
    )
    return restored[0]

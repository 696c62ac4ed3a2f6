"""Which axis of a layer's output counts its units: the last, or the one behind the batch for NCHW and NCDHW."""

from __future__ import annotations

from typing import Any

# An activation stands so many operations behind the layer at most: bias, normalization, a reshape for it.
_FAR = 16


def axis(tensor: Any) -> int:
    """The axis of channels, as the nearest operation before that has a data format says it; else the last.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> images = tf.zeros([1, 3, 8, 8])
      >>> axis(tf.nn.relu(tf.nn.bias_add(images, [1.0, 2.0, 3.0], data_format="NCHW")))
      1
    """
    rank = tensor.shape.rank
    for _ in range(_FAR):
        operation = tensor.op
        if "data_format" in operation.node_def.attr:
            return 1 if operation.get_attr("data_format").startswith(b"NC") else -1
        before = [given for given in operation.inputs if given.shape.rank == rank]
        if not before or operation.type == "Transpose":
            break
        tensor = before[0]
    return -1

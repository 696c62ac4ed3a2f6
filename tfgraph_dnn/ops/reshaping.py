"""Tensors in other shapes: inner dimensions flattened, images as sequences of columns and back, dense as sparse."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.reductions import reduce_prod
from tfgraph_dnn.ops.transposition import transpose


def flatten_inner_sparse(inputs, new_rank: int):
    """A sparse tensor reshaped to `new_rank` by multiplying its inner dimensions; ValueError if its rank is below."""
    rank = inputs.dense_shape.get_shape().as_list()[0]
    if rank < new_rank:
        raise ValueError(
            f"Inputs has rank less than new_rank. {inputs} must have rank at least {new_rank}. "
            f"Received rank {rank}, shape {inputs.get_shape()}"
        )
    outer = inputs.dense_shape[: new_rank - 1]
    inner = inputs.dense_shape[new_rank - 1 :]
    return tf1.sparse_reshape(inputs, tf1.concat((outer, [reduce_prod(inner)]), 0))


def flatten_inner(inputs, new_rank):
    """A tensor reshaped to `new_rank` by multiplying its inner dimensions.

    Args:
      inputs: tensor of rank `new_rank` or more.
      new_rank: int, or scalar int32 tensor.

    Raises:
      ValueError: a rank known to be below `new_rank`; InvalidArgumentError at run time when it was not known.
    """
    check = tf1.assert_rank_at_least(inputs, new_rank, message="inputs has rank less than new_rank")
    with tf1.control_dependencies([check]):
        outer = tf1.strided_slice(tf1.shape(inputs), [0], [new_rank - 1], ones_like([0]))
        reshaped = tf1.reshape(inputs, tf1.concat((outer, [-1]), 0))
    if isinstance(new_rank, int) and inputs.get_shape().dims is not None:
        shape = inputs.get_shape()
        inner = shape[new_rank - 1 :].num_elements()
        reshaped.set_shape([*shape.as_list()[: new_rank - 1], inner])
    return reshaped


def images_to_sequence(inputs, channels_first: bool):
    """Images as a sequence of their columns: `[batch, h, w, d]` becomes `[w, batch * h, d]`."""
    if channels_first:
        inputs = transpose(inputs, [0, 2, 3, 1])
    _, _, width, depth = inputs.get_shape().as_list()
    shape = tf1.shape(inputs)
    batch_size, height = shape[0], shape[1]
    transposed = transpose(inputs, [2, 0, 1, 3])
    return tf1.reshape(transposed, [width, batch_size * height, depth])


def sequence_to_images(inputs, height: int, channels_first: bool):
    """The inverse of `images_to_sequence`: `[w, batch * h, d]` becomes `[batch, h, w, d]`."""
    width, num_batches, depth = inputs.get_shape().as_list()
    num_batches = -1 if num_batches is None else num_batches // height
    reshaped = tf1.reshape(inputs, [width, num_batches, height, depth])
    return transpose(reshaped, [1, 3, 2, 0] if channels_first else [1, 2, 0, 3])


def dense_to_sparse(tensor, eos_token):
    """A `SparseTensor` of the elements that differ from `eos_token`."""
    indices = tf1.where(tf1.not_equal(tensor, tf1.constant(eos_token, tensor.dtype)))
    values = tf1.gather_nd(tensor, indices)
    return tf1.SparseTensor(indices, values, tf1.shape(tensor, out_type=tf1.int64))

"""Normalizations within an example: layer, instance and group normalization, unit norm and the Poincare ball."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.filled import ones
from tfgraph_dnn.ops.moments import sufficient_statistics
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.reductions import reduce_max, reduce_sum


def layer_normalization(inputs, beta, gamma, begin_norm_axis: int):
    """Layer normalization (Ba, Kiros and Hinton 2016) over the dimensions from `begin_norm_axis` on.

    Args:
      inputs: floating point tensor of known rank.
      beta, gamma: offset and scale, broadcastable to `inputs`; or None.
      begin_norm_axis: first normalized dimension, not negative.

    Returns:
      Tensor of the shape of `inputs`.
    """
    axes = list(range(begin_norm_axis, inputs.shape.ndims))
    mean, variance = tf1.nn.moments(inputs, axes, keep_dims=True)
    # float16 would round anything smaller to zero.
    epsilon = 1e-12 if inputs.dtype.base_dtype != tf1.float16 else 1e-3
    outputs = tf1.nn.batch_normalization(inputs, mean, variance, offset=beta, scale=gamma, variance_epsilon=epsilon)
    outputs.set_shape(inputs.shape)
    return outputs


def instance_normalization(inputs, beta, gamma, channels_axis: int, epsilon):
    """Instance normalization (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each example by itself.

    Args:
      inputs: floating point tensor of known rank, batch first.
      beta, gamma: offset and scale, broadcastable to `inputs`; or None.
      channels_axis: index of the channel dimension, not negative.
      epsilon: added to the variance.
    """
    axes = [axis for axis in range(1, inputs.shape.ndims) if axis != channels_axis]
    mean, variance = tf1.nn.moments(inputs, axes, keep_dims=True)
    return tf1.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon, name="instancenorm")


def group_normalization(grouped, beta, gamma, axes: list[int], epsilon, mean_close_to_zero: bool):
    """Group normalization (Wu and He 2018) of a tensor whose channels are already split into groups.

    Args:
      grouped: `[..., groups, channels_per_group, ...]` tensor.
      beta, gamma: offset and scale, broadcastable to `grouped`; or None.
      axes: the dimensions to normalize over.
      epsilon: added to the variance.
      mean_close_to_zero: take the moments from sums of x and x*x: faster, less exact for a large mean.

    Returns:
      Tensor of the shape of `grouped`.
    """
    if mean_close_to_zero:
        counts, means_ss, variance_ss, _ = sufficient_statistics(grouped, axes, keep_dims=True)
        mean, variance = tf1.nn.normalize_moments(counts, means_ss, variance_ss, shift=None)
    else:
        mean, variance = tf1.nn.moments(grouped, axes, keep_dims=True)
    gain = tf1.rsqrt(variance + epsilon)
    offset = -mean * gain
    if gamma is not None:
        gain *= gamma
        offset *= gamma
    if beta is not None:
        offset += beta
    return grouped * gain + offset


def unit_norm(inputs, dim: int, epsilon):
    """`inputs` divided by its Euclidean length along dimension `dim`; `epsilon` is added under the root.

    Raises:
      ValueError: unknown rank, or `dim` outside it.
    """
    if not inputs.get_shape():
        raise ValueError("The input rank must be known.")
    rank = inputs.get_shape().ndims
    if not 0 <= dim < rank:
        raise ValueError(f"dim must be positive but smaller than the input rank. Got {dim} for rank {rank}.")
    lengths = tf1.sqrt(epsilon + reduce_sum(tf1.square(inputs), dim, True))
    multiples = [ones([dim], tf1.int32)] if dim > 0 else []
    multiples.append(tf1.strided_slice(tf1.shape(inputs), [dim], [dim + 1], ones_like([dim])))
    if dim < rank - 1:
        multiples.append(ones([rank - 1 - dim], tf1.int32))
    return tf1.div(inputs, tf1.tile(lengths, tf1.concat(multiples, 0)))


def poincare_normalize(x, axis=1, epsilon=1e-5, name=None):
    """Moves points outside the Poincare ball onto its border (Nickel and Kiela 2017): norms become at most 1 - epsilon.

    Args:
      x: floating point tensor.
      axis: dimension, or list of dimensions, the norm is taken over.
      epsilon: distance kept from the border.
      name: name of the result.

    Returns:
      Tensor of the shape of `x`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> inside = tf.contrib.layers.poincare_normalize(tf.constant([[3.0, 4.0]]))
      >>> round(float(tf.Session().run(tf.norm(inside))), 5)
      0.99999
    """
    with tf1.name_scope(name, "poincare_normalize", [x]) as name:
        x = tf1.convert_to_tensor(x, name="x")
        square_sum = reduce_sum(tf1.square(x), axis, keepdims=True)
        inverse = tf1.minimum((1.0 - epsilon) * tf1.rsqrt(square_sum), 1.0)
        return tf1.multiply(x, inverse, name=name)


def maxout(inputs, num_units: int, axis: int):
    """Maxout (Goodfellow et al. 2013): the maximum over each of `num_units` groups of features of one dimension.

    Args:
      inputs: tensor with a known size of dimension `axis`, a multiple of `num_units`.
      num_units: the size of dimension `axis` afterwards.
      axis: the feature dimension.

    Raises:
      ValueError: the features do not divide into `num_units`.
    """
    shape = inputs.get_shape().as_list()
    features = shape[axis]
    if features % num_units:
        raise ValueError(f"number of features({features}) is not a multiple of num_units({num_units})")
    shape[axis] = num_units
    shape = [tf1.shape(inputs)[i] if size is None else size for i, size in enumerate([*shape, features // num_units])]
    return reduce_max(tf1.reshape(inputs, shape), -1, keepdims=False)

"""Normalizations within an example, with their variables: layer, instance, group normalization, unit norm, maxout."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope, model_variable
from tfgraph_dnn.contrib.layers.data_formats import NCHW, NHWC, require_data_format
from tfgraph_dnn.contrib.layers.layer_variables import activated
from tfgraph_dnn.contrib.layers.named_outputs import get_variable_collections
from tfgraph_dnn.ops import normalizations


@add_arg_scope
def layer_norm(
    inputs,
    center=True,
    scale=True,
    activation_fn=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    begin_norm_axis=1,
    begin_params_axis=-1,
    scope=None,
):
    """Layer normalization (Ba, Kiros and Hinton 2016): every example by its own mean and variance.

    Args:
      inputs: floating point tensor of known rank, batch first.
      center, scale: add `beta`, multiply by `gamma`.
      activation_fn: function of a tensor, or None.
      reuse: share the variables of `scope`, which must then be given.
      variables_collections: list of collections, or {'beta': [...], 'gamma': [...]}.
      outputs_collections: collection(s) the result is added to.
      trainable: also put the variables into `TRAINABLE_VARIABLES`.
      begin_norm_axis: first dimension that is normalized over.
      begin_params_axis: first dimension beta and gamma have; they must be known from there on.
      scope: variable scope; 'LayerNorm' when None.

    Returns:
      Tensor of the shape and type of `inputs`.

    Raises:
      ValueError: unknown rank, an axis outside it, or unknown sizes of the parameters.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> y = tf.contrib.layers.layer_norm(tf.ones([2, 3]))
      >>> [v.op.name for v in tf.trainable_variables()]
      ['LayerNorm/beta', 'LayerNorm/gamma']
    """
    with tf1.variable_scope(scope, "LayerNorm", [inputs], reuse=reuse) as sc:
        inputs = tf1.convert_to_tensor(inputs)
        rank = _rank(inputs)
        if begin_norm_axis < 0:
            begin_norm_axis += rank
        if begin_params_axis >= rank or begin_norm_axis >= rank:
            raise ValueError(
                f"begin_params_axis ({begin_params_axis}) and begin_norm_axis ({begin_norm_axis}) "
                f"must be < rank(inputs) ({rank})"
            )
        shape = inputs.shape[begin_params_axis:]
        if not shape.is_fully_defined():
            raise ValueError(
                f"Inputs {inputs.name}: shape(inputs)[{begin_params_axis}:] is not fully defined: {inputs.shape}"
            )
        make = _Maker(shape, inputs, {}, variables_collections, trainable)
        beta = make("beta", tf1.zeros_initializer()) if center else None
        gamma = make("gamma", tf1.ones_initializer()) if scale else None
        outputs = normalizations.layer_normalization(inputs, beta, gamma, begin_norm_axis)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def instance_norm(
    inputs,
    center=True,
    scale=True,
    epsilon=1e-6,
    activation_fn=None,
    param_initializers=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    data_format=NHWC,
    scope=None,
):
    """Instance normalization (Ulyanov, Vedaldi and Lempitsky 2016): each channel of each example by itself.

    Args:
      inputs: `[batch, ..., channels]` tensor, or `[batch, channels, ...]` with 'NCHW'.
      center, scale: add `beta`, multiply by `gamma`.
      epsilon: added to the variance.
      param_initializers: {'beta' | 'gamma': initializer}.
      data_format: 'NHWC' or 'NCHW'.
      activation_fn, reuse, variables_collections, outputs_collections, trainable: as in `layer_norm`.
      scope: variable scope; 'InstanceNorm' when None.

    Raises:
      ValueError: unknown rank or channels, or another `data_format`.
    """
    inputs = tf1.convert_to_tensor(inputs)
    rank = _rank(inputs)
    require_data_format(data_format, (NCHW, NHWC))
    with tf1.variable_scope(scope, "InstanceNorm", [inputs], reuse=reuse) as sc:
        channels_axis = 1 if data_format == NCHW else rank - 1
        shape = inputs.shape[channels_axis : channels_axis + 1]
        if not shape.is_fully_defined():
            raise ValueError(f"Inputs {inputs.name} has undefined channels dimension {shape}.")
        broadcast = [1, shape.dims[0].value] + [1] * (rank - 2) if data_format == NCHW else None
        make = _Maker(shape, inputs, param_initializers or {}, variables_collections, trainable)
        beta = make("beta", tf1.zeros_initializer(), broadcast) if center else None
        gamma = make("gamma", tf1.ones_initializer(), broadcast) if scale else None
        outputs = normalizations.instance_normalization(inputs, beta, gamma, channels_axis, epsilon)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def group_norm(
    inputs,
    groups=32,
    channels_axis=-1,
    reduction_axes=(-3, -2),
    center=True,
    scale=True,
    epsilon=1e-6,
    activation_fn=None,
    param_initializers=None,
    reuse=None,
    variables_collections=None,
    outputs_collections=None,
    trainable=True,
    scope=None,
    mean_close_to_zero=False,
):
    """Group normalization (Wu and He 2018): groups of channels of each example by their mean and variance.

    Args:
      inputs: tensor of known rank with known channels and reduced dimensions.
      groups: number of groups the channels are split into.
      channels_axis: the channel dimension.
      reduction_axes: the dimensions normalized over besides the group's channels; not the channels.
      mean_close_to_zero: take the moments from sums of x and x*x: faster, less exact for a large mean.
      center, scale, epsilon, activation_fn, param_initializers, reuse, variables_collections, outputs_collections,
        trainable: as in `instance_norm`.
      scope: variable scope; 'GroupNorm' when None.

    Raises:
      ValueError: unknown rank or sizes, axes out of bounds or overlapping, or channels that do not divide into groups.
    """
    inputs = tf1.convert_to_tensor(inputs)
    rank = _rank(inputs)
    if channels_axis > rank - 1:
        raise ValueError("Axis is out of bounds.")
    dynamic_shape = tf1.shape(inputs)
    sizes = [dynamic_shape[i] if dim.value is None else dim for i, dim in enumerate(inputs.shape.dims)]
    axis = channels_axis + rank if channels_axis < 0 else channels_axis
    channels = inputs.shape.dims[axis].value
    axes = _checked_axes(inputs, axis, reduction_axes)
    if groups > channels:
        raise ValueError(f"Invalid groups {groups} for {channels} channels.")
    if channels % groups != 0:
        raise ValueError(f"{channels} channels is not commensurate with {groups} groups.")
    split = [groups, channels // groups]
    broadcast = [1] * axis + split + [1] * (rank - 1 - axis)
    grouped = tf1.reshape(inputs, sizes[:axis] + split + sizes[axis + 1 :])
    moments_axes = [axis + 1] + [a + 1 if a > axis else a for a in axes]
    with tf1.variable_scope(scope, "GroupNorm", [grouped], reuse=reuse) as sc:
        make = _Maker([channels], inputs, param_initializers or {}, variables_collections, trainable)
        beta = make("beta", tf1.zeros_initializer(), broadcast) if center else None
        gamma = make("gamma", tf1.ones_initializer(), broadcast) if scale else None
        outputs = normalizations.group_normalization(grouped, beta, gamma, moments_axes, epsilon, mean_close_to_zero)
        outputs = tf1.reshape(outputs, sizes)
        return activated(outputs, activation_fn, outputs_collections, sc.name)


@add_arg_scope
def unit_norm(inputs, dim, epsilon=1e-7, scope=None):
    """`inputs` divided by its Euclidean length along dimension `dim`.

    Args:
      inputs: tensor of known rank.
      dim: the dimension, not negative.
      epsilon: added under the root, against division by zero.
      scope: variable scope; 'UnitNorm' when None.

    Raises:
      ValueError: unknown rank, or `dim` outside it.
    """
    with tf1.variable_scope(scope, "UnitNorm", [inputs]):
        return normalizations.unit_norm(inputs, dim, epsilon)


@add_arg_scope
def maxout(inputs, num_units, axis=-1, scope=None):
    """Maxout (Goodfellow et al. 2013): the maximum over each of `num_units` groups of features.

    Args:
      inputs: tensor with a known size of dimension `axis`.
      num_units: the size of dimension `axis` afterwards; divides its size now.
      axis: the feature dimension.
      scope: variable scope; 'MaxOut' when None.

    Raises:
      ValueError: the features do not divide into `num_units`.
    """
    with tf1.variable_scope(scope, "MaxOut", [inputs]):
        return normalizations.maxout(tf1.convert_to_tensor(inputs), num_units, axis)


class _Maker:
    """Makes beta and gamma, reshaped for broadcasting where asked."""

    def __init__(self, shape, inputs, initializers, collections, trainable):
        self._shape = shape
        self._dtype = inputs.dtype.base_dtype
        self._initializers = initializers
        self._collections = collections
        self._trainable = trainable

    def __call__(self, name: str, initializer, broadcast=None):
        variable = model_variable(
            name,
            shape=self._shape,
            dtype=self._dtype,
            initializer=self._initializers.get(name, initializer),
            collections=get_variable_collections(self._collections, name),
            trainable=self._trainable,
        )
        return tf1.reshape(variable, broadcast) if broadcast else variable


def _rank(inputs) -> int:
    if inputs.shape.ndims is None:
        raise ValueError(f"Inputs {inputs.name} has undefined rank.")
    return inputs.shape.ndims


def _checked_axes(inputs, channels_axis: int, reduction_axes) -> list[int]:
    rank = inputs.shape.ndims
    if inputs.shape.dims[channels_axis].value is None:
        raise ValueError(f"Inputs {inputs.name} has undefined channel dimension: {channels_axis}.")
    axes = [axis + rank if axis < 0 else axis for axis in reduction_axes]
    for axis in axes:
        if axis > rank:
            raise ValueError("Axis is out of bounds.")
        if inputs.shape.dims[axis].value is None:
            raise ValueError(f"Inputs {inputs.name} has undefined dimensions {axis}.")
        if axis == channels_axis:
            raise ValueError("reduction_axis must be mutually exclusive with channels_axis")
    return axes

"""Generalized divisive normalization (Balle, Laparra and Simoncelli 2016), as `tf.contrib.layers` had it."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.base import InputSpec, Layer
from tfgraph_dnn.ops.diagonals import eye
from tfgraph_dnn.ops.filled import ones


@shown_as("tensorflow.contrib.layers.python.layers.layers.GDN")
class GDN(Layer):
    """Generalized divisive normalization: `y[i] = x[i] / sqrt(beta[i] + sum_j gamma[j, i] * x[j] ** 2)`.

    beta and gamma are kept positive by storing their shifted square roots, `reparam_beta` and `reparam_gamma`.

    Args:
      inverse: multiply instead of dividing; a rough inverse of the other.
      beta_min: lower bound of beta, against division by zero.
      gamma_init: initial value of gamma's diagonal; the rest starts at zero.
      reparam_offset: offset of the reparameterization; keeps gradients of zeros alive.
      data_format: 'channels_last' or 'channels_first'.
      activity_regularizer, trainable, name, **kwargs: as in `tf.layers.Layer`.

    Raises:
      ValueError: another `data_format`; when built, an unknown number of channels.
    """

    def __init__(
        self,
        inverse=False,
        beta_min=1e-6,
        gamma_init=0.1,
        reparam_offset=2**-18,
        data_format="channels_last",
        activity_regularizer=None,
        trainable=True,
        name=None,
        **kwargs,
    ):
        super().__init__(trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs)
        self.inverse = inverse
        self._beta_min = beta_min
        self._gamma_init = gamma_init
        self._reparam_offset = reparam_offset
        self.data_format = data_format
        self._channel_axis()
        self.input_spec = InputSpec(min_ndim=3, max_ndim=5)

    def _channel_axis(self) -> int:
        axis = {"channels_first": 1, "channels_last": -1}.get(self.data_format)
        if axis is None:
            raise ValueError(f"Unsupported `data_format` for GDN layer: {self.data_format}.")
        return axis

    def build(self, input_shape):
        """Makes beta and gamma for the channels of `input_shape`."""
        axis = self._channel_axis()
        shape = tf1.TensorShape(input_shape)
        channels = shape.dims[axis].value
        if channels is None:
            raise ValueError("The channel dimension of the inputs to `GDN` must be defined.")
        self._input_rank = shape.ndims
        self.input_spec = InputSpec(ndim=shape.ndims, axes={axis: channels})
        offset = self._reparam_offset
        pedestal = tf1.constant(offset**2, dtype=self.dtype)
        beta_bound = tf1.constant((self._beta_min + offset**2) ** 0.5, dtype=self.dtype)
        gamma_bound = tf1.constant(offset, dtype=self.dtype)
        self.beta = self._positive("reparam_beta", [channels], self._initial_beta, beta_bound, pedestal)
        self.gamma = self._positive("reparam_gamma", [channels, channels], self._initial_gamma, gamma_bound, pedestal)
        self.built = True

    def _positive(self, name: str, shape: list[int], initializer, bound, pedestal):
        root = self.add_weight(name, shape=shape, initializer=initializer, dtype=self.dtype, trainable=True)
        return tf1.square(lower_bound(root, bound)) - pedestal

    def _initial_beta(self, shape, dtype=None, partition_info=None):
        pedestal = tf1.constant(self._reparam_offset**2, dtype=self.dtype)
        return tf1.sqrt(ones(shape, dtype=dtype) + pedestal)

    def _initial_gamma(self, shape, dtype=None, partition_info=None):
        identity = eye(shape[0], dtype=dtype)
        pedestal = tf1.constant(self._reparam_offset**2, dtype=self.dtype)
        return tf1.sqrt(self._gamma_init * identity + pedestal)

    def call(self, inputs):
        """The normalized inputs."""
        inputs = tf1.convert_to_tensor(inputs, dtype=self.dtype)
        spatial = self._input_rank - 2
        gamma = tf1.reshape(self.gamma, spatial * [1] + self.gamma.get_shape().as_list())
        if self.data_format == "channels_first":
            pool = tf1.nn.convolution(tf1.square(inputs), gamma, "VALID", data_format="NC" + "DHW"[-spatial:])
            pool = _bias_add_channels_first(pool, self.beta, self._input_rank)
        else:
            pool = tf1.nn.convolution(tf1.square(inputs), gamma, "VALID")
            pool = tf1.nn.bias_add(pool, self.beta, data_format="NHWC")
        pool = tf1.sqrt(pool)
        outputs = inputs * pool if self.inverse else inputs / pool
        outputs.set_shape(inputs.get_shape())
        return outputs

    def compute_output_shape(self, input_shape):
        """The input's shape.

        Raises:
          ValueError: rank below 3 or above 5, or unknown channels.
        """
        shape = tf1.TensorShape(input_shape)
        if not 3 <= shape.ndims <= 5:
            raise ValueError(f"`input_shape` must be of rank 3 to 5, inclusive, got {shape.ndims}.")
        if shape.dims[self._channel_axis()].value is None:
            raise ValueError("The channel dimension of `input_shape` must be defined.")
        return shape


def gdn(
    inputs,
    inverse=False,
    beta_min=1e-6,
    gamma_init=0.1,
    reparam_offset=2**-18,
    data_format="channels_last",
    activity_regularizer=None,
    trainable=True,
    name=None,
    reuse=None,
):
    """Generalized divisive normalization of a tensor of rank 3 to 5; arguments as in `GDN`.

    Args:
      inputs: floating point tensor.
      reuse: share the variables of the layer `name`.

    Returns:
      Tensor of the shape of `inputs`.
    """
    layer = GDN(
        inverse=inverse,
        beta_min=beta_min,
        gamma_init=gamma_init,
        reparam_offset=reparam_offset,
        data_format=data_format,
        activity_regularizer=activity_regularizer,
        trainable=trainable,
        name=name,
        dtype=inputs.dtype.base_dtype,
        _scope=name,
        _reuse=reuse,
    )
    return layer.apply(inputs)


def lower_bound(inputs, bound, name=None):
    """`maximum(inputs, bound)` whose gradient also passes below the bound where it pushes the input up."""
    with tf1.name_scope(name, "GDNLowerBound", [inputs, bound]) as scope:
        inputs = tf1.convert_to_tensor(inputs, name="inputs")
        bound = tf1.convert_to_tensor(bound, name="bound")
        with tf1.get_default_graph().gradient_override_map({"Maximum": "GDNLowerBound"}):
            return tf1.maximum(inputs, bound, name=scope)


@tf1.RegisterGradient("GDNLowerBound")
def _lower_bound_gradient(op, grad):
    inputs, bound = op.inputs
    passes = tf1.logical_or(inputs >= bound, grad < 0)
    return [tf1.cast(passes, grad.dtype) * grad, None]


def _bias_add_channels_first(pool, beta, rank: int):
    if rank == 3:
        expanded = tf1.nn.bias_add(tf1.expand_dims(pool, 2), beta, data_format="NCHW")
        return tf1.squeeze(expanded, [2])
    if rank == 5:
        shape = tf1.shape(pool)
        flat = tf1.reshape(pool, shape[:3] + [-1])
        return tf1.reshape(tf1.nn.bias_add(flat, beta, data_format="NCHW"), shape)
    return tf1.nn.bias_add(pool, beta, data_format="NCHW")

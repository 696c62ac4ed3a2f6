"""`tf.layers.dense`: fully connected layers."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers import identifiers
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.defaults import ZEROS
from tfgraph_dnn.layers.functional import applied
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.ops.tensordot import tensordot


def dense(
    inputs,
    units,
    activation=None,
    use_bias=True,
    kernel_initializer=None,
    bias_initializer=ZEROS,
    kernel_regularizer=None,
    bias_regularizer=None,
    activity_regularizer=None,
    kernel_constraint=None,
    bias_constraint=None,
    trainable=True,
    name=None,
    reuse=None,
):
    """`activation(inputs @ kernel + bias)` with variables `<name>/kernel` and `<name>/bias`.

    Args:
      inputs: `[..., depth]` tensor of rank 2 or more, depth known; of rank 2 it may be sparse.
      units: size of the last dimension of the output.
      activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer,
        activity_regularizer, kernel_constraint, bias_constraint, trainable, name: see `tf.layers.Dense`.
      reuse: whether the variables are there already.

    Returns:
      `[..., units]` tensor.

    Raises:
      ValueError: unknown depth, or variables that exist and are not reused, or the other way round.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> x = tf.placeholder(tf.float32, [None, 784])
      >>> tf.layers.dense(x, 300, activation=tf.nn.elu, name="hidden1").name
      'hidden1/Elu:0'
    """
    return applied(Dense, locals())


@shown_as("tensorflow.python.layers.core.Dense")
class Dense(Layer):
    """The layer behind `tf.layers.dense`.

    Args:
      units: size of the last dimension of the output.
      activation: callable, its Keras name, or None for a linear layer.
      use_bias: whether to add a bias.
      kernel_initializer: defaults to the variable scope's initializer, then Glorot uniform.
      bias_initializer: zeros unless told otherwise.
      kernel_regularizer, bias_regularizer: callables from the variable to a loss; into `REGULARIZATION_LOSSES`.
      activity_regularizer: callable from the output to a loss; the loss is divided by the batch size.
      kernel_constraint, bias_constraint: callables that optimizers apply to the variable after their update.
      trainable: whether the variables enter `TRAINABLE_VARIABLES`.
      name: the layer's name and scope.
      **kwargs: see `tf.layers.Layer`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> layer = tf.layers.Dense(2)
      >>> layer(tf.ones([4, 3])).shape.as_list(), layer.kernel.name
      ([4, 2], 'dense/kernel:0')
    """

    def __init__(
        self,
        units,
        activation=None,
        use_bias=True,
        kernel_initializer=None,
        bias_initializer=ZEROS,
        kernel_regularizer=None,
        bias_regularizer=None,
        activity_regularizer=None,
        kernel_constraint=None,
        bias_constraint=None,
        trainable=True,
        name=None,
        **kwargs,
    ):
        if "input_dim" in kwargs:
            kwargs.setdefault("input_shape", (kwargs.pop("input_dim"),))
        super().__init__(
            trainable=trainable,
            name=name,
            activity_regularizer=identifiers.regularizer(activity_regularizer),
            **kwargs,
        )
        self.units = int(units)
        self.activation = identifiers.activation(activation)
        self.use_bias = use_bias
        self.kernel_initializer = identifiers.initializer(kernel_initializer)
        self.bias_initializer = identifiers.initializer(bias_initializer)
        self.kernel_regularizer = identifiers.regularizer(kernel_regularizer)
        self.bias_regularizer = identifiers.regularizer(bias_regularizer)
        self.kernel_constraint = identifiers.constraint(kernel_constraint)
        self.bias_constraint = identifiers.constraint(bias_constraint)
        self.supports_masking = True
        self.input_spec = InputSpec(min_ndim=2)

    def build(self, input_shape):
        """Makes `kernel` and `bias`.

        Raises:
          TypeError: the dtype is neither floating point nor complex.
          ValueError: the last dimension is not known.
        """
        dtype = tf1.as_dtype(self.dtype or tf1.float32)
        if not (dtype.is_floating or dtype.is_complex):
            raise TypeError(f"Unable to build `Dense` layer with non-floating point dtype {dtype}")
        depth = tf1.dimension_value(tf1.TensorShape(input_shape)[-1])
        if depth is None:
            raise ValueError("The last dimension of the inputs to `Dense` should be defined. Found `None`.")
        self.input_spec = InputSpec(min_ndim=2, axes={-1: depth})
        self.kernel = self.add_weight(
            "kernel",
            shape=[depth, self.units],
            dtype=self.dtype,
            initializer=self.kernel_initializer,
            regularizer=self.kernel_regularizer,
            constraint=self.kernel_constraint,
            trainable=True,
        )
        self.bias = None
        if self.use_bias:
            self.bias = self.add_weight(
                "bias",
                shape=[self.units],
                dtype=self.dtype,
                initializer=self.bias_initializer,
                regularizer=self.bias_regularizer,
                constraint=self.bias_constraint,
                trainable=True,
            )
        self.built = True

    def call(self, inputs):
        """The product along the last dimension, the bias, the activation."""
        rank = inputs.shape.ndims
        if rank > 2:
            outputs = tensordot(inputs, self.kernel, [[rank - 1], [0]])
            outputs.set_shape([*inputs.shape.as_list()[:-1], self.units])
        else:
            inputs = tf1.cast(inputs, self.dtype)
            if isinstance(inputs, tf1.SparseTensor):
                outputs = tf1.sparse_tensor_dense_matmul(inputs, self.kernel)
            else:
                outputs = tf1.raw_ops.MatMul(a=inputs, b=self.kernel, name="MatMul")
        if self.use_bias:
            outputs = tf1.nn.bias_add(outputs, self.bias)
        return self.activation(outputs) if self.activation is not None else outputs

    def compute_output_shape(self, input_shape):
        """`input_shape` with `units` in the last place; ValueError if that was unknown."""
        input_shape = tf1.TensorShape(input_shape).with_rank_at_least(2)
        if tf1.dimension_value(input_shape[-1]) is None:
            raise ValueError(f"The innermost dimension of input_shape must be defined, but saw: {input_shape}")
        return input_shape[:-1].concatenate(self.units)

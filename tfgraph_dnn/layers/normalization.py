"""`tf.layers.batch_normalization`.

Ioffe and Szegedy (2015), "Batch normalization: accelerating deep network training by reducing internal covariate
shift". The kernels' part is in `normalization_fused.py`, batch renormalization in `normalization_renorm.py`.
"""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import default_graph, tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers import identifiers
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.defaults import ONES, ZEROS
from tfgraph_dnn.layers.functional import applied
from tfgraph_dnn.layers.input_spec import InputSpec
from tfgraph_dnn.layers.normalization_fused import Fused
from tfgraph_dnn.layers.normalization_renorm import Renorm
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.smart_conditions import constant_value, smart_cond


def batch_normalization(
    inputs,
    axis=-1,
    momentum=0.99,
    epsilon=1e-3,
    center=True,
    scale=True,
    beta_initializer=ZEROS,
    gamma_initializer=ONES,
    moving_mean_initializer=ZEROS,
    moving_variance_initializer=ONES,
    beta_regularizer=None,
    gamma_regularizer=None,
    beta_constraint=None,
    gamma_constraint=None,
    training=False,
    trainable=True,
    name=None,
    reuse=None,
    renorm=False,
    renorm_clipping=None,
    renorm_momentum=0.99,
    fused=None,
    virtual_batch_size=None,
    adjustment=None,
):
    """Normalizes with the batch's mean and variance while training, with their moving averages otherwise.

    The updates of the moving averages enter `UPDATE_OPS` and must be run with the training step.

    Args:
      inputs: tensor of known rank; the size of `axis` must be known.
      axis: the axis (or list of axes) with a mean and variance of its own for each index; the others are averaged over.
      momentum: of the moving averages.
      epsilon: added to the variance.
      center, scale: whether there is a `beta` to add and a `gamma` to multiply with.
      beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer: of the variables.
      beta_regularizer, gamma_regularizer, beta_constraint, gamma_constraint: of the variables.
      training: bool, or a bool tensor or variable such as a placeholder; False by default.
      trainable: whether the variables are trained, and whether there are updates at all.
      name: name and scope of the layer.
      reuse: whether the variables are there already.
      renorm: batch renormalization (Ioffe 2017), with the bounds `rmax`, `rmin`, `dmax` of `renorm_clipping` and moving
        averages of momentum `renorm_momentum`.
      fused: the fused kernel, for rank 4 and axis 1 or 3; None and True: where it can be used; its moving variance has
        Bessel's correction.
      virtual_batch_size: normalize parts of the batch of this size apart (ghost batch normalization).
      adjustment: function of the input's shape to a scale and an offset, applied before `gamma` and `beta` in training.

    Returns:
      Tensor of the shape of `inputs`.

    Raises:
      ValueError: unknown rank or axis size, or arguments that exclude each other.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> training = tf.placeholder_with_default(False, shape=(), name="training")
      >>> y = tf.layers.batch_normalization(tf.ones([8, 3]), training=training, momentum=0.9, name="bn")
      >>> y.name, [op.name for op in tf.get_collection(tf.GraphKeys.UPDATE_OPS)]
      ('bn/batchnorm/add_1:0', ['bn/cond_2/Merge', 'bn/cond_3/Merge'])
    """
    options = dict(locals())
    del options["training"]
    return applied(BatchNormalization, options, training=training)


@shown_as("tensorflow.python.layers.normalization.BatchNormalization")
class BatchNormalization(Fused, Renorm, Layer):
    """The layer behind `tf.layers.batch_normalization`; called with `training`.

    Args:
      axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer,
        moving_variance_initializer, beta_regularizer, gamma_regularizer, beta_constraint, gamma_constraint, renorm,
        renorm_clipping, renorm_momentum, fused, trainable, virtual_batch_size, adjustment, name: see there.
      **kwargs: see `tf.layers.Layer`.

    Raises:
      TypeError: `axis` is neither int nor list.
      ValueError: unknown keys in `renorm_clipping`.
    """

    def __init__(
        self,
        axis=-1,
        momentum=0.99,
        epsilon=1e-3,
        center=True,
        scale=True,
        beta_initializer=ZEROS,
        gamma_initializer=ONES,
        moving_mean_initializer=ZEROS,
        moving_variance_initializer=ONES,
        beta_regularizer=None,
        gamma_regularizer=None,
        beta_constraint=None,
        gamma_constraint=None,
        renorm=False,
        renorm_clipping=None,
        renorm_momentum=0.99,
        fused=None,
        trainable=True,
        virtual_batch_size=None,
        adjustment=None,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, trainable=trainable, **kwargs)
        if not isinstance(axis, (int, list)):
            raise TypeError(f"axis must be int or list, type given: {type(axis)}")
        self.axis = axis[:] if isinstance(axis, list) else axis
        self.momentum = momentum
        self.epsilon = epsilon
        self.center = center
        self.scale = scale
        self.beta_initializer = identifiers.initializer(beta_initializer)
        self.gamma_initializer = identifiers.initializer(gamma_initializer)
        self.moving_mean_initializer = identifiers.initializer(moving_mean_initializer)
        self.moving_variance_initializer = identifiers.initializer(moving_variance_initializer)
        self.beta_regularizer = identifiers.regularizer(beta_regularizer)
        self.gamma_regularizer = identifiers.regularizer(gamma_regularizer)
        self.beta_constraint = identifiers.constraint(beta_constraint)
        self.gamma_constraint = identifiers.constraint(gamma_constraint)
        self.virtual_batch_size = virtual_batch_size
        self.adjustment = adjustment
        self.fused = True if fused is None else fused
        self.supports_masking = True
        self._init_renorm(renorm, renorm_clipping, renorm_momentum)

    @property
    def _param_dtype(self) -> Any:
        """float32 for half precision inputs, else the layer's dtype."""
        if self.dtype in (tf1.float16.name, tf1.bfloat16.name):
            return tf1.float32
        return self.dtype or tf1.float32

    def build(self, input_shape):
        """Makes the variables, in the order gamma, beta, moving_mean, moving_variance.

        Raises:
          ValueError: unknown rank or axis size, or `axis` or `virtual_batch_size` is wrong for it.
        """
        input_shape = tf1.TensorShape(input_shape)
        if not input_shape.ndims:
            raise ValueError("Input has undefined rank:", input_shape)
        rank = input_shape.ndims
        self._resolve_axes(rank)
        self._check_virtual_batch_size()
        self.fused = self.fused and rank == 4 and self._fused_can_be_used()
        sizes = {axis: tf1.dimension_value(input_shape[axis]) for axis in self.axis}
        if None in sizes.values():
            raise ValueError("Input has undefined `axis` dimension. Input shape: ", input_shape)
        self.input_spec = InputSpec(ndim=rank, axes=sizes)
        shape = self._param_shape(sizes, rank)
        self.gamma = self._add_trained("gamma", shape) if self.scale else None
        if self.gamma is None and self.fused:
            self._gamma_const = tf1.constant(1.0, dtype=self._param_dtype, shape=shape)
        self.beta = self._add_trained("beta", shape) if self.center else None
        if self.beta is None and self.fused:
            self._beta_const = tf1.constant(0.0, dtype=self._param_dtype, shape=shape)
        self._add_statistics(shape)
        self.built = True

    def _resolve_axes(self, rank: int) -> None:
        axes = [self.axis] if isinstance(self.axis, int) else self.axis
        self.axis = [rank + axis if axis < 0 else axis for axis in axes]
        for axis in self.axis:
            if not 0 <= axis < rank:
                raise ValueError(f"Invalid axis: {axis}")
        if len(self.axis) != len(set(self.axis)):
            raise ValueError(f"Duplicate axis: {self.axis}")

    def _check_virtual_batch_size(self) -> None:
        if self.virtual_batch_size is None:
            return
        if self.virtual_batch_size <= 0:
            raise ValueError(
                "virtual_batch_size must be a positive integer that divides the true batch size of the input Tensor"
            )
        if 0 in self.axis:
            raise ValueError(
                "When using virtual_batch_size, the batch dimension must be 0 and thus axis cannot include 0"
            )
        if self.adjustment is not None:
            raise ValueError("When using virtual_batch_size, adjustment cannot be specified")

    def _param_shape(self, sizes: dict[int, int], rank: int) -> Any:
        if len(sizes) == 1 and self.virtual_batch_size is None:
            return tuple(sizes.values())
        shape = [sizes.get(axis, 1) for axis in range(rank)]
        if self.virtual_batch_size is not None:
            # The batch is split in two dimensions.
            shape.insert(1, 1)
            self.axis = [axis + 1 for axis in self.axis]
        return shape

    def _add_trained(self, name: str, shape: Any) -> Any:
        return self.add_weight(
            name=name,
            shape=shape,
            dtype=self._param_dtype,
            initializer=getattr(self, f"{name}_initializer"),
            regularizer=getattr(self, f"{name}_regularizer"),
            constraint=getattr(self, f"{name}_constraint"),
            trainable=True,
        )

    def _add_statistic(self, name: str, shape: Any, initializer: Any) -> Any:
        return self.add_weight(
            name=name,
            shape=shape,
            dtype=self._param_dtype,
            initializer=initializer,
            synchronization=tf1.VariableSynchronization.ON_READ,
            trainable=False,
            aggregation=tf1.VariableAggregation.MEAN,
        )

    def _add_statistics(self, shape: Any) -> None:
        """The moving averages, which are never partitioned."""
        partitioner = self._scope.partitioner if self._scope else None
        if self._scope:
            self._scope.set_partitioner(None)
        try:
            self.moving_mean = self._add_statistic("moving_mean", shape, self.moving_mean_initializer)
            self.moving_variance = self._add_statistic("moving_variance", shape, self.moving_variance_initializer)
            if self.renorm:
                self._add_renorm_statistics(shape)
        finally:
            if partitioner:
                self._scope.set_partitioner(partitioner)

    def _assign_moving_average(self, variable: Any, value: Any, momentum: Any) -> Any:
        with default_graph().name_scope("AssignMovingAvg") as scope, tf1.colocate_with(variable):
            decay = tf1.convert_to_tensor(1.0 - momentum, name="decay")
            if decay.dtype != variable.dtype.base_dtype:
                decay = tf1.cast(decay, variable.dtype.base_dtype)
            delta = (variable - tf1.cast(value, variable.dtype)) * decay
            return tf1.assign_sub(variable, delta, name=scope)

    def _assign_new_value(self, variable: Any, value: Any) -> Any:
        with default_graph().name_scope("AssignNewValue") as scope, tf1.colocate_with(variable):
            return tf1.assign(variable, value, name=scope)

    def call(self, inputs, training=False):
        """The normalization, and the updates of the moving averages unless `training` is known to be false."""
        shape = inputs.shape
        if self.virtual_batch_size is not None:
            inputs = tf1.reshape(inputs, [self.virtual_batch_size, -1, *shape.as_list()[1:]])
        outputs = self._fused_batch_norm(inputs, training) if self.fused else self._batch_norm(inputs, training)
        if self.virtual_batch_size is not None:
            outputs = tf1.reshape(outputs, [-1, *shape.as_list()[1:]])
        return outputs

    def _batch_norm(self, inputs: Any, training: Any) -> Any:
        scale, offset = self._broadcast(self.gamma, inputs), self._broadcast(self.beta, inputs)
        if constant_value(training) is False:
            mean, variance = self.moving_mean, self.moving_variance
        else:
            if self.adjustment:
                scale, offset = _composed(*self._adjusted(inputs, training), scale, offset)
            mean, variance, scale, offset = self._batch_statistics(inputs, training, scale, offset)
        mean, variance = tf1.cast(mean, inputs.dtype), tf1.cast(variance, inputs.dtype)
        offset = None if offset is None else tf1.cast(offset, inputs.dtype)
        scale = None if scale is None else tf1.cast(scale, inputs.dtype)
        mean, variance = self._broadcast(mean, inputs), self._broadcast(variance, inputs)
        outputs = tf1.nn.batch_normalization(inputs, mean, variance, offset, scale, self.epsilon)
        outputs.set_shape(inputs.shape)
        return outputs

    def _reduction_axes(self, rank: int) -> list[int]:
        axes = [axis for axis in range(rank) if axis not in self.axis]
        if self.virtual_batch_size is not None:
            del axes[1]
        return axes

    def _broadcast(self, value: Any, inputs: Any) -> Any:
        """`value` shaped to stand beside the inputs where the normal broadcast would put it elsewhere."""
        rank = inputs.shape.ndims
        if value is None or value.shape.ndims == rank or self._reduction_axes(rank) == list(range(rank - 1)):
            return value
        shape = [1] * rank
        shape[self.axis[0]] = tf1.dimension_value(inputs.shape[self.axis[0]])
        return tf1.reshape(value, shape)

    def _adjusted(self, inputs: Any, training: Any) -> tuple[Any, Any]:
        scale, bias = self.adjustment(tf1.shape(inputs))
        return (
            smart_cond(training, lambda: scale, lambda: ones_like(scale)),
            smart_cond(training, lambda: bias, lambda: tf1.zeros_like(bias)),
        )

    def _batch_statistics(self, inputs: Any, training: Any, scale: Any, offset: Any) -> tuple[Any, Any, Any, Any]:
        """The mean and variance to normalize with, and what to do after; adds the updates."""
        keep = self.virtual_batch_size is not None or len(self.axis) > 1
        axes = self._reduction_axes(inputs.shape.ndims)
        mean, variance = tf1.nn.moments(tf1.cast(inputs, self._param_dtype), axes, keep_dims=keep)
        batch_mean, batch_variance = mean, variance
        mean = smart_cond(training, lambda: batch_mean, lambda: tf1.convert_to_tensor(self.moving_mean))
        variance = smart_cond(training, lambda: batch_variance, lambda: tf1.convert_to_tensor(self.moving_variance))
        new_mean, new_variance = mean, variance
        if self.virtual_batch_size is not None:
            new_mean = tf1.reduce_mean(mean, axis=1, keepdims=True)
            new_variance = tf1.reduce_mean(variance, axis=1, keepdims=True)
        if self.renorm:
            r, d, new_mean, new_variance = self._renorm_correction(new_mean, new_variance, training)
            r = self._broadcast(tf1.stop_gradient(r, name="renorm_r"), inputs)
            d = self._broadcast(tf1.stop_gradient(d, name="renorm_d"), inputs)
            scale, offset = _composed(r, d, scale, offset)
        self._add_updates(training, new_mean, new_variance)
        return mean, variance, scale, offset

    def _add_updates(self, training: Any, mean: Any, variance: Any) -> None:
        def update_mean():
            return self._assign_moving_average(self.moving_mean, mean, self.momentum)

        def update_variance():
            if self.renorm:
                return self._update_variance_by_stddev(variance, self.momentum)
            return self._assign_moving_average(self.moving_variance, variance, self.momentum)

        self.add_update(lambda: smart_cond(training, update_mean, lambda: self.moving_mean))
        self.add_update(lambda: smart_cond(training, update_variance, lambda: self.moving_variance))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape


def _composed(scale: Any, offset: Any, then_scale: Any, then_offset: Any) -> tuple[Any, Any]:
    """Two affine maps, one after the other, as one."""
    if then_scale is not None:
        scale *= then_scale
        offset *= then_scale
    if then_offset is not None:
        offset += then_offset
    return scale, offset

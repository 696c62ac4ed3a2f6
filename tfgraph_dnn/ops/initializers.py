"""The initializer classes whose operations have changed since TF 1.15."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.ops.diagonals import eye
from tfgraph_dnn.ops.random_draws import random_uniform


@shown_as("tensorflow.python.ops.init_ops.RandomUniform")
class RandomUniform(tf1.random_uniform_initializer):
    """Uniform values in [minval, maxval); see `tf.random_uniform`.

    Args:
      minval, maxval: bounds; `maxval` defaults to 1 for floating point dtypes.
      seed: op-level seed.
      dtype: default dtype.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [3, 2], initializer=tf.random_uniform_initializer(0, 1))
      >>> w.initial_value.op.name
      'w/Initializer/random_uniform'
    """

    def __init__(self, minval=0, maxval=None, seed=None, dtype=tf1.float32):
        super().__init__(minval, maxval, seed, dtype)

    def __call__(self, shape, dtype=None, partition_info=None):
        """Values of that shape; TF 1.15's partitions draw each their own."""
        return random_uniform(shape, self.minval, self.maxval, self.dtype if dtype is None else dtype, self.seed)


class Identity(tf1.initializers.identity):
    """Identity matrices, times `gain`; of rank 2 only."""

    def __call__(self, shape, dtype=None, partition_info=None):
        """The identity matrix, or the part of it that `partition_info` says.

        Raises:
          ValueError: another rank.
        """
        full_shape = shape if partition_info is None else partition_info.full_shape
        if len(full_shape) != 2:
            raise ValueError("Identity matrix initializer can only be used for 2D matrices.")
        if isinstance(full_shape, tf1.TensorShape):
            full_shape = full_shape.as_list()
        made = eye(*full_shape, dtype=self.dtype if dtype is None else dtype)
        if partition_info is not None:
            made = tf1.slice(made, partition_info.var_offset, shape)
        return self.gain * made

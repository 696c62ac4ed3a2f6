"""`tf.layers.dropout`."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.ops import dropout as ops_dropout
from tfgraph_dnn.ops.smart_conditions import smart_cond


def dropout(inputs, rate=0.5, noise_shape=None, seed=None, training=False, name=None):
    """Drops units while training and hands the inputs on otherwise.

    Args:
      inputs: floating point tensor.
      rate: share of units to drop, a number in [0, 1) or a scalar tensor.
      noise_shape: shape of the mask, None where `inputs` decides.
      seed: op-level seed.
      training: bool, or a bool tensor such as a placeholder; False by default.
      name: name of the layer.

    Returns:
      Tensor of the shape of `inputs`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> training = tf.placeholder_with_default(False, [], name="training")
      >>> tf.layers.dropout(tf.ones([2, 3]), 0.5, training=training).name
      'dropout/cond/Merge:0'
    """
    return Dropout(rate, noise_shape=noise_shape, seed=seed, name=name).apply(inputs, training=training)


@shown_as("tensorflow.python.layers.core.Dropout")
class Dropout(Layer):
    """The layer behind `tf.layers.dropout`; called with `training`.

    Args:
      rate: share of units to drop.
      noise_shape: shape of the mask, None where the inputs decide.
      seed: op-level seed.
      name: name of the layer.
      **kwargs: see `tf.layers.Layer`.
    """

    def __init__(self, rate=0.5, noise_shape=None, seed=None, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.rate = rate
        self.noise_shape = noise_shape
        self.seed = seed
        self.supports_masking = True

    def _get_noise_shape(self, inputs):
        if self.noise_shape is None:
            return None
        sizes = tf1.shape(inputs)
        return tf1.convert_to_tensor(
            [sizes[axis] if size is None else size for axis, size in enumerate(self.noise_shape)]
        )

    def call(self, inputs, training=False):
        """The dropped inputs, the identity, or `tf.cond` of both."""

        def dropped_inputs():
            return ops_dropout.dropout(
                inputs, noise_shape=self._get_noise_shape(inputs), seed=self.seed, rate=self.rate
            )

        return smart_cond(training, dropped_inputs, lambda: tf1.identity(inputs))

    def compute_output_shape(self, input_shape):
        """The shape of the inputs."""
        return input_shape

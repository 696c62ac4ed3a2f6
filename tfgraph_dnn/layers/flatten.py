"""`tf.layers.flatten`."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.layers.arguments import normalize_data_format
from tfgraph_dnn.layers.base import Layer
from tfgraph_dnn.layers.input_spec import InputSpec


def flatten(inputs, name=None, data_format="channels_last"):
    """Puts all dimensions but the first into one.

    Args:
      inputs: `[batch, ...]` tensor of known rank; of rank 1 it becomes `[batch, 1]`.
      name: name of the layer.
      data_format: `channels_first` moves the channels to the end first.

    Returns:
      `[batch, size]` tensor.

    Raises:
      ValueError: rank 0, or unknown rank.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.layers.flatten(tf.placeholder(tf.float32, [None, 28, 28])).shape.as_list()
      [None, 784]
    """
    return Flatten(name=name, data_format=data_format).apply(inputs)


@shown_as("tensorflow.python.layers.core.Flatten")
class Flatten(Layer):
    """The layer behind `tf.layers.flatten`.

    Args:
      data_format: `channels_last` (also for None) or `channels_first`.
      **kwargs: see `tf.layers.Layer`.
    """

    def __init__(self, data_format=None, **kwargs):
        super().__init__(**kwargs)
        self.data_format = normalize_data_format(data_format)
        self.input_spec = InputSpec(min_ndim=1)

    def call(self, inputs):
        """One reshape; the batch size stays static where it is known."""
        rank = inputs.shape.ndims
        if self.data_format == "channels_first" and rank is not None and rank > 1:
            inputs = tf1.transpose(inputs, perm=[0, *range(2, rank), 1])
        batch = tf1.dimension_value(inputs.shape[0]) or tf1.shape(inputs)[0]
        outputs = tf1.reshape(inputs, (batch, -1))
        outputs.set_shape(self.compute_output_shape(inputs.shape))
        return outputs

    def compute_output_shape(self, input_shape):
        """`[batch, product of the rest]`, None where the rest is not known."""
        batch, *rest = tf1.TensorShape(input_shape).as_list()
        return tf1.TensorShape([batch, np.prod(rest, dtype=np.int64) if all(rest) else None])

"""Spatial softmax: where each feature map peaks (Levine et al. 2016, "End-to-end training of visuomotor policies")."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.grids import meshgrid
from tfgraph_dnn.ops.reductions import reduce_sum
from tfgraph_dnn.ops.transposition import transpose


def expected_positions(features, make_temperature, channels_first: bool):
    """The expected image position of each channel under a softmax over its pixels, with coordinates in [-1, 1].

    Args:
      features: rank 4 tensor, NHWC or NCHW, with a known number of channels.
      make_temperature: function that makes the scalar the features are divided by, called once the grid is built.
      channels_first: NCHW.

    Returns:
      `[batch, 2 * channels]` tensor: row, column of each channel in turn.

    Raises:
      ValueError: an unknown number of channels.
    """
    shape = tf1.shape(features)
    if channels_first:
        num_channels, height, width = features.shape.dims[1].value, shape[2], shape[3]
    else:
        height, width, num_channels = shape[1], shape[2], features.shape.dims[3].value
    if num_channels is None:
        raise ValueError(
            "The num_channels dimension of the inputs to `spatial_softmax` should be defined. Found `None`."
        )
    with tf1.name_scope("spatial_softmax_op", "spatial_softmax_op", [features]):
        pos_x, pos_y = meshgrid(_from_minus_one_to_one(height), _from_minus_one_to_one(width), indexing="ij")
        pos_x = tf1.reshape(pos_x, [height * width])
        pos_y = tf1.reshape(pos_y, [height * width])
        temperature = make_temperature()
        planes = features if channels_first else transpose(features, [0, 3, 1, 2])
        attention = tf1.nn.softmax(tf1.reshape(planes, [-1, height * width]) / temperature)
        expected_x = reduce_sum(pos_x * attention, [1], keepdims=True)
        expected_y = reduce_sum(pos_y * attention, [1], keepdims=True)
        positions = tf1.reshape(tf1.concat([expected_x, expected_y], 1), [-1, num_channels * 2])
        positions.set_shape([None, num_channels * 2])
    return positions


def _from_minus_one_to_one(num):
    # The kernel itself: `tf.linspace` of TF 2 builds its own out of sixty operations.
    return tf1.raw_ops.LinSpace(start=-1.0, stop=1.0, num=num)

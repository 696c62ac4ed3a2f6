"""Images sampled at given points, as the kernel `Resampler` of `tf.contrib.resampler` did."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1


def resampler(data: Any, warp: Any) -> Any:
    """Samples images between their pixels; beyond the edge they are 0.

    Args:
      data: `[batch, height, width, channels]` tensor of floats.
      warp: `[batch, ..., 2]` tensor of the same dtype: x and y of each point, in pixels.

    Returns:
      `[batch, ..., channels]` tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> image = tf.constant([[[[0.0], [1.0]], [[2.0], [3.0]]]])
      >>> with tf.Session() as sess:
      ...     print(sess.run(resampler(image, [[[0.5, 0.0], [1.0, 0.25], [1.5, 1.0]]]))[0, :, 0])
      [0.5 1.5 1.5]
    """
    data, warp = tf1.convert_to_tensor(data), tf1.convert_to_tensor(warp)
    shape = tf1.shape(data)
    height, width = tf1.cast(shape[1], data.dtype), tf1.cast(shape[2], data.dtype)
    points = tf1.reshape(warp, tf1.stack([shape[0], -1, 2]))
    points.set_shape([None, None, 2])
    x, y = points[..., 0], points[..., 1]
    inside = (x > -1) & (y > -1) & (x < width) & (y < height)
    x, y = (tf1.where(inside, place, tf1.zeros_like(place)) for place in (x, y))
    left, top = tf1.floor(x), tf1.floor(y)
    across, down = left + 1 - x, top + 1 - y
    # In the order in which the kernel adds them.
    sampled = (
        _weighted(across * down, data, left, top)
        + _weighted((1 - across) * (1 - down), data, left + 1, top + 1)
        + _weighted(across * (1 - down), data, left, top + 1)
        + _weighted((1 - across) * down, data, left + 1, top)
    )
    found = sampled * tf1.cast(inside, data.dtype)[..., None]
    return tf1.reshape(found, tf1.concat([tf1.shape(warp)[:-1], shape[3:]], 0))


def resampler_grad(data: Any, warp: Any, grad_output: Any) -> list:
    """The gradients of `resampler` with respect to `data` and `warp`, as the kernel `ResamplerGrad` gave them."""
    grads = tf1.gradients(resampler(data, warp), [data, warp], grad_output)
    return [tf1.convert_to_tensor(grad) for grad in grads]


def _weighted(weights: Any, data: Any, x: Any, y: Any) -> Any:
    """The pixels at whole numbers, 0 where there is none, times the weights."""
    shape = tf1.shape(data)
    column, row = tf1.cast(x, tf1.int32), tf1.cast(y, tf1.int32)
    there = (column >= 0) & (row >= 0) & (column < shape[2]) & (row < shape[1])
    column = tf1.clip_by_value(column, 0, shape[2] - 1)
    row = tf1.clip_by_value(row, 0, shape[1] - 1)
    images = tf1.range(shape[0])[:, None] + tf1.zeros_like(row)
    pixels = tf1.gather_nd(data, tf1.stack([images, row, column], -1))
    return (weights * tf1.cast(there, data.dtype))[..., None] * pixels

"""Repeats the examples of a batch, for beam search."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1


def tile_batch(t, multiplier, name=None):
    """Repeats each example `multiplier` times, one after the other.

    Args:
      t: `[batch, ...]` tensor, or a nest of them.
      multiplier: integer.
      name: name of the name scope; `tile_batch` by default.

    Returns:
      `[batch * multiplier, ...]` tensors in the same structure.

    Raises:
      ValueError: a tensor of unknown rank, or a scalar.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.contrib.seq2seq.tile_batch(tf.constant([1, 2]), 3)))
      [1 1 1 2 2 2]
    """
    with tf1.name_scope(name, "tile_batch", [*tf1.nest.flatten(t), multiplier]):
        return tf1.nest.map_structure(lambda tensor: _tiled(tensor, multiplier), t)


def _tiled(t: Any, multiplier: int) -> Any:
    t = tf1.convert_to_tensor(t, name="t")
    shape = tf1.shape(t)
    if t.shape.ndims is None or t.shape.ndims < 1:
        raise ValueError("t must have statically known rank")
    tiling = [1] * (t.shape.ndims + 1)
    tiling[1] = multiplier
    batch = t.shape.dims[0].value
    tiled = tf1.tile(tf1.expand_dims(t, 1), tiling)
    tiled = tf1.reshape(tiled, tf1.concat(([shape[0] * multiplier], shape[1:]), 0))
    known = None if batch is None else batch * multiplier
    tiled.set_shape(tf1.TensorShape([known]).concatenate(t.shape[1:]))
    return tiled

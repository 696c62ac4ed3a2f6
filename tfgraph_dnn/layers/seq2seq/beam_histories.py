"""Puts what a cell wrote down during a beam search (its alignments, say) into the order of the final beams."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.seq2seq.gather_tree import gather_tree


def sorted_history(array: Any, batch_size: Any, beam_width: int, parent_ids: Any, sequence_length: Any) -> Any:
    """The steps of a TensorArray, each beam's along its parents.

    Args:
      array: a TensorArray of `[batch * beams, ...]` or `[batch, beams, ...]` tensors.
      batch_size: scalar integer tensor.
      beam_width: number of beams.
      parent_ids: `[time, batch, beams]` tensor.
      sequence_length: `[batch, beams]` tensor.

    Returns:
      `[time, ...]` tensor; or the array as it is, with a warning, when its elements do not look like beams.
    """
    shape = array.element_shape
    if shape.ndims is None or shape.ndims < 1:
        tf1.logging.warn(
            "The TensorArray %s in the cell state is not sorted by beams: its elements have shape %s.",
            array.handle.name,
            shape,
        )
        return array
    if not _looks_like_beams(shape, tf1.get_static_value(batch_size), beam_width):
        return array
    steps = array.stack()
    with tf1.control_dependencies([_check(steps, batch_size, beam_width)]):
        return gather_tree_from_array(steps, parent_ids, sequence_length)


def gather_tree_from_array(t, parent_ids, sequence_length):
    """The steps of `t`, each beam's along its parents.

    Args:
      t: `[time, batch * beams, ...]` or `[time, batch, beams, ...]` tensor.
      parent_ids: `[time, batch, beams]` tensor.
      sequence_length: `[batch, beams]` tensor; beyond it a step stays where it is.

    Returns:
      Tensor of the shape of `t`.
    """
    time, batch, width = (parent_ids.shape.dims[axis].value or tf1.shape(parent_ids)[axis] for axis in range(3))
    own = tf1.expand_dims(tf1.expand_dims(tf1.range(width), 0), 0)
    own = tf1.tile(own, [time, batch, 1])
    longest = tf1.cast(tf1.reduce_max(sequence_length, axis=1), tf1.int32)
    beams = gather_tree(step_ids=own, parent_ids=parent_ids, max_sequence_lengths=longest, end_token=width + 1)
    inside = tf1.transpose(tf1.sequence_mask(sequence_length, maxlen=time), perm=[2, 0, 1])
    beams = tf1.where(inside, x=beams, y=own)
    times = tf1.tile(tf1.reshape(tf1.range(time), [-1, 1, 1]), [1, batch, width])
    examples = tf1.tile(tf1.reshape(tf1.range(batch), [-1, 1, 1]), [1, time, width])
    examples = tf1.transpose(examples, perm=[1, 0, 2])
    places = tf1.stack([times, examples, beams], -1)
    shape = tf1.shape(t)
    ordered = tf1.gather_nd(tf1.reshape(t, [time, batch, width, -1]), places)
    return tf1.reshape(ordered, shape)


def _looks_like_beams(shape: Any, batch_size: int | None, beam_width: int) -> bool:
    """TF 1.15's rule, which also turns away merged beams of vectors when everything is known."""
    first = shape.dims[0].value
    if batch_size is None or first is None:
        return True
    second = shape.dims[1].value if shape.ndims >= 2 else None
    split = second is None or (first, second) == (batch_size, beam_width)
    if first == batch_size * beam_width and split:
        return True
    tf1.logging.warn(
        "TensorArray reordering expects elements to be reshapable to [%s, %s, -1], which does not fit the shape %s. "
        "Consider setting reorder_tensor_arrays to False.",
        batch_size,
        beam_width,
        shape,
    )
    return False


def _check(steps: Any, batch_size: Any, beam_width: int) -> Any:
    message = (
        "TensorArray reordering expects elements to be reshapable to [batch_size, beam_size, -1], which does not fit "
        f"the dynamic shape of {steps.name}. Consider setting reorder_tensor_arrays to False."
    )
    shape = tf1.shape(steps)
    if steps.shape.ndims == 2:
        condition = tf1.equal(shape[1], batch_size * beam_width)
    else:
        condition = tf1.logical_or(
            tf1.equal(shape[1], batch_size * beam_width),
            tf1.logical_and(tf1.equal(shape[1], batch_size), tf1.equal(shape[2], beam_width)),
        )
    return tf1.Assert(condition, [message])

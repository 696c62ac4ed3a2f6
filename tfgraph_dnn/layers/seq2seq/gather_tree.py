"""Reads the beams of a search backwards through their parents."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import default_graph, op_count, shift_op_count, tf1


def gather_tree(step_ids, parent_ids, max_sequence_lengths, end_token, name=None):
    """The full beams from the ids that each step said and the beams they continue.

    TF 1.15 had a kernel for it; this is a loop in the graph, which counts as the one operation that the kernel was.

    Args:
      step_ids: `[time, batch, beams]` int32 tensor.
      parent_ids: `[time, batch, beams]` int32 tensor.
      max_sequence_lengths: `[batch]` int32 tensor.
      end_token: int32 scalar; after it a beam holds nothing else.
      name: name of the result; `GatherTree` by default.

    Returns:
      `[time, batch, beams]` int32 tensor.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> beams = tf.contrib.seq2seq.gather_tree(
      ...     [[[1, 2]], [[3, 4]]], [[[0, 0]], [[1, 0]]], max_sequence_lengths=[2], end_token=9)
      >>> with tf.Session() as sess:
      ...     print(sess.run(beams)[:, 0].tolist())
      [[2, 1], [3, 4]]
    """
    step_ids = tf1.convert_to_tensor(step_ids, tf1.int32, name="GatherTree/step_ids")
    parent_ids = tf1.convert_to_tensor(parent_ids, tf1.int32, name="GatherTree/parent_ids")
    lengths = tf1.convert_to_tensor(max_sequence_lengths, tf1.int32, name="GatherTree/max_sequence_lengths")
    end_token = tf1.convert_to_tensor(end_token, tf1.int32, name="GatherTree/end_token")
    before = op_count(default_graph())
    with tf1.name_scope(name, "GatherTree") as scope:
        beams = _ended(_followed(step_ids, parent_ids, lengths, end_token), end_token)
        beams = tf1.identity(beams, name=scope)
    shift_op_count(default_graph(), 1 - (op_count(default_graph()) - before))
    beams.set_shape(step_ids.shape)
    return beams


def _followed(step_ids: Any, parent_ids: Any, lengths: Any, end_token: Any) -> Any:
    """The ids along the parents, from the last step of each example to the first; the end token beyond."""
    time, batch, width = tf1.unstack(tf1.shape(step_ids))
    own = tf1.tile(tf1.expand_dims(tf1.range(width), 0), [batch, 1])
    ended = tf1.fill([batch, width], end_token)

    def step(back: Any, beams: Any, found: Any) -> tuple[Any, Any, Any]:
        now = time - 1 - back
        ids = tf1.gather(step_ids[now], beams, batch_dims=1)
        parents = tf1.gather(parent_ids[now], beams, batch_dims=1)
        inside = tf1.tile(tf1.expand_dims(now < lengths, 1), [1, width])
        found = found.write(now, tf1.where(inside, ids, ended))
        return back + 1, tf1.where(inside, parents, own), found

    array = tf1.TensorArray(tf1.int32, size=time)
    _, _, found = tf1.while_loop(lambda back, *_: back < time, step, (0, own, array), back_prop=False)
    return found.stack()


def _ended(beams: Any, end_token: Any) -> Any:
    """The beams with nothing but end tokens after the first one."""
    ends = tf1.cast(tf1.equal(beams, end_token), tf1.int32)
    after = tf1.cumsum(ends, axis=0, exclusive=True) > 0
    return tf1.where(after, tf1.fill(tf1.shape(beams), end_token), beams)

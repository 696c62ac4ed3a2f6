"""Gradients of sums, means, products and extremes over segments of rows."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.registry import gradient
from tfgraph_dnn.ops.ones_like import ones_like


@gradient("SegmentMean")
def segment_mean(op, grad):
    """Each row gets its segment's gradient divided by the segment's length."""
    data, ids = op.inputs
    rank = tf1.rank(data)
    ones_shape = tf1.concat([tf1.shape(ids), tf1.fill(tf1.expand_dims(rank - 1, 0), 1)], 0)
    ones = tf1.fill(ones_shape, tf1.constant(1, dtype=grad.dtype))
    scaled = tf1.divide(grad, tf1.segment_sum(ones, ids))
    return tf1.gather(scaled, ids), None


@gradient("SegmentMax", "SegmentMin")
def segment_extreme(op, grad):
    """Equal extremes of a segment share its gradient."""
    data, ids = op.inputs
    zeros = tf1.zeros_like(data, dtype=data.dtype)
    chosen = tf1.equal(data, tf1.gather(op.outputs[0], ids))
    count = tf1.segment_sum(tf1.cast(chosen, grad.dtype), ids)
    shares = tf1.gather(tf1.divide(grad, count), ids)
    return tf1.where(chosen, shares, zeros), None


@gradient("SparseSegmentSum", "SparseSegmentSumWithNumSegments")
def sparse_segment_sum(op, grad):
    """The segment's gradient for each gathered row."""
    data, indices, ids = op.inputs[:3]
    rows = tf1.shape(data)[0]
    to_data = tf1.unsorted_segment_sum(tf1.gather(grad, ids), indices, rows)
    return [to_data] + [None] * (len(op.inputs) - 1)


def _gather_valid(values, ids, clipped=None):
    """Rows of `values` at `ids`, zeros where an id is negative; also the clipped ids and the mask of valid ones."""
    if clipped is None:
        clipped = tf1.maximum(ids, tf1.zeros_like(ids))
    gathered = tf1.gather(values, clipped)
    valid = tf1.greater_equal(ids, 0)
    for _ in range(gathered.shape.rank - valid.shape.rank):
        valid = tf1.expand_dims(valid, -1)
    valid = valid & ones_like(gathered, dtype=tf1.bool)
    return tf1.where(valid, gathered, tf1.zeros_like(gathered)), clipped, valid


@gradient("UnsortedSegmentSum")
def unsorted_segment_sum(op, grad):
    """Each row gets its segment's gradient."""
    return _gather_valid(grad, op.inputs[1])[0], None, None


@gradient("UnsortedSegmentMax", "UnsortedSegmentMin")
def unsorted_segment_extreme(op, grad):
    """Equal extremes of a segment share its gradient."""
    data, ids, number = op.inputs
    extremes, clipped, valid = _gather_valid(op.outputs[0], ids)
    chosen = tf1.logical_and(tf1.equal(data, extremes), valid)
    count = tf1.unsorted_segment_sum(tf1.cast(chosen, grad.dtype), ids, number)
    gathered = tf1.gather(tf1.divide(grad, count), clipped)
    shares = tf1.where(valid, gathered, tf1.zeros_like(gathered))
    return tf1.where(chosen, shares, tf1.zeros_like(shares)), None, None


@gradient("UnsortedSegmentProd")
def unsorted_segment_product(op, grad):
    """The product of the segment's other values: by division, and without the zero where there is exactly one."""
    data, ids, number = op.inputs
    is_zero = tf1.equal(data, 0)
    zeros = tf1.raw_ops.UnsortedSegmentSum(
        data=tf1.cast(is_zero, dtype=tf1.int32), segment_ids=ids, num_segments=number
    )
    grad = tf1.where(tf1.greater(zeros, 1), tf1.zeros_like(grad), grad)
    without_zeros = tf1.where(is_zero, ones_like(data), data)
    products = tf1.raw_ops.UnsortedSegmentProd(data=without_zeros, segment_ids=ids, num_segments=number)
    clipped = tf1.maximum(ids, tf1.zeros_like(ids))
    full = tf1.gather(op.outputs[0], clipped)
    without = tf1.gather(products, clipped)
    partial = tf1.where(is_zero, without, full / data)
    return _gather_valid(grad, ids, clipped)[0] * partial, None, None

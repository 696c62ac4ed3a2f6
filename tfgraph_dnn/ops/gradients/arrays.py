"""Gradients of reshaping, gathering, broadcasting and running products."""

from __future__ import annotations

import warnings

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.registry import gradient


def _reshaped(grad, shape):
    """`grad` in another shape; slices become dense inside the reshape, where TF 1.15 converted them."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Converting sparse IndexedSlices")
        return tf1.reshape(grad, shape)


@gradient("Reshape")
def reshape(op, grad):
    """The gradient in the input's shape."""
    return _reshaped(grad, tf1.shape(op.inputs[0])), None


@gradient("ExpandDims")
def expand_dims(op, grad):
    """The gradient without the new dimension."""
    return reshape(op, grad)


@gradient("Squeeze")
def squeeze(op, grad):
    """The gradient with the removed dimensions back."""
    return reshape(op, grad)[0]


@gradient("StridedSlice")
def strided_slice(op, grad):
    """The gradient at the places that were taken, zeros elsewhere."""
    tensor, begin, end, strides = op.inputs
    masks = ("begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask")
    spread = tf1.raw_ops.StridedSliceGrad(
        shape=tf1.shape(tensor, out_type=begin.dtype),
        begin=begin,
        end=end,
        strides=strides,
        dy=grad,
        **{mask: op.get_attr(mask) for mask in masks},
    )
    return spread, None, None, None


@gradient("BroadcastTo")
def broadcast_to(op, grad):
    """The gradient summed over the repeated axes."""
    value, shape = op.inputs
    value_shape = tf1.shape(value)
    _, axes = tf1.raw_ops.BroadcastGradientArgs(s0=shape, s1=value_shape)
    return tf1.reshape(tf1.reduce_sum(grad, axis=axes, keepdims=True), value_shape), None


@gradient("Cumprod")
def cumprod(op, grad):
    """sum of (product * grad) over the later positions, divided by x."""
    x, axis = op.inputs
    exclusive, reverse = op.get_attr("exclusive"), op.get_attr("reverse")
    products = tf1.cumprod(x, axis, exclusive=exclusive, reverse=reverse)
    return tf1.cumsum(products * grad, axis, exclusive=exclusive, reverse=not reverse) / x, None


@gradient("Atan2")
def atan2(op, grad):
    """grad x / (x**2 + y**2) and its like; no broadcasting, as in TF 1.15."""
    y, x = op.inputs
    with tf1.control_dependencies([grad]):
        scaled = grad / (tf1.square(x) + tf1.square(y))
        return x * scaled, -y * scaled


@gradient("CheckNumerics")
def check_numerics(op, grad):
    """The gradient, checked too."""
    return tf1.check_numerics(grad, f"Not a number (NaN) or infinity (Inf) values detected in gradient. "
                              f"{op.get_attr('message').decode()}")  # fmt: skip


@gradient("Gather")
def gather_rows(op, grad):
    """Slices of the gradient at the rows that were gathered."""
    params, indices = op.inputs
    shape = _int32_shape(params)
    size = tf1.expand_dims(tf1.size(indices), 0)
    return _slices(grad, indices, size, shape), None


@gradient("GatherV2")
def gather(op, grad):
    """Slices of the gradient along axis 0; along another axis a segment sum, transposed back."""
    params, indices, axis = op.inputs
    shape = _int32_shape(params)
    size = tf1.expand_dims(tf1.size(indices), 0)
    batch_dims = int(op.get_attr("batch_dims"))
    if batch_dims < 0:
        batch_dims += indices.shape.rank
    axis_value = tf1.get_static_value(axis)
    if axis_value is not None and axis_value == 0:
        return _slices(grad, indices, size, shape), None, None
    return _gathered_along(grad, indices, axis, shape, batch_dims), None, None


def _int32_shape(params):
    with tf1.colocate_with(params):
        return tf1.cast(tf1.shape(params, out_type=tf1.int64), tf1.int32)


def _slices(grad, indices, size, shape):
    values_shape = tf1.concat([size, shape[1:]], 0)
    values = _reshaped(grad, values_shape)
    return tf1.IndexedSlices(values, tf1.reshape(indices, size), shape)


def _slice(vector, begin, end, **masks):
    """`vector[begin:end]` as TF 1.15 wrote it when a bound is a tensor; TF 2 adds constants."""
    with tf1.name_scope("strided_slice") as name:
        bounds = tf1.stack([begin]), tf1.stack([end]), tf1.stack([1])
        return tf1.strided_slice(vector, *bounds, name=name, **masks)


def _gathered_along(grad, indices, axis, shape, batch_dims: int):
    outer = _slice(shape, 0, axis, begin_mask=1)
    values_shape = tf1.concat([outer, [-1], _slice(shape, axis, 0, end_mask=1)[1:]], 0)
    values_rank, axis_number = tf1.size(values_shape), tf1.size(outer)
    batch = tf1.range(batch_dims)
    between = tf1.range(batch_dims, axis_number)
    inner = tf1.range(axis_number + 1, values_rank)
    values = _reshaped(grad, values_shape)
    axis_first = tf1.concat([batch, [axis_number], between, inner], 0)
    values = tf1.transpose(values, axis_first)
    rows = _slice(shape, axis, axis + 1, shrink_axis_mask=1)
    summed = _sum_rows(shape, values, indices, batch_dims, rows)
    axis_back = tf1.concat([batch, between + 1, [batch_dims], inner], 0)
    return tf1.transpose(summed, axis_back)


def _sum_rows(shape, values, indices, batch_dims: int, rows):
    size = tf1.expand_dims(tf1.size(indices), 0)
    if not batch_dims:
        return tf1.unsorted_segment_sum(values, tf1.reshape(indices, size), rows)
    values_shape = tf1.shape(values)
    outer, inner = values_shape[:batch_dims], values_shape[batch_dims:][1:]
    batch_size = tf1.raw_ops.Prod(input=outer, axis=[0], keep_dims=False)
    flat_shape = tf1.concat([[-1], inner], 0)
    rows *= batch_size
    indices = _flat_indices(shape, indices, batch_dims)
    values = _reshaped(values, flat_shape)
    summed = tf1.unsorted_segment_sum(values, tf1.reshape(indices, size), rows)
    return tf1.reshape(summed, tf1.concat([outer, flat_shape], 0))


def _flat_indices(shape, indices, batch_dims: int):
    """Indices into the rows of all batches laid end to end."""
    dtype = indices.dtype.base_dtype
    shape = tf1.cast(shape, dtype)
    flat, stride = indices, tf1.ones((), dtype=dtype)
    for dim in range(batch_dims, 0, -1):
        size = shape[dim - 1]
        stride *= shape[dim]
        start = tf1.zeros((), dtype=dtype)
        step = tf1.ones((), dtype=dtype)
        offsets = tf1.range(start, size, step) * stride
        around = [1] * (dim - 1), [1] * (indices.shape.rank - dim)
        flat += tf1.reshape(offsets, tf1.stack([*around[0], size, *around[1]], axis=0))
    return flat

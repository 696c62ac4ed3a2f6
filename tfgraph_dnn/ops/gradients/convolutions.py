"""Gradients of 3-D convolution and of image patches."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.filled import ones
from tfgraph_dnn.ops.gradients.registry import gradient


@gradient("Conv3D")
def conv3d(op, grad):
    """The transposed convolution for the input, the correlation of input and gradient for the filter."""
    image, kernel = op.inputs
    attributes = {name: op.get_attr(name) for name in ("dilations", "strides", "padding", "data_format")}
    image_grad = tf1.raw_ops.Conv3DBackpropInputV2(
        input_sizes=tf1.shape(image), filter=kernel, out_backprop=grad, **attributes
    )
    kernel_grad = tf1.raw_ops.Conv3DBackpropFilterV2(
        input=image, filter_sizes=tf1.shape(kernel), out_backprop=grad, **attributes
    )
    return image_grad, kernel_grad


@gradient("ExtractImagePatches")
def extract_image_patches(op, grad):
    """Adds the patches back at their places, through a sparse matrix of (input pixel, patch pixel)."""
    sizes = tf1.shape(op.inputs[0], out_type=tf1.int64)
    batch, rows, columns, channels = sizes[0], sizes[1], sizes[2], sizes[3]
    # Pixels count from 1; 0 is what patches over the border see.
    pixels = 1 + rows * columns
    numbers = _reshape(tf1.range(1, pixels, dtype=tf1.int64), (1, rows, columns, 1))
    attributes = {name: op.get_attr(name) for name in ("ksizes", "strides", "rates", "padding")}
    patched = tf1.raw_ops.ExtractImagePatches(images=numbers, **attributes)
    out_sizes = tf1.shape(op.outputs[0], out_type=tf1.int64)
    out_rows, out_columns = out_sizes[1], out_sizes[2]
    _, high, wide, _ = attributes["ksizes"]
    out_pixels = out_rows * out_columns * high * wide
    out_numbers = _reshape(tf1.range(out_pixels, dtype=tf1.int64), (1, out_rows, out_columns, high * wide))
    pairs = tf1.concat([tf1.expand_dims(patched, axis=-1), tf1.expand_dims(out_numbers, axis=-1)], axis=-1)
    places = tf1.SparseTensor(tf1.reshape(pairs, (-1, 2)), ones([out_pixels], dtype=grad.dtype), (pixels, out_pixels))
    inside = tf1.sparse.slice(places, (1, 0), (pixels - 1, out_pixels))
    spread = _reshape(grad, (batch, out_rows, out_columns, high, wide, channels))
    spread = tf1.transpose(spread, (1, 2, 3, 4, 0, 5))
    flat = _reshape(spread, (-1, batch * channels))
    summed = tf1.sparse_tensor_dense_matmul(inside, flat)
    image = _reshape(summed, (rows, columns, batch, channels))
    return [tf1.transpose(image, (2, 0, 1, 3))]


def _reshape(tensor, sizes):
    """A reshape to int64 sizes as TF 1.15 wrote it: each is cast to int32 before they are packed."""
    with tf1.name_scope("Reshape") as name:
        sizes = [tf1.cast(size, tf1.int32) if isinstance(size, tf1.Tensor) else size for size in sizes]
        return tf1.reshape(tensor, tf1.stack(sizes, name="shape"), name=name)

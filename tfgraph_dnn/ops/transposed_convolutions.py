"""`tf.nn.conv2d_transpose` and `conv2d_backprop_input`, whose result has the shape that was asked for.

TensorFlow takes the static batch size from the other tensor today, which often does not know it; TF 1.15 took it from
the shape asked for, and programs reshape by what they read there.
"""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def conv2d_transpose(
    value=None,
    filter=None,
    output_shape=None,
    strides=None,
    padding="SAME",
    data_format="NHWC",
    name=None,
    input=None,
    filters=None,
    dilations=None,
):
    """The transpose (the gradient) of `tf.nn.conv2d`, with `output_shape` as its static shape as far as that is known.

    Args:
      value: images, a tensor of four dimensions.
      filter: kernel, `[height, width, output channels, input channels]`.
      output_shape: list of four sizes, or integer vector.
      strides: step of the window, an integer or a list.
      padding: `"SAME"` or `"VALID"`.
      data_format: `"NHWC"` or `"NCHW"`.
      name: name of the op.
      input: another name of `value`.
      filters: another name of `filter`.
      dilations: step inside the window, an integer or a list.

    Returns:
      Tensor of the type of `value`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> codes = tf.placeholder(tf.float32, [None, 4, 4, 16])
      >>> tf.nn.conv2d_transpose(codes, tf.ones([5, 5, 8, 16]), [32, 8, 8, 8], [1, 2, 2, 1]).shape.as_list()
      [32, 8, 8, 8]
    """
    return _with_shape_asked_for(
        tf1.nn.conv2d_transpose(
            value, filter, output_shape, strides, padding, data_format, name, input, filters, dilations
        )
    )


def conv2d_backprop_input(
    input_sizes,
    filter=None,
    out_backprop=None,
    strides=None,
    padding=None,
    use_cudnn_on_gpu=True,
    data_format="NHWC",
    dilations=(1, 1, 1, 1),
    name=None,
    filters=None,
):
    """The gradient of `tf.nn.conv2d` with respect to its images, with `input_sizes` as its static shape."""
    return _with_shape_asked_for(
        tf1.nn.conv2d_backprop_input(
            input_sizes,
            filter,
            out_backprop,
            strides,
            padding,
            use_cudnn_on_gpu,
            data_format,
            list(dilations),
            name,
            filters,
        )
    )


def _with_shape_asked_for(images):
    if not tf1.executing_eagerly():
        sizes = tf1.get_static_value(images.op.inputs[0], partial=True)
        if sizes is not None:
            images.set_shape([None if size is None else int(size) for size in sizes])
    return images

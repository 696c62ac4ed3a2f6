"""tf.nn's convolutions."""

import numpy as np


def _x(tf, *shape):
    size = int(np.prod(shape))
    return tf.constant((np.arange(size) * 0.37 % 3 - 1.4).reshape(shape).astype(np.float32), name="x")


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def conv2d(tf):
    x, w = _x(tf, 1, 6, 6, 2), _x(tf, 3, 3, 2, 4)
    return _out(
        tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME"),
        tf.nn.conv2d(x, w, strides=[1, 2, 2, 1], padding="VALID", name="conv1"),
        tf.nn.conv2d(input=x, filter=w, strides=2, padding="SAME"),
        tf.nn.conv2d(x, filters=w, strides=[2, 2], padding="SAME"),
        tf.nn.conv2d(x, w, [1, 1, 1, 1], "VALID", dilations=[1, 2, 2, 1]),
        tf.nn.conv2d(x, w, [1, 1, 1, 1], [[0, 0], [1, 1], [2, 2], [0, 0]]),
        tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME", use_cudnn_on_gpu=False),
        tf.nn.conv2d(np.ones((1, 4, 4, 2), np.float32), w, [1, 1, 1, 1], "SAME"),
    )


def conv2d_variables(tf):
    x = tf.placeholder(tf.float32, [None, 6, 6, 1], name="x")
    w = tf.Variable(tf.truncated_normal([3, 3, 1, 2], stddev=0.1), name="w")
    b = tf.get_variable("b", [2])
    y = tf.nn.relu(tf.nn.conv2d(x, w, strides=[1, 1, 1, 1], padding="SAME") + b)
    return _out(y, tf.nn.max_pool(y, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")), {x: np.ones((2, 6, 6, 1))}


def conv2d_bad_strides(tf):
    return _out(tf.nn.conv2d(_x(tf, 1, 4, 4, 1), _x(tf, 2, 2, 1, 1), [1, 1, 1], "SAME"))


def conv2d_bad_padding(tf):
    return _out(tf.nn.conv2d(_x(tf, 1, 4, 4, 1), _x(tf, 2, 2, 1, 1), [1, 1, 1, 1], "FULL"))


def conv2d_bad_depth(tf):
    return _out(tf.nn.conv2d(_x(tf, 1, 4, 4, 3), _x(tf, 2, 2, 2, 1), [1, 1, 1, 1], "SAME"))


def conv1d(tf):
    x, w = _x(tf, 2, 8, 3), _x(tf, 3, 3, 4)
    return _out(
        tf.nn.conv1d(x, w, 1, "SAME"),
        tf.nn.conv1d(x, filters=w, stride=2, padding="VALID", name="c"),
        tf.nn.conv1d(value=x, filters=w, stride=[2], padding="VALID"),
        tf.nn.conv1d(input=x, filters=w, stride=1, padding="SAME", data_format="NWC"),
        tf.nn.conv1d(x, w, 1, "SAME", dilations=2),
    )


def conv1d_transpose(tf):
    x, w = _x(tf, 2, 4, 3), _x(tf, 3, 5, 3)
    return _out(
        tf.nn.conv1d_transpose(x, w, [2, 8, 5], 2),
        tf.nn.conv1d_transpose(x, w, [2, 4, 5], 1, "SAME", name="t"),
    )


def conv2d_transpose(tf):
    x, w = _x(tf, 1, 4, 4, 3), _x(tf, 3, 3, 2, 3)
    batch = tf.placeholder(tf.float32, [None, 4, 4, 3], name="batch")
    size = tf.shape(batch)[0]
    dynamic = tf.nn.conv2d_transpose(batch, w, tf.stack([size, 8, 8, 2]), [1, 2, 2, 1])
    return dict(
        _out(
            tf.nn.conv2d_transpose(x, w, [1, 8, 8, 2], [1, 2, 2, 1]),
            tf.nn.conv2d_transpose(x, w, [1, 4, 4, 2], [1, 1, 1, 1], "SAME", name="t"),
            tf.nn.conv2d_transpose(value=x, filter=w, output_shape=[1, 9, 9, 2], strides=2, padding="VALID"),
            dynamic,
            tf.shape(dynamic),
            tf.nn.relu(dynamic + tf.ones([2])),
            tf.reshape(dynamic, [size, -1]),
        ),
        static=tf.constant(str(dynamic.shape)),
    ), {batch: np.ones((1, 4, 4, 3))}


def conv2d_transpose_bad_padding(tf):
    return _out(tf.nn.conv2d_transpose(_x(tf, 1, 4, 4, 3), _x(tf, 3, 3, 2, 3), [1, 8, 8, 2], [1, 2, 2, 1], "FULL"))


def conv3d(tf):
    x, w = _x(tf, 1, 4, 4, 4, 2), _x(tf, 2, 2, 2, 2, 3)
    return _out(
        tf.nn.conv3d(x, w, [1, 1, 1, 1, 1], "SAME"),
        tf.nn.conv3d(x, filter=w, strides=[1, 2, 2, 2, 1], padding="VALID", name="c"),
        tf.nn.conv3d_transpose(x, _x(tf, 2, 2, 2, 3, 2), [1, 8, 8, 8, 3], [1, 2, 2, 2, 1]),
        tf.nn.conv3d_transpose(x, _x(tf, 2, 2, 2, 3, 2), [1, 8, 8, 8, 3], strides=[1, 2, 2, 2, 1], name="t"),
    )


def depthwise(tf):
    x, w = _x(tf, 1, 6, 6, 2), _x(tf, 3, 3, 2, 2)
    return _out(
        tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], "SAME"),
        tf.nn.depthwise_conv2d(x, w, strides=[1, 1, 1, 1], padding="VALID", rate=[2, 2], name="d"),
        tf.nn.depthwise_conv2d_native(x, w, [1, 2, 2, 1], "SAME"),
        tf.nn.depthwise_conv2d(x, w, [1, 1, 1, 1], "SAME", dilations=[2, 2]),
    )


def separable(tf):
    x, d, p = _x(tf, 1, 6, 6, 2), _x(tf, 3, 3, 2, 2), _x(tf, 1, 1, 4, 3)
    return _out(
        tf.nn.separable_conv2d(x, d, p, [1, 1, 1, 1], "SAME"),
        tf.nn.separable_conv2d(x, d, p, strides=[1, 2, 2, 1], padding="VALID", name="s"),
        tf.nn.separable_conv2d(x, d, p, [1, 1, 1, 1], "SAME", rate=[2, 2]),
    )


def atrous(tf):
    x, w = _x(tf, 1, 8, 8, 2), _x(tf, 3, 3, 2, 4)
    unknown = tf.placeholder(tf.float32, [None, None, None, 2], name="unknown")
    return _out(
        tf.nn.atrous_conv2d(x, w, 2, "SAME"),
        tf.nn.atrous_conv2d(x, w, rate=2, padding="VALID", name="a"),
        tf.nn.atrous_conv2d(x, w, 1, "SAME"),
        tf.nn.atrous_conv2d(unknown, w, 3, "SAME"),
        tf.nn.atrous_conv2d_transpose(x, _x(tf, 3, 3, 4, 2), [1, 8, 8, 4], 2, "SAME"),
    ), {unknown: np.ones((1, 7, 7, 2))}


def convolution(tf):
    x, w = _x(tf, 1, 8, 8, 2), _x(tf, 3, 3, 2, 4)
    return _out(
        tf.nn.convolution(x, w, "SAME"),
        tf.nn.convolution(x, w, "VALID", strides=[2, 2], name="c"),
        tf.nn.convolution(x, w, "SAME", dilation_rate=[2, 2]),
        tf.nn.convolution(x, w, "VALID", dilation_rate=[2, 3], name="dilated"),
        tf.nn.convolution(_x(tf, 1, 8, 2), _x(tf, 3, 2, 4), "SAME"),
        tf.nn.convolution(_x(tf, 1, 8, 2), _x(tf, 3, 2, 4), "VALID", dilation_rate=[2]),
        tf.nn.convolution(_x(tf, 1, 4, 4, 4, 2), _x(tf, 2, 2, 2, 2, 3), "SAME"),
    )


def space_to_batch(tf):
    x = _x(tf, 1, 8, 8, 2)
    op = lambda converted, *unused: tf.nn.max_pool(converted, [1, 2, 2, 1], [1, 1, 1, 1], "VALID")  # noqa: E731
    return _out(
        tf.nn.with_space_to_batch(x, [2, 2], "VALID", lambda c, n, p: op(c)),
        tf.space_to_batch(x, [[0, 0], [0, 0]], 2),
        tf.space_to_batch_nd(x, [2, 2], [[0, 0], [0, 0]]),
        tf.batch_to_space(tf.space_to_batch(x, [[0, 0], [0, 0]], 2), [[0, 0], [0, 0]], 2),
        tf.batch_to_space_nd(tf.space_to_batch_nd(x, [2, 2], [[0, 0], [0, 0]]), [2, 2], [[0, 0], [0, 0]]),
        tf.space_to_depth(x, 2),
        tf.depth_to_space(_x(tf, 1, 2, 2, 8), 2, name="d"),
        tf.required_space_to_batch_paddings(tf.constant([7, 5]), tf.constant([2, 2]))[0],
    )


def backprops(tf):
    x, w = _x(tf, 1, 6, 6, 2), _x(tf, 3, 3, 2, 4)
    y = tf.nn.conv2d(x, w, [1, 1, 1, 1], "SAME")
    return _out(
        tf.nn.conv2d_backprop_input([1, 6, 6, 2], w, y, [1, 1, 1, 1], "SAME"),
        tf.nn.conv2d_backprop_filter(x, [3, 3, 2, 4], y, [1, 1, 1, 1], "SAME"),
    )


def transposed_of_unknown_batch(tf):
    codes, w = tf.placeholder(tf.float32, [None, 4, 4, 3]), _x(tf, 3, 3, 2, 3)
    up = tf.nn.conv2d_transpose(codes, w, [5, 8, 8, 2], [1, 2, 2, 1])
    open_batch = tf.nn.conv2d_transpose(codes, w, tf.stack([tf.shape(codes)[0], 8, 8, 2]), [1, 2, 2, 1])
    back = tf.nn.conv2d_backprop_input([5, 4, 4, 2], w, codes, [1, 1, 1, 1], "SAME")
    return {"shaped": tf.zeros(tf.nn.bias_add(up, tf.zeros([2])).get_shape()), "sizes": tf.constant(back.shape.as_list()), "open": tf.constant(open_batch.shape.ndims)}

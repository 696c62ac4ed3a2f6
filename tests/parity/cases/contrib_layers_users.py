"""tf.contrib.layers and tf.layers as programs rely on them: which tensor comes back, who is asked how often, words."""

import numpy as np

from tests.parity.asking import is_refused, private_module


def _x(tf, *shape):
    return tf.constant((np.random.RandomState(0).randn(*shape) * 2 + 1).astype("float32"))


def returned_tensors(tf):
    layers = tf.contrib.layers
    images = _x(tf, 2, 6, 6, 3)
    flat = _x(tf, 2, 5)
    returned = [
        layers.fully_connected(flat, 4, scope="fc1"),
        layers.fully_connected(flat, 4, activation_fn=None, scope="fc2"),
        layers.fully_connected(flat, 4, normalizer_fn=layers.batch_norm, scope="fc3"),
        layers.fully_connected(flat, 4, normalizer_fn=layers.dropout, activation_fn=None),
        layers.fully_connected(flat, 4, biases_initializer=None, activation_fn=None),
        layers.stack(flat, layers.fully_connected, [4, 3, 2]),
        layers.repeat(images, 3, layers.conv2d, 4, [3, 3]),
        layers.repeat(images, 3, layers.conv2d, 4, [3, 3], scope="conv1"),
        layers.conv2d(images, 4, 3),
        layers.conv2d(images, 4, 3),
        layers.conv2d_transpose(images, 4, 3),
        layers.separable_conv2d(images, 4, 3, 1),
        layers.separable_conv2d(images, None, 3, 2),
        layers.batch_norm(images),
        layers.batch_norm(images, fused=False),
        layers.batch_norm(flat, activation_fn=tf.nn.relu),
        layers.layer_norm(flat),
        layers.max_pool2d(images, 2),
        layers.avg_pool3d(_x(tf, 2, 4, 4, 4, 1), 2),
        layers.dropout(flat),
        layers.dropout(flat, is_training=tf.constant(True)),
        layers.flatten(images),
        layers.bias_add(flat),
        layers.one_hot_encoding(tf.constant([1, 2]), 3),
        layers.conv2d(images, 4, 3, data_format="NHWC", rate=2),
        tf.layers.dense(flat, 4),
        tf.layers.dense(flat, 4, tf.nn.relu),
        tf.layers.conv2d(images, 4, 3),
        tf.layers.batch_normalization(images),
        tf.layers.flatten(images),
        tf.layers.dropout(flat),
        tf.layers.max_pooling2d(images, 2, 2),
    ]
    return {"names": tf.constant([tensor.name for tensor in returned])}


def untouched_outside_of_training(tf):
    x = _x(tf, 2, 5)
    return {
        "same": tf.constant(
            [
                tf.layers.dropout(x) is x,
                tf.contrib.layers.dropout(x, is_training=False) is x,
                tf.contrib.layers.dropout(x) is x,
            ]
        ),
        "kept": tf.layers.dropout(x, 0.9),
    }


def paddings(tf):
    contrib, layers = tf.contrib.layers, tf.layers
    images = _x(tf, 2, 7, 7, 3)
    made = [
        contrib.conv2d(images, 2, 3),
        contrib.conv2d(images, 2, 3, padding="valid"),
        contrib.conv2d(images, 2, 3, 2, "same"),
        contrib.max_pool2d(images, 2),
        contrib.avg_pool2d(images, 3, padding="same"),
        contrib.max_pool2d(images, [3, 2], 1),
        layers.conv2d(images, 2, 3),
        layers.conv2d(images, 2, 3, padding="SAME"),
        layers.conv2d(images, 2, 3, 2, "Same"),
        layers.max_pooling2d(images, 3, 2, "SaMe"),
        layers.average_pooling2d(images, 3, 2),
        contrib.conv2d_transpose(images, 2, 3, 2),
        contrib.conv2d_transpose(images, 2, 3, 2, "valid"),
        contrib.conv2d_transpose(images, 2, [1, 5], [2, 3], "VALID"),
        contrib.conv2d(images, 2, tf.TensorShape([3, 1]), (2, 1)),
    ]
    return {"shapes": tf.constant([str(t.shape) for t in made]), "sizes": [tf.shape(t) for t in made]}


def unknown_sizes(tf):
    images = tf.placeholder(tf.float32, [None, None, None, 3])
    volumes = tf.placeholder(tf.float32, [None, 2, None, None, None])
    contrib = tf.contrib.layers
    made = [
        contrib.conv2d(images, 2, 3, 2),
        contrib.max_pool2d(images, 2),
        contrib.conv2d_transpose(images, 2, 3, 2),
        contrib.conv2d_transpose(images, 2, 3, 2, "VALID"),
        contrib.max_pool3d(volumes, 2, data_format="NCDHW"),
        contrib.avg_pool3d(volumes, 2, 1, "SAME", data_format="NCDHW"),
        tf.layers.max_pooling3d(volumes, 2, 2, data_format="channels_first"),
        tf.layers.max_pooling2d(images, 2, 2),
    ]
    values = [tf.reduce_sum(t) for t in made]
    fetches = {"shapes": tf.constant([str(t.shape) for t in made]), "sizes": [tf.shape(t) for t in made], "sums": values}
    random = np.random.RandomState(1)
    return fetches, {images: random.rand(2, 5, 6, 3), volumes: random.rand(1, 2, 4, 4, 6)}


def asked_once_per_variable(tf):
    asked = []

    def regularizer(weights):
        asked.append("regularizer of " + weights.op.name)
        return tf.reduce_sum(weights)

    def nothing(weights):
        asked.append("nothing of " + weights.op.name)

    def initializer(shape, dtype=None, partition_info=None):
        asked.append("initializer of %s" % list(shape))
        return tf.ones(shape, dtype)

    def getter(getter, name, *args, **kwargs):
        asked.append("getter of " + name)
        return getter(name, *args, **kwargs)

    x = _x(tf, 2, 5)
    contrib = tf.contrib.layers
    with tf.variable_scope("s", custom_getter=getter):
        for reuse in (None, True):
            contrib.fully_connected(
                x, 3, weights_regularizer=regularizer, weights_initializer=initializer, scope="a", reuse=reuse
            )
            tf.layers.dense(x, 2, kernel_regularizer=regularizer, bias_regularizer=nothing, name="b", reuse=reuse)
    with tf.variable_scope("t", regularizer=regularizer, initializer=initializer):
        contrib.fully_connected(x, 3)
        tf.layers.dense(x, 2)
        tf.layers.batch_normalization(x)
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    return {
        "asked": tf.constant(asked),
        "losses": losses,
        "names": tf.constant([loss.name for loss in losses]),
        "total": tf.losses.get_regularization_loss(),
    }


def losses_are_tensors(tf):
    x = _x(tf, 2, 5)
    tf.contrib.layers.fully_connected(x, 3, weights_regularizer=tf.contrib.layers.l2_regularizer(0.1))
    layer = tf.layers.Dense(2, kernel_regularizer=tf.contrib.layers.l1_regularizer(0.1), activity_regularizer=tf.nn.l2_loss)
    layer(x)
    collected = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    graph = tf.get_default_graph()
    return {
        "same": tf.constant(
            [
                collected == tf.losses.get_regularization_losses(),
                collected[1:] == layer.losses,
                all(isinstance(loss, tf.Tensor) for loss in collected),
                collected == [graph.get_tensor_by_name(loss.name) for loss in collected],
            ]
        ),
        "count": tf.constant([len(collected), len(layer.losses)]),
    }


def aliases_add_up(tf):
    layers, utils = tf.contrib.layers, private_module(tf, "tensorflow.contrib.layers.python.layers.utils")
    x, images = _x(tf, 2, 5), _x(tf, 2, 4, 4, 3)
    with tf.name_scope("fe"), tf.variable_scope("vs"):
        made = [
            layers.fully_connected(x, 3, outputs_collections="o", scope="fc"),
            layers.conv2d(images, 2, 3, outputs_collections="o"),
            layers.flatten(images, outputs_collections="o"),
            layers.max_pool2d(images, 2, outputs_collections="o"),
            layers.dropout(x, outputs_collections="o"),
            layers.batch_norm(x, outputs_collections=["o", "p"]),
        ]
    utils.collect_named_outputs("o", "again", made[0])
    utils.collect_named_outputs("q", "and again", made[0])
    tf.add_to_collection("o", tf.identity(x, name="plain"))
    found = utils.convert_collection_to_dict("o")
    everything = ["%s: %s" % item for item in sorted((alias, tensor.name) for alias, tensor in found.items())]
    same = [item is tensor for item, tensor in zip(tf.get_collection("o"), made)]
    cleared = len(utils.convert_collection_to_dict("o", clear_collection=True)), len(tf.get_collection("o"))
    return {
        "aliases": tf.constant([",".join(tensor.aliases) for tensor in made]),
        "found": tf.constant(everything),
        "same": tf.constant(same),
        "cleared": tf.constant(cleared),
    }


def depthwise_alone(tf):
    layers = tf.contrib.layers
    images = _x(tf, 2, 5, 5, 3)
    outputs = layers.separable_conv2d(images, None, 3, 2, weights_regularizer=layers.l2_regularizer(0.1))
    return {"y": outputs, "shape": tf.constant(str(outputs.shape)), "loss": tf.losses.get_regularization_loss()}


def partitions_of_a_layer(tf):
    x = _x(tf, 2, 6)
    contrib = tf.contrib.layers
    with tf.variable_scope(
        "s", partitioner=tf.fixed_size_partitioner(2), regularizer=contrib.l2_regularizer(0.1)
    ):
        first = contrib.fully_connected(x, 4, normalizer_fn=contrib.batch_norm)
        second = tf.layers.batch_normalization(tf.layers.dense(first, 4), training=True)
    return {"y": second, "losses": tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)}


def nothing_in_a_trainable_scope(tf):
    x = _x(tf, 2, 5)
    layer = tf.layers.Dense(3, trainable=False)
    layer(x)
    tf.contrib.layers.fully_connected(x, 3, trainable=False, normalizer_fn=tf.contrib.layers.batch_norm)
    return {
        "order": tf.constant([v.name for v in layer.variables]),
        "kept": tf.constant([len(layer.trainable_variables), len(layer.non_trainable_variables)]),
    }


def constrained_columns(tf):
    """max_norm works on columns (axis 0) after the update, and leaves the small ones as they are."""
    start = np.array([[3.0, 0.1], [4.0, 0.2]], "float32")
    x = tf.constant([[1.0, 1.0]])
    layer = tf.layers.Dense(
        2, kernel_initializer=tf.constant_initializer(start), kernel_constraint=tf.keras.constraints.max_norm(1.0)
    )
    y = layer(x)
    with tf.Session() as session:
        train = tf.train.GradientDescentOptimizer(0.01).minimize(tf.reduce_sum(y))
        session.run(tf.global_variables_initializer())
        session.run(train)
        after = session.run(layer.kernel)
    return {"after": tf.constant(after), "norms": tf.constant(np.sqrt((after**2).sum(0)))}


def words(tf):
    contrib, layers = tf.contrib.layers, tf.layers
    inside = private_module(tf, "tensorflow.contrib.layers.python.layers.layers")
    x, images = _x(tf, 2, 5), _x(tf, 2, 6, 6, 3)
    any_rank = tf.placeholder(tf.float32)
    any_depth = tf.placeholder(tf.float32, [2, None])
    any_channels = tf.placeholder(tf.float32, [2, 4, 4, None])
    refused = [
        is_refused(ValueError, "undefined rank", lambda: contrib.batch_norm(any_rank)),
        is_refused(ValueError, "undefined", lambda: contrib.batch_norm(any_channels, fused=False)),
        is_refused(ValueError, "data_format has to be either NCHW or NHWC.", lambda: contrib.batch_norm(images, data_format="CHWN")),
        is_refused(ValueError, "data_format has to be either NCHW or NHWC.", lambda: contrib.max_pool2d(images, 2, data_format="CHWN")),
        is_refused(ValueError, "should be defined. Found `None`", lambda: layers.dense(any_depth, 2)),
        is_refused(ValueError, "should be defined. Found `None`", lambda: layers.conv2d(any_channels, 2, 3)),
        is_refused(ValueError, "strides", lambda: layers.conv2d(images, 2, 3, strides=(1, 2, 3))),
        is_refused(ValueError, "kernel_size", lambda: layers.conv2d(images, 2, (3, 3, 3))),
        is_refused(ValueError, "data_format", lambda: layers.conv2d(images, 2, 3, data_format="nowhere")),
        is_refused(ValueError, "strides", lambda: layers.max_pooling2d(images, 2, strides=None)),
        is_refused(ValueError, "pool_size", lambda: layers.max_pooling2d(images, (3, 3, 3), 2)),
        is_refused(ValueError, "Convolution expects input with rank 4, got 5", lambda: contrib.conv2d(_x(tf, 2, 3, 3, 3, 1), 2, 3)),
        is_refused(ValueError, "stride", lambda: contrib.conv2d(images, 2, 3, stride=2, rate=2)),
        is_refused(TypeError, "non-floating point type", lambda: contrib.xavier_initializer(dtype=tf.int32)),
        is_refused(TypeError, "Cannot create initializer for non-floating point type.", lambda: contrib.variance_scaling_initializer(dtype=tf.int64)),
        is_refused(TypeError, "Cannot create initializer for non-floating point type.", lambda: contrib.xavier_initializer()([2, 3], dtype=tf.int32)),
        is_refused(TypeError, "non-floating point type", lambda: contrib.separable_conv2d(tf.ones([1, 4, 4, 1], tf.int32), 2, 3, 1)),
        is_refused(ValueError, "cannot be an integer", lambda: contrib.l1_regularizer(0)),
        is_refused(ValueError, "cannot be an integer", lambda: contrib.l2_regularizer(1)),
        is_refused(ValueError, "less than 0", lambda: contrib.l2_regularizer(-0.1)),
        is_refused(ValueError, "inputs has rank less than new_rank", lambda: inside._inner_flatten(x, 3)),
        is_refused(ValueError, "Inputs has", lambda: inside._inner_flatten(tf.SparseTensor([[0, 0]], [1.0], [2, 2]), 3)),
        is_refused(ValueError, "requires a defined rank", lambda: _with_ndim(tf, any_rank)),
        is_refused(ValueError, "", lambda: contrib.flatten(tf.constant(1.0))),
        is_refused(ValueError, "num_outputs", lambda: contrib.fully_connected(x, 2.5)),
    ]
    return {"refused": tf.constant(refused)}


def _with_ndim(tf, x):
    layer = tf.layers.Layer()
    layer.input_spec = tf.layers.InputSpec(ndim=2)
    layer.apply(x)

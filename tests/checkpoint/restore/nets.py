"""The nets of the sample checkpoints, built anew.

Each returns its tensors by the names in the golden files, and the training operation as `train` where it has one.
"""

import tfgraph_dnn.v1 as tf

SIZES = {"hidden1": 16, "hidden2": 16, "hidden3": 12, "hidden4": 12, "hidden5": 8}


def _inputs(width=20):
    return tf.placeholder(tf.float32, [None, width], name="X"), tf.placeholder(tf.int64, [None], name="y")


def _outputs(X, y, logits):
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    return {"X:0": X, "y:0": y, "logits:0": logits, "Y_proba:0": tf.nn.softmax(logits), "loss:0": loss}


def _dense(X, sizes, outputs, activation):
    for name, size in sizes.items():
        X = tf.layers.dense(X, size, activation=activation, name=name)
    return tf.layers.dense(X, outputs, name="outputs")


def _dnn(optimizer, sizes=SIZES, activation=tf.nn.elu):
    X, y = _inputs()
    net = _outputs(X, y, _dense(X, sizes, 4, activation))
    step = tf.Variable(0, trainable=False, name="global_step", dtype=tf.int64)
    return {**net, "train": optimizer.minimize(net["loss:0"], global_step=step)}


def dnn_momentum():
    return _dnn(tf.train.MomentumOptimizer(0.05, 0.9))


def dnn_adam():
    return _dnn(tf.train.AdamOptimizer(0.01))


def several_steps():
    return _dnn(tf.train.GradientDescentOptimizer(0.1), {"hidden1": 8})


def dnn_784_300_100_10():
    X, y = _inputs(784)
    return _outputs(X, y, _dense(X, {"hidden1": 300, "hidden2": 100}, 10, tf.nn.relu))


def ema():
    X, y = _inputs()
    net = _outputs(X, y, _dense(X, {"hidden1": 16, "hidden2": 12}, 4, tf.nn.elu))
    step = tf.Variable(0, trainable=False, name="global_step", dtype=tf.int64)
    tf.train.ExponentialMovingAverage(0.9, step).apply(tf.trainable_variables())
    return net


def contrib_fc_bn():
    X = tf.placeholder(tf.float32, [None, 20], name="X")
    layers = tf.contrib.layers
    hidden, given = X, {"is_training": False, "decay": 0.9, "scale": True}
    with tf.contrib.framework.arg_scope([layers.batch_norm], **given):
        for name, size in (("hidden1", 16), ("hidden2", 12)):
            hidden = layers.fully_connected(hidden, size, scope=name, normalizer_fn=layers.batch_norm)
    return {"X:0": X, "logits:0": layers.fully_connected(hidden, 4, activation_fn=None, scope="outputs")}


def contrib_fc_bn_with_tf_layers():
    """The same net in tf.layers: other names."""
    X = hidden = tf.placeholder(tf.float32, [None, 20], name="X")
    for name, size in (("hidden1", 16), ("hidden2", 12)):
        hidden = tf.layers.dense(hidden, size, use_bias=False, name=name)
        with tf.variable_scope(name):
            hidden = tf.nn.relu(tf.layers.batch_normalization(hidden))
    return {"X:0": X, "logits:0": tf.layers.dense(hidden, 4, name="outputs")}


def _squared(X, logits):
    y = tf.placeholder(tf.float32, [None, 4], name="y")
    loss = tf.reduce_mean(tf.square(logits - y))
    train = tf.train.AdamOptimizer(0.01).minimize(loss)
    return {"X:0": X, "y:0": y, "logits:0": logits, "loss:0": loss, "train": train}


def contrib_fc_adam():
    X = hidden = tf.placeholder(tf.float32, [None, 20], name="X")
    for name, size in (("hidden1", 16), ("hidden2", 12)):
        hidden = tf.contrib.layers.fully_connected(hidden, size, scope=name)
    return _squared(X, tf.contrib.layers.fully_connected(hidden, 4, activation_fn=None, scope="outputs"))


def contrib_fc_adam_with_tf_layers():
    """The same net in tf.layers: other names."""
    X = tf.placeholder(tf.float32, [None, 20], name="X")
    return _squared(X, _dense(X, {"hidden1": 16, "hidden2": 12}, 4, tf.nn.relu))


def lstm():
    X = tf.placeholder(tf.float32, [None, 4, 3], name="X")
    with tf.variable_scope("lstm"):
        outputs, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicLSTMCell(5), X, dtype=tf.float32)
    with tf.variable_scope("gru"):
        gru, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(6), X, dtype=tf.float32)
    return {"X:0": X, "lstm_out:0": outputs, "lstm_c:0": state.c, "gru_out:0": gru}


def partitioned(parts=3):
    X = tf.placeholder(tf.float32, [None, 20], name="X")
    with tf.variable_scope("net", partitioner=tf.fixed_size_partitioner(parts) if parts > 1 else None):
        hidden = tf.layers.dense(X, 16, activation=tf.nn.relu, name="hidden1")
        embedding = tf.get_variable("embedding", [10, 4])
        logits = tf.layers.dense(hidden, 4, name="outputs")
    # The lookup of 7 in three parts, 4 + 3 + 3 rows dealt round: row 2 of the second.
    return {"X:0": X, "logits:0": logits + tf.convert_to_tensor(embedding)[4 + 2]}


def partitioned_in_two():
    return partitioned(2)


def not_partitioned():
    return partitioned(1)


def sharded():
    X = tf.placeholder(tf.float32, [None, 20], name="X")
    return {"X:0": X, "logits:0": _dense(X, {"hidden1": 16}, 4, tf.nn.relu)}


def resource_reuse():
    X = tf.placeholder(tf.float32, [None, 20], name="X")
    with tf.variable_scope("tower", use_resource=True):
        first = tf.layers.dense(X, 4, name="fc")
    with tf.variable_scope("tower", use_resource=True, reuse=True):
        second = tf.layers.dense(X * 2.0, 4, name="fc")
    tf.get_variable("step_count", [], tf.int32, trainable=False)
    return {"X:0": X, "logits:0": first + second}

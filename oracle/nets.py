"""The nets behind checkpoints/: plain TF 1.x graphs, built alike by TF 1.15.5, which trained them, and by the tests.

Each function builds one net in the default graph and returns a dict with `X`, `y`, `logits`, `training_op` and, where
the net has one, the placeholder `training`. None of them imports TensorFlow: `tf` is handed in.
"""
from __future__ import print_function

from functools import partial

N_INPUTS, N_OUTPUTS = 28 * 28, 10


def dense_momentum(tf):
    """Two He-initialized ELU layers in tf.layers, trained with momentum at an exponentially decaying rate."""
    X, y = _inputs(tf)
    my_dense = partial(tf.layers.dense, kernel_initializer=tf.variance_scaling_initializer())
    with tf.name_scope("dnn"):
        hidden1 = my_dense(X, 30, activation=tf.nn.elu, name="hidden1")
        hidden2 = my_dense(hidden1, 20, activation=tf.nn.elu, name="hidden2")
        logits = my_dense(hidden2, N_OUTPUTS, name="outputs")
    loss = _loss(tf, logits, y)
    with tf.name_scope("train"):
        global_step = tf.Variable(0, trainable=False, name="global_step")
        rate = tf.train.exponential_decay(0.05, global_step, decay_steps=50, decay_rate=0.5)
        training_op = tf.train.MomentumOptimizer(rate, momentum=0.9).minimize(loss, global_step=global_step)
    return {"X": X, "y": y, "logits": logits, "training_op": training_op}


def contrib_batch_norm_adam(tf):
    """contrib.layers.fully_connected with batch_norm as normalizer, l2 on the weights, Adam behind the updates."""
    X, y = _inputs(tf)
    layers, arg_scope = tf.contrib.layers, tf.contrib.framework.arg_scope
    training = tf.placeholder_with_default(False, shape=(), name="training")
    bn_params = {"is_training": training, "decay": 0.9, "scale": True}
    with tf.name_scope("dnn"), arg_scope(
        [layers.fully_connected],
        activation_fn=tf.nn.relu,
        normalizer_fn=layers.batch_norm,
        normalizer_params=bn_params,
        weights_regularizer=layers.l2_regularizer(0.001),
    ):
        hidden1 = layers.fully_connected(X, 30, scope="hidden1")
        hidden2 = layers.fully_connected(hidden1, 20, scope="hidden2")
        logits = layers.fully_connected(hidden2, N_OUTPUTS, activation_fn=None, normalizer_fn=None, scope="outputs")
    loss = _loss(tf, logits, y)
    with tf.name_scope("train"):
        total_loss = tf.add_n([loss] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
        with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
            training_op = tf.train.AdamOptimizer(0.005).minimize(total_loss)
    return {"X": X, "y": y, "training": training, "logits": logits, "training_op": training_op}


def convolution_rmsprop(tf):
    """tf.layers.conv2d, batch normalization, pooling and dropout, trained with centered RMSProp."""
    X, y = _inputs(tf)
    training = tf.placeholder_with_default(False, shape=(), name="training")
    images = tf.reshape(X, [-1, 28, 28, 1])
    conv1 = tf.layers.conv2d(images, 8, kernel_size=5, strides=2, padding="same", name="conv1")
    conv1_bn = tf.layers.batch_normalization(conv1, training=training, momentum=0.9, name="conv1_bn")
    conv2 = tf.layers.conv2d(tf.nn.relu(conv1_bn), 12, kernel_size=3, padding="same", activation=tf.nn.relu, name="conv2")
    pool = tf.layers.max_pooling2d(conv2, pool_size=2, strides=2, name="pool")
    dropped = tf.layers.dropout(tf.layers.flatten(pool), rate=0.2, training=training)
    logits = tf.layers.dense(dropped, N_OUTPUTS, name="outputs")
    loss = _loss(tf, logits, y)
    with tf.name_scope("train"), tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        training_op = tf.train.RMSPropOptimizer(0.002, centered=True).minimize(loss)
    return {"X": X, "y": y, "training": training, "logits": logits, "training_op": training_op}


def lstm_gru_adagrad(tf):
    """The rows of a digit through an LSTM and a GRU cell in dynamic_rnn; AdaGrad; averages of the output layer."""
    X, y = _inputs(tf)
    rows = tf.reshape(X, [-1, 28, 28])
    cells = [tf.nn.rnn_cell.BasicLSTMCell(24), tf.nn.rnn_cell.GRUCell(16)]
    outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.MultiRNNCell(cells), rows, dtype=tf.float32)
    logits = tf.layers.dense(outputs[:, -1], N_OUTPUTS, name="outputs")
    loss = _loss(tf, logits, y)
    with tf.name_scope("train"):
        step = tf.train.AdagradOptimizer(0.1).minimize(loss)
        averages = tf.train.ExponentialMovingAverage(0.9)
        with tf.control_dependencies([step]):
            training_op = averages.apply(tf.trainable_variables("outputs"))
    return {"X": X, "y": y, "logits": logits, "training_op": training_op}


NETS = {
    "dense_momentum": dense_momentum,
    "dense_momentum_v1": dense_momentum,
    "contrib_batch_norm_adam": contrib_batch_norm_adam,
    "convolution_rmsprop": convolution_rmsprop,
    "lstm_gru_adagrad": lstm_gru_adagrad,
}


def _inputs(tf):
    X = tf.placeholder(tf.float32, shape=(None, N_INPUTS), name="X")
    return X, tf.placeholder(tf.int64, shape=(None,), name="y")


def _loss(tf, logits, y):
    with tf.name_scope("loss"):
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits), name="loss")

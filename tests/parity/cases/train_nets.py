"""Whole nets as courses write them, trained a few steps: every node, the gradients' and what comes after included."""
from functools import partial

import numpy as np


def _data(tf, n=20, classes=5, features=12):
    rng = np.random.RandomState(0)
    X = tf.placeholder_with_default(rng.rand(n, features).astype(np.float32), [None, features], name="X")
    y = tf.placeholder_with_default(rng.randint(0, classes, n).astype(np.int64), [None], name="y")
    return X, y


def _xentropy(tf, logits, y):
    with tf.name_scope("loss"):
        xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
        return tf.reduce_mean(xentropy, name="loss")


def _result(tf, train, loss, times=3):
    with tf.name_scope("eval"):
        noise = tf.random_normal([3], name="noise")
    return {"train": train, "loss": loss, "noise_bits": noise, "drawn_bits": tf.truncated_normal([2])}, {}, times


def grad_dense_elu_he(tf):
    X, y = _data(tf)
    he = tf.variance_scaling_initializer()
    with tf.name_scope("dnn"):
        h1 = tf.layers.dense(X, 10, activation=tf.nn.elu, kernel_initializer=he, name="hidden1")
        h2 = tf.layers.dense(h1, 8, activation=tf.nn.elu, kernel_initializer=he, name="hidden2")
        logits = tf.layers.dense(h2, 5, name="outputs")
    loss = _xentropy(tf, logits, y)
    with tf.name_scope("train"):
        train = tf.train.GradientDescentOptimizer(0.01).minimize(loss)
    with tf.name_scope("eval"):
        accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    tf.train.Saver()
    out = _result(tf, train, loss)
    out[0]["accuracy"] = accuracy
    return out


def grad_leaky_and_selu(tf):
    X, y = _data(tf)

    def leaky(z, name=None):
        return tf.maximum(0.01 * z, z, name=name)

    h1 = tf.layers.dense(X, 10, activation=leaky, name="hidden1")
    h2 = tf.layers.dense(h1, 8, activation=tf.nn.selu, name="hidden2")
    loss = _xentropy(tf, tf.layers.dense(h2, 5), y)
    return _result(tf, tf.train.AdamOptimizer(0.01).minimize(loss), loss)


def _normalized(tf, is_training):
    X, y = _data(tf)
    norm = partial(tf.layers.batch_normalization, training=is_training, momentum=0.9)
    h1 = tf.layers.dense(X, 10, name="hidden1")
    h1 = tf.nn.elu(norm(h1))
    h2 = tf.nn.elu(norm(tf.layers.dense(h1, 8, name="hidden2")))
    logits = norm(tf.layers.dense(h2, 5, name="outputs"))
    loss = _xentropy(tf, logits, y)
    updates = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
    with tf.control_dependencies(updates):
        train = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    return _result(tf, train, loss)


def grad_batch_normalization(tf):
    return _normalized(tf, tf.placeholder_with_default(True, shape=(), name="training"))


def grad_batch_normalization_training(tf):
    return _normalized(tf, True)


def grad_batch_normalization_inference(tf):
    return _normalized(tf, False)


def _contrib_normalized(tf, is_training, updates_collections=None):
    fully_connected, batch_norm = tf.contrib.layers.fully_connected, tf.contrib.layers.batch_norm
    X, y = _data(tf)
    params = {"is_training": is_training, "decay": 0.99, "updates_collections": updates_collections, "scale": True}
    with tf.name_scope("dnn"):
        with tf.contrib.framework.arg_scope([fully_connected], normalizer_fn=batch_norm, normalizer_params=params,
                                            weights_initializer=tf.contrib.layers.variance_scaling_initializer()):
            h1 = fully_connected(X, 10, scope="hidden1")
            h2 = fully_connected(h1, 8, activation_fn=tf.nn.elu, scope="hidden2")
            logits = fully_connected(h2, 5, activation_fn=None, scope="outputs")
    loss = _xentropy(tf, logits, y)
    return _result(tf, tf.train.AdamOptimizer(0.01).minimize(loss), loss)


def grad_contrib_batch_norm(tf):
    return _contrib_normalized(tf, tf.placeholder_with_default(True, [], name="is_training"))


def grad_contrib_batch_norm_training(tf):
    return _contrib_normalized(tf, True)


def grad_contrib_batch_norm_collected(tf):
    return _contrib_normalized(tf, tf.placeholder_with_default(False, []), tf.GraphKeys.UPDATE_OPS)


def grad_dropout(tf):
    X, y = _data(tf)
    training = tf.placeholder_with_default(True, shape=(), name="training")
    h = tf.layers.dropout(X, 0.5, training=training)
    h = tf.layers.dense(h, 10, activation=tf.nn.relu, name="hidden1")
    h = tf.layers.dropout(h, 0.5, training=training)
    logits = tf.layers.dense(h, 5, name="outputs")
    loss = _xentropy(tf, logits, y)
    out = _result(tf, tf.train.MomentumOptimizer(0.1, momentum=0.9, use_nesterov=True).minimize(loss), loss)
    return out


def grad_nn_dropout(tf):
    X, y = _data(tf)
    keep = tf.placeholder_with_default(0.7, [])
    h = tf.nn.dropout(tf.layers.dense(X, 10, tf.nn.relu), keep)
    loss = _xentropy(tf, tf.layers.dense(h, 5), y)
    return _result(tf, tf.train.AdamOptimizer().minimize(loss), loss)


def grad_contrib_dropout(tf):
    X, y = _data(tf)
    training = tf.placeholder_with_default(True, [])
    h = tf.contrib.layers.dropout(X, 0.5, is_training=training)
    h = tf.contrib.layers.fully_connected(h, 10)
    loss = _xentropy(tf, tf.contrib.layers.fully_connected(h, 5, activation_fn=None), y)
    return _result(tf, tf.train.AdamOptimizer().minimize(loss), loss)


def grad_l1_by_hand(tf):
    X, y = _data(tf)
    h = tf.layers.dense(X, 10, activation=tf.nn.relu, name="hidden1")
    logits = tf.layers.dense(h, 5, name="outputs")
    w1 = tf.get_default_graph().get_tensor_by_name("hidden1/kernel:0")
    w2 = tf.get_default_graph().get_tensor_by_name("outputs/kernel:0")
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    base = tf.reduce_mean(xentropy, name="avg_xentropy")
    loss = tf.add(base, 0.001 * (tf.reduce_sum(tf.abs(w1)) + tf.reduce_sum(tf.abs(w2))), name="loss")
    return _result(tf, tf.train.GradientDescentOptimizer(0.01).minimize(loss), loss)


def grad_l2_regularizer(tf):
    X, y = _data(tf)
    dense = partial(tf.layers.dense, activation=tf.nn.relu, kernel_regularizer=tf.contrib.layers.l1_l2_regularizer(0.001, 0.01))
    h = dense(X, 10, name="hidden1")
    logits = dense(h, 5, activation=None, name="outputs")
    losses = tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)
    loss = tf.add_n([_xentropy(tf, logits, y)] + losses, name="total")
    return _result(tf, tf.train.GradientDescentOptimizer(0.01).minimize(loss), loss)


def grad_max_norm(tf):
    def max_norm_regularizer(threshold, axes=1, name="max_norm", collection="max_norm"):
        def max_norm(weights):
            clipped = tf.clip_by_norm(weights, clip_norm=threshold, axes=axes)
            tf.add_to_collection(collection, tf.assign(weights, clipped, name=name))
            return None
        return max_norm

    X, y = _data(tf)
    h = tf.layers.dense(X, 10, activation=tf.nn.relu, kernel_regularizer=max_norm_regularizer(1.0), name="hidden1")
    loss = _xentropy(tf, tf.layers.dense(h, 5, name="outputs"), y)
    train = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)
    clip = tf.get_collection("max_norm")
    tf.constant([op.name for op in clip], name="operations_to_run")
    return _result(tf, train, loss)


def grad_clipped(tf):
    X, y = _data(tf)
    h = tf.layers.dense(X, 10, activation=tf.nn.relu, name="hidden1")
    loss = _xentropy(tf, tf.layers.dense(h, 5, name="outputs"), y)
    optimizer = tf.train.GradientDescentOptimizer(0.01)
    pairs = optimizer.compute_gradients(loss)
    train = optimizer.apply_gradients([(tf.clip_by_value(g, -0.01, 0.01), v) for g, v in pairs])
    return _result(tf, train, loss)


def grad_frozen(tf):
    X, y = _data(tf)
    h1 = tf.layers.dense(X, 10, activation=tf.nn.relu, name="hidden1")
    h2 = tf.stop_gradient(tf.layers.dense(h1, 8, activation=tf.nn.relu, name="hidden2"))
    h3 = tf.layers.dense(h2, 8, activation=tf.nn.relu, name="hidden3")
    loss = _xentropy(tf, tf.layers.dense(h3, 5, name="outputs"), y)
    wanted = tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, scope="hidden[34]|outputs")
    return _result(tf, tf.train.AdamOptimizer(0.01).minimize(loss, var_list=wanted), loss)


def grad_convolutional(tf):
    X, y = _data(tf, features=64)
    images = tf.reshape(X, [-1, 8, 8, 1])
    c1 = tf.layers.conv2d(images, 4, 3, padding="SAME", activation=tf.nn.relu, name="conv1")
    c2 = tf.layers.conv2d(c1, 6, 3, strides=2, padding="SAME", activation=tf.nn.relu, name="conv2")
    p = tf.layers.max_pooling2d(c2, 2, 2)
    flat = tf.reshape(p, [-1, 6 * 2 * 2])
    h = tf.layers.dense(flat, 10, activation=tf.nn.relu)
    h = tf.layers.dropout(h, 0.4, training=True)
    loss = tf.losses.sparse_softmax_cross_entropy(labels=y, logits=tf.layers.dense(h, 5))
    step = tf.train.get_global_step() or tf.train.create_global_step()
    return _result(tf, tf.train.AdamOptimizer(0.001).minimize(loss, global_step=step), loss)


def grad_contrib_convolutional(tf):
    X, y = _data(tf, features=64)
    layers = tf.contrib.layers
    net = layers.conv2d(tf.reshape(X, [-1, 8, 8, 1]), 4, [3, 3], normalizer_fn=layers.batch_norm)
    net = layers.max_pool2d(net, [2, 2])
    net = layers.conv2d(net, 6, [3, 3], weights_regularizer=layers.l2_regularizer(0.01))
    net = layers.flatten(layers.avg_pool2d(net, [2, 2]))
    logits = layers.fully_connected(net, 5, activation_fn=None)
    tf.losses.sparse_softmax_cross_entropy(y, logits)
    loss = tf.losses.get_total_loss()
    train = tf.contrib.training.create_train_op(loss, tf.train.RMSPropOptimizer(0.01, 0.9))
    return _result(tf, train, loss)


def grad_fused_batch_norm_convolutional(tf):
    X, y = _data(tf, features=64)
    training = tf.placeholder_with_default(True, [])
    net = tf.layers.conv2d(tf.reshape(X, [-1, 8, 8, 1]), 4, 3, use_bias=False)
    net = tf.nn.relu(tf.layers.batch_normalization(net, training=training))
    net = tf.layers.average_pooling2d(net, 2, 2)
    loss = _xentropy(tf, tf.layers.dense(tf.layers.flatten(net), 5), y)
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)):
        train = tf.train.AdamOptimizer().minimize(loss)
    return _result(tf, train, loss)


def grad_embedding(tf):
    words = tf.placeholder_with_default(np.array([[1, 2, 0], [3, 1, 1]]), [None, 3])
    table = tf.Variable(tf.random_uniform([5, 4], -1.0, 1.0), name="table")
    mean = tf.reduce_mean(tf.nn.embedding_lookup(table, words), 1)
    loss = _xentropy(tf, tf.layers.dense(mean, 3), tf.constant([0, 2], tf.int64))
    return _result(tf, tf.train.AdagradOptimizer(0.1).minimize(loss), loss)


def grad_skip_gram(tf):
    inputs, labels = tf.constant([1, 2, 3, 1]), tf.constant([[2], [3], [1], [0]])
    table = tf.Variable(tf.random_uniform([10, 4], -1.0, 1.0))
    w = tf.Variable(tf.truncated_normal([10, 4], stddev=0.5))
    b = tf.Variable(tf.zeros([10]))
    loss = tf.reduce_mean(tf.nn.nce_loss(weights=w, biases=b, labels=labels, inputs=tf.nn.embedding_lookup(table, inputs),
                                         num_sampled=3, num_classes=10))
    return _result(tf, tf.train.GradientDescentOptimizer(0.1).minimize(loss), loss)


def grad_autoencoder(tf):
    X, _ = _data(tf)
    dense = partial(tf.layers.dense, activation=tf.nn.elu, kernel_regularizer=tf.contrib.layers.l2_regularizer(0.0001))
    h = dense(X + 0.1 * tf.random_normal(tf.shape(X)), 6)
    out = dense(dense(h, 3), 12, activation=None)
    loss = tf.add_n([tf.reduce_mean(tf.square(out - X))] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
    return _result(tf, tf.train.AdamOptimizer(0.01).minimize(loss), loss)


def grad_variational_autoencoder(tf):
    X, _ = _data(tf)
    h = tf.layers.dense(X, 6, tf.nn.elu)
    mean, gamma = tf.layers.dense(h, 3), tf.layers.dense(h, 3)
    code = mean + tf.exp(0.5 * gamma) * tf.random_normal(tf.shape(gamma), dtype=tf.float32)
    logits = tf.layers.dense(tf.layers.dense(code, 6, tf.nn.elu), 12)
    reconstruction = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(labels=X, logits=logits))
    latent = 0.5 * tf.reduce_sum(tf.exp(gamma) + tf.square(mean) - 1 - gamma)
    loss = reconstruction + latent
    return _result(tf, tf.train.AdamOptimizer(0.01).minimize(loss), loss)


def grad_recurrent(tf):
    x = tf.placeholder_with_default(np.random.RandomState(0).rand(3, 4, 2).astype(np.float32), [None, 4, 2])
    outputs, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicRNNCell(5), x, dtype=tf.float32)
    loss = _xentropy(tf, tf.layers.dense(state, 3), tf.constant([0, 1, 2], tf.int64))
    return _result(tf, tf.train.AdamOptimizer(0.01).minimize(loss), loss)


def grad_lstm(tf):
    x = tf.placeholder_with_default(np.random.RandomState(0).rand(3, 4, 2).astype(np.float32), [None, 4, 2])
    cells = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.LSTMCell(5) for _ in range(2)])
    outputs, _ = tf.nn.dynamic_rnn(cells, x, dtype=tf.float32, sequence_length=tf.constant([4, 2, 3]))
    loss = tf.reduce_mean(tf.square(tf.layers.dense(tf.reshape(outputs, [-1, 5]), 1)))
    optimizer = tf.train.AdamOptimizer(0.01)
    grads, variables = zip(*optimizer.compute_gradients(loss))
    train = optimizer.apply_gradients(zip(tf.clip_by_global_norm(grads, 1.0)[0], variables))
    return _result(tf, train, loss)


def grad_static_lstm(tf):
    x = tf.placeholder_with_default(np.random.RandomState(0).rand(3, 4, 2).astype(np.float32), [None, 4, 2])
    outputs, _ = tf.nn.static_rnn(tf.nn.rnn_cell.BasicLSTMCell(5), tf.unstack(x, 4, 1), dtype=tf.float32)
    loss = _xentropy(tf, tf.matmul(outputs[-1], tf.Variable(tf.random_normal([5, 3]))), tf.constant([0, 1, 2], tf.int64))
    return _result(tf, tf.train.GradientDescentOptimizer(0.01).minimize(loss), loss)


def grad_policy(tf):
    X, _ = _data(tf, features=4)
    hidden = tf.layers.dense(X, 4, activation=tf.nn.elu, kernel_initializer=tf.variance_scaling_initializer())
    logits = tf.layers.dense(hidden, 1)
    p = tf.concat(axis=1, values=[tf.nn.sigmoid(logits), 1 - tf.nn.sigmoid(logits)])
    action = tf.multinomial(tf.log(p), num_samples=1)
    target = 1.0 - tf.to_float(action)
    xentropy = tf.nn.sigmoid_cross_entropy_with_logits(labels=target, logits=logits)
    optimizer = tf.train.AdamOptimizer(0.01)
    pairs = optimizer.compute_gradients(xentropy)
    feeds = []
    for g, v in pairs:
        placeholder = tf.placeholder_with_default(g, shape=g.get_shape())
        feeds.append((placeholder, v))
    train = optimizer.apply_gradients(feeds)
    return _result(tf, train, tf.reduce_mean(xentropy), 1)

"""Momentum, Nesterov, AdaGrad, RMSProp, Adam and FTRL on the same net from the same weights."""
from __future__ import print_function

import numpy as np
import tensorflow as tf

tf.gfile.MakeDirs("./tf_logs/Optimizers")

(X_all, y_all), _ = tf.keras.datasets.mnist.load_data()
X_all, y_all = X_all.astype(np.float32).reshape(-1, 28 * 28) / 255.0, y_all.astype(np.int32)
X_valid, X_train = X_all[:2000], X_all[5000:11000]
y_valid, y_train = y_all[:2000], y_all[5000:11000]


def shuffled_batches(X, y, batch_size):
    order = np.random.permutation(len(X))
    for start in range(0, len(X), batch_size):
        rows = order[start : start + batch_size]
        yield X[rows], y[rows]


n_inputs, n_hidden1, n_outputs = 28 * 28, 100, 10
n_epochs, batch_size = 2, 200


def train(name, make_optimizer):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    np.random.seed(42)
    X = tf.placeholder(tf.float32, shape=(None, n_inputs), name="X")
    y = tf.placeholder(tf.int64, shape=(None), name="y")
    hidden1 = tf.layers.dense(X, n_hidden1, activation=tf.nn.relu, name="hidden1")
    logits = tf.layers.dense(hidden1, n_outputs, name="outputs")
    xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    loss = tf.reduce_mean(xentropy, name="loss")
    training_op = make_optimizer().minimize(loss)
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    slots = [v.op.name for v in tf.global_variables() if v not in tf.trainable_variables()]
    saver = tf.train.Saver()
    with tf.Session() as sess:
        tf.global_variables_initializer().run()
        for epoch in range(n_epochs):
            for X_batch, y_batch in shuffled_batches(X_train, y_train, batch_size):
                sess.run(training_op, feed_dict={X: X_batch, y: y_batch})
        value, loss_value = sess.run([accuracy, loss], feed_dict={X: X_valid, y: y_valid})
        print("%-10s Validation accuracy: %.4f  loss: %.4f" % (name, value, loss_value), slots[:3])
        saver.save(sess, "./tf_logs/Optimizers/%s.ckpt" % name)


train("sgd", lambda: tf.train.GradientDescentOptimizer(learning_rate=0.05))
train("momentum", lambda: tf.train.MomentumOptimizer(learning_rate=0.02, momentum=0.9))
train("nesterov", lambda: tf.train.MomentumOptimizer(learning_rate=0.02, momentum=0.9, use_nesterov=True))
train("adagrad", lambda: tf.train.AdagradOptimizer(learning_rate=0.02))
train("rmsprop", lambda: tf.train.RMSPropOptimizer(learning_rate=0.001, momentum=0.9, decay=0.9, epsilon=1e-10))
train("adam", lambda: tf.train.AdamOptimizer(learning_rate=0.001))
train("ftrl", lambda: tf.train.FtrlOptimizer(learning_rate=0.1, l1_regularization_strength=0.0001))

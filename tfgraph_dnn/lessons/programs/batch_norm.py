"""The same batch-normalized net trained twice: with the update operations, and without."""

import numpy as np
import tensorflow as tf

(X_train, y_train), (X_test, y_test) = tf.keras.datasets.mnist.load_data()
X_train = X_train[:6000].reshape(-1, 784).astype(np.float32) / 255.0
X_valid = X_test[:1000].reshape(-1, 784).astype(np.float32) / 255.0
y_train, y_valid = y_train[:6000].astype(np.int32), y_test[:1000].astype(np.int32)
N_EPOCHS, BATCH = 5, 50


def build(update):
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    training = tf.placeholder_with_default(False, [], name="training")
    last = X
    for number, units in enumerate([100, 50], start=1):
        last = tf.layers.dense(last, units, name="hidden%d" % number)
        last = tf.layers.batch_normalization(last, training=training, momentum=0.95, name="bn%d" % number)
        last = tf.nn.elu(last)
    logits = tf.layers.dense(last, 10, name="outputs")
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
    train = tf.train.MomentumOptimizer(0.02, 0.9).minimize(loss)
    if update:
        train = tf.group(train, *tf.get_collection(tf.GraphKeys.UPDATE_OPS))
    return X, y, training, accuracy, train


def run(update):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X, y, training, accuracy, train = build(update)
    moving_mean = [v for v in tf.global_variables() if v.op.name == "bn1/moving_mean"][0]
    batch_mean = tf.reduce_mean(tf.get_default_graph().get_tensor_by_name("hidden1/BiasAdd:0"), 0)
    found = {"moving": [], "batch": [], "inference": [], "batchwise": []}
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for epoch in range(N_EPOCHS):
            for step in range(len(X_train) // BATCH):
                rows = slice(step * BATCH, (step + 1) * BATCH)
                if step % 10 == 0:
                    found["moving"].append(sess.run(moving_mean)[:6])
                    found["batch"].append(sess.run(batch_mean, feed_dict={X: X_train[rows]})[:6])
                sess.run(train, feed_dict={X: X_train[rows], y: y_train[rows], training: True})
            feeds = {X: X_valid, y: y_valid}
            found["inference"].append(sess.run(accuracy, feed_dict=feeds))
            found["batchwise"].append(sess.run(accuracy, feed_dict=dict(feeds, **{training.name: True})))
    return found


with_updates, without_updates = run(True), run(False)
for name, found in (("with updates", with_updates), ("without", without_updates)):
    for epoch in range(N_EPOCHS):
        told = (name, epoch, found["inference"][epoch], found["batchwise"][epoch])
        print("%-13s epoch %d  accuracy: %.3f  by the batch's own statistics: %.3f" % told)

"""Max-norm: the norms of the weights that enter each unit, before and after the clipping operation of each step."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
(X_train, y_train), _ = tf.keras.datasets.mnist.load_data()
X_train = X_train[:5000].reshape(-1, 784).astype(np.float32) / 255.0
y_train = y_train[:5000].astype(np.int32)
EPOCHS, BATCH, THRESHOLD = 2, 50, 1.0


def max_norm_regularizer(threshold, axes=1, name="max_norm", collection="max_norm"):
    def max_norm(weights):
        clipped = tf.clip_by_norm(weights, clip_norm=threshold, axes=axes)
        tf.add_to_collection(collection, tf.assign(weights, clipped, name=name))
        return None  # there is no regularization loss term

    return max_norm


def build():
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    # TF keeps one unit's incoming weights in a column: axes=0.
    regularizer = max_norm_regularizer(THRESHOLD, axes=0)
    hidden1 = tf.layers.dense(X, 100, activation=tf.nn.relu, kernel_regularizer=regularizer, name="hidden1")
    logits = tf.layers.dense(hidden1, 10, name="outputs")
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    return X, y, tf.train.MomentumOptimizer(0.05, 0.9).minimize(loss)


X, y, training_op = build()
kernel = tf.get_default_graph().get_tensor_by_name("hidden1/kernel:0")
norms = tf.norm(kernel, axis=0)
clip_all_weights = tf.get_collection("max_norm")


def train(clip):
    before, after = [], []
    sess.run(tf.global_variables_initializer())
    for _ in range(EPOCHS):
        for step in range(len(X_train) // BATCH):
            rows = slice(step * BATCH, (step + 1) * BATCH)
            sess.run(training_op, feed_dict={X: X_train[rows], y: y_train[rows]})
            before.append(sess.run(norms))
            if clip:
                sess.run(clip_all_weights)
            after.append(sess.run(norms))
    return np.array(before), np.array(after)


with tf.Session() as sess:
    unclipped, _ = train(clip=False)
    before, after = train(clip=True)

print(
    "norms without the operation: largest %.3f, above %g: %.2f"
    % (unclipped[-1].max(), THRESHOLD, np.mean(unclipped[-1] > THRESHOLD))
)
print("after a step: largest %.3f; after the operation: %.3f" % (before[-1].max(), after[-1].max()))

"""tf.layers.batch_normalization with its updates, a decaying rate, weight decay and a moving average of the weights."""

import numpy as np
import tensorflow as tf

tf.reset_default_graph()
tf.set_random_seed(42)
np.random.seed(42)
X = tf.placeholder(tf.float32, shape=(None, 10), name="X")
y = tf.placeholder(tf.int64, shape=(None), name="y")
training = tf.placeholder_with_default(False, shape=(), name="training")
decay = tf.contrib.layers.l2_regularizer(1e-3)


def layer(inputs, units, name):
    h = tf.layers.dense(inputs, units, kernel_regularizer=decay, name=name)
    h = tf.layers.batch_normalization(h, training=training, momentum=0.9)
    return tf.layers.dropout(tf.nn.elu(h), 0.2, training=training)


hidden = layer(layer(X, 20, "h1"), 20, "h2")
logits = tf.layers.dense(hidden, 3, name="outputs")
xentropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
loss = tf.add_n([tf.reduce_mean(xentropy)] + tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
global_step = tf.Variable(0, trainable=False, name="global_step")
rate = tf.train.exponential_decay(0.1, global_step, 10, 0.5, staircase=True)
extra_update_ops = tf.get_collection(tf.GraphKeys.UPDATE_OPS)
with tf.control_dependencies(extra_update_ops):
    minimize = tf.train.MomentumOptimizer(rate, 0.9, use_nesterov=True).minimize(loss, global_step=global_step)
average = tf.train.ExponentialMovingAverage(0.9, global_step)
with tf.control_dependencies([minimize]):
    training_op = average.apply(tf.trainable_variables())
accuracy = tf.reduce_mean(tf.cast(tf.nn.in_top_k(logits, y, 1), tf.float32))
init = tf.global_variables_initializer()
saver = tf.train.Saver(average.variables_to_restore())

with tf.Session() as sess:
    init.run()
    data = np.random.rand(60, 10)
    target = np.argmax(data[:, :3], axis=1)
    for epoch in range(30):
        sess.run(training_op, feed_dict={training: True, X: data, y: target})
    print(accuracy.eval(feed_dict={X: data, y: target}), rate.eval())

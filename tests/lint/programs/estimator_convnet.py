"""tf.estimator with a model function that shares weights between the training and the evaluating graph."""

from __future__ import division, print_function, absolute_import

import tempfile

import tensorflow as tf
from tensorflow.examples.tutorials.mnist import input_data

mnist = input_data.read_data_sets("/tmp/data/", one_hot=False)
learning_rate = 0.001
num_steps = 5
batch_size = 32
num_classes = 10
dropout = 0.25


def conv_net(x_dict, n_classes, dropout, reuse, is_training):
    with tf.variable_scope("ConvNet", reuse=reuse):
        x = x_dict["images"]
        x = tf.reshape(x, shape=[-1, 28, 28, 1])
        conv1 = tf.layers.conv2d(x, 8, 5, activation=tf.nn.relu)
        conv1 = tf.layers.max_pooling2d(conv1, 2, 2)
        fc1 = tf.contrib.layers.flatten(conv1)
        fc1 = tf.layers.dense(fc1, 32)
        fc1 = tf.layers.dropout(fc1, rate=dropout, training=is_training)
        out = tf.layers.dense(fc1, n_classes)
    return out


def model_fn(features, labels, mode):
    logits_train = conv_net(features, num_classes, dropout, reuse=False, is_training=True)
    logits_test = conv_net(features, num_classes, dropout, reuse=True, is_training=False)
    pred_classes = tf.argmax(logits_test, axis=1)
    if mode == tf.estimator.ModeKeys.PREDICT:
        return tf.estimator.EstimatorSpec(mode, predictions=pred_classes)
    loss_op = tf.reduce_mean(
        tf.nn.sparse_softmax_cross_entropy_with_logits(logits=logits_train, labels=tf.cast(labels, dtype=tf.int32))
    )
    optimizer = tf.train.GradientDescentOptimizer(learning_rate=learning_rate)
    train_op = optimizer.minimize(loss_op, global_step=tf.train.get_global_step())
    acc_op = tf.metrics.accuracy(labels=labels, predictions=pred_classes)
    return tf.estimator.EstimatorSpec(
        mode=mode, predictions=pred_classes, loss=loss_op, train_op=train_op, eval_metric_ops={"accuracy": acc_op}
    )


model = tf.estimator.Estimator(model_fn, model_dir=tempfile.mkdtemp())
input_fn = tf.estimator.inputs.numpy_input_fn(
    x={"images": mnist.train.images}, y=mnist.train.labels, batch_size=batch_size, num_epochs=None, shuffle=True
)
model.train(input_fn, steps=num_steps)
input_fn = tf.estimator.inputs.numpy_input_fn(
    x={"images": mnist.test.images[:128]}, y=mnist.test.labels[:128], batch_size=batch_size, shuffle=False
)
e = model.evaluate(input_fn)
print("Testing Accuracy:", e["accuracy"])

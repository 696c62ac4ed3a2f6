"""slim: argument scopes, regularizers, batch normalization, its own training operation."""

import numpy as np
import tensorflow as tf

slim = tf.contrib.slim


def lenet_arg_scope(weight_decay=0.0005, is_training=True):
    params = {"is_training": is_training, "decay": 0.9, "updates_collections": tf.GraphKeys.UPDATE_OPS}
    with slim.arg_scope(
        [slim.conv2d, slim.fully_connected],
        weights_regularizer=slim.l2_regularizer(weight_decay),
        weights_initializer=tf.truncated_normal_initializer(stddev=0.1),
        normalizer_fn=slim.batch_norm,
        normalizer_params=params,
        activation_fn=tf.nn.relu,
    ) as sc:
        return sc


def lenet(images, num_classes=10, is_training=False, dropout_keep_prob=0.5, scope="LeNet"):
    end_points = {}
    with tf.variable_scope(scope, "LeNet", [images, num_classes]):
        net = slim.conv2d(images, 8, [5, 5], scope="conv1")
        net = slim.max_pool2d(net, [2, 2], 2, scope="pool1")
        net = slim.conv2d(net, 16, [5, 5], scope="conv2")
        net = slim.max_pool2d(net, [2, 2], 2, scope="pool2")
        net = slim.flatten(net)
        end_points["Flatten"] = net
        net = slim.fully_connected(net, 32, scope="fc3")
        net = slim.dropout(net, dropout_keep_prob, is_training=is_training, scope="dropout3")
        logits = slim.fully_connected(net, num_classes, activation_fn=None, normalizer_fn=None, scope="fc4")
    end_points["Predictions"] = slim.softmax(logits, scope="Predictions")
    return logits, end_points


images = tf.placeholder(tf.float32, [None, 28, 28, 1])
labels = tf.placeholder(tf.int64, [None])
with slim.arg_scope(lenet_arg_scope()):
    logits, end_points = lenet(images, is_training=True)
slim.losses.sparse_softmax_cross_entropy(logits, labels)
total_loss = slim.losses.get_total_loss()
optimizer = tf.train.MomentumOptimizer(0.01, 0.9)
train_op = slim.learning.create_train_op(total_loss, optimizer)

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(4):
        feed = {images: np.random.rand(16, 28, 28, 1), labels: np.random.randint(0, 10, 16)}
        print(step, sess.run(train_op, feed))
slim.model_analyzer.analyze_vars(slim.get_model_variables(), print_info=False)

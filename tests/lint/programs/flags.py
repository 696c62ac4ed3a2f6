"""A program with flags and tf.app.run; functions for inference, loss and training."""

from __future__ import absolute_import, division, print_function

import math
import sys
import time

import numpy as np
import tensorflow as tf

flags = tf.app.flags
FLAGS = flags.FLAGS
flags.DEFINE_float("learning_rate", 0.01, "Initial learning rate.")
flags.DEFINE_integer("max_steps", 12, "Number of steps to run trainer.")
flags.DEFINE_integer("hidden1", 16, "Number of units in hidden layer 1.")
flags.DEFINE_string("train_dir", "", "Directory for the logs.")
flags.DEFINE_boolean("fake_data", True, "If true, uses fake data.")


def inference(images, hidden1_units):
    with tf.name_scope("hidden1"):
        weights = tf.Variable(tf.truncated_normal([20, hidden1_units], stddev=1.0 / math.sqrt(20.0)), name="weights")
        biases = tf.Variable(tf.zeros([hidden1_units]), name="biases")
        hidden1 = tf.nn.relu(tf.matmul(images, weights) + biases)
    with tf.name_scope("softmax_linear"):
        weights = tf.Variable(tf.truncated_normal([hidden1_units, 4], stddev=1.0 / math.sqrt(float(hidden1_units))))
        biases = tf.Variable(tf.zeros([4]), name="biases")
        logits = tf.matmul(hidden1, weights) + biases
    return logits


def loss(logits, labels):
    labels = tf.to_int64(labels)
    cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits, name="xentropy")
    return tf.reduce_mean(cross_entropy, name="xentropy_mean")


def training(loss, learning_rate):
    tf.summary.scalar("loss", loss)
    optimizer = tf.train.GradientDescentOptimizer(learning_rate)
    global_step = tf.Variable(0, name="global_step", trainable=False)
    return optimizer.minimize(loss, global_step=global_step)


def evaluation(logits, labels):
    correct = tf.nn.in_top_k(logits, labels, 1)
    return tf.reduce_sum(tf.cast(correct, tf.int32))


def fill_feed_dict(images_pl, labels_pl):
    return {images_pl: np.random.rand(8, 20), labels_pl: np.random.randint(0, 4, 8)}


def run_training():
    with tf.Graph().as_default():
        images_placeholder = tf.placeholder(tf.float32, shape=(8, 20))
        labels_placeholder = tf.placeholder(tf.int32, shape=(8))
        logits = inference(images_placeholder, FLAGS.hidden1)
        loss_op = loss(logits, labels_placeholder)
        train_op = training(loss_op, FLAGS.learning_rate)
        eval_correct = evaluation(logits, labels_placeholder)
        summary = tf.summary.merge_all()
        init = tf.global_variables_initializer()
        saver = tf.train.Saver()
        sess = tf.Session()
        sess.run(init)
        for step in range(FLAGS.max_steps):
            start_time = time.time()
            feed_dict = fill_feed_dict(images_placeholder, labels_placeholder)
            _, loss_value = sess.run([train_op, loss_op], feed_dict=feed_dict)
            duration = time.time() - start_time
            if step % 5 == 0:
                print("Step %d: loss = %.2f (%s)" % (step, loss_value, duration > 0))
                sess.run(summary, feed_dict=feed_dict)
        print(sess.run(eval_correct, feed_dict=fill_feed_dict(images_placeholder, labels_placeholder)) >= 0)
        if FLAGS.train_dir:
            saver.save(sess, FLAGS.train_dir)


def main(_):
    run_training()


if __name__ == "__main__":
    tf.app.run(main=main, argv=[sys.argv[0]])

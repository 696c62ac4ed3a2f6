"""tf.metrics over batches, reset between epochs by running their variables' initializer."""

import numpy as np
import tensorflow as tf

labels = tf.placeholder(tf.int64, [None])
predictions = tf.placeholder(tf.int64, [None])
with tf.variable_scope("metrics"):
    accuracy, accuracy_op = tf.metrics.accuracy(labels=labels, predictions=predictions)
    precision, precision_op = tf.metrics.precision(labels=labels, predictions=predictions)
running_vars = tf.get_collection(tf.GraphKeys.LOCAL_VARIABLES, scope="metrics")
running_vars_initializer = tf.variables_initializer(var_list=running_vars)
update = tf.group(accuracy_op, precision_op)

with tf.Session() as session:
    for epoch in range(20):
        session.run(running_vars_initializer)
        for _ in range(3):
            feed = {labels: np.random.randint(0, 2, 10), predictions: np.random.randint(0, 2, 10)}
            session.run(update, feed_dict=feed)
        acc, prec = session.run([accuracy, precision])
    print(0 <= acc <= 1, 0 <= prec <= 1)

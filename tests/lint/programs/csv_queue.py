"""Reads a CSV file through queues, with a coordinator and threads."""

import os
import tempfile

import tensorflow as tf

filename = os.path.join(tempfile.mkdtemp(), "points.csv")
with open(filename, "w") as f:
    for i in range(40):
        f.write("%f,%f,%d\n" % (i * 0.1, 1 - i * 0.1, i % 2))

filename_queue = tf.train.string_input_producer([filename], num_epochs=2)
reader = tf.TextLineReader()
key, value = reader.read(filename_queue)
col1, col2, label = tf.decode_csv(value, record_defaults=[[0.0], [0.0], [0]])
features = tf.stack([col1, col2])
feature_batch, label_batch = tf.train.shuffle_batch([features, label], batch_size=8, capacity=64, min_after_dequeue=16)

with tf.Session() as sess:
    sess.run(tf.group(tf.global_variables_initializer(), tf.local_variables_initializer()))
    coord = tf.train.Coordinator()
    threads = tf.train.start_queue_runners(sess=sess, coord=coord)
    batches = 0
    try:
        while not coord.should_stop():
            examples, targets = sess.run([feature_batch, label_batch])
            batches += 1
    except tf.errors.OutOfRangeError:
        print("done after", batches, "batches of", examples.shape)
    finally:
        coord.request_stop()
        coord.join(threads)

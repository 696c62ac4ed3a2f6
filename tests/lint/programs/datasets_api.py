"""tf.data with an iterator for each set, initialized in each epoch, read until it ends."""

import numpy as np
import tensorflow as tf

features = np.random.rand(100, 6).astype(np.float32)
labels = (features.sum(axis=1) > 3).astype(np.int32)


def parse(x, y):
    return x * 2.0 - 1.0, tf.one_hot(y, 2)


train_data = tf.data.Dataset.from_tensor_slices((features[:80], labels[:80])).map(parse).shuffle(80).batch(20)
test_data = tf.data.Dataset.from_tensor_slices((features[80:], labels[80:])).map(parse).batch(20)
iterator = tf.data.Iterator.from_structure(train_data.output_types, train_data.output_shapes)
x, y = iterator.get_next()
train_init = iterator.make_initializer(train_data)
test_init = iterator.make_initializer(test_data)

logits = tf.layers.dense(tf.layers.dense(x, 12, tf.nn.relu), 2)
loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits_v2(logits=logits, labels=tf.stop_gradient(y)))
optimizer = tf.train.AdamOptimizer(0.01).minimize(loss)
hits = tf.reduce_sum(tf.cast(tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1)), tf.float32))

with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(4):
        sess.run(train_init)
        total_loss, n_batches = 0, 0
        try:
            while True:
                _, l = sess.run([optimizer, loss])
                total_loss += l
                n_batches += 1
        except tf.errors.OutOfRangeError:
            pass
        print("Average loss epoch {0}: {1}".format(epoch, total_loss / n_batches))
    sess.run(test_init)
    total = 0
    try:
        while True:
            total += sess.run(hits)
    except tf.errors.OutOfRangeError:
        pass
    print("Accuracy {0}".format(total / 20))

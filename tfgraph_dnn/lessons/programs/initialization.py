"""How far a signal and its gradient get through 12 layers, for every initialization, activation and with batch norm."""

import numpy as np
import tensorflow as tf

N_LAYERS, N_UNITS, N_ROWS = 12, 100, 200
ACTIVATIONS = {"logistic": tf.nn.sigmoid, "tanh": tf.nn.tanh, "ReLU": tf.nn.relu, "ELU": tf.nn.elu}
INITIALIZERS = {
    "normal, 1": lambda: tf.random_normal_initializer(stddev=1.0),
    "normal, 0.01": lambda: tf.random_normal_initializer(stddev=0.01),
    "Xavier": lambda: tf.contrib.layers.xavier_initializer(uniform=False),
    "He": lambda: tf.contrib.layers.variance_scaling_initializer(),
}
rows = np.random.RandomState(0).randn(N_ROWS, N_UNITS).astype(np.float32)


def build(activation, initializer, batch_norm):
    X = tf.placeholder(tf.float32, [None, N_UNITS], name="X")
    before, after, last = [], [], X
    for number in range(1, N_LAYERS + 1):
        z = tf.layers.dense(last, N_UNITS, kernel_initializer=initializer, name="hidden%d" % number)
        if batch_norm:
            z = tf.layers.batch_normalization(z, training=True)
        last = activation(z)
        before.append(z)
        after.append(last)
    loss = tf.reduce_sum(last * tf.random_normal(tf.shape(last)))
    return X, after, tf.gradients(loss, before)


def spread(activation, initializer, batch_norm):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X, after, gradients = build(activation, initializer, batch_norm)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        after, gradients = sess.run([after, gradients], feed_dict={X: rows})
    return [np.std(a) for a in after], [np.std(g) for g in gradients]


forward, backward = {}, {}
for batch_norm in (False, True):
    for activation in ACTIVATIONS:
        for initializer in INITIALIZERS:
            found = spread(ACTIVATIONS[activation], INITIALIZERS[initializer](), batch_norm)
            forward[activation, initializer, batch_norm], backward[activation, initializer, batch_norm] = found

for batch_norm in (False, True):
    print("gradient at layer 1 / gradient at layer %d%s" % (N_LAYERS, ", batch norm" if batch_norm else ""))
    for activation in ACTIVATIONS:
        ratios = [
            backward[activation, i, batch_norm][0] / backward[activation, i, batch_norm][-1] for i in INITIALIZERS
        ]
        print("  %-9s" % activation, " ".join("%s: %.1e" % pair for pair in zip(INITIALIZERS, ratios)))

"""Six optimizers on an elongated bowl, and on a net."""

import numpy as np
import tensorflow as tf

(X_train, y_train), _ = tf.keras.datasets.mnist.load_data()
X_train = X_train[:5000].reshape(-1, 784).astype(np.float32) / 255.0
y_train = y_train[:5000].astype(np.int32)
OPTIMIZERS = {
    "gradient descent": lambda rate: tf.train.GradientDescentOptimizer(rate),
    "momentum": lambda rate: tf.train.MomentumOptimizer(rate, momentum=0.9),
    "Nesterov": lambda rate: tf.train.MomentumOptimizer(rate, momentum=0.9, use_nesterov=True),
    "AdaGrad": lambda rate: tf.train.AdagradOptimizer(rate),
    "RMSProp": lambda rate: tf.train.RMSPropOptimizer(rate, decay=0.9),
    "Adam": lambda rate: tf.train.AdamOptimizer(rate),
}
BOWL_RATES = {"gradient descent": 0.03, "momentum": 0.03, "Nesterov": 0.03, "AdaGrad": 0.9, "RMSProp": 0.1, "Adam": 0.3}
NET_RATES = {
    "gradient descent": 0.05,
    "momentum": 0.05,
    "Nesterov": 0.05,
    "AdaGrad": 0.05,
    "RMSProp": 1e-3,
    "Adam": 1e-3,
}
STEEP, START, STEPS, EPOCHS, BATCH = 20.0, (-4.0, 1.2), 60, 3, 50


def bowl(optimizer):
    tf.reset_default_graph()
    theta = tf.Variable(START, name="theta")
    cost = 0.5 * (tf.square(theta[0]) + STEEP * tf.square(theta[1]))
    training_op = optimizer.minimize(cost)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        path = [sess.run(theta)]
        for _ in range(STEPS):
            sess.run(training_op)
            path.append(sess.run(theta))
    return np.array(path)


def net(optimizer):
    tf.reset_default_graph()
    tf.set_random_seed(42)
    X = tf.placeholder(tf.float32, [None, 784], name="X")
    y = tf.placeholder(tf.int32, [None], name="y")
    he = tf.contrib.layers.variance_scaling_initializer()
    hidden1 = tf.layers.dense(X, 100, activation=tf.nn.elu, kernel_initializer=he, name="hidden1")
    hidden2 = tf.layers.dense(hidden1, 50, activation=tf.nn.elu, kernel_initializer=he, name="hidden2")
    logits = tf.layers.dense(hidden2, 10, kernel_initializer=he, name="outputs")
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    training_op = optimizer.minimize(loss)
    losses = []
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        for _ in range(EPOCHS):
            for step in range(len(X_train) // BATCH):
                rows = slice(step * BATCH, (step + 1) * BATCH)
                losses.append(sess.run([loss, training_op], feed_dict={X: X_train[rows], y: y_train[rows]})[0])
    return np.array(losses)


paths = {name: bowl(make(BOWL_RATES[name])) for name, make in OPTIMIZERS.items()}
curves = {name: net(make(NET_RATES[name])) for name, make in OPTIMIZERS.items()}
for name in OPTIMIZERS:
    distance = np.linalg.norm(paths[name][-1])
    print(
        "%-16s bowl: %.1e from the bottom after %d steps  net: loss %.3f"
        % (name, distance, STEPS, curves[name][-100:].mean())
    )

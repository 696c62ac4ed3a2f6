"""What every program does by hand: placeholders, variables, matmul, losses, an optimizer."""
import numpy as np


def dense_by_hand(tf):
    x = tf.placeholder(tf.float32, [None, 4], name="X")
    w = tf.Variable(tf.truncated_normal([4, 3], stddev=0.5), name="weights")
    b = tf.Variable(tf.zeros([3]), name="biases")
    z = tf.matmul(x, w) + b
    with tf.name_scope("hidden"):
        h = tf.maximum(0.01 * z, z, name="leaky")
    return {"z": z, "h": h}, {x: np.arange(8).reshape(2, 4)}


def variables_of_each_initializer(tf):
    with tf.variable_scope("s"):
        tf.get_variable("default", [5, 4])
        tf.get_variable("normal", [5, 4], initializer=tf.random_normal_initializer(stddev=0.1))
        tf.get_variable("truncated", [5, 4], initializer=tf.truncated_normal_initializer())
        tf.get_variable("uniform", [5, 4], initializer=tf.random_uniform_initializer(-1, 1))
        tf.get_variable("glorot_n", [5, 4], initializer=tf.glorot_normal_initializer())
        tf.get_variable("vs", [5, 4], initializer=tf.variance_scaling_initializer())
        tf.get_variable("orthogonal", [5, 4], initializer=tf.orthogonal_initializer())
        tf.get_variable("constant", [5, 4], initializer=tf.constant_initializer(3.0))
        tf.get_variable("identity", [5, 5], initializer=tf.initializers.identity())
        tf.get_variable("lecun", [5, 4], initializer=tf.initializers.lecun_normal())
        tf.get_variable("he", [3, 3, 2, 4], initializer=tf.initializers.he_uniform())
        tf.get_variable("list", initializer=[1.0, 2.0])


def regularizer_of_scope(tf):
    with tf.variable_scope("net", regularizer=lambda w: 0.5 * tf.reduce_sum(tf.abs(w), name="l1")):
        v = tf.get_variable("w", [3, 2])
        tf.get_variable("b", [2], initializer=tf.zeros_initializer())
        tf.get_variable("none", [2], regularizer=lambda w: None)
    total = tf.add_n(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES), name="total")
    return {"v": v, "total": total}


def optimizer_then_random(tf):
    x = tf.placeholder(tf.float32, [None, 4], name="X")
    w = tf.get_variable("w", [4, 3])
    y = tf.nn.relu(tf.matmul(x, w))
    loss = tf.reduce_mean(tf.square(y), name="loss")
    train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    noise = tf.random_normal([3], name="noise")
    return {"noise": noise, "train": train, "loss": loss}, {x: np.ones((2, 4))}, 3


def variable_without_shape(tf):
    return {"v": tf.get_variable("v")}

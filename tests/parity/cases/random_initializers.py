"""Every initializer class: through get_variable, called by hand, with dtypes, seeds, partitions; bits of the values."""

import numpy as np


def _made(tf, *initializers, shape=(5, 4), dtype=None):
    for i, initializer in enumerate(initializers):
        tf.get_variable(f"v{i}", shape, dtype=dtype, initializer=initializer)


def zeros_ones(tf):
    _made(tf, tf.zeros_initializer(), tf.ones_initializer(), tf.zeros_initializer, tf.ones_initializer)
    tf.get_variable("i", [3], tf.int32, initializer=tf.zeros_initializer())
    tf.get_variable("b", [3], tf.bool, initializer=tf.zeros_initializer())
    tf.get_variable("f64", [3], tf.float64, initializer=tf.ones_initializer(dtype=tf.float64))
    tf.get_variable("s", [], initializer=tf.initializers.zeros())


def constant(tf):
    _made(tf, tf.constant_initializer(2), tf.constant_initializer(0.5), tf.initializers.constant(-1.0))
    tf.get_variable("list", [2, 3], initializer=tf.constant_initializer([1, 2, 3, 4, 5, 6]))
    tf.get_variable("short", [2, 3], initializer=tf.constant_initializer([1, 2, 3]))
    tf.get_variable("array", [2, 2], initializer=tf.constant_initializer(np.eye(2)))
    tf.get_variable("int", [2], tf.int32, initializer=tf.constant_initializer(3))
    tf.get_variable("verified", [2], initializer=tf.constant_initializer([1.0, 2.0], verify_shape=True))


def constant_wrong_shape(tf):
    tf.get_variable("v", [3], initializer=tf.constant_initializer([1.0, 2.0], verify_shape=True))


def constant_too_many(tf):
    tf.get_variable("v", [2], initializer=tf.constant_initializer([1.0, 2.0, 3.0]))


def constant_bad_value(tf):
    tf.constant_initializer({"a": 1})


def uniform(tf):
    _made(
        tf,
        tf.random_uniform_initializer(),
        tf.random_uniform_initializer(-0.1, 0.1),
        tf.random_uniform_initializer(0, 1, seed=3),
        tf.initializers.random_uniform(maxval=2.0),
        tf.random_uniform_initializer,
    )
    tf.get_variable("f64", [3], tf.float64, initializer=tf.random_uniform_initializer(0, 1, dtype=tf.float64))
    tf.get_variable("int", [3], tf.int32, initializer=tf.random_uniform_initializer(0, 10, dtype=tf.int32))


def normal(tf):
    _made(
        tf,
        tf.random_normal_initializer(),
        tf.random_normal_initializer(stddev=0.02),
        tf.random_normal_initializer(1.0, 2.0, seed=3),
        tf.initializers.random_normal(0.5),
    )
    tf.get_variable("f16", [3], tf.float16, initializer=tf.random_normal_initializer(dtype=tf.float16))
    tf.get_variable("f64", [3], tf.float64, initializer=tf.random_normal_initializer())


def truncated(tf):
    _made(
        tf,
        tf.truncated_normal_initializer(),
        tf.truncated_normal_initializer(stddev=0.02),
        tf.truncated_normal_initializer(1.0, 2.0, seed=3),
        tf.initializers.truncated_normal(0.5),
    )
    tf.get_variable("f16", [3], tf.float16, initializer=tf.truncated_normal_initializer())


def variance_scaling(tf):
    for mode in ("fan_in", "fan_out", "fan_avg"):
        for distribution in ("normal", "uniform", "truncated_normal", "untruncated_normal"):
            init = tf.variance_scaling_initializer(2.0, mode, distribution)
            tf.get_variable(f"{mode}_{distribution}", [5, 4], initializer=init)


def variance_scaling_shapes(tf):
    for i, shape in enumerate(([], [3], [3, 4], [3, 3, 2, 4], [2, 2, 2, 3, 4], [5, 2, 3])):
        tf.get_variable(f"v{i}", shape, initializer=tf.variance_scaling_initializer(seed=i))


def variance_scaling_bad_scale(tf):
    tf.variance_scaling_initializer(-1.0)


def variance_scaling_bad_mode(tf):
    tf.variance_scaling_initializer(mode="fan")


def variance_scaling_bad_distribution(tf):
    tf.variance_scaling_initializer(distribution="cauchy")


def glorot_he_lecun(tf):
    i = tf.initializers
    _made(
        tf,
        tf.glorot_uniform_initializer(),
        tf.glorot_normal_initializer(),
        i.glorot_uniform(seed=2),
        i.glorot_normal(seed=2),
        i.he_normal(),
        i.he_uniform(),
        i.lecun_normal(),
        i.lecun_uniform(),
        i.he_normal(seed=1),
        i.he_uniform(seed=1),
    )
    tf.get_variable("f64", [5, 4], tf.float64, initializer=tf.glorot_uniform_initializer(dtype=tf.float64))
    tf.get_variable("f16", [5, 4], tf.float16, initializer=i.he_normal())
    tf.get_variable("conv", [3, 3, 2, 8], initializer=tf.glorot_uniform_initializer())


def uniform_unit_scaling(tf):
    _made(
        tf,
        tf.uniform_unit_scaling_initializer(),
        tf.uniform_unit_scaling_initializer(factor=1.43, seed=2),
        tf.initializers.uniform_unit_scaling(),
    )
    tf.get_variable("conv", [3, 3, 2, 4], initializer=tf.uniform_unit_scaling_initializer())


def orthogonal(tf):
    _made(
        tf,
        tf.orthogonal_initializer(),
        tf.orthogonal_initializer(gain=1.4, seed=3),
        tf.initializers.orthogonal(),
        tf.orthogonal_initializer,
    )
    tf.get_variable("wide", [3, 6], initializer=tf.orthogonal_initializer())
    tf.get_variable("conv", [3, 3, 2, 4], initializer=tf.orthogonal_initializer())
    tf.get_variable("f64", [3, 3], tf.float64, initializer=tf.orthogonal_initializer(dtype=tf.float64))


def orthogonal_vector(tf):
    tf.get_variable("v", [3], initializer=tf.orthogonal_initializer())


def identity(tf):
    tf.get_variable("square", [4, 4], initializer=tf.initializers.identity())
    tf.get_variable("wide", [3, 5], initializer=tf.initializers.identity(gain=2.0))
    tf.get_variable("tall", [5, 3], initializer=tf.initializers.identity(dtype=tf.float32))


def identity_vector(tf):
    tf.get_variable("v", [3], initializer=tf.initializers.identity())


def delta_orthogonal(tf):
    from tensorflow.python.ops import init_ops

    tf.get_variable("conv1", [3, 2, 4], initializer=init_ops.convolutional_delta_orthogonal())
    tf.get_variable("conv2", [3, 3, 2, 4], initializer=init_ops.convolutional_delta_orthogonal(gain=1.2, seed=3))
    tf.get_variable("conv3", [3, 3, 3, 2, 4], initializer=init_ops.convolutional_delta_orthogonal())


def convolutional_orthogonal(tf):
    from tensorflow.python.ops import init_ops

    tf.get_variable("conv1", [3, 4, 4], initializer=init_ops.convolutional_orthogonal_1d())
    tf.get_variable("conv2", [2, 2, 4, 4], initializer=init_ops.convolutional_orthogonal_2d(gain=1.2, seed=3))
    tf.get_variable("conv3", [2, 2, 2, 4, 4], initializer=init_ops.convolutional_orthogonal_3d())


def called_by_hand(tf):
    return {
        "bits0": tf.random_normal_initializer()([3, 2]),
        "bits1": tf.glorot_uniform_initializer()([3, 2], tf.float32),
        "bits2": tf.truncated_normal_initializer(stddev=0.1)(shape=[3], dtype=tf.float64),
        "bits3": tf.zeros_initializer()([2]),
        "bits4": tf.constant_initializer(3.0)([2]),
        "bits5": tf.random_uniform_initializer(0.0, 1.0)((3,)),
        "bits6": tf.orthogonal_initializer()([3, 3]),
        "bits7": tf.initializers.identity()([2, 2]),
    }


def partitioned(tf):
    partitioner = tf.fixed_size_partitioner(2)
    with tf.variable_scope("p", partitioner=partitioner):
        tf.get_variable("uniform", [6, 3], initializer=tf.random_uniform_initializer(-1, 1))
        tf.get_variable("glorot", [6, 3])
        tf.get_variable("he", [6, 3], initializer=tf.initializers.he_normal())
        tf.get_variable("constant", [6], initializer=tf.constant_initializer(1.0))
        tf.get_variable("unit", [6, 3], initializer=tf.uniform_unit_scaling_initializer())


def identity_partitioned(tf):
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(2)):
        tf.get_variable("v", [6, 6], initializer=tf.initializers.identity())


def configs(tf):
    i = tf.initializers
    made = [
        tf.zeros_initializer(),
        tf.constant_initializer(2.0),
        tf.random_uniform_initializer(-1, 1, seed=3),
        tf.truncated_normal_initializer(stddev=0.1),
        i.variance_scaling(),
        i.orthogonal(gain=2.0),
        i.identity(),
        i.he_normal(),
        i.lecun_uniform(),
        tf.glorot_normal_initializer(),
        tf.uniform_unit_scaling_initializer(),
    ]
    texts = [str(sorted((k, str(v)) for k, v in m.get_config().items())) for m in made]
    texts += [type(m).__name__ for m in made]
    texts += [str(type(m).from_config(m.get_config()).get_config() == m.get_config()) for m in made[:4]]
    return {"configs": tf.constant(texts)}


def get_by_class(tf):
    classes = [tf.random_normal_initializer, tf.truncated_normal_initializer, tf.glorot_uniform_initializer]
    for i, cls in enumerate(classes):
        tf.get_variable(f"v{i}", [4, 3], initializer=cls)


def defaults_of_get_variable(tf):
    tf.get_variable("float", [4, 3])
    tf.get_variable("int", [3], tf.int32)
    tf.get_variable("bool", [3], tf.bool)
    tf.get_variable("f64", [4, 3], tf.float64)
    tf.get_variable("tensor", initializer=tf.random_normal([3]))
    tf.get_variable("callable", initializer=lambda: tf.random_normal([3]))
    tf.get_variable("numpy", initializer=np.ones((2, 2), np.float32))
    tf.get_variable("scalar", initializer=3.0)


def resource_variables(tf):
    with tf.variable_scope("r", use_resource=True):
        tf.get_variable("uniform", [4, 3], initializer=tf.random_uniform_initializer(0, 1))
        tf.get_variable("default", [4, 3])
        tf.get_variable("orthogonal", [3, 3], initializer=tf.orthogonal_initializer())


def scope_initializer(tf):
    with tf.variable_scope("s", initializer=tf.random_uniform_initializer(-0.5, 0.5)):
        tf.get_variable("a", [3])
        with tf.variable_scope("t", initializer=tf.orthogonal_initializer()):
            tf.get_variable("b", [3, 3])
        tf.get_variable("c", [3], initializer=tf.random_normal_initializer())


def initialized_value(tf):
    w = tf.Variable(tf.random_normal([3, 2]), name="w")
    w2 = tf.Variable(w.initialized_value() * 2.0, name="w2")
    w3 = tf.Variable(w.initial_value, name="w3")
    return {"w2": w2, "w3": w3}

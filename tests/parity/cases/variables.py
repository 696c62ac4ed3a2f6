"""tf.Variable, tf.get_variable, variable scopes: names, reuse, collections, regularizers, partitions, errors."""
import numpy as np


def _l2(tf, scale):
    return lambda w: tf.multiply(scale, tf.nn.l2_loss(w), name="loss")


def regularizer_per_variable(tf):
    v = tf.get_variable("v", [3], regularizer=_l2(tf, 0.5))
    return {"all": tf.get_collection("regularization_losses")}


def regularizer_reuse_adds_none(tf):
    with tf.variable_scope("a", regularizer=_l2(tf, 0.1)):
        tf.get_variable("v", [3, 2])
    with tf.variable_scope("a", reuse=True):
        tf.get_variable("v", [3, 2])
    with tf.variable_scope("a", reuse=tf.AUTO_REUSE, regularizer=_l2(tf, 0.2)):
        tf.get_variable("v", [3, 2])
        tf.get_variable("u", [3, 2])


def regularizer_under_partitioner(tf):
    with tf.variable_scope("p", partitioner=tf.fixed_size_partitioner(3), regularizer=_l2(tf, 0.1)):
        v = tf.get_variable("v", [6, 2])
        b = tf.get_variable("b", [4], partitioner=None)
    return {"v": tf.convert_to_tensor(v), "b": tf.convert_to_tensor(b)}


def regularizer_under_name_scope_and_device(tf):
    with tf.name_scope("ns"), tf.device("/cpu:0"), tf.variable_scope("vs", regularizer=_l2(tf, 0.1)):
        v = tf.get_variable("v", [3])
        with tf.name_scope("inner"):
            w = tf.get_variable("w", [3]) * 2.0
    return {"w": w}


def regularizer_inside_cond(tf):
    def inside():
        return tf.reduce_sum(tf.get_variable("v", [3], regularizer=_l2(tf, 0.1), initializer=tf.ones_initializer()))

    return {"c": tf.cond(tf.constant(True), inside, lambda: tf.constant(0.0))}


def regularizer_and_custom_getter(tf):
    def getter(inner, name, *args, **kwargs):
        return tf.identity(inner(name, *args, **kwargs), name="got")

    with tf.variable_scope("s", custom_getter=getter, regularizer=_l2(tf, 0.3)):
        v = tf.get_variable("v", [2])
    return {"v": v}


def scopes_default_names(tf):
    names = []
    for _ in range(3):
        with tf.variable_scope(None, default_name="layer"):
            names.append(tf.get_variable("w", [2]).name)
            with tf.name_scope("add"):
                tf.constant(1.0)
    with tf.variable_scope("outer") as outer:
        tf.get_variable("w", [2])
    with tf.variable_scope(outer, reuse=True):
        tf.get_variable("w", [2])
        tf.constant(2.0)
    with tf.variable_scope(outer, auxiliary_name_scope=False):
        tf.constant(3.0)
    with tf.variable_scope("outer"):
        tf.constant(4.0)


def scope_initializer_and_dtype(tf):
    with tf.variable_scope("s", initializer=tf.constant_initializer(2.0), dtype=tf.float64):
        tf.get_variable("a", [2])
        tf.get_variable("b", [2], initializer=tf.random_normal_initializer())
        tf.get_variable("c", initializer=np.ones(3))
        tf.get_variable("d", [2], dtype=tf.int32)
        tf.get_variable("e", [2], dtype=tf.bool, initializer=tf.zeros_initializer())


def already_exists(tf):
    tf.get_variable("v", [1])
    tf.get_variable("v", [1])


def reuse_of_missing(tf):
    with tf.variable_scope("s", reuse=True):
        tf.get_variable("v", [1])


def reuse_other_shape(tf):
    tf.get_variable("v", [1])
    with tf.variable_scope("", reuse=True):
        tf.get_variable("v", [2])


def reuse_other_dtype(tf):
    tf.get_variable("v", [1])
    with tf.variable_scope(tf.get_variable_scope(), reuse=True):
        tf.get_variable("v", [1], dtype=tf.int32)


def initializer_and_shape(tf):
    tf.get_variable("v", [2], initializer=tf.ones([2]))


def trainable_and_collections(tf):
    tf.get_variable("a", [2], trainable=False)
    tf.get_variable("b", [2], collections=["mine", tf.GraphKeys.LOCAL_VARIABLES])
    tf.Variable([1.0, 2.0], trainable=False, name="c")
    tf.Variable(3, name="c")
    tf.Variable(lambda: tf.random_normal([2]), dtype=tf.float32, name="lazy")
    tf.Variable(tf.random_uniform([2, 3], -1.0, 1.0), name="W", collections=["x"])


def variable_arithmetic(tf):
    v = tf.Variable([1.0, 2.0, 3.0], name="v")
    w = tf.Variable([[1.0], [2.0], [3.0]], name="w")
    made = [v + 1.0, 1.0 - v, v * v, v / 2.0, -v, v ** 2.0, abs(v), v[1], v[:2], w[0, :], v > 1.0, v <= 2.0, v // 2.0, v % 2.0]
    with tf.name_scope("scope"):
        made.append(v + w)
        made.append(tf.matmul(w, w, transpose_a=True))
    step = tf.assign_add(v, [1.0, 1.0, 1.0])
    made += [step, v.assign(v * 2.0), v.assign_sub(v), tf.assign(w, w + 1.0, name="set"), v.initialized_value(), v.read_value()]
    return {str(i): t for i, t in enumerate(made[:16])}


def resource_variables(tf):
    with tf.variable_scope("r", use_resource=True):
        v = tf.get_variable("v", [3])
        w = tf.get_variable("w", [3], regularizer=_l2(tf, 0.1))
    add = v.assign_add(w)
    with tf.control_dependencies([add]):
        total = tf.reduce_sum(v.read_value())
        product = v * w + 1.0
    return {"y": product, "total": total}


def count_up_and_initializers(tf):
    v = tf.Variable(0, name="count")
    tf.variables_initializer([v], name="init_some")
    tf.initialize_all_variables()
    tf.initialize_variables([v])
    tf.report_uninitialized_variables()
    tf.is_variable_initialized(v)
    tf.local_variables_initializer()
    return {"n": tf.count_up_to(v, 3)}


def scatter_updates(tf):
    v = tf.Variable(np.zeros((4, 2), np.float32), name="v")
    a = tf.scatter_add(v, [0, 2, 2], np.ones((3, 2), np.float32))
    b = tf.scatter_update(v, [1], [[5.0, 5.0]])
    with tf.control_dependencies([a, b]):
        return {"v": tf.identity(v)}


def templates(tf):
    def scale(x):
        return x * tf.get_variable("w", [1], regularizer=_l2(tf, 0.1))

    t = tf.make_template("scale", scale)
    u = tf.make_template("scale", scale, create_scope_now_=True)
    x = tf.constant([2.0])
    return {"y": t(x) + t(x) + u(x)}

"""tf.summary.*: nodes, serialized values, collections, names."""
import numpy as np


def scalars(tf):
    with tf.name_scope("s"):
        a = tf.summary.scalar("loss", tf.constant(1.5))
    b = tf.summary.scalar("loss rate", 2.0, collections=["mine"])
    c = tf.summary.scalar("x", tf.constant(3), family="f")
    return {"a": a, "b": b, "c": c, "merged": tf.summary.merge_all()}


def histogram(tf):
    values = tf.constant(np.arange(5, dtype=np.float32))
    return {"h": tf.summary.histogram("weights", values), "i": tf.summary.histogram("ints", tf.constant([1, 2]), family="fam")}


def image(tf):
    x = tf.constant(np.random.RandomState(0).rand(2, 3, 3, 1).astype(np.float32))
    s = tf.summary.image("img", x, max_outputs=1)
    return {"shape": tf.shape(s), "merged": tf.shape(tf.summary.merge_all())}


def text_and_tensor(tf):
    t = tf.summary.text("note", tf.constant("hello"))
    s = tf.summary.tensor_summary("tensor", tf.constant([1.0, 2.0]))
    return {"t": t, "s": s}


def audio(tf):
    x = tf.constant(np.zeros((1, 20, 1), np.float32))
    return {"a": tf.shape(tf.summary.audio("sound", x, 100.0))}


def merge_some(tf):
    a, b = tf.summary.scalar("a", 1.0), tf.summary.scalar("b", 2.0)
    return {"both": tf.summary.merge([a, b], name="both"), "noise_bits": tf.random_normal([2])}


def merge_all_of_nothing(tf):
    return {"none": tf.constant(tf.summary.merge_all() is None)}


def merge_all_of_key_and_scope(tf):
    with tf.name_scope("in"):
        tf.summary.scalar("a", 1.0)
    tf.summary.scalar("b", 2.0)
    tf.summary.scalar("c", 3.0, collections=["k"])
    return {"scoped": tf.summary.merge_all(scope="in"), "keyed": tf.summary.merge_all("k")}


def of_a_variable(tf):
    w = tf.get_variable("w", [3, 2])
    with tf.name_scope("summaries"):
        mean = tf.reduce_mean(w + 0.0)
        tf.summary.scalar("mean", mean)
        with tf.name_scope("stddev"):
            deviation = tf.sqrt(tf.reduce_mean(tf.square(w - mean)))
        tf.summary.scalar("stddev", deviation)
        tf.summary.scalar("max", tf.reduce_max(w + 0.0))
        tf.summary.histogram("histogram", w)
    return {"merged": tf.summary.merge_all(), "noise_bits": tf.random_normal([2])}


def bad_name(tf):
    return {"s": tf.summary.scalar("a b:c(d)", 1.0)}


def wrong_family(tf):
    return {"s": tf.summary.scalar("x", tf.constant("a"))}


def merge_in_wrong_type(tf):
    return {"s": tf.summary.merge([tf.constant(1.0)])}


def not_a_scalar(tf):
    return {"s": tf.summary.scalar("v", tf.constant([1.0, 2.0]))}

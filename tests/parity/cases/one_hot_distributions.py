"""tf.contrib.distributions of one-hot vectors, and of what is near them."""


def _asked(tf, d, value):
    return {
        "sample_bits": d.sample(3, seed=5),
        "unseeded_bits": d.sample(),
        "sampled_twice_bits": d.sample([2, 2]),
        "after_bits": tf.random_normal([2]),
        "log_prob": d.log_prob(value),
        "prob": d.prob(value),
        "batch": d.batch_shape_tensor(),
        "event": d.event_shape_tensor(),
    }


def _statistics(d):
    return {"entropy": d.entropy(), "mode": d.mode(), "covariance": d.covariance(), "variance": d.variance(), "stddev": d.stddev()}


def _rounded(tf, d, value):
    """As `_asked`; the logarithm's last bits are the processor's."""
    return {name.replace("_bits", ""): tensor for name, tensor in _asked(tf, d, value).items()}


def one_hot_of_probs(tf):
    d = tf.contrib.distributions.OneHotCategorical(probs=[0.1, 0.5, 0.4])
    return dict(_asked(tf, d, [0, 1, 0]), size=d.event_size, logits=d.logits, **_statistics(d))


def one_hot_of_logits(tf):
    d = tf.contrib.distributions.OneHotCategorical([[-2.0, 2.0, 0.0], [0.3, 0.1, 0.2]], dtype=tf.float32, name="mine")
    return dict(_asked(tf, d, [[0.0, 1.0, 0.0]]), probs=d.probs, **_statistics(d))


def one_hot_of_unknown_shape(tf):
    logits = tf.placeholder_with_default([[-2.0, 2.0, 0.0], [0.3, 0.1, 0.2]], [None, None])
    d = tf.contrib.distributions.OneHotCategorical(logits)
    return _asked(tf, d, [[0, 1, 0], [0, 0, 1]])


def one_hot_of_unknown_rank(tf):
    d = tf.contrib.distributions.OneHotCategorical(tf.placeholder_with_default([-2.0, 2.0, 0.0], None))
    return _asked(tf, d, [0, 1, 0])


def one_hot_divergence(tf):
    ds = tf.contrib.distributions
    return {"kl": ds.kl_divergence(ds.OneHotCategorical(probs=[0.1, 0.5, 0.4]), ds.OneHotCategorical([0.0, 1.0, 2.0]))}


def exp_relaxed(tf):
    d = tf.contrib.distributions.ExpRelaxedOneHotCategorical(0.5, probs=[0.1, 0.5, 0.4])
    return dict(_rounded(tf, d, [-0.7, -1.2, -2.0]), temperature=d.temperature)


def exp_relaxed_of_two(tf):
    d = tf.contrib.distributions.ExpRelaxedOneHotCategorical(3.0, logits=[[-2.0, 2.0, 0.0], [0.3, 0.1, 0.2]])
    return _rounded(tf, d, [-0.7, -1.2, -2.0])


def exp_relaxed_checked(tf):
    d = tf.contrib.distributions.ExpRelaxedOneHotCategorical(tf.constant(0.5), logits=[0.0, 1.0], validate_args=True)
    return {"sample": d.sample(2, seed=3), "log_prob": d.log_prob(d.sample(2, seed=4))}


def _values(tf, make, value):
    """What a distribution answers, without the nodes that do it; `after` depends on their number."""
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        found = session.run(_asked(tf, make(tf.contrib.distributions), value))
    return {name.replace("sample_bits", "sample").replace("unseeded_bits", "unseeded").replace("twice_bits", "twice"): tf.constant(got) for name, got in found.items()}


def relaxed(tf):
    return _values(tf, lambda ds: ds.RelaxedOneHotCategorical(0.5, probs=[0.1, 0.5, 0.4]), [0.3, 0.2, 0.5])


def relaxed_of_two(tf):
    logits = [[-2.0, 2.0, 0.0], [0.3, 0.1, 0.2]]
    value = [[0.3, 0.2, 0.5], [0.1, 0.1, 0.8]]
    return _values(tf, lambda ds: ds.RelaxedOneHotCategorical(2.0, logits=logits), value)


def relaxed_after_what_it_was_asked(tf):
    with tf.Graph().as_default(), tf.Session() as session:
        tf.set_random_seed(7)
        d = tf.contrib.distributions.RelaxedOneHotCategorical(2.0, logits=[[-2.0, 2.0, 0.0]])
        d.log_prob([0.3, 0.2, 0.5])
        first = tf.random_normal([2])
        d.prob([0.3, 0.2, 0.5])
        found = session.run([first, tf.random_normal([2])])
    return {"first_bits": tf.constant(found[0]), "second_bits": tf.constant(found[1])}

"""tf.distributions, and the names tf.contrib.distributions had for them."""


def _asked(tf, distribution, value):
    return {
        "sample_bits": distribution.sample(3, seed=5),
        "unseeded_bits": distribution.sample(),
        "log_prob": distribution.log_prob(value),
        "mean": distribution.mean(),
        "after_bits": tf.random_normal([2]),
    }


def normal(tf):
    d = tf.distributions.Normal(loc=[0.0, 1.0], scale=2.0)
    return dict(_asked(tf, d, 0.5), entropy=d.entropy(), cdf=d.cdf(0.3), stddev=d.stddev(), prob=d.prob(1.0))


def contrib_normal(tf):
    ds = tf.contrib.distributions
    first, second = ds.Normal(0.0, 1.0), ds.Normal([0.5, 2.0], 2.0)
    return {"kl": ds.kl_divergence(first, second), "sample_bits": first.sample([2, 2])}


def uniform(tf):
    d = tf.distributions.Uniform(low=-1.0, high=[2.0, 3.0])
    return dict(_asked(tf, d, 0.5), range=d.range())


def bernoulli(tf):
    d = tf.contrib.distributions.Bernoulli(logits=[0.3, -1.0])
    return dict(_asked(tf, d, [1, 0]), probs=d.probs, mode=d.mode())


def categorical(tf):
    d = tf.distributions.Categorical(logits=[[0.1, 0.7, -0.5]])
    fetches = _asked(tf, d, [1])
    del fetches["mean"]
    return dict(fetches, entropy=d.entropy())


def beta(tf):
    return {"log_prob": tf.distributions.Beta(1.5, 2.0).log_prob(0.25), "after_bits": tf.random_normal([2])}


def gamma(tf):
    d = tf.distributions.Gamma(concentration=2.0, rate=[1.0, 3.0])
    return {"log_prob": d.log_prob(0.25), "mean": d.mean(), "after_bits": tf.random_normal([2])}


def exponential(tf):
    return _asked(tf, tf.distributions.Exponential(rate=[1.0, 3.0]), 0.25)


def laplace(tf):
    return _asked(tf, tf.distributions.Laplace(loc=0.5, scale=[1.0, 3.0]), 0.25)


def student_t(tf):
    d = tf.distributions.StudentT(df=3.0, loc=0.5, scale=2.0)
    return {"log_prob": d.log_prob(0.25), "mean": d.mean(), "after_bits": tf.random_normal([2])}


def dirichlet(tf):
    d = tf.distributions.Dirichlet([1.0, 2.0, 3.0])
    return {"log_prob": d.log_prob([0.2, 0.3, 0.5]), "mean": d.mean(), "after_bits": tf.random_normal([2])}


def multinomial(tf):
    d = tf.distributions.Multinomial(total_count=4.0, probs=[0.2, 0.3, 0.5])
    return {"log_prob": d.log_prob([1.0, 1.0, 2.0]), "mean": d.mean(), "sample_bits": d.sample(2, seed=3)}


def scale_must_be_positive(tf):
    return {"p": tf.distributions.Normal(0.0, -1.0, validate_args=True).prob(0.0)}


def reinforce(tf):
    logits = tf.layers.dense(tf.ones([2, 3]), 4, name="policy")
    d = tf.distributions.Categorical(logits=logits)
    action = d.sample(seed=1)
    loss = -tf.reduce_mean(d.log_prob(action))
    tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    return {"action_bits": action, "loss": loss, "after_bits": tf.random_normal([2])}

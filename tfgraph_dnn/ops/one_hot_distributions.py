"""Distributions over classes as one-hot vectors, and their relaxation to vectors of probabilities."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn._backend import private, shift_op_count, tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.ops import filled, ones_like, random_draws, reductions, transposition
from tfgraph_dnn.ops.assertions import assert_non_positive, assert_positive
from tfgraph_dnn.ops.diagonals import matrix_set_diag
from tfgraph_dnn.ops.empty_lists import reshape
from tfgraph_dnn.ops.log_sum_exp import reduce_logsumexp

# What TF 1.15 made besides, where shapes are known: its class was a transformation of another distribution, and looked
# for batches and events to turn. Op seeds depend on the count.
_MORE_TO_MAKE, _MORE_TO_DRAW, _MORE_TO_ASK = 29, 1, 17


class _OverClasses(tf1.distributions.Distribution):
    """What both have: logits and probabilities of the classes along the last dimension."""

    def _take_classes(self, logits, probs, validate_args: bool, name: str) -> None:
        self._logits, self._probs = private.get_logits_and_probs(
            name=name, logits=logits, probs=probs, validate_args=validate_args, multidimensional=True
        )

    def _measure_classes(self) -> None:
        rank = self._logits.get_shape().with_rank_at_least(1).ndims
        if rank is not None:
            self._batch_rank = tf1.convert_to_tensor(rank - 1, dtype=tf1.int32, name="batch_rank")
        else:
            with private.uniquifying_name_scope(name="batch_rank"):
                self._batch_rank = tf1.rank(self._logits) - 1
        with private.uniquifying_name_scope(name="event_size"):
            self._event_size = tf1.shape(self._logits)[-1]

    @property
    def event_size(self):
        """Scalar `int32` tensor: the number of classes."""
        return self._event_size

    @property
    def logits(self):
        """Unscaled log probabilities."""
        return self._logits

    @property
    def probs(self):
        """Probabilities of the classes."""
        return self._probs

    def _batch_shape_tensor(self):
        return tf1.shape(self.logits)[:-1]

    def _batch_shape(self):
        return self.logits.get_shape()[:-1]

    def _event_shape_tensor(self):
        return tf1.shape(self.logits)[-1:]

    def _event_shape(self):
        return self.logits.get_shape().with_rank_at_least(1)[-1:]

    def _broadcast(self, x):
        """`x` and the logits, of one shape."""
        logits = self.logits
        shapes = x.get_shape(), logits.get_shape()
        if all(shape.is_fully_defined() for shape in shapes) and shapes[0].as_list() == shapes[1].as_list():
            return x, logits
        logits = ones_like.ones_like(x, dtype=logits.dtype) * logits
        return ones_like.ones_like(logits, dtype=x.dtype) * x, logits

    def _checked(self, x):
        if not self.validate_args:
            return x
        no_more_than_one = assert_non_positive(x)
        sums_to_one = tf1.assert_near(filled.zeros([], dtype=self.dtype), reduce_logsumexp(x, axis=[-1]))
        return private.with_dependencies([no_more_than_one, sums_to_one], x)


@shown_as("tensorflow.contrib.distributions.python.ops.onehot_categorical.OneHotCategorical")
class OneHotCategorical(_OverClasses):
    """One of several classes, as a vector with a one in its place.

    Args:
      logits, probs: unscaled log probabilities, or probabilities, of shape `[..., classes]`; one of the two.
      dtype: dtype of the samples.
      validate_args: whether the graph checks its input.
      allow_nan_stats: whether undefined statistics are NaN.
      name: name of the name scope.

    Raises:
      ValueError: logits and probs are both given, or neither.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> classes = tf.contrib.distributions.OneHotCategorical(probs=[0.1, 0.5, 0.4])
      >>> with tf.Session() as sess:
      ...     print(sess.run(classes.prob([0, 1, 0])).round(4))
      0.5
    """

    def __init__(
        self,
        logits=None,
        probs=None,
        dtype=tf1.int32,
        validate_args=False,
        allow_nan_stats=True,
        name="OneHotCategorical",
    ):
        parameters = dict(locals())
        with private.uniquifying_name_scope(name, values=[logits, probs]) as name:
            self._take_classes(logits, probs, validate_args, name)
            self._measure_classes()
        super().__init__(
            dtype=dtype,
            reparameterization_type=tf1.distributions.NOT_REPARAMETERIZED,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=[self._logits, self._probs],
            name=name,
        )

    def _sample_n(self, n, seed=None):
        shape = tf1.concat([[n], tf1.shape(self.logits)], 0)
        flat = self.logits if self.logits.get_shape().ndims == 2 else reshape(self.logits, [-1, self.event_size])
        classes = transposition.transpose(tf1.multinomial(flat, n, seed=seed))
        return reshape(filled.one_hot(classes, self.event_size, dtype=self.dtype), shape)

    def _log_prob(self, x):
        x, logits = self._broadcast(self._checked(x))
        shape = tf1.shape(reductions.reduce_sum(logits, -1))
        logits = reshape(logits, [-1, self.event_size])
        x = reshape(x, [-1, self.event_size])
        return reshape(-tf1.nn.softmax_cross_entropy_with_logits(labels=x, logits=logits), shape)

    def _entropy(self):
        return -reductions.reduce_sum(tf1.nn.log_softmax(self.logits) * self.probs, axis=-1)

    def _mode(self):
        found = filled.one_hot(tf1.argmax(self.logits, axis=self._batch_rank), self.event_size, dtype=self.dtype)
        found.set_shape(self.logits.get_shape())
        return found

    def _covariance(self):
        p = self.probs
        return matrix_set_diag(-tf1.matmul(p[..., None], p[..., None, :]), self._variance())

    def _variance(self):
        return self.probs * (1.0 - self.probs)


@shown_as("tensorflow.contrib.distributions.python.ops.relaxed_onehot_categorical.ExpRelaxedOneHotCategorical")
class ExpRelaxedOneHotCategorical(_OverClasses):
    """The logarithm of what `RelaxedOneHotCategorical` draws, which loses nothing where probabilities are tiny.

    Args:
      temperature: scalar, greater than 0.
      logits, probs: unscaled log probabilities, or probabilities, of shape `[..., classes]`; one of the two.
      dtype: dtype of the samples; that of the logits by default.
      validate_args: whether the graph checks its input.
      allow_nan_stats: whether undefined statistics are NaN.
      name: name of the name scope.

    Raises:
      ValueError: logits and probs are both given, or neither.
    """

    def __init__(
        self,
        temperature,
        logits=None,
        probs=None,
        dtype=None,
        validate_args=False,
        allow_nan_stats=True,
        name="ExpRelaxedOneHotCategorical",
    ):
        parameters = dict(locals())
        with private.uniquifying_name_scope(name, values=[logits, probs, temperature]) as name:
            self._take_classes(logits, probs, validate_args, name)
            if dtype is None:
                dtype = self._logits.dtype
                temperature = temperature if validate_args else tf1.cast(temperature, dtype)
            with tf1.control_dependencies([assert_positive(temperature)] if validate_args else []):
                self._temperature = tf1.identity(temperature, name="temperature")
                self._column = reshape(temperature, [-1, 1], name="temperature_2d")
            self._measure_classes()
        super().__init__(
            dtype=dtype,
            reparameterization_type=tf1.distributions.FULLY_REPARAMETERIZED,
            validate_args=validate_args,
            allow_nan_stats=allow_nan_stats,
            parameters=parameters,
            graph_parents=[self._logits, self._probs, self._temperature],
            name=name,
        )

    @property
    def temperature(self):
        """What the logits are divided by, with their noise."""
        return self._temperature

    def _sample_n(self, n, seed=None):
        shape = tf1.concat([[n], tf1.shape(self.logits)], 0)
        logits = reshape(self.logits * filled.ones(shape, dtype=self.dtype), [-1, self.event_size])
        tiny = np.finfo(self.dtype.as_numpy_dtype).tiny
        noise = random_draws.random_uniform(tf1.shape(logits), tiny, 1.0, self.dtype, seed)
        gumbel = -tf1.log(-tf1.log(noise))
        return reshape(tf1.nn.log_softmax(tf1.div(gumbel + logits, self._column)), shape)

    def _log_prob(self, x):
        x, logits = self._broadcast(self._checked(x))
        shape = tf1.shape(reductions.reduce_sum(logits, axis=[-1]))
        logits = reshape(logits, [-1, self.event_size])
        x = reshape(x, [-1, self.event_size])
        k = tf1.cast(self.event_size, x.dtype)
        norm = tf1.lgamma(k) + (k - 1.0) * tf1.log(self.temperature)
        each = tf1.nn.log_softmax(logits - x * self._column)
        return reshape(norm + reductions.reduce_sum(each, [-1], keepdims=False), shape)


@tf1.distributions.RegisterKL(OneHotCategorical, OneHotCategorical)
def _kl_one_hot(a, b, name=None):
    with private.uniquifying_name_scope(name, "kl_categorical_categorical", values=[a.logits, b.logits]):
        p = tf1.nn.softmax(a.logits)
        return reductions.reduce_sum(p * (tf1.nn.log_softmax(a.logits) - tf1.nn.log_softmax(b.logits)), axis=-1)


@shown_as("tensorflow.contrib.distributions.python.ops.relaxed_onehot_categorical.RelaxedOneHotCategorical")
class RelaxedOneHotCategorical(tf1.distributions.Distribution):
    """Vectors of probabilities near one-hot ones: the nearer, the lower the temperature ("Gumbel-Softmax").

    Jang et al. (2016), Maddison et al. (2016). Samples have a gradient with respect to the logits.

    Args:
      temperature: scalar, greater than 0.
      logits, probs: unscaled log probabilities, or probabilities, of shape `[..., classes]`; one of the two.
      dtype: dtype of the samples; that of the logits by default.
      validate_args: whether the graph checks the temperature and the logarithms of values.
      allow_nan_stats: whether undefined statistics are NaN.
      name: name of the name scope.

    Raises:
      ValueError: logits and probs are both given, or neither.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> relaxed = tf.contrib.distributions.RelaxedOneHotCategorical(0.5, logits=[0.0, 1.0])
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.reduce_sum(relaxed.sample(seed=1))).round(4))
      1.0
    """

    def __init__(
        self,
        temperature,
        logits=None,
        probs=None,
        dtype=None,
        validate_args=False,
        allow_nan_stats=True,
        name="RelaxedOneHotCategorical",
    ):
        parameters = dict(locals())
        exp = ExpRelaxedOneHotCategorical(temperature, logits, probs, dtype, validate_args, allow_nan_stats)
        self._distribution = exp
        with private.uniquifying_name_scope(name) as name:
            shift_op_count(tf1.get_default_graph(), _MORE_TO_MAKE)
        super().__init__(
            dtype=exp.dtype,
            reparameterization_type=exp.reparameterization_type,
            validate_args=False,
            allow_nan_stats=exp.allow_nan_stats,
            parameters=parameters,
            graph_parents=exp._graph_parents,
            name=name,
        )

    @property
    def distribution(self):
        """The distribution of the logarithm."""
        return self._distribution

    def _batch_shape_tensor(self):
        return self.distribution.batch_shape_tensor()

    def _batch_shape(self):
        return self.distribution.batch_shape

    def _event_shape_tensor(self):
        return self.distribution.event_shape_tensor()

    def _event_shape(self):
        return self.distribution.event_shape

    def _sample_n(self, n, seed=None):
        shift_op_count(tf1.get_default_graph(), _MORE_TO_DRAW)
        return tf1.exp(self.distribution.sample([n], seed=seed))

    def _prob(self, y):
        shift_op_count(tf1.get_default_graph(), 1)
        return tf1.exp(self._log_prob(y))

    def _log_prob(self, y):
        shift_op_count(tf1.get_default_graph(), _MORE_TO_ASK)
        log = tf1.log(y)
        return self.distribution.log_prob(log) - reductions.reduce_sum(log, axis=-1)

"""Metrics that are objects and work with and without eager execution: `tf.contrib.eager.metrics`."""

from __future__ import annotations

import re
from typing import Any

from tfgraph_dnn._backend import tf1


class Metric:
    """A value gathered over batches: calling it takes a batch in, `result()` says what came out.

    A metric of one's own defines `build`, which makes variables with `add_variable`, `call`, which updates them, and
    `result`. In a graph, calling it returns what updates the variables when run, and `init_variables()` an operation.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default(), tf.Session() as session:
      ...     mean = tf.contrib.eager.metrics.Mean("loss")
      ...     update, result = mean(tf.constant([1.0, 3.0])), mean.result()
      ...     session.run(mean.init_variables())
      ...     _ = session.run(update)
      ...     print(session.run(result))
      2.0
    """

    def __init__(self, name: str | None = None, use_global_variables: bool = False):
        name = name or type(self).__name__
        wanted = re.sub(r"[^A-Za-z0-9.]", "_", name)
        with tf1.variable_scope(wanted, use_resource=True, reuse=False) as scope:
            start = scope.name.rfind(wanted)
            self._name = name + scope.name[start + len(wanted) :]
            self._scope = scope
        self._graph = None if tf1.executing_eagerly() else tf1.get_default_graph()
        self._collection = tf1.GraphKeys.GLOBAL_VARIABLES if use_global_variables else tf1.GraphKeys.LOCAL_VARIABLES
        self._variables: list[tf1.Variable] = []
        self._initial: list[Any] = []
        self._built = False
        self._update = self.call if self._graph is None else tf1.function(self.call, autograph=False)

    def __call__(self, *args, **kwargs) -> Any:
        """Takes a batch in; returns its arguments."""
        if not self._built:
            with tf1.variable_scope(self._scope):
                self.build(*args, **kwargs)
            self._built = True
        return self._update(*args, **kwargs)

    @property
    def name(self) -> str:
        """The name it was given, with a number where it was taken."""
        return self._name

    @property
    def variables(self) -> list:
        """The variables it keeps."""
        return self._variables

    def init_variables(self):
        """Starts anew: at once under eager execution, else with the operation that is returned."""
        if not tf1.executing_eagerly():
            return tf1.group([variable.initializer for variable in self._variables])
        for variable, value in zip(self._variables, self._initial, strict=True):
            variable.assign(value)
        return None

    def build(self, *args, **kwargs) -> None:
        """Makes the variables; called before the first batch, with its arguments."""
        raise NotImplementedError("Metrics must define a build() member function")

    def call(self, *args, **kwargs) -> Any:
        """Updates the variables with a batch."""
        raise NotImplementedError("Metrics must define a call() member function")

    def result(self):
        """The value over all batches by now."""
        raise NotImplementedError("Metrics must define a result() member function")

    def value(self):
        """In a graph `result()`, under eager execution the method `result`, as in TF 1.15."""
        return self.result if tf1.executing_eagerly() else self.result()

    def aggregate(self, metrics) -> None:
        """Adds what other metrics of this type have gathered.

        Raises:
          TypeError: one is of another type.
          ValueError: their variables are others.
        """
        for other in metrics:
            if type(other) is not type(self):
                raise TypeError(f"All metrics must be the same type, '{type(self)}' != '{type(other)}'.")
        for number, variable in enumerate(self._variables):
            theirs = [other.variables[number] for other in metrics]
            if any(their.name != variable.name for their in theirs):
                raise ValueError("All metrics must have variables in the same order.")
            variable.assign_add(tf1.add_n([their.read_value() for their in theirs]))

    def add_variable(self, name: str, shape=None, dtype=None, initializer=None):
        """A variable of the metric's; for `build` alone.

        Raises:
          RuntimeError: the metric has been built.
        """
        if self._built:
            raise RuntimeError("Can't call add_variable() except in build().")
        collections = None if self._graph is None else [self._collection, tf1.GraphKeys.METRIC_VARIABLES]
        variable = tf1.get_variable(
            name, shape, dtype, initializer, trainable=False, collections=collections, use_resource=True
        )
        self._variables.append(variable)
        if self._graph is None:
            self._initial.append(variable.read_value())
        return variable


class Mean(Metric):
    """The mean of all values, each counted `weights` times."""

    def __init__(self, name: str | None = None, dtype=tf1.float64, use_global_variables: bool = False):
        super().__init__(name=name, use_global_variables=use_global_variables)
        self.dtype = dtype

    def build(self, *args, **kwargs) -> None:
        """Makes the two sums, whatever the arguments."""
        self.numer = self.add_variable("numer", (), self.dtype, tf1.zeros_initializer)
        self.denom = self.add_variable("denom", (), self.dtype, tf1.zeros_initializer)

    def call(self, values, weights=None) -> Any:
        """Takes values in; returns the arguments."""
        if weights is None:
            self.denom.assign_add(tf1.cast(tf1.size(values), self.dtype))
            values = tf1.reduce_sum(values)
            self.numer.assign_add(tf1.cast(values, self.dtype))
            return values
        weights = tf1.cast(weights, self.dtype)
        self.denom.assign_add(tf1.reduce_sum(weights))
        values = tf1.cast(values, self.dtype) * weights
        self.numer.assign_add(tf1.reduce_sum(values))
        return values, weights

    def result(self, write_summary=True):
        """The mean by now, a scalar of `dtype`. `write_summary` is taken, and no summary of TF 2's kind is written."""
        return self.numer / self.denom


class Accuracy(Mean):
    """How often `predictions` equal `labels`."""

    def __init__(self, name: str | None = None, dtype=tf1.float64):
        super().__init__(name=name, dtype=dtype)

    def call(self, labels, predictions, weights=None) -> Any:
        """Takes a batch in: two tensors of one shape. Returns the arguments."""
        tf1.assert_equal(
            tf1.shape(labels), tf1.shape(predictions), message="Shapes of labels and predictions are unequal"
        )
        super().call(self._matches(labels, predictions), weights=weights)
        return (labels, predictions) if weights is None else (labels, predictions, weights)

    def _matches(self, labels, predictions):
        return tf1.cast(tf1.equal(labels, predictions), self.dtype)


class CategoricalAccuracy(Accuracy):
    """How often the largest of `predictions` is where `labels`, one-hot, have their 1."""

    def _matches(self, labels, predictions):
        return super()._matches(tf1.argmax(labels, axis=-1), tf1.argmax(predictions, axis=-1))


class BinaryAccuracy(Accuracy):
    """How often `predictions` lie above the threshold where `labels` are 1: 0.5 for probabilities, 0 for logits."""

    def __init__(self, threshold: float, name: str | None = None, dtype=tf1.float64):
        super().__init__(name=name, dtype=dtype)
        self.threshold = threshold

    def _matches(self, labels, predictions):
        return super()._matches(tf1.cast(labels, tf1.bool), tf1.convert_to_tensor(predictions) > self.threshold)


class SparseAccuracy(Mean):
    """How often the largest of `predictions` is the class that `labels` number."""

    def __init__(self, name: str | None = None, dtype=tf1.float64):
        super().__init__(name=name, dtype=dtype)

    def call(self, labels, predictions, weights=None) -> Any:
        """Takes a batch in: labels of shape (batch,) and scores of shape (batch, classes). Returns the arguments."""
        tf1.assert_equal(
            tf1.shape(labels), tf1.shape(predictions)[0], message="First axis of labels and predictions is unequal"
        )
        chosen = tf1.argmax(predictions, axis=-1)
        matches = tf1.cast(tf1.equal(tf1.cast(labels, tf1.int64), chosen), self.dtype)
        super().call(matches, weights=weights)
        return (labels, predictions) if weights is None else (labels, predictions, weights)

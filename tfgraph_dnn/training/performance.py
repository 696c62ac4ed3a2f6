"""Performance scheduling: the learning rate falls when the validation error stops falling."""

from __future__ import annotations

import math

from tfgraph_dnn._backend import tf1


class PerformanceSchedule:
    """A learning rate kept in a variable of the graph, multiplied by `factor` when the error has not improved.

    Measure the validation error every so often and hand it to `observe`; after `patience` measurements without a new
    lowest error the rate is multiplied by `factor` (Senior et al. 2013).

    Attributes:
      rate: the non-trainable variable, to be given to an optimizer.
      best: the lowest error observed so far.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.training import PerformanceSchedule
      >>> schedule = PerformanceSchedule(0.1, factor=0.5)
      >>> optimizer = tf.train.GradientDescentOptimizer(schedule.rate)
      >>> with tf.Session() as session:
      ...     session.run(tf.global_variables_initializer())
      ...     for error in (1.0, 0.8, 0.9):
      ...         print(schedule.observe(error, session), end=" ")
      ...     print(f"{session.run(schedule.rate):.2f}")
      False False True 0.05
    """

    def __init__(self, initial_rate, factor=0.1, patience=1, min_rate=0.0, name="learning_rate"):
        """Makes the variable.

        Args:
          initial_rate: the rate at the start.
          factor: what the rate is multiplied by, between 0 and 1.
          patience: measurements without improvement before that, at least 1.
          min_rate: the rate does not fall below this.
          name: name of the variable.

        Raises:
          ValueError: a factor outside (0, 1), or a patience below 1.
        """
        if not 0 < factor < 1:
            raise ValueError(f"factor must lie between 0 and 1, got {factor}")
        if patience < 1:
            raise ValueError(f"patience must be at least 1, got {patience}")
        self.rate = tf1.Variable(float(initial_rate), trainable=False, dtype=tf1.float32, name=name)
        self.best = math.inf
        self._patience = patience
        self._since_best = 0
        lower = tf1.maximum(self.rate * factor, min_rate, name=f"{name}_lowered")
        self._lower = tf1.assign(self.rate, lower, name=f"{name}_lower")

    def observe(self, error: float, session=None) -> bool:
        """Notes a validation error; returns whether the rate was lowered.

        Args:
          error: the error, lower is better. NaN counts as no improvement.
          session: by default the current default session.

        Raises:
          ValueError: no session.
        """
        session = session or tf1.get_default_session()
        if session is None:
            raise ValueError("observe needs a session: pass one, or call it inside `with tf.Session():`")
        if error < self.best:
            self.best, self._since_best = error, 0
            return False
        self._since_best += 1
        if self._since_best < self._patience:
            return False
        self._since_best = 0
        session.run(self._lower.op)
        return True

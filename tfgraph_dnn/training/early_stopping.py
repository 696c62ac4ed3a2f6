"""Early stopping with the winner kept: the best values of the variables so far, in memory."""

from __future__ import annotations

import math

import numpy as np

from tfgraph_dnn._backend import tf1


def snapshot(session, variables=None) -> dict[str, np.ndarray]:
    """The values of variables, by name; by default of all global ones.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.training import restore_snapshot, snapshot
      >>> w = tf.get_variable("w", initializer=[1.0])
      >>> with tf.Session() as session:
      ...     session.run(tf.global_variables_initializer())
      ...     kept = snapshot(session)
      ...     session.run(tf.assign(w, [5.0]).op)
      ...     restore_snapshot(session, kept)
      ...     print(session.run(w))
      [1.]
    """
    with session.graph.as_default():
        variables = tf1.global_variables() if variables is None else list(variables)
    return {variable.op.name: value for variable, value in zip(variables, session.run(variables), strict=True)}


def restore_snapshot(session, values: dict[str, np.ndarray]) -> None:
    """Puts values back, by feeding the assignments that initialize the variables; the graph does not grow.

    Args:
      session: the session whose variables are set.
      values: name of the variable -> value, as `snapshot` gives them.

    Raises:
      KeyError: a name that is no variable of the graph.
    """
    assignments = {name: session.graph.get_operation_by_name(name + "/Assign") for name in values}
    feeds = {assignment.inputs[1]: values[name] for name, assignment in assignments.items()}
    session.run(list(assignments.values()), feed_dict=feeds)


class EarlyStopping:
    """Keeps the variables of the best validation and says when to stop (Prechelt 1998).

    Attributes:
      best: the best value observed so far.
      since_best: observations since then.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn.training import EarlyStopping
      >>> w = tf.get_variable("w", initializer=0.0)
      >>> grow = tf.assign_add(w, 1.0).op
      >>> stopping = EarlyStopping(patience=2)
      >>> with tf.Session() as session:
      ...     session.run(tf.global_variables_initializer())
      ...     for loss in (3.0, 2.0, 2.5, 2.2, 1.0):
      ...         session.run(grow)
      ...         if stopping.observe(loss, session):
      ...             break
      ...     stopping.restore(session)
      ...     print(stopping.best, session.run(w))
      2.0 2.0
    """

    def __init__(self, patience: int, higher_is_better: bool = False, variables=None):
        """Starts without an observation.

        Args:
          patience: stop after this many observations without a better one, at least 1.
          higher_is_better: for accuracies.
          variables: what is kept, by default all global variables (the optimizer's state included).

        Raises:
          ValueError: a patience below 1.
        """
        if patience < 1:
            raise ValueError(f"patience must be at least 1, got {patience}")
        self.best = -math.inf if higher_is_better else math.inf
        self.since_best = 0
        self._patience = patience
        self._sign = 1 if higher_is_better else -1
        self._variables = variables
        self._values: dict[str, np.ndarray] = {}

    def observe(self, value: float, session) -> bool:
        """Notes a validation; keeps the variables if it is the best; returns whether to stop."""
        if self._sign * value > self._sign * self.best:
            self.best, self.since_best = value, 0
            self._values = snapshot(session, self._variables)
            return False
        self.since_best += 1
        return self.since_best >= self._patience

    def restore(self, session) -> None:
        """Puts the best variables back.

        Raises:
          RuntimeError: nothing was observed yet.
        """
        if not self._values:
            raise RuntimeError("there is no best snapshot yet: call observe first")
        restore_snapshot(session, self._values)

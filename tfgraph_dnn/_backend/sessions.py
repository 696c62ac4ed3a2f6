"""`tf.Session` and `tf.InteractiveSession`: TensorFlow's, with a place to watch every run from.

`observers` is empty in ordinary programs. What is put in it (`tfgraph run --trace` does) sees each `run` of each
session of ours before and after, `Tensor.eval()` and `Operation.run()` too; monitored sessions, supervisors and
`tf.test` run their steps through the same two classes. `make_callable` and `partial_run` are not watched.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any, Protocol

from tensorflow.compat import v1 as tf1


@dataclass
class Run:
    """One call of `Session.run`: what went in and, when it is over, what came out.

    Attributes:
      session: the session.
      fetches: as the program gave them; lists, dicts and names not resolved.
      feed_dict: as the program gave it, or None.
      options: `tf.RunOptions`, or None.
      run_metadata: `tf.RunMetadata`, or None.
      results: what `run` returns; None before, and after an error.
      error: what `run` raised; None before, and after a success.
    """

    session: tf1.Session
    fetches: Any
    feed_dict: Any
    options: Any
    run_metadata: Any
    results: Any = None
    error: BaseException | None = None


class Observer(Protocol):
    """Sees the runs of all sessions. Runs that an observer makes itself are not observed.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn._backend import sessions
      >>> class Counting:
      ...     runs = 0
      ...     def before_run(self, run):
      ...         self.runs += 1
      ...     def after_run(self, run):
      ...         print(run.fetches.name, run.results, run.error)
      >>> counting = Counting()
      >>> sessions.observers.append(counting)
      >>> with tf.Session() as session:
      ...     seven = session.run(tf.constant(7, name="seven"))
      seven:0 7 None
      >>> sessions.observers.remove(counting)
    """

    def before_run(self, run: Run) -> None:
        """Called before the run; `run.options` and `run.run_metadata` may be set here, to ask for a trace."""

    def after_run(self, run: Run) -> None:
        """Called after it, whether it returned (`run.results`) or raised (`run.error`, raised again afterwards)."""


observers: list[Observer] = []
_observing = threading.local()


class _Observed:
    """Gives the observers their turns around `run`."""

    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        if observers and not getattr(_observing, "now", False):
            return self._observed_run(Run(self, fetches, feed_dict, options, run_metadata))
        return super().run(fetches, feed_dict, options, run_metadata)

    run.__doc__ = tf1.Session.run.__doc__

    def _observed_run(self, run: Run) -> Any:
        called = list(observers)
        _tell(called, "before_run", run)
        try:
            run.results = super().run(run.fetches, run.feed_dict, run.options, run.run_metadata)
        except BaseException as error:
            run.error = error
            raise
        finally:
            _tell(reversed(called), "after_run", run)
        return run.results


def _tell(called, moment: str, run: Run) -> None:
    _observing.now = True
    try:
        for observer in called:
            getattr(observer, moment)(run)
    finally:
        _observing.now = False


class Session(_Observed, tf1.Session):
    __doc__ = tf1.Session.__doc__


class InteractiveSession(_Observed, tf1.InteractiveSession):
    __doc__ = tf1.InteractiveSession.__doc__

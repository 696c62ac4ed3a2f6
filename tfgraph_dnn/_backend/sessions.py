"""`tf.Session` and `tf.InteractiveSession`: TensorFlow's, with prepared steps and a place to watch every run from.

A run whose fetches and feed keys have been seen skips most of TensorFlow's Python; TFGRAPH_FAST=0 turns that off.

`observers` is empty in ordinary programs. What is put in it (`tfgraph run --trace` does) sees each `run` of each
session of ours before and after, `Tensor.eval()` and `Operation.run()` too; monitored sessions, supervisors and
`tf.test` run their steps through the same two classes. Calls of what `make_callable` gives are seen as runs, each
`partial_run` as a run that is fed what the parts before were fed, too.
"""

from __future__ import annotations

import functools
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from tfgraph_dnn._backend import private, run_errors, tf1, wording
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn._backend.steps import Step, Steps
from tfgraph_dnn._backend.threads import Threads


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
      partial: it is a part of a run; fetches can not be changed then, and options are not looked at.
    """

    session: tf1.Session
    fetches: Any
    feed_dict: Any
    options: Any
    run_metadata: Any
    results: Any = None
    error: BaseException | None = None
    partial: bool = False


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


class _Stepping:
    """Runs prepared steps, and gives the observers their turns around `run`."""

    # For `__del__`, where `__init__` refused its arguments.
    _session = None
    _closed = True
    _steps: Steps | None = None

    def __init__(self, target="", graph=None, config=None):
        self._fed: dict[Any, dict] = {}  # by handles of partial runs, while they are observed
        # A session on another machine is asked by name, in messages that take longer than what is saved here.
        if target or os.environ.get("TFGRAPH_FAST") == "0":
            super().__init__(target, graph, config)
            return
        self._threads = Threads(tf1.get_default_graph() if graph is None else graph, config, self._config_for_none)
        super().__init__(target, graph, self._threads.config)
        self._steps = Steps(self._graph)

    def run(self, fetches, feed_dict=None, options=None, run_metadata=None):
        if options is not None and isinstance(options, tf1.RunOptions) and not options.ByteSize():
            options = None
        if _is_observed():
            run = Run(self, fetches, feed_dict, options, run_metadata)
            return _observed(run, lambda: super(_Stepping, self).run(*_arguments(run)))
        return super().run(fetches, feed_dict, options, run_metadata)

    run.__doc__ = tf1.Session.run.__doc__

    def make_callable(self, fetches, feed_list=None, accept_options=False):
        call = super().make_callable(fetches, feed_list, accept_options)
        if feed_list is not None:
            return call  # it calls `run`

        @functools.wraps(call)
        def watched(*values, **options):
            if _is_observed() and not values and (accept_options or not options):
                return self.run(fetches, **options)
            return call(*values, **options)

        return watched

    make_callable.__doc__ = tf1.Session.make_callable.__doc__

    def partial_run(self, handle, fetches, feed_dict=None):
        if not _is_observed():
            return super().partial_run(handle, fetches, feed_dict)
        fed = self._fed.setdefault(handle, {})
        run = Run(self, fetches, {**fed, **(feed_dict or {})}, None, None, partial=True)
        results = _observed(run, lambda: super(_Stepping, self).partial_run(handle, fetches, feed_dict))
        fed.update(feed_dict or {})
        return results

    partial_run.__doc__ = tf1.Session.partial_run.__doc__

    def close(self):
        if self._steps is not None:
            self._steps.clear()
        super().close()

    close.__doc__ = tf1.Session.close.__doc__

    def _run(self, handle, fetches, feed_dict, options, run_metadata):
        """Where `run` and `partial_run` (which has a handle) do their work."""
        if handle is None and self._steps is not None and not self._closed:
            step = self._steps.find(fetches, feed_dict)
            feeds = None if step is None else step.feeds(feed_dict, self._steps.memory)
            if feeds is not None:
                return step.results(self._run_step(step, feeds, options, run_metadata), feeds)
        try:
            return super()._run(handle, fetches, feed_dict, options, run_metadata)
        except (TypeError, ValueError) as error:
            wording.of_run(error)
            raise

    def _run_step(self, step: Step, feeds: dict, options: Any, run_metadata: Any) -> list:
        self._extend_graph()
        if options is None:
            options = self._threads.options(step, feeds.values())
        return self._do_call(self._call_tf_sessionrun, options, feeds, step.fetches, step.targets, run_metadata)

    def _do_call(self, fn, *args):
        """Where TensorFlow's errors get their operation and its place in the program."""
        try:
            return super()._do_call(fn, *args)
        except tf1.errors.OpError as error:
            run_errors.reword(error, self._graph)
            raise


def _is_observed() -> bool:
    return bool(observers) and not getattr(_observing, "now", False)


def _arguments(run: Run) -> tuple:
    """What `Session.run` takes, as the observers have left it."""
    return run.fetches, run.feed_dict, run.options, run.run_metadata


def _observed(run: Run, perform: Callable[[], Any]) -> Any:
    called = list(observers)
    _tell(called, "before_run", run)
    try:
        run.results = perform()
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


@shown_as("tensorflow.python.client.session.Session")
class Session(_Stepping, tf1.Session):
    __doc__ = tf1.Session.__doc__

    _config_for_none = staticmethod(private.context_config)


@shown_as("tensorflow.python.client.session.InteractiveSession")
class InteractiveSession(_Stepping, tf1.InteractiveSession):
    __doc__ = tf1.InteractiveSession.__doc__

    @staticmethod
    def _config_for_none() -> tf1.ConfigProto:
        return tf1.ConfigProto(gpu_options=tf1.GPUOptions(allow_growth=True))

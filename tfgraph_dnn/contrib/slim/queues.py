"""Running the graph's queue runners for the time of a `with` block."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

from tfgraph_dnn._backend import tf1

_running = threading.Lock()


class NestedQueueRunnerError(Exception):
    """Queue runners were started inside another `QueueRunners` block."""


@contextlib.contextmanager
def QueueRunners(session) -> Iterator[None]:  # noqa: N802 - TF 1.15's name
    """Starts the threads of all queue runners, and stops them at the end of the block.

    Raises:
      NestedQueueRunnerError: inside another such block.
    """
    if not _running.acquire(blocking=False):
        raise NestedQueueRunnerError("QueueRunners cannot be nested")
    coordinator = tf1.train.Coordinator()
    threads = []
    for runner in tf1.get_collection(tf1.GraphKeys.QUEUE_RUNNERS):
        threads.extend(runner.create_threads(session, coord=coordinator, daemon=True, start=True))
    try:
        yield
    finally:
        coordinator.request_stop()
        try:
            coordinator.join(threads, stop_grace_period_secs=120)
        except RuntimeError:
            session.close()
        _running.release()

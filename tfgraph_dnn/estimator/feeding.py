"""A queue that threads of Python fill from arrays: what `numpy_input_fn` reads from, as in TF 1.15."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import Any

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as


class RowCursor:
    """Walks rows in order, round and round, and gives the row numbers of the next batch."""

    def __init__(self, count: int, batch_size: int, random_start: bool, seed: int | None, num_epochs: int | None):
        random.seed(seed)  # TF 1.15 seeds Python's global generator here; programs that draw from it notice
        self._next = random.randrange(count) if random_start else 0
        self._last = (self._next - 1) % count
        self._count, self._batch_size, self._num_epochs = count, batch_size, num_epochs
        self._epoch = 0

    def __call__(self) -> list[int]:
        """The next row numbers.

        Raises:
          tf.errors.OutOfRangeError: all epochs have been given out.
        """
        if self._num_epochs is not None and self._epoch >= self._num_epochs:
            raise tf1.errors.OutOfRangeError(None, None, f"Already emitted {self._epoch} epochs.")
        rows = []
        for offset in range(self._batch_size):
            rows.append((self._next + offset) % self._count)
            if rows[-1] == self._last:
                self._epoch += 1
                if self._epoch == self._num_epochs:
                    break
        self._next = (rows[-1] + 1) % self._count
        return rows


@shown_as("tensorflow_estimator.python.estimator.inputs.queues.feeding_queue_runner._FeedingQueueRunner")
class FeedingQueueRunner(tf1.train.QueueRunner):
    """A queue runner whose enqueue operations are fed by Python functions."""

    def __init__(self, queue: Any, enqueue_ops: list, feed_fns: list[Callable[[], dict]]):
        super().__init__(queue=queue, enqueue_ops=enqueue_ops)
        self._feed_of = dict(zip(enqueue_ops, feed_fns, strict=True))
        self._open = len(enqueue_ops)

    def create_threads(self, sess, coord=None, daemon=False, start=False):
        """Threads that fill the queue, and one that closes it when the coordinator stops."""
        threads = [threading.Thread(target=self._fill, args=(sess, op, coord)) for op in self.enqueue_ops]
        if coord:
            threads.append(threading.Thread(target=self._close_on_stop, args=(sess, self.cancel_op, coord)))
        for thread in threads:
            thread.daemon = daemon
            if coord:
                coord.register_thread(thread)
        self._open = len(self.enqueue_ops)
        if start:
            for thread in threads:
                thread.start()
        return threads

    def _fill(self, sess, enqueue_op, coord) -> None:
        try:
            while not (coord and coord.should_stop()):
                sess.run(enqueue_op, feed_dict=self._feed_of[enqueue_op]())
        except (tf1.errors.OutOfRangeError, tf1.errors.CancelledError):
            self._one_less(sess)
        except Exception as error:  # noqa: BLE001 - a thread's error is the coordinator's to raise
            if not coord:
                raise
            coord.request_stop(error)

    def _one_less(self, sess) -> None:
        with self._lock:
            self._open -= 1
            last = self._open == 0
        if last:
            try:
                sess.run(self.close_op)
            except (tf1.errors.OpError, RuntimeError) as error:
                tf1.logging.vlog(1, "Ignored exception: %s", error)

    def _init_from_proto(self, queue_runner_def, import_scope=None):
        raise NotImplementedError(f"{type(self).__name__} cannot be made from a saved graph: its data is Python's")

    def to_proto(self, export_scope=None):
        """Its data is Python's: there is nothing to save."""
        raise NotImplementedError(f"{type(self).__name__} cannot be saved in a graph: its data is Python's")


def enqueue_columns(
    columns: dict[str, np.ndarray],
    capacity: int,
    shuffle: bool,
    num_threads: int,
    enqueue_size: int,
    num_epochs: int | None,
) -> Any:
    """Builds a queue of rows `(row number, column, ...)` and registers the runner that fills it.

    Args:
      columns: name -> array (n, ...), all of one length n.
      capacity: rows the queue holds.
      shuffle: take rows at random (a quarter of the capacity stays in the queue) and start at a random row.
      num_threads: threads that fill it, each with all epochs.
      enqueue_size: rows put in at a time.
      num_epochs: None for no end.
    """
    with tf1.name_scope("enqueue_input"):
        arrays = list(columns.values())
        types = [tf1.int64, *(tf1.as_dtype(array.dtype) for array in arrays)]
        shapes = [(), *(array.shape[1:] for array in arrays)]
        kept = int(capacity / 4) if shuffle else 0
        if shuffle:
            queue = tf1.RandomShuffleQueue(capacity, kept, dtypes=types, shapes=shapes)
        else:
            queue = tf1.FIFOQueue(capacity, dtypes=types, shapes=shapes)
        enqueue_ops, feed_fns = [], []
        for _ in range(num_threads):
            placeholders = [tf1.placeholder(kind) for kind in types]
            enqueue_ops.append(queue.enqueue_many(placeholders))
            cursor = RowCursor(len(arrays[0]), enqueue_size, shuffle, None, num_epochs)
            feed_fns.append(_feeder(placeholders, arrays, cursor))
        tf1.train.add_queue_runner(FeedingQueueRunner(queue, enqueue_ops, feed_fns))
        filled = tf1.cast(tf1.maximum(0, queue.size() - kept), tf1.float32) * (1.0 / (capacity - kept))
        # The queue's name ends in a slash, as its name scope does.
        tf1.summary.scalar(f"queue/{queue.name}fraction_over_{kept}_of_{capacity - kept}_full", filled)
    return queue


def _feeder(placeholders: list, arrays: list[np.ndarray], cursor: RowCursor) -> Callable[[], dict]:
    def feed() -> dict:
        rows = cursor()
        return dict(zip(placeholders, [rows, *(array[rows] for array in arrays)], strict=True))

    return feed

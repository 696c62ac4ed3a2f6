"""`slim.prefetch_queue.prefetch_queue`: whole batches made ready by a queue runner while the last one is worked on."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def prefetch_queue(tensors, capacity=8, num_threads=1, dynamic_pad=False, shared_name=None, name=None):
    """A queue of what `tensors` give, filled by a queue runner, with a summary of how full it is.

    Args:
      tensors: list of tensors, or a dict of them.
      capacity: number of elements (batches) that it holds at most.
      num_threads: number of threads that fill it.
      dynamic_pad: whether dimensions may be unknown.
      shared_name: name under which sessions share it.
      name: name scope.

    Returns:
      The queue; `dequeue()` gives a list of tensors, or a dict with the names of `tensors`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> images, labels = tf.zeros([32, 784]), tf.zeros([32], tf.int64)
      >>> queue = tf.contrib.slim.prefetch_queue.prefetch_queue([images, labels], capacity=2)
      >>> [tensor.shape.as_list() for tensor in queue.dequeue()]
      [[32, 784], [32]]
    """
    names = sorted(tensors) if isinstance(tensors, dict) else None
    elements = tensors if names is None else [tensors[key] for key in names]
    kind = tf1.PaddingFIFOQueue if dynamic_pad else tf1.FIFOQueue
    with tf1.name_scope(name, "prefetch_queue", elements):
        dtypes, shapes = [element.dtype for element in elements], [element.shape for element in elements]
        queue = kind(capacity=capacity, dtypes=dtypes, shapes=shapes, names=names, shared_name=shared_name)
        enqueue = queue.enqueue(tensors)
        tf1.train.add_queue_runner(tf1.train.QueueRunner(queue, [enqueue] * num_threads))
        fullness = tf1.cast(queue.size(), tf1.float32) * (1.0 / capacity)
        tf1.summary.scalar(f"fraction_of_{capacity}_full", fullness)
    return queue

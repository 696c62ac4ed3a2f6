"""Queues that batch examples with their like: one queue per bucket, and one on top that hands out full batches."""

from __future__ import annotations

import functools

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.conditions import smart_cond
from tfgraph_dnn.ops.reductions import reduce_min


def bucket(
    tensors,
    which_bucket,
    batch_size,
    num_buckets,
    num_threads=1,
    capacity=32,
    bucket_capacities=None,
    shapes=None,
    dynamic_pad=False,
    allow_smaller_final_batch=False,
    keep_input=True,
    shared_name=None,
    name=None,
):
    """Batches examples of one bucket together; as `tf.contrib.training.bucket` of TF 1.15, for dense tensors.

    Args:
      tensors: list or dict of the tensors of one example.
      which_bucket: scalar int32 tensor, the bucket of the example.
      batch_size: int, or a list with one for each bucket.
      num_buckets: number of buckets.
      num_threads: threads that fill the queues.
      capacity: batches on the top queue; also examples in a bucket, unless `bucket_capacities` says otherwise.
      bucket_capacities: examples in each bucket.
      shapes: shapes of the tensors where they are not known.
      dynamic_pad: pad unknown sizes within a batch with zeros.
      allow_smaller_final_batch: hand out what is left at the end.
      keep_input: bool or scalar bool tensor; whether the example is taken at all.
      shared_name: of the queues, over several sessions.
      name: name scope.

    Returns:
      The bucket of the batch, and the batched tensors as `tensors` were given (a tensor for a list of one).

    Raises:
      ValueError: no tensors, or a wrong number of batch sizes or capacities.
      TypeError: a sparse tensor.
    """
    sizes = list(batch_size) if isinstance(batch_size, (list, tuple)) else [batch_size] * num_buckets
    if len(sizes) != num_buckets:
        raise ValueError("If batch_size is a list it must have num_buckets elements")
    capacities = [capacity] * num_buckets if bucket_capacities is None else bucket_capacities
    if len(capacities) != num_buckets:
        raise ValueError(f"bucket_capacities {capacities} must have exactly num_buckets ({num_buckets}) elements.")
    one_size = not isinstance(batch_size, (list, tuple)) and not allow_smaller_final_batch
    parts = as_tensor_list(tensors)
    with tf1.name_scope(name, "bucket", parts):
        parts = _dense(parts)
        keep_input = tf1.convert_to_tensor(keep_input)
        sizes = [_static(tf1.convert_to_tensor(size, dtype=tf1.int32, name="batch_size")) for size in sizes]
        which_bucket = tf1.convert_to_tensor(which_bucket, dtype=tf1.int32, name="which_bucket")
        queues = _bucket_queues(parts, shapes, capacities, dynamic_pad, shared_name)
        static_size = sizes[-1] if one_size and isinstance(sizes[-1], int) else None
        top = _top_queue(parts, queues, static_size, capacity, shared_name)
        fill = smart_cond(keep_input, functools.partial(_enqueue_one_of, queues, which_bucket, parts), tf1.no_op)
        _run_queues(queues, top, [fill] * num_threads, sizes, allow_smaller_final_batch)
        _summarize(queues, top, capacity)
        which, *batch = top.dequeue(name="dequeue_top")
        return which, as_original_type(tensors, batch)


def bucket_by_sequence_length(
    input_length,
    tensors,
    batch_size,
    bucket_boundaries,
    num_threads=1,
    capacity=32,
    bucket_capacities=None,
    shapes=None,
    dynamic_pad=False,
    allow_smaller_final_batch=False,
    keep_input=True,
    shared_name=None,
    name=None,
):
    """Batches examples of similar length together; as `tf.contrib.training.bucket_by_sequence_length` of TF 1.15.

    Args:
      input_length: scalar int32 tensor, the length of the example.
      bucket_boundaries: increasing ints; bucket i holds lengths from boundary i - 1 up to, but without, boundary i.
      tensors, batch_size, num_threads, capacity, bucket_capacities, shapes, dynamic_pad, allow_smaller_final_batch,
        keep_input, shared_name, name: see `bucket`.

    Returns:
      The lengths, and the batched tensors as `tensors` were given (a list of one stays a list).

    Raises:
      TypeError: the boundaries are no list of ints.
      ValueError: there are none, or they do not increase.
    """
    parts = as_tensor_list(tensors)
    _check_boundaries(bucket_boundaries)
    with tf1.name_scope(name, "bucket_by_sequence_length", [input_length, *parts]):
        input_length = tf1.convert_to_tensor(input_length, dtype=tf1.int32, name="input_length")
        limits = np.iinfo(np.int32)
        lowest, highest = [limits.min, *bucket_boundaries], [*bucket_boundaries, limits.max]
        inside = tf1.logical_and(tf1.less_equal(lowest, input_length), tf1.less(input_length, highest))
        which = tf1.cast(reduce_min(tf1.where_v2(inside)), tf1.int32)
        _, batch = bucket(
            [input_length, *parts],
            which_bucket=which,
            batch_size=batch_size,
            num_buckets=len(bucket_boundaries) + 1,
            num_threads=num_threads,
            capacity=capacity,
            bucket_capacities=bucket_capacities,
            shapes=None if shapes is None else [tf1.TensorShape([]), *shapes],
            dynamic_pad=dynamic_pad,
            allow_smaller_final_batch=allow_smaller_final_batch,
            keep_input=keep_input,
            shared_name=shared_name,
        )
        rest = list(batch[1:])
        return batch[0], as_original_type(tensors, rest) if isinstance(tensors, dict) else rest


def as_tensor_list(tensors) -> list:
    """The tensors of a list, or of a dict in the order of its keys."""
    return [tensors[key] for key in sorted(tensors)] if isinstance(tensors, dict) else list(tensors)


def as_original_type(original, tensors: list):
    """The inverse: a dict for a dict, else the list, or its only tensor."""
    if isinstance(original, dict):
        return dict(zip(sorted(original), tensors, strict=True))
    return tensors[0] if len(tensors) == 1 else list(tensors)


def _check_boundaries(boundaries) -> None:
    if not isinstance(boundaries, (list, tuple)):
        raise TypeError(f"bucket_boundaries must be a list or tuple, but received: {boundaries}")
    if not boundaries:
        raise ValueError("bucket_boundaries must not be empty")
    for low, high in zip(boundaries[:-1], boundaries[1:], strict=True):
        if not (isinstance(low, int) and isinstance(high, int)):
            raise TypeError(f"bucket boundaries must be integers, but saw: {low} and {high}")
        if low >= high:
            raise ValueError(f"Buckets must contain sequential increasing lengths, but saw: {low} before {high}")


def _dense(parts: list) -> list:
    if any(isinstance(part, tf1.SparseTensor) for part in parts):
        raise TypeError("buckets of sparse tensors are not supported; make them dense (tf.sparse_tensor_to_dense)")
    if not parts:
        raise ValueError("Expected at least one tensor in bucket().")
    return [tf1.convert_to_tensor(part) for part in parts]


def _static(size):
    value = tf1.get_static_value(size)
    return size if value is None else int(value)


def _bucket_queues(parts, shapes, capacities, dynamic_pad, shared_name) -> list:
    kind = tf1.PaddingFIFOQueue if dynamic_pad else tf1.FIFOQueue
    shapes = [part.shape for part in parts] if shapes is None else [tf1.TensorShape(shape) for shape in shapes]
    return [
        kind(
            capacity=capacity,
            dtypes=[part.dtype for part in parts],
            shapes=shapes,
            shared_name=None if shared_name is None else f"{shared_name}_{number}",
            name=f"bucket_queue_{number}",
        )
        for number, capacity in enumerate(capacities)
    ]


def _top_queue(parts, queues, static_size, capacity, shared_name):
    batched = [tf1.TensorShape([static_size]).concatenate(shape) for shape in queues[0].shapes]
    return tf1.PaddingFIFOQueue(
        capacity=capacity,
        dtypes=[tf1.int32, *(part.dtype for part in parts)],
        shapes=[tf1.TensorShape([]), *batched],
        shared_name=shared_name,
        name="top_queue",
    )


def _enqueue_one_of(queues, which_bucket, parts):
    enqueues = [
        tf1.cond(tf1.equal(which_bucket, number), functools.partial(queue.enqueue, parts), tf1.no_op)
        for number, queue in enumerate(queues)
    ]
    return tf1.group(*enqueues, name="group_enqueues")


def _run_queues(queues, top, fills, sizes, allow_smaller_final_batch) -> None:
    moves = []
    for number, (queue, size) in enumerate(zip(queues, sizes, strict=True)):
        label = tf1.constant(number)
        take = queue.dequeue_up_to if allow_smaller_final_batch else queue.dequeue_many
        batch = take(size, name=f"read_bucket_{number}")
        batch = list(batch) if isinstance(batch, (list, tuple)) else [batch]
        moves.append(top.enqueue([label, *batch], name=f"enqueue_from_bucket_{number}"))
    over = (tf1.errors.OutOfRangeError, tf1.errors.CancelledError)
    close, cancel = top.close(), top.close(cancel_pending_enqueues=True)
    tf1.train.add_queue_runner(
        tf1.train.QueueRunner(queues[0], moves, close_op=close, cancel_op=cancel, queue_closed_exception_types=over)
    )
    close = tf1.group(*[queue.close() for queue in queues])
    cancel = tf1.group(*[queue.close(cancel_pending_enqueues=True) for queue in queues])
    tf1.train.add_queue_runner(
        tf1.train.QueueRunner(top, fills, close_op=close, cancel_op=cancel, queue_closed_exception_types=over)
    )


def _summarize(queues, top, capacity) -> None:
    for queue in queues:
        tf1.summary.scalar(f"bucket/{queue.name}/size", tf1.cast(top.size(), tf1.float32))
    full = tf1.cast(top.size(), tf1.float32) * (1.0 / capacity)
    tf1.summary.scalar(f"bucket/{top.name}/fraction_of_{capacity}_full", full)

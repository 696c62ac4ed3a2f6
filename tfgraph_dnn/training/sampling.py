"""Batches that draw some examples more often than others: `tf.contrib.training`, on queues and within a batch."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops import assertions
from tfgraph_dnn.ops.filled import one_hot, zeros
from tfgraph_dnn.ops.gathering import gather
from tfgraph_dnn.ops.random_draws import random_uniform
from tfgraph_dnn.ops.reductions import reduce_all, reduce_max, reduce_mean, reduce_sum
from tfgraph_dnn.ops.tensor_arrays import TensorArray

_SMOOTHING = 10  # of each class seen before the first example
_TOLERANCE = 1e-6


def rejection_sample(
    tensors,
    accept_prob_fn,
    batch_size,
    queue_threads=1,
    enqueue_many=False,
    prebatch_capacity=16,
    prebatch_threads=1,
    runtime_checks=False,
    name=None,
):
    """Batches of examples, each taken with a probability of its own.

    Args:
      tensors: list of the tensors of an example, or of many.
      accept_prob_fn: function of that list, of one example, to a scalar tensor in [0, 1].
      batch_size: examples in a batch.
      queue_threads: threads that fill the queue of batches.
      enqueue_many: whether the tensors have a batch dimension.
      prebatch_capacity: examples in the queue before it, with `enqueue_many`.
      prebatch_threads: threads that fill that one.
      runtime_checks: whether the probability is checked.
      name: variable scope.

    Returns:
      List of the batched tensors.

    Raises:
      ValueError: batch dimensions that differ.
    """
    with tf1.variable_scope(name, "rejection_sample", tensors):
        parts = private.convert_n_to_tensor_or_indexed_slices(tensors)
        if enqueue_many:
            for part in parts:
                _first_size(part).assert_is_compatible_with(parts[0].get_shape()[0])
            parts = _one_by_one(parts, prebatch_threads, prebatch_capacity)
        probability = accept_prob_fn(parts)
        if runtime_checks:
            checks = [
                assertions.assert_less_equal(0.0, probability),
                assertions.assert_less_equal(probability, 1.0),
            ]
            probability = tf1.identity(private.with_dependencies(checks, probability), name="prob_with_checks")
        batch = tf1.train.maybe_batch(
            parts, keep_input=random_uniform([]) < probability, batch_size=batch_size, num_threads=queue_threads
        )
        return [batch] if tf1.is_tensor(batch) else batch


def stratified_sample(
    tensors,
    labels,
    target_probs,
    batch_size,
    init_probs=None,
    enqueue_many=False,
    queue_capacity=16,
    threads_per_queue=1,
    name=None,
):
    """Batches in which the classes are as frequent as asked for, whatever they are in the data.

    Args:
      tensors: list of the tensors of an example, or of many.
      labels: its class, or theirs; integers.
      target_probs: how frequent each class shall be.
      batch_size: examples in a batch.
      init_probs: how frequent it is in the data; counted while it is read when not given.
      enqueue_many: whether the tensors have a batch dimension.
      queue_capacity: examples in the first queue.
      threads_per_queue: threads that fill each queue.
      name: name scope.

    Returns:
      List of the batched tensors, and the batched labels.

    Raises:
      ValueError: shapes that do not fit, or probabilities of different lengths.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> (x,), y = tf.contrib.training.stratified_sample(
      ...     [tf.random_normal([8, 2])], tf.zeros([8], tf.int32), [0.5, 0.5], 4, enqueue_many=True)
      >>> x.shape.as_list()
      [4, 2]
    """
    with tf1.name_scope(name, "stratified_sample", [*tensors, labels]):
        parts = private.convert_n_to_tensor_or_indexed_slices(tensors)
        labels = tf1.convert_to_tensor(labels)
        target = tf1.convert_to_tensor(target_probs, dtype=tf1.float32)
        if not enqueue_many:
            parts = [tf1.expand_dims(part, 0) for part in parts]
            labels = tf1.expand_dims(labels, 0)
        if init_probs is None:
            target.get_shape().assert_is_fully_defined()
            known = _counted(labels, target.get_shape().num_elements())
        else:
            known = tf1.convert_to_tensor(init_probs, dtype=tf1.float32)
        parts, labels, (known, target) = _checked(parts, labels, [known, target])
        possible = reduce_all(tf1.logical_or(tf1.not_equal(known, 0), tf1.equal(target, 0)))
        said = "All classes with zero initial probability must also have zero target probability: "
        known = private.with_dependencies([tf1.Assert(possible, [said, known, target])], known)
        accept = _acceptance(known, target)
        *parts, label = _one_by_one([*parts, labels], threads_per_queue, queue_capacity)
        probability = gather(accept, label)
        *batch, label = tf1.train.maybe_batch(
            [*parts, label],
            keep_input=random_uniform([]) < probability,
            batch_size=batch_size,
            num_threads=threads_per_queue,
        )
        return batch, label


def resample_at_rate(inputs, rates, scope=None, seed=None, back_prop=False):
    """Repeats each row of a batch as often as a Poisson draw with its rate says, which may be never.

    Args:
      inputs: list of tensors of one batch size.
      rates: how often each row is wanted on average, shape (batch,).
      scope: name scope.
      seed: op-level seed of the draw.
      back_prop: whether gradients go through the choice.

    Returns:
      List of the tensors with their rows repeated.
    """
    with tf1.name_scope(scope, default_name="resample_at_rate", values=[*inputs, rates]):
        rates = tf1.convert_to_tensor(rates, name="rates")
        counts = tf1.cast(tf1.random_poisson(rates, (), rates.dtype, seed=seed), tf1.int32)
        rows = _repeated_range(counts)
        if not back_prop:
            rows = tf1.stop_gradient(rows)
        return [gather(tensor, rows) for tensor in inputs]


def weighted_resample(inputs, weights, overall_rate, scope=None, mean_decay=0.999, seed=None):
    """Repeats each row of a batch in proportion to its weight, `overall_rate` times on average.

    Args:
      inputs: list of tensors of one batch size.
      weights: of the rows, shape (batch,).
      overall_rate: how often a row of mean weight is wanted on average.
      scope: name scope, and variable scope of the mean.
      mean_decay: of the moving average of the weights, kept in a local variable.
      seed: op-level seed.

    Returns:
      List of the tensors with their rows repeated, and the rate of each row.
    """
    with tf1.name_scope(scope, "weighted_resample", inputs) as op_scope:
        with tf1.variable_scope(scope, "estimate_mean", inputs):
            mean = tf1.get_local_variable("estimated_mean", initializer=tf1.cast(0, weights.dtype), dtype=weights.dtype)
            mean = private.assign_moving_average(mean, reduce_mean(weights), mean_decay)
        rates = weights * overall_rate / mean
        rates, *resampled = resample_at_rate([rates, *inputs], rates, scope=op_scope, seed=seed)
        return resampled, rates


def _one_by_one(parts: list, threads: int, capacity: int) -> list:
    """Single examples out of batches, through a queue."""
    batched = tf1.train.batch(parts, batch_size=1, num_threads=threads, capacity=capacity, enqueue_many=True)
    batched = [batched] if tf1.is_tensor(batched) else batched
    return [tf1.squeeze(part, [0]) for part in batched]


def _first_size(part):
    return part.get_shape().with_rank_at_least(1)[0]


def _counted(labels, number: int):
    """How frequent each class has been so far, counted in a variable."""
    counts = tf1.Variable([_SMOOTHING] * number, trainable=False, name="class_count", dtype=tf1.int64)
    counts = counts.assign_add(reduce_sum(one_hot(labels, number, dtype=tf1.int64), 0))
    counts += 0  # a copy: another thread may count on while this one divides
    return tf1.cast(tf1.truediv(counts, reduce_sum(counts)), tf1.float32)


def _checked(parts: list, labels, probabilities: list):
    """All of them, depending on checks of their values."""
    probabilities = [_checked_distribution(each) for each in probabilities]
    number = probabilities[0].get_shape().num_elements()
    if any(each.get_shape().num_elements() != number for each in probabilities):
        raise ValueError("Probability parameters must have the same length.")
    labels.get_shape().assert_has_rank(1)
    for part in parts:
        _first_size(part).assert_is_compatible_with(labels.get_shape()[0])
    size = tf1.shape(labels)[0]
    some = assertions.assert_positive(size)
    labels = private.with_dependencies([some], labels)
    parts = [
        private.with_dependencies([some, assertions.assert_equal(tf1.shape(part)[0], size)], part) for part in parts
    ]
    checks = [
        tf1.assert_integer(labels),
        assertions.assert_non_negative(labels),
        assertions.assert_less(labels, tf1.cast(number, labels.dtype)),
    ]
    return parts, private.with_dependencies(checks, labels), probabilities


def _checked_distribution(probabilities):
    probabilities.get_shape().assert_is_fully_defined()
    probabilities.get_shape().assert_has_rank(1)
    total = reduce_sum(probabilities)
    checks = [
        assertions.assert_non_negative(probabilities),
        assertions.assert_less(total, 1.0 + _TOLERANCE),
        assertions.assert_less(1.0 - _TOLERANCE, total),
    ]
    return private.with_dependencies(checks, probabilities)


def _acceptance(known, target):
    """With which probability an example of each class is taken; says so where most are not."""
    ratios = target / known
    ratios = tf1.where_v2(tf1.is_nan(ratios), tf1.zeros_like(ratios), ratios)
    accept = ratios / reduce_max(ratios)
    rejected = reduce_sum((1 - accept) * known)
    said = "Proportion of examples rejected by sampler is high."
    return tf1.cond(
        tf1.less(rejected, 0.5), lambda: accept, lambda: tf1.Print(accept, [accept], message=said, first_n=10)
    )


def _repeated_range(counts):
    """0 as often as the first count says, 1 as often as the second, and so on; int32."""
    with tf1.name_scope(None, "repeat_range", [counts]) as scope:
        counts = tf1.convert_to_tensor(counts, name="counts")
        size = tf1.shape(counts)[0]
        rows = TensorArray(dtype=tf1.int32, size=size, infer_shape=False)
        rows, written = tf1.while_loop(
            lambda _, i: i < size,
            lambda rows, i: (rows.write(i, tf1.fill(counts[i : i + 1], i)), i + 1),
            loop_vars=[rows, 0],
        )
        return tf1.cond(written > 0, rows.concat, lambda: zeros(shape=[0], dtype=tf1.int32), name=scope)

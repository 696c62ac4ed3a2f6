"""`tf.nn.embedding_lookup` and `tf.nn.embedding_lookup_sparse` with TF 1.15's operations."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import rebound
from tfgraph_dnn.ops.clipping import clip_by_norm
from tfgraph_dnn.ops.gathering import gather

embedding_lookup = rebound(tf1.nn.embedding_lookup, {tf1.clip_by_norm: clip_by_norm, tf1.gather: gather})

_COMBINERS = ("mean", "sqrtn", "sum")


def embedding_lookup_sparse(
    params, sp_ids, sp_weights, partition_strategy="mod", name=None, combiner=None, max_norm=None
):
    """For each row of ids, the sum of their embeddings, weighted and normalized.

    Args:
      params: embeddings `[vocabulary, ...]`: tensor, variable, partitioned variable, or list of parts.
      sp_ids: `SparseTensor` of ids, each row with one at least.
      sp_weights: `SparseTensor` of weights with the same indices; None for ones.
      partition_strategy: 'mod' or 'div': how ids are spread over the parts.
      name: name of the name scope.
      combiner: 'sum'; 'mean', by default: divided by the sum of the weights; 'sqrtn': by the root of the sum of their
        squares.
      max_norm: if given, embeddings are clipped to this l2 norm.

    Returns:
      Dense tensor, one row per row of `sp_ids`.

    Raises:
      TypeError: ids or weights that are not sparse.
      ValueError: another combiner.
    """
    combiner = combiner or "mean"
    if combiner not in _COMBINERS:
        raise ValueError("combiner must be one of 'mean', 'sqrtn' or 'sum'")
    params = list(params) if isinstance(params, private.PartitionedVariable | list) else [params]
    _check_sparse(sp_ids, sp_weights)
    with tf1.name_scope(name, "embedding_lookup_sparse", [*params, sp_ids]) as scope:
        segment_ids = sp_ids.indices[:, 0]
        if segment_ids.dtype != tf1.int32:
            segment_ids = tf1.cast(segment_ids, tf1.int32)
        ids, places = tf1.unique(sp_ids.values)
        rows = embedding_lookup(params, ids, partition_strategy=partition_strategy, max_norm=max_norm)
        if rows.dtype in (tf1.float16, tf1.bfloat16):
            rows = tf1.cast(rows, tf1.float32)
        if sp_weights is None:
            segment = {"sum": tf1.sparse_segment_sum, "mean": tf1.sparse_segment_mean}
            return segment.get(combiner, tf1.sparse_segment_sqrt_n)(rows, places, segment_ids, name=scope)
        return _weighted(rows, places, sp_weights.values, segment_ids, combiner, scope)


def _check_sparse(sp_ids, sp_weights) -> None:
    if not isinstance(sp_ids, tf1.SparseTensor):
        raise TypeError("sp_ids must be SparseTensor")
    if sp_weights is None:
        return
    if not isinstance(sp_weights, tf1.SparseTensor):
        raise TypeError("sp_weights must be either None or SparseTensor")
    sp_ids.values.get_shape().assert_is_compatible_with(sp_weights.values.get_shape())
    sp_ids.indices.get_shape().assert_is_compatible_with(sp_weights.indices.get_shape())
    sp_ids.get_shape().assert_is_compatible_with(sp_weights.get_shape())


def _weighted(rows, places, weights, segment_ids, combiner: str, scope: str):
    if weights.dtype != rows.dtype:
        weights = tf1.cast(weights, rows.dtype)
    rows = gather(rows, places)
    weights = _as_column(weights, rows)
    rows *= weights
    if combiner == "sum":
        return tf1.segment_sum(rows, segment_ids, name=scope)
    total = tf1.segment_sum(rows, segment_ids)
    if combiner == "mean":
        return tf1.div(total, tf1.segment_sum(weights, segment_ids), name=scope)
    norm = tf1.sqrt(tf1.segment_sum(tf1.pow(weights, 2), segment_ids))
    return tf1.div(total, norm, name=scope)


def _as_column(weights, rows):
    """The weights with dimensions of size one appended, to multiply whole rows."""
    ones = tf1.fill(tf1.expand_dims(tf1.rank(rows) - 1, 0), 1)
    shape = tf1.concat([tf1.shape(weights), ones], 0)
    column = tf1.reshape(weights, shape)
    if rows.get_shape().ndims is not None:
        column.set_shape(weights.get_shape().concatenate([1] * (rows.get_shape().ndims - 1)))
    return column

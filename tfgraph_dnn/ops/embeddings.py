"""Embedding lookups beyond `tf.nn`'s: unique ids first, and sparse ids of any rank that may be empty or invalid."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.embedding_lookups import embedding_lookup, embedding_lookup_sparse
from tfgraph_dnn.ops.gathering import gather
from tfgraph_dnn.ops.ones_like import ones_like
from tfgraph_dnn.ops.reductions import reduce_prod


def embedding_lookup_unique(params, ids, partition_strategy="mod", name=None):
    """`tf.nn.embedding_lookup` that looks each distinct id up once; worth it when ids repeat and lookups are costly.

    Args:
      params: the embeddings, or list of their partitions.
      ids: integer tensor of any shape.
      partition_strategy: 'mod' or 'div'.
      name: name scope; 'EmbeddingLookupUnique' when None.

    Returns:
      Tensor of shape `ids.shape + params.shape[1:]`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> rows = tf.contrib.layers.embedding_lookup_unique(tf.constant([[1.0], [2.0]]), [1, 1, 0])
      >>> tf.Session().run(rows).ravel().tolist()
      [2.0, 2.0, 1.0]
    """
    with tf1.name_scope(name, "EmbeddingLookupUnique", [params, ids]):
        ids = tf1.convert_to_tensor(ids)
        shape = tf1.shape(ids)
        flat = tf1.reshape(ids, reduce_prod(shape, keepdims=True))
        unique_ids, positions = tf1.unique(flat)
        unique_rows = embedding_lookup(params, unique_ids, partition_strategy)
        rows = gather(unique_rows, positions)
        rows = tf1.reshape(rows, tf1.concat([shape, tf1.shape(unique_rows)[1:]], 0))
        rows.set_shape(ids.get_shape().concatenate(unique_rows.get_shape()[1:]))
        return rows


def safe_embedding_lookup_sparse(
    embedding_weights,
    sparse_ids,
    sparse_weights=None,
    combiner=None,
    default_id=None,
    name=None,
    partition_strategy="div",
    max_norm=None,
):
    """Combined embeddings of sparse ids; negative ids and weights that are not positive are dropped, empty rows filled.

    Args:
      embedding_weights: the embeddings, list of their partitions, or a partitioned variable.
      sparse_ids: `SparseTensor` of int64 ids; its last dimension is the one combined.
      sparse_weights: `SparseTensor` of weights of the same indices, or None.
      combiner: 'mean' (also when None), 'sqrtn' or 'sum'.
      default_id: the id used for empty rows; None: zeros.
      name: name of the result.
      partition_strategy: 'div' or 'mod'.
      max_norm: embeddings are clipped to this norm first, if given.

    Returns:
      Dense tensor: `sparse_ids`' shape with the last dimension replaced by the embedding's.

    Raises:
      ValueError: no embeddings.
    """
    combiner = combiner or "mean"
    weights = _partitions(embedding_weights, sparse_weights)
    tf1.debugging.assert_same_float_dtype([*weights, sparse_weights])
    with tf1.name_scope(name, "embedding_lookup", [*weights, sparse_ids, sparse_weights]) as scope:
        original_shape = sparse_ids.dense_shape
        static_rank = original_shape.get_shape().dims[0].value
        rank = tf1.size(original_shape) if static_rank is None else static_rank
        sparse_ids, sparse_weights = _as_rows(sparse_ids, sparse_weights, original_shape, rank)
        sparse_ids, sparse_weights = _without_invalid(sparse_ids, sparse_weights, combiner)
        sparse_ids, is_row_empty = tf1.sparse_fill_empty_rows(sparse_ids, default_id or 0)
        if sparse_weights is not None:
            sparse_weights, _ = tf1.sparse_fill_empty_rows(sparse_weights, 1.0)
        result = embedding_lookup_sparse(
            weights,
            sparse_ids,
            sparse_weights,
            combiner=combiner,
            partition_strategy=partition_strategy,
            name=None if default_id is None else scope,
            max_norm=max_norm,
        )
        if default_id is None:
            is_row_empty = tf1.reshape(is_row_empty, [-1, 1])
            is_row_empty = tf1.tile(is_row_empty, tf1.stack([1, tf1.shape(result)[1]]))
            result = tf1.where(is_row_empty, tf1.zeros_like(result), result, name=scope)
        outer = tf1.slice(tf1.cast(original_shape, tf1.int32), [0], [rank - 1])
        final = tf1.reshape(result, tf1.concat([outer, tf1.slice(tf1.shape(result), [1], [-1])], 0))
        if static_rank is not None:
            final.set_shape(tf1.TensorShape([None] * (static_rank - 1)).concatenate(result.get_shape()[1:]))
        return final


def dense_to_sparse_tensor(dense_tensor, ignore_value=None):
    """A `SparseTensor` of the elements that differ from `ignore_value`: 0 or '' when None."""
    with tf1.name_scope("DenseToSparseTensor"):
        dense_tensor = tf1.convert_to_tensor(dense_tensor)
        dtype = dense_tensor.dtype
        if ignore_value is None:
            ignore_value = "" if dtype == tf1.string else dtype.as_numpy_dtype()
        ignore_value = tf1.cast(ignore_value, dtype, name="ignore_value")
        indices = tf1.where(tf1.not_equal(dense_tensor, ignore_value), name="indices")
        return tf1.SparseTensor(
            indices=indices,
            values=tf1.gather_nd(dense_tensor, indices, name="values"),
            dense_shape=tf1.shape(dense_tensor, out_type=tf1.int64, name="dense_shape"),
        )


def _partitions(embedding_weights, sparse_weights) -> list:
    if isinstance(embedding_weights, private.PartitionedVariable):
        embedding_weights = list(embedding_weights)
    if embedding_weights is None or isinstance(embedding_weights, list) and not embedding_weights:
        raise ValueError(f"Missing embedding_weights {embedding_weights}.")
    if not isinstance(embedding_weights, list):
        embedding_weights = [embedding_weights]
    dtype = None if sparse_weights is None else sparse_weights.dtype
    return [tf1.convert_to_tensor(w, dtype=dtype) for w in embedding_weights]


def _as_rows(sparse_ids, sparse_weights, original_shape, rank):
    """Ids and weights reshaped to rank 2: all outer dimensions in one."""
    outer = reduce_prod(tf1.slice(original_shape, [0], [rank - 1]))
    sparse_ids = tf1.sparse_reshape(sparse_ids, [outer, gather(original_shape, rank - 1)])
    if sparse_weights is not None:
        sparse_weights = tf1.SparseTensor(sparse_ids.indices, sparse_weights.values, sparse_ids.dense_shape)
    return sparse_ids, sparse_weights


def _without_invalid(sparse_ids, sparse_weights, combiner: str):
    valid = tf1.greater_equal(sparse_ids.values, 0)
    if sparse_weights is None:
        return tf1.sparse_retain(sparse_ids, valid), None
    valid = tf1.logical_and(valid, ones_like(sparse_weights.values, dtype=tf1.bool))
    sparse_ids, sparse_weights = tf1.sparse_retain(sparse_ids, valid), tf1.sparse_retain(sparse_weights, valid)
    if combiner != "sum":
        valid = tf1.greater(sparse_weights.values, 0)
        sparse_ids, sparse_weights = tf1.sparse_retain(sparse_ids, valid), tf1.sparse_retain(sparse_weights, valid)
    return sparse_ids, sparse_weights

"""Sequences of ids as vectors: a bag of words, or one embedding for each id."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import model_variable
from tfgraph_dnn.ops import embeddings as lookups
from tfgraph_dnn.ops.embedding_lookups import embedding_lookup
from tfgraph_dnn.ops.reductions import reduce_mean


def bow_encoder(
    ids,
    vocab_size,
    embed_dim,
    sparse_lookup=True,
    initializer=None,
    regularizer=None,
    trainable=True,
    scope=None,
    reuse=None,
):
    """A bag of words: the mean embedding of each row of ids.

    Args:
      ids: `[batch, length]` dense or sparse integer tensor.
      vocab_size, embed_dim: shape of `<scope>/embeddings`.
      sparse_lookup: treat dense ids as sparse ones, in which 0 is no word; False averages all, dense ids only.
      initializer, regularizer, trainable: of the embeddings.
      scope: variable scope; 'bow_encoder' when None.
      reuse: share the variables of `scope`, which must then be given.

    Returns:
      `[batch, embed_dim]` tensor.

    Raises:
      ValueError: `vocab_size` or `embed_dim` is missing.
      TypeError: sparse ids with `sparse_lookup=False`.
    """
    if not vocab_size or not embed_dim:
        raise ValueError(
            f"Must specify vocab size and embedding dimension. Got vocab_size={vocab_size} and embed_dim={embed_dim}"
        )
    with tf1.variable_scope(scope, "bow_encoder", [ids], reuse=reuse):
        embeddings = model_variable(
            "embeddings",
            shape=[vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        is_sparse = isinstance(ids, tf1.SparseTensor)
        if sparse_lookup:
            sparse_ids = ids if is_sparse else lookups.dense_to_sparse_tensor(ids)
            return lookups.safe_embedding_lookup_sparse([embeddings], sparse_ids, combiner="mean", default_id=0)
        if is_sparse:
            raise TypeError(f"ids are expected to be dense Tensor, got: {ids}")
        return reduce_mean(embedding_lookup(embeddings, ids), axis=1)


def embed_sequence(
    ids,
    vocab_size=None,
    embed_dim=None,
    unique=False,
    initializer=None,
    regularizer=None,
    trainable=True,
    scope=None,
    reuse=None,
):
    """One embedding for each id.

    Args:
      ids: `[batch, length]` integer tensor.
      vocab_size, embed_dim: shape of `<scope>/embeddings`; may be left out when reusing.
      unique: look each distinct id up once.
      initializer, regularizer, trainable: of the embeddings.
      scope: variable scope; 'EmbedSequence' when None.
      reuse: share the variables of `scope`, which must then be given.

    Returns:
      `[batch, length, embed_dim]` tensor.

    Raises:
      ValueError: `vocab_size` or `embed_dim` is missing and nothing is reused.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.contrib.layers.embed_sequence([[1, 2, 0]], vocab_size=5, embed_dim=4).shape.as_list()
      [1, 3, 4]
    """
    if not (reuse or (vocab_size and embed_dim)):
        raise ValueError(
            "Must specify vocab size and embedding dimension when not reusing. "
            f"Got vocab_size={vocab_size} and embed_dim={embed_dim}"
        )
    with tf1.variable_scope(scope, "EmbedSequence", [ids], reuse=reuse):
        unknown = embed_dim is None or (reuse and vocab_size is None)
        embeddings = model_variable(
            "embeddings",
            shape=None if unknown else [vocab_size, embed_dim],
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
        )
        if unique:
            return lookups.embedding_lookup_unique(embeddings, ids)
        return embedding_lookup(embeddings, ids)

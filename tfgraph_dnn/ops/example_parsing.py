"""`tf.parse_example` and `tf.parse_single_example` with TF 1.15's kernels.

Readers and queues parse in the graph itself, where every operation counts for the seeds of what follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfgraph_dnn._backend import private, tf1

_KINDS = (tf1.VarLenFeature, tf1.SparseFeature, tf1.FixedLenFeature, tf1.FixedLenSequenceFeature)


def parse_example(serialized, features, name=None, example_names=None):
    """Parses a batch of serialized `Example` messages.

    Args:
      serialized: string vector.
      features: {key: `FixedLenFeature`, `FixedLenSequenceFeature`, `VarLenFeature` or `SparseFeature`}.
      name: name of the name scope.
      example_names: string vector, for the kernel's messages.

    Returns:
      {key: tensor or `SparseTensor`}.

    Raises:
      ValueError: no features, or an invalid one.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> serialized = tf.placeholder(tf.string, [None])
      >>> tf.parse_example(serialized, {"label": tf.FixedLenFeature([], tf.int64)})["label"].shape.as_list()
      [None]
    """
    if not features:
        raise ValueError(f"Missing: features was {features}.")
    if any(not isinstance(feature, _KINDS) for feature in features.values()):
        return tf1.parse_example(serialized, features, name, example_names)
    with tf1.name_scope(name, "ParseExample", [serialized, example_names]):
        params = private.ParseOpParams.from_features(_with_batch_dimension(features), list(_KINDS))
        parsed = tf1.raw_ops.ParseExample(
            dense_defaults=params.dense_defaults_vec,
            serialized=serialized,
            names=[] if example_names is None else example_names,
            sparse_keys=params.sparse_keys,
            sparse_types=params.sparse_types,
            dense_keys=params.dense_keys,
            dense_shapes=params.dense_shapes_as_proto,
            name=name,
        )
    return _by_key(features, params, parsed)


def parse_single_example(serialized, features, name=None, example_names=None):
    """Parses one serialized `Example` message; as `parse_example` with a scalar, and no batch dimension.

    Raises:
      ValueError: no features, or an invalid one.
    """
    if not features:
        raise ValueError("Missing features.")
    if example_names is not None or any(not isinstance(feature, _KINDS) for feature in features.values()):
        return tf1.parse_single_example(serialized, features, name, example_names)
    with tf1.name_scope(name, "ParseSingleExample", [serialized]):
        serialized = tf1.convert_to_tensor(serialized, name="serialized")
        params = private.ParseOpParams.from_features(features, list(_KINDS))
        parsed = tf1.raw_ops.ParseSingleExample(
            serialized=serialized,
            dense_defaults=params.dense_defaults_vec,
            num_sparse=len(params.sparse_keys),
            sparse_keys=params.sparse_keys,
            sparse_types=params.sparse_types,
            dense_keys=params.dense_keys,
            dense_shapes=params.dense_shapes_as_proto,
            name=name,
        )
    return _by_key(features, params, parsed)


def _with_batch_dimension(features: Mapping[str, Any]) -> dict[str, Any]:
    """Sequences vary in length along the second dimension of a batch; shorter ones are padded."""
    batched = dict(features)
    for key, feature in features.items():
        if isinstance(feature, tf1.FixedLenSequenceFeature):
            if not feature.allow_missing:
                raise ValueError("Unsupported: FixedLenSequenceFeature requires allow_missing to be True.")
            batched[key] = feature._replace(shape=[None, *feature.shape])
    return batched


def _by_key(features, params, parsed) -> dict[str, Any]:
    indices, values, shapes, dense = parsed
    sparse = [tf1.SparseTensor(*parts) for parts in zip(indices, values, shapes, strict=True)]
    keys = [*params.sparse_keys, *params.dense_keys]
    return private.composite_features(features, dict(zip(keys, [*sparse, *dense], strict=True)))

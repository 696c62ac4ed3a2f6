"""`tf.feature_column` with TF 1.15's operations in the dense columns made of categories.

One-hot vectors and embeddings of categories take TF 1.15's operations, so what a net behind them draws is the same.
"""

from __future__ import annotations

import warnings

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import lazily_rebound, rebound_classes
from tfgraph_dnn.ops import assertions, rebound

_OURS = {**rebound.OURS, tf1.nn.safe_embedding_lookup_sparse: rebound.safe_embedding_lookup_sparse}
_CLASSES = {theirs.__name__: (theirs, ours) for theirs, ours in rebound_classes(private.FEATURE_COLUMNS, _OURS).items()}
_Identity = _CLASSES["IdentityCategoricalColumn"][1]


class IdentityCategoricalColumn(_Identity):
    """Integers as categories; those out of range are an error where there is no default value, as in TF 1.15."""

    def _transform_input_tensor(self, input_tensor):
        if self.default_value is not None or not input_tensor.dtype.is_integer:
            return super()._transform_input_tensor(input_tensor)
        values = tf1.cast(input_tensor.values, tf1.int64, name="values")
        buckets = tf1.cast(self.num_buckets, tf1.int64, name="num_buckets")
        zero = tf1.cast(0, tf1.int64, name="zero")
        below = assertions.assert_less(
            values,
            buckets,
            data=(values, buckets),
            message=f'Bucket index for categorical column "{self.name}" exceeds number of buckets',
            name="assert_less_than_num_buckets",
        )
        above = assertions.assert_greater_equal(
            values,
            zero,
            data=(values,),
            message=f'Negative bucket index for categorical column "{self.name}"',
            name="assert_greater_or_equal_0",
        )
        with tf1.control_dependencies((below, above)):
            values = tf1.identity(values)
        return tf1.SparseTensor(input_tensor.indices, values, input_tensor.dense_shape)


def linear_model(
    features,
    feature_columns,
    units=1,
    sparse_combiner="sum",
    weight_collections=None,
    trainable=True,
    cols_to_vars=None,
):
    """A linear prediction from feature columns (batch, units); as `tf.feature_column.linear_model`."""
    with warnings.catch_warnings():
        # It makes its variables by a method that TensorFlow deprecates.
        warnings.filterwarnings("ignore", message=".*layer.add_variable", category=UserWarning)
        return tf1.feature_column.linear_model(
            features, feature_columns, units, sparse_combiner, weight_collections, trainable, cols_to_vars
        )


_THEIRS = {
    name: getattr(tf1.feature_column, name)
    for name in (
        "bucketized_column",
        "categorical_column_with_identity",
        "crossed_column",
        "embedding_column",
        "indicator_column",
        "shared_embedding_columns",
    )
}

__getattr__ = lazily_rebound(
    _THEIRS,
    {
        **_OURS,
        **dict(_CLASSES.values()),
        _CLASSES["IdentityCategoricalColumn"][0]: IdentityCategoricalColumn,
    },
)

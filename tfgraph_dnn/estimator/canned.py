"""The estimators that bring their model: dense nets and linear models over feature columns."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator.estimator import Estimator
from tfgraph_dnn.estimator.heads import Head, RegressionHead, class_head
from tfgraph_dnn.estimator.spec import ModeKeys
from tfgraph_dnn.layers import batch_normalization, dense
from tfgraph_dnn.layers import dropout as drop
from tfgraph_dnn.ops import feature_columns

_SUM = tf1.losses.Reduction.SUM
_OPTIMIZERS = {
    "Adagrad": tf1.train.AdagradOptimizer,
    "Adam": tf1.train.AdamOptimizer,
    "Ftrl": tf1.train.FtrlOptimizer,
    "RMSProp": tf1.train.RMSPropOptimizer,
    "SGD": tf1.train.GradientDescentOptimizer,
}
_DNN_LEARNING_RATE = 0.05
_LINEAR_LEARNING_RATE = 0.2


class _Model(NamedTuple):
    """The logits of a model, built inside its variable scope."""

    scope: str
    logits: Callable[[dict, str, int], Any]
    partitioner: Any
    use_resource: bool | None


class _Canned(Estimator):
    """An estimator whose model function is a head over logits."""

    def __init__(self, head: Head, model: _Model, optimizer, default_rate: float, model_dir, config, warm_start_from):
        def model_fn(features, labels, mode, config):
            if not isinstance(features, dict):
                raise ValueError(f"features should be a dictionary of `Tensor`s. Given type: {type(features)}")
            opt = optimizer_of(optimizer, default_rate)
            step = tf1.train.get_global_step()
            # One part at least: without parameter servers the parts are one, as TF 1.15's names and slots show.
            parts = model.partitioner or tf1.min_max_variable_partitioner(max_partitions=config.num_ps_replicas)
            with tf1.variable_scope(
                model.scope, values=tuple(features.values()), partitioner=parts, use_resource=model.use_resource
            ):
                logits = model.logits(features, mode, head.logits_dimension)
                return head.spec(features, mode, logits, labels, lambda loss: opt.minimize(loss, global_step=step))

        super().__init__(model_fn, model_dir=model_dir, config=config, warm_start_from=warm_start_from)


@shown_as("tensorflow_estimator.python.estimator.canned.dnn.DNNClassifier")
class DNNClassifier(_Canned):
    """A dense net that classifies; variables `dnn/hiddenlayer_0/kernel`, ..., `dnn/logits/bias`."""

    def __init__(
        self,
        hidden_units,
        feature_columns,
        model_dir=None,
        n_classes=2,
        weight_column=None,
        label_vocabulary=None,
        optimizer="Adagrad",
        activation_fn=tf1.nn.relu,
        dropout=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
    ):
        """Takes the units of each hidden layer and the columns; the optimizer is a name, an instance or a function."""
        head = class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        logits = dnn_model(hidden_units, feature_columns, activation_fn, dropout, input_layer_partitioner, batch_norm)
        super().__init__(head, logits, optimizer, _DNN_LEARNING_RATE, model_dir, config, warm_start_from)


@shown_as("tensorflow_estimator.python.estimator.canned.dnn.DNNRegressor")
class DNNRegressor(_Canned):
    """A dense net for regression."""

    def __init__(
        self,
        hidden_units,
        feature_columns,
        model_dir=None,
        label_dimension=1,
        weight_column=None,
        optimizer="Adagrad",
        activation_fn=tf1.nn.relu,
        dropout=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
    ):
        """As `DNNClassifier`, with the number of values to predict."""
        head = RegressionHead(label_dimension, weight_column=weight_column, loss_reduction=loss_reduction)
        logits = dnn_model(hidden_units, feature_columns, activation_fn, dropout, input_layer_partitioner, batch_norm)
        super().__init__(head, logits, optimizer, _DNN_LEARNING_RATE, model_dir, config, warm_start_from)


@shown_as("tensorflow_estimator.python.estimator.canned.linear.LinearClassifier")
class LinearClassifier(_Canned):
    """A linear model that classifies; variables `linear/linear_model/COLUMN/weights`, `.../bias_weights`."""

    def __init__(
        self,
        feature_columns,
        model_dir=None,
        n_classes=2,
        weight_column=None,
        label_vocabulary=None,
        optimizer="Ftrl",
        config=None,
        partitioner=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        sparse_combiner="sum",
    ):
        """Takes the columns; the optimizer is a name, an instance or a function."""
        head = class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        rate = _linear_rate(feature_columns)
        logits = linear_model(feature_columns, partitioner, sparse_combiner)
        super().__init__(head, logits, optimizer, rate, model_dir, config, warm_start_from)


@shown_as("tensorflow_estimator.python.estimator.canned.linear.LinearRegressor")
class LinearRegressor(_Canned):
    """A linear model for regression."""

    def __init__(
        self,
        feature_columns,
        model_dir=None,
        label_dimension=1,
        weight_column=None,
        optimizer="Ftrl",
        config=None,
        partitioner=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        sparse_combiner="sum",
    ):
        """As `LinearClassifier`, with the number of values to predict."""
        head = RegressionHead(label_dimension, weight_column=weight_column, loss_reduction=loss_reduction)
        rate = _linear_rate(feature_columns)
        logits = linear_model(feature_columns, partitioner, sparse_combiner)
        super().__init__(head, logits, optimizer, rate, model_dir, config, warm_start_from)


def dnn_model(hidden_units, columns, activation, dropout, partitioner, batch_norm) -> _Model:
    columns = tuple(columns)

    def logits_fn(features, mode, units):
        training = mode == ModeKeys.TRAIN
        with tf1.variable_scope("input_from_feature_columns", reuse=tf1.AUTO_REUSE):
            _create_embeddings(columns)
            net = tf1.feature_column.input_layer(features, columns)
        for number, width in enumerate(hidden_units):
            with tf1.variable_scope(f"hiddenlayer_{number}") as scope:
                net = dense(net, width, activation, kernel_initializer=tf1.glorot_uniform_initializer(), name=scope)
            if dropout is not None and training:
                net = drop(net, rate=dropout, training=True)
            if batch_norm:
                net = batch_normalization(net, momentum=0.999, training=training, name=f"batchnorm_{number}")
            summarize(net, scope.name)
        with tf1.variable_scope("logits") as scope:
            logits = dense(net, units, kernel_initializer=tf1.glorot_uniform_initializer(), name=scope)
        summarize(logits, scope.name)
        return logits

    return _Model("dnn", logits_fn, partitioner, use_resource=True)


def _create_embeddings(columns) -> None:
    """TF 1.15's nets made the columns' variables before the first of their operations."""
    for column in sorted(columns, key=lambda column: column.name):
        if not hasattr(column, "use_safe_embedding_lookup") or hasattr(column, "shared_embedding_collection_name"):
            continue
        shape = (column.categorical_column.num_buckets, column.dimension)
        name = f"input_layer/{column.name}/embedding_weights"
        tf1.get_variable(name, shape, tf1.float32, column.initializer, trainable=column.trainable)


def summarize(value, tag: str) -> None:
    """Summaries of a layer's activation."""
    tf1.summary.scalar(f"{tag}/fraction_of_zero_values", tf1.nn.zero_fraction(value))
    tf1.summary.histogram(f"{tag}/activation", value)


def linear_model(columns, partitioner, combiner) -> _Model:
    columns = tuple(columns)

    def logits_fn(features, mode, units):
        return feature_columns.linear_model(features, columns, units=units, sparse_combiner=combiner)

    return _Model("linear", logits_fn, partitioner, use_resource=None)


def _linear_rate(columns) -> float:
    return min(_LINEAR_LEARNING_RATE, 1.0 / math.sqrt(len(tuple(columns))))


def optimizer_of(optimizer, rate: float):
    """The optimizer meant by a name, an instance or a function."""
    if isinstance(optimizer, str):
        if optimizer not in _OPTIMIZERS:
            raise ValueError(f"Unsupported optimizer name: {optimizer}. Supported names are: {tuple(_OPTIMIZERS)}")
        return _OPTIMIZERS[optimizer](learning_rate=rate)
    made = optimizer() if callable(optimizer) else optimizer
    if not isinstance(made, tf1.train.Optimizer):
        raise ValueError(f"The given object is not an Optimizer instance. Given: {made}")
    return made

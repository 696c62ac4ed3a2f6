"""Wide and deep (Cheng et al., https://arxiv.org/abs/1606.07792): a linear model and a dense net, trained together."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator.canned import (
    dnn_model,
    linear_model,
    optimizer_of,
    summarize,
)
from tfgraph_dnn.estimator.estimator import Estimator
from tfgraph_dnn.estimator.heads import Head, RegressionHead, class_head

_SUM = tf1.losses.Reduction.SUM
_PART_BYTES = 64 << 20
# Smaller than those of the models by themselves.
_DNN_LEARNING_RATE = 0.001
_LINEAR_LEARNING_RATE = 0.005


class _Part(NamedTuple):
    """One of the two models: how its logits are built, and its optimizer."""

    scope: str
    logits: Callable[[dict, str, int], Any]
    optimizer: Any
    rate: float
    partitioner: Any
    summarized: bool

    def build(self, features, mode, units: int):
        """Logits (batch, units), the scope's name and the optimizer."""
        optimizer = optimizer_of(self.optimizer, self.rate)
        values = tuple(features.values())
        with tf1.variable_scope(self.scope, values=values, partitioner=self.partitioner, use_resource=True) as scope:
            logits = self.logits(features, mode, units)
            if self.summarized:
                summarize(logits, scope.name)
            return logits, scope.name, optimizer


class _Combined(Estimator):
    """An estimator whose logits are a linear model's plus a dense net's; each part has its optimizer."""

    def __init__(self, head: Head, parts: Callable[[Any], list[_Part]], model_dir, config, warm_start_from):
        def model_fn(features, labels, mode, config):
            if not isinstance(features, dict):
                raise ValueError(f"features should be a dictionary of `Tensor`s. Given type: {type(features)}")
            built = [part.build(features, mode, head.logits_dimension) for part in parts(config)]
            logits = built[0][0] if len(built) == 1 else built[0][0] + built[1][0]
            return head.spec(features, mode, logits, labels, lambda loss: _train(loss, built))

        super().__init__(model_fn, model_dir=model_dir, config=config, warm_start_from=warm_start_from)


@shown_as("tensorflow_estimator.python.estimator.canned.dnn_linear_combined.DNNLinearCombinedClassifier")
class DNNLinearCombinedClassifier(_Combined):
    """Wide and deep, for classes.

    Example:
      >>> from tfgraph_dnn.v1 import feature_column, estimator
      >>> age = feature_column.numeric_column("age")
      >>> model = estimator.DNNLinearCombinedClassifier(
      ...     linear_feature_columns=[feature_column.bucketized_column(age, [30, 50])],
      ...     dnn_feature_columns=[age], dnn_hidden_units=[8])
    """

    def __init__(
        self,
        model_dir=None,
        linear_feature_columns=None,
        linear_optimizer="Ftrl",
        dnn_feature_columns=None,
        dnn_optimizer="Adagrad",
        dnn_hidden_units=None,
        dnn_activation_fn=tf1.nn.relu,
        dnn_dropout=None,
        n_classes=2,
        weight_column=None,
        label_vocabulary=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
        linear_sparse_combiner="sum",
    ):
        """Takes the columns of either part, or of both, and the units of the net's hidden layers."""
        head = class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        linear = (linear_feature_columns, linear_optimizer, linear_sparse_combiner)
        net = (dnn_feature_columns, dnn_optimizer, dnn_hidden_units, dnn_activation_fn, dnn_dropout, batch_norm)
        super().__init__(head, _parts(linear, net, input_layer_partitioner), model_dir, config, warm_start_from)


@shown_as("tensorflow_estimator.python.estimator.canned.dnn_linear_combined.DNNLinearCombinedRegressor")
class DNNLinearCombinedRegressor(_Combined):
    """Wide and deep, for regression."""

    def __init__(
        self,
        model_dir=None,
        linear_feature_columns=None,
        linear_optimizer="Ftrl",
        dnn_feature_columns=None,
        dnn_optimizer="Adagrad",
        dnn_hidden_units=None,
        dnn_activation_fn=tf1.nn.relu,
        dnn_dropout=None,
        label_dimension=1,
        weight_column=None,
        input_layer_partitioner=None,
        config=None,
        warm_start_from=None,
        loss_reduction=_SUM,
        batch_norm=False,
        linear_sparse_combiner="sum",
    ):
        """As `DNNLinearCombinedClassifier`, with the number of values to predict."""
        head = RegressionHead(label_dimension, weight_column=weight_column, loss_reduction=loss_reduction)
        linear = (linear_feature_columns, linear_optimizer, linear_sparse_combiner)
        net = (dnn_feature_columns, dnn_optimizer, dnn_hidden_units, dnn_activation_fn, dnn_dropout, batch_norm)
        super().__init__(head, _parts(linear, net, input_layer_partitioner), model_dir, config, warm_start_from)


def _parts(linear: tuple, net: tuple, input_partitioner) -> Callable[[Any], list[_Part]]:
    wide, linear_optimizer, combiner = linear
    deep, net_optimizer, units, activation, dropout, batch_norm = net
    wide, deep = tuple(wide or ()), tuple(deep or ())
    if not wide and not deep:
        raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
    if deep and not units:
        raise ValueError("dnn_hidden_units must be defined when dnn_feature_columns is specified.")

    def made(config) -> list[_Part]:
        servers = config.num_ps_replicas
        inputs = input_partitioner or tf1.min_max_variable_partitioner(servers, min_slice_size=_PART_BYTES)
        found = []
        if deep:
            logits = dnn_model(units, deep, activation, dropout, inputs, batch_norm).logits
            hidden = tf1.min_max_variable_partitioner(servers)
            found.append(_Part("dnn", logits, net_optimizer, _DNN_LEARNING_RATE, hidden, summarized=False))
        if wide:
            rate = min(_LINEAR_LEARNING_RATE, 1.0 / math.sqrt(len(wide)))
            logits = linear_model(wide, inputs, combiner).logits
            found.append(_Part("linear", logits, linear_optimizer, rate, inputs, summarized=True))
        return found

    return made


def _train(loss, built):
    steps = [
        optimizer.minimize(loss, var_list=tf1.get_collection(tf1.GraphKeys.TRAINABLE_VARIABLES, scope=scope))
        for _, scope, optimizer in built
    ]
    with tf1.control_dependencies([tf1.group(*steps)]):
        return tf1.assign_add(tf1.train.get_global_step(), 1).op

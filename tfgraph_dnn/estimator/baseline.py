"""`tf.estimator.BaselineClassifier` and `BaselineRegressor`: a bias alone, which learns the mean of the labels."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.estimator.canned import optimizer_of
from tfgraph_dnn.estimator.estimator import Estimator
from tfgraph_dnn.estimator.heads import Head, RegressionHead, class_head
from tfgraph_dnn.ops.assertions import assert_equal
from tfgraph_dnn.ops.filled import ones

_LEARNING_RATE = 0.3
_SUM = tf1.losses.Reduction.SUM


class _Baseline(Estimator):
    """An estimator whose logits are the variable `baseline/bias`, whatever the features are."""

    def __init__(self, head: Head, optimizer, weight_column, model_dir, config):
        def model_fn(features, labels, mode, config):
            logits = _logits(features, weight_column, head.logits_dimension)
            opt, step = optimizer_of(optimizer, _LEARNING_RATE), tf1.train.get_global_step()
            return head.spec(features, mode, logits, labels, lambda loss: opt.minimize(loss, global_step=step))

        super().__init__(model_fn, model_dir=model_dir, config=config)


@shown_as("tensorflow_estimator.python.estimator.canned.baseline.BaselineClassifier")
class BaselineClassifier(_Baseline):
    """Predicts how often each class is, without a look at the features.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> baseline = tf.estimator.BaselineClassifier(n_classes=3)                            # doctest: +SKIP
    """

    def __init__(
        self,
        model_dir=None,
        n_classes=2,
        weight_column=None,
        label_vocabulary=None,
        optimizer="Ftrl",
        config=None,
        loss_reduction=_SUM,
    ):
        """Takes the number of classes; the optimizer is a name, an instance or a function."""
        head = class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        super().__init__(head, optimizer, weight_column, model_dir, config)


@shown_as("tensorflow_estimator.python.estimator.canned.baseline.BaselineRegressor")
class BaselineRegressor(_Baseline):
    """Predicts the mean of the labels, without a look at the features."""

    def __init__(
        self,
        model_dir=None,
        label_dimension=1,
        weight_column=None,
        optimizer="Ftrl",
        config=None,
        loss_reduction=_SUM,
    ):
        """As `BaselineClassifier`, with the number of values to predict."""
        head = RegressionHead(label_dimension, weight_column=weight_column, loss_reduction=loss_reduction)
        super().__init__(head, optimizer, weight_column, model_dir, config)


def _logits(features: dict, weight_column, width: int):
    weights = getattr(weight_column, "key", weight_column)
    sizes = [tf1.shape(feature)[0] for key, feature in features.items() if key != weights]
    checks = [assert_equal(sizes[0], other) for other in sizes[1:]]
    with tf1.control_dependencies(checks), tf1.variable_scope("baseline"):
        bias = tf1.get_variable("bias", [width], initializer=tf1.zeros_initializer)
        return tf1.multiply(bias, ones([sizes[0], width]))

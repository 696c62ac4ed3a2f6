"""What turns logits into predictions, a loss and metrics, as TF 1.15's canned estimators did."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.estimator.export import ClassificationOutput, PredictOutput, RegressionOutput
from tfgraph_dnn.estimator.spec import EstimatorSpec, ModeKeys


class Head:
    """Common part: builds the spec of a mode from logits (batch, logits_dimension)."""

    logits_dimension = 1

    def __init__(self, weight_column=None, loss_reduction=tf1.losses.Reduction.SUM):
        self._weight_column = weight_column
        self._reduction = loss_reduction

    def spec(self, features, mode, logits, labels, train_op_fn) -> EstimatorSpec:
        """The spec of `mode`; `train_op_fn(loss)` makes the training step."""
        with tf1.name_scope("head"):
            predictions = self.predictions(logits)
            if mode == ModeKeys.PREDICT:
                outputs = {"serving_default": self.served(predictions), "predict": PredictOutput(predictions)}
                return EstimatorSpec(mode, predictions=predictions, export_outputs=outputs)
            labels = self.labels(labels)
            weights = self._weights(features)
            unreduced = self.losses(labels, logits)
            loss = tf1.losses.compute_weighted_loss(unreduced, weights=weights, reduction=self._reduction)
            regularization = tf1.losses.get_regularization_losses()
            if regularization:
                loss = tf1.add_n([loss, *regularization])
            if mode == ModeKeys.EVAL:
                metrics = self.metrics(labels, predictions, unreduced, weights)
                return EstimatorSpec(mode, predictions=predictions, loss=loss, eval_metric_ops=metrics)
            updates = tf1.get_collection(tf1.GraphKeys.UPDATE_OPS)
            with tf1.control_dependencies(updates):
                return EstimatorSpec(mode, predictions=predictions, loss=loss, train_op=train_op_fn(loss))

    def _weights(self, features):
        if self._weight_column is None:
            return 1.0
        name = getattr(self._weight_column, "name", self._weight_column)
        weights = tf1.cast(features[name], tf1.float32)
        return tf1.expand_dims(weights, -1) if weights.shape.ndims == 1 else weights


class RegressionHead(Head):
    """Mean squared error; predictions are the logits."""

    def __init__(self, label_dimension=1, **kwargs):
        super().__init__(**kwargs)
        self.logits_dimension = label_dimension

    def predictions(self, logits):
        return {"predictions": logits}

    def served(self, predictions):
        return RegressionOutput(predictions["predictions"])

    def labels(self, labels):
        labels = tf1.cast(labels, tf1.float32)
        return tf1.expand_dims(labels, -1) if labels.shape.ndims == 1 else labels

    def losses(self, labels, logits):
        return tf1.losses.mean_squared_error(labels, logits, reduction=tf1.losses.Reduction.NONE)

    def metrics(self, labels, predictions, unreduced, weights):
        return {
            "average_loss": tf1.metrics.mean(unreduced, weights=weights),
            "label/mean": tf1.metrics.mean(labels, weights=weights),
            "prediction/mean": tf1.metrics.mean(predictions["predictions"], weights=weights),
        }


class _ClassHead(Head):
    """What two and more classes share: ids and names of classes."""

    def __init__(self, n_classes, label_vocabulary=None, **kwargs):
        super().__init__(**kwargs)
        self._classes, self._vocabulary = n_classes, label_vocabulary

    def labels(self, labels):
        if self._vocabulary:
            if labels.dtype != tf1.string:
                raise ValueError("Labels dtype should be string when there is a label_vocabulary.")
            ids = list(range(self._classes))
            known = tf1.lookup.KeyValueTensorInitializer(self._vocabulary, ids, value_dtype=tf1.int64)
            labels = tf1.lookup.StaticHashTable(known, default_value=-1).lookup(labels)
        elif not labels.dtype.is_integer and labels.dtype != tf1.float32:
            raise ValueError(f"Labels dtype should be integer. Instead got {labels.dtype}.")
        return tf1.expand_dims(labels, -1) if labels.shape.ndims == 1 else labels

    def _all(self, logits):
        batch = tf1.shape(logits)[0]
        ids = tf1.range(self._classes)
        names = tf1.constant(self._vocabulary) if self._vocabulary else tf1.as_string(ids)
        return {
            "all_class_ids": tf1.tile(tf1.expand_dims(ids, 0), [batch, 1]),
            "all_classes": tf1.tile(tf1.expand_dims(names, 0), [batch, 1]),
        }

    def _class_names(self, ids):
        if self._vocabulary:
            return tf1.gather(tf1.constant(self._vocabulary), ids)
        return tf1.as_string(ids, name="str_classes")

    def served(self, predictions):
        return ClassificationOutput(scores=predictions["probabilities"], classes=predictions["all_classes"])


class MultiClassHead(_ClassHead):
    """Softmax cross entropy over more than two classes."""

    def __init__(self, n_classes, **kwargs):
        super().__init__(n_classes, **kwargs)
        self.logits_dimension = n_classes

    def predictions(self, logits):
        ids = tf1.expand_dims(tf1.argmax(logits, axis=-1), axis=-1)
        return {
            "logits": logits,
            "probabilities": tf1.nn.softmax(logits, name="probabilities"),
            "class_ids": ids,
            "classes": self._class_names(ids),
            **self._all(logits),
        }

    def losses(self, labels, logits):
        losses = tf1.losses.sparse_softmax_cross_entropy(labels, logits, reduction=tf1.losses.Reduction.NONE)
        return tf1.expand_dims(losses, axis=-1)

    def metrics(self, labels, predictions, unreduced, weights):
        return {
            "accuracy": tf1.metrics.accuracy(labels, predictions["class_ids"], weights=weights),
            "average_loss": tf1.metrics.mean(unreduced, weights=weights),
        }


class BinaryHead(_ClassHead):
    """Sigmoid cross entropy for two classes from one logit."""

    def __init__(self, **kwargs):
        super().__init__(2, **kwargs)

    def predictions(self, logits):
        two = tf1.concat([tf1.zeros_like(logits), logits], axis=-1, name="two_class_logits")
        ids = tf1.expand_dims(tf1.argmax(two, axis=-1), axis=-1)
        return {
            "logits": logits,
            "logistic": tf1.sigmoid(logits, name="logistic"),
            "probabilities": tf1.nn.softmax(two, name="probabilities"),
            "class_ids": ids,
            "classes": self._class_names(ids),
            **self._all(logits),
        }

    def losses(self, labels, logits):
        return tf1.nn.sigmoid_cross_entropy_with_logits(labels=tf1.cast(labels, tf1.float32), logits=logits)

    def metrics(self, labels, predictions, unreduced, weights):
        ids, logistic = predictions["class_ids"], predictions["logistic"]
        mean_label = tf1.metrics.mean(labels, weights=weights)
        return {
            "accuracy": tf1.metrics.accuracy(labels, ids, weights=weights),
            "accuracy_baseline": (
                tf1.maximum(mean_label[0], 1.0 - mean_label[0]),
                tf1.maximum(mean_label[1], 1.0 - mean_label[1]),
            ),
            "auc": tf1.metrics.auc(labels, logistic, weights=weights),
            "auc_precision_recall": tf1.metrics.auc(labels, logistic, weights=weights, curve="PR"),
            "average_loss": tf1.metrics.mean(unreduced, weights=weights),
            "label/mean": mean_label,
            "precision": tf1.metrics.precision(labels, ids, weights=weights),
            "prediction/mean": tf1.metrics.mean(logistic, weights=weights),
            "recall": tf1.metrics.recall(labels, ids, weights=weights),
        }


def class_head(n_classes, weight_column, label_vocabulary, loss_reduction) -> Head:
    """The head for `n_classes`.

    Raises:
      ValueError: fewer than two classes.
    """
    if n_classes < 2:
        raise ValueError(f"n_classes must be > 1 for classification: {n_classes}.")
    shared = {"weight_column": weight_column, "loss_reduction": loss_reduction, "label_vocabulary": label_vocabulary}
    return BinaryHead(**shared) if n_classes == 2 else MultiClassHead(n_classes, **shared)

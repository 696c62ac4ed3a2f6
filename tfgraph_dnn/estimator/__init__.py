"""`tf.estimator`: model functions trained, evaluated and used for predictions on one machine.

What TF 1.15's package did for one process, on `tf.train.MonitoredTrainingSession`; distribution is not part of it.
"""

from tfgraph_dnn.estimator import experimental, export, inputs
from tfgraph_dnn.estimator.baseline import BaselineClassifier, BaselineRegressor
from tfgraph_dnn.estimator.canned import DNNClassifier, DNNRegressor, LinearClassifier, LinearRegressor
from tfgraph_dnn.estimator.combined import DNNLinearCombinedClassifier, DNNLinearCombinedRegressor
from tfgraph_dnn.estimator.config import RunConfig
from tfgraph_dnn.estimator.estimator import Estimator, WarmStartSettings
from tfgraph_dnn.estimator.exporters import BestExporter, Exporter, FinalExporter, LatestExporter
from tfgraph_dnn.estimator.loop import EvalSpec, TrainSpec, train_and_evaluate
from tfgraph_dnn.estimator.spec import EstimatorSpec, ModeKeys

__all__ = [
    "BaselineClassifier",
    "BaselineRegressor",
    "BestExporter",
    "DNNClassifier",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FinalExporter",
    "LatestExporter",
    "LinearClassifier",
    "LinearRegressor",
    "ModeKeys",
    "RunConfig",
    "TrainSpec",
    "WarmStartSettings",
    "experimental",
    "export",
    "inputs",
    "train_and_evaluate",
]

"""`tf.contrib.opt`: further optimizers; they live in `tfgraph_dnn.training`."""

from tfgraph_dnn.training.adagrad_variants import RegAdagradOptimizer
from tfgraph_dnn.training.adam_global_step import AdamGSOptimizer, LazyAdamGSOptimizer
from tfgraph_dnn.training.adam_variants import AdaMaxOptimizer, LazyAdamOptimizer, NadamOptimizer
from tfgraph_dnn.training.external_optimizers import ExternalOptimizerInterface, ScipyOptimizerInterface
from tfgraph_dnn.training.lars import LARSOptimizer
from tfgraph_dnn.training.sign_optimizers import (
    AddSignOptimizer,
    PowerSignOptimizer,
    get_cosine_decay_fn,
    get_linear_decay_fn,
    get_restart_decay_fn,
)
from tfgraph_dnn.training.weight_decay import (
    AdamWOptimizer,
    DecoupledWeightDecayExtension,
    MomentumWOptimizer,
    extend_with_decoupled_weight_decay,
)
from tfgraph_dnn.training.wrapping_optimizers import (
    MovingAverageOptimizer,
    MultitaskOptimizerWrapper,
    VariableClippingOptimizer,
    clip_gradients_by_global_norm,
)

__all__ = [
    "AdaMaxOptimizer",
    "AdamGSOptimizer",
    "AdamWOptimizer",
    "AddSignOptimizer",
    "DecoupledWeightDecayExtension",
    "ExternalOptimizerInterface",
    "LARSOptimizer",
    "LazyAdamGSOptimizer",
    "LazyAdamOptimizer",
    "MomentumWOptimizer",
    "MovingAverageOptimizer",
    "MultitaskOptimizerWrapper",
    "NadamOptimizer",
    "PowerSignOptimizer",
    "RegAdagradOptimizer",
    "ScipyOptimizerInterface",
    "VariableClippingOptimizer",
    "clip_gradients_by_global_norm",
    "extend_with_decoupled_weight_decay",
    "get_cosine_decay_fn",
    "get_linear_decay_fn",
    "get_restart_decay_fn",
]

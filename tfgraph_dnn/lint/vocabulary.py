"""What several rules know about TF 1.15's functions: which make variables, which draw random numbers, which train."""

from __future__ import annotations

import ast
import re

from tfgraph_dnn.lint.model import Call, Program

BATCH_NORM = ("tf.layers.batch_normalization", "tf.layers.BatchNormalization", "tf.contrib.layers.batch_norm")
_LAYERS_WITH_VARIABLES = re.compile(
    r"tf\.layers\.(dense|Dense|conv\w+|Conv\w+|separable_conv\w+|Separable\w+|batch_normalization|BatchNormalization)$"
    r"|tf\.contrib\.layers\.(fully_connected|linear|relu|relu6|conv\w+|convolution\w*|separable_conv\w+|batch_norm"
    r"|layer_norm|embed_sequence|stack|repeat)$"
)
_TRAINING_METHODS = ("minimize", "apply_gradients")
_TRAINING_CALLS = (
    "tf.contrib.layers.optimize_loss", "tf.contrib.training.create_train_op",
    "tf.contrib.slim.learning.create_train_op", "tf.contrib.slim.learning.train", "tf.contrib.training.train",
)  # fmt: skip
_WITHOUT_SLOTS = ("tf.train.GradientDescentOptimizer", "tf.train.ProximalGradientDescentOptimizer")
_RANDOM = re.compile(
    r"tf\.(random_(normal|uniform|gamma|poisson|shuffle|crop)|truncated_normal|multinomial)$"
    r"|tf\.random\.(normal|uniform|truncated_normal|shuffle|gamma|poisson|categorical|multinomial)$"
    r"|tf\.nn\.dropout$|tf\.layers\.dropout$|tf\.contrib\.layers\.dropout$|tf\.image\.random_\w+$|tf\.get_variable$"
)
# Whoever runs a program's training for it: sessions that initialize, restore and start queues by themselves.
MANAGED = ("MonitoredTrainingSession", "MonitoredSession", "SingularMonitoredSession", "Supervisor", "managed_session",
           "prepare_or_wait_for_session", "SessionManager", "Estimator", "learning", "evaluate_once",
           "evaluate_repeatedly", "evaluation_loop", "input_fn", "model_fn", "DNNClassifier",
           "LinearClassifier")  # fmt: skip


def makes_layer_variables(call: Call) -> bool:
    """Whether a call is that of a layer with weights."""
    return bool(_LAYERS_WITH_VARIABLES.match(call.path))


def makes_variables(call: Call) -> bool:
    """Whether a call makes variables: by themselves, or a layer's."""
    return call.path in ("tf.Variable", "tf.get_variable") or makes_layer_variables(call)


def is_random(call: Call) -> bool:
    """Whether what a call makes draws random numbers without a seed of its own."""
    return (bool(_RANDOM.match(call.path)) or makes_layer_variables(call)) and call.argument("seed") is None


def trains(call: Call) -> bool:
    """Whether a call makes a training operation."""
    return call.method in _TRAINING_METHODS or call.path in _TRAINING_CALLS


def makes_slots(program: Program, call: Call) -> bool:
    """Whether a call is `optimizer.minimize` of an optimizer known to make a slot for each variable."""
    if call.method not in _TRAINING_METHODS:
        return False
    maker = program.made_by(call.receiver)
    return maker.startswith("tf.train.") and maker.endswith("Optimizer") and maker not in _WITHOUT_SLOTS


def training_calls(program: Program) -> list[Call]:
    """The calls that make training operations."""
    return [call for call in program.calls if trains(call)]


def is_none(expression: ast.expr | None) -> bool:
    """Whether an argument is left out, or the literal None."""
    return expression is None or (isinstance(expression, ast.Constant) and expression.value is None)


def is_false(program: Program, expression: ast.expr | None) -> bool:
    """Whether an argument is False by its source."""
    value = program.constant(expression)
    return value is False or (value == 0 and isinstance(value, int))

"""Layer-wise adaptive rate scaling (You et al. 2017)."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.training.optimizers import Optimizer


class LARSOptimizer(Optimizer):
    """Momentum whose rate is scaled for each variable by eeta |w| / (|g| + weight_decay |w| + epsilon)."""

    def __init__(
        self,
        learning_rate,
        momentum=0.9,
        weight_decay=0.0001,
        eeta=0.001,
        epsilon=0.0,
        name="LARSOptimizer",
        skip_list=None,
        use_nesterov=False,
    ):
        """Takes the hyperparameters.

        Args:
          learning_rate: number or tensor.
          momentum, weight_decay: not negative.
          eeta: the trust coefficient.
          epsilon: added to the norm.
          name: of the operations.
          skip_list: parts of names of variables that are neither scaled nor decayed.
          use_nesterov: look one step ahead.

        Raises:
          ValueError: negative momentum or weight decay.
        """
        if momentum < 0.0:
            raise ValueError(f"momentum should be positive: {momentum}")
        if weight_decay < 0.0:
            raise ValueError(f"weight_decay should be positive: {weight_decay}")
        super().__init__(use_locking=False, name=name)
        self._learning_rate, self._momentum = learning_rate, momentum
        self._weight_decay, self._eeta, self._epsilon = weight_decay, eeta, epsilon
        self._skip_list, self._use_nesterov = skip_list, use_nesterov

    def compute_lr(self, grad, var):
        """The rate for `var`, and its gradient with the weight decay added."""
        if self._skip_list is not None and any(part in var.name for part in self._skip_list):
            return self._learning_rate, grad
        w_norm, g_norm = tf1.norm(var, ord=2), tf1.norm(grad, ord=2)
        has_weights, has_gradient = tf1.greater(w_norm, 0), tf1.greater(g_norm, 0)
        ratio = self._eeta * w_norm / (g_norm + self._weight_decay * w_norm + self._epsilon)
        trust = tf1.where(has_weights, tf1.where(has_gradient, ratio, 1.0), 1.0)
        return self._learning_rate * trust, grad + self._weight_decay * var

    def _create_slots(self, var_list):
        for variable in var_list:
            self._zeros_slot(variable, "momentum", self._name)

    def _prepare(self):
        rate, momentum = self._learning_rate, self._momentum
        self._learning_rate_tensor = tf1.convert_to_tensor(rate() if callable(rate) else rate, name="learning_rate")
        self._momentum_tensor = tf1.convert_to_tensor(momentum() if callable(momentum) else momentum, name="momentum")

    def _dense_arguments(self, grad, var) -> dict:
        rate, grad = self.compute_lr(grad, var)
        return {
            "lr": tf1.cast(1.0, var.dtype.base_dtype),
            "grad": grad * rate,
            "momentum": self._momentum,
            "use_locking": False,
            "use_nesterov": self._use_nesterov,
        }

    def _apply_dense(self, grad, var):
        arguments = self._dense_arguments(grad, var)
        return tf1.raw_ops.ApplyMomentum(var=var, accum=self.get_slot(var, "momentum"), **arguments)

    def _resource_apply_dense(self, grad, var):
        arguments = self._dense_arguments(grad, var)
        accumulator = self.get_slot(var, "momentum").handle
        return tf1.raw_ops.ResourceApplyMomentum(var=var.handle, accum=accumulator, **arguments)

    def _sparse_arguments(self, dtype) -> dict:
        return {
            "lr": tf1.cast(self._learning_rate_tensor, dtype),
            "momentum": tf1.cast(self._momentum_tensor, dtype),
            "use_locking": self._use_locking,
            "use_nesterov": self._use_nesterov,
        }

    def _apply_sparse(self, grad, var):
        return tf1.raw_ops.SparseApplyMomentum(
            var=var,
            accum=self.get_slot(var, "momentum"),
            grad=grad.values,
            indices=grad.indices,
            **self._sparse_arguments(var.dtype.base_dtype),
        ).op

    def _resource_apply_sparse(self, grad, var, indices):
        return tf1.raw_ops.ResourceSparseApplyMomentum(
            var=var.handle,
            accum=self.get_slot(var, "momentum").handle,
            grad=grad,
            indices=indices,
            **self._sparse_arguments(grad.dtype),
        )

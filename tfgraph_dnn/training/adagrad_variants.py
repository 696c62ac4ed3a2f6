"""`tf.contrib.opt.RegAdagradOptimizer`: Adagrad whose accumulators some losses leave alone."""

from __future__ import annotations

import contextlib

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.training.optimizers import AdagradOptimizer


class RegAdagradOptimizer(AdagradOptimizer):
    """Adagrad; inside `avoid_updating_slots` steps are taken and not accumulated, such as those of regularization.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> opt = tf.contrib.opt.RegAdagradOptimizer(0.1)
      >>> with opt.avoid_updating_slots():
      ...     pass  # opt.minimize(regularization)
    """

    def __init__(self, learning_rate, initial_accumulator_value=0.1, use_locking=False, name="RegAdagrad"):
        super().__init__(learning_rate, initial_accumulator_value, use_locking, name)
        self._should_update_slots = True

    @contextlib.contextmanager
    def avoid_updating_slots(self):
        """The steps that are built inside leave the accumulators as they are."""
        before, self._should_update_slots = self._should_update_slots, False
        try:
            yield
        finally:
            self._should_update_slots = before

    def _apply_dense(self, grad, var):
        return tf1.raw_ops.ApplyAdagrad(var=var, grad=grad, **self._shared(var, var.dtype.base_dtype))

    def _resource_apply_dense(self, grad, var):
        shared = self._shared(var, grad.dtype.base_dtype, resource=True)
        return tf1.raw_ops.ResourceApplyAdagrad(var=var.handle, grad=grad, **shared)

    def _apply_sparse(self, grad, var):
        shared = self._shared(var, var.dtype.base_dtype)
        return tf1.raw_ops.SparseApplyAdagrad(var=var, grad=grad.values, indices=grad.indices, **shared)

    def _resource_apply_sparse(self, grad, var, indices):
        shared = self._shared(var, grad.dtype, resource=True)
        return tf1.raw_ops.ResourceSparseApplyAdagrad(var=var.handle, grad=grad, indices=indices, **shared)

    def _shared(self, var, dtype, resource=False) -> dict:
        accumulator = self.get_slot(var, "accumulator")
        return {
            "accum": accumulator.handle if resource else accumulator,
            "lr": tf1.cast(self._learning_rate_tensor, dtype),
            "use_locking": self._use_locking,
            "update_slots": self._should_update_slots,
        }


__all__ = ["RegAdagradOptimizer"]

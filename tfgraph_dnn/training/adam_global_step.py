"""Adam that takes the powers of its betas from the global step: `AdamGSOptimizer`, `LazyAdamGSOptimizer`."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.training.adam_variants import LazyAdamOptimizer
from tfgraph_dnn.training.optimizers import AdamOptimizer


class AdamGSOptimizer(AdamOptimizer):
    """Adam without variables for the powers of its betas, which are those of `global_step + 1`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> step = tf.train.get_or_create_global_step()
      >>> opt = tf.contrib.opt.AdamGSOptimizer(global_step=step, learning_rate=0.01)
    """

    def __init__(
        self,
        global_step=0,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-8,
        use_locking=False,
        name="Adam",
    ):
        super().__init__(learning_rate, beta1, beta2, epsilon, use_locking, name)
        self._global_step = global_step
        self._step = None

    def _get_beta_accumulators(self):
        return tf1.pow(self._beta1_t, self._step), tf1.pow(self._beta2_t, self._step)

    def _create_slots(self, var_list):
        for variable in var_list:
            self._zeros_slot(variable, "m", self._name)
            self._zeros_slot(variable, "v", self._name)

    def _prepare(self):
        super()._prepare()
        self._step = tf1.cast(tf1.identity(self._global_step) + 1, tf1.float32)

    def _finish(self, update_ops, name_scope):
        return tf1.group(*update_ops, name=name_scope)


class LazyAdamGSOptimizer(LazyAdamOptimizer, AdamGSOptimizer):
    """`AdamGSOptimizer` that moves only the rows of an embedding which a gradient touches, moments included."""


__all__ = ["AdamGSOptimizer", "LazyAdamGSOptimizer"]

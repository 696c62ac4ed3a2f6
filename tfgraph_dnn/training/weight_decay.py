"""Weight decay apart from the gradient: w <- (1 - decay) w before the step (Loshchilov and Hutter 2017)."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.training.optimizers import AdamOptimizer, MomentumOptimizer, Optimizer


class DecoupledWeightDecayExtension:
    """To be put before an optimizer among the bases of a class; decays the weights when gradients are applied.

    The decay is not multiplied by the learning rate: to follow a schedule, pass a tensor that does.
    """

    def __init__(self, weight_decay, **kwargs):
        """Takes the decay (number, tensor or callable), and keyword arguments for the optimizer."""
        self._decayed = None
        self._weight_decay = weight_decay
        super().__init__(**kwargs)

    def minimize(
        self,
        loss,
        global_step=None,
        var_list=None,
        gate_gradients=Optimizer.GATE_OP,
        aggregation_method=None,
        colocate_gradients_with_ops=False,
        name=None,
        grad_loss=None,
        decay_var_list=None,
    ):
        """As `Optimizer.minimize`. `decay_var_list` has no effect, as in TF 1.15: pass it to `apply_gradients`."""
        return super().minimize(
            loss,
            global_step=global_step,
            var_list=var_list,
            gate_gradients=gate_gradients,
            aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
            name=name,
            grad_loss=grad_loss,
        )

    def apply_gradients(self, grads_and_vars, global_step=None, name=None, decay_var_list=None):
        """As `Optimizer.apply_gradients`; only the variables of `decay_var_list` are decayed, all by default."""
        self._decayed = decay_var_list
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _prepare(self):
        decay = self._weight_decay
        tf1.convert_to_tensor(decay() if callable(decay) else decay, name="weight_decay")
        super()._prepare()

    def _is_decayed(self, var) -> bool:
        return not self._decayed or any(var is other for other in self._decayed)

    def _decay_dense(self, var):
        if not self._is_decayed(var):
            return tf1.no_op()
        return var.assign_sub(self._weight_decay * var, self._use_locking)

    def _decay_rows(self, var, indices, scatter_add):
        if not self._is_decayed(var):
            return tf1.no_op()
        return scatter_add(var, indices, -self._weight_decay * tf1.gather(var, indices), self._use_locking)

    def _apply_dense(self, grad, var):
        with tf1.control_dependencies([self._decay_dense(var)]):
            return super()._apply_dense(grad, var)

    def _resource_apply_dense(self, grad, var):
        with tf1.control_dependencies([self._decay_dense(var)]):
            return super()._resource_apply_dense(grad, var)

    def _apply_sparse(self, grad, var):
        with tf1.control_dependencies([self._decay_rows(var, grad.indices, tf1.scatter_add)]):
            return super()._apply_sparse(grad, var)

    def _resource_scatter_add(self, x, i, v, _=None):
        added = tf1.raw_ops.ResourceScatterAdd(resource=x.handle, indices=i, updates=v)
        with tf1.control_dependencies([added]):
            return x.value()

    def _resource_apply_sparse(self, grad, var, indices):
        with tf1.control_dependencies([self._decay_rows(var, indices, self._resource_scatter_add)]):
            return super()._resource_apply_sparse(grad, var, indices)


def extend_with_decoupled_weight_decay(base_optimizer: type) -> type:
    """A class like `base_optimizer` whose first argument is the weight decay; the others are keyword arguments."""

    class OptimizerWithDecoupledWeightDecay(DecoupledWeightDecayExtension, base_optimizer):
        """Made by `extend_with_decoupled_weight_decay`."""

        def __init__(self, weight_decay, *args, **kwargs):
            super().__init__(weight_decay, *args, **kwargs)

    return OptimizerWithDecoupledWeightDecay


class MomentumWOptimizer(DecoupledWeightDecayExtension, MomentumOptimizer):
    """Momentum with decoupled weight decay."""

    def __init__(self, weight_decay, learning_rate, momentum, use_locking=False, name="MomentumW", use_nesterov=False):
        super().__init__(
            weight_decay,
            learning_rate=learning_rate,
            momentum=momentum,
            use_locking=use_locking,
            name=name,
            use_nesterov=use_nesterov,
        )


class AdamWOptimizer(DecoupledWeightDecayExtension, AdamOptimizer):
    """Adam with decoupled weight decay."""

    def __init__(
        self,
        weight_decay,
        learning_rate=0.001,
        beta1=0.9,
        beta2=0.999,
        epsilon=1e-8,
        use_locking=False,
        name="AdamW",
    ):
        super().__init__(
            weight_decay,
            learning_rate=learning_rate,
            beta1=beta1,
            beta2=beta2,
            epsilon=epsilon,
            use_locking=use_locking,
            name=name,
        )

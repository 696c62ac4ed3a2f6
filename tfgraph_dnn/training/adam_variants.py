"""Relatives of Adam from `tf.contrib.opt`: Nadam, AdaMax, and Adam that leaves untouched rows alone."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gathering import gather
from tfgraph_dnn.training.optimizers import AdamOptimizer


def _cast(optimizer, var, *names) -> list:
    """The hyperparameter tensors of `optimizer` in the type of the variable."""
    return [tf1.cast(getattr(optimizer, name), var.dtype.base_dtype) for name in names]


def _cast_powers(optimizer, var) -> list:
    return [tf1.cast(power, var.dtype.base_dtype) for power in optimizer._get_beta_accumulators()]


class NadamOptimizer(AdamOptimizer):
    """Adam with Nesterov momentum (Dozat 2016)."""

    def _apply_dense(self, grad, var):
        arguments = self._kernel_arguments(grad, var, var.dtype.base_dtype)
        m, v = self.get_slot(var, "m"), self.get_slot(var, "v")
        return tf1.raw_ops.ApplyAdam(var=var, m=m, v=v, **arguments).op

    def _resource_apply_dense(self, grad, var):
        arguments = self._kernel_arguments(grad, var, grad.dtype.base_dtype)
        m, v = self.get_slot(var, "m"), self.get_slot(var, "v")
        return tf1.raw_ops.ResourceApplyAdam(var=var.handle, m=m.handle, v=v.handle, **arguments)

    def _kernel_arguments(self, grad, var, dtype) -> dict:
        beta1_power, beta2_power = self._get_beta_accumulators()
        tensors = {
            "beta1_power": beta1_power,
            "beta2_power": beta2_power,
            "lr": self._lr_t,
            "beta1": self._beta1_t,
            "beta2": self._beta2_t,
            "epsilon": self._epsilon_t,
        }
        cast = {name: tf1.cast(tensor, dtype) for name, tensor in tensors.items()}
        return {**cast, "grad": grad, "use_locking": self._use_locking, "use_nesterov": True}

    def _apply_sparse_shared(self, grad, var, indices, scatter_add):
        power1, power2 = _cast_powers(self, var)
        rate, beta1, beta2, epsilon = _cast(self, var, "_lr_t", "_beta1_t", "_beta2_t", "_epsilon_t")
        rate = rate * tf1.sqrt(1 - power2) / (1 - power1)
        m = self.get_slot(var, "m")
        step = grad * (1 - beta1)
        decayed = tf1.assign(m, m * beta1, use_locking=self._use_locking)
        with tf1.control_dependencies([decayed]):
            ahead = step + beta1 * gather(scatter_add(m, indices, step), indices)
        v = self.get_slot(var, "v")
        squares = grad * grad * (1 - beta2)
        decayed = tf1.assign(v, v * beta2, use_locking=self._use_locking)
        with tf1.control_dependencies([decayed]):
            new_v = scatter_add(v, indices, squares)
        root = tf1.sqrt(gather(new_v, indices))
        update = scatter_add(var, indices, -rate * ahead / (root + epsilon))
        return tf1.group(update, ahead, new_v)


class AdaMaxOptimizer(AdamOptimizer):
    """Adam with the infinity norm in place of the root of the mean square (Kingma and Ba 2014, section 7.1)."""

    def __init__(self, learning_rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8, use_locking=False, name="AdaMax"):
        super().__init__(learning_rate, beta1, beta2, epsilon, use_locking, name)

    def _get_beta_accumulators(self):
        return self._get_non_slot_variable("beta1_power", graph=tf1.get_default_graph())

    def _create_slots(self, var_list):
        first = min(var_list, key=lambda variable: variable.name)
        self._create_non_slot_variable(initial_value=self._beta1, name="beta1_power", colocate_with=first)
        for variable in var_list:
            self._zeros_slot(variable, "m", self._name)
            self._zeros_slot(variable, "v", self._name)

    def _kernel_arguments(self, grad, dtype) -> dict:
        tensors = {
            "beta1_power": self._get_beta_accumulators(),
            "lr": self._lr_t,
            "beta1": self._beta1_t,
            "beta2": self._beta2_t,
            "epsilon": self._epsilon_t,
        }
        cast = {name: tf1.cast(tensor, dtype) for name, tensor in tensors.items()}
        return {**cast, "grad": grad, "use_locking": self._use_locking}

    def _apply_dense(self, grad, var):
        m, v = self.get_slot(var, "m"), self.get_slot(var, "v")
        return tf1.raw_ops.ApplyAdaMax(var=var, m=m, v=v, **self._kernel_arguments(grad, var.dtype.base_dtype)).op

    def _resource_apply_dense(self, grad, var):
        m, v = self.get_slot(var, "m"), self.get_slot(var, "v")
        arguments = self._kernel_arguments(grad, grad.dtype.base_dtype)
        return tf1.raw_ops.ResourceApplyAdaMax(var=var.handle, m=m.handle, v=v.handle, **arguments)

    def _apply_sparse(self, grad, var):
        def add(x, i, v):
            return tf1.scatter_add(x, i, v, use_locking=self._use_locking)

        def put(x, i, v):
            return tf1.scatter_update(x, i, v, use_locking=self._use_locking)

        return self._apply_rows(grad.values, var, grad.indices, add, put)

    def _resource_apply_sparse(self, grad, var, indices):
        def put(x, i, v):
            with tf1.control_dependencies([tf1.raw_ops.ResourceScatterUpdate(resource=x.handle, indices=i, updates=v)]):
                return x.value()

        return self._apply_rows(grad, var, indices, self._resource_scatter_add, put)

    def _apply_rows(self, grad, var, indices, scatter_add, scatter_update):
        power1 = tf1.cast(self._get_beta_accumulators(), var.dtype.base_dtype)
        rate, beta1, beta2, epsilon = _cast(self, var, "_lr_t", "_beta1_t", "_beta2_t", "_epsilon_t")
        m = self.get_slot(var, "m")
        new_m = gather(m, indices) * beta1 + grad * (1 - beta1)
        with tf1.control_dependencies([new_m]):
            m_update = scatter_update(m, indices, new_m)
        v = self.get_slot(var, "v")
        new_v = tf1.maximum(gather(v, indices) * beta2, tf1.abs(grad))
        with tf1.control_dependencies([new_v]):
            v_update = scatter_update(v, indices, new_v)
        step = -rate / (1 - power1) * (new_m / (new_v + epsilon))
        with tf1.control_dependencies([step]):
            update = scatter_add(var, indices, step)
        return tf1.group(update, m_update, v_update)

    def _finish(self, update_ops, name_scope):
        with tf1.control_dependencies(update_ops):
            power1 = self._get_beta_accumulators()
            with tf1.colocate_with(power1):
                update = power1.assign(power1 * self._beta1_t, use_locking=self._use_locking)
        return tf1.group(*update_ops, update, name=name_scope)


class LazyAdamOptimizer(AdamOptimizer):
    """Adam that moves only the rows of an embedding which a gradient touches, moments included."""

    def _apply_sparse(self, grad, var):
        rate, beta1, beta2, epsilon = self._rate_and_betas(var)
        m = self.get_slot(var, "m")
        new_m = tf1.scatter_update(
            m,
            grad.indices,
            beta1 * gather(m, grad.indices) + (1 - beta1) * grad.values,
            use_locking=self._use_locking,
        )
        v = self.get_slot(var, "v")
        new_v = tf1.scatter_update(
            v,
            grad.indices,
            beta2 * gather(v, grad.indices) + (1 - beta2) * tf1.square(grad.values),
            use_locking=self._use_locking,
        )
        m_rows = gather(new_m, grad.indices)
        v_rows = gather(new_v, grad.indices)
        root = tf1.sqrt(v_rows) + epsilon
        update = tf1.scatter_sub(var, grad.indices, rate * m_rows / root, use_locking=self._use_locking)
        return tf1.group(update, new_m, new_v)

    def _resource_apply_sparse(self, grad, var, indices):
        rate, beta1, beta2, epsilon = self._rate_and_betas(var)
        m, v = self.get_slot(var, "m"), self.get_slot(var, "v")
        new_m = beta1 * gather(m, indices) + (1 - beta1) * grad
        m_update = tf1.raw_ops.ResourceScatterUpdate(resource=m.handle, indices=indices, updates=new_m)
        new_v = beta2 * gather(v, indices) + (1 - beta2) * tf1.square(grad)
        v_update = tf1.raw_ops.ResourceScatterUpdate(resource=v.handle, indices=indices, updates=new_v)
        step = rate * new_m / (tf1.sqrt(new_v) + epsilon)
        update = tf1.raw_ops.ResourceScatterSub(resource=var.handle, indices=indices, updates=step)
        return tf1.group(update, m_update, v_update)

    def _rate_and_betas(self, var):
        power1, power2 = _cast_powers(self, var)
        rate, beta1, beta2, epsilon = _cast(self, var, "_lr_t", "_beta1_t", "_beta2_t", "_epsilon_t")
        return rate * tf1.sqrt(1 - power2) / (1 - power1), beta1, beta2, epsilon


__all__ = ["AdaMaxOptimizer", "LazyAdamOptimizer", "NadamOptimizer"]

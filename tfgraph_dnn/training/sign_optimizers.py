"""PowerSign and AddSign: steps scaled by whether gradient and momentum agree in sign (Bello et al. 2017)."""

from __future__ import annotations

import math
from collections.abc import Callable

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.training.optimizers import Optimizer


class _SignOptimizer(Optimizer):
    """What both share: a moving average of the gradients, and a factor that fades the effect of the signs."""

    def __init__(self, learning_rate, beta, sign_decay_fn, use_locking, name):
        super().__init__(use_locking, name)
        self._lr, self._beta, self._sign_decay_fn = learning_rate, beta, sign_decay_fn

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        if self._sign_decay_fn is not None:
            self._sign_decay_t = tf1.convert_to_tensor(self._sign_decay_fn(global_step), name="sign_decay")
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _create_slots(self, var_list):
        for variable in var_list:
            self._zeros_slot(variable, "m", self._name)

    def _prepare(self):
        self._lr_t = tf1.convert_to_tensor(self._lr, name="learning_rate")
        self._beta_t = tf1.convert_to_tensor(self._beta, name="beta")
        self._prepare_factor()
        if self._sign_decay_fn is None:
            self._sign_decay_t = tf1.convert_to_tensor(1.0, name="sign_decay")

    def _cast(self, var, *tensors) -> list:
        return [tf1.cast(tensor, var.dtype.base_dtype) for tensor in tensors]

    def _apply_sparse(self, grad, var):
        rate, factor, beta = self._cast(var, self._lr_t, self._factor_t(), self._beta_t)
        m = self.get_slot(var, "m")
        new_m = tf1.assign(m, m * beta + grad * (1 - beta), use_locking=self._use_locking)
        agreement = tf1.gather(tf1.sign(new_m), grad.indices) * tf1.sign(grad.values)
        (decay,) = self._cast(var, self._sign_decay_t)
        step = rate * self._multiplier(factor, decay, agreement) * grad.values
        update = tf1.scatter_sub(var, grad.indices, step, use_locking=self._use_locking)
        return tf1.group(update, new_m)


class PowerSignOptimizer(_SignOptimizer):
    """w <- w - rate * base ** (decay * sign(g) * sign(m)) * g."""

    def __init__(
        self,
        learning_rate=0.1,
        base=math.e,
        beta=0.9,
        sign_decay_fn=None,
        use_locking=False,
        name="PowerSignOptimizer",
    ):
        super().__init__(learning_rate, beta, sign_decay_fn, use_locking, name)
        self._logbase = math.log(base)

    def _prepare_factor(self):
        self._logbase_t = tf1.convert_to_tensor(self._logbase, name="logbase")

    def _factor_t(self):
        return self._logbase_t

    def _multiplier(self, factor, decay, agreement):
        return tf1.exp(factor * decay * agreement)

    def _arguments(self, grad, var) -> dict:
        rate, logbase, decay, beta = self._cast(var, self._lr_t, self._logbase_t, self._sign_decay_t, self._beta_t)
        return {
            "lr": rate,
            "logbase": logbase,
            "sign_decay": decay,
            "beta": beta,
            "grad": grad,
            "use_locking": self._use_locking,
        }

    def _apply_dense(self, grad, var):
        return tf1.raw_ops.ApplyPowerSign(var=var, m=self.get_slot(var, "m"), **self._arguments(grad, var)).op

    def _resource_apply_dense(self, grad, var):
        m = self.get_slot(var, "m").handle
        return tf1.raw_ops.ResourceApplyPowerSign(var=var.handle, m=m, **self._arguments(grad, var))


class AddSignOptimizer(_SignOptimizer):
    """w <- w - rate * (alpha + decay * sign(g) * sign(m)) * g."""

    def __init__(
        self,
        learning_rate=0.1,
        alpha=1.0,
        beta=0.9,
        sign_decay_fn=None,
        use_locking=False,
        name="AddSignOptimizer",
    ):
        super().__init__(learning_rate, beta, sign_decay_fn, use_locking, name)
        self._alpha = alpha

    def _prepare_factor(self):
        self._alpha_t = tf1.convert_to_tensor(self._alpha, name="alpha")

    def _factor_t(self):
        return self._alpha_t

    def _multiplier(self, factor, decay, agreement):
        return factor + decay * agreement

    def _arguments(self, grad, var) -> dict:
        rate, alpha, decay, beta = self._cast(var, self._lr_t, self._alpha_t, self._sign_decay_t, self._beta_t)
        return {
            "lr": rate,
            "alpha": alpha,
            "sign_decay": decay,
            "beta": beta,
            "grad": grad,
            "use_locking": self._use_locking,
        }

    def _apply_dense(self, grad, var):
        return tf1.raw_ops.ApplyAddSign(var=var, m=self.get_slot(var, "m"), **self._arguments(grad, var)).op

    def _resource_apply_dense(self, grad, var):
        m = self.get_slot(var, "m").handle
        return tf1.raw_ops.ResourceApplyAddSign(var=var.handle, m=m, **self._arguments(grad, var))


def get_linear_decay_fn(decay_steps) -> Callable:
    """A `sign_decay_fn` that falls from 1 to 0 in `decay_steps` steps, along a line."""

    def linear_decay_fn(global_step):
        step = tf1.minimum(_required(global_step, "linear_decay"), decay_steps)
        left = tf1.cast(decay_steps, tf1.int32) - tf1.cast(step, tf1.int32)
        return tf1.maximum(0.0, tf1.cast(left, tf1.float32) / tf1.cast(decay_steps, tf1.float32))

    return linear_decay_fn


def get_cosine_decay_fn(decay_steps, num_periods=0.5, zero_after=None) -> Callable:
    """A `sign_decay_fn` that follows `num_periods` of a cosine; 0 after `zero_after` periods if given."""

    def cosine_decay_fn(global_step):
        step = tf1.minimum(_required(global_step, "cosine_decay"), decay_steps)
        done = tf1.cast(step, tf1.float32) / tf1.cast(decay_steps, tf1.float32)
        fraction = 2.0 * num_periods * done
        decayed = 0.5 * (1.0 + tf1.cos(tf1.constant(math.pi) * fraction))
        if zero_after is None:
            return decayed
        return tf1.where(tf1.greater_equal(fraction, 2 * zero_after), 0.0, decayed)

    return cosine_decay_fn


def get_restart_decay_fn(decay_steps, num_periods=1, zero_after=None) -> Callable:
    """A `sign_decay_fn` that falls along half a cosine `num_periods` times; 0 after `zero_after` of them if given."""

    def restart_decay_fn(global_step):
        step = tf1.minimum(_required(global_step, "cosine_decay"), decay_steps)
        within = tf1.mod(num_periods * tf1.cast(step, tf1.float32), decay_steps)
        fraction = within / tf1.cast(decay_steps, tf1.float32)
        decayed = 0.5 * (1.0 + tf1.cos(tf1.constant(math.pi) * fraction))
        if zero_after is None:
            return decayed
        periods = tf1.cast(num_periods * step, tf1.float32) / tf1.cast(decay_steps, tf1.float32)
        return tf1.where(tf1.greater_equal(periods, zero_after), 0.0, decayed)

    return restart_decay_fn


def _required(global_step, name: str):
    if global_step is None:
        raise ValueError(f"global_step is required for {name}.")
    return global_step

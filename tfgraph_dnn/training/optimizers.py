"""`tf.train.Optimizer` and its kinds, differentiating as TF 1.15 did.

The update rules are TensorFlow's own kernels and did not change; the gradient subgraph did. Each class here is
TensorFlow's with `compute_gradients` built on our `tf.gradients`.
"""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.shown import shown_as
from tfgraph_dnn.ops.gradients import gradients


class Optimizer(tf1.train.Optimizer):
    """Base of all optimizers; as `tf.train.Optimizer` of TF 1.15.

    A subclass gives `_apply_dense`, `_apply_sparse` and their resource variants, and `_create_slots` for its state.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", initializer=[1.0, 2.0])
      >>> train = tf.train.GradientDescentOptimizer(0.5).minimize(tf.nn.l2_loss(w))
      >>> with tf.Session() as session:
      ...     session.run(tf.global_variables_initializer())
      ...     session.run(train)
      ...     print(session.run(w))
      [0.5 1. ]
    """

    def compute_gradients(
        self,
        loss,
        var_list=None,
        gate_gradients=tf1.train.Optimizer.GATE_OP,
        aggregation_method=None,
        colocate_gradients_with_ops=False,
        grad_loss=None,
    ):
        """The gradients of `loss` for the variables; first half of `minimize`.

        Args:
          loss: scalar tensor, or a callable that returns it.
          var_list: variables, by default all trainable ones.
          gate_gradients: `GATE_NONE`, `GATE_OP` or `GATE_GRAPH`.
          aggregation_method: one of `tf.AggregationMethod`.
          colocate_gradients_with_ops: put gradients on the devices of their operations.
          grad_loss: gradient of the loss, by default 1.

        Returns:
          A list of (gradient, variable); a gradient is None where the loss does not depend on the variable.

        Raises:
          ValueError: no variables, or invalid arguments.
          TypeError: `var_list` holds something else than variables.
        """
        if callable(loss):
            return super().compute_gradients(
                loss, var_list, gate_gradients, aggregation_method, colocate_gradients_with_ops, grad_loss
            )
        if gate_gradients not in (self.GATE_NONE, self.GATE_OP, self.GATE_GRAPH):
            raise ValueError(
                "gate_gradients must be one of: Optimizer.GATE_NONE, Optimizer.GATE_OP, Optimizer.GATE_GRAPH. "
                f"Not {gate_gradients}"
            )
        loss = self._scale_loss(loss)
        self._assert_valid_dtypes([loss] if grad_loss is None else [loss, grad_loss])
        variables = _variables(var_list)
        grads = gradients(
            loss,
            [private.optimizable_variable(variable).target() for variable in variables],
            grad_ys=grad_loss,
            gate_gradients=gate_gradients == self.GATE_OP,
            aggregation_method=aggregation_method,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
        )
        if gate_gradients == self.GATE_GRAPH:
            grads = tf1.tuple(grads)
        pairs = list(zip(grads, variables, strict=True))
        self._assert_valid_dtypes([v for g, v in pairs if g is not None and v.dtype != tf1.resource])
        return pairs


def _variables(var_list) -> list:
    if var_list is None:
        keys = tf1.GraphKeys.TRAINABLE_VARIABLES, tf1.GraphKeys.TRAINABLE_RESOURCE_VARIABLES
        variables = [variable for key in keys for variable in tf1.get_collection(key)]
    else:
        variables = tf1.nest.flatten(var_list)
    if not variables:
        raise ValueError("No variables to optimize.")
    return variables


@shown_as("tensorflow.python.training.gradient_descent.GradientDescentOptimizer")
class GradientDescentOptimizer(Optimizer, tf1.train.GradientDescentOptimizer):
    """w <- w - learning_rate * gradient."""

    def _resource_apply_sparse_duplicate_indices(self, grad, handle, indices):
        # TF 1.15 takes the number here that it was given, not the tensor made of it.
        rate = self._learning_rate_tensor if callable(self._learning_rate) else self._learning_rate
        return tf1.raw_ops.ResourceScatterAdd(resource=handle.handle, indices=indices, updates=-grad * rate)


@shown_as("tensorflow.python.training.momentum.MomentumOptimizer")
class MomentumOptimizer(Optimizer, tf1.train.MomentumOptimizer):
    """m <- momentum * m + gradient; w <- w - learning_rate * m (Nesterov: m looks one step ahead)."""


@shown_as("tensorflow.python.training.adagrad.AdagradOptimizer")
class AdagradOptimizer(Optimizer, tf1.train.AdagradOptimizer):
    """Divides by the root of the sum of squared gradients (Duchi et al. 2011)."""


@shown_as("tensorflow.python.training.adagrad_da.AdagradDAOptimizer")
class AdagradDAOptimizer(Optimizer, tf1.train.AdagradDAOptimizer):
    """Adagrad by dual averaging (Duchi et al. 2011)."""


@shown_as("tensorflow.python.training.adadelta.AdadeltaOptimizer")
class AdadeltaOptimizer(Optimizer, tf1.train.AdadeltaOptimizer):
    """Scales by the ratio of running mean squares of updates and gradients (Zeiler 2012)."""


@shown_as("tensorflow.python.training.rmsprop.RMSPropOptimizer")
class RMSPropOptimizer(Optimizer, tf1.train.RMSPropOptimizer):
    """Divides by the root of a running mean of squared gradients (Hinton, Coursera lecture 6)."""


@shown_as("tensorflow.python.training.adam.AdamOptimizer")
class AdamOptimizer(Optimizer, tf1.train.AdamOptimizer):
    """Running means of gradients and of their squares, both corrected for their start at 0 (Kingma and Ba 2014)."""


@shown_as("tensorflow.python.training.ftrl.FtrlOptimizer")
class FtrlOptimizer(Optimizer, tf1.train.FtrlOptimizer):
    """Follow the regularized leader, with l1, l2 and shrinkage l2 (McMahan et al. 2013).

    TF 2 folds a `beta` into the l2 strength and fills the accumulators otherwise; TF 1.15 had neither.
    """

    def _create_slots(self, var_list):
        for variable in var_list:
            with tf1.colocate_with(variable):
                start = tf1.constant(self._initial_accumulator_value, dtype=variable.dtype, shape=variable.shape)
                self._get_or_make_slot(variable, start, "accum", self._accum_name or self._name)
                self._zeros_slot(variable, "linear", self._linear_name or self._name)

    def _prepare(self):
        self._learning_rate_tensor = tf1.convert_to_tensor(self._learning_rate, name="learning_rate")
        l1, l2, shrinkage = (
            tf1.convert_to_tensor(getattr(self, f"_{name}"), name=name)
            for name in (
                "l1_regularization_strength",
                "l2_regularization_strength",
                "l2_shrinkage_regularization_strength",
            )
        )
        self._l1_regularization_strength_tensor = l1
        self._adjusted_l2_regularization_strength_tensor = l2
        self._l2_shrinkage_regularization_strength_tensor = shrinkage
        self._learning_rate_power_tensor = tf1.convert_to_tensor(self._learning_rate_power, name="learning_rate_power")


@shown_as("tensorflow.python.training.proximal_gradient_descent.ProximalGradientDescentOptimizer")
class ProximalGradientDescentOptimizer(Optimizer, tf1.train.ProximalGradientDescentOptimizer):
    """Gradient descent with l1 and l2 as proximal steps (Duchi and Singer 2009)."""


@shown_as("tensorflow.python.training.proximal_adagrad.ProximalAdagradOptimizer")
class ProximalAdagradOptimizer(Optimizer, tf1.train.ProximalAdagradOptimizer):
    """Adagrad with l1 and l2 as proximal steps (Duchi and Singer 2009)."""


@shown_as("tensorflow.python.training.sync_replicas_optimizer.SyncReplicasOptimizer")
class SyncReplicasOptimizer(Optimizer, tf1.train.SyncReplicasOptimizer):
    """Collects the gradients of several workers before it applies their mean (Chen et al. 2016)."""

    def compute_gradients(self, *args, **kwargs):
        """The gradients of the wrapped optimizer."""
        return self._opt.compute_gradients(*args, **kwargs)

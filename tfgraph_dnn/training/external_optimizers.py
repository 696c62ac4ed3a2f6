"""Minimizing a loss with an optimizer outside of the graph: SciPy's, or one's own."""

from __future__ import annotations

import itertools
import math

import numpy as np

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients import gradients


class ExternalOptimizerInterface:
    """Hands loss, gradients and constraints to `_minimize` of a subclass, as functions of one flat vector.

    The variables get the vector that `_minimize` returns; until then nothing in the session changes.
    """

    def __init__(self, loss, var_list=None, equalities=None, inequalities=None, var_to_bounds=None, **optimizer_kwargs):
        """Adds the gradients and the assignments to the graph.

        Args:
          loss: scalar tensor.
          var_list: variables, by default all trainable ones.
          equalities: scalar tensors that are to be 0.
          inequalities: scalar tensors that are not to be negative.
          var_to_bounds: {variable: (low, high)}, each a number, or an array that broadcasts to the variable.
          **optimizer_kwargs: for the optimizer.
        """
        self._loss = loss
        self._equalities, self._inequalities = equalities or [], inequalities or []
        self._vars = tf1.trainable_variables() if var_list is None else list(var_list)
        self._packed_bounds = None if var_to_bounds is None else self._bounds(var_to_bounds)
        self._placeholders = [tf1.placeholder(variable.dtype) for variable in self._vars]
        self._updates = [
            variable.assign(tf1.reshape(placeholder, _shape(variable)))
            for variable, placeholder in zip(self._vars, self._placeholders, strict=True)
        ]
        loss_grads, equality_grads, inequality_grads = (
            [_gradients(tensor, self._vars) for tensor in tensors]
            for tensors in ([loss], self._equalities, self._inequalities)
        )
        self.optimizer_kwargs = optimizer_kwargs
        self._packed_var = _pack(self._vars)
        (self._packed_loss_grad,) = map(_pack, loss_grads)
        self._packed_equality_grads = [_pack(grads) for grads in equality_grads]
        self._packed_inequality_grads = [_pack(grads) for grads in inequality_grads]
        ends = list(itertools.accumulate(math.prod(_shape(variable)) for variable in self._vars))
        self._slices = [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]

    def minimize(
        self, session=None, feed_dict=None, fetches=None, step_callback=None, loss_callback=None, **run_kwargs
    ) -> None:
        """Runs the optimization to its end and sets the variables.

        Args:
          session: by default the current default session.
          feed_dict: fed to each run.
          fetches: tensors to fetch along and to hand to `loss_callback`.
          step_callback: called with the flat vector at each step.
          loss_callback: called with the fetched values at each evaluation of the loss.
          **run_kwargs: for the run that sets the variables.

        Raises:
          ValueError: no session.
        """
        session = session or tf1.get_default_session()
        if session is None:
            raise ValueError("minimize needs a session: pass one, or call it inside `with tf.Session():`")
        fetches = list(fetches or [])

        def function_of(tensor, callback=None):
            return self._function(tensor, session, feed_dict or {}, fetches, callback)

        found = self._minimize(
            initial_val=session.run(self._packed_var),
            loss_grad_func=function_of([self._loss, self._packed_loss_grad], loss_callback),
            equality_funcs=list(map(function_of, self._equalities)),
            equality_grad_funcs=list(map(function_of, self._packed_equality_grads)),
            inequality_funcs=list(map(function_of, self._inequalities)),
            inequality_grad_funcs=list(map(function_of, self._packed_inequality_grads)),
            packed_bounds=self._packed_bounds,
            step_callback=step_callback or (lambda vector: None),
            optimizer_kwargs=self.optimizer_kwargs,
        )
        values = [found[part] for part in self._slices]
        session.run(self._updates, dict(zip(self._placeholders, values, strict=True)), **run_kwargs)

    def _minimize(
        self,
        initial_val,
        loss_grad_func,
        equality_funcs,
        equality_grad_funcs,
        inequality_funcs,
        inequality_grad_funcs,
        packed_bounds,
        step_callback,
        optimizer_kwargs,
    ) -> np.ndarray:
        """Finds the best vector; each function takes the vector and returns a list of values."""
        raise NotImplementedError("To use ExternalOptimizerInterface, subclass from it and implement _minimize().")

    def _function(self, tensors, session, feed_dict, fetches, callback):
        tensors = tensors if isinstance(tensors, list) else [tensors]

        def evaluate(vector):
            feeds = {
                variable: vector[part].reshape(_shape(variable))
                for variable, part in zip(self._vars, self._slices, strict=True)
            }
            values = session.run(tensors + fetches, {**feeds, **feed_dict})
            if callback is not None:
                callback(*values[len(tensors) :])
            return values[: len(tensors)]

        return evaluate

    def _bounds(self, var_to_bounds: dict) -> list:
        packed: list = []
        for variable in self._vars:
            low, high = var_to_bounds.get(variable, (-np.inf, np.inf))
            sides = (np.broadcast_to(side, _shape(variable)).ravel() for side in (low, high))
            packed.extend(zip(*sides, strict=True))
        return packed


class ScipyOptimizerInterface(ExternalOptimizerInterface):
    """`scipy.optimize.minimize` over the variables of a session; L-BFGS-B unless `method` says otherwise.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> v = tf.Variable([7.0, 7.0])
      >>> optimizer = tf.contrib.opt.ScipyOptimizerInterface(tf.reduce_sum(tf.square(v)), options={"maxiter": 100})
    """

    _DEFAULT_METHOD = "L-BFGS-B"

    def _minimize(
        self,
        initial_val,
        loss_grad_func,
        equality_funcs,
        equality_grad_funcs,
        inequality_funcs,
        inequality_grad_funcs,
        packed_bounds,
        step_callback,
        optimizer_kwargs,
    ):
        minimize = _scipy_minimize()
        options = {"method": self._DEFAULT_METHOD, **optimizer_kwargs}
        kinds = (("eq", equality_funcs, equality_grad_funcs), ("ineq", inequality_funcs, inequality_grad_funcs))
        constraints = [
            {"type": kind, "fun": _in_float64(function), "jac": _in_float64(grad)}
            for kind, functions, grads in kinds
            for function, grad in zip(functions, grads, strict=True)
        ]
        if constraints:
            options["constraints"] = constraints
        reserved = {"fun", "x0", "jac", "callback", "bounds"} & set(options)
        if reserved:
            raise ValueError(f"Optimizer keyword arg(s) {', '.join(sorted(reserved))} are set automatically.")

        def loss_and_gradient(vector):
            loss, gradient = loss_grad_func(vector)
            return float(loss), gradient.astype(np.float64)

        result = minimize(
            loss_and_gradient,
            initial_val.astype(np.float64),
            jac=True,
            callback=step_callback,
            bounds=packed_bounds,
            **options,
        )
        tf1.logging.info("Optimization terminated with: %s, objective %s", result.message, result.fun)
        return result.x


def _in_float64(function):
    """The only value of `function` in the type that SciPy's compiled optimizers insist on."""

    def evaluate(vector):
        (value,) = function(vector)
        return np.asarray(value, np.float64)

    return evaluate


def _scipy_minimize():
    try:
        from scipy.optimize import minimize
    except ImportError:
        raise ImportError("ScipyOptimizerInterface needs SciPy: pip install scipy") from None
    return minimize


def _shape(tensor) -> tuple[int, ...]:
    return tuple(tensor.shape.as_list())


def _pack(tensors):
    flat = [tf1.reshape(tensor, [-1]) for tensor in tensors]
    return flat[0] if len(flat) == 1 else tf1.concat(flat, 0)


def _gradients(tensor, variables) -> list:
    grads = gradients(tensor, variables)
    return [tf1.zeros_like(v) if g is None else g for g, v in zip(grads, variables, strict=True)]

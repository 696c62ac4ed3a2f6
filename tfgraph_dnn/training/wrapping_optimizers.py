"""Optimizers around an optimizer: clip the variables, keep their averages, skip gradients that are all zero."""

from __future__ import annotations

import contextlib

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.clipping import clip_by_global_norm, clip_by_norm
from tfgraph_dnn.training.optimizers import Optimizer
from tfgraph_dnn.training.saver import Saver


class VariableClippingOptimizer(Optimizer):
    """Clips chosen variables to a largest norm after each step of another optimizer; of embeddings, touched rows."""

    def __init__(
        self,
        opt,
        vars_to_clip_dims,
        max_norm,
        use_locking=False,
        colocate_clip_ops_with_vars=False,
        name="VariableClipping",
    ):
        """Wraps `opt`.

        Args:
          opt: the optimizer.
          vars_to_clip_dims: {variable: axes of its norm}.
          max_norm: the largest norm.
          use_locking: lock the variables while they are clipped.
          colocate_clip_ops_with_vars: clip on the device of the variable.
          name: prefix of the operations.
        """
        super().__init__(use_locking, name)
        self._opt = opt
        self._dims = {variable: list(dims) for variable, dims in vars_to_clip_dims.items()}
        self._max_norm = max_norm
        self._colocate = colocate_clip_ops_with_vars

    def compute_gradients(self, *args, **kwargs):
        """The gradients of the wrapped optimizer."""
        return self._opt.compute_gradients(*args, **kwargs)

    def get_slot(self, *args, **kwargs):
        """A slot of the wrapped optimizer."""
        return self._opt.get_slot(*args, **kwargs)

    def get_slot_names(self, *args, **kwargs):
        """The slots of the wrapped optimizer."""
        return self._opt.get_slot_names(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        """The step of the wrapped optimizer, then the clipping."""
        grads_and_vars = list(grads_and_vars)
        with tf1.name_scope(name, self._name) as name:
            step = self._opt.apply_gradients(grads_and_vars, global_step=global_step)
            clips = []
            with tf1.control_dependencies([step]):
                for gradient, variable in grads_and_vars:
                    if gradient is not None and variable in self._dims:
                        with tf1.name_scope("clip_" + variable.op.name):
                            clips.append(self._clip(gradient, variable))
            return tf1.group(step, *clips, name=name)

    def _clip(self, gradient, variable):
        if isinstance(gradient, tf1.Tensor):
            return self._clip_all(variable)
        if 0 in self._dims[variable]:
            tf1.logging.warning(
                "Clipping norm across dims %s for %s is inefficient when including sparse dimension 0.",
                self._dims[variable],
                variable.op.name,
            )
            return self._clip_all(variable)
        return self._clip_rows(gradient, variable)

    def _clip_all(self, variable):
        with self._placed_with(variable):
            value = variable.read_value()
            excess = value - clip_by_norm(value, self._max_norm, self._dims[variable])
        with tf1.colocate_with(variable):
            return variable.assign_sub(excess, use_locking=self._use_locking)

    def _clip_rows(self, gradient, variable):
        with tf1.colocate_with(variable):
            rows = tf1.gather(variable, gradient.indices)
        with self._placed_with(variable):
            clipped = clip_by_norm(rows, self._max_norm, self._dims[variable])
            excess = tf1.IndexedSlices(rows - clipped, gradient.indices, gradient.dense_shape)
        with tf1.colocate_with(variable):
            return variable.scatter_sub(excess, use_locking=self._use_locking)

    def _placed_with(self, variable):
        return tf1.colocate_with(variable) if self._colocate else contextlib.nullcontext()


class MovingAverageOptimizer(Optimizer):
    """Keeps exponential moving averages of the variables, and saves them in the variables' place.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", initializer=[1.0])
      >>> optimizer = tf.contrib.opt.MovingAverageOptimizer(tf.train.GradientDescentOptimizer(0.1))
      >>> train = optimizer.minimize(tf.nn.l2_loss(w))
      >>> saver = optimizer.swapping_saver()
    """

    def __init__(self, opt, average_decay=0.9999, num_updates=None, sequential_update=True):
        """Wraps `opt`.

        Args:
          opt: the optimizer.
          average_decay: decay of the averages.
          num_updates: count of the steps so far, for a smaller decay at the start.
          sequential_update: average only after the step.
        """
        self._optimizer = opt
        self._ema = tf1.train.ExponentialMovingAverage(average_decay, num_updates=num_updates)
        self._swapped_names: dict[str, str] | None = None
        self._sequential_update = sequential_update

    def compute_gradients(self, *args, **kwargs):
        """The gradients of the wrapped optimizer."""
        return self._optimizer.compute_gradients(*args, **kwargs)

    def apply_gradients(self, grads_and_vars, global_step=None, name=None):
        """The step of the wrapped optimizer, and the averages."""
        grads_and_vars = list(grads_and_vars)
        step = self._optimizer.apply_gradients(grads_and_vars, global_step=global_step, name=name)
        variables = [variable for gradient, variable in grads_and_vars if gradient is not None]
        with tf1.control_dependencies([step] if self._sequential_update else []):
            averages = self._ema.apply(variables)
        self._swapped_names = {}
        for variable in variables:
            average = self._ema.average(variable)
            self._swapped_names[variable.op.name] = average.op.name
            self._swapped_names[average.op.name] = variable.op.name
        return tf1.group(step, averages, name="train_with_avg")

    def swapping_saver(self, var_list=None, name="swapping_saver", **kwargs):
        """A Saver that writes the averages under the variables' names, and the other way round.

        Args:
          var_list: list or dict of variables, as for a Saver; all global variables by default.
          name: of the Saver.
          **kwargs: for the Saver.

        Raises:
          RuntimeError: `minimize` or `apply_gradients` was not called yet.
          ValueError: `var_list` holds a variable without its average.
        """
        if self._swapped_names is None:
            raise RuntimeError("Must call apply_gradients or minimize before creating the swapping_saver")
        named = _named(tf1.global_variables() if var_list is None else var_list)
        by_name = {}
        for key, entry in named.items():
            by_name.update({part.op.name: part for part in entry} if isinstance(entry, list) else {key: entry})
        swapped = {
            key: [self._swapped(by_name, part.op.name, part) for part in entry]
            if isinstance(entry, list)
            else self._swapped(by_name, key, entry)
            for key, entry in named.items()
        }
        return Saver(swapped, name=name, **kwargs)

    def _swapped(self, by_name: dict, name: str, variable):
        other = self._swapped_names.get(name)
        if other is None:
            return variable
        if other not in by_name:
            raise ValueError(
                f"Variable to swap {other} is not part of variables to save. This breaks MovingAverageOptimizer."
            )
        return by_name[other]


def _named(variables) -> dict:
    """name -> variable, or the list of parts of a partitioned one."""
    if isinstance(variables, dict):
        return {key: list(v) if isinstance(v, (list, tuple)) else v for key, v in variables.items()}
    named: dict = {}
    for variable in variables:
        slices = variable._get_save_slice_info()
        if slices is None:
            named[variable.op.name] = variable
        else:
            named.setdefault(slices.full_name, []).append(variable)
    return dict(sorted(named.items()))


class MultitaskOptimizerWrapper:
    """Leaves a variable and its state alone in steps in which its gradient is all zero, as with alternating tasks."""

    _APPLY = ("_apply_dense", "_resource_apply_dense", "_apply_sparse", "_resource_apply_sparse")

    def __init__(self, opt):
        """Wraps `opt`; TypeError unless it is a `tf.train.Optimizer`."""
        if not isinstance(opt, tf1.train.Optimizer):
            raise TypeError("Supplied optimizer must be an instance of tf.train.Optimizer")
        self._opt = opt
        for name in self._APPLY:
            setattr(opt, name, _unless_zero(getattr(opt, name)))

    def __getattr__(self, name):
        return getattr(self._opt, name)


def _unless_zero(apply):
    def guarded(grad, *args, **kwargs):
        def applied():
            with tf1.control_dependencies([apply(grad, *args, **kwargs)]):
                return tf1.no_op()

        return tf1.cond(_all_zeros(grad), tf1.no_op, applied)

    return guarded


def _all_zeros(gradient):
    return tf1.equal(tf1.count_nonzero(gradient), 0)


def clip_gradients_by_global_norm(gradients_variables, clip_norm=20.0):
    """Clips all gradients together; gradients that are all zero do not count in the norm.

    Args:
      gradients_variables: list of (gradient, variable); gradients may be None.
      clip_norm: the largest global norm.

    Returns:
      The list with clipped gradients, and the norm before.
    """
    gradients, variables = zip(*gradients_variables, strict=True)
    norm = tf1.global_norm([g if g is None else _nothing_if_zero(g) for g in gradients])
    clipped, _ = clip_by_global_norm(gradients, clip_norm, use_norm=norm)
    return list(zip(clipped, variables, strict=True)), norm


def _nothing_if_zero(gradient):
    return tf1.cond(_all_zeros(gradient), lambda: tf1.zeros([], dtype=gradient.dtype), lambda: gradient)

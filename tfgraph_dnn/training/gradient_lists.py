"""Lists of `(gradient, variable)` pairs between `compute_gradients` and `apply_gradients`: scaled, clipped, made noisy.

A gradient may be None (left alone) or `IndexedSlices` (its values are treated, its indices kept).
"""

from __future__ import annotations

from collections.abc import Callable

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.clipping import clip_by_global_norm, clip_by_norm


def on_values(gradient, change: Callable):
    """`change` applied to a gradient, or to the values of sparse slices."""
    if isinstance(gradient, tf1.IndexedSlices):
        return tf1.IndexedSlices(change(gradient.values), gradient.indices, gradient.dense_shape)
    return change(gradient)


def clipped_by_norm(grads_and_vars, max_norm) -> list:
    """Every gradient clipped to an L2 norm of its own."""
    return [
        (g if g is None else on_values(g, lambda values: clip_by_norm(values, max_norm)), v) for g, v in grads_and_vars
    ]


def clipped_by_global_norm(grads_and_vars, clip_norm) -> list:
    """All gradients scaled together so that their common L2 norm is at most `clip_norm`."""
    gradients, variables = zip(*grads_and_vars, strict=True)
    clipped, _ = clip_by_global_norm(gradients, clip_norm)
    return list(zip(clipped, variables, strict=True))


def multiplied(grads_and_vars, multiplier_of: Callable) -> list:
    """Gradients times their multipliers.

    Args:
      grads_and_vars: the pairs.
      multiplier_of: function of gradient and variable that returns a scalar tensor, or None to leave the pair alone.
    """
    changed = []
    for gradient, variable in grads_and_vars:
        multiplier = multiplier_of(gradient, variable)
        if multiplier is not None:
            gradient = on_values(gradient, lambda values, factor=multiplier: values * factor)
        changed.append((gradient, variable))
    return changed


def with_noise(grads_and_vars, scale) -> list:
    """Gradients plus truncated normal noise of standard deviation `scale` (Neelakantan et al. 2015)."""
    changed = []
    for gradient, variable in grads_and_vars:
        if gradient is not None:
            sparse = isinstance(gradient, tf1.IndexedSlices)
            shape = gradient.dense_shape if sparse else gradient.get_shape()
            gradient = gradient + tf1.truncated_normal(shape) * scale
        changed.append((gradient, variable))
    return changed

"""The gradients that a sweep starts with: ones like the ys, or the `grad_ys` that were passed."""

from __future__ import annotations

import contextlib

from tfgraph_dnn._backend import private, tf1


def placed_with(op, uid: str, colocate: bool):
    """The device scope in which the gradient of `op` is built."""
    return private.colocate_with_for_gradient(op, uid) if colocate else contextlib.nullcontext()


def initial_gradients(ys: list, grad_ys: list, uid: str, colocate: bool) -> list:
    """One gradient for each y; None in `grad_ys` stands for ones.

    Raises:
      ValueError: another number of `grad_ys` than of `ys`.
      TypeError: a gradient whose type does not fit its y, or a complex y without one.
    """
    if len(grad_ys) != len(ys):
        raise ValueError(f"Passed {len(grad_ys)} grad_ys for {len(ys)} ys")
    given = private.convert_n_to_tensor_or_indexed_slices(grad_ys, name="grad_y")
    made = []
    for number, (y, grad_y) in enumerate(zip(ys, given, strict=True)):
        with placed_with(y.op, uid, colocate):
            if grad_y is None:
                made.append(_ones(y, number))
            else:
                _check_type(y, grad_y)
                made.append(_inside_scope(grad_y, f"grad_ys_{number}"))
    return made


def _ones(y, number: int):
    if y.dtype.is_complex:
        raise TypeError(f"Gradients of complex tensors must set grad_ys (y.dtype = {y.dtype!r})")
    shape = tf1.shape(y)
    return tf1.fill(shape, tf1.constant(1, dtype=y.dtype, name=f"grad_ys_{number}"))


def _check_type(y, grad_y) -> None:
    real = grad_y.dtype.is_floating or grad_y.dtype.is_integer
    if y.dtype.is_floating or y.dtype.is_integer:
        fits, must = real, "real or integer"
    elif y.dtype.is_complex:
        fits, must = grad_y.dtype.is_complex, "complex"
    elif y.dtype == tf1.variant:
        fits, must = grad_y.dtype == tf1.variant, "variant"
    elif y.dtype == tf1.resource:
        fits, must = grad_y.dtype != tf1.resource, "a value, no resource"
    else:
        raise TypeError(f"Tensor {y.name} with type {y.dtype.name} must be numeric to obtain a default gradient")
    if not fits:
        raise TypeError(f"Gradient type {grad_y.dtype.name} for tensor {y.name} of type {y.dtype.name} must be {must}")


def _inside_scope(grad_y, name: str):
    # TensorArrays tell one gradient call from another by the scope of the gradient that reaches them.
    if not isinstance(grad_y, tf1.IndexedSlices):
        return tf1.identity(grad_y, name=name)
    indices = tf1.identity(grad_y.indices, name=f"{name}_indices")
    values = tf1.identity(grad_y.values, name=f"{name}_values")
    shape = grad_y.dense_shape
    if shape is not None:
        shape = tf1.identity(shape, name=f"{name}_shape")
    return tf1.IndexedSlices(values, indices, shape)

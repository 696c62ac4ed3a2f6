"""The identity, with a gradient multiplied on its way back."""

from __future__ import annotations

from tfgraph_dnn._backend import private


def _scaled(op, grad):
    return [grad * op.inputs[1], None]


def _same_shape(op):
    return [op.inputs[0].shape]


@private.Defun(python_grad_func=_scaled, shape_func=_same_shape)
def scale_gradient(inputs, gradient_multiplier):
    """`inputs`, unchanged; in the backward pass its gradient is multiplied by `gradient_multiplier`, a scalar tensor.

    -1 reverses the gradient (Ganin and Lempitsky 2015). The multiplier itself gets no gradient.
    """
    return inputs

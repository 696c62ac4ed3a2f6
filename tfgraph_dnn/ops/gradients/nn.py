"""Gradients of activations' gradients, pooling's gradients and cross entropy."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.gradients.registry import gradient
from tfgraph_dnn.ops.gradients.shapes import zeros_of_shape


@gradient("Sign")
def sign(op, grad):
    """Zero everywhere."""
    return zeros_of_shape(op.inputs[0])


@gradient("ReluGrad")
def relu_grad(op, grad):
    """Second derivative of relu: zero, and the gate for the incoming gradient."""
    x = op.inputs[1]
    return tf1.raw_ops.ReluGrad(gradients=grad, features=x), zeros_of_shape(x)


@gradient("Relu6Grad")
def relu6_grad(op, grad):
    """Second derivative of relu6."""
    x = op.inputs[1]
    return tf1.raw_ops.Relu6Grad(gradients=grad, features=x), zeros_of_shape(x)


@gradient("LeakyReluGrad")
def leaky_relu_grad(op, grad):
    """Second derivative of leaky relu."""
    x = op.inputs[1]
    return tf1.raw_ops.LeakyReluGrad(gradients=grad, features=x, alpha=op.get_attr("alpha")), zeros_of_shape(x)


@gradient("SparseSoftmaxCrossEntropyWithLogits")
def sparse_cross_entropy(op, loss_grad, _):
    """The kernel's own gradient times the loss's; a second derivative is refused, as in TF 1.15."""
    once = tf1.raw_ops.PreventGradient(
        input=op.outputs[1],
        message="sparse_softmax_cross_entropy_with_logits has no second derivative: its kernel fuses loss and gradient",
    )
    return tf1.expand_dims(loss_grad, -1) * once, None


@gradient("FusedBatchNormV3")
def fused_batch_norm(op, *grads):
    """TensorFlow's own; while training the kernel's two unused outputs are handed on as well, as in TF 1.15."""
    found = private.registered_gradient_function(op)(op, *grads)
    return [*found[:3], *found[0].op.outputs[3:]] if op.get_attr("is_training") else found


@gradient("CTCLoss")
def ctc_loss(op, loss_grad, _):
    """The kernel's own gradient times the loss's; a second derivative is refused, as in TF 1.15."""
    once = tf1.raw_ops.PreventGradient(
        input=op.outputs[1], message="ctc_loss has no second derivative: its kernel fuses loss and gradient"
    )
    return [tf1.expand_dims(loss_grad, -1) * once, None, None, None]


def _pool_attributes(op) -> dict:
    return {name: op.get_attr(name) for name in ("ksize", "strides", "padding", "data_format")}


def _second_pool_gradient(op, grad, kernel):
    """Linear in the incoming gradient, constant in both images."""
    image, output = op.inputs[:2]
    zeros = zeros_of_shape(image), zeros_of_shape(output)
    return *zeros, kernel(orig_input=image, orig_output=output, grad=grad, **_pool_attributes(op))


@gradient("MaxPoolGrad")
def max_pool_grad(op, grad):
    """Second derivative of max pooling."""
    return _second_pool_gradient(op, grad, tf1.raw_ops.MaxPoolGradGrad)


@gradient("MaxPoolGradGrad")
def max_pool_grad_grad(op, grad):
    """Third derivative of max pooling."""
    return _second_pool_gradient(op, grad, tf1.raw_ops.MaxPoolGrad)


@gradient("MaxPool3DGrad")
def max_pool_3d_grad(op, grad):
    """Second derivative of 3-D max pooling."""
    return _second_pool_gradient(op, grad, tf1.raw_ops.MaxPool3DGradGrad)


@gradient("MaxPool3DGradGrad")
def max_pool_3d_grad_grad(op, grad):
    """Third derivative of 3-D max pooling."""
    return _second_pool_gradient(op, grad, tf1.raw_ops.MaxPool3DGrad)

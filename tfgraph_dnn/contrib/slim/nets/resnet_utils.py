"""What both versions of ResNet are made of: blocks of units, strides turned into rates, the argument scope.

He et al. (2015), "Deep residual learning for image recognition".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope, arg_scope
from tfgraph_dnn.contrib.layers import batch_norm, conv2d, l2_regularizer, max_pool2d, variance_scaling_initializer
from tfgraph_dnn.contrib.layers.named_outputs import collect_named_outputs


class Block(NamedTuple):
    """A block: its scope, the function of one unit, and the arguments of each unit."""

    scope: str
    unit_fn: Callable[..., Any]
    args: list[dict[str, Any]]


def subsample(inputs, factor: int, scope=None):
    """Every `factor`-th pixel of both spatial dimensions; `inputs` itself for 1."""
    return inputs if factor == 1 else max_pool2d(inputs, [1, 1], stride=factor, scope=scope)


def conv2d_same(inputs, num_outputs, kernel_size, stride, rate=1, scope=None):
    """A convolution padded alike at both ends whatever the size of the image; SAME padding depends on it.

    Args:
      inputs: `[batch, height, width, channels]` tensor.
      num_outputs: number of filters.
      kernel_size, stride, rate: ints.
      scope: variable scope.
    """
    arguments = {"stride": stride, "rate": rate, "scope": scope}
    if stride == 1:
        return conv2d(inputs, num_outputs, kernel_size, padding="SAME", **arguments)
    total = kernel_size + (kernel_size - 1) * (rate - 1) - 1
    ends = [total // 2, total - total // 2]
    inputs = tf1.pad(inputs, [[0, 0], ends, ends, [0, 0]])
    return conv2d(inputs, num_outputs, kernel_size, padding="VALID", **arguments)


@add_arg_scope
def stack_blocks_dense(net, blocks, output_stride=None, outputs_collections=None):
    """Applies blocks one after the other; once `output_stride` is reached, further strides become dilation rates.

    Args:
      net: `[batch, height, width, channels]` tensor.
      blocks: list of `Block`.
      output_stride: how much smaller the output is; None for the blocks' own strides.
      outputs_collections: collection(s) each block's output is added to.

    Raises:
      ValueError: the strides cannot give `output_stride`.
    """
    current_stride = rate = 1
    for block in blocks:
        with tf1.variable_scope(block.scope, "block", [net]) as sc:
            for number, unit in enumerate(block.args, start=1):
                if output_stride is not None and current_stride > output_stride:
                    raise ValueError("The target output_stride cannot be reached.")
                stride = unit.get("stride", 1)
                with tf1.variable_scope(f"unit_{number}", values=[net]):
                    if output_stride is not None and current_stride == output_stride:
                        net = block.unit_fn(net, rate=rate, **{**unit, "stride": 1})
                        rate *= stride
                    else:
                        net = block.unit_fn(net, rate=1, **unit)
                        current_stride *= stride
            net = collect_named_outputs(outputs_collections, sc.name, net)
    if output_stride is not None and current_stride != output_stride:
        raise ValueError("The target output_stride cannot be reached.")
    return net


def resnet_arg_scope(
    weight_decay=0.0001, batch_norm_decay=0.997, batch_norm_epsilon=1e-5, batch_norm_scale=True
) -> dict:
    """The argument scope ResNet was trained with: l2 decay, He initialization, ReLU, batch normalization."""
    batch_norm_params = {
        "decay": batch_norm_decay,
        "epsilon": batch_norm_epsilon,
        "scale": batch_norm_scale,
        "updates_collections": tf1.GraphKeys.UPDATE_OPS,
    }
    with (
        arg_scope(
            [conv2d],
            weights_regularizer=l2_regularizer(weight_decay),
            weights_initializer=variance_scaling_initializer(),
            activation_fn=tf1.nn.relu,
            normalizer_fn=batch_norm,
            normalizer_params=batch_norm_params,
        ),
        arg_scope([batch_norm], **batch_norm_params),
        arg_scope([max_pool2d], padding="SAME") as scope,
    ):
        return scope


def bottleneck_block(unit_fn, scope: str, base_depth: int, num_units: int, stride: int) -> Block:
    """A block of `num_units` bottlenecks, of which the last has the stride."""
    unit = {"depth": base_depth * 4, "depth_bottleneck": base_depth}
    return Block(scope, unit_fn, [{**unit, "stride": 1}] * (num_units - 1) + [{**unit, "stride": stride}])


def bottleneck_blocks(unit_fn, num_units) -> list[Block]:
    """The four blocks of a ResNet."""
    plan = zip(num_units, (64, 128, 256, 512), (2, 2, 2, 1), strict=True)
    return [bottleneck_block(unit_fn, f"block{i}", depth, units, s) for i, (units, depth, s) in enumerate(plan, 1)]

"""ResNet, first version (He et al. 2015): the activation comes after the addition."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import add_arg_scope, arg_scope
from tfgraph_dnn.contrib.layers import batch_norm, conv2d, max_pool2d, softmax
from tfgraph_dnn.contrib.layers.dimensions import last_dimension
from tfgraph_dnn.contrib.layers.named_outputs import collect_named_outputs, convert_collection_to_dict
from tfgraph_dnn.contrib.slim.nets import resnet_utils
from tfgraph_dnn.ops.reductions import reduce_mean

resnet_arg_scope = resnet_utils.resnet_arg_scope


@add_arg_scope
def bottleneck(inputs, depth, depth_bottleneck, stride, rate=1, outputs_collections=None, scope=None):
    """Three convolutions beside a shortcut; the sum is activated.

    Args:
      inputs: `[batch, height, width, channels]` tensor.
      depth: channels of the result.
      depth_bottleneck: channels between.
      stride, rate: of the 3x3 convolution.
      outputs_collections: collection(s) the result is added to.
      scope: variable scope; 'bottleneck_v1' when None.
    """
    with tf1.variable_scope(scope, "bottleneck_v1", [inputs]) as sc:
        if depth == last_dimension(inputs.get_shape(), min_rank=4):
            shortcut = resnet_utils.subsample(inputs, stride, "shortcut")
        else:
            shortcut = conv2d(inputs, depth, [1, 1], stride=stride, activation_fn=None, scope="shortcut")
        residual = conv2d(inputs, depth_bottleneck, [1, 1], stride=1, scope="conv1")
        residual = resnet_utils.conv2d_same(residual, depth_bottleneck, 3, stride, rate=rate, scope="conv2")
        residual = conv2d(residual, depth, [1, 1], stride=1, activation_fn=None, scope="conv3")
        output = tf1.nn.relu(shortcut + residual)
        return collect_named_outputs(outputs_collections, sc.name, output)


def resnet_v1(
    inputs,
    blocks,
    num_classes=None,
    is_training=True,
    global_pool=True,
    output_stride=None,
    include_root_block=True,
    reuse=None,
    scope=None,
):
    """A ResNet of any blocks.

    Args:
      inputs: `[batch, height, width, 3]` tensor.
      blocks: list of `resnet_utils.Block`.
      num_classes: number of logits; None for the features.
      is_training: whether batch normalization uses the batch's statistics.
      global_pool: average over the image before the logits.
      output_stride: how much smaller the output is than the image, a multiple of 4; None for 32.
      include_root_block: begin with the 7x7 convolution and the pool.
      reuse: share the variables of `scope`, which must then be given.
      scope: variable scope; 'resnet_v1' when None.

    Returns:
      `(net, outputs of all layers by name)`; with `num_classes` the outputs have 'predictions', the softmax.

    Raises:
      ValueError: an impossible `output_stride`.
    """
    with tf1.variable_scope(scope, "resnet_v1", [inputs], reuse=reuse) as sc:
        collection = sc.original_name_scope + "_end_points"
        with (
            arg_scope([conv2d, bottleneck, resnet_utils.stack_blocks_dense], outputs_collections=collection),
            arg_scope([batch_norm], is_training=is_training),
        ):
            net = inputs
            if include_root_block:
                if output_stride is not None:
                    if output_stride % 4 != 0:
                        raise ValueError(f"The output_stride needs to be a multiple of 4, got {output_stride}.")
                    output_stride /= 4
                net = resnet_utils.conv2d_same(net, 64, 7, stride=2, scope="conv1")
                net = max_pool2d(net, [3, 3], stride=2, scope="pool1")
            net = resnet_utils.stack_blocks_dense(net, blocks, output_stride)
            if global_pool:
                net = reduce_mean(net, [1, 2], name="pool5", keepdims=True)
            if num_classes is not None:
                net = conv2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="logits")
            end_points = convert_collection_to_dict(collection)
            if num_classes is not None:
                end_points["predictions"] = softmax(net, scope="predictions")
            return net, end_points


resnet_v1.default_image_size = 224


def resnet_v1_block(scope, base_depth, num_units, stride):
    """A block of `num_units` bottlenecks, of which the last has the stride."""
    return resnet_utils.bottleneck_block(bottleneck, scope, base_depth, num_units, stride)


def resnet_v1_50(
    inputs,
    num_classes=None,
    is_training=True,
    global_pool=True,
    output_stride=None,
    reuse=None,
    scope="resnet_v1_50",
):
    """ResNet-50; arguments as in `resnet_v1`."""
    blocks = resnet_utils.bottleneck_blocks(bottleneck, (3, 4, 6, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, reuse=reuse, scope=scope)


def resnet_v1_101(
    inputs,
    num_classes=None,
    is_training=True,
    global_pool=True,
    output_stride=None,
    reuse=None,
    scope="resnet_v1_101",
):
    """ResNet-101; arguments as in `resnet_v1`."""
    blocks = resnet_utils.bottleneck_blocks(bottleneck, (3, 4, 23, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, reuse=reuse, scope=scope)


def resnet_v1_152(
    inputs,
    num_classes=None,
    is_training=True,
    global_pool=True,
    output_stride=None,
    reuse=None,
    scope="resnet_v1_152",
):
    """ResNet-152; arguments as in `resnet_v1`."""
    blocks = resnet_utils.bottleneck_blocks(bottleneck, (3, 8, 36, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, reuse=reuse, scope=scope)


def resnet_v1_200(
    inputs,
    num_classes=None,
    is_training=True,
    global_pool=True,
    output_stride=None,
    reuse=None,
    scope="resnet_v1_200",
):
    """ResNet-200; arguments as in `resnet_v1`."""
    blocks = resnet_utils.bottleneck_blocks(bottleneck, (3, 24, 36, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, reuse=reuse, scope=scope)

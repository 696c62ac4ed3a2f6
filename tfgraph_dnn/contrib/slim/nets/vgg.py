"""VGG (Simonyan and Zisserman 2014, "Very deep convolutional networks"): configurations A, D (16) and E (19).

Arguments common to all: `inputs` is `[batch, 224, 224, 3]` (larger images give a map of logits); `spatial_squeeze`
drops the two spatial dimensions of the logits. All return `(logits, outputs of all layers by name)`.
"""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import arg_scope
from tfgraph_dnn.contrib.layers import conv2d, fully_connected, max_pool2d, repeat
from tfgraph_dnn.contrib.slim.nets.heads import convolved_head, plain_arg_scope, with_end_points


def vgg_arg_scope(weight_decay=0.0005) -> dict:
    """The argument scope VGG was trained with: l2 decay, ReLU, SAME padding."""
    return plain_arg_scope(weight_decay, tf1.zeros_initializer(), valid_pools=False)


def vgg_a(inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.5, spatial_squeeze=True, scope="vgg_a"):
    """VGG with 11 layers."""
    with tf1.variable_scope(scope, "vgg_a", [inputs]) as sc:
        collection = sc.original_name_scope + "_end_points"
        with arg_scope([conv2d, max_pool2d], outputs_collections=collection):
            net = _stages(inputs, (1, 1, 2, 2, 2))
            net = convolved_head(net, (4096, 4096), [7, 7], num_classes, is_training, dropout_keep_prob)
            return with_end_points(net, collection, sc.name, spatial_squeeze)


def vgg_16(inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.5, spatial_squeeze=True, scope="vgg_16"):
    """VGG with 16 layers, configuration D."""
    with tf1.variable_scope(scope, "vgg_16", [inputs]) as sc:
        collection = sc.original_name_scope + "_end_points"
        with arg_scope([conv2d, fully_connected, max_pool2d], outputs_collections=collection):
            net = _stages(inputs, (2, 2, 3, 3, 3))
            net = convolved_head(net, (4096, 4096), [7, 7], num_classes, is_training, dropout_keep_prob)
            return with_end_points(net, collection, sc.name, spatial_squeeze)


def vgg_19(inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.5, spatial_squeeze=True, scope="vgg_19"):
    """VGG with 19 layers, configuration E."""
    with tf1.variable_scope(scope, "vgg_19", [inputs]) as sc:
        collection = sc.name + "_end_points"
        with arg_scope([conv2d, fully_connected, max_pool2d], outputs_collections=collection):
            net = _stages(inputs, (2, 2, 4, 4, 4))
            net = convolved_head(net, (4096, 4096), [7, 7], num_classes, is_training, dropout_keep_prob)
            return with_end_points(net, collection, sc.name, spatial_squeeze)


vgg_a.default_image_size = vgg_16.default_image_size = vgg_19.default_image_size = 224
vgg_d = vgg_16
vgg_e = vgg_19


def _stages(net, repetitions):
    """Five stages of 3x3 convolutions, each followed by a pool."""
    for number, (times, filters) in enumerate(zip(repetitions, (64, 128, 256, 512, 512), strict=True), start=1):
        net = repeat(net, times, conv2d, filters, [3, 3], scope=f"conv{number}")
        net = max_pool2d(net, [2, 2], scope=f"pool{number}")
    return net

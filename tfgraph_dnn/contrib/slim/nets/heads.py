"""What VGG, AlexNet and OverFeat share: argument scopes, and fully connected layers written as convolutions."""

from __future__ import annotations

from collections import OrderedDict

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import arg_scope
from tfgraph_dnn.contrib.layers import conv2d, dropout, fully_connected, l2_regularizer, max_pool2d
from tfgraph_dnn.contrib.layers.named_outputs import convert_collection_to_dict


def plain_arg_scope(weight_decay, biases_initializer, valid_pools: bool) -> dict:
    """The scope of a net without normalization: ReLU, l2 decay, SAME convolutions."""
    with (
        arg_scope(
            [conv2d, fully_connected],
            activation_fn=tf1.nn.relu,
            biases_initializer=biases_initializer,
            weights_regularizer=l2_regularizer(weight_decay),
        ),
        arg_scope([conv2d], padding="SAME") as scope,
    ):
        if not valid_pools:
            return scope
        with arg_scope([max_pool2d], padding="VALID") as scope:
            return scope


def convolved_head(net, units, kernel_size, num_classes, is_training, keep_prob, **logits_arguments):
    """`fc6`, `fc7` and `fc8` as convolutions, with dropout after the first two.

    Args:
      net: rank 4 tensor.
      units: the number of units of fc6 and of fc7.
      kernel_size: of fc6; the size of `net` for the usual images.
      num_classes: the number of units of fc8.
      is_training, keep_prob: of the dropout.
      **logits_arguments: more arguments of fc8.
    """
    net = conv2d(net, units[0], kernel_size, padding="VALID", scope="fc6")
    net = dropout(net, keep_prob, is_training=is_training, scope="dropout6")
    net = conv2d(net, units[1], [1, 1], scope="fc7")
    net = dropout(net, keep_prob, is_training=is_training, scope="dropout7")
    return conv2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="fc8", **logits_arguments)


def with_end_points(net, collection: str, scope_name: str, spatial_squeeze: bool) -> tuple[object, OrderedDict]:
    """The logits, squeezed to `[batch, classes]` if wanted, and the outputs of all layers by name."""
    end_points = convert_collection_to_dict(collection)
    if spatial_squeeze:
        net = tf1.squeeze(net, [1, 2], name="fc8/squeezed")
        end_points[scope_name + "/fc8"] = net
    return net, end_points

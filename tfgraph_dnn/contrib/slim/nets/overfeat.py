"""OverFeat (Sermanet et al. 2013), the fast model."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.contrib.framework import arg_scope
from tfgraph_dnn.contrib.layers import conv2d, fully_connected, max_pool2d
from tfgraph_dnn.contrib.slim.nets.heads import convolved_head, plain_arg_scope, with_end_points


def overfeat_arg_scope(weight_decay=0.0005) -> dict:
    """The argument scope OverFeat was trained with: l2 decay, ReLU, VALID pools."""
    return plain_arg_scope(weight_decay, tf1.zeros_initializer(), valid_pools=True)


def overfeat(inputs, num_classes=1000, is_training=True, dropout_keep_prob=0.5, spatial_squeeze=True, scope="overfeat"):
    """OverFeat, fully convolutional.

    Args:
      inputs: `[batch, 231, 231, 3]` tensor.
      num_classes: the number of logits.
      is_training, dropout_keep_prob: of the dropout.
      spatial_squeeze: drop the two spatial dimensions of the logits.
      scope: variable scope.

    Returns:
      `(logits, outputs of all layers by name)`.
    """
    with tf1.variable_scope(scope, "overfeat", [inputs]) as sc:
        collection = sc.name + "_end_points"
        with arg_scope([conv2d, fully_connected, max_pool2d], outputs_collections=collection):
            net = conv2d(inputs, 64, [11, 11], 4, padding="VALID", scope="conv1")
            net = max_pool2d(net, [2, 2], scope="pool1")
            net = conv2d(net, 256, [5, 5], padding="VALID", scope="conv2")
            net = max_pool2d(net, [2, 2], scope="pool2")
            net = conv2d(net, 512, [3, 3], scope="conv3")
            net = conv2d(net, 1024, [3, 3], scope="conv4")
            net = conv2d(net, 1024, [3, 3], scope="conv5")
            net = max_pool2d(net, [2, 2], scope="pool5")
            with arg_scope(
                [conv2d],
                weights_initializer=tf1.truncated_normal_initializer(0.0, 0.005),
                biases_initializer=tf1.constant_initializer(0.1),
            ):
                net = convolved_head(
                    net,
                    (3072, 4096),
                    [6, 6],
                    num_classes,
                    is_training,
                    dropout_keep_prob,
                    biases_initializer=tf1.zeros_initializer(),
                )
            return with_end_points(net, collection, sc.name, spatial_squeeze)

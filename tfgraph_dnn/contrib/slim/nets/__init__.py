"""`tf.contrib.slim.nets`: image classifiers, node for node as TF 1.15 built them."""

from tfgraph_dnn.contrib.slim.nets import alexnet, overfeat, resnet_utils, resnet_v1, resnet_v2, vgg

__all__ = ["alexnet", "overfeat", "resnet_utils", "resnet_v1", "resnet_v2", "vgg"]

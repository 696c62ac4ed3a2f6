"""`tf.contrib.tensorboard.plugins`."""

from tfgraph_dnn.contrib.tensorboard.plugins import projector

__all__ = ["projector"]

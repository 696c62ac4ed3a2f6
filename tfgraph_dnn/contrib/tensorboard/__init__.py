"""`tf.contrib.tensorboard`: the projector's configuration."""

from tfgraph_dnn.contrib.tensorboard import plugins

__all__ = ["plugins"]

"""`tf.contrib.crf`: linear-chain conditional random fields."""

from tfgraph_dnn.contrib.crf.crf import *  # noqa: F403 - its `__all__` is the list

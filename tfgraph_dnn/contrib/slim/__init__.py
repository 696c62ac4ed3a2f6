"""`tf.contrib.slim`: layers, argument scopes, variables, initializers and regularizers under one name.

`slim.learning`, `slim.evaluation`, `slim.losses`, `slim.metrics`, `slim.nets` and the others are modules of their own.
"""

from tfgraph_dnn.contrib.framework import *  # noqa: F403 - the alias tree it was
from tfgraph_dnn.contrib.layers import *  # noqa: F403
from tfgraph_dnn.contrib.slim import model_analyzer, queues, summaries  # noqa: F401

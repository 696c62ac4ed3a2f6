"""Restoring a checkpoint into a graph that differs from the one it was saved from: renamed, regrown, in part.

`restore` puts values into variables through their initializers, so that it adds nothing to the graph.

    >>> import tfgraph_dnn.v1 as tf
    >>> from tfgraph_dnn.checkpoint.restore import restore
    >>> x = tf.placeholder(tf.float32, [None, 784])
    >>> hidden1 = tf.contrib.layers.fully_connected(x, 30, scope="hidden1")
    >>> with tf.Session() as session:
    ...     print(restore(session, "checkpoints/dense_momentum", only="^hidden1/[a-z]+$", packs=["layers-to-contrib"]))
    2 of 2 variables restored from checkpoints/dense_momentum/model.ckpt
      renamed  hidden1/weights  float32 (784, 30)  hidden1/kernel: kernel -> weights
      renamed  hidden1/biases   float32 (30,)      hidden1/bias: bias -> biases
"""

from tfgraph_dnn.checkpoint.planning import Plan, Step, plan
from tfgraph_dnn.checkpoint.restore.report import Report
from tfgraph_dnn.checkpoint.restore.restoring import restore

__all__ = ["Plan", "Report", "Step", "plan", "restore"]

"""The initializers that layers have by default; they draw nothing and keep nothing, so one of each serves all."""

from tfgraph_dnn._backend import tf1

ZEROS = tf1.zeros_initializer()
ONES = tf1.ones_initializer()

"""Graphs that TF 0.x and 1.x wrote, opened today: `.meta` files, SavedModels, frozen graphs, session bundles.

>>> from tfgraph_dnn.old_graphs import open_graph
>>> opened = open_graph("checkpoints/dense_momentum", outputs=["dnn/outputs/BiasAdd"])
>>> with opened.session() as session:
...     session.run(opened.outputs[0], {"X:0": [[0.0] * 784]}).shape
(1, 10)
"""

from tfgraph_dnn.old_graphs.opening import OpenedGraph, open_graph

__all__ = ["OpenedGraph", "open_graph"]

"""Questions about the graph under construction."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def get_name_scope() -> str:
    """The current name scope of the default graph, without a trailing slash; '' at the root."""
    return tf1.get_default_graph().get_name_scope()


def get_placeholders(graph) -> list:
    """The placeholders of `graph`, in creation order; TypeError when it is no graph."""
    if not isinstance(graph, tf1.Graph):
        raise TypeError(f"Input graph needs to be a Graph: {graph!r}")
    return [op.outputs[0] for op in graph.get_operations() if op.type == "Placeholder"]

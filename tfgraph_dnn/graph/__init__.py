"""What `sess.run` executes and why: graphs as data, from files without TensorFlow or from a `tf.Graph`, and drawn.

Example:
  >>> from tfgraph_dnn import graph
  >>> dense = graph.load("checkpoints/dense_momentum/model.ckpt.meta")
  >>> run = graph.explain_run(dense, ["train/Momentum"], ["X"])
  >>> [variable.name for variable in run.writes][:2]
  ['hidden1/kernel', 'hidden1/bias']
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfgraph_dnn import lazy

if TYPE_CHECKING:
    from tfgraph_dnn.graph.explanation import Explanation

_WHERE = {
    "Explanation": "explanation",
    "GraphModel": "model",
    "from_graph": "live",
    "load": "reading",
    "watch_run": "observed",
}

__all__ = ["Explanation", "GraphModel", "explain_run", "from_graph", "load", "watch_run"]


def explain_run(graph: Any, fetches: Any, feeds: Any = ()) -> Explanation:
    """Works out what a `sess.run` would execute, and why; nothing is run.

    Args:
      graph: a `tf.Graph`, a model (`load`, `from_graph`), or the path of a file that `load` reads.
      fetches: what `sess.run` takes: tensors, operations, variables, names, or lists and dicts of them.
      feeds: the fed tensors or their names; a `feed_dict` will do.

    Returns:
      The explanation: print it, or let the notebook draw it.

    Raises:
      GraphNameError: a fetch or a feed is not in the graph.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default() as g:
      ...     x = tf.placeholder(tf.float32, [None], name="x")
      ...     y, z = tf.square(x, name="y"), tf.exp(x, name="z")
      >>> [operation.name for operation in explain_run(g, y, {x: [1.0]}).operations]
      ['y']
    """
    from tfgraph_dnn.graph.explanation import explain
    from tfgraph_dnn.graph.model import GraphModel

    if not isinstance(graph, GraphModel):
        from tfgraph_dnn.graph import live, reading

        graph = live.from_graph(graph) if hasattr(graph, "get_operations") else reading.load(graph)
    return explain(graph, names(fetches), fed_names(feeds))


def names(fetches: Any) -> list[str]:
    """The names of what is fetched, whatever it is nested in.

    Example:
      >>> names({"loss": "loss:0", "more": ["a", ("b:1",)]})
      ['loss:0', 'a', 'b:1']
    """
    if isinstance(fetches, str):
        return [fetches]
    if isinstance(fetches, dict):
        return names(list(fetches.values()))
    if isinstance(fetches, (list, tuple)):
        return [name for item in fetches for name in names(item)]
    # A sparse tensor, or slices of one, is several tensors.
    parts = [getattr(fetches, part, None) for part in ("indices", "values", "dense_shape")]
    if parts[0] is not None and parts[1] is not None:
        return [_name(part) for part in parts if part is not None]
    return [_name(fetches)]


def fed_names(feeds: Any) -> list[str]:
    """The names of what is fed: the keys of a `feed_dict`, or a list of tensors or names.

    Example:
      >>> fed_names({"X": [1.0], "y:0": 2}), fed_names("X"), fed_names(None)
      (['X', 'y:0'], ['X'], [])
    """
    return names(list(feeds) if isinstance(feeds, dict) else feeds or [])


def _name(item: Any) -> str:
    name = getattr(item, "name", None)
    if isinstance(name, str):
        return name
    raise TypeError(f"neither a tensor nor an operation nor a name: {item!r}")


__getattr__, _ = lazy.names(__name__, _WHERE)


def __dir__() -> list[str]:
    return sorted(__all__)

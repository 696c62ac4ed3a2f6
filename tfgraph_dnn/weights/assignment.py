"""Putting weights of another framework into the variables of a TF 1.x graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tfgraph_dnn.weights.layouts import Layout, layout
from tfgraph_dnn.weights.planning import Plan, make_plan
from tfgraph_dnn.weights.targets import targets, with_maps

if TYPE_CHECKING:
    import numpy as np


def assign(
    sess: Any,
    variables: Iterable[Any],
    arrays: Mapping[str, np.ndarray],
    *,
    source: str | Layout = "tf",
    mapping: Mapping[str, Any] | None = None,
    maps: Mapping[str, Sequence[int]] | None = None,
    epsilon: float | None = None,
    dry_run: bool = False,
    **changes: Any,
) -> Plan:
    """Puts arrays into variables, laid out as TF 1.x has them.

    The graph does not grow, however often this is called, and may be finalized: each variable's initializer is run with
    the value fed in place of what it would draw (the way of `Variable.load`). Reference and resource variables alike.

    Args:
      sess: the session; not used in a dry run.
      variables: the variables to fill: a list, such as `tf.global_variables("lenet")`, or a dict.
      arrays: name -> array, as `weights.load` gives them.
      source: the framework: "caffe", "theano", "lasagne", "torch", "onnx", "keras", "keras1-th", "mxnet", "matconvnet",
        "tf" (nothing is done), or a `Layout`.
      mapping: variable's name -> array's name, where names and shapes do not tell. A list of names for what belongs
        together (an LSTM's kernels); `(name, function)` or `([names], function)` for what only you know how to turn.
      maps: dense kernel's name -> (height, width, channels) of the feature map behind which it stands, where the graph
        does not say it (the table tells of such a doubt).
      epsilon: batch normalization's there; variances make up for another one in this graph.
      dry_run: print what would be done, as a table, and do nothing.
      **changes: of the layout: `flip=False`, `swap=True` (nets trained in MATLAB), `bgr=True`, `gates="ifjo"`,
        `flatten="HWC"`, `dense="io"`, `forget_bias_stored=False`.

    Returns:
      A Plan: what went where, what was done with it, what is in doubt.

    Raises:
      WeightsError: (a ValueError) a variable finds no array, or several; the graph is as it was.
      ArgumentError: (a ValueError) no such source; something that is no variable.

    Example:
      >>> import numpy as np
      >>> import tfgraph_dnn.v1 as tf
      >>> from tfgraph_dnn import weights
      >>> with tf.Graph().as_default(), tf.Session() as sess:
      ...     hidden = tf.layers.dense(tf.zeros([1, 2]), 3, name="hidden1")
      ...     arrays = {"fc.weight": np.arange(6.0).reshape(3, 2), "fc.bias": np.ones(3)}
      ...     plan = weights.assign(sess, tf.global_variables(), arrays, source="torch")
      ...     sess.run("hidden1/kernel:0").tolist()
      [[0.0, 2.0, 4.0], [1.0, 3.0, 5.0]]
    """
    wanted = with_maps(targets(variables), maps or {})
    plan = make_plan(wanted, arrays, layout(source, **changes), mapping=mapping, epsilon=epsilon)
    if dry_run:
        print(plan)
    else:
        put(sess, wanted, plan.values)
    return plan


def put(sess: Any, wanted: Iterable[Any], values: Mapping[str, np.ndarray]) -> None:
    """Gives targets their values, in as few runs as their initializers allow."""
    feeds: dict[Any, np.ndarray] = {}
    initializers: list[Any] = []
    for target in wanted:
        initializer = target.variable.initializer
        tensor = initializer.inputs[1]
        if any(tensor is other for other in feeds):  # two variables that begin as one tensor
            sess.run(initializers, feeds)
            feeds, initializers = {}, []
        feeds[tensor] = values[target.name]
        initializers.append(initializer)
    if initializers:
        sess.run(initializers, feeds)

"""`tf.gradients`."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.refusals import worded
from tfgraph_dnn.ops.gradients.paths import between, ends_of, find_path
from tfgraph_dnn.ops.gradients.registry import has_gradient_function
from tfgraph_dnn.ops.gradients.seeds import initial_gradients
from tfgraph_dnn.ops.gradients.sums import check_aggregation_method
from tfgraph_dnn.ops.gradients.sweep import Options, Sweep

# Each is called with the ys, xs and gradients of every `tf.gradients`, optimizers' too; the doctor puts itself here.
observers: list = []
_FUNCTION_CALLS = ("PartitionedCall", "StatefulPartitionedCall")


@worded
def gradients(
    ys,
    xs,
    grad_ys=None,
    name="gradients",
    colocate_gradients_with_ops=False,
    gate_gradients=False,
    aggregation_method=None,
    stop_gradients=None,
    unconnected_gradients=tf1.UnconnectedGradients.NONE,
):
    """Builds the derivatives of `sum(ys)` with respect to each x; as `tf.gradients` of TF 1.15, node for node.

    Args:
      ys: tensor or list of tensors.
      xs: tensor, variable or list of them.
      grad_ys: the gradients to start with, one for each y; None means ones.
      name: name scope of the subgraph.
      colocate_gradients_with_ops: put each gradient on the device of its operation.
      gate_gradients: use the gradients of an operation only once all of them are computed.
      aggregation_method: one of `tf.AggregationMethod`.
      stop_gradients: tensors not to differentiate through.
      unconnected_gradients: `tf.UnconnectedGradients`; NONE gives None for an x that no y depends on, ZERO zeros.

    Returns:
      A list with one tensor, `IndexedSlices` or None for each x.

    Raises:
      LookupError: an operation on the way has no gradient function.
      ValueError: invalid arguments.
      TypeError: complex ys without `grad_ys`, or gradients of a wrong type.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> x = tf.placeholder(tf.float32, [2], name="x")
      >>> tf.gradients(x * x, x)[0].name
      'gradients/AddN:0'
    """
    ys, xs, grad_ys, stop_gradients = _as_list(ys), _as_list(xs), _as_list(grad_ys), _as_list(stop_gradients)
    try:
        unconnected = tf1.UnconnectedGradients(unconnected_gradients)
    except ValueError:
        raise ValueError(f"Unknown value for unconnected_gradients: {unconnected_gradients!r}") from None
    if _leaves_the_graph(ys, xs):
        return tf1.gradients(
            ys, xs, grad_ys or None, name, colocate_gradients_with_ops, gate_gradients, aggregation_method,
            stop_gradients or None, unconnected_gradients,
        )  # fmt: skip
    grad_ys = grad_ys if grad_ys is not None else [None] * len(ys)
    with tf1.name_scope(name, "gradients", [*ys, *xs, *(stop_gradients or []), *grad_ys]):
        graph = tf1.get_default_graph()
        uid = graph.unique_name("uid")
        ys = private.convert_n_to_tensor_or_indexed_slices(ys, name="y")
        xs = [x.handle if private.is_resource_variable(x) else x for x in xs]
        xs = private.convert_n_as_references(xs, name="x", as_ref=True)
        starts = initial_gradients(ys, grad_ys, uid, colocate_gradients_with_ops)
        to_ops, from_ops = [y.op for y in ys], [x.op for x in xs]
        path = find_path(to_ops, from_ops, colocate_gradients_with_ops)
        ends = ends_of(from_ops, [t.op for t in stop_gradients or []], path.waiting)
        method = check_aggregation_method(aggregation_method)
        sweep = Sweep(graph, path, ends, Options(uid, colocate_gradients_with_ops, gate_gradients, method))
        for y, grad_y in zip(ys, starts, strict=True):
            sweep.add(y, grad_y)
        sweep.run(to_ops)
    found = [_result(sweep, x, unconnected) for x in xs]
    for observer in observers:
        observer(ys, xs, found)
    return found


def _result(sweep: Sweep, x, unconnected):
    if sweep.reached(x) or unconnected == tf1.UnconnectedGradients.NONE:
        return sweep.gradient_of(x)
    dtype = private.default_zeros_dtype(x)
    if x.dtype == tf1.resource:
        return tf1.zeros(private.variable_shape(x), dtype=dtype)
    return tf1.zeros_like(x, dtype=dtype)


def _as_list(value) -> list | None:
    if value is None:
        return None
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _leaves_the_graph(ys: list, xs: list) -> bool:
    """Whether it is left to TensorFlow's own sweep: function bodies, function calls, ragged and sparse tensors."""
    graph = tf1.get_default_graph()
    if graph.building_function or any(isinstance(t, private.composite_kinds()) for t in (*ys, *xs)):
        return True
    if not graph._functions:
        return False
    to_ops, from_ops = ([t.op for t in side if hasattr(t, "op")] for side in (ys, xs))
    return any(
        (op.type in _FUNCTION_CALLS or graph._is_function(op.type)) and not has_gradient_function(op)
        for op in between(to_ops, from_ops)
    )

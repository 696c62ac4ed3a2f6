"""Gradients of partitioning rows and of writing into TensorArrays."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.registry import gradient


@gradient("DynamicPartition")
def dynamic_partition(op, *grads):
    """The partitions' gradients, stitched in the order of the rows."""
    data, partitions = op.inputs
    shape = tf1.shape(partitions)
    numbers = tf1.reshape(tf1.range(tf1.reduce_prod(shape)), shape)
    rows = tf1.dynamic_partition(numbers, partitions, op.get_attr("num_partitions"))
    return tf1.reshape(tf1.dynamic_stitch(rows, grads), tf1.shape(data)), None


@gradient("TensorArrayWriteV3")
def tensor_array_write(op, flow):
    """Reads the written element's gradient."""
    return None, None, _gradient_array(op, flow).read(op.inputs[1]), flow


@gradient("TensorArrayScatterV3")
def tensor_array_scatter(op, flow):
    """Gathers the written elements' gradients."""
    return None, None, _gradient_array(op, flow).gather(op.inputs[1]), flow


@gradient("TensorArraySplitV3")
def tensor_array_split(op, flow):
    """Concatenates the gradients of the parts."""
    return None, _gradient_array(op, flow).concat(), None, flow


def _gradient_array(op, flow):
    array = tf1.TensorArray(
        dtype=op.get_attr("T"), handle=op.inputs[0], flow=flow, colocate_with_first_write_call=False
    )
    # TF 2 waits for the forward write with nodes of its own. Here the same wait is an edge, which counts no node;
    # inside a loop, where the forward write belongs to another context, there was none in TF 1.15 either.
    in_loop = tf1.get_default_graph()._get_control_flow_context() is not None
    with tf1.control_dependencies([] if in_loop else [op.outputs[0]]):
        return array.grad(source=_gradient_call(flow), flow=flow)


def _gradient_call(flow) -> str:
    """The name scope of the `tf.gradients` call that `flow` comes from: calls must not share accumulators.

    Raises:
      ValueError: no part of the name starts with "gradients".
    """
    parts = flow.name.split("/")
    found = [number for number, part in enumerate(parts) if part.startswith("gradients")]
    if not found:
        raise ValueError(
            f"Expected op/tensor name to start with gradients (excluding scope), got: {flow.name}. A tf.gradients call "
            "through a TensorArray needs a name that starts with 'gradients'."
        )
    return "/".join(parts[: found[-1] + 1])

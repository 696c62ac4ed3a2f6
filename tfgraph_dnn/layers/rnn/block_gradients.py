"""Gradients of the kernels `LSTMBlockCell` and `GRUBlockCell`, which went from TensorFlow with `tf.contrib`."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.gradients.registry import gradient


@gradient("LSTMBlockCell")
def lstm_block_cell(op, *grads: Any) -> tuple[Any, ...]:
    """From the gradients of memory and output to those of inputs, state, weights and biases."""
    x, c, h, w, wci, wcf, wco, b = op.inputs
    i, new_c, f, o, ci, co, _ = op.outputs
    batch_size, depth = x.get_shape().with_rank(2).as_list()
    units = c.get_shape().with_rank(2).dims[1].value
    for what, size in (("input_size from `x`", depth), ("cell_size from `cs_prev`", units)):
        if size is None:
            raise ValueError(f"{what} should not be None.")
    batch_size = -1 if batch_size is None else batch_size
    inputs = {"x": x, "cs_prev": c, "h_prev": h, "w": w, "wci": wci, "wcf": wcf, "wco": wco, "b": b}
    outputs = {"i": i, "cs": new_c, "f": f, "o": o, "ci": ci, "co": co}
    step = tf1.raw_ops.LSTMBlockCellGrad(
        **inputs, **outputs, cs_grad=grads[1], h_grad=grads[6], use_peephole=op.get_attr("use_peephole")
    )
    gates = step.dicfo
    joined = tf1.matmul(gates, w, transpose_b=True)
    x_grad = tf1.slice(joined, (0, 0), (batch_size, depth))
    h_grad = tf1.slice(joined, (0, depth), (batch_size, units))
    w_grad = tf1.matmul(tf1.concat([x, h], 1), gates, transpose_a=True)
    b_grad = tf1.raw_ops.BiasAddGrad(out_backprop=gates)
    return x_grad, step.cs_prev_grad, h_grad, w_grad, step.wci_grad, step.wcf_grad, step.wco_grad, b_grad


@gradient("GRUBlockCell")
def gru_block_cell(op, *grads: Any) -> tuple[Any, ...]:
    """From the gradient of the output to those of inputs, state, weights and biases."""
    x, h, w_ru, w_c, b_ru, b_c = op.inputs
    r, u, c, _ = op.outputs
    step = tf1.raw_ops.GRUBlockCellGrad(
        x=x, h_prev=h, w_ru=w_ru, w_c=w_c, b_ru=b_ru, b_c=b_c, r=r, u=u, c=c, d_h=grads[3]
    )
    d_w_ru = tf1.matmul(tf1.concat([x, h], 1), step.d_r_bar_u_bar, transpose_a=True)
    d_b_ru = tf1.raw_ops.BiasAddGrad(out_backprop=step.d_r_bar_u_bar)
    d_w_c = tf1.matmul(tf1.concat([x, h * r], 1), step.d_c_bar, transpose_a=True)
    d_b_c = tf1.raw_ops.BiasAddGrad(out_backprop=step.d_c_bar)
    return step.d_x, step.d_h_prev, d_w_ru, d_w_c, d_b_ru, d_b_c

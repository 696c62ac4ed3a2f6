"""RNNs that read a sequence from both ends, one layer or several."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.rnn.cell import assert_like_rnncell
from tfgraph_dnn.layers.rnn.dynamic import dynamic_rnn


def bidirectional_dynamic_rnn(
    cell_fw,
    cell_bw,
    inputs,
    sequence_length=None,
    initial_state_fw=None,
    initial_state_bw=None,
    dtype=None,
    parallel_iterations=None,
    swap_memory=False,
    time_major=False,
    scope=None,
):
    """Runs one cell forward and one backward over the same inputs.

    Args:
      cell_fw, cell_bw: RNN cells.
      inputs: `[batch, time, depth]` tensor, or a nest of them (`[time, batch, depth]` if `time_major`).
      sequence_length: `[batch]` integers; each example is reversed within its own length.
      initial_state_fw, initial_state_bw: the cells' first states; zeros by default.
      dtype: of the states and outputs; needed without initial states.
      parallel_iterations, swap_memory, time_major: see `dynamic_rnn`.
      scope: the variable scope, or its name; `bidirectional_rnn` by default, with `fw` and `bw` below it.

    Returns:
      `(output_fw, output_bw), (state_fw, state_bw)`; the backward outputs stand in the inputs' order.

    Raises:
      TypeError: `cell_fw` or `cell_bw` is no cell.
      ValueError: see `dynamic_rnn`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cells = [tf.nn.rnn_cell.GRUCell(4) for _ in range(2)]
      >>> outputs, states = tf.nn.bidirectional_dynamic_rnn(*cells, tf.ones([2, 5, 3]), dtype=tf.float32)
      >>> tf.concat(outputs, 2).shape.as_list()
      [2, 5, 8]
    """
    assert_like_rnncell("cell_fw", cell_fw)
    assert_like_rnncell("cell_bw", cell_bw)
    common = {
        "sequence_length": sequence_length,
        "dtype": dtype,
        "parallel_iterations": parallel_iterations,
        "swap_memory": swap_memory,
        "time_major": time_major,
    }
    time_axis, batch_axis = (0, 1) if time_major else (1, 0)

    def reverse(tensor: Any) -> Any:
        if sequence_length is None:
            return tf1.reverse(tensor, axis=[time_axis])
        return tf1.reverse_sequence(
            input=tensor, seq_lengths=sequence_length, seq_axis=time_axis, batch_axis=batch_axis
        )

    with tf1.variable_scope(scope or "bidirectional_rnn"):
        with tf1.variable_scope("fw") as fw_scope:
            output_fw, state_fw = dynamic_rnn(cell_fw, inputs, initial_state=initial_state_fw, scope=fw_scope, **common)
        with tf1.variable_scope("bw") as bw_scope:
            reversed_inputs = tf1.nest.map_structure(reverse, inputs)
            output_bw, state_bw = dynamic_rnn(
                cell_bw, reversed_inputs, initial_state=initial_state_bw, scope=bw_scope, **common
            )
    return (output_fw, reverse(output_bw)), (state_fw, state_bw)


def stack_bidirectional_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    scope=None,
):
    """Stacks unrolled bidirectional layers; each reads the joined outputs of the one below.

    Args:
      cells_fw, cells_bw: lists of cells, one a layer.
      inputs: list of `[batch, depth]` tensors, one a step.
      initial_states_fw, initial_states_bw: lists of first states, one a layer; zeros by default.
      dtype: of the states and outputs; needed without initial states.
      sequence_length: `[batch]` integers.
      scope: the variable scope, or its name; `stack_bidirectional_rnn` by default, with `cell_0`, ... below it.

    Returns:
      The outputs as a list over time, and the tuples of final states, forward and backward.

    Raises:
      ValueError: no cells, lists of unequal length, or cells that are no list.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cells = [[tf.nn.rnn_cell.GRUCell(4)], [tf.nn.rnn_cell.GRUCell(4)]]
      >>> outputs, fw, bw = tf.contrib.rnn.stack_bidirectional_rnn(*cells, [tf.ones([2, 3])] * 5, dtype=tf.float32)
      >>> len(outputs), outputs[0].shape.as_list()
      (5, [2, 8])
    """
    _check_stack(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states_fw, states_bw, layer = [], [], inputs
    with tf1.variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with tf1.variable_scope(f"cell_{number}") as cell_scope:
                layer, state_fw, state_bw = tf1.nn.static_bidirectional_rnn(
                    cell_fw,
                    cell_bw,
                    layer,
                    initial_state_fw=initial_states_fw[number] if initial_states_fw else None,
                    initial_state_bw=initial_states_bw[number] if initial_states_bw else None,
                    sequence_length=sequence_length,
                    dtype=dtype,
                    scope=cell_scope,
                )
                states_fw.append(state_fw)
                states_bw.append(state_bw)
    return layer, tuple(states_fw), tuple(states_bw)


def stack_bidirectional_dynamic_rnn(
    cells_fw,
    cells_bw,
    inputs,
    initial_states_fw=None,
    initial_states_bw=None,
    dtype=None,
    sequence_length=None,
    parallel_iterations=None,
    time_major=False,
    scope=None,
    swap_memory=False,
):
    """Stacks bidirectional layers that run in loops; each reads the joined outputs of the one below.

    Args:
      cells_fw, cells_bw: lists of cells, one a layer.
      inputs: `[batch, time, depth]` tensor (`[time, batch, depth]` if `time_major`).
      initial_states_fw, initial_states_bw: lists of first states, one a layer; zeros by default.
      dtype: of the states and outputs; needed without initial states.
      sequence_length: `[batch]` integers.
      parallel_iterations, time_major, swap_memory: see `dynamic_rnn`.
      scope: the variable scope, or its name; `stack_bidirectional_rnn` by default, with `cell_0`, ... below it.

    Returns:
      The joined outputs of the last layer, and the tuples of final states, forward and backward.

    Raises:
      ValueError: no cells, lists of unequal length, or cells that are no list.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> cells = [[tf.nn.rnn_cell.GRUCell(4)], [tf.nn.rnn_cell.GRUCell(4)]]
      >>> outputs, fw, bw = tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
      ...     *cells, tf.ones([2, 5, 3]), dtype=tf.float32)
      >>> outputs.shape.as_list()
      [2, 5, 8]
    """
    _check_stack(cells_fw, cells_bw, initial_states_fw, initial_states_bw)
    states_fw, states_bw, layer = [], [], inputs
    with tf1.variable_scope(scope or "stack_bidirectional_rnn"):
        for number, (cell_fw, cell_bw) in enumerate(zip(cells_fw, cells_bw, strict=True)):
            with tf1.variable_scope(f"cell_{number}"):
                outputs, (state_fw, state_bw) = bidirectional_dynamic_rnn(
                    cell_fw,
                    cell_bw,
                    layer,
                    initial_state_fw=initial_states_fw[number] if initial_states_fw else None,
                    initial_state_bw=initial_states_bw[number] if initial_states_bw else None,
                    sequence_length=sequence_length,
                    parallel_iterations=parallel_iterations,
                    dtype=dtype,
                    swap_memory=swap_memory,
                    time_major=time_major,
                )
                layer = tf1.concat(outputs, 2)
                states_fw.append(state_fw)
                states_bw.append(state_bw)
    return layer, tuple(states_fw), tuple(states_bw)


def _check_stack(cells_fw: Any, cells_bw: Any, states_fw: Any, states_bw: Any) -> None:
    for cells, way in ((cells_fw, "fw"), (cells_bw, "bw")):
        if not cells:
            raise ValueError(f"Must specify at least one {way} cell for BidirectionalRNN.")
        if not isinstance(cells, list):
            raise ValueError(f"cells_{way} must be a list of RNNCells (one per layer).")
    if len(cells_fw) != len(cells_bw):
        raise ValueError("Forward and Backward cells must have the same depth.")
    for states, way in ((states_fw, "fw"), (states_bw, "bw")):
        if states is not None and (not isinstance(states, list) or len(states) != len(cells_fw)):
            raise ValueError(f"initial_states_{way} must be a list of state tensors (one per layer).")

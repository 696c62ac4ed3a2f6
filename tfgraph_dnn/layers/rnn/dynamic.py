"""`tf.nn.dynamic_rnn`: a cell over time in a while loop."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.layers.rnn.cell import assert_like_rnncell
from tfgraph_dnn.layers.rnn.shapes import concat
from tfgraph_dnn.ops.loop_order import in_while_loop, next_step
from tfgraph_dnn.ops.tensor_arrays import TensorArray


def dynamic_rnn(
    cell,
    inputs,
    sequence_length=None,
    initial_state=None,
    dtype=None,
    parallel_iterations=None,
    swap_memory=False,
    time_major=False,
    scope=None,
):
    """Runs a cell over time, for as many steps as the longest sequence of the batch has.

    Args:
      cell: an RNN cell.
      inputs: `[batch, time, depth...]` tensor, or a nest of them (`[time, batch, depth...]` if `time_major`).
      sequence_length: `[batch]` integers; beyond its length an example's outputs are zero and its state stays.
      initial_state: as the cell's `state_size`; zeros by default.
      dtype: of the state and output; needed without `initial_state`.
      parallel_iterations: how many steps may run at once; 32 by default.
      swap_memory: whether tensors that the gradients need may wait in host memory.
      time_major: whether time comes first in inputs and outputs.
      scope: the variable scope, or its name; `rnn` by default.

    Returns:
      The outputs, `[batch, time, output_size]` (or time first), and the final state.

    Raises:
      TypeError: `cell` is no cell.
      ValueError: unknown depth, lengths that are no vector, or neither `initial_state` nor `dtype`.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> x = tf.placeholder(tf.float32, [None, 20, 3])
      >>> outputs, state = tf.nn.dynamic_rnn(tf.nn.rnn_cell.BasicRNNCell(5), x, dtype=tf.float32)
      >>> outputs.shape.as_list(), state.shape.as_list()
      ([None, 20, 5], [None, 5])
    """
    assert_like_rnncell("cell", cell)
    with tf1.variable_scope(scope or "rnn") as varscope:
        cache_variables_nearby(varscope)
        flat_input = tf1.nest.flatten(inputs)
        if not time_major:
            flat_input = [tf1.convert_to_tensor(tensor) for tensor in flat_input]
            flat_input = [transpose_batch_time(tensor) for tensor in flat_input]
        sequence_length = _as_lengths(sequence_length)
        batch_size = best_effort_input_batch_size(flat_input)
        state = _initial_state(cell, initial_state, batch_size, dtype)
        if sequence_length is not None:
            sequence_length = _checked_lengths(sequence_length, batch_size)
        loop = _Loop(cell, tf1.nest.pack_sequence_as(inputs, flat_input), state, sequence_length, dtype)
        outputs, final_state = loop.run(parallel_iterations or 32, swap_memory)
        if not time_major:
            outputs = tf1.nest.map_structure(transpose_batch_time, outputs)
        return outputs, final_state


def cache_variables_nearby(varscope: Any) -> None:
    """Lets the scope's variables be read once, where they are; not inside a loop, which may change them."""
    if not in_while_loop() and varscope.caching_device is None:
        varscope.set_caching_device(lambda op: op.device)


def transpose_batch_time(x):
    """Swaps the first two dimensions; a tensor of rank below 2 comes back as it is."""
    static = x.get_shape()
    if static.ndims is not None and static.ndims < 2:
        return x
    swapped = tf1.transpose(x, tf1.concat(([1, 0], tf1.range(2, tf1.rank(x))), axis=0))
    swapped.set_shape(tf1.TensorShape([static.dims[1].value, static.dims[0].value]).concatenate(static[2:]))
    return swapped


def best_effort_input_batch_size(flat_input):
    """The batch size of time-major inputs: an integer where one of them knows it, else a tensor.

    Raises:
      ValueError: an input of rank below 2.
    """
    for tensor in flat_input:
        shape = tensor.shape
        if shape.ndims is None:
            continue
        if shape.ndims < 2:
            raise ValueError(f"Expected input tensor {tensor} to have rank at least 2")
        if shape.dims[1].value is not None:
            return shape.dims[1].value
    return tf1.shape(flat_input[0])[1]


def state_dtype(explicit: Any, state: Any) -> Any:
    """`explicit`, or the one dtype of all tensors of a state.

    Raises:
      ValueError: the state is empty or has several dtypes.
    """
    if explicit is not None:
        return explicit
    if not tf1.nest.is_nested(state):
        return state.dtype
    found = [part.dtype for part in tf1.nest.flatten(state)]
    if not found:
        raise ValueError("Unable to infer dtype from empty state.")
    if any(other != found[0] for other in found):
        raise ValueError(f"State has tensors of different dtypes, none can be inferred: {found}")
    return found[0]


def _as_lengths(sequence_length: Any) -> Any:
    if sequence_length is None:
        return None
    lengths = tf1.cast(sequence_length, tf1.int32)
    if lengths.get_shape().ndims not in (None, 1):
        raise ValueError(f"sequence_length must be a vector of length batch_size, but saw shape: {lengths.get_shape()}")
    return tf1.identity(lengths, name="sequence_length")


def _checked_lengths(lengths: Any, batch_size: Any) -> Any:
    shape, wanted = tf1.shape(lengths), tf1.stack([batch_size])
    fits = tf1.reduce_all(tf1.equal(shape, wanted))
    says = [f"Expected shape for Tensor {lengths.name} is ", wanted, " but saw shape: ", shape]
    with tf1.control_dependencies([tf1.Assert(fits, says)]):
        return tf1.identity(lengths, name="CheckSeqLen")


def _initial_state(cell: Any, initial_state: Any, batch_size: Any, dtype: Any) -> Any:
    if initial_state is not None:
        return initial_state
    if not dtype:
        raise ValueError("If there is no initial_state, you must give a dtype.")
    if getattr(cell, "get_initial_state", None) is not None:
        return cell.get_initial_state(inputs=None, batch_size=batch_size, dtype=dtype)
    return cell.zero_state(batch_size, dtype)


class _Loop:
    """The loop over time-major inputs. What it makes, in which order, is TF 1.15's."""

    def __init__(self, cell, inputs, state, sequence_length, dtype):
        self.cell, self.inputs, self.state, self.sequence_length = cell, inputs, state, sequence_length
        self.flat_input = tf1.nest.flatten(inputs)
        self.flat_output_size = tf1.nest.flatten(cell.output_size)
        self.dtype = state_dtype(dtype, state) if self.flat_output_size else dtype
        self.time_steps = tf1.shape(self.flat_input[0])[0]
        batch_size = best_effort_input_batch_size(self.flat_input)
        self.input_shapes = _known_shapes(self.flat_input)
        self.const_time_steps, self.const_batch_size = self.input_shapes[0].as_list()[:2]
        flat_zero = [tf1.zeros(tf1.stack(concat(batch_size, size)), self.dtype) for size in self.flat_output_size]
        self.zero_output = tf1.nest.pack_sequence_as(cell.output_size, flat_zero)

    def run(self, parallel_iterations, swap_memory):
        """Makes the loop; gives time-major outputs and the final state."""
        longest = self.time_steps
        if self.sequence_length is not None:
            tf1.reduce_min(self.sequence_length)  # unused, but TF 1.15 counts it
            longest = tf1.reduce_max(self.sequence_length)
        time = tf1.constant(0, dtype=tf1.int32, name="time")
        with tf1.name_scope("dynamic_rnn") as base_name:
            pass
        outputs, self.input_arrays = self._arrays(base_name)
        # At least one step, so that the arrays learn the shape of their elements.
        bound = tf1.minimum(self.time_steps, tf1.maximum(1, longest))
        _, outputs, final_state = tf1.while_loop(
            cond=lambda time, *_: time < bound,
            body=self._step,
            loop_vars=(time, outputs, self.state),
            parallel_iterations=parallel_iterations,
            maximum_iterations=self.time_steps,
            swap_memory=swap_memory,
        )
        stacked = [array.stack() for array in outputs]
        for output, size in zip(stacked, self.flat_output_size, strict=True):
            output.set_shape(concat([self.const_time_steps, self.const_batch_size], size, static=True))
        return tf1.nest.pack_sequence_as(self.cell.output_size, stacked), final_state

    def _arrays(self, base_name):
        def array(name, element_shape, dtype):
            return TensorArray(
                dtype=dtype, size=self.time_steps, element_shape=element_shape, tensor_array_name=base_name + name
            )

        batch = tf1.TensorShape([self.const_batch_size])
        outputs = tuple(
            array(f"output_{number}", batch.concatenate(_static(size)), self.dtype)
            for number, size in enumerate(self.flat_output_size)
        )
        inputs = [
            array(f"input_{number}", tensor.shape[1:], tensor.dtype) for number, tensor in enumerate(self.flat_input)
        ]
        return outputs, [made.unstack(tensor) for made, tensor in zip(inputs, self.flat_input, strict=True)]

    def _step(self, time, output_arrays, state):
        ops_before = tf1.get_default_graph().num_operations()
        now = [array.read(time) for array in self.input_arrays]
        for tensor, shape in zip(now, self.input_shapes, strict=True):
            tensor.set_shape(shape[1:])
        inputs = tf1.nest.pack_sequence_as(self.inputs, now)
        if self.sequence_length is None:
            output, new_state = self.cell(inputs, state)
        else:
            output, new_state = self._step_of_unequal_lengths(time, inputs, state)
        written = zip(output_arrays, tf1.nest.flatten(output), strict=False)
        arrays = tuple(array.write(time, tensor) for array, tensor in written)
        return next_step(time, ops_before), arrays, new_state

    def _step_of_unequal_lengths(self, time, inputs, state):
        """A step that leaves alone what belongs to sequences already over."""
        over = time >= self.sequence_length
        output, new_state = self.cell(inputs, state)
        tf1.nest.assert_same_structure(self.zero_output, output)
        tf1.nest.assert_same_structure(state, new_state)
        return _kept(over, self.zero_output, output), _kept(over, state, new_state)


def _kept(over: Any, old: Any, new: Any) -> Any:
    def chosen(before, after):
        if isinstance(before, tf1.TensorArray) or before.shape.ndims == 0:
            return after
        with tf1.colocate_with(after):
            result = tf1.where(over, before, after)
        result.set_shape(before.get_shape())
        return result

    return tf1.nest.map_structure(chosen, old, new)


def _known_shapes(flat_input: list[Any]) -> list[Any]:
    shapes = [tensor.get_shape().with_rank_at_least(3) for tensor in flat_input]
    for shape in shapes:
        if not shape[2:].is_fully_defined():
            raise ValueError(
                f"Input size (depth of inputs) must be accessible via shape inference, but saw value None: {shape}."
            )
        if shape.dims[0].value != shapes[0].dims[0].value:
            raise ValueError("Time steps is not the same for all the elements in the input in a batch.")
        if shape.dims[1].value != shapes[0].dims[1].value:
            raise ValueError("Batch_size is not the same for all the elements in the input.")
    return shapes


def _static(size: Any) -> Any:
    return tf1.TensorShape(tf1.get_static_value(size)) if isinstance(size, tf1.Tensor) else size

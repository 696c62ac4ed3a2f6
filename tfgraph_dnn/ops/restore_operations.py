"""What the restore operation of a graph takes from a checkpoint: read from the graph itself, whoever built it."""

from __future__ import annotations

from typing import NamedTuple

from tfgraph_dnn._backend import tf1

_READERS = ("RestoreV2", "RestoreSlice")
_PASSING = ("Identity", "Reshape")
_INITIALIZING = (
    "Assign",
    "AssignVariableOp",
    "InitializeTableV2",
    "InitializeTableFromTextFileV2",
    "LookupTableImportV2",
)


class Restored(NamedTuple):
    """A variable that a restore operation assigns, or a part of one.

    Attributes:
      name: the tensor's in the checkpoint.
      dtype: TensorFlow's name of the type it is read as.
      shape: of the whole, None for a dimension that is not known; None when nothing is known.
      reshaped: its values are put into the variable's shape, whatever their own.
    """

    name: str
    dtype: str
    shape: tuple[int | None, ...] | None
    reshaped: bool


def restored_by(operation) -> list[Restored] | None:
    """What an operation such as `save/restore_all` restores.

    Args:
      operation: a tf.Operation.

    Returns:
      One entry a name, in the order of the names; None when the graph does not tell, as where names are computed.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> w = tf.get_variable("w", [2, 3])
      >>> saver = tf.train.Saver()
      >>> restored_by(w.graph.get_operation_by_name("save/restore_all"))
      [Restored(name='w', dtype='float32', shape=(2, 3), reshaped=False)]
    """
    found: dict[str, Restored] = {}
    read: dict[str, tuple] = {}
    for assign in _assigns(operation):
        for one in _restored(assign, read):
            if one is None:
                return None
            found.setdefault(one.name, one)
    return sorted(found.values())


def initializes(operation) -> bool:
    """Whether an operation does nothing but give variables and tables their first values."""
    return all(one.type in _INITIALIZING for one in _assigns(operation))


def _assigns(operation) -> list:
    """The operations that are run for their effect: all that groups of no operation of their own wait for."""
    found, waiting, seen = [], [operation], set()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one.type == "NoOp":
            waiting.extend(reversed(one.control_inputs))
        else:
            found.append(one)
    return found


def _restored(assign, read: dict[str, tuple]):
    """What each value is that comes out of a checkpoint and into an operation.

    Args:
      assign: the operation.
      read: reading operation -> names and slices that it reads; filled as they are come by.
    """
    for value in assign.inputs:
        source, reshaped = value, False
        while source.op.type in _PASSING:
            reshaped = reshaped or source.op.type == "Reshape"
            source = source.op.inputs[0]
        if source.op.type in _READERS:
            if source.op.name not in read:
                read[source.op.name] = _constant(source.op.inputs[1]), _constant(source.op.inputs[2])
            yield _of_reader(source, *read[source.op.name], _target_shape(assign), reshaped)


def _target_shape(assign) -> tuple[int | None, ...] | None:
    """The shape of the variable that is assigned to; None for what is no variable, as a table."""
    if assign.type == "Assign":
        shape = assign.inputs[0].shape
    elif assign.type == "AssignVariableOp" and assign.inputs[0].op.type == "VarHandleOp":
        shape = tf1.TensorShape(assign.inputs[0].op.get_attr("shape"))
    else:
        return None
    return None if shape.rank is None else tuple(shape.as_list())


def _of_reader(value, names, slices, shape, reshaped: bool) -> Restored | None:
    if names is None or slices is None:
        return None
    at = value.value_index
    if spec := slices[at].decode():  # "20 16 0,7:-": the shape of the whole, and the part
        shape = tuple(int(size) for size in spec.split(" ")[:-1])
    return Restored(names[at].decode(), value.dtype.base_dtype.name, shape, reshaped)


def _constant(value):
    """The strings of a constant, in one dimension; None when it is computed."""
    if value.op.type != "Const":
        return None
    return tf1.make_ndarray(value.op.get_attr("value")).reshape(-1)

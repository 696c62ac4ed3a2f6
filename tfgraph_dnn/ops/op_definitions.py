"""`op_def_registry` as TF 1.15 had it: a dictionary of every operation that is registered."""

from __future__ import annotations

from tfgraph_dnn._backend.private import all_operations

_added: dict = {}


def get_registered_ops():
    """Type of operation -> its definition, an `OpDef`.

    Example:
      >>> get_registered_ops()["MatMul"].attr[0].name
      'transpose_a'
    """
    found = {op.name: op for op in all_operations().op}
    found.update(_added)
    return found


def register_op_list(op_list):
    """Adds definitions to `get_registered_ops`. That makes no operation of them: `tf.load_op_library` does.

    Raises:
      TypeError: for what is no `OpList`.
      ValueError: one is registered already and differs.
    """
    if not isinstance(op_list, type(all_operations())):
        raise TypeError(f"{op_list} is {type(op_list)}, not an op_def_pb2.OpList")
    known = get_registered_ops()
    for op_def in op_list.op:
        before = known.get(op_def.name)
        if before is not None and before != op_def:
            raise ValueError(
                f"Registered op_def for {op_def.name} ({before}) not equal to op_def to register ({op_def})"
            )
        _added.setdefault(op_def.name, op_def)

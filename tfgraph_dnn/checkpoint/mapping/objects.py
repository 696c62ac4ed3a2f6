"""Object-based checkpoints (`tf.train.Checkpoint`): the variables' names behind the paths of objects.

Each value stands under its object's path, `model/layer-0/kernel/.ATTRIBUTES/VARIABLE_VALUE`; the graph of the objects,
which is saved along, has the name that the variable had, `dense/kernel`. That is how `Saver.restore` reads them too.
"""

from __future__ import annotations

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.wire import block, fields, text
from tfgraph_dnn.checkpoint.naming import naming
from tfgraph_dnn.checkpoint.reader import Checkpoint

OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"


def is_object_based(names) -> bool:
    """Whether a checkpoint with these names was written by `tf.train.Checkpoint`."""
    return OBJECT_GRAPH in names


def variable_names(ckpt: Checkpoint) -> dict[str, str]:
    """Key in an object-based checkpoint -> the variable's name, for those that have one.

    Raises:
      CheckpointError: the graph of objects is damaged.
    """
    content = ckpt.read(OBJECT_GRAPH).item()
    with naming(ckpt.prefix, OBJECT_GRAPH):
        return dict(_names(content))


def _names(content: bytes):
    for number, node in fields(content):
        if number != 1:
            continue
        for at, attribute in fields(block(number, node)):
            if at != 2:
                continue
            parts = dict(fields(block(at, attribute)))
            name, key = (text(field, parts.get(field, memoryview(b""))) for field in (2, 3))
            if not key:
                raise Malformed("an object's value has no key")
            if name:
                yield key, name

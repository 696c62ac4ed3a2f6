"""Between names and objects: what `Saver` writes and what `tf.train.Checkpoint` writes."""

from __future__ import annotations

from collections import Counter

from tfgraph_dnn.checkpoint.draft import Draft, Value
from tfgraph_dnn.checkpoint.editing import edit
from tfgraph_dnn.checkpoint.format import objectgraph
from tfgraph_dnn.checkpoint.format.objectgraph import Attribute, Child, Node
from tfgraph_dnn.checkpoint.mapping.objects import OBJECT_GRAPH, variable_names
from tfgraph_dnn.checkpoint.reader import Checkpoint

_SUFFIX = f"/.ATTRIBUTES/{objectgraph.VALUE}"
_CONFIGURATION = "/.ATTRIBUTES/OBJECT_CONFIG_JSON"
_COUNTER = "save_counter"


def to_objects(values: Draft) -> tuple[Draft, list[edit.Change]]:
    """A tree of objects out of the names' scopes: `hidden1/kernel` is the attribute `kernel` of the root's `hidden1`.

    Returns:
      What is to be written, and what became of each tensor.
    """
    import numpy as np

    draft: Draft = {}
    changes = []
    tree: dict[str, int] = {"": 0}
    children: list[list[Child]] = [[]]
    attributes: dict[int, Attribute] = {}

    def place(name: str, value: Value) -> str:
        key = "/".join(part.replace(".", "..") for part in name.split("/")) + _SUFFIX
        attributes[_node(name, tree, children)] = Attribute(name, key)
        draft[key] = value
        return key

    for name, value in values.items():
        changes.append(edit.renamed(name, place(name, value), value))
    if _COUNTER not in values:  # tf.train.Checkpoint counts its saves in one, and misses it
        counter = Value("int64", (), lambda: np.array(1))
        changes.append(edit.added(place(_COUNTER, counter), counter))
    nodes = [Node(tuple(inner), attributes.get(number)) for number, inner in enumerate(children)]
    graph = np.empty((), object)
    graph[()] = objectgraph.encoded(nodes)
    draft[OBJECT_GRAPH] = Value("string", (), lambda: graph)
    changes.append(edit.added(OBJECT_GRAPH, draft[OBJECT_GRAPH], f"{len(nodes)} objects"))
    return draft, changes


def _node(name: str, tree: dict[str, int], children: list[list[Child]]) -> int:
    """The number of the object that a name leads to; those on the way come to be."""
    at, path = 0, ""
    for part in name.split("/"):
        path += "/" + part
        if path not in tree:
            tree[path] = len(children)
            children[at].append(Child(tree[path], part))
            children.append([])
        at = tree[path]
    return at


def to_names(ckpt: Checkpoint, values: Draft) -> tuple[Draft, list[edit.Change]]:
    """Each variable under the name it had itself; under its path in the object graph where that names two, or none.

    Returns:
      What is to be written, and what became of each tensor.
    """
    full = variable_names(ckpt)
    often = Counter(full.values())
    paths = {key: key.removesuffix(_SUFFIX).replace("..", ".") for key in values}
    taken = set(paths.values())
    draft: Draft = {}
    changes = []
    for key, value in values.items():
        if key == OBJECT_GRAPH or key.endswith(_CONFIGURATION) or paths[key] == _COUNTER:
            changes.append(edit.dropped(key, value, "of objects"))
            continue
        name = full.get(key, "")
        own = often[name] == 1 and (name == paths[key] or name not in taken)
        draft[name if own else paths[key]] = value
        changes.append(edit.renamed(key, name if own else paths[key], value, "" if own else "by its path"))
    return draft, changes

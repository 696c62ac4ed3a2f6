"""HDF5: Keras 1 and 2 weights and models (.h5), Keras 3 (.weights.h5, .keras), MATLAB 7.3; the arrays and nothing else.

Needs h5py, which TensorFlow brings along. Layers are taken in the order that the file states; of a whole model the
weights alone, not the optimizer's.
"""

from __future__ import annotations

import importlib.util
import json
from typing import Any

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights import apart
from tfgraph_dnn.weights.archive import Archive
from tfgraph_dnn.weights.arrays import NUMBERS
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.flattening import natural
from tfgraph_dnn.weights.malformed import Refused, about

_FILTERS = (1, 2, 3, 6)  # deflate, shuffle, checksum, scale-offset: others may be plug-ins found on the disk
_MOST_OBJECTS, _DEEPEST = 200_000, 64
_OPTIMIZERS = ("optimizer_weights", "optimizer")
_KERAS_WEIGHTS = "model.weights.h5"


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays of an HDF5 file, or of the one inside a .keras file."""
    _h5py()
    if content.head(2) != b"PK":
        return apart.load(__name__, content, budget, order=[])
    with Archive(content, budget) as archive:
        order = _layer_names(archive)
        inside = archive.read(_KERAS_WEIGHTS)
    return apart.load(__name__, Content(inside), budget, order=order)


def _layer_names(archive: Archive) -> list[str]:
    """The names of a .keras file's layers in the order of the model."""
    try:
        config = json.loads(archive.read("config.json"))["config"]
        return [layer["config"]["name"] for layer in config["layers"]]
    except (Malformed, ValueError, KeyError, TypeError, RecursionError):
        return []  # a subclassed model has no list: the file's own order remains


def read(content: Content, budget: Budget, order: list[str]) -> dict[str, np.ndarray]:
    """The arrays of an HDF5 file; for `apart`, which calls it in a process that may come to harm.

    Args:
      order: names of layers in the order they are wanted in, where the file has none.
    """
    import h5py

    try:
        with content.open() as stream, h5py.File(stream, "r") as file:
            return _Reader(h5py, budget, order).read(file, matlab=content.head(10) == b"MATLAB 7.3")
    except Malformed:
        raise
    # What h5py makes of a damaged file is of many types.
    except (OSError, RuntimeError, ValueError, LookupError, TypeError, AttributeError, OverflowError) as error:
        raise Malformed(f"it is damaged: {str(error)[:200]}") from error


def _h5py() -> None:
    # Looked for, not loaded: it is needed in the other process.
    if importlib.util.find_spec("h5py") is None:
        raise Refused("an HDF5 file needs h5py", slug="weights-missing-extra", hint="pip install h5py")


class _Reader:
    def __init__(self, h5py, budget: Budget, order: list[str]):
        self._h5py, self._budget, self._order = h5py, budget, order
        self._objects = 0

    def read(self, file, *, matlab: bool) -> dict[str, np.ndarray]:
        top = file
        if isinstance(self._member(file, "model_weights"), self._h5py.Group):
            top = file["model_weights"]
        named = self._stated(top)
        return {name: self._array(name, dataset, matlab) for name, dataset in named or self._found(top, matlab)}

    def _member(self, group, name: str) -> Any:
        """A member; None where there is none of that name.

        Raises:
          Refused: it is a link out of the file, or to another place in it.
        """
        link = group.get(name, getlink=True)
        if link is None:
            return None
        if not isinstance(link, self._h5py.HardLink):
            what = "another file" if isinstance(link, self._h5py.ExternalLink) else "another place"
            raise Refused(f"it is a link to {what} ({getattr(link, 'filename', '') or link.path})")
        self._objects += 1
        if self._objects > _MOST_OBJECTS:
            raise Malformed(f"it holds more than {_MOST_OBJECTS:,} groups and arrays")
        return group[name]

    def _stated(self, top) -> list:
        """Keras 1 and 2: layers and their arrays as attributes list them."""
        found = []
        for layer in self._texts(top, "layer_names"):
            group = self._member(top, layer)
            if not isinstance(group, self._h5py.Group):
                raise Malformed(f"layer {layer} is listed, but is not there")
            for name in self._texts(group, "weight_names"):
                item: Any = group
                with about(f"{layer}/{name}"):
                    for part in name.split("/"):
                        item = self._member(item, part) if isinstance(item, self._h5py.Group) else None
                    if not isinstance(item, self._h5py.Dataset):
                        raise Malformed("it is listed, but is not there")
                found.append((f"{layer}/{name}", item))
        return found

    def _texts(self, group, attribute: str) -> list[str]:
        # A list too long for one attribute goes on in attribute0, attribute1, ...
        names = [attribute] if attribute in group.attrs else []
        while not (names and names[0] == attribute) and f"{attribute}{len(names)}" in group.attrs:
            names.append(f"{attribute}{len(names)}")
        found = []
        for name in names:
            kind = group.attrs.get_id(name)
            if len(kind.shape) != 1:
                continue
            self._budget.take(size(kind.shape) * max(kind.dtype.itemsize, 16))
            found += [item.decode("utf-8") if isinstance(item, bytes) else str(item) for item in group.attrs[name]]
        return found

    def _found(self, top, matlab: bool) -> list:
        """Everything else: all arrays there are."""
        found, work, seen = [], [("", top, 0)], set()
        while work:
            name, item, depth = work.pop()
            if isinstance(item, self._h5py.Dataset):
                if matlab and item.dtype.kind == "O":
                    work += self._cells(name, item, top, depth)
                elif name:
                    found.append((name, item))
                continue
            address = self._h5py.h5o.get_info(item.id).addr
            if address in seen or not isinstance(item, self._h5py.Group):
                continue
            seen.add(address)
            if depth > _DEEPEST:
                raise Malformed(f"its groups are nested more than {_DEEPEST} deep")
            members = [key for key in item if not self._is_aside(key, depth, matlab)]
            for key in sorted(members, key=self._place, reverse=True):
                path = f"{name}/{key}" if name else key
                with about(path):
                    work.append((path, self._member(item, key), depth + 1))
        return [(name, item) for name, item in found if item.dtype.kind in NUMBERS]

    @staticmethod
    def _is_aside(key: str, depth: int, matlab: bool) -> bool:
        return depth == 0 and (key in _OPTIMIZERS or (matlab and key.startswith("#")))

    def _place(self, key: str) -> tuple:
        return (self._order.index(key) if key in self._order else len(self._order), natural(key))

    def _cells(self, name: str, item, top, depth: int) -> list:
        """What MATLAB's cells point to, inside the file."""
        if size(item.shape) > _MOST_OBJECTS or depth > _DEEPEST:
            raise Malformed("it holds too many cells")
        with about(name):
            self._check(item)
            references = item[()].T.ravel()
        targets = [top[to] for to in references if isinstance(to, self._h5py.Reference) and to]
        self._objects += len(targets)
        if self._objects > _MOST_OBJECTS:
            raise Malformed(f"it holds more than {_MOST_OBJECTS:,} groups and arrays")
        return [(f"{name}/{number}", target, depth + 1) for number, target in reversed(list(enumerate(targets)))]

    def _check(self, dataset) -> None:
        """Whether a dataset's values lie in this file, packed in a way that is known, and fit the budget."""
        if dataset.external or dataset.is_virtual:
            raise Refused("its values lie in another file")
        plist = dataset.id.get_create_plist()
        filters = [plist.get_filter(number)[0] for number in range(plist.get_nfilters())]
        if any(number not in _FILTERS for number in filters):
            raise Refused(f"its values are packed by a filter that is not read: {filters}")
        if dataset.shape is None:
            raise Malformed("it has no values")
        self._budget.take(size([int(length) for length in dataset.shape]) * dataset.dtype.itemsize)
        # One chunk is unpacked as a whole, however little of it is used.
        chunk = size([int(length) for length in dataset.chunks or ()]) * dataset.dtype.itemsize
        self._budget.take(chunk)
        self._budget.left += chunk

    def _array(self, name: str, dataset, matlab: bool) -> np.ndarray:
        with about(name):
            if dataset.dtype.kind not in NUMBERS:
                raise Malformed(f"its values are no numbers ({dataset.dtype})")
            self._check(dataset)
            array = np.asarray(dataset[()])
            array = array.T if matlab else array
            return np.array(array, array.dtype.newbyteorder("="), order="C")

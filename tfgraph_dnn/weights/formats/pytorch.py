"""PyTorch's .pt and .pth: state dicts of tensors, as zip files (since 1.6) and as rows of pickles (before); no torch.

Nested dicts are joined by dots: model_state_dict.conv1.weight.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.archive import Archive
from tfgraph_dnn.weights.arrays import dtype, strided
from tfgraph_dnn.weights.budget import Budget, size
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.flattening import flattened
from tfgraph_dnn.weights.malformed import Refused
from tfgraph_dnn.weights.pickled import names as names_of_arrays
from tfgraph_dnn.weights.pickling import Global, Machine

MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001
_STORAGES = {
    "DoubleStorage": "float64", "FloatStorage": "float32", "HalfStorage": "float16", "BFloat16Storage": "bfloat16",
    "LongStorage": "int64", "IntStorage": "int32", "ShortStorage": "int16", "CharStorage": "int8",
    "ByteStorage": "uint8", "BoolStorage": "bool", "ComplexFloatStorage": "complex64",
    "ComplexDoubleStorage": "complex128", "UntypedStorage": "uint8",
}  # fmt: skip
_TYPES = ("float64", "float32", "float16", "bfloat16", "int64", "int32", "int16", "int8", "uint8", "bool", "complex64",
          "complex128", "float8_e4m3fn", "float8_e5m2", "uint16", "uint32", "uint64")  # fmt: skip
_ALIASES = {"double": "float64", "float": "float32", "half": "float16", "long": "int64", "int": "int32",
            "short": "int16"}  # fmt: skip
_WHOLE_MODEL = "a whole model was saved (its classes, not only its values), which only that program can load"
_MODELS = ("torch.nn.modules", "torchvision.", "__torch__", "__main__")
_HOW = "Where it was written, save the values alone: torch.save(model.state_dict(), FILE)."


class _Storage:
    """Where values lie; they are there once `content` is."""

    def __init__(self, kind: str, key: str, count: int):
        self.kind, self.key, self.count = kind, key, count
        self.content: bytes | None = None
        self.fetch: Callable[[_Storage], bytes] | None = None
        self.place = 0

    def bytes(self) -> bytes:
        if self.content is None:
            if self.fetch is None:
                raise Malformed(f"its storage {self.key} is not in the file")
            self.content = self.fetch(self)
        return self.content


class _Tensor:
    """A tensor on its way out of the pickle."""

    def __init__(self, storage: Any, offset: Any, shape: Any, strides: Any, kind: str | None = None):
        if not isinstance(storage, _Storage) or not isinstance(shape, tuple) or not isinstance(strides, tuple):
            raise Malformed("a tensor without storage, shape or strides")
        size(shape)
        self._of = storage, offset, shape, strides
        self._kind = kind or storage.kind

    def set_state(self, state: Any) -> None:
        """Lets go what a tensor had besides its values."""

    def array(self, budget: Budget) -> np.ndarray:
        storage, offset, shape, strides = self._of
        return strided(storage.bytes(), _little(self._kind), offset, shape, strides, budget)


def _little(name: str) -> np.dtype:
    kind = dtype(name)
    return kind.newbyteorder("<") if kind.kind != "V" else kind


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The tensors by their names, in the order of the file."""
    return _zipped(content, budget) if content.head(2) == b"PK" else _legacy(content, budget)


def _zipped(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    with Archive(content, budget) as archive:
        pickles = [name for name in archive.names() if name.rpartition("/")[2] == "data.pkl"]
        if not pickles:
            raise Malformed("it has no member data.pkl")
        folder = pickles[0].removesuffix("data.pkl")
        if any(name.startswith(folder + "code/") for name in archive.names()):
            raise Refused(f"it is a TorchScript program: {_WHOLE_MODEL}", hint=_HOW)
        if folder + "byteorder" in archive.names() and archive.read(folder + "byteorder").strip() == b"big":
            raise Malformed("its values are in big-endian order, which is not read")

        def fetch(storage: _Storage) -> bytes:
            return archive.read(f"{folder}data/{storage.key}")

        storages: dict[str, _Storage] = {}
        machine = Machine(archive.read(pickles[0]), _names(), persistent=lambda key: _stored(key, storages, fetch))
        return flattened(machine.run(), budget, separator=".")


def _legacy(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    data, position = content.whole(), 0
    storages: dict[str, _Storage] = {}
    found = []
    for _ in range(5):  # a magic number, the protocol, the machine, the object, the keys of the storages
        machine = Machine(data, _names(), position=position, persistent=lambda key: _stored(key, storages, None))
        found.append(machine.run())
        position = machine.position
    magic, protocol, system, top, keys = found
    if magic != MAGIC or protocol != _PROTOCOL or not isinstance(system, dict):
        raise Malformed("it does not begin as a file of PyTorch does")
    if system.get("little_endian") is False:
        raise Malformed("its values are in big-endian order, which is not read")
    if not isinstance(keys, list) or any(not isinstance(key, str) for key in keys):
        raise Malformed("the list of its storages is damaged")
    for key in keys:
        if key not in storages:
            raise Malformed(f"storage {key[:40]} is there, but no tensor lies in it")
        storages[key].place = position
        storages[key].fetch = lambda storage: _behind(content, storage)
        position += 8 + storages[key].count * _little(storages[key].kind).itemsize
    return flattened(top, budget, separator=".")


def _behind(content: Content, storage: _Storage) -> bytes:
    """The values of a storage that stands behind the pickles, with their number before them."""
    count = int.from_bytes(content.read(storage.place, 8), "little")
    if count != storage.count:
        raise Malformed(f"its storage holds {count:,} values, not {storage.count:,}")
    return content.read(storage.place + 8, count * _little(storage.kind).itemsize)


def _stored(key: Any, storages: dict[str, _Storage], fetch) -> _Storage:
    """The storage of a persistent id: ("storage", type, key, device, number of values[, view])."""
    if isinstance(key, tuple) and key and key[0] == "module":
        raise Refused(_WHOLE_MODEL, hint=_HOW)
    if not isinstance(key, tuple) or len(key) not in (5, 6) or key[0] != "storage":
        raise Malformed("a persistent id that is no storage")
    _, kind, name, _, count, *view = key
    kind = kind.value if isinstance(kind, Global) else None
    is_count = type(count) is int and count >= 0
    if not isinstance(kind, str) or kind not in _TYPES or not isinstance(name, str) or not is_count:
        raise Malformed("the description of a storage is damaged")
    if view and view[0] is not None:
        raise Malformed("a storage that is a part of another one, as PyTorch 0.1 wrote it, is not read")
    known = storages.setdefault(name, _Storage(kind, name, count))
    if (known.kind, known.count) != (kind, count):
        raise Malformed(f"storage {name[:40]} is described in two ways")
    known.fetch = known.fetch or fetch
    return known


def _rebuilt(storage: Any, offset: Any, shape: Any, strides: Any, *rest: Any) -> _Tensor:
    return _Tensor(storage, offset, shape, strides)


def _rebuilt_typed(
    storage: Any, offset: Any, shape: Any, strides: Any, grad: Any, hooks: Any, kind: Any, *rest: Any
) -> _Tensor:
    """Types that came late lie in a storage of bytes, with their own type beside it."""
    if not isinstance(kind, Global) or kind.value not in _TYPES:
        raise Malformed("a tensor of no type")
    return _Tensor(storage, offset, shape, strides, kind.value)


def _same(tensor: Any, *rest: Any) -> Any:
    if not isinstance(tensor, _Tensor):
        raise Malformed("a parameter that is no tensor")
    return tensor


def _from_type(function: Any, kind: Any, arguments: Any, state: Any) -> Any:
    if not isinstance(function, Global) or function.build is None or not isinstance(arguments, tuple):
        raise Malformed("a tensor that is rebuilt by no function")
    return _same(function.build(*arguments))


def _unreadable(what: str):
    def refuse(*arguments: Any) -> None:
        raise Refused(f"{what}, which is not read", hint=_HOW)

    return refuse


class _Names(dict):
    """The list of names; a module of PyTorch's own layers says that a whole model was saved."""

    def get(self, key, default=None):
        found = super().get(key, default)
        if found is None and key[0].startswith(_MODELS):
            raise Refused(f"{_WHOLE_MODEL}: it asks for {key[0]}.{key[1]}", hint=_HOW)
        return found


def _names() -> _Names:
    found = _Names(names_of_arrays())
    for name, kind in _STORAGES.items():
        for module in ("torch", "torch.storage", "torch.cuda"):
            found[module, name] = Global(f"torch.{name}", value=kind)
    for name in _TYPES:
        found["torch", name] = Global(f"torch.{name}", value=name)
    for name, kind in _ALIASES.items():
        found["torch", name] = Global(f"torch.{name}", value=kind)
    rebuild = {
        "_rebuild_tensor": _rebuilt,
        "_rebuild_tensor_v2": _rebuilt,
        "_rebuild_tensor_v3": _rebuilt_typed,
        "_rebuild_parameter": _same,
        "_rebuild_parameter_with_state": _same,
        "_rebuild_qtensor": _unreadable("a quantized tensor"),
        "_rebuild_sparse_tensor": _unreadable("a sparse tensor"),
        "_rebuild_meta_tensor_no_storage": _unreadable("a tensor without values"),
    }
    for name, build in rebuild.items():
        found["torch._utils", name] = Global(f"torch._utils.{name}", build)
    found["torch._tensor", "_rebuild_from_type_v2"] = Global("torch._tensor._rebuild_from_type_v2", _from_type)
    found["torch", "Size"] = Global("torch.Size", tuple)
    found["torch", "device"] = Global("torch.device", lambda *parts: None)
    found["torch", "Tensor"] = Global("torch.Tensor")
    found["torch.nn.parameter", "Parameter"] = Global("torch.nn.parameter.Parameter", _same)
    found["torch.serialization", "_get_layout"] = Global("torch.serialization._get_layout", lambda name: None)
    found["argparse", "Namespace"] = Global("argparse.Namespace", dict)
    return found

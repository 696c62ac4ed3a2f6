"""Small files of each format, written byte by byte: good ones, and with changes bad ones."""

import io
import struct
import zipfile
import zlib

import numpy as np

from tests.checkpoint.writing import field, varint

# -- pickles ----------------------------------------------------------------------------------------------------------

PROTOCOL2, STOP = b"\x80\x02", b"."


def text(value):
    return b"X" + struct.pack("<I", len(value.encode())) + value.encode()


def text2(value):
    """As Python 2 wrote it: a str of bytes."""
    return b"T" + struct.pack("<i", len(value)) + value


def number(value):
    if -(1 << 31) <= value < 1 << 31:
        return b"J" + struct.pack("<i", value)
    packed = value.to_bytes(16, "little", signed=True)
    return b"\x8a" + bytes([len(packed)]) + packed


def name(module, attribute):
    return b"c" + module.encode() + b"\n" + attribute.encode() + b"\n"


def row(*items):
    return b"(" + b"".join(items) + b"t"


def listed(*items):
    return b"](" + b"".join(items) + b"e"


def called(function, *arguments):
    return function + row(*arguments) + b"R"


def mapping(pairs, start=b"}"):
    return start + b"(" + b"".join(key + value for key, value in pairs) + b"u"


ORDERED = name("collections", "OrderedDict") + b")R"


def pickled(*content):
    return PROTOCOL2 + b"".join(content) + STOP


def array2(array, *, shape=None, kind=None, content=None):
    """An array as NumPy 1 pickled it under Python 2."""
    array = np.asarray(array)
    kind = kind or array.dtype.str[1:]
    dtype = called(name("numpy", "dtype"), text2(kind.encode()), number(0), number(1))
    dtype += row(number(3), text2(b"<"), b"N", b"N", b"N", number(-1), number(-1), number(0)) + b"b"
    made = called(name("numpy.core.multiarray", "_reconstruct"), name("numpy", "ndarray"), row(number(0)), text2(b"b"))
    dims = row(*map(number, array.shape if shape is None else shape))
    return made + row(number(1), dims, dtype, b"\x89", text2(array.tobytes() if content is None else content)) + b"b"


# -- PyTorch ----------------------------------------------------------------------------------------------------------

_STORAGES = {"f4": "FloatStorage", "f8": "DoubleStorage", "i8": "LongStorage", "f2": "HalfStorage"}


def storage(key, array, *, count=None, legacy=False):
    """The persistent id of a storage."""
    kind = name("torch", _STORAGES[array.dtype.str[1:]])
    parts = [text("storage"), kind, text(key), text("cpu"), number(array.size if count is None else count)]
    return row(*parts, *([b"N"] if legacy else [])) + b"Q"


def tensor(stored, shape, strides, offset=0):
    parts = (stored, number(offset), row(*map(number, shape)), row(*map(number, strides)), b"\x89", ORDERED)
    return called(name("torch._utils", "_rebuild_tensor_v2"), *parts)


def strides(shape):
    return [int(np.prod(shape[at + 1 :])) for at in range(len(shape))]


def torch_zip(arrays, *, folder="archive", content=None, members=None, method=zipfile.ZIP_STORED):
    """A file as torch.save writes it; `content` is put in the place of its pickle."""
    stored = members or {str(at): array.tobytes() for at, array in enumerate(arrays.values())}
    if content is None:
        tensors = [tensor(storage(str(at), a), a.shape, strides(a.shape)) for at, a in enumerate(arrays.values())]
        content = pickled(mapping(zip(map(text, arrays), tensors, strict=True), ORDERED))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(f"{folder}/data.pkl", content)
        for key, data in stored.items():
            archive.writestr(f"{folder}/data/{key}", data)
        archive.writestr(f"{folder}/version", "3\n")
    return file.getvalue()


def torch_legacy(arrays, *, counts=None):
    """A file as torch.save wrote it before 1.6."""
    keys = [str(10 + at) for at in range(len(arrays))]
    tensors = [
        tensor(storage(key, a, legacy=True), a.shape, strides(a.shape))
        for key, a in zip(keys, arrays.values(), strict=True)
    ]
    magic = b"\x80\x02\x8a\x0a" + bytes.fromhex("6cfc9c46f9206aa85019") + b"."
    system = mapping([(text("protocol_version"), number(1001)), (text("little_endian"), b"\x88")])
    main = mapping(zip(map(text, arrays), tensors, strict=True), ORDERED)
    parts = [magic, b"\x80\x02M\xe9\x03.", pickled(system), pickled(main), pickled(listed(*map(text, keys)))]
    sizes = counts or [array.size for array in arrays.values()]
    for count, array in zip(sizes, arrays.values(), strict=True):
        parts.append(struct.pack("<q", count) + array.tobytes())
    return b"".join(parts)


# -- protobuf ---------------------------------------------------------------------------------------------------------


def packed_dims(shape):
    return field(1, b"".join(varint(dim) for dim in shape))


def blob(array, *, shape=None, old=False, unpacked=False):
    dims = array.shape if shape is None else shape
    if old:
        dims = (1,) * (4 - len(dims)) + tuple(dims)
        start = b"".join(field(at, dim) for at, dim in enumerate(dims, 1))
    else:
        start = field(7, packed_dims(dims))
    if unpacked:
        return start + b"".join(b"\x2d" + value.tobytes() for value in array.ravel())
    return start + field(8 if array.dtype == np.float64 else 5, array.tobytes())


def caffemodel(layers, *, generation=100, net="net", **changes):
    """Layers {name: [array, ...]} of the newest generation, of V1 (2) or of V0 (0)."""
    parts = [field(1, net.encode())]
    for layer, arrays in layers.items():
        blobs = [blob(array, **changes) for array in arrays]
        if generation == 100:
            parts.append(field(100, field(1, layer.encode()) + b"".join(field(7, b) for b in blobs)))
        elif generation == 2:
            parts.append(field(2, field(4, layer.encode()) + field(5, 4) + b"".join(field(6, b) for b in blobs)))
        else:
            inner = field(1, layer.encode()) + b"".join(field(50, b) for b in blobs)
            parts.append(field(2, field(1, inner)))
    return b"".join(parts)


def onnx(tensors):
    """A model of initializers, each a TensorProto."""
    return field(1, 8) + field(7, b"".join(field(5, tensor) for tensor in tensors))


def tensor_proto(called, array, *, shape=None, kind=1, values=None):
    dims = b"".join(field(1, dim) for dim in (array.shape if shape is None else shape))
    return dims + field(2, kind) + field(8, called.encode()) + (field(9, array.tobytes()) if values is None else values)


# -- others -----------------------------------------------------------------------------------------------------------


def mxnet(arrays, *, magic=None, shape=None, names=None):
    """A list of arrays of the oldest form, or with one of the later magic numbers."""
    parts = [struct.pack("<QQQ", 0x112, 0, len(arrays))]
    for array in arrays.values():
        dims = array.shape if shape is None else shape
        if magic is None:
            parts.append(struct.pack(f"<I{len(dims)}I", len(dims), *dims))
        else:
            stype = b"" if magic == 0xF993FAC8 else struct.pack("<i", 0)
            parts.append(struct.pack("<I", magic) + stype + struct.pack(f"<i{len(dims)}q", len(dims), *dims))
        parts.append(struct.pack("<iii", 1, 0, 0) + array.tobytes())
    names = list(arrays) if names is None else names
    parts.append(struct.pack("<Q", len(names)))
    parts += [struct.pack("<Q", len(n)) + n.encode() for n in names]
    return b"".join(parts)


class T7:
    """Writes Torch7's binary files."""

    def __init__(self):
        self._next = 0

    def number(self, value):
        return struct.pack("<id", 1, value)

    def string(self, value):
        return struct.pack("<ii", 2, len(value)) + value.encode()

    def table(self, pairs, *, index=None, count=None):
        index = self._new() if index is None else index
        count = len(pairs) if count is None else count
        return struct.pack("<iii", 3, index, count) + b"".join(key + value for key, value in pairs)

    def again(self, kind, index):
        return struct.pack("<ii", kind, index)

    def object(self, kind, content):
        start = struct.pack("<ii", 4, self._new())
        return start + b"".join(struct.pack("<i", len(t)) + t for t in (b"V 1", kind.encode())) + content

    def tensor(self, array, *, shape=None, steps=None, count=None):
        kind = {"f4": "Float", "f8": "Double"}[array.dtype.str[1:]]
        shape = array.shape if shape is None else shape
        steps = strides(shape) if steps is None else steps
        head = struct.pack(f"<i{2 * len(shape)}qq", len(shape), *shape, *steps, 1)
        values = struct.pack("<q", array.size if count is None else count) + array.tobytes()
        return self.object(f"torch.{kind}Tensor", head + self.object(f"torch.{kind}Storage", values))

    def _new(self):
        self._next += 1
        return self._next


def _element(kind, content):
    return struct.pack("<II", kind, len(content)) + content + b"\0" * (-len(content) % 8)


def mat_array(called, array, *, shape=None, kind=None):
    array = np.asarray(array)
    code, stored = {"f8": (6, 9), "f4": (7, 7), "u1": (9, 2)}[array.dtype.str[1:]]
    dims = np.array(array.shape if shape is None else shape, "<i4").tobytes()
    content = array.tobytes(order="F")
    flags = struct.pack("<II", code if kind is None else kind, 0)
    return _element(
        14, _element(6, flags) + _element(5, dims) + _element(1, called.encode()) + _element(stored, content)
    )


def mat_cell(called, elements):
    dims = np.array([1, len(elements)], "<i4").tobytes()
    start = _element(6, struct.pack("<II", 1, 0)) + _element(5, dims) + _element(1, called.encode())
    return _element(14, start + b"".join(elements))


def mat_struct(called, fields):
    names = b"".join(key.encode().ljust(32, b"\0") for key in fields)
    start = _element(6, struct.pack("<II", 2, 0)) + _element(5, np.array([1, 1], "<i4").tobytes())
    start += _element(1, called.encode()) + struct.pack("<HHi", 5, 4, 32) + _element(1, names)
    return _element(14, start + b"".join(fields.values()))


def mat(*elements, compressed=False):
    parts = [b"MATLAB 5.0 MAT-file".ljust(124), struct.pack("<H", 0x100), b"IM"]
    for element in elements:
        packed = zlib.compress(element)
        parts.append(struct.pack("<II", 15, len(packed)) + packed if compressed else element)
    return b"".join(parts)


def npy(array):
    file = io.BytesIO()
    np.save(file, array)
    return file.getvalue()


def npz(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return file.getvalue()

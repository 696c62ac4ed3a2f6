"""Any bytes at all: a WeightsError that names the file, or arrays; no crash, no hang, little memory.

TFGRAPH_FUZZ=100 tries a hundred times as many.
"""

import os
import time
import tracemalloc

import h5py
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.weights import writing as w
from tests.weights.test_hostile import GOOD, ONES
from tfgraph_dnn import weights
from tfgraph_dnn.errors import WeightsError
from tfgraph_dnn.weights import apart, pickling

FACTOR = int(os.environ.get("TFGRAPH_FUZZ", "1"))


def fuzz(examples):
    """Settings of a fuzz test: so many examples, or more on demand."""
    return settings(
        max_examples=examples * FACTOR,
        deadline=None,
        derandomize=FACTOR == 1,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def _read(path, content):
    """Reads it; whatever is wrong must be said in a WeightsError that names the file."""
    path.write_bytes(content)
    start = time.monotonic()
    tracemalloc.start()
    try:
        for name, array in weights.load(path).items():
            assert isinstance(name, str) and array.flags.writeable
    except WeightsError as error:
        assert str(path) in str(error)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 150 << 20 and time.monotonic() - start < 20


def _hdf5(path):
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [b"conv"]
        group = file.create_group("conv")
        group.attrs["weight_names"] = [b"w", b"packed"]
        group["w"] = ONES
        group.create_dataset("packed", data=ONES, chunks=(1, 3), compression="gzip")
    return path.read_bytes()


edits = st.lists(
    st.tuples(st.integers(0, 1 << 16), st.one_of(st.integers(0, 255), st.sampled_from([0, 1, 127, 128, 255]))),
    min_size=1,
    max_size=6,
)


changed = {"changes": edits, "cut": st.one_of(st.just(0), st.integers(0, 300)), "extra": st.binary(max_size=8)}


@pytest.mark.parametrize("name", sorted(GOOD))
@fuzz(100)
@given(**changed)
def test_edited_files(tmp_path, name, changes, cut, extra):
    _read_edited(tmp_path, GOOD[name], changes, cut, extra)


@fuzz(12)
@given(**changed)
def test_edited_hdf5(tmp_path, changes, cut, extra):
    """Each in a process of its own, which is why there are few; damage can keep the library busy for ever."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(apart, "PATIENCE", 4)
        _read_edited(tmp_path, _hdf5(tmp_path / "good.h5"), changes, cut, extra)


@fuzz(12)
@given(rest=st.binary(max_size=60))
def test_any_bytes_behind_the_start_of_hdf5(tmp_path, rest):
    """Each in a process of its own, too."""
    _read(tmp_path / "any", b"\x89HDF\r\n\x1a\n" + rest)


def _read_edited(tmp_path, good, changes, cut, extra):
    content = bytearray(good)
    for place, byte in changes:
        content[place % len(content)] = byte
    _read(tmp_path / "edited", bytes(content[: max(len(content) - cut, 0)]) + extra)


STARTS = [b"", b"\x80\x02", b"\x80\x04", b"PK\x03\x04", b"\x93NUMPY\x01\x00", b"\x1f\x8b\x08",
          b"\x0a\x03net\xa2\x06", b"\x08\x08:", b"\x12\x01\0\0\0\0\0\0", b"\x04\0\0\0\x01\0\0\0\x03\0\0\0V 1",
          b"\x03\0\0\0\x01\0\0\0", b"\x10\0\0\0\0\0\0\0{", w.mat(), b"(dp0\n"]  # fmt: skip


@fuzz(1000)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=60))
def test_any_bytes_behind_a_good_start(tmp_path, start, rest):
    _read(tmp_path / "any", start + rest)


WITH_ARGUMENTS = b"cISTUVXBCFJKLMPghijpqr\x8a\x8b\x8c\x8d\x8e\x95\x96G"
# Pieces of pickles that are well made one by one, in any order.
_pieces = st.sampled_from(
    [
        *(bytes([code]) for code in pickling._ACTS if code not in WITH_ARGUMENTS),
        b"(", b")", b"]", b"}", b"N", b"R", b"b", b"t", b"u", b"s", b"a", b"e", b"o", b"\x81", b"\x93", b"Q",
        b"q\x00", b"h\x00", b"q\x01", b"h\x01", w.number(2), w.number(-1), w.number(1 << 62), w.text("storage"),
        w.text("0"), w.text("w"), w.text2(b"f4"), w.text2(ONES.tobytes()), w.array2(ONES), w.ORDERED,
        w.name("numpy", "dtype"), w.name("numpy", "ndarray"), w.name("numpy.core.multiarray", "_reconstruct"),
        w.name("numpy.core.multiarray", "scalar"), w.name("numpy.core.numeric", "_frombuffer"),
        w.name("_codecs", "encode"), w.name("torch", "FloatStorage"), w.name("torch._utils", "_rebuild_tensor_v2"),
        w.name("torch._utils", "_rebuild_parameter"), w.name("torch._tensor", "_rebuild_from_type_v2"),
        w.name("torch", "Size"), w.storage("0", ONES), w.tensor(w.storage("0", ONES), (2, 3), (3, 1)),
        w.name("os", "system"), w.name("builtins", "set"), w.name("collections", "defaultdict"),
    ]
)  # fmt: skip


@fuzz(1000)
@given(pieces=st.lists(_pieces, max_size=14))
def test_any_pickle(tmp_path, pieces):
    content = w.pickled(*pieces)
    _read(tmp_path / "p.pkl", content)
    _read(tmp_path / "p.pt", w.torch_zip({}, content=content, members={"0": ONES.tobytes()}))


shapes = st.lists(st.one_of(st.integers(0, 4), st.sampled_from([-1, 1 << 31, 1 << 40, (1 << 63) - 1])), max_size=4)
steps = st.lists(st.one_of(st.integers(0, 4), st.sampled_from([-1, 1 << 40, (1 << 62)])), max_size=4)


@fuzz(500)
@example(shape=[1, 2], steps=[1 << 62, 1], offset=0)
@given(shape=shapes, steps=steps, offset=st.one_of(st.integers(-1, 7), st.just(1 << 62)))
def test_any_view_of_a_storage(tmp_path, shape, steps, offset):
    tensor = w.tensor(w.storage("0", ONES), shape, steps, offset)
    content = w.pickled(w.mapping([(w.text("w"), tensor)]))
    _read(tmp_path / "v.pt", w.torch_zip({}, content=content, members={"0": ONES.tobytes()}))
    if len(shape) == len(steps) and all(abs(n) < 1 << 62 for n in (*shape, *steps)):
        _read(tmp_path / "v.t7", w.T7().tensor(ONES, shape=shape, steps=steps))


@fuzz(150)
@given(shape=shapes)
def test_any_shape(tmp_path, shape):
    _read(tmp_path / "c", w.caffemodel({"a": [ONES]}, shape=shape))
    _read(tmp_path / "o", w.onnx([w.tensor_proto("a", ONES, shape=shape)]))
    _read(tmp_path / "m", w.mxnet({"a": ONES}, magic=0xF993FAC9, shape=[max(-(1 << 63), n) for n in shape]))
    _read(tmp_path / "p", w.pickled(w.array2(ONES, shape=shape)))
    fits = [n for n in shape if -(1 << 31) <= n < 1 << 31]
    _read(tmp_path / "mat", w.mat(w.mat_array("a", ONES, shape=np.array(fits))))

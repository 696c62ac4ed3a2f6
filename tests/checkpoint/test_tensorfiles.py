"""Files of arrays: .npz and .safetensors, there and back, and those that nobody should load."""

import io
import json
import os
import pickle
import zipfile

import ml_dtypes
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checkpoint.test_writer import TYPES
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint import editing
from tfgraph_dnn.checkpoint.editing import npz, tensorfiles
from tfgraph_dnn.errors import CheckpointError

NAMES = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), min_size=1, max_size=20)


def _bits(array):
    array = np.asarray(array)
    return array.ravel().tolist() if array.dtype == object else array.tobytes()


@st.composite
def arrays(draw):
    kind = draw(st.sampled_from(sorted(set(TYPES) - {"complex128"})))
    shape = tuple(draw(st.lists(st.integers(0, 4), max_size=3)))
    raw = np.random.RandomState(draw(st.integers(0, 99))).bytes(int(np.prod(shape)) * TYPES[kind].itemsize)
    return np.frombuffer(bytes(b & 1 for b in raw) if kind == "bool" else raw, TYPES[kind]).reshape(shape)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tensors=st.dictionaries(NAMES.filter(lambda name: name != "__metadata__"), arrays(), min_size=1, max_size=5))
def test_safetensors_there_and_back(tmp_path_factory, tensors):
    folder = tmp_path_factory.mktemp("safe")
    checkpoint.write(folder / "m", tensors)
    editing.export(folder / "m", folder / "w.safetensors")
    editing.convert(folder / "w.safetensors", out=folder / "back")
    back = checkpoint.open(folder / "back")
    assert set(back) == set(tensors)
    for name, array in tensors.items():
        assert back.tensors[name].dtype == array.dtype.name and back[name].shape == array.shape
        assert _bits(back[name]) == _bits(array)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tensors=st.dictionaries(NAMES, arrays(), min_size=1, max_size=5))
def test_npz_there_and_back(tmp_path_factory, tensors):
    folder = tmp_path_factory.mktemp("npz")
    checkpoint.write(folder / "m", tensors)
    editing.export(folder / "m", folder / "w.npz")
    editing.convert(folder / "w.npz", out=folder / "back")
    back = checkpoint.open(folder / "back")
    assert set(back) == set(tensors)
    for name, array in tensors.items():
        due = array.astype(np.float32) if array.dtype.kind == "V" or "float8" in array.dtype.name else array
        assert back[name].shape == array.shape and _bits(back[name]) == _bits(due), name
    with np.load(folder / "w.npz", allow_pickle=False) as file:  # and NumPy agrees
        assert set(file.files) == set(tensors)


def test_other_peoples_readers_and_writers(tmp_path):
    """The `safetensors` package reads what is written, and the other way round."""
    library = pytest.importorskip("safetensors.numpy", reason="compares with the safetensors package")
    tensors = {"a/b": np.arange(6, dtype=np.float32).reshape(2, 3), "n": np.array(3), "h": np.zeros((0, 2), np.float16)}
    bf16 = np.array([1.5, -2, np.inf], ml_dtypes.bfloat16)
    checkpoint.write(tmp_path / "m", {**tensors, "bf": bf16})
    editing.export(tmp_path / "m", tmp_path / "w.safetensors")
    read = library.load_file(tmp_path / "w.safetensors")
    assert read["bf"].tobytes() == bf16.tobytes()
    library.save_file(tensors, tmp_path / "theirs.safetensors", metadata={"format": "np"})
    editing.convert(tmp_path / "theirs.safetensors", out=tmp_path / "back")
    back = checkpoint.open(tmp_path / "back")
    for name, array in tensors.items():
        assert _bits(read[name]) == _bits(array) == _bits(back[name]) and back[name].shape == array.shape


def test_texts_in_an_npz(tmp_path):
    texts = np.array([b"a", "\xe4".encode(), b""], object)
    checkpoint.write(tmp_path / "m", {"t": texts, "none": np.empty((0, 2), object)})
    editing.export(tmp_path / "m", tmp_path / "w.npz")
    editing.convert(tmp_path / "w.npz", out=tmp_path / "back")
    assert checkpoint.open(tmp_path / "back")["t"].tolist() == texts.tolist()
    checkpoint.write(tmp_path / "m", {"t": np.array([b"a\0"], object)}, replace=True)
    with pytest.raises(CheckpointError, match="ends in a zero byte"):
        editing.export(tmp_path / "m", tmp_path / "w.npz", replace=True)
    assert np.load(tmp_path / "w.npz")["t"].tolist() == texts.tolist()  # the old one is whole


def test_numpys_own_files(tmp_path):
    arrays = {"f": np.asfortranarray(np.arange(6.0).reshape(2, 3)), "big": np.arange(3, dtype=">i4")}
    arrays |= {"s": np.float32(2), "u": np.array(["\xe4", "b"]), "bf": np.array([1.5, 2], ml_dtypes.bfloat16)}
    np.savez_compressed(tmp_path / "w.npz", **arrays)
    done = editing.convert(tmp_path / "w.npz", out=tmp_path / "m")
    back = checkpoint.open(tmp_path / "m")
    assert back["f"].tolist() == arrays["f"].tolist() and back["big"].tolist() == [0, 1, 2] and back["s"] == 2
    assert back["u"].tolist() == ["\xe4".encode(), b"b"] and back["bf"].dtype == ml_dtypes.bfloat16
    assert any("taken for bfloat16: bf" in note for note in done.notes)


class _Bomb:
    def __reduce__(self):
        return os.mkdir, ("was-here",)


def _zip(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "."), content)


def _npy(array):
    buffer = io.BytesIO()
    np.save(buffer, array, allow_pickle=True)
    return buffer.getvalue()


def _write(path, kind):
    small = _npy(np.zeros(3))
    if kind == "pickle":
        np.savez(path, good=np.zeros(2), evil=np.array([_Bomb()], object))
    elif kind == "bare pickle":
        _zip(path, a__npy=pickle.dumps(_Bomb()))
    elif kind == "no zip":
        path.write_bytes(b"PK\x03\x04 and nothing more")
    elif kind == "cut array":
        _zip(path, a__npy=small[:-5])
    elif kind == "long header":
        _zip(path, a__npy=small.replace(b"(3,)", b"(9,)"))
    elif kind == "records":
        np.savez(path, r=np.zeros(2, [("x", float)]))
    elif kind == "bomb":
        np.savez_compressed(path, a=np.zeros(500_000))


@pytest.mark.parametrize(
    ("kind", "gist"),
    [
        ("pickle", "tensor evil: it holds Python objects (a pickle)"),
        ("bare pickle", "tensor a: it is no array"),
        ("no zip", "it is damaged"),
        ("cut array", "19 bytes are stored for float64 [3]"),
        ("long header", "24 bytes are stored for float64 [9]"),
        ("records", "no checkpoint holds values of NumPy's type"),
        ("bomb", "it would unpack to 4,000,128 bytes"),
    ],
)
def test_npz_files_that_are_refused(tmp_path, monkeypatch, kind, gist):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(npz, "_ANYWAY", 1 << 20)  # a bomb of its real size takes long to make
    _write(tmp_path / "w.npz", kind)
    with pytest.raises(CheckpointError) as caught:
        editing.convert("w.npz", out="m")
    assert gist in str(caught.value) and sorted(os.listdir()) == ["w.npz"]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damage_is_an_error_or_nothing(tmp_path_factory, data):
    """Any bytes changed or cut away: one error of ours, or a file that is read all the same."""
    folder = tmp_path_factory.mktemp("damaged")
    ending = data.draw(st.sampled_from(sorted(tensorfiles.FORMATS)))
    checkpoint.write(folder / "m", {"a/b": np.arange(40, dtype=np.float32), "n": np.int64(3)})
    path = folder / f"w{ending}"
    editing.export(folder / "m", path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.one_of(st.none(), st.integers(0, len(content))))])
    try:
        editing.convert(path, out=folder / "back")
    except CheckpointError:
        assert not (folder / "back.index").exists()


def _safe(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(8, "little") + text + data


def _entry(dtype="F32", shape=(2,), at=(0, 8)):
    return {"dtype": dtype, "shape": list(shape), "data_offsets": list(at)}


@pytest.mark.parametrize(
    ("content", "gist"),
    [
        (b"", "its header claims -1 bytes"),
        (_safe(b"{}")[:9], "its header claims 2 bytes of a file of 9"),
        ((1 << 60).to_bytes(8, "little") + b"{}", "its header claims"),
        (_safe(b"[1]"), "its header is no JSON object"),
        (_safe(b"{" * 100000), "its header is no JSON"),
        (_safe(b'{"a": 3, "a": 3}'), "its header has a name twice"),
        (_safe({"a": 3}), "tensor a: its entry in the header is none"),
        (_safe({"a": _entry(shape=(-2,))}, bytes(8)), "tensor a: its entry in the header is none"),
        (_safe({"a": _entry(shape=(2.0,))}, bytes(8)), "tensor a: its entry in the header is none"),
        (_safe({"a": _entry("I3")}, bytes(8)), "tensor a: the type I3 is not known"),
        (_safe({"a": _entry(["F32"])}, bytes(8)), "the type list is not known"),
        (_safe({"a": _entry(shape=(3,))}, bytes(8)), "bytes 0 to 8 of 8 are said to hold float32 [3]"),
        (_safe({"a": _entry()}, bytes(4)), "bytes 0 to 8 of 4"),
        (_safe({"a": _entry(), "b": _entry(at=(4, 12))}, bytes(12)), "overlap"),
        (_safe({"a": _entry()}, bytes(12)), "its tensors end at byte 8 of 12"),
    ],
)
def test_safetensors_files_that_are_refused(tmp_path, content, gist):
    (tmp_path / "w.safetensors").write_bytes(content)
    with pytest.raises(CheckpointError) as caught:
        editing.convert(tmp_path / "w.safetensors", out=tmp_path / "m")
    assert gist in str(caught.value) and os.listdir(tmp_path) == ["w.safetensors"]


def test_exports_that_are_refused(tmp_path):
    checkpoint.write(tmp_path / "m", {"s": "text", "z": np.complex128(1), "w": np.zeros(2)})
    for out, gist in (("w.txt", "ends as no file of arrays does"), ("no/w.npz", "no such folder"),
                      ("w.safetensors", "s is string, which the safetensors format does not have")):  # fmt: skip
        with pytest.raises(CheckpointError, match=gist):
            editing.export(tmp_path / "m", tmp_path / out)
    assert sorted(os.listdir(tmp_path)) == ["m.data-00000-of-00001", "m.index"]
    editing.export(tmp_path / "m", tmp_path / "w.safetensors", drop=["^s", "^z"])
    with pytest.raises(CheckpointError, match="is there already"):
        editing.export(tmp_path / "m", tmp_path / "w.safetensors", only="w")

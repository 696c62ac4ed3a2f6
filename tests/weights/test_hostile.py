"""Files that are damaged, forged or out for something: one clear error, and nothing happens."""

import gc
import gzip
import os
import pickle
import struct
import subprocess
import sys
import tracemalloc
import zipfile
import zlib

import h5py
import numpy as np
import pytest

from tests.checkpoint.writing import field
from tests.weights import writing as w
from tests.weights.conftest import ROOT
from tfgraph_dnn import cli, weights
from tfgraph_dnn.errors import WeightsError
from tfgraph_dnn.weights import apart

ONES = np.ones((2, 3), "<f4")
MOST_MEMORY = 150 << 20


@pytest.fixture
def refused(tmp_path, capsys):
    """Lets the commands at a file; gives what was said, in a line or two, with exit status 2."""

    def refused(content, *, name="weights.bin", slug=None):
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content)
        gc.freeze()  # all that the tests before have left: collections look at what this one makes
        tracemalloc.start()
        try:
            for argv in (
                ["ls", str(path)],
                ["show", str(path), "--stats"],
                ["convert", str(path), str(tmp_path / "o.npz")],
            ):
                gc.collect()  # of the one before, whose error holds on to what it had read
                tracemalloc.reset_peak()
                assert cli.main(["weights", *argv]) == 2
                out, err = capsys.readouterr()
                assert out == "" and "Traceback" not in err and "bug" not in err and len(err.splitlines()) <= 3
                assert str(path) in err and "\x1b" not in err
                assert tracemalloc.get_traced_memory()[1] < MOST_MEMORY
        finally:
            tracemalloc.stop()
            gc.unfreeze()
        assert slug is None or f"[{slug}]" in err
        assert not (tmp_path / "o.npz").exists() and not (tmp_path / "RAN").exists()
        assert content is None or path.read_bytes() == content
        return err

    return refused


class _Calls:
    """Pickled, it is a call."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


# -- pickles that call out --------------------------------------------------------------------------------------------

OUT = {
    "os.system": w.called(w.name("os", "system"), w.text("touch RAN")),
    "posix.system": w.called(w.name("posix", "system"), w.text("touch RAN")),
    "subprocess": w.called(w.name("subprocess", "Popen"), w.listed(w.text("touch"), w.text("RAN"))),
    "eval": w.called(w.name("builtins", "eval"), w.text("open('RAN','w')")),
    "eval of Python 2": w.called(w.name("__builtin__", "eval"), w.text("open('RAN','w')")),
    "getattr": w.called(
        w.name("builtins", "getattr"), w.called(w.name("builtins", "__import__"), w.text("os")), w.text("system")
    ),
    "a dotted name": b"\x8c\x05numpy\x8c\x0aload.__call\x93",
    "numpy.load": w.called(w.name("numpy", "load"), w.text("x.npy"), b"N", b"\x88"),
    "numpy.f2py": w.called(w.name("numpy.testing._private.utils", "runstring"), w.text("1"), b"}"),
    "torch.load": w.called(w.name("torch.storage", "_load_from_bytes"), b"C\x04\x80\x02N."),
    "an instance": b"(" + w.text("touch RAN") + b"ios\nsystem\n",
    "an object": b"(" + w.name("os", "system") + w.text("touch RAN") + b"o",
    "a new object": w.name("os", "system") + w.row(w.text("touch RAN")) + b"\x81",
    "copyreg": w.called(
        w.name("copyreg", "_reconstructor"), w.name("os", "system"), w.name("builtins", "object"), b"N"
    ),
    "an extension": b"\x82\x01",
    "a persistent id": w.text("x") + b"Q",
    "inside an array": w.called(
        w.name("numpy.core.multiarray", "_reconstruct"),
        w.called(w.name("builtins", "eval"), w.text("open('RAN','w')")),
        w.row(w.number(0)),
        w.text2(b"b"),
    ),
    "as an array's state": w.array2(ONES)[:-1] + w.called(w.name("os", "system"), w.text("touch RAN")) + b"b",
    "calling what was built": w.called(w.array2(ONES), w.text("x")),
    "calling a type": w.called(w.name("numpy", "ndarray"), w.row(w.number(3))),
    "a state of a dict's own": b"}" + w.name("os", "system") + b"s",
}


@pytest.mark.parametrize("content", OUT.values(), ids=OUT)
def test_pickles_that_call_out(refused, monkeypatch, tmp_path, content):
    monkeypatch.chdir(tmp_path)
    inside = w.mapping([(w.text("conv1"), content)])
    refused(w.pickled(inside))
    refused(w.torch_zip({}, content=w.pickled(inside)))
    head = w.npy(np.array(None, object)).split(b"\n")[0] + b"\n"
    refused(head + w.pickled(inside))
    refused(w.npz({"a.npy": head + w.pickled(inside)}))
    refused(gzip.compress(w.pickled(inside)))


def test_a_call_that_python_would_make(refused, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for call in (_Calls(os.system, "touch RAN"), _Calls(eval, "open('RAN', 'w')"), [_Calls(exec, "open('RAN', 'w')")]):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            said = refused(pickle.dumps({"w": ONES, "conv9": call}, protocol), slug="weights-refused")
            assert "tensor conv9" in said and "Nothing was run" in said
    pickle.loads(pickle.dumps(_Calls(os.system, "touch RAN")))  # it is one
    assert (tmp_path / "RAN").exists()


def test_a_whole_model_of_pytorch(refused):
    module = w.name("torch.nn.modules.container", "Sequential") + b")\x81}b"
    said = refused(w.torch_zip({}, content=w.pickled(module)), slug="weights-refused")
    assert "a whole model was saved" in said and "torch.save(model.state_dict(), FILE)" in said
    assert "Sequential" in said
    legacy = w.row(w.text("module"), w.name("builtins", "set"), w.text("net.py"), w.text("class Net: pass")) + b"Q"
    start = w.torch_legacy({}).split(w.pickled(w.mapping([], w.ORDERED)))[0]
    assert "a whole model was saved" in refused(start + w.pickled(legacy) + w.pickled(w.listed()))
    script = w.npz({"net/data.pkl": w.pickled(b"N"), "net/code/__torch__.py": b"import os"})
    assert "TorchScript" in refused(script)
    assert "quantized" in refused(
        w.torch_zip({}, content=w.pickled(w.called(w.name("torch._utils", "_rebuild_qtensor"))))
    )


# -- forged claims ----------------------------------------------------------------------------------------------------

HUGE = 1 << 40
STORED = w.storage("0", ONES)
PROTO = w.tensor_proto


def _torch(tensor):
    return w.torch_zip({}, content=w.pickled(w.mapping([(w.text("w"), tensor)])), members={"0": ONES.tobytes()})


def _safetensors(header):
    return len(header).to_bytes(8, "little") + header + ONES.tobytes()


FORGED = {
    "npy shape": (w.npy(ONES).replace(b"(2, 3)", b"(9, 9)"), "tensor arr_0: 24 bytes for float32 [9, 9]"),
    "npy huge": (w.npy(ONES).replace(b"(2, 3), }      ", b"(2, 9999999), }"), "takes 79,999,992"),
    "npy negative": (w.npy(ONES).replace(b"(2, 3), } ", b"(-2, 3), }"), "no array has the shape (-2, 3)"),
    "npy header": (w.npy(ONES).replace(b"'descr'", b"open(1)"), "its header is damaged"),
    "npy deep header": (w.npy(ONES)[:10] + b"(" * 118, "its header is damaged"),
    "npy records": (w.npy(np.zeros(2, [("a", "f4")])), "records, not numbers"),
    "npz twice": (w.npz({"a.npy": w.npy(ONES), "b.npy": w.npy(ONES)}).replace(b"b.npy", b"a.npy"), "twice"),
    "npz path": (w.npz({"../../etc/passwd.npy": b"root"}), "tensor ../../etc/passwd: it does not begin"),
    "npz lzma": (w.npz({"a.npy": w.npy(ONES)}, zipfile.ZIP_LZMA), "packed in an unusual way"),
    "zip of others": (w.npz({"a.py": b"import os"}), "holds a.py: none of weights"),
    "zip of nothing": (w.npz({}), "holds nothing"),
    "pickle array": (w.pickled(w.mapping([(w.text("w"), w.array2(ONES, shape=(HUGE, 3)))])), "tensor w: 24 bytes"),
    "pickle overflow": (w.pickled(w.mapping([(w.text("w"), w.array2(ONES, shape=(1 << 62, 4)))])), "no array has the"),
    "pickle dtype": (w.pickled(w.array2(ONES, kind="f3")), "tensor arr_0: NumPy has no type 'f3'"),
    "pickle text": (w.PROTOCOL2 + b"X\xff\xff\xff\x7fabc.", "ends too early"),
    "pickle long": (w.PROTOCOL2 + b"\x8b\xff\xff\xff\x7f.", "a number takes"),
    "pickle bytearray": (w.PROTOCOL2 + b"\x96" + b"\xff" * 7 + b"\x0f.", "ends too early"),
    "pickle memo": (w.PROTOCOL2 + b"j\xff\xff\xff\xff.", "never laid by"),
    "pickle protocol": (b"\x80\x05" + b"\x80\xff.", "protocol 255"),
    "pickle deep": (w.PROTOCOL2 + b"]" * 5000 + b"a" * 4999 + b".", "levels deep"),
    "pickle key": (w.pickled(w.mapping([(b"))\x86", b"N")])), "neither text nor number: tuple"),
    "torch shape": (_torch(w.tensor(STORED, (HUGE, 3), (3, 1))), "tensor w: shape"),
    "torch overlapping": (_torch(w.tensor(STORED, (HUGE,), (0,))), "tensor w: it asks for"),
    "torch offset": (_torch(w.tensor(STORED, (2,), (1,), offset=5)), "reaches to value 6 of a storage of 6"),
    "torch negative stride": (_torch(w.tensor(STORED, (2,), (-1,))), "tensor w: strides that do not fit"),
    "torch no storage": (_torch(w.tensor(w.storage("../1", ONES), (2, 3), (3, 1))), "no member archive/data/../1"),
    "torch two storages": (
        _torch(w.listed(w.tensor(STORED, (2,), (1,)), w.tensor(w.storage("0", ONES, count=9), (2,), (1,)))),
        "described in two ways",
    ),
    "torch counts": (
        w.torch_legacy({"w": ONES}, counts=[1 << 60]),
        "tensor w: its storage holds 1,152,921,504,606,846,976 values, not 6",
    ),
    "torch cut": (w.torch_legacy({"a": ONES, "b": ONES})[:-9], "tensor b: bytes"),
    "safetensors header": (_safetensors(b"{" * 100), "its header is no JSON"),
    "safetensors deep": (_safetensors(b'{"a":' + b"[" * 100_000), "its header is no JSON"),
    "safetensors twice": (_safetensors(b'{"a":1,"a":2}'), "has a name twice"),
    "safetensors type": (_safetensors(b'{"a":{"dtype":"X","shape":[2],"data_offsets":[0,8]}}'), "tensor a: the type X"),
    "safetensors place": (
        _safetensors(b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[80,88]}}'), "tensor a: bytes 144 to 152"
    ),
    "safetensors shape": (
        _safetensors(b'{"a":{"dtype":"F32","shape":[1099511627776],"data_offsets":[0,24]}}'), "tensor a: 24 bytes"
    ),
    "safetensors negative": (
        _safetensors(b'{"a":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}'),
        "tensor a: its entry in the header is none: its shape or place"
    ),
    "caffe shape": (w.caffemodel({"conv1": [ONES]}, shape=(HUGE, 3)), "tensor conv1/0: 24 bytes for float32"),
    "caffe negative": (w.caffemodel({"conv1": [ONES]}, shape=(-1, 3)), "tensor conv1/0: no array has the shape"),
    "caffe old": (w.caffemodel({"conv1": [ONES]}, old=True, shape=(HUGE, 3)), "tensor conv1/0: 24 bytes"),
    "onnx shape": (w.onnx([PROTO("w", ONES, shape=(HUGE, HUGE))]), "tensor w: no array has the shape"),
    "onnx type": (w.onnx([PROTO("w", ONES, kind=99)]), "tensor w: type 99 is not read"),
    "onnx twice": (w.onnx([PROTO("w", ONES)] * 2), "tensor w: two initializers"),
    "onnx ints": (w.onnx([PROTO("w", ONES, kind=7, values=field(7, 3))]), "tensor w: 1 values for int64"),
    "mxnet shape": (w.mxnet({"w": ONES}, shape=(1 << 31, 3)), "tensor number 0: bytes"),
    "mxnet dimensions": (w.mxnet({"w": ONES}).replace(b"\2\0\0\0\2", b"\xff\0\0\0\2", 1), "255 dimensions"),
    "mxnet names": (w.mxnet({"w": ONES}, names=["a", "b"]), "2 names for 1 arrays"),
    "mxnet counts": (struct.pack("<QQQ", 0x112, 0, HUGE), "claims 1,099,511,627,776 arrays"),
    "t7 shape": (w.T7().tensor(ONES, shape=(HUGE, 3)), "tensor arr_0: shape"),
    "t7 storage": (w.T7().tensor(ONES, count=HUGE), "are wanted of"),
    "t7 dimensions": (w.T7().object("torch.FloatTensor", struct.pack("<i", 1 << 30)), "a tensor has 1073741824 dim"),
    "t7 table": (w.T7().table([], count=1 << 19), "a table claims 524,288 items"),
    "t7 kind": (w.T7().table([(struct.pack("<iii", 99, 0, 0), b"")]), "begins no object of Torch7: type 99"),
    "mat shape": (w.mat(w.mat_array("w", ONES, shape=(1 << 30, 1))), "tensor w: it asks for 4,294,967,296 bytes"),
    "mat bytes": (w.mat(w.mat_array("w", ONES, shape=(7, 1))), "tensor w: 24 bytes for 7 values of float32"),
    "mat element": (w.mat(w.mat_cell("c", [])) + struct.pack("<II", 14, 1 << 30), "an element claims 1,073,741,824"),
    "mat packed": (w.mat() + struct.pack("<II", 15, 8) + b"12345678", "it is damaged"),
    "gzip": (gzip.compress(w.npy(ONES))[:-9], "its gzip stream is damaged"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "said"), FORGED.values(), ids=FORGED)
def test_forged_claims(refused, content, said):
    assert said in refused(content)


def test_deep_structs_of_matlab(refused):
    element = w.mat_array("x", ONES)
    for _ in range(300):
        element = w.mat_cell("c", [element])
    assert "nested more than 50 deep" in refused(w.mat(element))


def test_dicts_that_hold_each_other_a_million_times(tmp_path):
    # Each list holds the one before twice: 2 ** 40 ways to the array.
    content = (
        w.PROTOCOL2
        + w.array2(ONES)
        + b"q\x00"
        + b"".join(b"](h" + bytes([at]) + b"h" + bytes([at]) + b"eq" + bytes([at + 1]) for at in range(40))
    )
    (tmp_path / "w.pkl").write_bytes(content + b".")
    with pytest.raises(WeightsError, match="holds more than 100,000 things"):
        weights.load(tmp_path / "w.pkl")


# -- bombs ------------------------------------------------------------------------------------------------------------


def test_bombs(refused, tmp_path):
    zeros = np.zeros(20 << 20, "f4")
    bomb = w.npz({"w.npy": w.npy(zeros)})
    assert len(bomb) < 100_000
    said = refused(bomb, slug="weights-too-large")
    assert "tensor w: it asks for 83,886,208 bytes where 67,108,864 of 67,108,864 are left" in said
    refused(gzip.compress(w.npy(zeros)), slug="weights-too-large")
    refused(w.torch_zip({"w": zeros}, method=zipfile.ZIP_DEFLATED), slug="weights-too-large")
    refused(w.mat(w.mat_array("w", zeros[:, None]), compressed=True), slug="weights-too-large")
    (tmp_path / "b.npz").write_bytes(bomb)
    assert weights.load(tmp_path / "b.npz", limit=100 << 20)["w"].shape == zeros.shape


def test_a_zip_member_that_lies_about_its_size(refused):
    bomb = w.npz({"w.npy": w.npy(np.zeros(1 << 20, "f4"))})
    size = struct.pack("<I", (4 << 20) + 128)
    assert bomb.count(size) == 2
    assert "tensor w: its member w.npy" in refused(bomb.replace(size, struct.pack("<I", 200)))


# -- HDF5 -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def hdf5(tmp_path):
    def made(fill):
        path = tmp_path / "made.h5"
        with h5py.File(path, "w") as file:
            fill(file)
        return path.read_bytes()

    return made


def _fill_external_storage(file):
    file.create_dataset("kernel", (4,), "u1", external=[("/etc/passwd", 0, 4)])


def _fill_virtual(file):
    layout = h5py.VirtualLayout((4,), "f4")
    layout[:] = h5py.VirtualSource("other.h5", "x", (4,))
    file.create_virtual_dataset("kernel", layout)


def _fill_listed_link(file):
    file.attrs["layer_names"] = [b"dense"]
    file.create_group("dense").attrs["weight_names"] = [b"kernel"]
    file["dense"]["kernel"] = h5py.ExternalLink("other.h5", "x")


HDF5 = {
    "external link": (
        lambda f: f.__setitem__("kernel", h5py.ExternalLink("/etc/other.h5", "x")),
        "a link to another file (/etc/other.h5)",
    ),
    "soft link": (lambda f: f.__setitem__("kernel", h5py.SoftLink("/x")), "a link to another place (/x)"),
    "a listed link": (_fill_listed_link, "tensor dense/kernel: it is a link to another file"),
    "external storage": (_fill_external_storage, "tensor kernel: its values lie in another file"),
    "virtual": (_fill_virtual, "tensor kernel: its values lie in another file"),
    "huge and empty": (
        lambda f: f.create_dataset("kernel", (HUGE,), "f4"),
        "tensor kernel: it asks for 4,398,046,511,104 bytes",
    ),
    "huge chunks": (
        lambda f: f.create_dataset("kernel", (1,), "f4", chunks=(1 << 28,), maxshape=(None,)),
        "tensor kernel: it asks for",
    ),
    "bomb": (
        lambda f: f.create_dataset("kernel", data=np.zeros(25 << 20, "f4"), compression="gzip"),
        "tensor kernel: it asks for",
    ),
    "lzf": (lambda f: f.create_dataset("kernel", data=np.zeros(100), compression="lzf"), "packed by a filter"),
    "a layer that is not there": (
        lambda f: f.attrs.__setitem__("layer_names", [b"a"]),
        "layer a is listed, but is not there",
    ),
    "too deep": (lambda f: f.create_group("/".join("a" * 70)), "nested more than 64 deep"),
}


@pytest.mark.parametrize(("fill", "said"), HDF5.values(), ids=HDF5)
def test_hdf5(refused, hdf5, fill, said):
    assert said in refused(hdf5(fill))


def test_hdf5_groups_in_a_circle(hdf5, tmp_path):
    def fill(file):
        file["a/w"] = ONES
        file["a/back"] = file["/"]

    hdf5(fill)
    assert list(weights.load(tmp_path / "made.h5")) == ["a/w"]


def test_a_library_that_comes_to_no_end_or_dies(refused, hdf5, monkeypatch):
    content = hdf5(lambda file: file.__setitem__("w", ONES))
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    assert "it is damaged: reading it came to no end" in refused(content, slug="weights-damaged")
    monkeypatch.setattr(apart, "PATIENCE", 60)
    monkeypatch.setattr(apart, "_PROGRAM", "import os; os.abort()")
    assert "the library that reads it ended with status -6" in refused(content)


def test_without_h5py(refused, hdf5, monkeypatch):
    content = hdf5(lambda file: file.__setitem__("w", ONES))
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert "pip install h5py" in refused(content, slug="weights-missing-extra")


# -- ONNX values elsewhere --------------------------------------------------------------------------------------------


def test_onnx_values_outside(refused, tmp_path):
    def outside(location):
        entry = field(13, field(1, b"location") + field(2, location.encode())) + field(14, 1)
        return w.onnx([PROTO("w", ONES, values=entry)])

    os.symlink("/etc/passwd", tmp_path / "link")
    for location in ("/etc/passwd", "../secret", "a/../../secret", "link", ""):
        assert "tensor w: its values lie in" in refused(outside(location), slug="weights-refused")
    assert "which is not there" in refused(outside("gone.bin"))
    (tmp_path / "short.bin").write_bytes(b"1234")
    assert "tensor w: short.bin: bytes 0 to 24 are wanted of a file of 4" in refused(outside("short.bin"))
    os.mkfifo(tmp_path / "pipe")
    assert "no regular file" in refused(outside("pipe"))


# -- no file of weights at all ----------------------------------------------------------------------------------------

OTHERS = {
    b"": "it is empty",
    b"hello\n": "text: 'hello\\n'",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:0": "Git LFS pointer",
    b"<!DOCTYPE html><html>": "a web page",
    b"BZh91AY": "bzip2",
    b"\0" * 40: "data that begins with 00 00",
    b"\x1b[2Jboo" * 9: "data that begins with",
    b"\xff": "data that begins with ff",
}


@pytest.mark.parametrize(("content", "said"), OTHERS.items(), ids=list(OTHERS.values()))
def test_other_files(refused, content, said):
    assert said in refused(content, slug="weights-unknown-format")


def test_paths(refused, tmp_path):
    assert "is not there" in refused(None, name="gone.h5", slug="weights-not-found")
    (tmp_path / "folder.h5").mkdir()
    assert "is a directory" in refused(None, name="folder.h5", slug="weights-unknown-format")
    os.mkfifo(tmp_path / "pipe.h5")
    assert "no regular file" in refused(None, name="pipe.h5")
    for name in ("model.ckpt.index", "model.ckpt.data-00000-of-00001"):
        content = (ROOT / "checkpoints/dense_momentum" / name).read_bytes()
        (tmp_path / "x").write_bytes(content)
        with pytest.raises(WeightsError):
            weights.load(tmp_path / "x")
    with pytest.raises(WeightsError, match="is no path"):
        weights.load("a\0b")


GOOD = {
    "npy": w.npy(ONES), "npz": w.npz({"w.npy": w.npy(ONES)}), "pickle": pickle.dumps({"w": ONES}),
    "torch": w.torch_zip({"w": ONES}), "legacy": w.torch_legacy({"w": ONES}), "caffe": w.caffemodel({"w": [ONES]}),
    "onnx": w.onnx([PROTO("w", ONES)]), "mxnet": w.mxnet({"w": ONES}), "t7": w.T7().tensor(ONES),
    "mat": w.mat(w.mat_array("w", ONES)), "packed mat": w.mat(w.mat_array("w", ONES), compressed=True),
    "safetensors": _safetensors(b'{"w":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}'),
    "gzip": gzip.compress(w.npy(ONES)),
}  # fmt: skip


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_cut_short_anywhere(tmp_path, content):
    path = tmp_path / "cut"
    for length in range(len(content)):
        path.write_bytes(content[:length])
        try:
            found = weights.load(path)
        except WeightsError as error:
            assert str(path) in str(error) or length == 0
        else:  # only what needs none of the bytes that are gone
            assert all(np.array_equal(array, ONES) for array in found.values())
            assert content is GOOD["mat"] or content is GOOD["packed mat"] or content is GOOD["torch"]


def test_hostile_names_do_not_reach_the_terminal(capsys, tmp_path):
    (tmp_path / "w").write_bytes(pickle.dumps({"a\x1b[2J\nb": ONES}))
    for argv in (["ls"], ["show"], ["show", "--stats"]):
        assert cli.main(["weights", argv[0], str(tmp_path / "w"), *argv[1:]]) == 0
        out, err = capsys.readouterr()
        assert "\x1b" not in out + err and "a\\x1b[2J\\nb" in out


def test_no_framework_is_loaded(tmp_path):
    """Reading needs NumPy at most, and h5py for HDF5."""
    for name, content in GOOD.items():
        (tmp_path / name).write_bytes(content)
    program = (
        "import sys; from tfgraph_dnn import weights\n"
        f"for name in {list(GOOD)!r}: weights.load({str(tmp_path)!r} + '/' + name)\n"
        "print({'tensorflow', 'torch', 'pickle', 'h5py', 'onnx', 'scipy', 'keras'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    # NumPy itself may load the standard library's pickle.
    assert set(eval(done.stdout)) <= {"pickle"}, done.stdout


def test_zlib_is_what_matlab_packs_with():
    assert zlib.decompress(w.mat(w.mat_array("w", ONES), compressed=True)[136:]) == w.mat_array("w", ONES)

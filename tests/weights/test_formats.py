"""Each format, from small files written here byte by byte, and from the formats' own libraries where they are."""

import gzip
import json
import pickle
import zipfile

import h5py
import numpy as np
import pytest

from tests.checkpoint.writing import field, varint
from tests.weights import writing as w
from tfgraph_dnn import weights
from tfgraph_dnn.errors import WeightsError
from tfgraph_dnn.weights import writing as written

KERNEL = np.arange(24, dtype="<f4").reshape(2, 3, 4)
BIAS = np.array([0.5, -1.5], "<f4")
ARRAYS = {"conv1.weight": KERNEL, "conv1.bias": BIAS}


@pytest.fixture
def load(tmp_path):
    """Writes bytes to a file with a misleading name and reads it."""

    def load(content, format=None, **options):
        path = tmp_path / "weights.txt"
        path.write_bytes(content)
        assert format is None or weights.sniff(path).name == format
        found = weights.load(path, **options)
        assert path.read_bytes() == content
        return found

    return load


def _same(found, expected):
    assert list(found) == list(expected)
    for name, array in expected.items():
        assert found[name].dtype == array.dtype and found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes() and found[name].flags.writeable


def test_npy_and_npz(load):
    _same(load(w.npy(KERNEL), "npy"), {"arr_0": KERNEL})
    _same(load(w.npy(np.asfortranarray(KERNEL)), "npy"), {"arr_0": KERNEL})
    _same(load(w.npy(KERNEL.astype(">f4")), "npy"), {"arr_0": KERNEL})
    _same(load(w.npy(np.float64(3.5)), "npy"), {"arr_0": np.array(3.5)})
    _same(load(w.npz({"a/kernel.npy": w.npy(KERNEL), "b.npy": w.npy(BIAS)}), "npz"), {"a/kernel": KERNEL, "b": BIAS})


def test_npy_of_python_2(load):
    content = w.npy(BIAS).replace(b"(2,), }  ", b"(2L,), } ")
    _same(load(content, "npy"), {"arr_0": BIAS})


def test_npy_that_holds_a_pickled_dict(load):
    inside = w.mapping([(w.text2(b"conv10"), w.array2(BIAS)), (w.text2(b"conv2"), w.array2(KERNEL))])
    holder = w.array2(np.zeros((), "f4"), kind="O8", content=b"")
    holder = holder.replace(w.text2(b"") + b"tb", w.listed(inside) + b"tb")
    head = w.npy(np.array(None, object)).split(b"\n")[0] + b"\n"
    # A dict of Python 2 had no order: natural order.
    _same(load(head + w.pickled(holder), "npy"), {"conv2": KERNEL, "conv10": BIAS})
    content = w.npy(np.array({"conv1": {"weights": KERNEL, "biases": BIAS}}))
    _same(load(content), {"conv1/weights": KERNEL, "conv1/biases": BIAS})


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickles_of_each_protocol(load, protocol):
    content = {"a": [KERNEL, {"b": BIAS}], "text": "x", "number": 3, "scalar": np.float32(2)}
    expected = {"a/0": KERNEL, "a/1/b": BIAS, "scalar": np.array(2, "f4")}
    _same(load(pickle.dumps(content, protocol), "pickle"), expected)


def test_pickles_of_python_2(load):
    _same(load(w.pickled(w.listed(w.array2(KERNEL), w.array2(BIAS))), "pickle"), {"0": KERNEL, "1": BIAS})
    # Protocol 0, whose text is the repr of bytes.
    old = b"(dp0\nS'w'\np1\n" + w.array2(BIAS).replace(
        w.text2(BIAS.tobytes()), b"S" + repr(BIAS.tobytes())[1:].encode() + b"\n"
    )
    _same(load(old + b"s.", "pickle"), {"w": BIAS})


def test_several_pickles_in_a_file_and_a_gzip_file(load):
    content = pickle.dumps(KERNEL) + pickle.dumps(BIAS)
    _same(load(content), {"0": KERNEL, "1": BIAS})
    _same(load(gzip.compress(content), "pickle"), {"0": KERNEL, "1": BIAS})


def test_arrays_of_a_gpu_in_theanos_pickles(load):
    wrapped = w.called(w.name("theano.sandbox.cuda.type", "CudaNdarray_unpickler"), w.array2(BIAS))
    _same(load(w.pickled(w.listed(wrapped))), {"0": BIAS})


def test_pytorch(load):
    for folder in ("archive", "model-final"):
        _same(load(w.torch_zip(ARRAYS, folder=folder), "torch"), ARRAYS)
    _same(load(w.torch_zip(ARRAYS, method=zipfile.ZIP_DEFLATED)), ARRAYS)
    _same(load(w.torch_legacy(ARRAYS), "torch-legacy"), ARRAYS)


def test_pytorch_views_and_shared_storages(load):
    values = np.arange(12, dtype="<f4")
    stored = w.storage("0", values)
    tensors = {
        "transposed": (w.tensor(stored, (4, 3), (1, 4)), values.reshape(3, 4).T),
        "offset": (w.tensor(stored, (3,), (2,), offset=5), values[5:10:2]),
        "scalar": (w.tensor(stored, (), (), offset=7), values[7]),
        "empty": (w.tensor(stored, (0, 3), (3, 1), offset=12), np.zeros((0, 3), "f4")),
        "expanded": (w.tensor(stored, (2, 3), (0, 1)), np.stack([values[:3]] * 2)),
    }
    content = w.pickled(w.mapping([(w.text(name), made) for name, (made, _) in tensors.items()]))
    found = load(w.torch_zip({}, content=content, members={"0": values.tobytes()}))
    for name, (_, expected) in tensors.items():
        assert np.array_equal(found[name], expected) and found[name].shape == expected.shape


def test_pytorch_parameters_checkpoints_and_settings(load):
    made = w.tensor(w.storage("0", BIAS), (2,), (1,))
    parameter = w.called(w.name("torch._utils", "_rebuild_parameter"), made, b"\x88", w.ORDERED)
    settings = w.name("argparse", "Namespace") + b")\x81" + w.mapping([(w.text("rate"), w.number(3))]) + b"b"
    state = w.mapping([(w.text("b"), parameter)], w.ORDERED) + w.mapping([(w.text("_metadata"), b"N")]) + b"b"
    content = w.pickled(w.mapping([(w.text("epoch"), w.number(3)), (w.text("args"), settings), (w.text("net"), state)]))
    _same(load(w.torch_zip({}, content=content, members={"0": BIAS.tobytes()})), {"net.b": BIAS})


def test_pytorch_bfloat16(load):
    ml_dtypes = pytest.importorskip("ml_dtypes", reason="bfloat16 is a type of ml_dtypes")
    values = np.array([1.5, -2], ml_dtypes.bfloat16)
    stored = w.storage("0", BIAS).replace(b"FloatStorage", b"BFloat16Storage")
    content = w.pickled(w.mapping([(w.text("w"), w.tensor(stored, (2,), (1,)))]))
    _same(load(w.torch_zip({}, content=content, members={"0": values.tobytes()})), {"w": values})


def test_caffe_of_all_generations(load):
    layers = {"conv1": [KERNEL, BIAS], "ip1": [BIAS]}
    expected = {"conv1/0": KERNEL, "conv1/1": BIAS, "ip1/0": BIAS}
    for generation in (100, 2, 0):
        _same(load(w.caffemodel(layers, generation=generation), "caffemodel"), expected)
    _same(load(w.caffemodel(layers, unpacked=True)), expected)
    _same(load(w.caffemodel({"a": [BIAS.astype("f8")]})), {"a/0": BIAS.astype("f8")})
    old = load(w.caffemodel(layers, generation=2, old=True))
    assert old["conv1/0"].shape == (1, 2, 3, 4) and old["conv1/1"].shape == (1, 1, 1, 2)


def test_two_caffe_layers_of_one_name(load):
    content = w.caffemodel({"a": [BIAS]}) + w.caffemodel({"a": [KERNEL]})
    _same(load(content), {"a/0": BIAS, "a#2/0": KERNEL})


def _hdf5(tmp_path, fill):
    path = tmp_path / "made.h5"
    with h5py.File(path, "w") as file:
        fill(file)
    return path.read_bytes()


def _layer(file, layer, arrays):
    group = file.create_group(layer)
    group.attrs["weight_names"] = [name.encode() for name in arrays]
    for name, array in arrays.items():
        group[name] = array


def test_keras_1_and_2(load, tmp_path):
    def fill(file):
        file.attrs["layer_names"] = [b"second", b"first", b"flatten"]
        _layer(file, "first", {"first/kernel:0": KERNEL, "first/bias:0": BIAS})
        _layer(file, "second", {"second_W": BIAS})
        _layer(file, "flatten", {})
        file["stray"] = KERNEL

    expected = {"second/second_W": BIAS, "first/first/kernel:0": KERNEL, "first/first/bias:0": BIAS}
    _same(load(_hdf5(tmp_path, fill), "hdf5"), expected)
    # A whole model: the weights alone.
    whole = _hdf5(
        tmp_path, lambda file: (fill(file.create_group("model_weights")), file.create_group("optimizer_weights"))
    )
    _same(load(whole), expected)


def test_keras_1_lists_in_several_attributes(load, tmp_path):
    def fill(file):
        file.attrs["layer_names0"], file.attrs["layer_names1"] = [b"b"], [b"a"]
        _layer(file, "a", {"w": BIAS})
        _layer(file, "b", {"w": KERNEL})

    _same(load(_hdf5(tmp_path, fill)), {"b/w": KERNEL, "a/w": BIAS})


def _keras3(file):
    for number in (10, 2):
        file[f"layers/dense_{number}/vars/0"] = KERNEL * number
    file["optimizer/vars/0"] = KERNEL
    file["layers/a_name"] = "no numbers"


def test_keras_3(load, tmp_path):
    content = _hdf5(tmp_path, _keras3)
    natural = {"layers/dense_2/vars/0": KERNEL * 2, "layers/dense_10/vars/0": KERNEL * 10}
    _same(load(content), natural)
    members = {"metadata.json": b"{}", "config.json": b"{}", "model.weights.h5": content}
    _same(load(w.npz(members), "keras"), natural)
    members["config.json"] = json.dumps({"config": {"layers": [{"config": {"name": "dense_10"}}]}}).encode()
    assert list(load(w.npz(members))) == list(reversed(natural))


def test_hdf5_packed_and_big_endian(load, tmp_path):
    def fill(file):
        file.create_dataset("packed", data=KERNEL, chunks=(1, 3, 4), compression="gzip", shuffle=True, fletcher32=True)
        file.create_dataset("big", data=KERNEL.astype(">f8"))

    _same(load(_hdf5(tmp_path, fill)), {"big": KERNEL.astype("f8"), "packed": KERNEL})


def test_matlab_7_3(load, tmp_path):
    def fill(file):
        file["w"] = np.ascontiguousarray(KERNEL.T)
        file["#refs#/a"] = BIAS
        cells = file.create_dataset("cells", (1, 1), h5py.ref_dtype)
        cells[0, 0] = file["#refs#/a"].ref

    content = b"MATLAB 7.3 MAT-file".ljust(512) + _hdf5(tmp_path, fill)
    path = tmp_path / "user.h5"
    with h5py.File(path, "w", userblock_size=512) as file:
        fill(file)
    content = b"MATLAB 7.3 MAT-file".ljust(512) + path.read_bytes()[512:]
    _same(load(content, "matlab73"), {"cells/0": BIAS, "w": KERNEL})


def test_matlab_5(load):
    whole = np.array([[1, 2], [3, 4]], "u1")
    struct_ = w.mat_struct(
        "net", {"w": w.mat_array("", KERNEL), "cells": w.mat_cell("", [w.mat_array("", BIAS[None])])}
    )
    for compressed in (False, True):
        content = w.mat(w.mat_array("k", KERNEL), w.mat_array("i", whole), struct_, compressed=compressed)
        expected = {"k": KERNEL, "i": whole, "net/w": KERNEL, "net/cells/0": BIAS[None]}
        _same(load(content, "matlab"), expected)
    # Whole numbers are stored small, whatever the array's type.
    _same(load(w.mat(w.mat_array("d", whole, kind=6))), {"d": whole.astype("f8")})


def test_matlab_5_of_scipy(load, tmp_path):
    io = pytest.importorskip("scipy.io", reason="compares with SciPy where it is installed")
    content = {"w": KERNEL, "z": np.array([[1 + 2j]]), "net": {"b": BIAS, "deep": {"i": np.arange(3, dtype="i2")}}}
    for packed in (False, True):
        io.savemat(tmp_path / "s.mat", content, do_compression=packed)
        found = load((tmp_path / "s.mat").read_bytes(), "matlab")
        assert list(found) == ["w", "z", "net/b", "net/deep/i"]
        assert np.array_equal(found["w"], KERNEL) and found["z"][0, 0] == 1 + 2j
        assert found["net/b"].shape == (1, 2) and found["net/deep/i"].tolist() == [[0, 1, 2]]


def test_safetensors(load, tmp_path):
    arrays = ARRAYS | {"flag": np.array([True]), "n": np.array(3, "i8")}
    assert written.write(tmp_path / "w.safetensors", "safetensors", arrays) == []
    _same(load((tmp_path / "w.safetensors").read_bytes(), "safetensors"), arrays)


def test_safetensors_of_the_library(load, tmp_path):
    library = pytest.importorskip("safetensors.numpy", reason="compares with the library where it is installed")
    _same(load(library.save({"a": KERNEL, "b": BIAS}, metadata={"by": "it"})), {"a": KERNEL, "b": BIAS})
    written.write(tmp_path / "w.safetensors", "safetensors", ARRAYS)
    read = library.load_file(tmp_path / "w.safetensors")
    assert all(np.array_equal(read[name], array) for name, array in ARRAYS.items())


def test_npz_is_written_for_numpy(tmp_path):
    arrays = {"file": KERNEL, "a/b": BIAS, "../c": BIAS}
    assert written.write(tmp_path / "w.npz", "npz", arrays) == []
    with np.load(tmp_path / "w.npz") as read:
        assert all(np.array_equal(read[name], array) for name, array in arrays.items())
    _same(weights.load(tmp_path / "w.npz"), arrays)


def test_onnx(load):
    halves = np.array([1.5, -2], "f2")
    tensors = [
        w.tensor_proto("w", KERNEL),
        w.tensor_proto("floats", BIAS, values=field(4, BIAS.tobytes())),
        w.tensor_proto("ints", np.zeros(2), kind=7, values=field(7, 3) + field(7, -1)),
        w.tensor_proto("halves", halves, kind=10, values=field(5, b"".join(map(varint, halves.view("u2").tolist())))),
        w.tensor_proto("text", BIAS, kind=8, values=b""),
    ]
    expected = {"w": KERNEL, "floats": BIAS, "ints": np.array([3, -1]), "halves": halves}
    _same(load(w.onnx(tensors), "onnx"), expected)


def test_onnx_values_beside_the_model(load, tmp_path):
    pair = [field(1, b"location") + field(2, b"w.bin"), field(1, b"offset") + field(2, b"4")]
    outside = b"".join(field(13, entry) for entry in pair) + field(14, 1)
    (tmp_path / "w.bin").write_bytes(b"skip" + KERNEL.tobytes())
    _same(load(w.onnx([w.tensor_proto("w", KERNEL, values=outside)])), {"w": KERNEL})


def test_onnx_of_the_library(load, tmp_path):
    onnx = pytest.importorskip("onnx", reason="compares with the library where it is installed")
    initializers = [onnx.numpy_helper.from_array(array, name) for name, array in ARRAYS.items()]
    graph = onnx.helper.make_graph([], "g", [], [], initializers)
    model = onnx.helper.make_model(graph)
    _same(load(model.SerializeToString(), "onnx"), ARRAYS)
    onnx.save(model, tmp_path / "m.onnx", save_as_external_data=True, location="m.bin", size_threshold=0)
    _same(weights.load(tmp_path / "m.onnx"), ARRAYS)


@pytest.mark.parametrize("magic", [None, 0xF993FAC8, 0xF993FAC9, 0xF993FACA])
def test_mxnet(load, magic):
    _same(load(w.mxnet({"arg:w": KERNEL, "aux:m": BIAS}, magic=magic), "mxnet"), {"arg:w": KERNEL, "aux:m": BIAS})
    _same(load(w.mxnet({"a": KERNEL}, magic=magic, names=[])), {"0": KERNEL})


def test_torch7(load):
    t7 = w.T7()
    module = t7.object("nn.Linear", t7.table([(t7.string("weight"), t7.tensor(KERNEL))]))
    content = t7.table([(t7.number(1), module), (t7.string("b"), t7.tensor(BIAS.astype("f8")))])
    _same(load(content, "t7"), {"b": BIAS.astype("f8"), "1/weight": KERNEL})
    _same(load(w.T7().tensor(KERNEL), "t7"), {"arr_0": KERNEL})
    values = np.arange(6, dtype="f4")
    _same(load(w.T7().tensor(values, shape=(3, 2), steps=(1, 3))), {"arr_0": values.reshape(2, 3).T})


def test_torch7_circles_and_long_chains(load):
    t7 = w.T7()
    inner = t7.table([(t7.string("self"), t7.again(3, 9)), (t7.string("w"), t7.tensor(BIAS))], index=9)
    _same(load(t7.table([(t7.string("a"), inner), (t7.string("b"), t7.again(3, 9))])), {"a/w": BIAS})
    chain = t7.string("end")
    for index in range(2000, 100, -1):
        chain = t7.table([(t7.number(1), chain), (t7.number(2), t7.again(3, index))], index=index)
    _same(load(t7.table([(t7.string("nodes"), chain), (t7.string("w"), t7.tensor(BIAS))])), {"w": BIAS})
    far = t7.tensor(BIAS)
    for index in range(2000, 100, -1):
        far = t7.table([(t7.number(1), far)], index=index)
    with pytest.raises(WeightsError, match="longer than 1000 characters"):
        load(far)

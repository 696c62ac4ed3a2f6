"""Real files that Caffe, MXNet, Keras, PyTorch, Theano, Lasagne, MATLAB and Torch7 wrote, to the bit."""

import hashlib
import json

import pytest

from tfgraph_dnn import weights

# The names that another reader gave, where ours differ: paths through Torch7's objects, arrays without a name.
OTHER_NAMES = {
    "candle/test.npy": {"arr": "arr_0"},
    "candle/test_with_key.pt": {"model_state_dict/test": "model_state_dict.test"},
    "torchfile/floattensor.t7": {"": "arr_0"},
    "torchfile/doubletensor.t7": {"": "arr_0"},
}
FORMATS = {"npy": "npy", "npz": "npz", "pt": "torch", "pth": "torch", "safetensors": "safetensors", "h5": "hdf5",
           "caffemodel": "caffemodel", "params": "mxnet", "model": "pickle", "mat": "matlab", "t7": "t7"}  # fmt: skip
FILES = [
    "candle/fortran_tensor_3d.pth", "candle/test.npy", "candle/test.npz", "candle/test.pt", "candle/test_with_key.pt",
    "candle/jfk-codes.safetensors", "facenet/det1.npy", "facenet/det2.npy", "caffe_mtcnn/det1.caffemodel",
    "mxnet_mtcnn/det1-0001.params", "keras_mtcnn/12net.h5", "pt_facenet/pnet.pt",
    "lenet_caffe/lenet_iter_10000.caffemodel", "gomoku/best_policy_6_6_4.model", "tagger/char_layer.mat",
    "tagger/char_lstm_for.mat", "tagger/char_lstm_rev.mat", "tagger/final_layer.mat", "tagger/tanh_layer.mat",
    "tagger/transitions.mat", "torchfile/gmodule_with_linear_identity.t7", "torchfile/floattensor.t7",
    "torchfile/doubletensor.t7", "torchfile/list_table.t7", "torchfile/recursive_class.t7",
]  # fmt: skip


def test_every_sample_is_read(foreign):
    assert set(json.loads((foreign / "expected_arrays.json").read_text())) == set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_arrays(foreign, file):
    expected = json.loads((foreign / "expected_arrays.json").read_text())[file]
    found = weights.load(foreign / file)
    seen = {name: [list(a.shape), a.dtype.name, hashlib.sha256(a.tobytes()).hexdigest()] for name, a in found.items()}
    renamed = {name: OTHER_NAMES.get(file, {}).get(name, name) for name, *_ in expected}
    if "gmodule" in file:  # the same module is called by its shortest path, modules/3/weight
        renamed = {name: "modules/3/" + name.rpartition("/")[2] for name, *_ in expected}
    assert seen == {renamed[name]: rest for name, *rest in expected}
    kind = "torch-legacy" if file == "pt_facenet/pnet.pt" else FORMATS[file.rpartition(".")[2]]
    assert weights.sniff(foreign / file).name == kind

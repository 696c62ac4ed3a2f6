"""`input_data.read_data_sets` against what TF 1.15.5 did with the same files (golden/record_tutorials_mnist.py)."""

from __future__ import annotations

import json
import pathlib

import numpy as np
import pytest

from tests.datasets.conftest import put_idx, tiny
from tests.datasets.golden.tutorials_cases import CASES, ERRORS, error_of, note, play
from tfgraph_dnn.datasets import mnist, tutorials_mnist

HERE = pathlib.Path(__file__).parent / "golden"
DATA = str(HERE / "tiny_mnist")
GOLDEN = json.loads((HERE / "tutorials_mnist.json").read_text())
SEEN = {case["name"]: case["seen"] for case in GOLDEN["cases"]}


def seeds_of_graph(graph_seed):
    """TF 1.15's seed rule for a default graph of one operation."""

    def get_seed(op_seed):
        if graph_seed is None:
            return tutorials_mnist.get_seed_without_graph(op_seed)
        return graph_seed % (2**31 - 1), (1 if op_seed is None else op_seed) % (2**31 - 1)

    return get_seed


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_batches_are_those_of_tf_1_15(case):
    name, graph_seed, arguments, calls = case
    face = tutorials_mnist.with_seeds_from(seeds_of_graph(graph_seed))
    assert json.loads(json.dumps(play(DATA, face.read_data_sets, graph_seed, arguments, calls))) == SEEN[name]


def test_golden_covers_every_case():
    assert list(SEEN) == [case[0] for case in CASES] and GOLDEN["tensorflow"] == "1.15.5"


def test_one_hot_and_fake_data_are_those_of_tf_1_15():
    assert note(tutorials_mnist.dense_to_one_hot(np.array([3, 0, 9], np.uint8), 10)) == GOLDEN["one hot"]
    for name, which, one_hot in (("fake", "train", True), ("fake, not one hot", "test", False)):
        data = getattr(tutorials_mnist.read_data_sets("", fake_data=True, one_hot=one_hot), which)
        assert [data.num_examples, list(data.next_batch(2, fake_data=True))] == GOLDEN[name]


def test_errors_are_those_of_tf_1_15(monkeypatch):
    monkeypatch.chdir(HERE)
    found = {name: error_of(tutorials_mnist.read_data_sets, DATA, **arguments) for name, arguments in ERRORS}
    three = np.zeros((3, 2, 2, 1), np.uint8)
    found["count mismatch"] = error_of(tutorials_mnist.DataSet, three, np.zeros(4))
    found["two channels"] = error_of(tutorials_mnist.DataSet, np.zeros((3, 2, 2, 2), np.uint8), np.zeros(3))
    with open("tiny_mnist/t10k-labels-idx1-ubyte.gz", "rb") as f:
        found["labels for images"] = error_of(tutorials_mnist.extract_images, f)
    with open("tiny_mnist/t10k-images-idx3-ubyte.gz", "rb") as f:
        found["images for labels"] = error_of(tutorials_mnist.extract_labels, f)
    assert found.keys() == GOLDEN["errors"].keys()
    bases = {
        "ArgumentError": "ValueError",
        "DataFileError": "ValueError",
        "ShapeMismatchError": "AssertionError",
        "TypeError": "TypeError",
    }
    for name, (kind, text) in GOLDEN["errors"].items():
        assert bases[found[name][0]] == kind
        if name not in ("int32", "float64", "no such dtype"):  # they show TensorFlow's own dtype object
            assert found[name][1].startswith(text)
    assert found["int32"][1] == "Invalid image dtype 'int32', expected uint8 or float32"
    assert issubclass(tutorials_mnist.ShapeMismatchError, AssertionError)


class FakeDType:
    """What a tf.DType shows of itself."""

    def __init__(self, scalar):
        self.as_numpy_dtype = scalar


@pytest.mark.parametrize(
    ("dtype", "expected"),
    [(FakeDType(np.uint8), "uint8"), (FakeDType(np.float32), "float32"), (float, "float32"), ("uint8", "uint8")],
)
def test_what_counts_as_a_dtype(dtype, expected):
    data = tutorials_mnist.DataSet(np.full((2, 3, 3, 1), 255, np.uint8), np.zeros(2), dtype=dtype)
    assert data.images.dtype.name == expected and data.images.shape == (2, 9)


@pytest.mark.parametrize("dtype", [None, FakeDType(np.int64), object(), int])
def test_what_does_not_count_as_a_dtype(dtype):
    with pytest.raises(TypeError, match="expected uint8 or float32"):
        tutorials_mnist.DataSet(np.zeros((2, 3, 3, 1), np.uint8), np.zeros(2), dtype=dtype)


def test_the_bound_face_keeps_names_and_isinstance():
    face = tutorials_mnist.with_seeds_from(seeds_of_graph(1))
    data = face.read_data_sets(DATA, validation_size=10)
    assert type(data.train).__name__ == "DataSet" and isinstance(data.train, tutorials_mnist.DataSet)
    assert isinstance(data.train, face.DataSet) and data._fields == ("train", "validation", "test")
    assert face.read_data_sets.__name__ == "read_data_sets" and face.load_mnist.__doc__


def test_without_seed_the_batches_differ():
    def order():
        data = tutorials_mnist.read_data_sets(DATA, validation_size=0)
        return data.train.next_batch(60)[1].tolist()

    np.random.seed(0)
    first = order()
    np.random.seed(0)
    assert order() != first


def lines_for(directory):
    return [
        f"Extracting {directory}/{part}-ubyte.gz"
        for part in ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")
    ]


def test_from_elsewhere_the_lines_are_the_same(tmp_path, monkeypatch, capsys):
    put_idx(tmp_path / "named", tiny(fill=51), suffix="")
    monkeypatch.setenv("TFGRAPH_MNIST", str(tmp_path / "named"))
    data = tutorials_mnist.read_data_sets(f"{tmp_path}/asked", one_hot=True, validation_size=2)
    out, err = capsys.readouterr()
    assert out.splitlines() == lines_for(tmp_path / "asked") and err == ""
    assert data.train.images.shape == (4, 784) and data.train.labels.shape == (4, 10)
    np.testing.assert_array_equal(data.test.images, np.float32(51) * np.float32(1 / 255.0))


def test_drawn_digits_are_said_and_train_dir_is_made(tmp_path, capsys, few):
    data = tutorials_mnist.read_data_sets(f"{tmp_path}/asked", validation_size=2, reshape=False)
    out, err = capsys.readouterr()
    assert out.splitlines() == lines_for(tmp_path / "asked") and err.count("not the real MNIST") == 1
    assert data.test.images.shape == (3, 28, 28, 1) and len(few.x_train) == 6
    assert (tmp_path / "asked").is_dir() is False or not list((tmp_path / "asked").iterdir())


def test_hard_coded_splits_hold_with_the_drawn_digits(drawing, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(drawing[1]))
    data = tutorials_mnist.read_data_sets(str(tmp_path / "MNIST_data"), one_hot=True)
    assert [part.num_examples for part in data] == [55000, 5000, 10000]
    np.testing.assert_array_equal(data.validation.labels.argmax(axis=1), drawing[0].y_train[:5000])


def test_a_source_of_ones_own_is_fetched_into_train_dir(tmp_path, monkeypatch, capsys):
    put_idx(tmp_path / "mirror", tiny(fill=3))
    put_idx(tmp_path / "named", tiny(fill=4))
    monkeypatch.setenv("TFGRAPH_MNIST", str(tmp_path / "named"))
    url = (tmp_path / "mirror").as_uri() + "/"
    data = tutorials_mnist.read_data_sets(f"{tmp_path}/asked", validation_size=0, dtype=np.uint8, source_url=url)
    assert data.train.images[0, 0] == 3
    out = capsys.readouterr().out.splitlines()
    size = (tmp_path / "mirror/train-images-idx3-ubyte.gz").stat().st_size
    assert out[0] == f"Successfully downloaded train-images-idx3-ubyte.gz {size} bytes."
    assert [line for line in out if line.startswith("Extracting")] == lines_for(tmp_path / "asked")


def test_a_source_of_ones_own_that_fails_is_said(tmp_path, capsys, few):
    url = (tmp_path / "absent").as_uri() + "/"
    data = tutorials_mnist.read_data_sets(str(tmp_path / "asked"), validation_size=0, source_url=url)
    assert data.train.num_examples == len(few.x_train) and url in capsys.readouterr().err


def test_a_truncated_file_in_train_dir_is_one_clear_error(tmp_path, capsys):
    put_idx(tmp_path, tiny(fill=3))
    path = tmp_path / "train-labels-idx1-ubyte.gz"
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(ValueError, match="train-labels-idx1-ubyte.gz is a damaged gzip file"):
        tutorials_mnist.read_data_sets(str(tmp_path))
    assert capsys.readouterr().out.splitlines() == lines_for(tmp_path)[:2]


def test_the_first_home_of_mnist_means_mnist(tmp_path, monkeypatch):
    monkeypatch.setattr(mnist, "find", lambda place: tiny(fill=9))
    data = tutorials_mnist.read_data_sets(
        str(tmp_path), validation_size=0, dtype=np.uint8, source_url="http://yann.lecun.com/exdb/mnist/"
    )
    assert data.train.images[0, 0] == 9

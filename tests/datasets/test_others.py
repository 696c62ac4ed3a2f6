"""Fashion-MNIST, CIFAR-10, and the room itself."""

from __future__ import annotations

import doctest
import importlib
import io
import pickle
import subprocess
import sys
import tarfile

import numpy as np
import pytest

from tests.datasets.conftest import put_idx, tiny
from tfgraph_dnn import datasets
from tfgraph_dnn.datasets import cifar10, fashion_mnist


def test_fashion_mnist_from_files(tmp_path):
    put_idx(tmp_path / "home/.keras/datasets/fashion-mnist", tiny(fill=6))
    (x_train, y_train), (x_test, y_test) = fashion_mnist.keras_load_data()
    assert x_train.shape == (6, 28, 28) and x_test[0, 0, 0] == 6 and y_train.shape == (6,) and y_test.dtype == np.uint8


@pytest.mark.parametrize("module", [fashion_mnist, cifar10])
def test_what_is_not_to_be_had_is_an_error_and_never_drawn(module):
    with pytest.raises(OSError, match="TFGRAPH_OFFLINE is set"):
        module.keras_load_data()


def batches():
    names = [*(f"data_batch_{n}" for n in range(1, 6)), "test_batch"]
    for number, name in enumerate(names):
        data = np.zeros((2, 3072), np.uint8)
        data[:, 1024] = number  # first green pixel
        yield name, pickle.dumps({b"data": data, b"labels": [number, 9]}, protocol=2)


@pytest.mark.parametrize("archived", [False, True])
def test_cifar10_from_files(tmp_path, archived):
    directory = tmp_path / "home/.keras/datasets"
    directory.mkdir(parents=True)
    if archived:
        with tarfile.open(directory / "cifar-10-python.tar.gz", "w:gz") as archive:
            for name, content in batches():
                member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
    else:
        (directory / "cifar-10-batches-py").mkdir()
        for name, content in batches():
            (directory / "cifar-10-batches-py" / name).write_bytes(content)
    (x_train, y_train), (x_test, y_test) = cifar10.keras_load_data()
    assert x_train.shape == (10, 32, 32, 3) and x_train[:, 0, 0, 1].tolist() == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert x_train[:, 0, 0, 0].max() == 0 and y_train.shape == (10, 1) and y_train.dtype == np.uint8
    assert x_test.shape == (2, 32, 32, 3) and y_test.tolist() == [[5], [9]]


class Evil:
    """A pickle that would run something."""

    def __reduce__(self):
        return print, ("run",)


@pytest.mark.parametrize("content", [pickle.dumps(Evil()), b"", b"text", pickle.dumps({b"data": [1]}), pickle.dumps(5)])
def test_nothing_in_a_batch_runs(tmp_path, content, capsys):
    directory = tmp_path / "home/.keras/datasets/cifar-10-batches-py"
    directory.mkdir(parents=True)
    for name, _ in batches():
        (directory / name).write_bytes(content)
    with pytest.raises(ValueError, match="data_batch_1 is not a CIFAR-10 batch"):
        cifar10.keras_load_data()
    assert capsys.readouterr().out == ""


def test_a_damaged_archive(tmp_path):
    directory = tmp_path / "home/.keras/datasets"
    directory.mkdir(parents=True)
    (directory / "cifar-10-python.tar.gz").write_bytes(b"no archive")
    with pytest.raises(ValueError, match=r"cifar-10-python\.tar\.gz is not the CIFAR-10 archive"):
        cifar10.keras_load_data()


def test_the_room_is_cold_and_complete():
    code = (
        "import sys; from tfgraph_dnn import datasets as d; [getattr(d, n) for n in d.__all__];"
        "print([m for m in sys.modules if m.split('.')[0] in ('tensorflow', 'keras')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]" and done.stderr == ""
    with pytest.raises(AttributeError, match="no attribute 'absent'"):
        _ = datasets.absent
    assert dir(datasets) == sorted(datasets.__all__)


@pytest.mark.parametrize("name", datasets._MODULES)
def test_examples_in_docstrings(name):
    module = importlib.import_module(f"tfgraph_dnn.datasets.{name}")
    assert doctest.testmod(module).failed == 0

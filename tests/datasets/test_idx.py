"""The idx format: what is written is read back, and what is damaged is said with its name."""

from __future__ import annotations

import gzip
import os
import pathlib
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfgraph_dnn.datasets import idx

REAL = pathlib.Path(os.environ.get("TFGRAPH_SHARED", pathlib.Path(__file__).parents[3] / "shared")) / "data/mnist"


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize("dtype", ["u1", "i1", "i2", "i4", "f4", "f8", ">i4", "<f8"])
def test_what_is_written_is_read_back(tmp_path, dtype, suffix):
    array = (np.arange(24) - (0 if dtype == "u1" else 12)).reshape(2, 3, 4).astype(dtype)
    idx.write(tmp_path / f"a{suffix}", array)
    back = idx.read(tmp_path / f"a{suffix}")
    np.testing.assert_array_equal(back, array)
    assert back.dtype == array.dtype.newbyteorder("=") and back.flags.writeable
    assert ((tmp_path / f"a{suffix}").read_bytes()[:2] == b"\x1f\x8b") == (suffix == ".gz")


def test_the_bytes_are_those_of_the_format(tmp_path):
    idx.write(tmp_path / "a", np.array([[1, 2, 3]], np.int16))
    assert (tmp_path / "a").read_bytes() == bytes.fromhex("00000b02 00000001 00000003 0001 0002 0003".replace(" ", ""))


def test_the_same_array_gives_the_same_gzip(tmp_path):
    for name in ("a.gz", "b.gz"):
        idx.write(tmp_path / name, np.arange(5, dtype=np.uint8))
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gz", "b.gz"]


HEADER = struct.pack(">BBBBI", 0, 0, 8, 1, 4)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not an idx file: it starts with nothing"),
        (b"GIF89a", "not an idx file: it starts with 47 49 46 38"),
        (b"\0\0\x07\x01\0\0\0\0", "not an idx file"),
        (HEADER[:6], "truncated: its header announces 1 dimensions"),
        (HEADER + b"abc", "truncated: its header announces (4,) = 4 bytes of data, it holds 3"),
        (HEADER + b"abcde", "too long: its header announces (4,) = 4 bytes of data, it holds 5"),
        (gzip.compress(HEADER + b"abc"), "truncated"),
        (gzip.compress(HEADER + b"abcd")[:-9], "damaged gzip"),
        (b"\x1f\x8bnonsense", "damaged gzip"),
    ],
)
def test_a_damaged_file_is_one_value_error_that_names_it(tmp_path, content, said):
    path = tmp_path / "train-labels-idx1-ubyte"
    path.write_bytes(content)
    with pytest.raises(ValueError) as caught:
        idx.read(path)
    assert str(path) in str(caught.value) and said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_dtype_that_idx_does_not_have(tmp_path):
    with pytest.raises(ValueError, match="no type for dtype int64"):
        idx.write(tmp_path / "a", np.arange(3))
    assert not list(tmp_path.iterdir())


@given(st.binary(max_size=40))
def test_no_bytes_raise_anything_else(content):
    for prefix in (b"", HEADER[:4], b"\x1f\x8b"):
        try:
            idx.parse(prefix + content, "name")
        except ValueError as error:
            assert "name" in str(error)


@pytest.mark.skipif(not REAL.is_dir(), reason="the real MNIST test digits are not here")
def test_the_real_test_digits():
    images = idx.read(REAL / "t10k-images-idx3-ubyte.gz")
    labels = idx.read(REAL / "t10k-labels-idx1-ubyte.gz")
    assert images.shape == (10000, 28, 28) and labels[:5].tolist() == [7, 2, 1, 0, 4]

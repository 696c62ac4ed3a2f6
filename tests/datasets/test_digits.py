"""The drawn digits: their bits, their likeness to MNIST, their cache and their export."""

from __future__ import annotations

import hashlib
import pathlib
import stat

import numpy as np
import pytest

from tfgraph_dnn.datasets import digits, drawn, idx, store

# Raise digits.VERSION when these change: caches of the old bits are then left alone.
BITS = {
    1: {
        "train": "930cbbc1bcbce8052ea3366cdffeafa0e69fb01eecdd7364cb75bdf718a71f4d",
        "test": "f8ae0b9d63878e8e3e270bb267266bff8c9ff5be4525293db510d325e6625175",
    }
}


@pytest.mark.parametrize("part", ["train", "test"])
def test_the_first_bits_of_this_version(part):
    images, labels = digits.draw(part, 2600)  # more than one chunk
    assert hashlib.sha256(images.tobytes() + labels.tobytes()).hexdigest() == BITS[digits.VERSION][part]


def test_shapes_dtypes_counts_and_time(drawing):
    data, _, seconds = drawing
    assert [array.shape for array in data] == [(60000, 28, 28), (60000,), (10000, 28, 28), (10000,)]
    assert {array.dtype for array in data} == {np.dtype(np.uint8)}
    assert seconds < 60  # five on one quiet core


def test_a_longer_drawing_begins_with_a_shorter_one(drawing):
    images, labels = digits.draw("train", 2503)
    np.testing.assert_array_equal(images, drawing[0].x_train[:2503])
    np.testing.assert_array_equal(labels, drawing[0].y_train[:2503])
    assert digits.draw("test", 0)[0].shape == (0, 28, 28)


@pytest.mark.parametrize(("part", "count"), [("valid", 3), ("test", 10001), ("train", -1)])
def test_what_cannot_be_drawn(part, count):
    with pytest.raises(ValueError):
        digits.draw(part, count)


def test_pixels_are_like_mnist(drawing):
    """MNIST: mean 0.1307, deviation 0.3081, 19.1 % of the pixels not zero, each class 9 to 11.3 %."""
    images, labels = drawing[0].x_train, drawing[0].y_train
    scaled = images[:10000] / 255.0
    assert abs(scaled.mean() - 0.1307) < 0.01 and abs(scaled.std() - 0.3081) < 0.015
    assert abs((images[:10000] > 0).mean() - 0.191) < 0.02
    assert np.all(np.abs(np.bincount(labels, minlength=10) / 60000 - 0.1) < 0.01)
    assert np.all(images.reshape(60000, -1).max(axis=1) > 200)


def test_the_centre_of_mass_is_in_the_middle(drawing):
    images = drawing[0].x_test.astype(np.float64)
    ink = images.sum(axis=(1, 2))
    for axis in (1, 2):
        centre = (images.sum(axis=axis) * (np.arange(28) + 0.5)).sum(axis=1) / ink
        assert np.mean(np.abs(centre - 14.0) <= 0.5 + 1e-9) > 0.98
    extent = np.maximum((images.max(axis=1) > 127).sum(axis=1), (images.max(axis=2) > 127).sum(axis=1))
    assert np.median(extent) in (19, 20)


def test_digits_of_one_class_differ_and_train_differs_from_test(drawing):
    every = np.concatenate([drawing[0].x_train, drawing[0].x_test]).reshape(70000, -1)
    assert len({row.tobytes() for row in every}) == 70000


def test_as_hard_as_mnist_for_a_linear_model(drawing):
    """Least squares on 8,000 digits gets 83 % of the drawn test digits; on real ones (8,000 and 2,000) 89 %."""
    data = drawing[0]

    def rows(images):
        return np.hstack([images.reshape(len(images), -1) / 255.0, np.ones((len(images), 1))])

    x, targets = rows(data.x_train[:8000]), np.eye(10)[data.y_train[:8000]]
    weights = np.linalg.solve(x.T @ x + 5.0 * np.eye(785), x.T @ targets)
    accuracy = np.mean((rows(data.x_test) @ weights).argmax(axis=1) == data.y_test)
    assert 0.78 < accuracy < 0.90


def test_the_second_load_comes_from_the_cache(drawing, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(drawing[1]))
    monkeypatch.setattr(digits, "draw", None)
    np.testing.assert_array_equal(drawn.load().x_test, drawing[0].x_test)


@pytest.fixture
def small(monkeypatch):
    """Few digits, so that drawing again costs nothing."""
    counted = []
    original = digits.draw
    monkeypatch.setattr(digits, "COUNTS", {"train": 30, "test": 10})
    monkeypatch.setattr(digits, "draw", lambda part: counted.append(part) or original(part))
    return counted


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "other", "shape"])
def test_a_damaged_cache_is_drawn_anew(small, damage):
    good = drawn.load()
    path = pathlib.Path(store.cache_directory(), f"drawn_digits_v{digits.VERSION}.npz")
    content = path.read_bytes()
    if damage == "shape":
        np.savez(path, **good._replace(y_test=good.y_test[:3])._asdict())
    else:
        flipped = bytearray(content)
        flipped[5000] ^= 255
        path.write_bytes({"empty": b"", "cut": content[:9000], "flipped": flipped, "other": b"not a zip"}[damage])
    np.testing.assert_array_equal(drawn.load().x_train, good.x_train)
    assert small == ["train", "test"] * 2
    drawn.load()
    assert small == ["train", "test"] * 2


def test_without_a_cache_it_works_and_draws_once(small, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    first = drawn.load()
    first.x_train[:] = 0
    assert drawn.load().x_train.any()
    assert small == ["train", "test"]


def test_cache_directory_follows_xdg(tmp_path, monkeypatch):
    assert store.cache_directory() == str(tmp_path / "cache" / "tfgraph_dnn")
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert store.cache_directory() == str(tmp_path / "home" / ".cache" / "tfgraph_dnn")


def test_exports(small, tmp_path):
    data = drawn.load()
    with np.load(drawn.write_npz(tmp_path / "deep" / "mnist.npz")) as file:
        assert all(np.array_equal(file[name], getattr(data, name)) for name in data._fields)
    paths = drawn.write_idx_gz(tmp_path / "idx")
    assert [path.rsplit("/", 1)[1][:7] for path in paths] == ["train-i", "train-l", "t10k-im", "t10k-la"]
    for path, array in zip(paths, data, strict=True):
        np.testing.assert_array_equal(idx.read(path), array)


def test_an_interrupted_write_leaves_the_old_file(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), store.atomic_file(path) as file:
        file.write(b"half")
        raise KeyboardInterrupt
    assert path.read_bytes() == b"old" and len(list(tmp_path.iterdir())) == 1
    with store.atomic_file(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new" and path.stat().st_mode & stat.S_IRUSR

"""No network, no home and no memory of earlier tests; the 70,000 digits are drawn once per session."""

from __future__ import annotations

import pathlib
import time

import numpy as np
import pytest

from tfgraph_dnn.datasets import download, drawn, idx, mnist


@pytest.fixture(autouse=True)
def apart(tmp_path, monkeypatch):
    """An empty home and cache; what a process remembers is forgotten."""
    for name in ("TFGRAPH_MNIST", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TFGRAPH_OFFLINE", "1")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(mnist, "_said", set())
    monkeypatch.setattr(download, "_failed", {})
    monkeypatch.setattr(drawn, "_kept", [])


@pytest.fixture(scope="session")
def drawing(tmp_path_factory):
    """The whole drawing, the directory of its cache, and the seconds it took."""
    directory = tmp_path_factory.mktemp("drawn_cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(directory))
        start = time.perf_counter()
        data = drawn.load()
        return data, directory, time.perf_counter() - start


@pytest.fixture
def few(monkeypatch):
    """Stands in for the drawn digits where their number does not matter."""
    data = tiny(fill=99)
    monkeypatch.setattr(drawn, "load", lambda: data)
    return data


def tiny(fill: int, train: int = 6, test: int = 3) -> drawn.Digits:
    """A small data set told apart from others by its pixel value."""
    images = np.full((train + test, 28, 28), fill, np.uint8)
    labels = (np.arange(train + test) % 10).astype(np.uint8)
    return drawn.Digits(images[:train], labels[:train], images[train:], labels[train:])


def put_idx(directory: pathlib.Path, data: drawn.Digits, suffix: str = ".gz", dotted: bool = False) -> None:
    """Writes a data set as MNIST's four files."""
    directory.mkdir(parents=True, exist_ok=True)
    for name, file in drawn.FILES.items():
        file = file.removesuffix(".gz") + suffix
        idx.write(directory / (file.replace("-idx", ".idx") if dotted else file), getattr(data, name))


def put_npz(path: pathlib.Path, data: drawn.Digits) -> None:
    """Writes a data set as Keras does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez(path, **data._asdict())

"""Where MNIST is looked for, in which order, and what is said."""

from __future__ import annotations

import hashlib
import http.server
import threading

import numpy as np
import pytest

from tests.datasets.conftest import put_idx, put_npz, tiny
from tfgraph_dnn.datasets import download, drawn, idx, mnist


def pixel(data) -> int:
    """What tells the data sets of these tests apart."""
    return int(data.x_train[0, 0, 0])


def test_the_order_of_the_search(tmp_path, monkeypatch, few, capsys):
    places = {
        1: tmp_path / "asked",
        2: tmp_path / "named",
        3: tmp_path / "home/.keras/datasets",
        4: tmp_path / "cache/tfgraph_dnn",
    }
    monkeypatch.setenv("TFGRAPH_MNIST", str(places[2]))
    for number, place in places.items():
        put_npz(place / "mnist.npz", tiny(fill=number))
    for number, place in places.items():
        assert pixel(mnist.load(places[1])) == number
        (place / "mnist.npz").unlink()
    assert capsys.readouterr().err == ""
    assert mnist.load(places[1]) is few


@pytest.mark.parametrize("dotted", [False, True])
@pytest.mark.parametrize("suffix", [".gz", ""])
def test_every_spelling_of_the_idx_files(tmp_path, suffix, dotted):
    data = tiny(fill=5)
    put_idx(tmp_path / "d", data, suffix, dotted)
    for got, put in zip(mnist.load(tmp_path / "d"), data, strict=True):
        np.testing.assert_array_equal(got, put)


def test_idx_files_go_before_npz_and_a_file_may_be_named(tmp_path, monkeypatch):
    put_idx(tmp_path / "d", tiny(fill=1))
    put_npz(tmp_path / "d/mnist.npz", tiny(fill=2))
    assert pixel(mnist.load(tmp_path / "d")) == 1
    monkeypatch.setenv("TFGRAPH_MNIST", str(tmp_path / "d/mnist.npz"))
    assert pixel(mnist.load()) == 2
    monkeypatch.setenv("TFGRAPH_MNIST", "~/my")
    put_idx(tmp_path / "home/my", tiny(fill=3))
    assert pixel(mnist.load()) == 3


def test_test_digits_alone_are_not_enough_and_it_is_said_once(tmp_path, few, capsys):
    put_idx(tmp_path / "d", tiny(fill=1))
    for part in ("images-idx3", "labels-idx1"):
        (tmp_path / f"d/train-{part}-ubyte.gz").unlink()
    assert mnist.load(tmp_path / "d") is few and mnist.load(tmp_path / "d") is few
    first, second = capsys.readouterr().err.splitlines()
    assert f"{tmp_path / 'd'} holds only t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz" in first
    assert "without train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz" in first
    assert "not the real MNIST" in second and "TFGRAPH_MNIST" in second and "TFGRAPH_OFFLINE is set" in second


def test_a_name_that_leads_nowhere_is_said(tmp_path, monkeypatch, few, capsys):
    monkeypatch.setenv("TFGRAPH_MNIST", str(tmp_path / "nowhere"))
    mnist.load()
    assert "nowhere, which does not exist" in capsys.readouterr().err


def damaged_npz(path):
    put_npz(path, tiny(fill=1))
    path.write_bytes(path.read_bytes()[:-40])


def test_damage_is_an_error_where_asked_for_and_a_line_elsewhere(tmp_path, monkeypatch, few, capsys):
    damaged_npz(tmp_path / "d/mnist.npz")
    with pytest.raises(ValueError, match="d/mnist.npz is not a readable"):
        mnist.load(tmp_path / "d")
    damaged_npz(tmp_path / "home/.keras/datasets/mnist.npz")
    assert mnist.load() is few
    assert "datasets/mnist.npz is not a readable .npz file" in capsys.readouterr().err
    monkeypatch.setenv("TFGRAPH_MNIST", str(tmp_path / "d"))
    with pytest.raises(idx.DataFileError):
        mnist.load()


@pytest.mark.parametrize("wrong", ["no pickles", "missing", "float", "labels"])
def test_an_npz_of_another_kind(tmp_path, wrong):
    data = tiny(fill=1)._asdict()
    if wrong == "missing":
        del data["y_test"]
    elif wrong == "labels":
        data["y_test"] = data["y_test"][:-1]
    else:
        data["x_test"] = data["x_test"].astype(object if wrong == "no pickles" else np.float32)
    np.savez(tmp_path / "mnist.npz", **data)
    with pytest.raises(ValueError, match=r"mnist\.npz"):
        mnist.load(tmp_path / "mnist.npz")


def test_keras_load_data(tmp_path, few):
    (x_train, y_train), (x_test, y_test) = mnist.keras_load_data()
    assert x_train.shape == (6, 28, 28) and y_test.shape == (3,) and few.x_test is x_test and y_train.dtype == np.uint8
    put_npz(tmp_path / "home/.keras/datasets/mine.npz", tiny(fill=7))
    put_npz(tmp_path / "elsewhere.npz", tiny(fill=8))
    assert mnist.keras_load_data("mine.npz")[0][0][0, 0, 0] == 7
    assert mnist.keras_load_data(str(tmp_path / "elsewhere.npz"))[0][0][0, 0, 0] == 8


@pytest.fixture
def server(tmp_path, monkeypatch):
    """A mirror on this machine; `server.asked` counts its requests."""
    root = tmp_path / "mirror"
    root.mkdir()
    asked = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *args):
            super().__init__(*args, directory=str(root))

        def log_message(self, *args):
            asked.append(self.path)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        monkeypatch.delenv("TFGRAPH_OFFLINE")
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.delenv(name, raising=False)
        serving.root, serving.asked = root, asked
        serving.url = f"http://127.0.0.1:{serving.server_port}/"
        monkeypatch.setattr(mnist, "NPZ_URL", serving.url + "mnist.npz")
        yield serving
        serving.shutdown()
        thread.join()


def serve(server, monkeypatch, data):
    put_npz(server.root / "mnist.npz", data)
    digest = hashlib.sha256((server.root / "mnist.npz").read_bytes()).hexdigest()
    monkeypatch.setattr(mnist, "NPZ_CHECKSUM", f"sha256:{digest}")


def test_a_download_is_checked_kept_and_not_repeated(server, monkeypatch, capsys, tmp_path):
    serve(server, monkeypatch, tiny(fill=4))
    assert pixel(mnist.load()) == 4 and pixel(mnist.load()) == 4
    assert server.asked == ["/mnist.npz"] and capsys.readouterr().err == ""
    assert [path.name for path in (tmp_path / "cache/tfgraph_dnn").iterdir()] == ["mnist.npz"]


def test_a_download_without_a_cache(server, monkeypatch, tmp_path):
    serve(server, monkeypatch, tiny(fill=4))
    (tmp_path / "cache").write_text("in the way")
    assert pixel(mnist.load()) == 4


def test_a_wrong_checksum_leaves_nothing_and_is_tried_once(server, monkeypatch, few, capsys, tmp_path):
    serve(server, monkeypatch, tiny(fill=4))
    monkeypatch.setattr(mnist, "NPZ_CHECKSUM", "sha256:00")
    assert mnist.load() is few and mnist.load() is few
    assert server.asked == ["/mnist.npz"] and not list((tmp_path / "cache/tfgraph_dnn").iterdir())
    (line,) = capsys.readouterr().err.splitlines()
    assert "not the real MNIST" in line and "the checksum is" in line


def test_a_missing_file_does_not_blame_the_host(server, tmp_path):
    with pytest.raises(OSError, match="File not found"):
        download.fetch(server.url + "absent", tmp_path / "t")
    (server.root / "there").write_bytes(b"x")
    assert download.fetch(server.url + "there", tmp_path / "t") == str(tmp_path / "t")
    with pytest.raises(download.DownloadError, match="tried once before"):
        download.fetch(server.url + "absent", tmp_path / "u")


def test_a_silent_host_is_asked_once(monkeypatch, tmp_path, server):
    server.shutdown()
    server.server_close()
    for name in ("a", "b"):
        with pytest.raises(download.DownloadError) as caught:
            download.fetch(server.url + name, tmp_path / name)
    assert "tried once before" in str(caught.value) and not list(tmp_path.glob("a*")) + list(tmp_path.glob("b*"))


def test_a_name_service_that_hangs(monkeypatch, tmp_path):
    monkeypatch.delenv("TFGRAPH_OFFLINE")
    release = threading.Event()
    monkeypatch.setattr(download, "TIMEOUT", 0.05)
    monkeypatch.setattr(download.urllib.request, "getproxies", dict)
    monkeypatch.setattr(download.socket, "getaddrinfo", lambda *_: release.wait(10))
    with pytest.raises(download.DownloadError, match="was not resolved"):
        download.fetch("http://nowhere.invalid/x", tmp_path / "x")
    release.set()


def test_the_line_about_the_drawn_digits_comes_from_the_real_fallback(drawing, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(drawing[1]))
    data = mnist.load()
    assert data.x_train.shape == (60000, 28, 28) and np.array_equal(data.y_test, drawing[0].y_test)
    assert capsys.readouterr().err.count("\n") == 1
    assert drawn.FILES.keys() == set(data._fields)

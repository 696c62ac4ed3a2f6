"""What a legacy program logs with `tf.summary.FileWriter`, asked for through the TensorBoard of today."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

import numpy as np
import pytest

pytest.importorskip("tensorboard", reason="TensorBoard is not installed (pip install tensorboard)")

STEPS = 5


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    """A directory of event files, as a program of a course would write it."""
    import tfgraph_dnn.v1 as tf

    directory = tmp_path_factory.mktemp("tf_logs")
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        X = tf.placeholder(tf.float32, [None, 4], name="X")
        with tf.name_scope("dnn"):
            hidden = tf.layers.dense(X, 3, activation=tf.nn.relu, name="hidden1")
            loss = tf.reduce_mean(tf.square(hidden), name="loss")
        train = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
        tf.summary.scalar("loss", loss)
        tf.summary.histogram("hidden", hidden)
        tf.summary.image("picture", tf.reshape(X, [-1, 2, 2, 1]), max_outputs=1)
        merged = tf.summary.merge_all()
        with tf.Session() as session, tf.summary.FileWriter(str(directory / "run1"), graph) as writer:
            session.run(tf.global_variables_initializer())
            for step in range(STEPS):
                found, _ = session.run([merged, train], {X: np.eye(4, dtype=np.float32)})
                writer.add_summary(found, step)
    return directory


@pytest.fixture(scope="module")
def ask(log):
    """A function that asks TensorBoard, which runs on this machine alone, for a route."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    where = ["--logdir", str(log), "--host", "127.0.0.1", "--port", str(port), "--load_fast", "false"]
    environment = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        [sys.executable, "-m", "tensorboard.main", *where],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            yield lambda route, **query: _get(f"http://127.0.0.1:{port}/data/{route}?{urllib.parse.urlencode(query)}")
        finally:
            server.terminate()


def _get(url):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(240):
        try:
            with opener.open(url, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 404:
                raise
        except OSError:
            pass  # it has not started, or has not read the files
        time.sleep(0.25)
    raise AssertionError(f"TensorBoard did not answer {url}")


def _wait(ask, route):
    for _ in range(240):
        found = json.loads(ask(route))
        if found:
            return found
        time.sleep(0.25)
    raise AssertionError(f"TensorBoard shows nothing at {route}")


def test_scalars(ask):
    assert _wait(ask, "plugin/scalars/tags") == {"run1": {"loss": {"displayName": "loss", "description": ""}}}
    rows = json.loads(ask("plugin/scalars/scalars", run="run1", tag="loss"))
    assert [row[1] for row in rows] == list(range(STEPS))
    assert rows[-1][2] < rows[0][2]


def test_histograms(ask):
    assert list(_wait(ask, "plugin/histograms/tags")["run1"]) == ["hidden"]
    assert len(json.loads(ask("plugin/histograms/histograms", run="run1", tag="hidden"))) == STEPS


def test_images(ask):
    tags = _wait(ask, "plugin/images/tags")["run1"]
    (tag,) = tags
    assert tag == "picture/image"
    first = json.loads(ask("plugin/images/images", run="run1", tag=tag, sample=0))[0]
    assert ask("plugin/images/individualImage", **dict(urllib.parse.parse_qsl(first["query"]))).startswith(b"\x89PNG")


def test_the_graph(ask):
    assert _wait(ask, "plugin/graphs/info")["run1"]["run_graph"] is True
    graph = ask("plugin/graphs/graph", run="run1").decode()
    for name in ("X", "dnn/hidden1/Relu", "hidden1/kernel", "dnn/loss", "GradientDescent"):
        assert f'name: "{name}"' in graph

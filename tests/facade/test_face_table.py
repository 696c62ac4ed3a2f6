"""The recorded table of names tells of the face what the face itself shows, on the TensorFlow that is installed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tfgraph_dnn import symbols
from tfgraph_dnn.symbols import face_table

ROOT = Path(__file__).parents[2]
RECORD = "the face has changed: TFGRAPH_ORACLE=PY python oracle/record_face.py OLDEST_PYTHON NEWEST_PYTHON"


@pytest.fixture(scope="module")
def walked():
    """The face walked in a process of its own, since all of TensorFlow's private modules are touched."""
    private = {module: face_table.recorded_names(module) for module in face_table.private_modules()}
    command = [sys.executable, str(ROOT / "oracle" / "walk_face.py")]
    done = subprocess.run(
        command, input=json.dumps(private).encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    found = json.loads(done.stdout)
    if found["tensorflow"] not in face_table.versions():
        pytest.skip(f"recorded for TensorFlow {' and '.join(face_table.versions())}, not {found['tensorflow']}")
    return found


def _expected(state: str, here: str, only: str | None) -> bool:
    """Whether the table has the name, on the TensorFlow that was walked."""
    if state in ("there", "open"):
        return only is None or dict(zip(("oldest", "newest"), face_table.versions(), strict=True))[only] == here
    return False


def test_every_name_stands_in_the_table_as_in_the_face(walked):
    wrong = []
    for module, names in walked["modules"].items():
        for name, state in names.items():
            standing = face_table.standing(f"{module}.{name}")
            if standing.state == "unknown" and f"{module}.{name}" not in symbols.tf115_names():
                continue  # what our own modules happen to import
            if _expected(standing.state, walked["tensorflow"], standing.only) != (state != "absent"):
                wrong.append(f"{module}.{name}: {state}, recorded {standing.state}")
    assert not wrong, RECORD
    assert sum(map(len, walked["modules"].values())) > 20_000


def test_every_function_takes_what_the_table_says(walked):
    wrong = []
    for name, (positional, named, any_number) in walked["signatures"].items():
        recorded = face_table.signature(name)
        if recorded is None:
            continue  # given since, or open on the other TensorFlow
        taken = {*positional, *named}
        if not taken <= {*recorded.positional, *recorded.named} or (any_number and not recorded.any_number):
            wrong.append(name)
    assert not wrong, RECORD
    assert len(walked["signatures"]) > 2_000


@pytest.mark.parametrize(
    ("name", "state", "decides"),
    [
        ("tf.layers.dense", "there", "tf.layers.dense"),
        ("tf.compat.v1.layers.dense", "there", "tf.layers.dense"),
        ("tf.train.Saver.no_such_method", "there", "tf.train.Saver"),
        ("tf.mul", "unknown", "tf.mul"),
        ("tf.contrib.quantize.Quantize", "absent", "tf.contrib.quantize"),
        ("tf.flags.DEFINE_string", "there", "tf.flags.DEFINE_string"),
        ("tf.contrib.slim.nets.vgg.vgg_16", "there", "tf.contrib.slim.nets.vgg.vgg_16"),
        ("tf.python.framework.ops.reset_default_graph", "there", "tf.python.framework.ops.reset_default_graph"),
        ("tf.python.ops.rnn", "there", "tf.python.ops.rnn"),
        ("tf.models.rnn", "unknown", "tf.models"),
        ("tf.__version__", "there", "tf.__version__"),
        ("tf.__path__", "open", "tf.__path__"),
        ("tf.python.framework.ops._of_today", "open", "tf.python.framework.ops._of_today"),
        ("tf.compat.v2.math", "open", "tf.compat.v2"),
        ("tf", "there", "tf"),
    ],
)
def test_standings(name, state, decides):
    found = face_table.standing(name)
    assert (found.state, found.name) == (state, decides)


def test_signatures():
    dropout = face_table.signature("tf.nn.dropout")
    assert dropout.takes("rate") and dropout.takes("keep_prob") and not dropout.takes("keep_probs")
    assert face_table.signature("tf.no_such_function") is None


def test_a_name_laid_over_since_the_recording_is_there(monkeypatch):
    from tfgraph_dnn.symbols import tables

    monkeypatch.setattr(tables, "overlay", lambda: {"tf.contrib.quantize.Quantize": "x:y", "tf.mul": "x:y"})
    face_table._laid_over.cache_clear()
    assert face_table.standing("tf.mul").state == "open"
    assert face_table.standing("tf.contrib.quantize.Quantize").state == "open"
    face_table._laid_over.cache_clear()

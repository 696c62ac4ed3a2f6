"""`tfgraph ckpt plan`: against graphs, checkpoints and programs."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.checkpoint.test_inspect import _write
from tfgraph_dnn import cli

ROOT = Path(__file__).resolve().parents[2]
DENSE = ROOT / "checkpoints" / "dense_momentum" / "model.ckpt"
PROGRAM = """
import sys
import tensorflow as tf

print("says", sys.argv[1:])
X = tf.placeholder(tf.float32, [None, 784])
hidden1 = tf.layers.dense(X, 30, name="hidden1")
logits = tf.layers.dense(hidden1, 5, name="logits")
training_op = tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.reduce_mean(logits))
reuse_vars = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope="hidden[123]")
saver = tf.train.Saver(reuse_vars)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    if "train" in sys.argv:
        try:
            session.run(training_op, {X: [[0.0] * 784]})
        except Exception:
            pass
        print("trained")
    saver.restore(session, "there/is/none")
    print("restored")
"""


def _run(capsys, *argv):
    status = cli.main(["ckpt", "plan", *map(str, argv)])
    out, err = capsys.readouterr()
    return status, out, err


def _program(tmp_path, *argv):
    path = tmp_path / "program.py"
    path.write_text(PROGRAM)
    words = [str(path) if word == "PROGRAM" else str(word) for word in argv]
    return subprocess.run(
        [sys.executable, "-m", "tfgraph_dnn", "ckpt", "plan", *words], capture_output=True, text=True, cwd=ROOT
    )


def test_help(capsys):
    status, out, err = _run(capsys, "--help")
    assert (status, err) == (0, "") and out.startswith("usage: tfgraph ckpt plan ")


@pytest.mark.parametrize(
    ("argv", "gist"),
    [
        ([DENSE], "takes 2 paths, not 1"),
        ([DENSE, f"{DENSE}.meta", "--only", "("], "is no regular expression"),
        ([DENSE, f"{DENSE}.meta", "--pack", "contrib"], "There are: contrib-to-layers"),
        ([DENSE, f"{DENSE}.meta", "--scope", "a"], "takes OLD=NEW"),
        ([DENSE, f"{DENSE}.meta", "--scope", "nope/=/"], "There are: hidden1/"),
        ([DENSE, f"{DENSE}.meta", "--auto", "--pack", "layers-to-contrib"], "one or the other"),
        ([DENSE, f"{DENSE}.meta", "--through"], "--through is for programs"),
        ([DENSE, "nothing.meta"], "No such file"),
        ([DENSE, f"{DENSE}.index.meta"], "No such file"),
    ],
)
def test_errors(capsys, argv, gist):
    status, out, err = _run(capsys, *argv)
    assert (status, out) == (2, "") and gist in err and "Traceback" not in err


def test_everything_fits(capsys):
    status, out, err = _run(capsys, DENSE, f"{DENSE}.meta")
    assert (status, err) == (0, "") and out.splitlines()[-1] == "13 matched"
    assert "hidden1/kernel" not in out
    assert "  matched  hidden1/kernel" in _run(capsys, DENSE, f"{DENSE}.meta", "--all")[1]


def test_findings_and_their_cures(capsys, tmp_path):
    shapes = {"hidden1/weights": (784, 30), "hidden1/biases": (7,)}
    other = _write(tmp_path, {name: np.zeros(shape, "float32") for name, shape in shapes.items()})
    status, out, _ = _run(capsys, DENSE, other)
    assert status == 1 and "packs=['layers-to-contrib']" in out
    assert "!  missing  hidden1/weights  float32 (784, 30)  nearest: hidden1/kernel (784, 30)" in out
    status, out, _ = _run(capsys, DENSE, other, "--auto")
    assert status == 1 and "~  renamed  hidden1/weights" in out and "!  shape    hidden1/biases" in out
    assert _run(capsys, DENSE, other, "--auto", "--resize")[0] == 0
    assert _run(capsys, DENSE, other, "--pack", "layers-to-contrib", "--exclude", "biases")[0] == 0


def test_data(capsys):
    status, out, err = _run(capsys, DENSE, f"{DENSE}.meta", "--only", "hidden1", "--json")
    data = json.loads(out)
    assert (status, err, data["schema"]) == (0, "", 1) and data["counts"] == {"matched": 4}
    assert next(step for step in data["steps"] if step["name"] == "hidden1/kernel") == {
        "name": "hidden1/kernel", "role": "variable", "status": "matched", "tensor": "hidden1/kernel", "rule": "",
        "wanted": "float32 (784, 30)", "found": "float32 (784, 30)", "nearest": [], "cure": None, "good": True,
    }  # fmt: skip
    assert len(data["left_out"]) == 9


def test_program_up_to_its_restore(tmp_path):
    done = _program(tmp_path, DENSE, "PROGRAM", "--mine", "x")
    assert done.returncode == 0, done.stderr
    assert "program.py at its first Saver.restore, line 20 of program.py" in done.stdout.splitlines()[0]
    assert "4 matched" in done.stdout  # the slots that the scope caught, too
    assert "says ['--mine', 'x']" in done.stderr and "says" not in done.stdout and "restored" not in done.stderr


def test_program_that_trains_is_stopped_before(tmp_path):
    done = _program(tmp_path, DENSE, "PROGRAM", "train")
    assert done.returncode == 1 and "at its first run of the graph, line 16 of program.py" in done.stdout
    assert "logits/kernel" in done.stdout and "trained" not in done.stderr
    done = _program(tmp_path, DENSE, "--through", "PROGRAM", "train")
    assert done.returncode == 0 and "at its first Saver.restore" in done.stdout and "trained" in done.stderr


OURS = """
import tensorflow as tf
from tfgraph_dnn.checkpoint.restore import restore

X = tf.placeholder(tf.float32, [None, 784])
hidden1 = tf.contrib.layers.fully_connected(X, 40, scope="hidden1")
more = tf.get_variable("more", [3])
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    restore(session, "there/is/none", packs=["layers-to-contrib"], resize=True, OPTIONS)
"""


@pytest.mark.parametrize(
    ("its_options", "ours", "status", "found"),
    [
        ("only='hidden1/(weights|biases)'", [], 1, "2 resized, 2 unused\nUnused tensors are an error"),
        ("ignore_extra=True", [], 1, "2 resized, 1 missing"),
        ("ignore_extra=True, ignore_missing=True", ["--exclude", "biases"], 0, "1 resized, 1 missing"),
    ],
)
def test_program_that_restores_by_our_function(tmp_path, its_options, ours, status, found):
    path = tmp_path / "ours.py"
    path.write_text(OURS.replace("OPTIONS", its_options))
    done = _program(tmp_path, DENSE, *ours, path)
    assert (done.returncode, done.stderr) == (status, "") and f"\n{found}" in done.stdout, done.stdout + done.stderr
    assert "at its first restore, line 10 of ours.py" in done.stdout.splitlines()[0]


def test_program_without_variables(tmp_path):
    path = tmp_path / "empty.py"
    path.write_text("import tensorflow as tf\n")
    done = _program(tmp_path, DENSE, path)
    assert done.returncode == 2 and "has made no variables until its end" in done.stderr and not done.stdout

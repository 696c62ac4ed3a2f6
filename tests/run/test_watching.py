"""`tfgraph run --trace` and `tfgraph explain-run program.py`: the program does what it does, and its runs are told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """\
import sys
import numpy as np
import tensorflow as tf
tf.set_random_seed(1)
x = tf.placeholder(tf.float32, [None, 3], name="X")
training = tf.placeholder(tf.bool, [], name="training")
h = tf.layers.batch_normalization(tf.layers.dense(x, 4, name="h"), training=training, name="bn")
loss = tf.reduce_mean(tf.square(h - 1.0), name="loss")
train = tf.train.GradientDescentOptimizer(0.1).minimize(loss, name="train")
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for step in range(5):
        _, value = sess.run([train, loss], {x: np.ones([2, 3]) * step, training: True})
        print("%.6f" % value)
    print(loss.eval({x: np.zeros([1, 3]), training: False}))
print(sys.argv[1:])
sys.exit(7)
"""


def start(tmp_path, *argv):
    (tmp_path / "program.py").write_text(PROGRAM)
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tfgraph_dnn", *argv]
    return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120)


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return start(tmp_path_factory.mktemp("plain"), "run", "program.py", "a", "--b")


def test_a_trace_changes_nothing_and_tells_all_runs(tmp_path, plain):
    done = start(tmp_path, "run", "--trace=t.json", "program.py", "a", "--b")
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout) and plain.returncode == 7
    assert "tfgraph: 3 distinct session runs, 7 in all" in done.stderr and "written: t.json" in done.stderr
    assert "#2 trains and leaves out UPDATE_OPS" in done.stderr
    trace = json.loads((tmp_path / "t.json").read_text())
    init, step, last = trace["runs"]
    assert trace["schema"] == 1 and [row["runs"] for row in trace["runs"]] == [1, 5, 1]
    assert step["fetches"] == ["train", "loss:0"] and step["feeds"] == ["X:0", "training:0"] and step["trains"]
    assert set(step["writes"]) == {"h/kernel", "h/bias", "bn/gamma", "bn/beta"} and not last["writes"]
    assert set(init["writes"]) > set(step["writes"]) and 0 < step["median_seconds"] < step["total_seconds"]


def test_the_page_of_a_trace(tmp_path, plain):
    done = start(tmp_path, "run", "--trace=t.html", "program.py", "a", "--b")
    assert done.stdout == plain.stdout
    page = (tmp_path / "t.html").read_text()
    data = json.loads(page.split('id="graph">')[1].split("</script>")[0])
    assert len(data["graphs"]) == 1 and [run["graph"] for run in data["runs"]] == [0, 0, 0]
    assert "5 runs" in data["runs"][1]["name"]


@pytest.mark.parametrize("fetch", [["--fetch", "train"], []])
def test_a_run_of_a_program_is_explained(tmp_path, plain, fetch):
    done = start(tmp_path, "explain-run", *fetch, "--json", "program.py", "a", "--b")
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert plain.stdout in done.stderr
    if fetch:
        assert data["fetches"] == ["train", "loss:0"] and data["observed"]["microseconds"] > 0
        assert {"train/update_h/kernel/ApplyGradientDescent"} <= {t["name"] for t in data["observed"]["timings"]}


def test_a_run_that_there_was_not(tmp_path):
    done = start(tmp_path, "explain-run", "--fetch", "trian", "program.py")
    assert done.returncode == 2 and not done.stdout
    assert "no session run of program.py fetches trian" in done.stderr and "train, loss:0: 5 times" in done.stderr


def test_a_program_that_fails_is_told_too(tmp_path):
    (tmp_path / "fails.py").write_text(
        "import tensorflow as tf\nx = tf.placeholder(tf.float32, name='x')\ntf.Session().run(x + 1)\n"
    )
    done = start(tmp_path, "run", "--trace", "fails.py")
    assert done.returncode == 1 and "must feed a value" in done.stderr
    assert "raised an error: #1 (1 times)" in done.stderr


def test_the_doctor_changes_nothing_and_tells_what_is_wrong(tmp_path, plain):
    for option in ("--doctor", "--doctor=values"):
        done = start(tmp_path, "run", option, "program.py", "a", "--b")
        assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
        first, line, cure, last = done.stderr.splitlines()[-4:]
        assert first.startswith("tfgraph: program.py:7: TD010 2 update operations wait in UPDATE_OPS")
        assert line.strip().startswith("h = tf.layers.batch_normalization") and "(tfgraph explain TD010)" in cure
        assert last.startswith("tfgraph: 1 finding") and ("values looks" in last) == (option == "--doctor")


def test_growth_is_told_while_the_program_runs(tmp_path):
    (tmp_path / "grows.py").write_text(
        "import sys\nimport tensorflow as tf\nv = tf.get_variable('v', initializer=0.0)\nsess = tf.Session()\n"
        "sess.run(v.initializer)\nfor step in range(8):\n    sess.run(v + step)\n    print(step, file=sys.stderr)\n"
    )
    lines = start(tmp_path, "run", "--doctor", "grows.py").stderr.splitlines()
    told = next(at for at, line in enumerate(lines) if "grows.py:7: TD013" in line)
    assert lines.index("4") == told - 1 or lines.index("3") == told - 1
    assert lines[-1].startswith("tfgraph: 1 finding ")

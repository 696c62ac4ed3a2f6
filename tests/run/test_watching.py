"""`tfgraph run --trace` and `tfgraph explain-run program.py`: the program does what it does, and its runs are told."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
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
FAILS = "import tensorflow as tf\nx = tf.placeholder(tf.float32, name='x')\ntf.Session().run(x + 1)\n"
GROWS = (
    "import sys\nimport tensorflow as tf\nv = tf.get_variable('v', initializer=0.0)\nsess = tf.Session()\n"
    "sess.run(v.initializer)\nfor step in range(8):\n    sess.run(v + step)\n    print(step, file=sys.stderr)\n"
)
FILES = {"program.py": PROGRAM, "fails.py": FAILS, "grows.py": GROWS}
COMMANDS = {
    "plain": "run program.py a --b",
    "trace": "run --trace=t.json program.py a --b",
    "page": "run --trace=t.html program.py a --b",
    "explained by fetch": "explain-run --fetch train --json program.py a --b",
    "explained": "explain-run --json program.py a --b",
    "no such run": "explain-run --fetch trian program.py",
    "fails": "run --trace fails.py",
    "doctor": "run --doctor program.py a --b",
    "doctor of values": "run --doctor=values program.py a --b",
    "grows": "run --doctor grows.py",
}


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """What came of every command, two at a time, each in a directory `at` of its own."""

    def start(words):
        at = tmp_path_factory.mktemp("watched")
        for file, text in FILES.items():
            (at / file).write_text(text)
        command = [sys.executable, "-m", "tfgraph_dnn", *words.split()]
        env = {**os.environ, "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(command, cwd=at, env=env, capture_output=True, text=True, timeout=120)
        ran.at = at
        return ran

    with ThreadPoolExecutor(2) as pool:
        return dict(zip(COMMANDS, pool.map(start, COMMANDS.values()), strict=True))


@pytest.fixture(scope="module")
def plain(done):
    return done["plain"]


def test_a_trace_changes_nothing_and_tells_all_runs(done, plain):
    done = done["trace"]
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout) and plain.returncode == 7
    assert "tfgraph: 3 distinct session runs, 7 in all" in done.stderr and "written: t.json" in done.stderr
    assert "#2 trains and leaves out UPDATE_OPS" in done.stderr
    trace = json.loads((done.at / "t.json").read_text())
    init, step, last = trace["runs"]
    assert trace["schema"] == 1 and [row["runs"] for row in trace["runs"]] == [1, 5, 1]
    assert step["fetches"] == ["train", "loss:0"] and step["feeds"] == ["X:0", "training:0"] and step["trains"]
    assert set(step["writes"]) == {"h/kernel", "h/bias", "bn/gamma", "bn/beta"} and not last["writes"]
    assert set(init["writes"]) > set(step["writes"]) and 0 < step["median_seconds"] < step["total_seconds"]


def test_the_page_of_a_trace(done, plain):
    done = done["page"]
    assert done.stdout == plain.stdout
    page = (done.at / "t.html").read_text()
    data = json.loads(page.split('id="graph">')[1].split("</script>")[0])
    assert len(data["graphs"]) == 1 and [run["graph"] for run in data["runs"]] == [0, 0, 0]
    assert "5 runs" in data["runs"][1]["name"]


@pytest.mark.parametrize("name", ["explained by fetch", "explained"])
def test_a_run_of_a_program_is_explained(done, plain, name):
    done = done[name]
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    assert plain.stdout in done.stderr
    if "fetch" in name:
        assert data["fetches"] == ["train", "loss:0"] and data["observed"]["microseconds"] > 0
        assert {"train/update_h/kernel/ApplyGradientDescent"} <= {t["name"] for t in data["observed"]["timings"]}


def test_a_run_that_there_was_not(done):
    done = done["no such run"]
    assert done.returncode == 2 and not done.stdout
    assert "no session run of program.py fetches trian" in done.stderr and "train, loss:0: 5 times" in done.stderr


def test_a_program_that_fails_is_told_too(done):
    done = done["fails"]
    assert done.returncode == 1 and "must feed a value" in done.stderr
    assert "raised an error: #1 (1 times)" in done.stderr


@pytest.mark.parametrize("name", ["doctor", "doctor of values"])
def test_the_doctor_changes_nothing_and_tells_what_is_wrong(done, plain, name):
    done = done[name]
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout)
    first, line, cure, last = done.stderr.splitlines()[-4:]
    assert first.startswith("tfgraph: program.py:7: TD010 2 update operations wait in UPDATE_OPS")
    assert line.strip().startswith("h = tf.layers.batch_normalization") and "(tfgraph explain TD010)" in cure
    assert last.startswith("tfgraph: 1 finding") and ("values looks" in last) == (name == "doctor")


def test_growth_is_told_while_the_program_runs(done):
    lines = done["grows"].stderr.splitlines()
    told = next(at for at, line in enumerate(lines) if "grows.py:7: TD013" in line)
    assert lines.index("4") == told - 1 or lines.index("3") == told - 1
    assert lines[-1].startswith("tfgraph: 1 finding ")

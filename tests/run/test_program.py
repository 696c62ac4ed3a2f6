"""Whole programs under `tfgraph run`, beside what TF 1.15.5 printed for them."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = json.loads((HERE / "golden" / "regression.json").read_text())


def _run(name, arguments, cwd):
    env = {key: value for key, value in os.environ.items() if key != "TFGRAPH_VERBOSE"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    command = [sys.executable, "-m", "tfgraph_dnn", "run", str(HERE / "programs" / name), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return _run("regression.py", GOLDEN["arguments"], tmp_path_factory.mktemp("cwd"))


def test_prints_what_tf115_printed(done):
    assert done.stdout == GOLDEN["stdout"]


def test_fails_as_it_failed(done):
    assert done.returncode == GOLDEN["status"] == 1
    assert "InvalidArgumentError: You must feed a value for placeholder tensor 'never_fed'" in GOLDEN["last_error"][0]
    assert "InvalidArgumentError: You must feed a value for placeholder tensor 'never_fed'" in done.stderr


def test_the_traceback_is_the_programs_own(done):
    lines = done.stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):", "nothing is said before"
    assert not [line for line in lines if "tfgraph_dnn/run" in line or "tfgraph_dnn/cli" in line or "runpy" in line]
    after = lines.index("During handling of the above exception, another exception occurred:")
    assert "programs/regression.py" in lines[after + 3], "the user's line is on top"
    stack = lines.index("Original stack trace for 'never_fed':")
    assert "programs/regression.py" in lines[stack + 1], "in what TensorFlow notes as well"


@pytest.mark.parametrize("name", ["eager", "kinds", "mistakes", "private_names", "refusals", "shown"])
def test_a_whole_program_prints_what_tf115_printed(name, tmp_path):
    golden = json.loads((HERE / "golden" / f"{name}.json").read_text())
    done = _run(f"{name}.py", golden["arguments"], tmp_path)
    assert (done.stdout, done.returncode) == (golden["stdout"], 0), done.stderr


@pytest.mark.parametrize("writer", ["TF 1.15.5", "this"])
def test_pickles_are_read_in_another_process(writer, tmp_path):
    written = json.loads((HERE / "golden" / "pickled.json").read_text())["stdout"]
    if writer == "this":
        written = _run("pickled.py", [], tmp_path).stdout
    (tmp_path / "things.pickle").write_bytes(ast.literal_eval(written))
    done = _run("pickled.py", ["--read", "things.pickle"], tmp_path)
    state = "LSTMStateTuple(c=[1.0, 2.0], h=[3.0])"
    output = "BasicDecoderOutput(rnn_output=1, sample_id=2)"
    assert done.stdout == f"{state} True (1, ?) True {output}\n{[True] * 5}\n", done.stderr


def test_private_paths_of_keras_give_keras_2(tmp_path):
    pytest.importorskip("tf_keras")
    program = tmp_path / "program.py"
    program.write_text("""
import tensorflow as tf
from tensorflow.keras.models import Model
from tensorflow.contrib.keras import layers
from tensorflow.python.keras import backend as K
from tensorflow.python.keras.engine.base_layer import Layer
from tensorflow.python.keras.layers import Dense, Input
from tensorflow.python.keras.models import Model as Private
from tensorflow.python.keras.utils import to_categorical

print(Private is Model, Dense is tf.keras.layers.Dense is layers.Dense, issubclass(Dense, Layer), tf.keras.__version__)
x = Input((4,))
y = Dense(3)(x)
print(Private(x, y).output.name, K.int_shape(y), to_categorical([1], 2))
""")
    done = _run(program, [], tmp_path)
    assert done.stdout == "True True True 2.2.4-tf\ndense/BiasAdd:0 (None, 3) [[0. 1.]]\n", done.stderr


def test_a_pipeline_of_lambdas_says_nothing_and_follows_conditions(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("""
import tensorflow as tf

signs = tf.data.Dataset.range(4).map(lambda i: "even" if tf.equal(i % 2, 0) else "odd")
sign = signs.make_one_shot_iterator().get_next()
with tf.Session() as sess:
    print([sess.run(sign) for _ in range(3)])
""")
    done = _run(program, [], tmp_path)
    assert (done.stdout, done.stderr) == ("[b'even', b'odd', b'even']\n", "")

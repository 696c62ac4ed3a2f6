"""What the face loads, and what everybody else still gets. Each in a fresh interpreter."""

import importlib.util
import os
import subprocess
import sys
import threading

import pytest

from tfgraph_dnn._backend import startup

KERAS = ("keras", "tf_keras", "sklearn", "pandas", "tensorboard", "matplotlib")


def _python(code, **environment):
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_a_session_runs_without_keras():
    code = f"""
import sys
import tfgraph_dnn.v1 as tf
x = tf.placeholder(tf.float32, [None, 2])
loss = tf.reduce_mean(tf.layers.dense(x, 3))
train = tf.train.AdamOptimizer().minimize(loss)
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    session.run(train, {{x: [[1, 2]]}})
print(*[name for name in {KERAS} if name in sys.modules])
"""
    assert _python(code) == []


def test_keras_and_tensorflow_are_whole_afterwards():
    pytest.importorskip("keras")
    code = """
import sys
import tfgraph_dnn.v1 as tf
import gc
assert "_KerasLater" not in [type(finder).__name__ for finder in sys.meta_path] and gc.isenabled()
import tensorflow
assert tensorflow.version.VERSION != tf.VERSION
assert tensorflow.keras.layers.Dense(3).units == 3
import keras
assert keras.optimizers.SGD is tensorflow.keras.optimizers.SGD
assert issubclass(tensorflow.losses.Loss, keras.losses.Loss)
print("whole")
"""
    assert _python(code) == ["whole"]


def test_only_the_importing_thread_is_refused():
    pytest.importorskip("keras")
    finder = startup._KerasLater()
    found = [finder.find_spec("keras")]
    thread = threading.Thread(target=lambda: found.append(finder.find_spec("keras")))
    thread.start()
    thread.join()
    assert found[0].origin == importlib.util.find_spec("keras").origin
    assert found[1] is None
    assert finder.find_spec("json") is None


def test_off_by_environment():
    pytest.importorskip("keras")
    code = "import sys, tfgraph_dnn.v1; print('keras' in sys.modules)"
    assert _python(code, TFGRAPH_FAST="0") == ["True"]

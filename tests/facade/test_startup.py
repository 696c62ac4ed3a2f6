"""What the face loads, and what everybody else still gets. Each in a fresh interpreter."""

import importlib.util
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tfgraph_dnn._backend import private, startup

KERAS = ("keras", "tf_keras", "sklearn", "pandas", "tensorboard", "matplotlib")


def _run(code, **environment):
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )


def _python(code, **environment):
    done = _run(code, **environment)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.split()


def test_a_session_runs_without_keras():
    code = f"""
import sys
import tfgraph_dnn.v1 as tf
x = tf.placeholder(tf.float32, [None, 2])
cell = tf.nn.rnn_cell.BasicLSTMCell(3)
outputs, _ = tf.nn.dynamic_rnn(cell, tf.expand_dims(x, 1), dtype=tf.float32)
loss = tf.reduce_mean(tf.layers.dense(outputs, 3)) + tf.losses.get_regularization_loss()
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
    code = """
import sys, tfgraph_dnn.v1
from tfgraph_dnn._backend import opening
print('keras' in sys.modules, bool(opening.opened))
"""
    assert _python(code, TFGRAPH_FAST="0") == ["True", "False"]


TRAINING = """
import sys
import tfgraph_dnn.v1 as tf
x = tf.placeholder(tf.float32, [None, 2])
loss = tf.reduce_mean(tf.layers.dense(x, 3))
train = tf.train.AdamOptimizer().minimize(loss)
saver = tf.train.Saver()
with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    session.run(train, {x: [[1, 2]]})
from tfgraph_dnn._backend import opening, sleeping
assert opening.opened, "closed"
"""


def test_a_program_loads_what_it_uses():
    code = (
        TRAINING
        + """
for name in ("data.ops.dataset_ops", "ops.ragged.ragged_tensor", "keras", "ops.linalg.linear_operator"):
    module = sys.modules.get("tensorflow.python." + name)
    assert module is None or sleeping.is_asleep(module), name
c = tf.constant([1 + 2j, 3 - 1j])
[gradient] = tf.gradients(tf.abs(tf.signal.fft(c)), c)   # its gradient function is registered where nothing led so far
assert gradient is not None
print("differentiated")
"""
    )
    assert _python(code) == ["differentiated"]


def test_what_is_asked_in_passing_leaves_it_open():
    code = (
        TRAINING
        + """
import tensorflow
print(tensorflow.is_tensor(x), isinstance(x, tensorflow.Tensor), tensorflow.Variable.__name__)
print(hasattr(tensorflow, "no_such_name"), getattr(tensorflow, "__warningregistry__", None), bool(opening.opened))
"""
    )
    assert _python(code) == ["True", "True", "Variable", "False", "None", "True"]


TOUCHES = [
    "import tensorflow; tensorflow.nn.relu",
    "from tensorflow import nn; nn.relu",
    "import tensorflow.compat.v1 as one; one.layers; one.nn.relu",
    "from tensorflow import *",
    "import tensorflow; dir(tensorflow.compat.v1)",
    "import tensorflow.linalg",
    "import tensorflow; tensorflow.__all__",
    "tf.RaggedTensor",
    "tf.reset_default_graph(); tf.enable_eager_execution()",
]


@pytest.fixture(scope="module")
def touched():
    """What a program prints that goes on with each of them: two processes at a time."""
    code = """
relu = sys.modules["tensorflow.python.ops.gen_nn_ops"].relu
{}
assert not opening.opened and not sleeping._asleep
assert not [finder for finder in sys.meta_path if type(finder).__module__.startswith("tfgraph_dnn")]
import tensorflow, tensorflow.compat.v1
assert tensorflow.nn.relu is tensorflow.compat.v1.nn.relu is relu
assert tensorflow.io.gfile.GFile and tensorflow.ragged.constant([[1], []]).shape.as_list() == [2, None]
sys.stdout.write("whole")
"""
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(TOUCHES, pool.map(_run, (TRAINING + code.format(touch) for touch in TOUCHES)), strict=True))


@pytest.mark.parametrize("touch", TOUCHES)
def test_whoever_asks_gets_tensorflow_whole(touch, touched):
    """A name that was looked up by name is the object that the whole TensorFlow has."""
    assert touched[touch].stdout == "whole", touched[touch].stderr[-2000:]


def test_whole_is_what_a_plain_import_gives():
    """The same names, each the object of the same module, and the same entries in TensorFlow's registries."""
    walk = """
import json, sys
def names(module, path, found, seen):
    for name in dir(module):
        value = getattr(module, name)
        if name.startswith("_") or "KerasLazyLoader" in type(value).__name__ or path + name == "tf.experimental":
            continue
        kind = getattr(value, "__module__", ""), getattr(value, "__qualname__", "")
        if isinstance(value, type(sys)):
            kind = value.__name__
            if "._api." in kind and value.__name__ not in seen:
                seen.add(kind)
                names(value, path + name + ".", found, seen)
        found[path + name] = kind
    return found
import tensorflow, tensorflow.compat.v1
from tensorflow.python.client import session
from tensorflow.python.framework import ops, tensor_conversion_registry, type_spec_registry
from tensorflow.python.saved_model import nested_structure_coder
from tensorflow.python.util import dispatch
result = names(tensorflow, "tf.", {}, set())
result["all"] = sorted(tensorflow.__all__)
result["registries"] = [
    sorted(name for name in ops.gradient_registry._registry if not name.startswith("CustomGradient")),
    sorted(map(str, ops._proto_function_registry._registry)),
    sorted(str(kinds[0]) for kinds in session._REGISTERED_EXPANSIONS),
    sorted(type_spec_registry._NAME_TO_TYPE_SPEC),
    sorted(map(str, tensor_conversion_registry._tensor_conversion_func_registry)),
    sorted(type(codec).__name__ for codec in nested_structure_coder._codecs),
    len(dispatch._TYPE_BASED_DISPATCH_SIGNATURES),
]
print(json.dumps(result))
"""
    ours = json.loads(" ".join(_python(TRAINING + walk)))
    plain = json.loads(" ".join(_python("import tensorflow" + walk)))
    assert len(plain) > 2500
    assert {name: (ours.get(name), plain.get(name)) for name in ours | plain if ours.get(name) != plain.get(name)} == {}


@pytest.mark.parametrize("name", sorted(private._PLACES))
def test_every_private_place_is_there(name):
    assert getattr(private, name) is not None
    assert name in dir(private)


def test_a_private_place_that_is_not_known():
    with pytest.raises(AttributeError, match="has no attribute 'nowhere'"):
        _ = private.nowhere


def test_queue_runners_come_back_from_a_file(tmp_path):
    """Their collection is decoded by a function that nothing else in the program has loaded."""
    code = f"""
import sys
import tfgraph_dnn.v1 as tf
if sys.argv[-1] == "write":
    tf.train.string_input_producer(["a"], num_epochs=1)
    tf.train.export_meta_graph({str(tmp_path / "queues.meta")!r})
else:
    tf.train.import_meta_graph({str(tmp_path / "queues.meta")!r})
    print(*[type(runner).__name__ for runner in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS)])
"""
    assert _python(code.replace("sys.argv[-1]", "'write'")) == []
    assert _python(code) == ["QueueRunner"]


def test_threads_may_ask_first():
    code = """
import threading
import tfgraph_dnn.v1 as tf
asked = ["layers.dense", "data.Dataset", "train.AdamOptimizer", "nn.dynamic_rnn", "image.resize_images", "linalg.inv",
         "losses.log_loss", "contrib.layers.fully_connected", "train.Saver", "metrics.auc", "RaggedTensor"]
found = {}
def ask(path):
    value = tf
    for name in path.split("."):
        value = getattr(value, name)
    found[path] = callable(value)
threads = [threading.Thread(target=ask, args=[path]) for path in asked]
[thread.start() for thread in threads]
[thread.join(120) for thread in threads]
print(sorted(found) == sorted(asked) and all(found.values()))
"""
    assert _python(code) == ["True"]

"""TG001: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import lines

FOUND = [
    ("tf.mul(1, 2)", [1]),
    ("x = tf.contrib.tpu.TPUEstimator", [1]),
    ("from tensorflow.contrib import tpu, layers as l", [1]),
    ("import tensorflow.contrib.tpu as tpu", [1]),
    ("slim = tf.contrib.slim\nslim.conv2d\nslim.no_such_layer", [3]),
    ("import tensorflow.compat.v1 as tf1\ntf1.pack", [2]),
    ("from tensorflow.python.ops import no_such_module", [1]),
    ("from tensorflow.python.framework import ops\nops.no_such_function", [2]),
    ("getattr(tf, 'pack')", [1]),
    ("c = tf.contrib\ndef f():\n    b = c.tpu\n    return b.x", [3]),
    ("class A:\n    tf_layers = tf.contrib.layers\n    x = tf_layers.real_valued_column", [3]),
    ("def f(x=tf.mul): pass", [1]),
    ("@tf.no_such_decorator\ndef f(): pass", [1]),
    ("f = lambda x: tf.mul(x, x)", [1]),
    ("x = [tf.mul(i, i) for i in range(3)]", [1]),
    ("try:\n    tf.mul\nexcept ValueError:\n    pass", [2]),
    (
        "try:\n    from tensorflow.contrib import tpu\nexcept ImportError:\n    from tensorflow.contrib import no_such",
        [4],
    ),
    ("if x:\n    tf.pack([1])", [2]),
    ("from tensorflow import *\npack", []),
    ("from tensorflow.no_such import *", [1]),
    ("tf.GradientTap", [1]),
    ("tf.keras.layers.Dense(3)", [1]),
]
SILENT = [
    "tf.layers.dense",
    "from tensorflow.examples.tutorials.mnist import input_data",
    "from tensorflow.contrib.layers import batch_norm, fully_connected as fc\nfc(1)",
    "from tensorflow.contrib.layers.python.layers import layers\nlayers.conv2d",
    "from tensorflow.python.ops import rnn, rnn_cell_impl, control_flow_ops\ncontrol_flow_ops.cond",
    "from tensorflow.core.framework import summary_pb2\nsummary_pb2.Summary()",
    "tf.train.Saver.anything_of_a_class",
    "tf.flags.FLAGS.my_flag\ntf.app.flags.FLAGS.x.y",
    "getattr(tf, 'pack', None)\ngetattr(tf, name)\nhasattr(tf, 'pack')",
    "try:\n    tf.pack\nexcept AttributeError:\n    tf.stack",
    "try:\n    import tensorflow.contrib.eager as tfe\nexcept ImportError:\n    import tensorflow.contrib.tpu",
    "if hasattr(tf, 'pack'):\n    f = tf.pack\nelse:\n    f = tf.stack",
    "f = tf.pack if hasattr(tf, 'pack') else tf.stack",
    "from distutils.version import LooseVersion\nif LooseVersion(tf.__version__) < '1.0':\n    tf.pack",
    "old = tf.__version__.startswith('0')\nif old:\n    tf.pack",
    "def f(tf):\n    return tf.pack",
    "tf = None\ntf.pack",
    "x = tf.placeholder(tf.float32)\nx.pack()",
    "class A:\n    def mul(self): pass\nA().mul()",
    "tf.my_own = 3",
    "import numpy as np\nnp.mul",
    "from .tf import mul\nmul()",
    "tf.keras.datasets.mnist.load_data()",
    "tf.__version__\ntf.__path__",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG001", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG001", source) == []


def test_says_why_and_what_instead():
    from tfgraph_dnn.lint import check_source

    (found,) = check_source("import tensorflow as tf\ntf.reduce_meen(1)\n")
    assert found.message == "tf.reduce_meen is not a name of TF 1.15" and found.hint == "Did you mean tf.reduce_mean?"
    (found,) = check_source("import tensorflow.contrib.tpu\n")
    assert found.message.startswith("tf.contrib.tpu is not here: ")


def test_keras_is_there_with_tf_keras(monkeypatch):
    from tfgraph_dnn.lint.rules import absent_name

    monkeypatch.setattr(absent_name, "_keras_2", lambda: True)
    assert lines("TG001", "tf.keras.layers.Dense(3)\ntf.keras.no_such_name") == []


def test_names_of_one_tensorflow_alone(monkeypatch):
    from tfgraph_dnn.lint.rules import absent_name

    monkeypatch.setattr(absent_name, "installed_version", lambda *names: "2.16")
    assert lines("TG001", "tf.image.decode_jxl") == [1]
    monkeypatch.setattr(absent_name, "installed_version", lambda *names: "2.21")
    assert lines("TG001", "tf.image.decode_jxl") == []

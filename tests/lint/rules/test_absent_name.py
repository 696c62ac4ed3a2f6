"""TG001: what it finds, and where it is silent."""

from tests.lint.snippets import case_test, lines

CASES = """
tf.mul(1, 2)  # found
---
x = tf.contrib.quantize.Quantize  # found
---
from tensorflow.contrib import quantize, layers as l  # found
---
import tensorflow.contrib.quantize as quantize  # found
---
slim = tf.contrib.slim
slim.conv2d
slim.no_such_layer  # found
---
import tensorflow.compat.v1 as tf1
tf1.pack  # found
---
from tensorflow.python.ops import no_such_module  # found
---
from tensorflow.python.framework import ops
ops.no_such_function  # found
---
getattr(tf, 'pack')  # found
---
c = tf.contrib
def f():
    b = c.quantize  # found
    return b.x
---
class A:
    tf_layers = tf.contrib.layers
    x = tf_layers.real_valued_column  # found
---
def f(x=tf.mul): pass  # found
---
@tf.no_such_decorator  # found
def f(): pass
---
f = lambda x: tf.mul(x, x)  # found
---
x = [tf.mul(i, i) for i in range(3)]  # found
---
try:
    tf.mul  # found
except ValueError:
    pass
---
try:
    from tensorflow.contrib import quantize
except ImportError:
    from tensorflow.contrib import no_such  # found
---
if x:
    tf.pack([1])  # found
---
from tensorflow import *
pack
---
from tensorflow.no_such import *  # found
---
tf.GradientTap  # found
---
tf.keras.layers.Dense(3)  # found
---
tf.layers.dense
---
from tensorflow.examples.tutorials.mnist import input_data
---
from tensorflow.contrib.layers import batch_norm, fully_connected as fc
fc(1)
---
from tensorflow.contrib.layers.python.layers import layers
layers.conv2d
---
from tensorflow.python.ops import rnn, rnn_cell_impl, control_flow_ops
control_flow_ops.cond
---
from tensorflow.core.framework import summary_pb2
summary_pb2.Summary()
---
tf.train.Saver.anything_of_a_class
---
tf.flags.FLAGS.my_flag
tf.app.flags.FLAGS.x.y
---
getattr(tf, 'pack', None)
getattr(tf, name)
hasattr(tf, 'pack')
---
try:
    tf.pack
except AttributeError:
    tf.stack
---
try:
    import tensorflow.contrib.eager as tfe
except ImportError:
    import tensorflow.contrib.quantize
---
if hasattr(tf, 'pack'):
    f = tf.pack
else:
    f = tf.stack
---
f = tf.pack if hasattr(tf, 'pack') else tf.stack
---
from distutils.version import LooseVersion
if LooseVersion(tf.__version__) < '1.0':
    tf.pack
---
old = tf.__version__.startswith('0')
if old:
    tf.pack
---
def f(tf):
    return tf.pack
---
tf = None
tf.pack
---
x = tf.placeholder(tf.float32)
x.pack()
---
class A:
    def mul(self): pass
A().mul()
---
tf.my_own = 3
---
import numpy as np
np.mul
---
from .tf import mul
mul()
---
tf.keras.datasets.mnist.load_data()
---
tf.__version__
tf.__path__
"""

test_cases = case_test("TG001", CASES)


def test_says_why_and_what_instead():
    from tfgraph_dnn.lint import check_source

    (found,) = check_source("import tensorflow as tf\ntf.reduce_meen(1)\n")
    assert found.message == "tf.reduce_meen is not a name of TF 1.15" and found.hint == "Did you mean tf.reduce_mean?"
    (found,) = check_source("import tensorflow.contrib.quantize\n")
    assert found.message.startswith("tf.contrib.quantize is not here: ")


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

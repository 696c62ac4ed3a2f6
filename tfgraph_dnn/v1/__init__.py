"""TF 1.15's face: `import tfgraph_dnn.v1 as tf`.

Importing this module switches the process to TF 1.x behaviour: graph mode, reference variables, v1 control flow and
v1 `Dimension` shapes. The namespace is `tensorflow.compat.v1` with ours laid over it: what Keras 3 broke, what was
removed with `tf.contrib`, and what gives other numbers than TF 1.15.5 did. TensorFlow itself is not changed.

Example:
  >>> import tfgraph_dnn.v1 as tf
  >>> x = tf.placeholder(tf.float32, [None, 2], name="x")
  >>> y = tf.layers.dense(x, 3, name="hidden1")
  >>> y.name
  'hidden1/BiasAdd:0'
"""

from tfgraph_dnn import _backend
from tfgraph_dnn.v1 import face as _face

_backend.graph_mode()
_root = _face.root()


def __getattr__(name: str):
    if name == "__all__":
        return _root.__all__
    return getattr(_root, name)


def __dir__() -> list[str]:
    return dir(_root)

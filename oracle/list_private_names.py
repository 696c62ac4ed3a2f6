"""Run with TF 1.15.5: prints, as JSON, the names in each module below its private trees."""
from __future__ import print_function

import json
import os
import sys
import types

import tensorflow as tf
import tensorflow.contrib as contrib
from tensorflow.examples.tutorials.mnist import input_data  # noqa: F401 - loads the module so that it is listed
from tensorflow.python.framework import test_util  # noqa: F401
from tensorflow.python.layers import layers  # noqa: F401
from tensorflow.python.platform import test  # noqa: F401
from tensorflow.python.tools import freeze_graph, inspect_checkpoint, optimize_for_inference_lib  # noqa: F401

TREES = ("tf.python.", "tf.core.", "tf.examples.", "tf.tools.", "tf.compiler.")


def listed(path):
    private_contrib = path.startswith("tf.contrib.") and ".python" in path
    return (path.startswith(TREES) or private_contrib) and ".keras" not in path


def main():
    for name in dir(contrib):
        getattr(contrib, name, None)
    found = {}
    for path, module in sorted(sys.modules.items()):
        head, _, rest = path.partition(".")
        short = "tf." + rest
        if head in ("tensorflow", "tensorflow_core") and listed(short) and isinstance(module, types.ModuleType):
            names = {name for name in vars(module) if not name.startswith("__")}
            found.setdefault(short, set()).update(names)
    json.dump({path: sorted(names) for path, names in found.items()}, sys.stdout)


if __name__ == "__main__":
    assert tf.__version__.startswith("1.15"), tf.__version__
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    main()

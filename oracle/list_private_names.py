"""Run with TF 1.15.5: prints, as JSON, the names in each module below its private trees."""
from __future__ import print_function

import json
import os

import tensorflow as tf
from every_module import load

TREES = ("tf.contrib.", "tf.python.", "tf.core.", "tf.examples.", "tf.tools.", "tf.compiler.")


def listed(path):
    return path.startswith(TREES) and ".keras" not in path


def main():
    found = {}
    for path, module in load().items():
        if listed(path):
            found[path] = sorted(name for name in vars(module) if not name.startswith("__"))
    return found


if __name__ == "__main__":
    assert tf.__version__.startswith("1.15"), tf.__version__
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # some modules talk when they are imported
    json.dump(main(), out)

"""Run with TF 1.15.5: which public name stands behind each name of its private modules.

Programs import `tensorflow.python.ops.control_flow_ops` and `tensorflow.contrib.layers.python.layers.layers`. Written to
tfgraph_dnn/symbols/tf115_private.txt.gz: lines `module`, each followed by indented lines `name public-name`.
"""
from __future__ import print_function

import gzip
import inspect
import os
import sys
import types

import tensorflow as tf
import tensorflow.contrib as contrib
from tensorflow.python.framework import test_util  # noqa: F401 - loads the module so that it is listed
from tensorflow.python.layers import layers  # noqa: F401
from tensorflow.python.platform import test  # noqa: F401

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tfgraph_dnn", "symbols", "tf115_private.txt.gz")


# Trees that only show what others own.
NOT_HOMES = ("tf.raw_ops", "tf.contrib.autograph", "tf.contrib.eager.python")


def rank(full):
    """Names sort by how good a home they are: slim only aliases contrib.layers; then the shorter the better."""
    return full.startswith(NOT_HOMES), ".slim." in full, full.count("."), len(full)


def public_objects():
    """id of every public function and class -> its shortest public name outside compat."""
    found, seen = {}, set()

    def walk(module, path, depth):
        if id(module) in seen:
            return
        seen.add(id(module))
        for name in dir(module):
            if name.startswith("_"):
                continue
            try:
                value = getattr(module, name)
            except Exception:
                continue
            full = path + "." + name
            if isinstance(value, types.ModuleType):
                inside = value.__name__.startswith(("tensorflow", "tf."))
                if full.startswith("tf.contrib."):
                    inside = _short(value.__name__) == full  # not a module that another one happened to import
                if inside and depth < 6 and name not in ("python", "core", "compat"):
                    walk(value, full, depth + 1)
            elif inspect.isclass(value) or inspect.isroutine(value):
                old = found.get(id(value), (None, None))[1]
                if old is None or rank(full) < rank(old):
                    found[id(value)] = (value, full)

    walk(tf, "tf", 1)
    walk(contrib, "tf.contrib", 2)
    return {key: full for key, (_, full) in found.items() if not full.startswith(NOT_HOMES)}


def _short(path):
    head, _, rest = path.partition(".")
    return "tf." + rest if head in ("tensorflow", "tensorflow_core") else path


def main():
    public = public_objects()
    lines = []
    for path in sorted(sys.modules):
        module = sys.modules[path]
        short = _short(path)
        private = short.startswith("tf.python.") or (short.startswith("tf.contrib.") and ".python." in short)
        if not private or not isinstance(module, types.ModuleType) or short.startswith("tf.python.keras"):
            continue
        names = []
        for name, value in sorted(vars(module).items()):
            if name.startswith("_") or id(value) not in public:
                continue
            home = getattr(inspect.unwrap(value) if inspect.isroutine(value) else value, "__module__", "") or ""
            if _short(home).rpartition(".")[0] == short.rpartition(".")[0]:
                names.append((name, public[id(value)]))
        if names:
            lines.append(short)
            lines.extend(" %s %s" % pair for pair in names)
    text = "\n".join(lines) + "\n"
    with open(TARGET, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(text.encode("ascii"))
    print(len(lines), "lines", os.path.getsize(TARGET), "bytes", file=sys.stderr)


if __name__ == "__main__":
    main()

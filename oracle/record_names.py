"""Run with TF 1.15.5: writes every public dotted name of it to tfgraph_dnn/symbols/tf115_names.txt.gz."""
from __future__ import print_function

import gzip
import os
import sys
import types

import tensorflow as tf
import tensorflow.contrib as contrib

TARGET = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tfgraph_dnn", "symbols", "tf115_names.txt.gz")
FUTURE = {"absolute_import", "division", "print_function"}


def walk(top, path):
    """The names below a module, the nearest first: what is deeper down is listed where it is met first."""
    names, seen, waiting = set(), set(), [(top, path)]
    while waiting:
        module, path = waiting.pop(0)
        if id(module) in seen and path.count(".") > 3:
            continue
        seen.add(id(module))
        for name in dir(module):
            if name.startswith("_") or name in FUTURE:
                continue
            full = path + "." + name
            try:
                value = getattr(module, name)
            except Exception:
                continue
            if isinstance(value, types.ModuleType):
                if not value.__name__.startswith(("tensorflow", "tf.", "keras_")) or name == "python":
                    continue
                if full.count(".") < 5:
                    waiting.append((value, full))
            names.add(full)
    return names


def main():
    names = {"tf." + "__version__"} | walk(contrib, "tf.contrib") | walk(tf, "tf")
    names = {n for n in names if not n.startswith(("tf.compat.v1.compat", "tf.compat.v2", "tf.python", "tf.core"))}
    text = "\n".join(sorted(names)) + "\n"
    with open(TARGET, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0) as file:
        file.write(text.encode("ascii"))
    print(len(names), "names", os.path.getsize(TARGET), "bytes", file=sys.stderr)


if __name__ == "__main__":
    main()

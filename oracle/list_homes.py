"""Run with TF 1.15.5: prints, as JSON, where what a private module merely imported had its home.

Programs import `nest` from `tensorflow.python.layers.utils`, or `Estimator` from `tensorflow.python.estimator.estimator`:
a public name where there is one, else the module that defines it.
"""
from __future__ import print_function

import functools
import inspect
import json
import os
import sys
import types

import tensorflow as tf
from every_module import load
from record_private_paths import public_objects

TREES = ("tf.python.", "tf.contrib.")


def short(path):
    """`tensorflow_core.python.x` as `tf.python.x`."""
    head, _, rest = path.partition(".")
    return "tf." + rest if head in ("tensorflow", "tensorflow_core") else path


def home_of(value, modules, public):
    """The dotted name that the object is best known by; None for what is not TensorFlow's."""
    if isinstance(value, types.ModuleType):
        home = short(value.__name__)
        return home if home in modules else None
    if not (inspect.isclass(value) or inspect.isroutine(value)):
        return None
    if id(value) in public and not public[id(value)].startswith("tf.app."):
        return public[id(value)]
    module, name = short(getattr(value, "__module__", None) or ""), getattr(value, "__name__", "")
    if getattr(modules.get(module), name, None) is not value:
        return None
    return module + "." + name


def wanted(path, value):
    """Modules in modules of contrib are left out: nobody looks for `array_ops` there."""
    return path.startswith("tf.python.") or (".python." in path and not isinstance(value, types.ModuleType))


def defined_in(path, item):
    """Whether a public name's object is the module's own."""
    name, value = item
    return not name.startswith("_") and short(getattr(value, "__module__", None) or "") == path


def main():
    modules, public = load(), public_objects()
    found = {}
    for path, module in modules.items():
        if not path.startswith(TREES) or ".keras" in path:
            continue
        rows = {}
        for name, value in sorted(vars(module).items()):
            home = None if name.startswith("_") else home_of(value, modules, public)
            if home is not None and home != path + "." + name and wanted(path, value):
                rows[name] = home
        found[path] = {"homes": rows, "defines": any(map(functools.partial(defined_in, path), vars(module).items()))}
    return found


if __name__ == "__main__":
    assert tf.__version__.startswith("1.15"), tf.__version__
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # some modules talk when they are imported
    json.dump(main(), out)

"""Run with TF 1.15.5: imports every module of it that a program could import, so that its names can be listed."""
from __future__ import print_function

import importlib
import os
import sys
import types
import warnings

import tensorflow_core

TOPS = ("python", "contrib", "examples", "tools")
# Scripts and tests of TF's own; the generated code of messages is loaded by what needs it.
NO_MODULES = ("_test", "_pb2", "__main__", "setup")


def load():
    """Imports them; those that cannot be imported alone stay out.

    Returns:
      The modules by the path that programs write, such as `tf.python.ops.nn`.
    """
    warnings.simplefilter("ignore")
    import tensorflow.contrib as contrib

    for name in dir(contrib):
        getattr(contrib, name, None)
    for path in _paths():
        if not _loaded(path):
            try:
                importlib.import_module("tensorflow." + path)
            except (Exception, SystemExit):
                pass
    found = {}
    for path, module in sorted(sys.modules.items()):
        head, _, rest = path.partition(".")
        if rest and head in ("tensorflow", "tensorflow_core") and isinstance(module, types.ModuleType):
            found.setdefault("tf." + rest, module)
    return found


def _paths():
    root = os.path.dirname(tensorflow_core.__file__)
    for top in TOPS:
        for directory, _, files in sorted(os.walk(os.path.join(root, top))):
            for file in sorted(files):
                stem, extension = os.path.splitext(file)
                if extension == ".py" and not stem.endswith(NO_MODULES):
                    path = os.path.relpath(os.path.join(directory, stem), root).replace(os.sep, ".")
                    if "kernel_tests" not in path and "testing" not in path:
                        yield path[: -len(".__init__")] if path.endswith(".__init__") else path


def _loaded(path):
    return any(head + path in sys.modules for head in ("tensorflow.", "tensorflow_core."))

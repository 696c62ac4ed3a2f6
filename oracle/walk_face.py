"""Run with today's TensorFlow: prints, as JSON, which names of TF 1.15 the face has, and what its functions take.

Reads from standard input the private names (`list_private_names.py`), or those of the recorded table.
"""

from __future__ import annotations

import enum
import inspect
import json
import os
import sys
import warnings
from collections import defaultdict
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tfgraph_dnn.v1  # noqa: E402, F401
from tfgraph_dnn import symbols  # noqa: E402
from tfgraph_dnn._backend import tf1  # noqa: E402
from tfgraph_dnn.v1 import face  # noqa: E402

# Trees in which programs name nothing: other names for what stands elsewhere.
LEFT_OUT = ("tf.compat.v1.", "tf.compat.v2.", "tf.compat.v2_compat.")
# Whose functions' parameters are not recorded: raw kernels, and Keras, of which tf_keras gives another one.
UNCHECKED = ("tf.raw_ops", "tf.keras")
PRIVATE = ("tf.python.", "tf.core.", "tf.examples.", "tf.tools.", "tf.compiler.")


def candidates(private: dict[str, list[str]]) -> dict[str, set[str]]:
    """Module -> the names TF 1.15 had in it."""
    found = defaultdict(set)
    for name in symbols.tf115_names():
        # Deeper down, contrib's modules show what they happen to import.
        if name.count(".") <= 4:
            parent, _, last = name.rpartition(".")
            found[parent].add(last)
    for module, names in private.items():
        shown = names if module.startswith(("tf.python", "tf.contrib")) else [n for n in names if not n.startswith("_")]
        found[module].update(shown)
    for name in [*private, *symbols.overlay(), *symbols.private_paths(), *symbols.recorded_private_paths()]:
        parts = name.split(".")
        for end in range(1, len(parts)):
            found[".".join(parts[:end])].add(parts[end])
    return found


def walk(private: dict[str, list[str]]) -> dict:
    """The face as it stands on the TensorFlow that is installed."""
    known = candidates(private)
    modules, signatures = {}, {}
    waiting = [("tf", face.root())]
    while waiting:
        path, module = waiting.pop()
        names = {name for name in known[path] | _listed(module) if name.isidentifier()}
        row = modules[path] = {}
        for name in sorted(names):
            if name.startswith("__") and name != "__version__":
                continue
            value = _get(module, name)
            full = f"{path}.{name}"
            is_module = isinstance(value, ModuleType)
            if value is None and not _is_there(module, name):
                row[name] = "absent"
            elif is_module:
                listed = _worth_listing(full, known) and not f"{full}.".startswith(LEFT_OUT)
                row[name] = "module" if listed else "tree"
                if listed:
                    waiting.append((full, value))
            else:
                row[name] = "there"
                if not _private(path) and not path.startswith(UNCHECKED):
                    taken = _parameters(value)
                    if taken is not None:
                        signatures[full] = taken
    return {"tensorflow": ".".join(tf1.version.VERSION.split(".")[:2]), "modules": modules, "signatures": signatures}


def _worth_listing(path: str, known: dict[str, set[str]]) -> bool:
    """Modules of TF 1.15, and those that are another name for one (`tf.flags`, `tf.contrib.slim.losses`)."""
    return path in known or path.rpartition(".")[0] in ("tf", "tf.contrib", "tf.contrib.slim", "tf.contrib.slim.nets")


def _private(path: str) -> bool:
    return f"{path}.".startswith(PRIVATE) or ".python." in f"{path}."


def _listed(module: ModuleType) -> set[str]:
    try:
        return set(dir(module))
    except Exception:  # a lazy module whose package is not installed
        return set()


def _get(module, name):
    try:
        return getattr(module, name)
    except Exception:
        return None


def _is_there(module, name) -> bool:
    try:
        getattr(module, name)
    except Exception:
        return False
    return True


def _parameters(value) -> list | None:
    """Names of the positional parameters, of those by keyword alone, and whether there is `*args`; None if open."""
    # What a call of an enumeration takes differs between versions of Python.
    if not (inspect.isfunction(value) or inspect.isclass(value)) or isinstance(value, enum.EnumMeta):
        return None
    try:
        parameters = inspect.signature(value).parameters.values()
    except (TypeError, ValueError):
        return None
    kinds = [parameter.kind for parameter in parameters]
    if inspect.Parameter.VAR_KEYWORD in kinds or inspect.Parameter.POSITIONAL_ONLY in kinds:
        return None
    positional = [p.name for p in parameters if p.kind is p.POSITIONAL_OR_KEYWORD]
    named = [p.name for p in parameters if p.kind is p.KEYWORD_ONLY]
    return [positional, named, inspect.Parameter.VAR_POSITIONAL in kinds]


if __name__ == "__main__":
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # TensorFlow's talk stays off the data
    warnings.simplefilter("ignore")
    given = json.load(sys.stdin)
    json.dump(walk(given), out)
    out.flush()
    os._exit(0)  # some private modules start threads that would wait

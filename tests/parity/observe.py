"""Runs one parity case and writes down all that can be compared: nodes, seeds, collections, variable bits, values.

Works on Python 3.7 with TF 1.15.5 and on today's Python with the face; knows neither. A case is a function of `tf` that
builds a graph and returns fetches (a dict), or `(fetches, feeds)`, or `(fetches, feeds, times)`.
"""

import hashlib
import importlib.util
import inspect
import os
import re
import tempfile

import numpy as np

from tests.parity import asking

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")
# Directories of the machine that records, which messages are full of: the checkout, and where NumPy and TensorFlow lie.
PLACES = [os.path.dirname(os.path.dirname(os.path.dirname(CASES))), os.path.dirname(os.path.dirname(np.__file__))]
LISTED = 60  # values written out per fetch; all of them go into the hash


def topics():
    """Names of the case files."""
    return sorted(name[:-3] for name in os.listdir(CASES) if name.endswith(".py") and not name.startswith("_"))


def cases(topic):
    """The case functions of one file, by name."""
    spec = importlib.util.spec_from_file_location("parity_" + topic, os.path.join(CASES, topic + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = inspect.getmembers(module, inspect.isfunction)
    return {name: fn for name, fn in found if not name.startswith("_") and fn.__module__ == module.__name__}


def observe(tf, case):
    """Builds and runs `case` in a fresh graph seeded with 42; an exception is an observation too."""
    np.random.seed(7)
    with tf.Graph().as_default() as graph:
        tf.set_random_seed(42)
        seen = {}
        try:
            made = case(tf)
        except Exception as error:  # noqa: BLE001 - whatever TF 1.15 raised is the expected outcome
            seen["error"] = _described(error)
        seen["last_id"] = graph._last_id
        seen["nodes"] = [[op.name, op.type] for op in graph.get_operations()]
        seen["seeds"] = _seeds(graph)
        seen["collections"] = _collections(tf, graph)
        if "error" in seen:
            return seen
        fetches, feeds, times = _unpack(made)
        _run(tf, seen, fetches, feeds, times)
    return seen


def _unpack(made):
    if not isinstance(made, tuple):
        return made or {}, {}, 1
    return made if len(made) == 3 else (made[0], made[1], 1)


def _run(tf, seen, fetches, feeds, times):
    variables = tf.global_variables() + tf.local_variables()
    init = tf.group(tf.global_variables_initializer(), tf.local_variables_initializer(), tf.tables_initializer())
    # One thread of the session's own: the process's pool is as large as its first session asked for, and with two
    # threads the order of a case's assignments is open.
    with tf.Session(config=asking.one_thread(tf)) as session:
        session.run(init)
        values = session.run({v.name: v for v in variables})
        seen["variables"] = {name: _digest(value, 0) for name, value in values.items()}
        try:
            runs = [session.run(fetches, feed_dict=feeds) for _ in range(times)] if fetches else []
        except Exception as error:  # noqa: BLE001
            seen["run_error"] = _described(error)
            return
        seen["runs"] = [{key: _digest(value, LISTED) for key, value in run.items()} for run in runs]


def _described(error):
    return [type(error).__name__, placeless(str(error))[:400], [cls.__name__ for cls in type(error).__mro__]]


def placeless(text):
    """A message without the directories and addresses of one machine and one run."""
    for place in PLACES:
        text = text.replace(place + os.sep, "").replace(place, ".")
    text = re.sub(re.escape(tempfile.gettempdir()) + r"/\w+", "TEMPORARY", text)
    return re.sub(r"\b0x[0-9a-f]{6,}", "0x", text)


def _seeds(graph):
    found = {}
    for op in graph.get_operations():
        attributes = op.node_def.attr
        if "seed" in attributes and "seed2" in attributes:
            found[op.name] = [int(attributes["seed"].i), int(attributes["seed2"].i)]
    return found


def _collections(tf, graph):
    found = {}
    for key in graph.get_all_collection_keys():
        if isinstance(key, str):
            found[key] = [_label(item) for item in graph.get_collection_ref(key)]
    for internal in ("cond_context", "while_context"):
        found.pop(internal, None)
    return found


def _label(item):
    name = getattr(item, "name", None)
    return name if isinstance(name, str) else type(item).__name__


def _digest(value, listed):
    if value is None:
        return {"none": True}
    if isinstance(value, (list, tuple)) and any(np.shape(v) != np.shape(value[0]) for v in value):
        return {"items": [_digest(v, listed) for v in value]}
    array = np.asarray(value)
    digest = {"shape": list(array.shape), "dtype": str(array.dtype)}
    if array.dtype.kind in "OSU":
        digest["values"] = [item.decode("latin1") if isinstance(item, bytes) else str(item) for item in array.ravel()]
        return digest
    digest["sha256"] = hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()
    if listed:
        flat = array.ravel()[:listed]
        digest["values"] = [repr(v) for v in flat.tolist()] if array.dtype.kind == "c" else flat.tolist()
    return digest

"""Makes odd and ordinary calls of sessions and writes down what each returns or raises.

Works on Python 3.7 with TF 1.15.5 and on today's Python with the face; knows neither. A case is a function of `tf` and
`see`; `see(call)` makes the call three times, so that a call that is remembered is seen as well as the first one.
"""

import importlib.util
import inspect
import os
import re

import numpy as np

CASES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases")


def topics():
    """Names of the case files."""
    return sorted(name[:-3] for name in os.listdir(CASES) if name.endswith(".py") and not name.startswith("_"))


def cases(topic):
    """The case functions of one file, by name."""
    spec = importlib.util.spec_from_file_location("session_" + topic, os.path.join(CASES, topic + ".py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = inspect.getmembers(module, inspect.isfunction)
    return {name: function for name, function in found if list(inspect.signature(function).parameters) == ["tf", "see"]}


def observe(tf, case):
    """What the calls of a case returned or raised, call by call."""
    seen = []

    def see(call):
        for _ in range(3):
            seen.append(_outcome(call))

    with tf.Graph().as_default():
        tf.set_random_seed(42)
        case(tf, see)
    return seen


def _outcome(call):
    try:
        return {"returns": described(call())}
    except Exception as error:  # noqa: BLE001 - whatever TF 1.15 raised is the expected outcome
        return {"raises": type(error).__name__, "bases": _bases(error), "says": _said(error)}


def _said(error):
    """The first line, without what differs from one process to the next."""
    return re.sub(r"0x[0-9a-f]+|_\d+_queue", "", str(error).split("\n")[0])


def _bases(error):
    return [base.__name__ for base in type(error).__mro__[1:] if base.__module__ == "builtins"]


def described(value):
    """A value with its types, to the bit, as JSON."""
    if isinstance(value, np.ndarray) and value.dtype == object:
        return ["array", "object", list(value.shape), [described(one) for one in value.ravel().tolist()]]
    if isinstance(value, str):
        return ["str", str(value)]
    if isinstance(value, bytes):
        return ["bytes", bytes(value).hex()]
    if isinstance(value, (np.ndarray, np.generic)):
        kind = "array" if isinstance(value, np.ndarray) else "scalar"
        return [kind, value.dtype.str, list(value.shape), value.tobytes().hex()]
    if isinstance(value, dict):
        return [type(value).__name__, [[described(key), described(one)] for key, one in value.items()]]
    if isinstance(value, (list, tuple)):
        return [type(value).__name__] + [described(one) for one in value]
    if value is None or isinstance(value, (bool, int, float)):
        return [type(value).__name__, repr(value)]
    return [type(value).__name__]

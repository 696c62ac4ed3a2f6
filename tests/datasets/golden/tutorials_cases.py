"""What is done with `read_data_sets` and what is noted of it; the recording script and the test play the same cases.

Runs on Python 3.7 (beside TF 1.15.5) and on 3.10+.
"""

import contextlib
import hashlib
import io
import os

import numpy as np

# name, graph seed, arguments of read_data_sets, then calls: (which set, batch size, shuffle)
TRAIN = [("train", 7, True)] * 20
CASES = [
    ("graph seed", 42, {}, TRAIN),
    ("op seed", None, {"seed": 7}, TRAIN),
    ("both seeds", 42, {"seed": 7}, TRAIN),
    ("zero op seed", 3, {"seed": 0}, TRAIN[:9]),
    ("negative graph seed", -5, {}, TRAIN[:4]),
    ("large op seed", None, {"seed": 2**31 + 5}, TRAIN[:4]),
    ("one hot", 42, {"one_hot": True}, TRAIN),
    ("as images", 1, {"reshape": False}, TRAIN[:9]),
    ("bytes", 1, {"dtype": "uint8"}, TRAIN[:9]),
    ("bytes as images, one hot", 1, {"dtype": "uint8", "reshape": False, "one_hot": True}, TRAIN[:9]),
    ("no validation", 5, {"validation_size": 0}, TRAIN[:12]),
    ("all validation", 5, {"validation_size": 60}, [("validation", 20, True)] * 4),
    ("unshuffled", 5, {}, [("train", 7, False)] * 15),
    ("shuffled later", 5, {}, [("train", 7, False)] * 3 + TRAIN),
    ("exact epochs", 5, {}, [("train", 25, True)] * 7),
    ("more than an epoch", 5, {}, [("train", 70, True), ("train", 70, True), ("train", 10, True)]),
    ("more than two epochs", 5, {}, [("train", 130, True), ("train", 10, True), ("train", 10, True)]),
    ("sets in turn", 5, {}, [("train", 20, True), ("test", 8, True), ("validation", 4, True)] * 6),
]
ERRORS = [
    ("negative validation", {"validation_size": -1}),
    ("too much validation", {"validation_size": 61}),
    ("int32", {"validation_size": 10, "dtype": "int32"}),
    ("float64", {"validation_size": 10, "dtype": "float64"}),
    ("no such dtype", {"validation_size": 10, "dtype": "no_such_dtype"}),
]
DEFAULTS = {"validation_size": 10}


def note(array):
    """Shape, dtype and a digest of an array."""
    array = np.ascontiguousarray(array)
    return [list(array.shape), array.dtype.name, hashlib.sha256(array.tobytes()).hexdigest()[:16]]


def play(directory, read_data_sets, graph_seed, arguments, calls):
    """Everything a program can see: lines, shapes, batches, counters, and NumPy's generator afterwards."""
    lines = io.StringIO()
    with contextlib.redirect_stdout(lines):
        data = read_data_sets(directory, **dict(DEFAULTS, **arguments))
    seen = {"lines": [line.replace(directory + os.sep, "DIR/") for line in lines.getvalue().splitlines()]}
    for name in ("train", "validation", "test"):
        part = getattr(data, name)
        seen[name] = [part.num_examples, note(part.images), note(part.labels)]
    seen["calls"] = []
    for which, size, shuffle in calls:
        part = getattr(data, which)
        images, labels = part.next_batch(size, shuffle=shuffle)
        seen["calls"].append([note(images), note(labels), part.epochs_completed, part._index_in_epoch])
    seen["next random"] = float(np.random.random_sample())
    return seen


def error_of(function, *arguments, **keywords):
    """Type name and text of what a call raises."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            function(*arguments, **keywords)
    except Exception as error:
        return [type(error).__name__, str(error)]
    return None

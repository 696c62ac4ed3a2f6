"""Records which operations a TensorFlow registers, and makes the tables of tfgraph_dnn/symbols out of it.

    python3.7 oracle/record_operations.py /tmp/1.15.json          under TF 1.15.5, whose tf.contrib is looked through
    python oracle/record_operations.py /tmp/2.16.json             under the oldest and the newest TensorFlow of today
    python oracle/record_operations.py --tables /tmp/1.15.json /tmp/2.16.json /tmp/2.21.json

The last writes `operations.txt.gz`, what all of today's have, and the rows of `absent_operations.csv`: its columns
`instead` and `here` are written by hand and stay.
"""
import csv
import glob
import gzip
import json
import os
import sys

SYMBOLS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tfgraph_dnn", "symbols")


def registered():
    """The names of the operations that are registered now."""
    from tensorflow.core.framework import op_def_pb2

    try:
        from tensorflow.python.client import pywrap_tf_session as session
    except ImportError:
        from tensorflow.python import pywrap_tensorflow as session
    found = op_def_pb2.OpList()
    found.ParseFromString(session.TF_GetBuffer(session.TF_GetAllOpList()))
    return {op.name for op in found.op}


def record(path):
    """Writes operation -> where it is, "TF" or a package of tf.contrib, as JSON."""
    import tensorflow as tf
    from tensorflow.python.framework import ops as tf_framework

    known = registered()
    where = dict.fromkeys(known, "TF " + tf.__version__)
    contrib = os.path.join(os.path.dirname(tf_framework.__file__), "..", "..", "contrib")
    contrib = os.path.normpath(contrib)
    for library in sorted(glob.glob(os.path.join(contrib, "**", "*.so"), recursive=True)):
        try:
            tf.load_op_library(library)
        except tf.errors.NotFoundError:
            continue  # a library of another kind
        for op in registered() - known:
            where[op] = "tf.contrib." + os.path.relpath(library, contrib).split(os.sep)[0]
        known = registered()
    with open(path, "w") as file:
        json.dump(where, file, indent=1, sort_keys=True)


def tables(old, *today):
    """Writes the two tables."""
    with open(old) as file:
        before = json.load(file)
    names = []
    for path in today:
        with open(path) as file:
            names.append(set(json.load(file)))
    everywhere = {op for op in set.intersection(*names) if not op.startswith("_")}
    with open(os.path.join(SYMBOLS, "operations.txt.gz"), "wb") as file:
        file.write(gzip.compress("\n".join(sorted(everywhere)).encode(), 9, mtime=0))
    path = os.path.join(SYMBOLS, "absent_operations.csv")
    with open(path, newline="") as file:
        written = {row["op"]: row for row in csv.DictReader(file)}
    gone = {op: where for op, where in before.items() if op not in everywhere and not op.startswith("_")}
    with open(path, "w", newline="") as file:
        rows = csv.DictWriter(file, ["op", "origin", "instead", "here"], lineterminator="\n")
        rows.writeheader()
        for op in sorted(gone):
            origin = gone[op] if gone[op].startswith("tf.contrib") else "TF 1.15"
            kept = written.get(op, {})
            rows.writerow({"op": op, "origin": origin, "instead": kept.get("instead", ""), "here": kept.get("here", "")})


if __name__ == "__main__":
    if sys.argv[1] == "--tables":
        tables(*sys.argv[2:])
    else:
        record(sys.argv[1])

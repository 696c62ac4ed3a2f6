"""Run with TF 1.15.5: runs the programs of legacy_examples/ and writes what they did to tests/slides/golden/.

    python3.7 oracle/record_slides.py MNIST_DATA [FILE ...]

MNIST_DATA is a directory with the four idx.gz files of the digits the package draws
(`python -c "from tfgraph_dnn import datasets; datasets.write_idx_gz('MNIST_DATA')"`), so that anyone records the same.
"""
from __future__ import print_function

import glob
import gzip
import io
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLDEN = os.path.join(ROOT, "tests", "slides", "golden")


def run_one(program, npz):
    """In a process of its own: runs the program and prints what was seen."""
    sys.path.insert(0, os.path.join(ROOT, "tests", "slides"))
    import tensorflow as tf
    import tracing
    from tensorflow.python.keras.datasets import mnist

    if tf.__version__ != "1.15.5":
        sys.exit("golden files come from TF 1.15.5 alone; this is %s" % tf.__version__)
    mnist.get_file = lambda *args, **kwargs: npz  # else it fetches MNIST anew where the checksum is another
    record, out = [], io.StringIO()
    tf.Session = tracing.traced_session(tf.Session, tf.global_variables, record)
    with open(program) as file:
        code = compile(file.read(), program, "exec")
    stdout, sys.stdout = sys.stdout, out
    try:
        exec(code, {"__name__": "__main__", "__file__": program})
    finally:
        sys.stdout = stdout
    kept = tracing.checkpoints(tf, "tf_logs")
    json.dump({"stdout": out.getvalue().splitlines(), "graphs": record, "checkpoints": kept}, sys.stdout)


def write_npz(data, path):
    """The four idx.gz files as Keras' mnist.npz."""
    arrays = {}
    for part, files in (("train", "train"), ("test", "t10k")):
        with gzip.open(os.path.join(data, files + "-images-idx3-ubyte.gz")) as file:
            arrays["x_" + part] = np.frombuffer(file.read(), np.uint8, offset=16).reshape(-1, 28, 28)
        with gzip.open(os.path.join(data, files + "-labels-idx1-ubyte.gz")) as file:
            arrays["y_" + part] = np.frombuffer(file.read(), np.uint8, offset=8)
    np.savez(path, **arrays)


def main(data, programs):
    os.makedirs(GOLDEN, exist_ok=True)
    npz = os.path.join(tempfile.mkdtemp(), "mnist.npz")
    write_npz(data, npz)
    examples = os.path.join(ROOT, "legacy_examples")
    for program in programs or sorted(glob.glob(os.path.join(examples, "[0-9]*.py"))):
        program = os.path.join(examples, os.path.basename(program))
        folder = tempfile.mkdtemp()
        os.symlink(os.path.abspath(data), os.path.join(folder, "MNIST_data"))
        command = [sys.executable, os.path.abspath(__file__), "--one", os.path.abspath(program), npz]
        with open(os.devnull, "w") as quiet:
            seen = json.loads(subprocess.check_output(command, cwd=folder, stderr=quiet).decode("utf-8"))
        name = os.path.basename(program)[:-3]
        with open(os.path.join(GOLDEN, name + ".json.gz"), "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
                file.write(json.dumps(seen, sort_keys=True, separators=(",", ":")).encode("utf-8"))
        print("%s: %d lines, %d graphs" % (name, len(seen["stdout"]), len(seen["graphs"])))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(sys.argv[2], sys.argv[3])
    elif len(sys.argv) > 1:
        main(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(__doc__)

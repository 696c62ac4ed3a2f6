"""Run with TF 1.15.5: runs the lessons' programs and writes what they print to tests/lessons/golden/printed.json.

    python3.7 oracle/record_lessons.py MNIST_DATA

MNIST_DATA is a directory with the four idx.gz files of the digits the package draws
(`python -c "from tfgraph_dnn import datasets; datasets.write_idx_gz('MNIST_DATA')"`), so that anyone records the same.
"""
from __future__ import print_function

import glob
import json
import os
import subprocess
import sys
import tempfile

from record_slides import ROOT, write_npz

GOLDEN = os.path.join(ROOT, "tests", "lessons", "golden")


def run_one(program, npz):
    """In a process of its own: runs the program, which prints."""
    import tensorflow as tf
    from tensorflow.python.keras.datasets import mnist

    if tf.__version__ != "1.15.5":
        sys.exit("golden files come from TF 1.15.5 alone; this is %s" % tf.__version__)
    mnist.get_file = lambda *args, **kwargs: npz  # else it fetches MNIST anew where the checksum is another
    with open(program) as file:
        code = compile(file.read(), program, "exec")
    exec(code, {"__name__": "__main__", "__file__": program})


def main(data):
    npz = os.path.join(tempfile.mkdtemp(), "mnist.npz")
    write_npz(data, npz)
    printed = {}
    for program in sorted(glob.glob(os.path.join(ROOT, "tfgraph_dnn", "lessons", "programs", "*.py"))):
        command = [sys.executable, os.path.abspath(__file__), "--one", program, npz]
        with open(os.devnull, "w") as quiet:
            said = subprocess.check_output(command, cwd=tempfile.mkdtemp(), stderr=quiet).decode("utf-8")
        name = os.path.basename(program)[:-3]
        printed[name] = said.splitlines()
        print("%s: %d lines" % (name, len(printed[name])))
    os.makedirs(GOLDEN, exist_ok=True)
    with open(os.path.join(GOLDEN, "printed.json"), "w") as file:
        json.dump(printed, file, indent=1, sort_keys=True)
        file.write("\n")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(*sys.argv[2:])
    elif len(sys.argv) == 2:
        main(sys.argv[1])
    else:
        sys.exit(__doc__)

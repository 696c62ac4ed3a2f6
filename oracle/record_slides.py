"""Run with TF 1.15.5: runs the programs of legacy_examples/ and writes what they did to tests/slides/golden/.

    python3.7 oracle/record_slides.py MNIST_DATA [PROGRAM ...]

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

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLDEN = os.path.join(ROOT, "tests", "slides", "golden")


def run_one(program):
    """In a process of its own: runs the program and prints, after a mark, what was seen."""
    sys.path.insert(0, os.path.join(ROOT, "tests", "slides"))
    import tensorflow as tf
    import tracing

    if tf.__version__ != "1.15.5":
        sys.exit("golden files come from TF 1.15.5 alone; this is %s" % tf.__version__)
    record, out = [], io.StringIO()
    tf.Session = tracing.traced_session(tf.Session, tf.global_variables, record)
    with open(program) as file:
        code = compile(file.read(), program, "exec")
    stdout, sys.stdout = sys.stdout, out
    try:
        exec(code, {"__name__": "__main__", "__file__": program})
    finally:
        sys.stdout = stdout
    json.dump({"stdout": out.getvalue().splitlines(), "graphs": record}, sys.stdout)


def main(data, programs):
    os.makedirs(GOLDEN, exist_ok=True)
    for program in programs or sorted(glob.glob(os.path.join(ROOT, "legacy_examples", "[0-9]*.py"))):
        folder = tempfile.mkdtemp()
        os.symlink(os.path.abspath(data), os.path.join(folder, "MNIST_data"))
        command = [sys.executable, os.path.abspath(__file__), "--one", os.path.abspath(program)]
        with open(os.devnull, "w") as quiet:
            seen = json.loads(subprocess.check_output(command, cwd=folder, stderr=quiet).decode("utf-8"))
        name = os.path.basename(program)[:-3]
        with open(os.path.join(GOLDEN, name + ".json.gz"), "wb") as raw:
            with gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
                file.write(json.dumps(seen, sort_keys=True, separators=(",", ":")).encode("utf-8"))
        print("%s: %d lines, %d graphs" % (name, len(seen["stdout"]), len(seen["graphs"])))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        run_one(sys.argv[2])
    elif len(sys.argv) > 1:
        main(sys.argv[1], sys.argv[2:])
    else:
        sys.exit(__doc__)

"""Records what NumPy 1.18 makes of numpy1_cases.py; run it with the Python 3.7 that has TF 1.15.5."""

import gzip
import json
import math
import os

import numpy as np
from numpy1_cases import STATEMENTS, expressions, outcome


def run(statement):
    names = {"np": np, "math": math}
    exec(statement, names)
    return names["r"]


def main():
    assert np.__version__.startswith("1.18."), "golden values come from NumPy 1.18, not " + np.__version__
    found = [outcome(run, statement) for statement in list(expressions()) + STATEMENTS]
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden", "numpy1.json.gz")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.write(json.dumps({"numpy": np.__version__, "outcomes": found}).encode())
    print(len(found), "outcomes ->", path)


if __name__ == "__main__":
    main()

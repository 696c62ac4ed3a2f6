"""Records where the names lived that TF 1.15's private modules imported, and that today's modules no longer show.

    TFGRAPH_ORACLE=PY python oracle/record_homes.py OLDEST_PYTHON NEWEST_PYTHON

`PY` has TF 1.15.5; the two have the oldest and the newest TensorFlow. Written to tfgraph_dnn/symbols/tf115_homes.txt.gz:
lines `module`, each followed by indented lines `name home`. A module that is gone and had names of its own is marked
`-module`; one that only showed others' names, such as `tf.python.estimator.estimator`, is not.
"""

from __future__ import annotations

import gzip
import importlib
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))
from tfgraph_dnn import symbols  # noqa: E402

TARGET = HERE.parent / "tfgraph_dnn" / "symbols" / "tf115_homes.txt.gz"


def still_shown(homes: dict[str, dict]) -> dict[str, list[str] | None]:
    """Module -> those of the names that the installed TensorFlow still has there; None without the module."""
    warnings.simplefilter("ignore")
    found = {}
    for path, row in homes.items():
        try:
            module = importlib.import_module("tensorflow" + path[len("tf") :])
        except Exception:  # gone, or not to be imported alone
            found[path] = None
            continue
        found[path] = [name for name in row["homes"] if _shows(module, name)]
    return found


def _shows(module, name: str) -> bool:
    try:
        getattr(module, name)
    except Exception:  # a lazy module whose package is not installed raises an ImportError
        return False
    return True


def lines(homes: dict[str, dict], today: list[dict]) -> list[str]:
    """The table."""
    found = []
    for path, row in sorted(homes.items()):
        shown = [each[path] for each in today]
        lost = None in shown and row["defines"] and not path.startswith("tf.contrib.")
        gone = [name for name in row["homes"] if not all(names and name in names for names in shown)]
        if gone:
            found.append("-" * lost + path)
            found.extend(f" {name} {row['homes'][name]}" for name in sorted(gone))
    return found


def main(argv: list[str]) -> None:
    if argv == ["--today"]:
        out = os.fdopen(os.dup(1), "w")
        os.dup2(2, 1)  # TensorFlow's talk stays off the data
        json.dump(still_shown(json.load(sys.stdin)), out)
        out.flush()
        os._exit(0)  # some private modules start threads that would wait
    command = [os.environ["TFGRAPH_ORACLE"], str(HERE / "list_homes.py")]
    listed = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
    ours = {*symbols.overlay(), *symbols.private_paths()}
    today = []
    for python in argv:
        command = [python, __file__, "--today"]
        shown = json.loads(subprocess.run(command, input=listed, stdout=subprocess.PIPE, check=True).stdout)
        # Where a module of ours stands in its place, nothing of today's is seen.
        today.append({path: [] if path in ours else names for path, names in shown.items()})
    text = "\n".join(lines(json.loads(listed), today)) + "\n"
    with TARGET.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
        file.write(text.encode("ascii"))
    print(text.count("\n"), "lines", TARGET.stat().st_size, "bytes", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

"""Writes tfgraph_dnn/symbols/face: which names of TF 1.15 the face answers to, on the oldest and the newest TensorFlow.

    TFGRAPH_ORACLE=PY python oracle/record_face.py OLDEST_PYTHON NEWEST_PYTHON

`PY` has TF 1.15.5; the two have the package's dependencies with the oldest and the newest TensorFlow. The table's marks
are explained in tfgraph_dnn/symbols/face_table.py.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE.parent / "tfgraph_dnn" / "symbols" / "face"
SHEETS = {"private": ("tf.python", "tf.core", "tf.tools", "tf.compiler", "tf.examples"), "contrib": ("tf.contrib",)}


def sheet_of(module: str) -> str:
    """The file in which a module stands; programs that touch no private path read no table of them."""
    for sheet, tops in SHEETS.items():
        if any(module == top or module.startswith(top + ".") for top in tops):
            return "private" if sheet == "contrib" and ".python" in module else sheet
    return "core"


def lines(walks: list[dict]) -> dict[str, list[str]]:
    """Sheet -> its lines, `module name name ...` with marks."""
    sheets: dict[str, list[str]] = {"core": [], "contrib": [], "private": []}
    for module in sorted(set().union(*(walk["modules"] for walk in walks))):
        rows = [walk["modules"].get(module, {}) for walk in walks]
        words = [word for name in sorted(set().union(*rows)) if (word := _word(name, rows))]
        sheets[sheet_of(module)].append(" ".join([module, *words]))
    return sheets


def _word(name: str, rows: list[dict]) -> str:
    old, new = (row.get(name, "absent") for row in rows)
    kind = {"module": "/", "tree": "~"}.get(new if new != "absent" else old, "")
    if old == new == "absent":
        return f"-{name}"
    mark = "<" if new == "absent" else ">" if old == "absent" else ""
    return f"{mark}{name}{kind}"


def signatures(walks: list[dict]) -> list[str]:
    """`name positional ... | by-keyword ...`, with `*` where any number of positional arguments is taken.

    Where the two differ, an argument that either takes is listed; a name whose parameters only one walk could read is not.
    """
    old, new = (walk["signatures"] for walk in walks)
    found = []
    for name in sorted(old.keys() & new.keys()):
        positional, named, any_number = new[name]
        extra = [arg for arg in (*old[name][0], *old[name][1]) if arg not in positional and arg not in named]
        stars = ["*"] if any_number or old[name][2] else []
        by_keyword = [*named, *extra]
        found.append(" ".join([name, *positional, *stars, *(["|", *by_keyword] if by_keyword else [])]))
    return found


def walk(python: str, private: bytes) -> dict:
    """What `walk_face.py` says under an interpreter."""
    command = [python, str(HERE / "walk_face.py")]
    return json.loads(subprocess.run(command, input=private, stdout=subprocess.PIPE, check=True).stdout)


def main(argv: list[str]) -> None:
    private = subprocess.run(
        [os.environ["TFGRAPH_ORACLE"], str(HERE / "list_private_names.py")], stdout=subprocess.PIPE, check=True
    ).stdout
    # Submodules are found by asking for them: each is asked for what the other one showed.
    shown = json.loads(private)
    for each in [walk(python, private) for python in argv]:
        for module, names in each["modules"].items():
            if sheet_of(module) == "private":
                shown[module] = sorted({*shown.get(module, ()), *names})
    walks = [walk(python, json.dumps(shown).encode()) for python in argv]
    texts = {sheet: "\n".join(rows) for sheet, rows in lines(walks).items()}
    texts["signatures"] = "\n".join(signatures(walks))
    texts["versions"] = "\n".join(each["tensorflow"] for each in walks)
    TARGET.mkdir(exist_ok=True)
    for sheet, text in texts.items():
        path = TARGET / f"{sheet}.txt.gz"
        with path.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as file:
            file.write((text + "\n").encode())
        print(sheet, text.count("\n") + 1, "lines", path.stat().st_size, "bytes", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

"""`tfgraph ckpt diff`: two checkpoints side by side."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import options, printing

HELP = """\
usage: tfgraph ckpt diff A B [--names] [--only REGEX] [--json]

Compares two checkpoints, of either format, tensor by tensor: names, types, shapes, and values to the bit.

  --names       leave the values alone
  --only REGEX  only tensors in whose name it is found
  --json        the same as data

The exit status is 1 when they differ."""

_MARKS = {"only left": "-", "only right": "+", "dtype": "!", "shape": "!", "values": "~"}
_COLOURS = {"-": "red", "+": "green"}


def main(argv: list[str]) -> int:
    """Prints the differences."""
    given = options.parse(argv, "diff", flags=("--names",), valued=("--only",), words=(2, 2))
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.checkpoint.comparison import compare
    from tfgraph_dnn.checkpoint.reader import open as open_checkpoint

    left, right = (open_checkpoint(path, format=given.format) for path in given.words)
    only = options.pattern(given.given.get("--only"))
    found = compare(left, right, values="--names" not in given, only=only)
    if "--json" in given:
        differences = [vars(difference) for difference in found.differences]
        printing.as_json({"left": left.prefix, "right": right.prefix, "same": found.same, "differences": differences})
        return 1 if found.differences else 0
    printing.say((*left.notes, *right.notes))
    marks = [_MARKS[difference.kind] for difference in found.differences]
    rows = [(mark, printing.safe(d.name), _told(d)) for mark, d in zip(marks, found.differences, strict=True)]
    for mark, line in zip(marks, printing.table(rows), strict=True):
        print(printing.colour(line, _COLOURS[mark]) if mark in _COLOURS else line)
    counted = "the same" if "--names" not in given else "alike in name, type and shape"
    print(f"{found.same} tensors {counted}, {len(found.differences)} differ")
    return 1 if found.differences else 0


def _told(difference) -> str:
    if difference.kind in ("only left", "only right"):
        return f"only {'A' if difference.kind == 'only left' else 'B'}: {difference.left or difference.right}"
    if difference.kind in ("dtype", "shape"):
        return f"{difference.left} | {difference.right}"
    largest = "" if difference.largest is None else f", by at most {difference.largest:.3g}"
    return f"{difference.left}: {difference.differing:,} of {difference.values:,} values differ{largest}"

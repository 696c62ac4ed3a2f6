"""`tfgraph weights ls`: the arrays of a file of weights."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import options, printing

HELP = """\
usage: tfgraph weights ls FILE [--only REGEX] [--limit BYTES] [--json]

Lists the arrays of a file of weights: name, type, shape, size, in the file's order.

  --only REGEX   only arrays in whose name it is found
  --limit BYTES  what they may take in memory; a hundred times the file's size without it
  --json         the same as data"""


def main(argv: list[str]) -> int:
    """Prints the list."""
    given = options.parse(argv, "ls", valued=("--only", "--limit"), tool="weights")
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.cli.weights.opened import load

    opened = load(given.words[0], given.given.get("--limit"))
    infos = [opened.tensors[name] for name in options.matching(opened, given.given.get("--only"))]
    values = sum(opened.arrays[info.name].size for info in infos)
    if "--json" in given:
        tensors = [{"name": i.name, "dtype": i.dtype, "shape": i.shape, "nbytes": i.nbytes} for i in infos]
        printing.as_json({"file": opened.prefix, "format": opened.format, "values": values, "tensors": tensors})
        return 0
    counted = f"{len(infos)} array{'' if len(infos) == 1 else 's'} with {values:,} values"
    print(printing.colour(f"{printing.safe(opened.prefix)}: {opened.format}, {counted}", "bold"))
    rows = [(printing.safe(i.name), i.dtype, printing.shape(i.shape), printing.size(i.nbytes)) for i in infos]
    for line in printing.table(rows, right=(3,)):
        print(line)
    return 0

"""`tfgraph weights show`: arrays, their values and figures."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import options, tensors

HELP = """\
usage: tfgraph weights show FILE [NAME]... [--stats] [--plot] [--limit BYTES] [--json]

Shows the values of arrays, by name or by regular expression; of all of them without a name.

  --stats        range, mean, deviation, zeros, NaN, infinities and dead units instead
  --plot         histograms in the terminal instead
  --limit BYTES  what the arrays may take in memory; a hundred times the file's size without it
  --json         the same as data

With --stats, the exit status is 1 when there are NaN, infinities or dead units."""


def main(argv: list[str]) -> int:
    """Prints what is asked for."""
    given = options.parse(
        argv, "show", flags=("--stats", "--plot"), valued=("--limit",), words=(1, None), tool="weights"
    )
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.cli.weights.opened import load

    path, *wanted = given.words
    opened = load(path, given.given.get("--limit"))
    names = options.named(opened, wanted) if wanted else list(opened)
    if "--plot" in given:
        tensors.plot(opened, names)
    if "--stats" in given:
        return tensors.statistics(opened, names, "--json" in given, "file")
    return 0 if "--plot" in given else tensors.values(opened, names, "--json" in given, "file")

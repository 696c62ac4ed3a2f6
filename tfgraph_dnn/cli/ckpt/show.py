"""`tfgraph ckpt show`: a checkpoint as a whole, or single tensors."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import options, printing, tensors

HELP = """\
usage: tfgraph ckpt show PATH [NAME]... [--stats] [--plot] [--png FILE] [--json] [--v1 | --v2]

Without names: the checkpoint's files, its writer, step, optimizer slots and the operations of the graph beside it.
With names (or regular expressions): those tensors and their values.

  --stats     range, mean, deviation, zeros, NaN, infinities and dead units, of the tensors named or of all
  --plot      histograms of their values in the terminal
  --png FILE  the same as a picture; needs matplotlib
  --v1, --v2  that format, where both lie at one prefix
  --json      the same as data

A unit is dead when all its incoming weights are less than a millionth of the layer's largest. With --stats, the exit
status is 1 when there are NaN, infinities or dead units."""


def main(argv: list[str]) -> int:
    """Prints what is asked for."""
    given = options.parse(argv, "show", flags=("--stats", "--plot"), valued=("--png",), words=(1, None))
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.checkpoint.reader import open as open_checkpoint

    path, *wanted = given.words
    ckpt = open_checkpoint(path, format=given.format)
    looked_at = [option for option in ("--stats", "--plot", "--png") if option in given]
    if not wanted and not looked_at:
        return _whole(ckpt, "--json" in given)
    names = options.named(ckpt, wanted) if wanted else list(ckpt)
    printing.say(ckpt.notes)
    if not looked_at:
        return tensors.values(ckpt, names, "--json" in given)
    if "--png" in given:
        from tfgraph_dnn.cli.ckpt import picture

        picture.draw(ckpt, names, given.given["--png"], tensors.BINS)
    if "--plot" in given:
        tensors.plot(ckpt, names)
    return tensors.statistics(ckpt, names, "--json" in given) if "--stats" in given else 0


def _whole(ckpt, as_json: bool) -> int:
    from tfgraph_dnn.checkpoint.inspect import summarize
    from tfgraph_dnn.errors import CheckpointError

    summary = summarize(ckpt)
    try:
        meta = ckpt.meta()
    except CheckpointError:
        meta = None  # the notes say so
    if as_json:
        printing.as_json({"checkpoint": vars(summary), "graph": meta and meta._asdict()})
        return 0
    printing.say(summary.notes)
    lines = [("checkpoint", printing.safe(summary.prefix)), ("format", summary.format)]
    lines += [("file", f"{printing.safe(name)}, {printing.size(size)}") for name, size in summary.files.items()]
    lines += [("missing", printing.safe(name)) for name in summary.missing]
    lines.append(("step", "not said" if summary.step is None else str(summary.step)))
    lines.append(("tensors", str(summary.tensors)))
    lines.append(("variables", f"{summary.variables} with {summary.parameters:,} values"))
    lines += [("slots", f"{count} x {printing.safe(label)}") for label, count in summary.slots.items()]
    if meta is not None:
        lines += _graph(meta)
    for line in printing.table(lines):
        print(line)
    return 0


def _graph(meta) -> list[tuple[str, str]]:
    git = f" ({printing.safe(meta.git)})" if meta.git else ""
    version = f"TensorFlow {printing.safe(meta.tensorflow)}{git}" if meta.tensorflow else "a TensorFlow before 0.12"
    often = sorted(meta.ops.items(), key=lambda item: (-item[1], item[0]))
    shown = ", ".join(f"{printing.safe(op)} {count}" for op, count in often[:8])
    more = f", ... {len(often) - 8} more" if len(often) > 8 else ""
    return [
        ("writer", version),
        ("graph", f"{sum(meta.ops.values()):,} nodes, version {meta.producer}"),
        ("operations", shown + more),
        ("collections", ", ".join(map(printing.safe, meta.collections))),
    ]

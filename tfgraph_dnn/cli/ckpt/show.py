"""`tfgraph ckpt show`: a checkpoint as a whole, or single tensors."""

from __future__ import annotations

import sys

from tfgraph_dnn.cli.ckpt import options, printing

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

_BINS = 48


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
        return _values(ckpt, names, "--json" in given)
    if "--png" in given:
        from tfgraph_dnn.cli.ckpt import picture

        picture.draw(ckpt, names, given.given["--png"], _BINS)
    if "--plot" in given:
        _plot(ckpt, names)
    return _stats(ckpt, names, "--json" in given) if "--stats" in given else 0


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


def _values(ckpt, names, as_json: bool) -> int:
    import numpy as np

    data = []
    for name in names:
        array, info = ckpt.read(name), ckpt.info(name)
        with np.printoptions(threshold=200, edgeitems=3, linewidth=110):
            text = str(array)
        data.append({**vars(info), "values": text})
        if not as_json:
            where = f" in {len(info.slices)} slices {' '.join(info.slices[:4])}" if info.slices else ""
            told = f"{info.dtype} {printing.shape(info.shape)}, {printing.size(info.nbytes)}{where}"
            print(printing.colour(f"{printing.safe(name)}  {told}", "bold"))
            print("\n".join(map(printing.safe, text.splitlines())))
    if as_json:
        printing.as_json({"checkpoint": ckpt.prefix, "tensors": data})
    return 0


def _stats(ckpt, names, as_json: bool) -> int:
    from tfgraph_dnn.checkpoint.figures import is_numeric, statistics

    found = {name: statistics(array) for name in names if is_numeric(array := ckpt.read(name))}
    bad = any(figures.nans or figures.infinities or figures.dead for figures in found.values())
    if as_json:
        data = [{"name": name, **vars(figures)} for name, figures in found.items()]
        printing.as_json({"checkpoint": ckpt.prefix, "statistics": data})
        return int(bad)
    rows: list[tuple[str, ...]] = [("name", "values", "minimum", "maximum", "mean", "deviation", "zeros", "findings")]
    for name, figures in found.items():
        numbers = (figures.minimum, figures.maximum, figures.mean, figures.deviation)
        shown = ["-" if number is None else f"{number:.4g}" for number in numbers]
        row = (printing.safe(name), f"{figures.values:,}", *shown, f"{figures.zeros:,}", _findings(figures))
        rows.append(row)
    for line in printing.table(rows, right=(1, 2, 3, 4, 5, 6)):
        print(line)
    return int(bad)


def _findings(figures) -> str:
    told = []
    if figures.nans:
        told.append(f"{figures.nans:,} NaN")
    if figures.infinities:
        told.append(f"{figures.infinities:,} infinite")
    if figures.dead:
        shown = ", ".join(map(str, figures.dead[:8])) + (", ..." if len(figures.dead) > 8 else "")
        told.append(f"{len(figures.dead)} of {figures.units} units dead: {shown}")
    return "; ".join(told)


def _plot(ckpt, names) -> None:
    from tfgraph_dnn.checkpoint.figures import histogram, is_numeric

    rows = []
    for name in names:
        array = ckpt.read(name)
        if is_numeric(array):
            counts, least, greatest = histogram(array, _BINS)
            rows.append((printing.safe(name), f"{least:.3g}", _bars(counts.tolist()), f"{greatest:.3g}"))
    for line in printing.table(rows, right=(1,)):
        print(line)


def _bars(counts: list[int]) -> str:
    levels = " ▁▂▃▄▅▆▇█"
    try:
        levels.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        levels = " .:-=+*#@"
    most = max(counts, default=0) or 1
    # What is there is seen, however little it is.
    return "".join(levels[-(-count * (len(levels) - 1) // most)] for count in counts)

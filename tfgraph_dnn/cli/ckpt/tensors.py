"""Tensors in the terminal: values, figures, histograms. Of whatever has `prefix`, `info(name)` and `read(name)`."""

from __future__ import annotations

import sys

from tfgraph_dnn.cli.ckpt import printing

BINS = 48


def values(ckpt, names, as_json: bool, label: str = "checkpoint") -> int:
    """Prints the values; long arrays are shortened in the middle."""
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
        printing.as_json({label: ckpt.prefix, "tensors": data})
    return 0


def statistics(ckpt, names, as_json: bool, label: str = "checkpoint") -> int:
    """Prints figures of each tensor; the status is 1 when one has NaN, infinities or dead units."""
    from tfgraph_dnn.checkpoint.figures import is_numeric
    from tfgraph_dnn.checkpoint.figures import statistics as figures_of

    found = {name: figures_of(array) for name in names if is_numeric(array := ckpt.read(name))}
    bad = any(figures.nans or figures.infinities or figures.dead for figures in found.values())
    if as_json:
        data = [{"name": name, **vars(figures)} for name, figures in found.items()]
        printing.as_json({label: ckpt.prefix, "statistics": data})
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


def plot(ckpt, names) -> None:
    """Draws histograms in the terminal."""
    from tfgraph_dnn.checkpoint.figures import histogram, is_numeric

    rows = []
    for name in names:
        array = ckpt.read(name)
        if is_numeric(array):
            counts, least, greatest = histogram(array, BINS)
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

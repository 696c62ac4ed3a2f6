"""Histograms of tensors as a picture."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import printing
from tfgraph_dnn.errors import UsageError

_COLUMNS, _MOST = 4, 200


def draw(ckpt, names: list[str], path: str, bins: int) -> None:
    """Draws one histogram a tensor into a file; its ending says of which kind (.png, .svg, .pdf).

    Raises:
      UsageError: matplotlib is not installed, or there is nothing to draw, or too much.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise UsageError("--png needs matplotlib", hint="pip install matplotlib; --plot draws without it.") from error
    from tfgraph_dnn.checkpoint.figures import histogram, is_numeric

    arrays = {name: array for name in names if is_numeric(array := ckpt.read(name))}
    if not 0 < len(arrays) <= _MOST:
        raise UsageError(f"{len(arrays)} tensors to draw; from 1 to {_MOST} fit a picture", hint="Name some.")
    rows = -(-len(arrays) // _COLUMNS)
    figure = Figure(figsize=(4 * _COLUMNS, 2.4 * rows), layout="constrained")
    for place, (name, array) in enumerate(arrays.items(), 1):
        counts, least, greatest = histogram(array, bins)
        axes = figure.add_subplot(rows, _COLUMNS, place)
        axes.stairs(counts, [least + (greatest - least) * at / bins for at in range(bins + 1)], fill=True)
        axes.set_title(printing.safe(name), fontsize=8, parse_math=False)
        axes.tick_params(labelsize=7)
    figure.savefig(path)

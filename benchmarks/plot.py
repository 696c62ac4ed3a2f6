"""The ratios as a picture."""

from __future__ import annotations

from typing import Any


def draw(data: dict[str, Any], path: str) -> bool:
    """Draws the medians of each side with their quartiles, one row a measurement; False where matplotlib is absent."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return False
    rows = [row for row in data["measurements"] if row["ratio"]]
    names = list(dict.fromkeys(name for row in rows for name in row["ratio"] if name != data["reference"]))
    figure = Figure(figsize=(9, 1.2 + 0.45 * len(rows)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.subplots()
    for index, name in enumerate(names):
        points = [(place, row["ratio"][name]) for place, row in enumerate(rows) if name in row["ratio"]]
        offset = (index - (len(names) - 1) / 2) * 0.12
        middle = [ratio["median"] for _, ratio in points]
        spread = [
            [ratio["median"] - ratio["low"] for _, ratio in points],
            [ratio["high"] - ratio["median"] for _, ratio in points],
        ]
        axes.errorbar(middle, [place + offset for place, _ in points], xerr=spread, fmt="o", label=name, capsize=2)
    axes.axvline(1, color="black", linewidth=1)
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.set_yticks(range(len(rows)), [row["title"] for row in rows])
    axes.invert_yaxis()
    axes.set_xlabel(f"times as fast as {data['reference']} (median and quartiles)")
    axes.grid(axis="x", alpha=0.3)
    axes.legend(loc="best")
    figure.savefig(path, dpi=120)
    return True

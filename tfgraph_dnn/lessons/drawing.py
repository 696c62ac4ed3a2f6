"""Figures with one look, without matplotlib's global state."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

INK, SOFT, LINE = "#1d2733", "#5d6b7a", "#dde3ea"
# Blue, orange, green, purple, red, ochre, teal: told apart by people who see colours differently, and in grey.
COLOURS = ("#1668b8", "#c25e00", "#0b7a53", "#7b3fb5", "#b3261e", "#a67a00", "#3f8f9b")


def panels(rows: int = 1, columns: int = 1, *, width: float = 9.0, height: float = 3.2, **how: Any):
    """A figure of panels, and its axes as a list, row by row."""
    figure = Figure(figsize=(width, height * rows), layout="constrained")
    axes = figure.subplots(rows, columns, squeeze=False, **how)
    flat = [axis for row in axes for axis in row]
    for axis in flat:
        tidy(axis)
    return figure, flat


def tidy(axis: Axes) -> None:
    """The look: two spines, thin grid, small ticks."""
    axis.spines[["top", "right"]].set_visible(False)
    axis.spines[["left", "bottom"]].set_color(SOFT)
    axis.grid(color=LINE, linewidth=0.7)
    axis.set_axisbelow(True)
    axis.tick_params(colors=SOFT, labelsize=8)
    axis.set_prop_cycle(color=COLOURS)


def name(axis: Axes, title: str, x: str = "", y: str = "") -> None:
    """Title and labels."""
    axis.set_title(title, fontsize=10, color=INK, loc="left")
    axis.set_xlabel(x, fontsize=9, color=SOFT)
    axis.set_ylabel(y, fontsize=9, color=SOFT)


def legend(axis: Axes, **how: Any) -> None:
    """A legend without a box."""
    axis.legend(fontsize=8, frameon=False, **how)


def image(axis: Axes, pixels: Any, title: str = "", **how: Any) -> None:
    """A picture, grey unless it has channels, without axes."""
    axis.set_axis_off()
    axis.imshow(pixels, **{"cmap": "gray_r", "interpolation": "nearest", **how})
    axis.set_title(title, fontsize=8, color=INK)

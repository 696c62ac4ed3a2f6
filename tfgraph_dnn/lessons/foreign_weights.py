"""The lesson on weights from other frameworks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.lessons.blocks import Code, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import COLOURS, image, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        """
        Weights trained elsewhere can be assigned to a TensorFlow graph: a placeholder and an assignment for each
        variable. What goes wrong is rarely the file format. Caffe, Theano and PyTorch keep channels first, TensorFlow
        keeps them last: kernels have to be transposed, which a wrong shape will tell. But a flattened image has the
        same length in either order, so when a dense layer follows, its rows are silently permuted.
        """
    )
    yield Code(ran.excerpt("assign"), "The slides' way.")
    yield Code(
        ran.excerpt("bring_in"),
        "From channels first to channels last. The branch at the end is the mistake: shapes fit, nothing complains.",
    )
    yield Picture(_bars(ran), "Accuracy of the same trained net, after its weights went out and came back.")
    yield Picture(
        _orders(ran),
        "Which input of the dense layer each of the flattened values becomes: the same list of numbers, read in two "
        "orders.",
    )
    yield Table(("brought in", "accuracy"), [(how, float(found)) for how, found in ran["accuracies"].items()])
    yield Text(
        """
        Theano's convolution turns kernels by 180 degrees, as the mathematical convolution does; TensorFlow's does not.
        That costs less than a wrong order, and so is found later. `tfgraph_dnn.weights.assign` knows these layouts by
        the framework's name, and `tfgraph_dnn.weights.probe` searches for the one that makes the answers agree.
        """
    )


def _bars(ran: Ran):
    figure, (axis,) = panels(height=2.6)
    names = list(ran["accuracies"])[::-1]
    values = [ran["accuracies"][key] for key in names]
    bars = axis.barh(names, values, color=[COLOURS[0] if value > 0.9 * max(values) else COLOURS[1] for value in values])
    axis.bar_label(bars, fmt="%.3f", padding=4, fontsize=8)
    axis.set_xlim(0, 1.08)
    axis.grid(axis="y", visible=False)
    name(axis, "", "accuracy")
    return figure


def _orders(ran: Ran):
    maps, side = ran["MAPS"], ran["SIDE"]
    figure, axes = panels(1, 2, height=2.4)
    last = np.arange(maps * side * side).reshape(side, side, maps)
    for axis, order, title in zip(
        axes, ((2, 0, 1), (0, 1, 2)), ("channels, height, width", "height, width, channels"), strict=True
    ):
        flat = last.transpose(order).reshape(-1)
        image(axis, (flat % maps).reshape(12, -1), f"{title}: the channel at each place", cmap="viridis", aspect="auto")
    return figure

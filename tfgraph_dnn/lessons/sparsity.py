"""The lesson on l1 regularization."""

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
        l2 regularization pulls each weight towards 0 with a force in proportion to the weight: large weights shrink,
        small ones hardly move. l1 pulls with the same force whatever the weight, and takes those that are not needed
        all the way. A net of zeros can be stored and run for less.

        A regularizer given to a layer only puts a loss into the collection REGULARIZATION_LOSSES. It changes nothing
        until the program adds that collection to the loss it minimizes.
        """
    )
    yield Code(ran.excerpt("build"), "`tf.add_n([base_loss] + reg_losses)` is the line that is forgotten.")
    yield Picture(_histograms(ran), "Weights of the first layer after training, on a logarithmic axis of counts.")
    yield Picture(
        _units(ran),
        "The weights into 24 units of the first layer as images: without regularization (above) and with l1 "
        "(below). Blue is positive, red negative, white zero. Under l1, pixels at the border that are never inked "
        "have no weight.",
    )
    rows = [(key, float(ran["zeros"][key]), float(ran["accuracies"][key])) for key in ran["REGULARIZERS"]]
    yield Table(("regularizer", f"weights below {ran['SMALL']:g}", "accuracy"), rows)


def _histograms(ran: Ran):
    figure, axes = panels(1, len(ran["kernels"]), width=11, height=2.8, sharey=True)
    for axis, (key, kernel), colour in zip(axes, ran["kernels"].items(), COLOURS, strict=False):
        axis.hist(np.clip(np.ravel(kernel), -0.3, 0.3), bins=81, color=colour, log=True)
        name(axis, key, "weight")
    axes[0].set_ylabel("weights", fontsize=9)
    return figure


def _units(ran: Ran):
    figure, axes = panels(4, 12, width=11, height=0.95)
    kernels = list(ran["kernels"].values())
    for half, kernel in enumerate((kernels[0], kernels[-1])):
        largest = np.percentile(np.abs(kernel), 99.5)
        for unit in range(24):
            image(axes[24 * half + unit], kernel[:, unit].reshape(28, 28), cmap="RdBu", vmin=-largest, vmax=largest)
    return figure

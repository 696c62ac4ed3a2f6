"""The lesson on the saturated logistic function."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import COLOURS, legend, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        """
        The logistic function answers to its input only around 0. Beyond 5 or so on either side it is flat: its
        derivative is almost 0, and backpropagation has nothing to hand down to the layers below. Even where it is
        steepest the derivative is 0.25, so a gradient that passes ten logistic layers has been multiplied by at most
        0.25 to the tenth, a millionth.
        """
    )
    yield Picture(
        _curve(ran),
        "The logistic function and its derivative, which `tf.gradients` gave. The derivative is largest at 0, where "
        "it is 0.25; where the curve is flat, the unit is saturated.",
    )
    yield Text(
        """
        Whether units sit in the flat parts is decided by the initial weights. With weights of standard deviation 1 and
        300 inputs, what enters a unit has a standard deviation of sqrt(300), about 17: most units are saturated before
        the first step of training. Glorot and Bengio's initialization keeps the variance of what comes out of a layer
        near that of what goes in.
        """
    )
    yield Code(ran.excerpt("layer"), "A layer by hand; `stddev` is all that differs between the two.")
    yield Picture(
        _layers(ran),
        "Outputs of 100 logistic units for 500 random rows (left), and the slope each lets the gradient through "
        "with (right).",
    )
    rows = [(kind, float(ran["saturated"][kind]), float(ran["mean_slope"][kind])) for kind in ran["layers"]]
    yield Table(("initial weights", "share of outputs below 0.01 or above 0.99", "mean slope"), rows)
    yield Papers(
        [
            "X. Glorot and Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, "
            "AISTATS 2010."
        ]
    )


def _curve(ran: Ran):
    figure, (axis,) = panels(height=3.4)
    grid, curve, slope = ran["grid"], ran["curve"], ran["derivative"]
    for flat in (grid < -5, grid > 5):
        axis.axvspan(grid[flat].min(), grid[flat].max(), color=COLOURS[1], alpha=0.12, linewidth=0)
    axis.plot(grid, curve, label="logistic(z)")
    axis.plot(grid, slope, label="its derivative")
    axis.annotate("saturated", (6.5, 0.5), ha="center", fontsize=9)
    axis.annotate("saturated", (-6.5, 0.5), ha="center", fontsize=9)
    name(axis, "", "z")
    legend(axis, loc="center", bbox_to_anchor=(0.27, 0.75))
    return figure


def _layers(ran: Ran):
    figure, (left, right) = panels(1, 2)
    for kind in ran["layers"]:
        left.hist(np.ravel(ran["outputs"][kind]), bins=40, range=(0, 1), alpha=0.65, label=kind, density=True)
        right.hist(np.ravel(ran["slopes"][kind]), bins=40, range=(0, 0.25), alpha=0.65, density=True)
    name(left, "outputs of the layer", "output", "density")
    name(right, "slope at each unit", "logistic'(z)")
    left.set_ylim(0, 8)
    right.set_ylim(0, 60)
    legend(left, loc="upper center")
    return figure

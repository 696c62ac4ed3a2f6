"""The lesson on max-norm regularization."""

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
        Max-norm bounds the length of the weight vector that enters each unit. It adds nothing to the loss: after each
        step of training, vectors that have grown beyond the bound are scaled back onto it.

        The slides write it as a regularizer that returns no loss but puts an operation into a collection of its own.
        The operations of that collection run only when the program runs them. `clip_by_norm` must take the norm along
        the axis that runs over a unit's inputs: in TensorFlow's kernels, which are (inputs, units), that is axis 0.
        The slides' default of `axes=1` bounds the rows, the weights that leave an input.
        """
    )
    yield Code(
        ran.excerpt("max_norm_regularizer", "train"),
        "The regularizer, and the loop that runs its operations after each step.",
    )
    yield Picture(
        _histogram(ran),
        "Norms of the incoming weights of 100 units: never clipped; after the last step, before the operation; and "
        f"after it. The bound is {ran['THRESHOLD']:g}.",
    )
    yield Picture(
        _steps(ran),
        "The largest norm over the steps of training. Just after a step it stands a little above the bound, and the "
        "operation takes it back.",
    )
    rows = [
        ("never clipped", float(ran["unclipped"][-1].max()), float(ran["unclipped"][-1].mean())),
        ("clipped after each step", float(ran["after"][-1].max()), float(ran["after"][-1].mean())),
    ]
    yield Table(("weights", "largest norm", "mean norm"), rows)
    yield Papers(
        [
            "N. Srebro, J. Rennie and T. Jaakkola, Maximum-margin matrix factorization, NIPS 2004; with dropout: "
            "Srivastava et al., JMLR 2014."
        ]
    )


def _histogram(ran: Ran):
    figure, (axis,) = panels(height=3)
    bins = np.linspace(0.4, max(2.0, float(ran["unclipped"][-1].max())), 60)
    axis.hist(ran["unclipped"][-1], bins=bins, label="never clipped", color=COLOURS[1], alpha=0.75)
    axis.hist(ran["before"][-1], bins=bins, label="after a step", color=COLOURS[0], alpha=0.75)
    axis.hist(
        ran["after"][-1], bins=bins, label="after the operation", color=COLOURS[2], histtype="step", linewidth=1.6
    )
    axis.axvline(ran["THRESHOLD"], color="#1d2733", linestyle=":", linewidth=1)
    name(axis, "", "norm of a unit's incoming weights", "units")
    legend(axis)
    return figure


def _steps(ran: Ran):
    figure, (axis,) = panels(height=3)
    axis.plot(ran["unclipped"].max(axis=1), label="never clipped", color=COLOURS[1])
    axis.plot(ran["before"].max(axis=1), label="after a step", color=COLOURS[0], linewidth=0.8)
    axis.plot(ran["after"].max(axis=1), label="after the operation", color=COLOURS[2])
    name(axis, "", "step", "largest norm")
    legend(axis, loc="upper left")
    return figure

"""The lesson on dropout."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import COLOURS, legend, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    rate = ran["RATE"]
    yield Text(
        f"""
        At every step of training each unit is left out with a probability of {rate:g}, and what is kept is divided by
        {1 - rate:g}, so that the sum that reaches the next layer is about the same. At inference nothing is left out:
        `training` is false. (`tf.nn.dropout` and `tf.contrib.layers.dropout` speak of the probability to keep,
        `tf.layers.dropout` of the rate to drop.)

        Each step so trains another net, out of all those that can be made by leaving units out, and all share their
        weights. The whole net is about the mean of that ensemble.
        """
    )
    yield Code(ran.excerpt("net"), "The net.")
    yield Picture(
        _masks(ran),
        "Outputs of the first hidden layer for one and the same image. First row: the whole net. Below: eight draws "
        "of the mask in training. What is kept is brighter: it has been scaled up.",
    )
    yield Picture(
        _ensemble(ran),
        "Validation accuracy of thinned nets, one by one (dots), and of the mean of their probabilities (line), "
        "beside the whole net without masks.",
    )
    yield Table(
        ("net", "accuracy"),
        [
            ("one thinned net, on average", float(np.mean(ran["single"]))),
            (f"mean of {ran['MEMBERS']} thinned nets", float(ran["together"][-1])),
            ("the whole net", float(ran["accuracy"](ran["whole"]))),
        ],
    )
    yield Papers(
        [
            "N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov, Dropout: a simple way to "
            "prevent neural networks from overfitting, JMLR 2014.",
            "Y. Gal and Z. Ghahramani, Dropout as a Bayesian approximation, ICML 2016.",
        ]
    )


def _masks(ran: Ran):
    figure, axes = panels(2, 1, height=1.2, gridspec_kw={"height_ratios": [1, 5]})
    brightest = ran["layer_thinned"].max()
    for axis, rows in zip(axes, (ran["layer_whole"][np.newaxis], ran["layer_thinned"]), strict=True):
        axis.imshow(rows, aspect="auto", cmap="viridis", vmin=0, vmax=brightest, interpolation="nearest")
        axis.grid(visible=False)
        axis.set_yticks([])
    name(axes[1], "", "unit of the first hidden layer")
    return figure


def _ensemble(ran: Ran):
    figure, (axis,) = panels(height=3.2)
    members = range(1, ran["MEMBERS"] + 1)
    axis.plot(members, ran["single"], ".", markersize=4, label="one thinned net", color=COLOURS[1])
    axis.plot(members, ran["together"], label="mean of the first n", color=COLOURS[0])
    axis.axhline(ran["accuracy"](ran["whole"]), linestyle="--", color=COLOURS[2], label="the whole net")
    name(axis, "", "n", "accuracy")
    legend(axis, loc="center right")
    return figure

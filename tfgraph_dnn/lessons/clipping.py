"""The lesson on gradient clipping."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import COLOURS, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        """
        A recurrent net applies the same weights at every step, so its gradient is multiplied by the same matrix at
        every step back. If that matrix stretches, forty steps make a gradient of the size of millions out of one of
        size 1, and one such step of training throws the weights far away. Clipping bounds what a step can do.

        `tf.clip_by_value` bounds each component, which changes the direction of the gradient. `tf.clip_by_norm` bounds
        the length of each variable's gradient, keeping that variable's direction. `tf.clip_by_global_norm` bounds the
        length of all of them together and keeps the direction as a whole.
        """
    )
    yield Code(
        ran.excerpt("clip"), "Three ways, between `compute_gradients` and `apply_gradients`. The slides use the first."
    )
    yield Picture(
        _histograms(ran),
        f"Components of the gradient, by size, on a logarithmic axis, for a recurrent net over {ran['STEPS']} "
        f"steps. Clipped by value, all that was larger than {ran['LIMIT']:g} lies in one bar.",
    )
    rows = [(how, f"{ran['norms'][how]:.4g}", float(ran["cosines"][how])) for how in ran["norms"]]
    yield Table(("gradient", "norm", "cosine to the gradient as it is"), rows, "A cosine of 1 is the same direction.")
    yield Papers(
        ["R. Pascanu, T. Mikolov and Y. Bengio, On the difficulty of training recurrent neural networks, ICML 2013."]
    )


def _histograms(ran: Ran):
    found = {"as it is": ran["plain"], **ran["after"]}
    figure, axes = panels(1, len(found), width=11, height=2.8, sharey=True)
    bins = np.logspace(-8, 9, 60)
    for axis, (how, arrays), colour in zip(axes, found.items(), COLOURS, strict=False):
        sizes = np.abs(np.concatenate([np.ravel(array) for array in arrays]))
        axis.hist(np.clip(sizes, bins[0], bins[-1]), bins=bins, color=colour)
        axis.set_xscale("log")
        axis.axvline(ran["LIMIT"], color="#1d2733", linewidth=0.8, linestyle=":")
        name(axis, how, "|component|")
    axes[0].set_ylabel("components", fontsize=9)
    return figure

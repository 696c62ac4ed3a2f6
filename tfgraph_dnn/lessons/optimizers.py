"""The lesson on faster optimizers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import COLOURS, SOFT, legend, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        f"""
        An elongated bowl, {ran["STEEP"]:g} times steeper across than along, shows what plain gradient descent is bad
        at: a rate small enough not to bounce across is too small to get along. Momentum adds up past gradients, so it
        gathers speed along the valley, and overshoots. Nesterov's variant measures the gradient a little ahead and
        overshoots less. AdaGrad divides by the root of all squared gradients so far and points more directly to the
        bottom, at a rate that keeps falling. RMSProp forgets old gradients, so that it does not stop too early. Adam
        joins momentum and RMSProp.
        """
    )
    yield Code(ran.excerpt("bowl"), "Each is one line in a TF 1.x program.")
    yield Picture(
        _bowl(ran),
        f"{ran['STEPS']} steps of each from the same start; the lines are levels of the cost. Rates were chosen for "
        "each: " + ", ".join(f"{key} {value:g}" for key, value in ran["BOWL_RATES"].items()) + ".",
    )
    yield Picture(
        _curves(ran),
        f"Training loss of a net of two hidden layers, {ran['EPOCHS']} epochs over {len(ran['X_train']):,} digits, "
        "averaged over 25 steps.",
    )
    rows = [
        (
            key,
            f"{np.linalg.norm(ran['paths'][key][-1]):.1e}",
            ran["NET_RATES"][key],
            float(ran["curves"][key][-100:].mean()),
        )
        for key in ran["OPTIMIZERS"]
    ]
    yield Table(("optimizer", "distance to the bottom", "rate on the net", "loss at the end"), rows)
    yield Papers(
        [
            "B. Polyak, Some methods of speeding up the convergence of iteration methods, 1964 (momentum).",
            "Y. Nesterov, A method for unconstrained convex minimization problem with the rate of convergence "
            "O(1/k²), 1983.",
            "J. Duchi, E. Hazan and Y. Singer, Adaptive subgradient methods for online learning and stochastic "
            "optimization, JMLR 2011.",
            "T. Tieleman and G. Hinton, Lecture 6.5: RMSProp, 2012.",
            "D. Kingma and J. Ba, Adam: a method for stochastic optimization, ICLR 2015.",
        ]
    )


def _bowl(ran: Ran):
    figure, axes = panels(2, 3, width=11, height=2.6, sharex=True, sharey=True)
    x, y = np.meshgrid(np.linspace(-4.6, 2.2, 120), np.linspace(-1.6, 1.6, 80))
    cost = 0.5 * (x**2 + ran["STEEP"] * y**2)
    for axis, (key, path), colour in zip(axes, ran["paths"].items(), COLOURS, strict=False):
        axis.grid(visible=False)
        axis.contour(x, y, cost, levels=np.array([0.1, 0.5, 1.5, 3.5, 7, 12, 20]), colors=SOFT, linewidths=0.5)
        axis.plot(path[:, 0], path[:, 1], marker="o", markersize=2.2, linewidth=1, color=colour)
        axis.plot(0, 0, marker="+", color="#1d2733")
        name(axis, key)
        axis.set_xlim(-4.6, 2.2)
        axis.set_ylim(-1.6, 1.6)
    return figure


def _curves(ran: Ran):
    figure, (axis,) = panels(height=3.6)
    for key, losses in ran["curves"].items():
        axis.semilogy(np.convolve(losses, np.ones(25) / 25, mode="valid"), label=key, linewidth=1.5)
    name(axis, "", "step", "loss")
    legend(axis, ncols=2)
    return figure

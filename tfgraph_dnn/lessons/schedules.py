"""The lesson on learning rate schedules."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import legend, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        f"""
        A large rate gets far at first and then bounces around the bottom; a small one arrives, but late. A schedule
        begins with a large rate and lowers it. Here a rate of {ran["RATE"]:g} with momentum is too large to end with,
        as the constant one shows.
        """
    )
    yield Code(
        ran.excerpt("piecewise_constant", "exponential", "power", "performance"),
        "The schedules. Three are tensors made of `global_step`, which `minimize(loss, global_step=...)` counts up; "
        "without that argument they would stay at their start. The fourth is a variable that the program lowers.",
    )
    yield Picture(
        _curves(ran), f"Rate at each step (left) and validation loss after each of {ran['EPOCHS']} epochs (right)."
    )
    rows = [
        (key, f"{rates[0]:.4g}", f"{rates[-1]:.4g}", float(losses[-1]), float(min(losses)))
        for key, (rates, losses) in ran["found"].items()
    ]
    yield Table(("schedule", "first rate", "last rate", "validation loss at the end", "best"), rows)
    yield Papers(
        [
            "A. Senior, G. Heigold, M. Ranzato and K. Yang, An empirical study of learning rates in deep neural "
            "networks for speech recognition, ICASSP 2013."
        ]
    )


def _curves(ran: Ran):
    figure, (left, right) = panels(1, 2, height=3.6)
    for key, (rates, losses) in ran["found"].items():
        left.semilogy(rates, label=key, linewidth=1.5)
        right.plot(range(1, len(losses) + 1), losses, marker="o", markersize=3)
    name(left, "learning rate", "step")
    name(right, "validation loss", "epoch")
    legend(left, loc="lower left")
    return figure

"""The lesson on the practical guidelines."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lessons.blocks import Code, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import legend, name, panels
from tfgraph_dnn.lessons.running import Ran

_DEFAULTS = (
    ("initialization", "He", "initialization"),
    ("activation function", "ELU", "activations"),
    ("normalization", "batch normalization", "batch_norm"),
    ("regularization", "dropout", "dropout"),
    ("optimizer", "Adam", "optimizers"),
    ("learning rate schedule", "none", "schedules"),
)


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text("Where to begin, when nothing is known of the task:")
    rows = [(what, default, f"`tfgraph lesson {lesson}`") for what, default, lesson in _DEFAULTS]
    yield Table(("choice", "default", "why"), rows)
    yield Text(
        """
        Too slow to converge: try a schedule. Too few examples: augment. A sparse model is wanted: l1. Inference must be
        fast: leave batch normalization out, or fold it into the layer before (`tfgraph ckpt fold` does), and take ReLU
        or leaky ReLU. Here is what the defaults do for a net of five hidden layers, beside the same net as it was
        before any of the slides.
        """
    )
    yield Code(ran.excerpt("began", "end"), "The two nets.")
    yield Picture(_curves(ran), "Validation loss and accuracy after each epoch.")
    rows = [(how, float(losses[-1]), float(accuracies[-1])) for how, (losses, accuracies) in ran["curves"].items()]
    yield Table(("net", "validation loss", "accuracy"), rows)


def _curves(ran: Ran):
    figure, (left, right) = panels(1, 2)
    for how, (losses, accuracies) in ran["curves"].items():
        left.plot(range(1, len(losses) + 1), losses, marker="o", markersize=3, label=how)
        right.plot(range(1, len(accuracies) + 1), accuracies, marker="o", markersize=3)
    name(left, "validation loss", "epoch")
    name(right, "accuracy", "epoch")
    right.set_ylim(0, 1)
    legend(left)
    return figure

"""The lesson on early stopping."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import COLOURS, legend, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        f"""
        A net with more weights than it has examples learns them by heart, the {len(ran["wrong"])} of
        {len(ran["y_train"])} whose label is wrong included. The training loss falls to the end; the validation loss
        turns. Early stopping keeps a snapshot of the weights whenever the validation loss is the lowest so far, stops
        when it has not been beaten for some time, and goes back to the snapshot.
        """
    )
    yield Code(
        ran.excerpt("snapshot", "restore"), "A snapshot in memory. A `Saver` writes it to a file in the same two calls."
    )
    yield Picture(
        _curves(ran),
        f"Loss after each epoch. The snapshot is of epoch {ran['best_epoch'] + 1}; with a patience of "
        f"{ran['PATIENCE']} epochs training would have stopped at the dotted line.",
    )
    yield Table(
        ("weights", "validation loss", "validation accuracy"),
        [
            (
                f"snapshot of epoch {ran['best_epoch'] + 1}",
                float(ran["valid_losses"][ran["best_epoch"]]),
                float(ran["best_accuracy"]),
            ),
            (f"after {ran['EPOCHS']} epochs", float(ran["valid_losses"][-1]), float(ran["last_accuracy"])),
        ],
    )
    yield Papers(["L. Prechelt, Early stopping - but when?, in Neural Networks: Tricks of the Trade, 1998."])


def _curves(ran: Ran):
    figure, (axis,) = panels(height=3.4)
    epochs = range(1, ran["EPOCHS"] + 1)
    axis.plot(epochs, ran["train_losses"], label="training")
    axis.plot(epochs, ran["valid_losses"], label="validation")
    best = ran["best_epoch"]
    axis.plot(best + 1, ran["valid_losses"][best], marker="o", markersize=9, markerfacecolor="none", color=COLOURS[4])
    axis.axvline(ran["stop"] + 1, linestyle=":", color=COLOURS[4])
    name(axis, "", "epoch", "loss")
    legend(axis)
    return figure

"""The lesson on batch normalization's moving averages."""

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
        In training, batch normalization centers and scales each unit by the mean and the variance of the batch at
        hand. At inference there may be no batch, so it uses moving averages of what it saw in training. Keeping those
        averages is the work of two operations per layer, which nothing else in the graph depends on: they are put in
        the collection `UPDATE_OPS` and run only if the program runs them.

        Forgetting them raises no error. Training goes on as well as ever, for it does not use the averages. But at
        inference the averages still are what they were initialized to, mean 0 and variance 1.
        """
    )
    yield Code(
        ran.excerpt("build"),
        "The last lines make the difference: `tf.group` puts the update operations beside the training operation. "
        "Control dependencies do the same.",
    )
    yield Picture(
        _averages(ran),
        "Six units of the first hidden layer: the batch's mean (dots), and the moving mean (lines), followed with "
        "the update operations and stuck at 0 without.",
    )
    yield Picture(
        _accuracy(ran),
        "Validation accuracy after each epoch, with `training` false, as in use (solid), and with `training` true, "
        "by the statistics of the validation rows themselves (dashed). The weights are the same in both halves; "
        "only the averages differ.",
    )
    rows = [
        (epoch + 1, *(float(found[key][epoch]) for found in _both(ran) for key in ("inference", "batchwise")))
        for epoch in range(ran["N_EPOCHS"])
    ]
    yield Table(("epoch", "updates run", "by the batch", "updates not run", "by the batch"), rows)
    yield Text(
        """
        `tfgraph run --doctor` says so when a program trains without its update operations, `tfgraph check` when its
        text shows it, and `tfgraph explain-run` lists what a call of `sess.run` leaves out.
        """
    )
    yield Papers(
        [
            "S. Ioffe and C. Szegedy, Batch normalization: accelerating deep network training by reducing internal "
            "covariate shift, ICML 2015."
        ]
    )


def _both(ran: Ran):
    return ran["with_updates"], ran["without_updates"]


def _averages(ran: Ran):
    figure, axes = panels(1, 2, sharey=True)
    for axis, found, title in zip(axes, _both(ran), ("update operations run", "not run"), strict=True):
        moving, batch = np.array(found["moving"]), np.array(found["batch"])
        steps = 10 * np.arange(len(moving))
        for unit in range(moving.shape[1]):
            axis.plot(steps, batch[:, unit], ".", markersize=2.5, alpha=0.5, color=COLOURS[unit])
            axis.plot(steps, moving[:, unit], color=COLOURS[unit], linewidth=1.6)
        name(axis, title, "training step")
    axes[0].set_ylabel("mean of the unit's input", fontsize=9)
    return figure


def _accuracy(ran: Ran):
    figure, axes = panels(1, 2, sharey=True)
    for axis, found, title in zip(axes, _both(ran), ("update operations run", "not run"), strict=True):
        epochs = range(1, ran["N_EPOCHS"] + 1)
        axis.plot(epochs, found["inference"], marker="o", label="training=False")
        axis.plot(epochs, found["batchwise"], marker="s", linestyle="--", label="training=True")
        axis.set_ylim(0, 1)
        axis.set_xticks(list(epochs))
        name(axis, title, "epoch")
    axes[0].set_ylabel("accuracy", fontsize=9)
    legend(axes[1], loc="lower right")
    return figure

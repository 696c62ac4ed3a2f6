"""The lesson on reusing lower layers."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import legend, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        f"""
        A net has learned the digits 0 to 4 from all their examples. Another is to learn 5 to 9, and has
        {len(ran["X_few"])} examples. Strokes and bows are the same: the lower layers can be taken over.

        A `Saver` restores what it is given. A regular expression picks the variables of the first three hidden layers
        by their names, and only then the rest of the graph is initialized and trained. The expression is matched
        against TRAINABLE_VARIABLES: among all global variables, `hidden[123]` would also catch the optimizer's slots,
        such as `hidden3/kernel/Adam`, which are not what the checkpoint is for.
        """
    )
    yield Code(ran.excerpt("train_new"), "Restoring `hidden[123]` into a graph that is built anew.")
    yield Code(
        ran.excerpt("build"),
        "Freezing: `minimize` is told which variables to train. What is frozen could also be cut off with "
        "`tf.stop_gradient`, and its output for each row computed once and kept.",
    )
    yield Picture(_curves(ran), "Validation accuracy on the digits 5 to 9 after each epoch.")
    rows = [(how, float(curve[0]), float(curve[4]), float(curve[-1])) for how, curve in ran["curves"].items()]
    yield Table(("net", "after 1 epoch", "after 5", f"after {ran['EPOCHS']}"), rows)
    yield Text(
        """
        What was restored and then trained ends highest. Frozen layers make each step cheaper, since nothing below
        them has to be computed backwards, and they cannot be spoiled by few examples; but what they do not know they
        cannot learn. The usual order is: freeze all reused layers and train; then let the upper ones go, with a
        smaller rate; and look whether it helps.
        """
    )
    yield Papers(
        [
            "J. Yosinski, J. Clune, Y. Bengio and H. Lipson, How transferable are features in deep neural "
            "networks?, NIPS 2014."
        ]
    )


def _curves(ran: Ran):
    figure, (axis,) = panels(height=3.4)
    for how, curve in ran["curves"].items():
        axis.plot(range(1, len(curve) + 1), curve, marker="o", markersize=3, label=how)
    name(axis, "", "epoch", "accuracy")
    axis.set_ylim(0.2, 1)
    legend(axis, loc="lower right")
    return figure

"""The lesson on initialization, activation and batch normalization in a deep net."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.lessons.blocks import Code, Heading, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import legend, name, panels
from tfgraph_dnn.lessons.running import Ran

_FLOOR = 1e-25


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        """
        A signal that goes through twelve layers is multiplied by twelve matrices, and so is the gradient on its way
        back. If each layer shrinks it a little, little arrives: the gradient vanishes, and the first layers do not
        learn. If each layer stretches it, it explodes. Here are the standard deviations of the activations and of the
        gradient, layer by layer, in nets of 12 layers with 100 units each, before any training.
        """
    )
    yield Code(
        ran.excerpt("build"),
        "The net. The loss is a random projection of the last layer, so that a gradient of size 1 enters at the top.",
    )
    yield Picture(
        _grid(ran, False),
        "Without batch normalization, on logarithmic axes. Upper row: the activations. Lower row: the gradient, "
        "which travels from the right to the left. A flat line is what training wants.",
    )
    yield Text(
        """
        Read the lower row from right to left. Under the logistic function the gradient falls by orders of magnitude
        for every choice of weights but the largest, which saturate most units and make up for it where they do not.
        Xavier initialization, made for functions that are about linear at 0, carries tanh. He initialization has twice
        the variance, for ReLU passes only half of its input, and keeps ReLU's and ELU's gradients level. Weights of
        standard deviation 1 explode, weights of 0.01 vanish.
        """
    )
    yield Heading("With batch normalization")
    yield Picture(
        _grid(ran, True),
        "The same nets with `tf.layers.batch_normalization` before each activation: what the weights' scale was "
        "hardly matters any more.",
    )
    rows = [
        (activation, initializer, *(_ratio(ran, activation, initializer, norm) for norm in (False, True)))
        for activation in ran["ACTIVATIONS"]
        for initializer in ran["INITIALIZERS"]
    ]
    yield Table(
        ("activation", "initial weights", "gradient at layer 1 / at layer 12", "the same with batch norm"),
        rows,
        "1 is a gradient that arrives as it set out.",
    )
    yield Papers(
        [
            "X. Glorot and Y. Bengio, Understanding the difficulty of training deep feedforward neural networks, "
            "AISTATS 2010.",
            "K. He, X. Zhang, S. Ren and J. Sun, Delving deep into rectifiers, ICCV 2015.",
            "S. Ioffe and C. Szegedy, Batch normalization: accelerating deep network training by reducing internal "
            "covariate shift, ICML 2015.",
        ]
    )


def _grid(ran: Ran, batch_norm: bool):
    activations = list(ran["ACTIVATIONS"])
    figure, axes = panels(2, len(activations), width=11, height=2.6, sharex=True, sharey="row")
    layers = np.arange(1, ran["N_LAYERS"] + 1)
    for row, (found, what) in enumerate(((ran["forward"], "activations"), (ran["backward"], "gradient"))):
        for column, activation in enumerate(activations):
            axis = axes[row * len(activations) + column]
            for initializer in ran["INITIALIZERS"]:
                values = np.maximum(found[activation, initializer, batch_norm], _FLOOR)
                axis.semilogy(layers, values, marker="o", markersize=2.5, linewidth=1.4, label=initializer)
            name(axis, activation if row == 0 else "", "layer" if row else "", f"{what}: std" if column == 0 else "")
            axis.set_xticks([1, 4, 8, 12])
    legend(axes[0], loc="best")
    return figure


def _ratio(ran: Ran, activation: str, initializer: str, batch_norm: bool) -> str:
    gradient = ran["backward"][activation, initializer, batch_norm]
    return f"{gradient[0] / gradient[-1]:.1e}"

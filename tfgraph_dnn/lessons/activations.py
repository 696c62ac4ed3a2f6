"""The lesson on nonsaturating activation functions."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn.lessons.blocks import Code, Papers, Picture, Table, Text
from tfgraph_dnn.lessons.drawing import legend, name, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        """
        ReLU does not saturate for positive inputs, and is cheap. For negative inputs its derivative is exactly 0: a
        unit whose weighted sum is negative for every example gets no gradient and never comes back. It is dead.

        Leaky ReLU keeps a small slope there. ELU bends towards -1 instead, which pulls the mean of the outputs towards
        0, and has a derivative without a jump. SELU is ELU with two constants chosen so that outputs of mean 0 and
        variance 1 stay so, layer after layer, when weights are initialized with variance 1/n.
        """
    )
    yield Picture(
        _curves(ran),
        "The functions, and the derivatives that `tf.gradients` gave. The logistic function, dashed, is there to "
        "compare.",
    )
    yield Code(
        ran.excerpt("leaky_relu", "selu"),
        "TF 1.15 has `tf.nn.leaky_relu` and `tf.nn.selu`; this is how the slides write them.",
    )
    yield Text("And this is what 50 layers with weights of variance 1/n make of a signal of mean 0 and variance 1:")
    yield Picture(
        _through(ran),
        "Mean and standard deviation of the activations, layer by layer. SELU's stay where they were; ReLU's fade, "
        "since it halves the variance each time and its weights would need He's factor of 2.",
    )
    rows = [
        (function, float(ran["curves"][function][100]), float(ran["derivatives"][function][100]))
        for function in ran["FUNCTIONS"]
    ]
    yield Table(("function", "f(-2)", "f'(-2)"), rows, "A derivative of 0 at -2 is a unit that cannot come back.")
    yield Papers(
        [
            "A. Maas, A. Hannun and A. Ng, Rectifier nonlinearities improve neural network acoustic models, ICML "
            "2013 (leaky ReLU).",
            "D.-A. Clevert, T. Unterthiner and S. Hochreiter, Fast and accurate deep network learning by "
            "exponential linear units, ICLR 2016.",
            "G. Klambauer, T. Unterthiner, A. Mayr and S. Hochreiter, Self-normalizing neural networks, NIPS 2017.",
            "B. Xu, N. Wang, T. Chen and M. Li, Empirical evaluation of rectified activations in convolution "
            "network, 2015 (RReLU).",
        ]
    )


def _curves(ran: Ran):
    figure, (left, right) = panels(1, 2, height=3.6)
    for function in reversed(list(ran["FUNCTIONS"])):
        how = {"linestyle": "--", "linewidth": 1.2} if function == "logistic" else {}
        left.plot(ran["grid"], ran["curves"][function], label=function, **how)
        right.plot(ran["grid"], ran["derivatives"][function], **how)
    name(left, "f(z)", "z")
    name(right, "f'(z)", "z")
    left.set_ylim(-2.2, 4)
    legend(left, loc="upper left")
    return figure


def _through(ran: Ran):
    figure, (left, right) = panels(1, 2)
    for function in ran["DEEP"]:
        means, stddevs = ran["through"][function]
        left.plot(range(1, len(means) + 1), means, label=function)
        right.semilogy(range(1, len(means) + 1), stddevs)
    name(left, "mean", "layer")
    name(right, "standard deviation", "layer")
    legend(left, loc="center right")
    return figure

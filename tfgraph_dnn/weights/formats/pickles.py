"""Pickled dicts and lists of arrays, as Theano, Lasagne, caffe-tensorflow and many a script of Python 2 wrote them."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.flattening import flattened
from tfgraph_dnn.weights.pickled import names
from tfgraph_dnn.weights.pickling import Machine


def load(content: Content, budget: Budget) -> dict[str, np.ndarray]:
    """The arrays of all the pickles in a file: often there is one, some programs wrote several."""
    data, known, position = content.whole(), names(), 0
    tops, python2 = [], False
    while position < len(data):
        machine = Machine(data, known, position=position)
        tops.append(machine.run())
        position, python2 = machine.position, python2 or machine.python2
    if not tops:
        raise Malformed("it is empty")
    return flattened(tops[0] if len(tops) == 1 else tops, budget, sort=python2)

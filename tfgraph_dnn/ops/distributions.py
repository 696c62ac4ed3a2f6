"""`tf.distributions` on TF 1.15's operations: TensorFlow's own classes, calling ours."""

from __future__ import annotations

import functools
from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn._backend.rebinding import rebound_class
from tfgraph_dnn.ops import rebound

_NAMES = (
    "Bernoulli",
    "Beta",
    "Categorical",
    "Dirichlet",
    "DirichletMultinomial",
    "Exponential",
    "Gamma",
    "Laplace",
    "Multinomial",
    "Normal",
    "StudentT",
    "Uniform",
)


@functools.cache
def __getattr__(name: str) -> Any:
    if name not in _NAMES:
        raise AttributeError(f"there is no distribution {name!r} here")
    return rebound_class(getattr(tf1.distributions, name), {**rebound.OURS, tf1.map_fn: rebound.map_fn})

"""Calls the functions a user hands to an estimator with those of our arguments that they name."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

from tfgraph_dnn._backend import tf1

_ALLOWED = {"features", "labels", "mode", "params", "self", "config"}


def argument_names(function: Callable) -> set[str]:
    """The names a function may be called with; those a partial has fixed are left out."""
    target = function
    fixed: set[str] = set()
    while isinstance(target, functools.partial):
        fixed |= set(target.keywords)
        target = target.func
    return set(inspect.signature(function).parameters) - fixed


def check_arguments(model_fn: Callable | None, params: Any) -> None:
    """Refuses a model function that cannot be called.

    Raises:
      ValueError: no function, none with `features`, `params` given and not taken, or a name that nobody fills.
    """
    if model_fn is None:
        raise ValueError("model_fn must be provided to Estimator.")
    names = argument_names(model_fn)
    if "features" not in names:
        raise ValueError(f"model_fn ({model_fn}) must include features argument.")
    if params is not None and "params" not in names:
        raise ValueError(
            f"model_fn ({model_fn}) does not include params argument, but params ({params}) is passed to Estimator."
        )
    if params is None and "params" in names:
        tf1.logging.warning("Estimator's model_fn (%s) includes params argument, but params are not passed.", model_fn)
    unexpected = sorted(names - _ALLOWED)
    if unexpected:
        raise ValueError(f"model_fn ({model_fn}) has following not expected args: {unexpected}")


def called_with(function: Callable, features=None, labels=None, mode=None, params=None, config=None) -> Any:
    """Calls a model function (features given) or an input function with the arguments it names.

    Raises:
      ValueError: labels are there and the function does not take them.
    """
    names = argument_names(function)
    offered = {"mode": mode, "params": params, "config": config}
    if "features" in names:
        if "labels" in names:
            offered["labels"] = labels
        elif labels is not None:
            raise ValueError("model_fn does not take labels, but input_fn returns labels.")
        return function(features=features, **{name: offered[name] for name in offered if name in names})
    return function(**{name: value for name, value in offered.items() if name in names})

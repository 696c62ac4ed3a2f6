"""`tf.estimator.inputs`: input functions over arrays and data frames."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tfgraph_dnn.estimator.feeding import enqueue_columns

_TARGET = "__target_key__"


def numpy_input_fn(
    x: Any,
    y: Any = None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int = 1000,
    num_threads: int = 1,
) -> Callable[[], Any]:
    """An input function over NumPy arrays.

    Args:
      x: array, or dict of arrays; all of one length.
      y: array, dict of arrays or None.
      batch_size: rows in a batch; the last one of the last epoch may be smaller.
      num_epochs: None for no end.
      shuffle: must be said: True or False.
      queue_capacity: rows held ready.
      num_threads: threads that read; use one where the order matters.

    Returns:
      A function that returns `features` or `(features, targets)`, tensors (or dicts of them) of `batch_size` rows.

    Raises:
      ValueError: shuffle not given; x or y an empty dict; lengths that differ; names that are in both x and y.
      TypeError: x is neither an array nor a dict.

    Example:
      >>> import numpy as np
      >>> import tfgraph_dnn.v1 as tf
      >>> input_fn = tf.estimator.inputs.numpy_input_fn({"x": np.arange(4.0)}, shuffle=False)
    """
    if not isinstance(shuffle, bool):
        raise ValueError(
            "shuffle must be provided and explicitly set as boolean "
            f"(it is recommended to set it as True for training); got {shuffle}"
        )

    def input_fn():
        features = _features(x)
        targets = _targets(y, features)
        _check_lengths(features, targets)
        queue = enqueue_columns({**features, **targets}, queue_capacity, shuffle, num_threads, batch_size, num_epochs)
        batch = queue.dequeue_many(batch_size) if num_epochs is None else queue.dequeue_up_to(batch_size)
        return _batch(batch[1:], x, y, list(features), list(targets))

    return input_fn


def pandas_input_fn(
    x: Any,
    y: Any = None,
    batch_size: int = 128,
    num_epochs: int | None = 1,
    shuffle: bool | None = None,
    queue_capacity: int = 1000,
    num_threads: int = 1,
    target_column: str = "target",
) -> Callable[[], Any]:
    """An input function over a pandas data frame: features are a dict of columns, targets the series (or frame) `y`.

    Raises:
      ValueError: shuffle not given, the target column is also a feature, or the indices of x and y differ.
    """
    if y is not None and target_column in x:
        raise ValueError(f"Cannot use name {target_column} for target column: DataFrame already has a column with it")
    if y is not None and not np.array_equal(x.index, y.index):
        raise ValueError(f"Index for x and y are mismatched.\nIndex for x: {x.index}\nIndex for y: {y.index}\n")
    columns = {name: x[name].to_numpy() for name in x.columns}
    if y is None or not hasattr(y, "columns"):
        targets = None if y is None else y.to_numpy()
    else:
        targets = {name: y[name].to_numpy() for name in y.columns}
    return numpy_input_fn(columns, targets, batch_size, num_epochs, shuffle, queue_capacity, num_threads)


def _features(x: Any) -> dict[str, np.ndarray]:
    if isinstance(x, dict):
        if not x:
            raise ValueError("x cannot be an empty dict")
        return {name: x[name] for name in sorted(x)}
    if isinstance(x, np.ndarray):
        return {"__direct_np_input__": x}
    raise TypeError(f"x must be a dict or array; got {type(x).__name__}")


def _targets(y: Any, features: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    if y is None:
        return {}
    if not isinstance(y, dict):
        name = _TARGET
        while name in features:
            name += "_n"
        return {name: y}
    if not y:
        raise ValueError("y cannot be empty dict, use None instead.")
    twice = set(features) & set(y)
    if twice:
        raise ValueError(f"{len(twice)} duplicate keys are found in both x and y: {twice}")
    return {name: y[name] for name in sorted(y)}


def _check_lengths(features: dict[str, np.ndarray], targets: dict[str, np.ndarray]) -> None:
    if len({array.shape[0] for array in (*features.values(), *targets.values())}) != 1:
        shapes = [{name: array.shape for name, array in part.items()} for part in (features, targets)]
        raise ValueError(
            "Length of tensors in x and y is mismatched. All elements in x and y must have the same length.\n"
            f"Shapes in x: {shapes[0]}\nShapes in y: {shapes[1]}\n"
        )


def _batch(tensors: list, x: Any, y: Any, feature_names: list[str], target_names: list[str]) -> Any:
    count = len(feature_names)
    features = dict(zip(feature_names, tensors[:count], strict=True)) if isinstance(x, dict) else tensors[0]
    if y is None:
        return features
    if isinstance(y, dict):
        return features, dict(zip(target_names, tensors[count:], strict=True))
    return features, tensors[-1]

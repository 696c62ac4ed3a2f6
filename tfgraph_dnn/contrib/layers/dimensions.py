"""Sizes given as ints, lists, tuples or shapes, and the sizes of a tensor's channels."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def channel_dimension(shape, data_format: str, min_rank=1) -> int:
    """Size of the channel dimension: 1 for 'channels_first', else the last; errors as `last_dimension`."""
    return _dimension(shape, 1 if data_format == "channels_first" else -1, min_rank)


def last_dimension(shape, min_rank=1) -> int:
    """Size of the last dimension of a `TensorShape`.

    Raises:
      ValueError: unknown rank, rank below `min_rank`, or an unknown size.
    """
    return _dimension(shape, -1, min_rank)


def _dimension(shape, index: int, min_rank: int) -> int:
    dims = shape.dims
    if dims is None:
        raise ValueError("dims of shape must be known but is None")
    if len(dims) < min_rank:
        raise ValueError(f"rank of shape must be at least {min_rank} not: {len(dims)}")
    value = dims[index].value
    if value is None:
        raise ValueError(f"dimension {index} of shape must be known but is None: {shape}")
    return value


def two_element_tuple(int_or_tuple) -> tuple[int, int]:
    """`(n, n)` for an int; the two elements of a list, tuple or `TensorShape`; ValueError for anything else."""
    if isinstance(int_or_tuple, list | tuple):
        if len(int_or_tuple) != 2:
            raise ValueError(f"Must be a list with 2 elements: {int_or_tuple}")
        return int(int_or_tuple[0]), int(int_or_tuple[1])
    if isinstance(int_or_tuple, int):
        return int_or_tuple, int_or_tuple
    if isinstance(int_or_tuple, tf1.TensorShape) and len(int_or_tuple) == 2:
        return int_or_tuple[0], int_or_tuple[1]
    raise ValueError(f"Must be an int, a list with 2 elements or a TensorShape of length 2, got {int_or_tuple!r}")


def n_positive_integers(n: int, value) -> tuple[int, ...]:
    """`n` positive ints from one int or a sequence of `n`.

    Raises:
      ValueError: `n` or an element is not positive, or the sequence has another length.
    """
    if int(n) < 1 or int(n) != n:
        raise ValueError(f"n must be a positive integer, got {n!r}")
    n = int(n)
    try:
        values = (int(value),) * n
    except (TypeError, ValueError):
        values = _integers(n, value)
    for element in values:
        if element < 1:
            raise ValueError(f"expected positive integer, but received {element}")
    return values


def _integers(n: int, value) -> tuple[int, ...]:
    message = f"Expected sequence of {n} positive integers, but received {value!r}"
    if len(value) != n:
        raise ValueError(message)
    try:
        return tuple(int(element) for element in value)
    except (TypeError, ValueError):
        raise ValueError(message) from None

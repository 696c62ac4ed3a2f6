"""What a new tensor, or the new part of one, is filled with."""

from __future__ import annotations

import zlib

from tfgraph_dnn.checkpoint.editing.edit import no_rule
from tfgraph_dnn.checkpoint.format.dtypes import DTYPES, NUMBERS


def filled(name: str, shape: tuple[int, ...], dtype: str, fill: str):
    """A new array.

    Args:
      name: the tensor's; two of other names are not filled alike.
      shape, dtype: its own.
      fill: a number, or `normal:DEVIATION` or `normal:DEVIATION:SEED` for normal noise around zero; the same call
        gives the same noise.

    Raises:
      CheckpointError: `fill` is none of these.

    Example:
      >>> filled("w", (2,), "float32", "0.5")
      array([0.5, 0.5], dtype=float32)
    """
    import numpy as np

    from tfgraph_dnn.checkpoint.values import numpy_dtype

    kind = numpy_dtype(DTYPES[NUMBERS[dtype]])
    word, *numbers = fill.split(":")
    try:
        if word == "normal" and len(numbers) in (1, 2):
            seed = [zlib.crc32(name.encode("utf-8")), int(numbers[1]) if len(numbers) > 1 else 0]
            return np.random.default_rng(seed).normal(0, float(numbers[0]), shape).astype(kind)
        if not numbers:
            return np.full(shape, np.asarray(complex(word) if kind.kind == "c" else float(word)).astype(kind))
    except (ValueError, OverflowError):
        pass
    raise no_rule(f"nothing is filled with {fill!r}", "A number, or normal:DEVIATION, or normal:DEVIATION:SEED.")


def described(name: str, text: str):
    """A new array out of `DTYPE:SHAPE:FILL`, such as `float32:784x10:normal:0.1`; a scalar's shape is empty.

    Raises:
      CheckpointError: it is none.
    """
    dtype, _, rest = text.partition(":")
    dims, _, fill = rest.partition(":")
    if dtype not in NUMBERS or not DTYPES[NUMBERS[dtype]].size:
        raise no_rule(f"{text!r}: no type of numbers {dtype!r}", "DTYPE:SHAPE:FILL is meant: float32:784x10:0")
    return filled(name, shape(dims), dtype, fill or "0")


def shape(text: str) -> tuple[int, ...]:
    """A shape out of `784x10`.

    Raises:
      CheckpointError: it is none.
    """
    try:
        return tuple(int(part) for part in text.replace(",", "x").split("x")) if text.strip() else ()
    except ValueError:
        raise no_rule(f"{text!r} is no shape", "784x10 is one.") from None

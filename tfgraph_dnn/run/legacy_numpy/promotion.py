"""NumPy 1's value-based rule for the type of a mixed expression (replaced in NumPy 2 by NEP 50).

Two rules matter to old programs, and NumPy 2 has neither:

* among scalars a Python number counts as a full int64 or float64: `np.uint8(9) + 1` is int64, `np.float32(2.5) / 550`
  is float64;
* beside an array a scalar counts only by its kind and value: `float32_array * np.sqrt(2.0)` stays float32,
  `uint8_array + 300` becomes uint16.
"""

from __future__ import annotations

from typing import Any

import numpy as np

# NumPy 1 itself needs no help.
_NATIVE = np.__version__.startswith("1.")

_STRONG = {bool: np.bool_, int: np.int64, float: np.float64, complex: np.complex128}

# Beside these, NumPy 2 treats a Python number as NumPy 1 did.
_FULL = (np.dtype(np.float64), np.dtype(np.int64), np.dtype(np.complex128))

# NumPy 1 compared kinds in these steps; floats and complex numbers share one.
_STEP = {"b": 0, "u": 1, "i": 1, "f": 2, "c": 2}


def settle(x: Any, y: Any) -> tuple[Any, Any]:
    """Operands that give, under NumPy 2's rule, the result type that `x` and `y` had under NumPy 1's.

    Args:
      x, y: any two operands; what is neither array, NumPy scalar nor Python number is left alone, with its partner.

    Example:
      >>> x, y = settle(np.float32(3.0), 2)
      >>> (x / y).dtype
      dtype('float64')
    """
    if _NATIVE:
        return x, y
    if isinstance(x, np.ndarray) and x.ndim:
        return (x, _beside(x.dtype, y)) if _is_scalar(y) else (x, y)
    if isinstance(y, np.ndarray) and y.ndim:
        return (_beside(y.dtype, x), y) if _is_scalar(x) else (x, y)
    if _is_scalar(x) and _is_scalar(y):
        return _strong(x, y)
    return x, y


def _is_scalar(value: Any) -> bool:
    return type(value) in _STRONG or isinstance(value, np.generic) or (type(value) is np.ndarray and value.ndim == 0)


def _strong(x: Any, y: Any) -> tuple[Any, Any]:
    """Two scalars: a Python number takes its full type."""
    return _strong_beside(x, y), _strong_beside(y, x)


def _strong_beside(value: Any, other: Any) -> Any:
    strong = _STRONG.get(type(value))
    if strong is None:
        return value
    if strong is np.int64 and not -(2**63) <= value < 2**63:
        if 0 <= value < 2**64:
            return np.uint64(value)
        return np.float64(value) if np.asarray(other).dtype.kind in "fc" else value
    return strong(value)


def _beside(dtype: np.dtype, value: Any) -> Any:
    """A scalar beside an array of `dtype`: of the array's type where kind and value allow it."""
    if type(value) in _STRONG and (dtype in _FULL or (type(value) is float and _fits(dtype, value))):
        return value
    scalar = value if type(value) in _STRONG else value[()]
    kind = np.dtype(_STRONG[type(scalar)]).kind if type(scalar) in _STRONG else scalar.dtype.kind
    if kind not in _STEP or dtype.kind not in _STEP:
        return value
    if _STEP[kind] > _STEP[dtype.kind]:
        return _strong_beside(scalar, dtype.type(0))
    if kind in "ui":
        return _integer_beside(dtype, scalar)
    return np.result_type(dtype, np.min_scalar_type(scalar)).type(scalar)


def _fits(dtype: np.dtype, value: float) -> bool:
    return dtype == np.float32 and -1e38 < value < 1e38


def _integer_beside(dtype: np.dtype, scalar: Any) -> Any:
    number = int(scalar)
    if not -(2**63) <= number < 2**64:
        return scalar
    # A positive number fits a signed type when its mirror image does: 100 is an int8 here, not a uint8.
    least = np.min_scalar_type(-number - 1 if dtype.kind == "i" and 0 <= number < 2**63 else number)
    common = np.result_type(dtype, least)
    return common.type(number)

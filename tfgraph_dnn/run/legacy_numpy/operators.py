"""The operators of a legacy program, with the meaning NumPy 1.18 gave them.

`rewriting.py` makes the program's code call these. Each looks at the types of its operands and, unless NumPy values of
a kind that NumPy 2 treats differently are among them, does just what Python does. `names()` gives them under names that
no program can spell, to be put in the program's own builtins.
"""

from __future__ import annotations

import ast
import operator
import sys
from collections.abc import Callable
from typing import Any

# The types that need a second look. Empty, so that every operator is Python's, until NumPy is loaded.
_telling: set[type] = set()

BINARY = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
    ast.BitOr: operator.or_,
    ast.BitXor: operator.xor,
    ast.BitAnd: operator.and_,
}
IN_PLACE = {
    ast.Add: operator.iadd,
    ast.Sub: operator.isub,
    ast.Mult: operator.imul,
    ast.Div: operator.itruediv,
    ast.FloorDiv: operator.ifloordiv,
    ast.Mod: operator.imod,
    ast.Pow: operator.ipow,
    ast.LShift: operator.ilshift,
    ast.RShift: operator.irshift,
    ast.BitOr: operator.ior,
    ast.BitXor: operator.ixor,
    ast.BitAnd: operator.iand,
}
COMPARE = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
}
CONVERTED = ("int", "float", "complex", "bool")
REMOVED_METHODS = ("tostring", "itemset", "newbyteorder", "ptp")


def activate() -> bool:
    """Starts to look at NumPy's values once NumPy is loaded; False while it is not."""
    numpy = sys.modules.get("numpy")
    if numpy is None or not hasattr(numpy, "bool_"):
        return False
    if not _telling:
        full = {numpy.float64, numpy.int64, numpy.complex128, numpy.bool_}
        numbers = {kind for kind in numpy.sctypeDict.values() if issubclass(kind, numpy.number)}
        _telling.update(numbers - full, {numpy.ndarray})
    return True


def _settled(operate: Callable) -> Callable:
    def apply(x, y):
        if type(x) in _telling or type(y) in _telling:
            from tfgraph_dnn.run.legacy_numpy.promotion import settle

            x, y = settle(x, y)
        return operate(x, y)

    return apply


def _quotient(operate: Callable) -> Callable:
    """/ : a whole scalar of at most 16 bits by one that fits its type gives a float32."""
    settled = _settled(operate)

    def apply(x, y):
        if type(x) in _telling and type(y) in _telling and _is_short(x, y):
            return operate(sys.modules["numpy"].float32(x), y)
        return settled(x, y)

    return apply


def _is_short(x: Any, y: Any) -> bool:
    numpy = sys.modules["numpy"]
    whole = isinstance(x, numpy.integer) and x.dtype.itemsize <= 2
    return whole and y.ndim == 0 and numpy.can_cast(y.dtype, x.dtype)


def _equality(operate: Callable, otherwise: bool) -> Callable:
    """== and !=: arrays whose shapes do not fit are simply not equal."""
    settled = _settled(operate)

    def apply(x, y):
        try:
            return settled(x, y)
        except ValueError:
            if type(x) in _telling and type(y) in _telling and x.shape != y.shape:
                return otherwise
            raise

    return apply


def _remainder(operate: Callable) -> Callable:
    settled = _settled(operate)

    def apply(x, y):
        if type(x) is not str and type(x) is not bytes:
            return settled(x, y)
        try:
            return x % y
        except TypeError:
            return x % _as_numbers(y)

    return apply


def _as_numbers(values: Any) -> Any:
    """The values of a format, with each one-element array as its number; text fields print arrays as they were."""
    if type(values) is tuple:
        return tuple(_as_numbers(value) for value in values)
    return _OneElement(values) if _single(values) else values


class _OneElement:
    """An array of one element that still is a number for `%d` and `%f`, and an array for `%s`."""

    def __init__(self, array: Any):
        self._array = array

    def __int__(self) -> int:
        return int(self._array.item())

    def __float__(self) -> float:
        return float(self._array.item())

    def __str__(self) -> str:
        return str(self._array)

    def __repr__(self) -> str:
        return repr(self._array)


def _single(value: Any) -> bool:
    return type(value) in _telling and getattr(value, "ndim", 0) > 0 and value.size == 1


def convert(kind: Callable, value: Any) -> Any:
    """`int(x)`, `float(x)`, `complex(x)`, `bool(x)`: an array of one element is its element, an empty one false."""
    if type(value) in _telling and getattr(value, "ndim", 0):
        if kind is bool:
            return bool(truth(value))
        if kind in (int, float, complex) and value.size == 1:
            value = value.item()
    return kind(value)


def truth(value: Any) -> Any:
    """A condition: an empty array is false."""
    if type(value) in _telling and value.size == 0:
        return False
    return value


def invert(value: Any) -> bool:
    """`not x`."""
    return not truth(value)


def store(value: Any, target: Any, index: Any) -> None:
    """`target[index] = value`, where an array of one element may stand for its element."""
    try:
        target[index] = value
    except (ValueError, TypeError):
        if type(target) not in _telling:
            raise
        if _single(value):
            value = value.reshape(())
        elif isinstance(value, (list, tuple)) and any(map(_single, value)):
            value = [one.item() if _single(one) else one for one in value]
        else:
            raise
        target[index] = value


def method(value: Any, name: str) -> Any:
    """`value.name` for a method that NumPy's arrays and scalars have lost; for anything else the plain attribute."""
    if type(value) in _telling and not hasattr(value, name):
        from tfgraph_dnn.run.legacy_numpy import methods

        return getattr(methods, name).__get__(value)
    return getattr(value, name)


def total(iterable, /, start=0):
    """`sum(x)`: float32 values and Python's 0 make a float64; floats are added one by one, as before Python 3.12."""
    values = list(iterable)
    if isinstance(start, (str, bytes, bytearray)) or {int, bool}.issuperset(map(type, values)):
        return sum(values, start)
    add = _settled(operator.add)
    for value in values:
        start = add(start, value)
    return start


def rounded(number, ndigits=None):
    """`round(x)`: a NumPy scalar stays one."""
    numpy = sys.modules.get("numpy")
    if ndigits is None and numpy is not None and isinstance(number, getattr(numpy, "number", ())):
        return number.round()
    return round(number) if ndigits is None else round(number, ndigits)


def names() -> dict[str, Callable]:
    """The functions that rewritten code calls, and the builtins whose meaning changed, by the name they go by."""
    table: dict[str, Callable] = {
        "@convert": convert,
        "@truth": truth,
        "@not": invert,
        "@store": store,
        "@method": method,
        "@slice": slice,
        "sum": total,
        "round": rounded,
    }
    for kind, operate in BINARY.items():
        table[f"@{kind.__name__}"] = _remainder(operate) if kind is ast.Mod else _settled(operate)
    for kind, operate in IN_PLACE.items():
        table[f"@in-place {kind.__name__}"] = _remainder(operate) if kind is ast.Mod else _settled(operate)
    for kind, operate in COMPARE.items():
        table[f"@{kind.__name__}"] = _settled(operate)
    table["@Div"] = _quotient(operator.truediv)
    table["@in-place Div"] = _quotient(operator.itruediv)
    table["@Eq"] = _equality(operator.eq, False)
    table["@NotEq"] = _equality(operator.ne, True)
    return table

"""NumPy functions that were removed, or that NumPy 1.18 gave another meaning; argument names and order are NumPy's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tfgraph_dnn.run.legacy_numpy.promotion import settle

NINF, PZERO, NZERO = -np.inf, 0.0, -0.0


def array(object, dtype=None, copy=True, order="K", subok=False, ndmin=0, **kwargs):
    """`np.array`: lists of unequal length give an object array; `copy=False` copies where it must."""
    if copy is False and int(np.__version__.split(".")[0]) >= 2:
        copy = None
    options = {"copy": copy, "order": order, "subok": subok, "ndmin": ndmin, **kwargs}
    return _ragged_allowed(np.array, object, dtype, **options)


def asarray(a, dtype=None, order=None, **kwargs):
    """`np.asarray`: lists of unequal length give an object array."""
    return _ragged_allowed(np.asarray, a, dtype, order=order, **kwargs)


def asanyarray(a, dtype=None, order=None, **kwargs):
    """`np.asanyarray`: lists of unequal length give an object array."""
    return _ragged_allowed(np.asanyarray, a, dtype, order=order, **kwargs)


def _ragged_allowed(make, values, dtype, **options):
    try:
        return make(values, dtype=dtype, **options)
    except ValueError as error:
        if "inhomogeneous" not in str(error):
            raise
        if dtype is None:
            return make(values, dtype=np.object_, **options)
        return make(_numbers(values), dtype=dtype, **options)


def _numbers(values):
    """One-element arrays in a list as their numbers: `np.array([1.0, np.array([2.0])], np.float32)`."""
    if isinstance(values, (list, tuple)):
        return [_numbers(value) for value in values]
    return values.item() if isinstance(values, np.ndarray) and values.size == 1 else values


def reshape(a, newshape=None, order="C", **kwargs):
    """`np.reshape` with the argument's old name, `newshape`."""
    shape = kwargs.pop("shape", newshape)
    return np.reshape(a, shape, order, **kwargs)


def _listed(values: Any) -> Any:
    return list(values) if isinstance(values, Iterator) else values


def vstack(tup, **kwargs):
    """`np.vstack`, also of an iterator."""
    return np.vstack(_listed(tup), **kwargs)


def hstack(tup, **kwargs):
    """`np.hstack`, also of an iterator."""
    return np.hstack(_listed(tup), **kwargs)


def dstack(tup):
    """`np.dstack`, also of an iterator."""
    return np.dstack(_listed(tup))


def stack(arrays, axis=0, out=None, **kwargs):
    """`np.stack`, also of an iterator."""
    return np.stack(_listed(arrays), axis, out, **kwargs)


def column_stack(tup):
    """`np.column_stack`, also of an iterator."""
    return np.column_stack(_listed(tup))


def sum(a, *args, **kwargs):
    """`np.sum`; a generator is added up by Python."""
    if isinstance(a, Iterator):
        from tfgraph_dnn.run.legacy_numpy.operators import total

        return total(a)
    return np.sum(a, *args, **kwargs)


def fromstring(string, dtype=float, count=-1, sep="", **kwargs):
    """`np.fromstring`; without `sep` the bytes are the numbers, copied."""
    if sep:
        return np.fromstring(string, dtype, count, sep=sep, **kwargs)
    data = string.encode("latin-1") if isinstance(string, str) else string
    return np.frombuffer(data, dtype, count).copy()


def histogram(a, bins=10, range=None, normed=None, weights=None, density=None):
    """`np.histogram` with `normed`, which was `density` for bins of equal width."""
    return np.histogram(a, bins, range, weights=weights, density=normed if density is None else density)


def cross(a, b, *args, **kwargs):
    """`np.cross`; of two vectors of two elements, the third component of the result."""
    a, b = np.asarray(a), np.asarray(b)
    if not (args or kwargs) and a.shape[-1] == b.shape[-1] == 2:
        return np.asarray(a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0])
    return np.cross(a, b, *args, **kwargs)


def where(condition, *args):
    """`np.where(condition[, x, y])`; a scalar does not widen the other side."""
    return np.where(condition, *(settle(*args) if len(args) == 2 else args))


def clip(a, a_min=None, a_max=None, out=None, **kwargs):
    """`np.clip`; a scalar bound does not widen an array, a bound out of the array's range does."""
    if isinstance(a, np.ndarray) and a.ndim:
        a_min = a_min if a_min is None else settle(a, a_min)[1]
        a_max = a_max if a_max is None else settle(a, a_max)[1]
    return np.clip(a, a_min, a_max, out, **kwargs)


class _SettledUfunc:
    """A ufunc of two arguments that promotes as NumPy 1 did; everything else about it is the ufunc's own."""

    def __init__(self, ufunc: np.ufunc):
        self._ufunc = ufunc
        self.__doc__ = ufunc.__doc__

    def __call__(self, x, y, *args, **kwargs):
        return self._ufunc(*settle(x, y), *args, **kwargs)

    def __getattr__(self, name: str):
        return getattr(self._ufunc, name)

    def __repr__(self) -> str:
        return repr(self._ufunc)


add, subtract, multiply, divide = map(_SettledUfunc, (np.add, np.subtract, np.multiply, np.true_divide))
power, maximum, minimum = map(_SettledUfunc, (np.power, np.maximum, np.minimum))


def in1d(ar1, ar2, assume_unique=False, invert=False):
    """Which elements of the flattened `ar1` are in `ar2`."""
    return np.isin(np.ravel(ar1), ar2, assume_unique=assume_unique, invert=invert)


def asfarray(a, dtype=np.float64):
    """The array in a floating-point type."""
    return np.asarray(a, dtype=dtype if np.issubdtype(dtype, np.inexact) else np.float64)


def asscalar(a):
    """The only element, as a Python number."""
    return a.item()


def alen(a) -> int:
    """The length of the first axis; 1 for a scalar."""
    return len(np.atleast_1d(a))


def msort(a):
    """A copy sorted along the first axis."""
    return np.sort(a, axis=0)


def find_common_type(array_types, scalar_types):
    """The type of an expression of arrays and scalars of these types: a scalar type counts when its kind is higher."""
    arrays = np.result_type(*map(np.dtype, array_types)) if array_types else None
    scalars = np.result_type(*map(np.dtype, scalar_types)) if scalar_types else None
    if arrays is None or scalars is None:
        return scalars if arrays is None else arrays
    order = "buifc"
    return scalars if order.find(scalars.kind) > order.find(arrays.kind) else arrays


class _Cast(dict):
    """`np.cast[dtype](values)`."""

    def __missing__(self, dtype):
        return lambda values: np.asarray(values).astype(dtype)


cast = _Cast()


def issubclass_(arg1, arg2) -> bool:
    """`issubclass` that is False for what is no class."""
    return isinstance(arg1, type) and issubclass(arg1, arg2)


def issctype(rep) -> bool:
    """Whether `rep` is a scalar type."""
    return isinstance(rep, np.dtype) or issubclass_(rep, np.generic)


def issubsctype(arg1, arg2) -> bool:
    """Whether one scalar type is below another."""
    return issubclass(obj2sctype(arg1), obj2sctype(arg2))


def obj2sctype(rep, default=None):
    """The scalar type of an object, array or type."""
    if issubclass_(rep, np.generic):
        return rep
    try:
        return rep.dtype.type if isinstance(rep, np.ndarray) else np.dtype(rep).type
    except TypeError:
        return default


def maximum_sctype(t):
    """The widest scalar type of the same kind."""
    kind = np.dtype(t).kind
    widest = {"i": np.int64, "u": np.uint64, "f": np.longdouble, "c": np.clongdouble}
    return widest.get(kind, np.dtype(t).type)


sctypes = {
    "int": [np.int8, np.int16, np.int32, np.int64],
    "uint": [np.uint8, np.uint16, np.uint32, np.uint64],
    "float": [np.float16, np.float32, np.float64, np.longdouble],
    "complex": [np.complex64, np.complex128, np.clongdouble],
    "others": [bool, object, bytes, str, np.void],
}


def disp(mesg, device=None, linefeed=True) -> None:
    """Prints a message."""
    print(mesg, end="\n" if linefeed else "", file=device, flush=True)


def recfromcsv(fname, **kwargs):
    """Reads a CSV file into a record array; names from its first line, in lower case."""
    settings = {"case_sensitive": "lower", "names": True, "delimiter": ",", "dtype": None, "encoding": "utf-8"}
    return np.genfromtxt(fname, **{**settings, **kwargs}).view(np.recarray)

"""What TensorFlow's generated wrappers of operations import as `typing`, so that they load fast.

They make a type variable for each attribute of each operation, with the dtypes it takes as strings, and Python compiles
each string: ten thousand times the same thirty. With `BUILTINS` as a module's builtins, each is compiled once.
"""

from __future__ import annotations

import builtins
import functools
import typing
from types import ModuleType
from typing import Any

_forward_reference = functools.cache(typing.ForwardRef)


def _type_variable(name: str, *constraints, **kwargs) -> typing.TypeVar:
    made = (_forward_reference(each) if isinstance(each, str) else each for each in constraints)
    return typing.TypeVar(name, *made, **kwargs)


class _Typing(ModuleType):
    TypeVar = staticmethod(_type_variable)

    def __getattr__(self, name: str) -> Any:
        return getattr(typing, name)


_typing = _Typing("typing")


def _import(name, *args, **kwargs):
    return _typing if name == "typing" else builtins.__import__(name, *args, **kwargs)


BUILTINS = {**vars(builtins), "__import__": _import}

"""The names that classes of ours show: TF 1.15's, which programs print and find in error messages."""

from __future__ import annotations

from collections.abc import Callable


def shown_as(path: str) -> Callable[[type], type]:
    """A class decorator: the class calls itself by this module and name.

    Example:
      >>> @shown_as("tensorflow.python.framework.ops.Tensor")
      ... class Ours: pass
      >>> Ours
      <class 'tensorflow.python.framework.ops.Tensor'>
    """
    module, _, name = path.rpartition(".")

    def give(ours: type) -> type:
        ours.__module__, ours.__name__, ours.__qualname__ = module, name, name
        return ours

    return give

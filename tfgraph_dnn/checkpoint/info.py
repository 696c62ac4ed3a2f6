"""What is known of a tensor before its values are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TensorInfo:
    """A tensor of a checkpoint.

    Attributes:
      name: its name; that of the variable, as a rule.
      dtype: TensorFlow's name of its type.
      shape: of the whole, where it was saved in slices.
      nbytes: what its values take in the files; None for the strings of a V1 file, which are not counted there.
      slices: the slices it was saved in, as TensorFlow writes them (`0,5:-`); empty when it was saved whole.
      files: the names of the files that hold its values.
    """

    name: str
    dtype: str
    shape: tuple[int, ...]
    nbytes: int | None
    slices: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

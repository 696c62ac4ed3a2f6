"""Memory for large arrays that are fed again and again.

TensorFlow reads an array where it lies if it lies at a multiple of 64 bytes, and copies it otherwise. NumPy's large
arrays lie at 16 above a page, so 55,000 images are a copy of 172 MB, in memory that is fetched from the system for each
run and given back: as long as the net's own work on them. Here they are copied into memory that stays.
"""

from __future__ import annotations

import sys
from collections import deque

import numpy as np

_ALIGNMENT = 64
# Bytes. Of less the C library keeps memory itself; more is not kept for the sake of speed.
_LARGE, _MOST = 2**24, 2**29
# TensorFlow lets go of what was fed in one run at the beginning of the next, so two of a size take turns.
_PIECES, _SIZES = 2, 4
_NUMBERS = "fiubc"


class Memory:
    """What one session copies large feeds into."""

    def __init__(self) -> None:
        self._pieces: dict[int, deque[np.ndarray]] = {}

    def holding(self, array: np.ndarray) -> np.ndarray:
        """`array`, or its values in memory that TensorFlow reads without a copy: from the second of its size on."""
        size = array.nbytes
        if not _LARGE <= size <= _MOST or array.dtype.kind not in _NUMBERS or _is_read_in_place(array):
            return array
        pieces = self._pieces.get(size)
        if pieces is None:
            if len(self._pieces) < _SIZES:
                self._pieces[size] = deque(maxlen=_PIECES)
            return array
        piece = _free(pieces)
        if piece is None:
            piece = np.empty(size + _ALIGNMENT, np.uint8)
        start = -piece.ctypes.data % _ALIGNMENT
        copy = piece[start : start + size].view(array.dtype).reshape(array.shape)
        np.copyto(copy, array)
        pieces.append(piece)
        return copy

    def clear(self) -> None:
        """Gives it all back."""
        self._pieces.clear()


def _free(pieces: deque[np.ndarray]) -> np.ndarray | None:
    """Memory that nobody reads any more; no other thread finds it while it is not among `pieces`."""
    for _ in range(len(pieces)):
        try:
            piece = pieces.popleft()
        except IndexError:
            break
        # This name and the argument: TensorFlow, and who fetched what was fed, would be others.
        if sys.getrefcount(piece) <= 2:
            return piece
        pieces.append(piece)
    return None


def _is_read_in_place(array: np.ndarray) -> bool:
    return array.flags.c_contiguous and array.ctypes.data % _ALIGNMENT == 0

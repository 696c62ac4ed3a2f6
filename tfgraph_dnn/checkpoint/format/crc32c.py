"""CRC-32C (Castagnoli, RFC 3720), as table files and checkpoints use it: fast with NumPy, without it for little data.

>>> hex(crc32c(b"123456789"))
'0xe3069283'
"""

from __future__ import annotations

import functools
import sys

_POLYNOMIAL = 0x82F63B78  # reflected
_MASK_DELTA = 0xA282EAD8
# From here on NumPy wins, if it is loaded; loading it costs as much as this many bytes by hand.
_WORTH_NUMPY, _WORTH_LOADING_NUMPY = 4 << 10, 1 << 20
_ROW_BITS = 13  # 2**13 words = 32 KB a row: it, its sum and the tables stay in the cache


def _byte_table() -> list[int]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = (value >> 1) ^ (_POLYNOMIAL if value & 1 else 0)
        table.append(value)
    return table


_TABLE = _byte_table()


def crc32c(data, crc: int = 0) -> int:
    """The CRC of `data` after bytes whose CRC is `crc`.

    Args:
      data: bytes, or a contiguous buffer of bytes.
      crc: the CRC so far; 0 at the start.

    Returns:
      An integer below 2**32.
    """
    view = memoryview(data).cast("B")
    worth = _WORTH_NUMPY if "numpy" in sys.modules else _WORTH_LOADING_NUMPY
    register = crc ^ 0xFFFFFFFF
    register = _by_rows(view, register) if len(view) >= worth else _by_bytes(view, register)
    return register ^ 0xFFFFFFFF


def masked(crc: int) -> int:
    """The form in which a CRC is stored, so that the CRC of data with CRCs in it stays a good one."""
    return ((crc >> 15 | crc << 17) + _MASK_DELTA) & 0xFFFFFFFF


def unmasked(stored: int) -> int:
    """The CRC of which `stored` is the masked form."""
    rotated = (stored - _MASK_DELTA) & 0xFFFFFFFF
    return (rotated >> 17 | rotated << 15) & 0xFFFFFFFF


def _by_bytes(data, register: int) -> int:
    table = _TABLE
    for byte in data:
        register = table[(register ^ byte) & 255] ^ (register >> 8)
    return register


def _by_rows(data, register: int) -> int:
    """Folds the data, laid out as rows of 32-bit words, into one row, and that in halves into one word.

    A CRC is linear over GF(2): a word's share in the result is the word passed through as many zero bytes as follow it.
    One row of words passes through one row of zeros at a time, by two table look-ups a word.
    """
    import numpy as np

    bits = min(_ROW_BITS, (len(data) // 4).bit_length() // 2 + 2)
    row_bytes = 4 << bits
    # Zeros before the data change nothing while the register is zero: they fill up the first row. Four bytes of data
    # at least go there, to take the register in.
    head = len(data) % row_bytes
    if head < 4:
        head += row_bytes
    begin = np.zeros(-(-head // row_bytes) * row_bytes, np.uint8)
    begin[-head:] = np.frombuffer(data[:head], np.uint8)
    begin[len(begin) - head :][:4] ^= np.frombuffer(register.to_bytes(4, "little"), np.uint8)
    total = np.zeros(1 << bits, np.uint32)
    for block in (begin, np.frombuffer(data[head:], np.uint8)):
        _add_rows(total, block.view("<u4").reshape(-1, 1 << bits), _tables(bits))
    while bits:
        bits -= 1
        low, high = _tables(bits)
        ahead, total = total[: 1 << bits], total[1 << bits :]
        total = low[ahead & 0xFFFF] ^ high[ahead >> 16] ^ total
    low, high = _tables(0)
    word = int(total[0])
    return int(low[word & 0xFFFF] ^ high[word >> 16])


def _add_rows(total, rows, tables) -> None:
    import numpy as np

    low, high = tables
    index = np.empty(total.shape, np.intp)
    left, right = np.empty_like(total), np.empty_like(total)
    for row in rows:
        np.bitwise_and(total, 0xFFFF, out=index, casting="unsafe")
        low.take(index, out=left, mode="wrap")
        np.right_shift(total, 16, out=index, casting="unsafe")
        high.take(index, out=right, mode="wrap")
        np.bitwise_xor(left, right, out=left)
        np.bitwise_xor(left, row, out=total)


@functools.cache
def _tables(bits: int):
    """What 4 * 2**bits zero bytes make of a register's low and high 16 bits, for every value of them."""
    import numpy as np

    columns = _zeros(bits)
    tables = []
    for half in (columns[:16], columns[16:]):
        table = np.zeros(1 << 16, np.uint32)
        for bit, column in enumerate(half):
            table[1 << bit : 2 << bit] = table[: 1 << bit] ^ np.uint32(column)
        tables.append(table)
    return tables


@functools.cache
def _zeros(bits: int) -> tuple[int, ...]:
    """The linear map of 4 * 2**bits zero bytes: what each single bit of the register becomes."""
    if bits == 0:
        return tuple(_by_bytes(bytes(4), 1 << bit) for bit in range(32))
    half = _zeros(bits - 1)
    return tuple(_apply(half, column) for column in half)


def _apply(columns: tuple[int, ...], register: int) -> int:
    result = 0
    for bit, column in enumerate(columns):
        if register >> bit & 1:
            result ^= column
    return result

"""TensorFlow's type numbers: name, bytes a value, and the NumPy type that holds it."""

from __future__ import annotations

from typing import NamedTuple


class DType(NamedTuple):
    """A type of tensors.

    Attributes:
      name: TensorFlow's name of it.
      size: bytes a value; 0 where values differ in length.
      numpy: the NumPy type, or the one of ml_dtypes; None when a value is no number.
      bits: the NumPy type of the same size that shows the bits where ml_dtypes is not installed.
    """

    name: str
    size: int
    numpy: str | None
    bits: str = ""

    def __str__(self) -> str:
        return self.name


STRING = DType("string", 0, "object")
DTYPES = {
    1: DType("float32", 4, "float32"),
    2: DType("float64", 8, "float64"),
    3: DType("int32", 4, "int32"),
    4: DType("uint8", 1, "uint8"),
    5: DType("int16", 2, "int16"),
    6: DType("int8", 1, "int8"),
    7: STRING,
    8: DType("complex64", 8, "complex64"),
    9: DType("int64", 8, "int64"),
    10: DType("bool", 1, "bool"),
    11: DType("qint8", 1, "int8"),
    12: DType("quint8", 1, "uint8"),
    13: DType("qint32", 4, "int32"),
    14: DType("bfloat16", 2, "bfloat16", "uint16"),
    15: DType("qint16", 2, "int16"),
    16: DType("quint16", 2, "uint16"),
    17: DType("uint16", 2, "uint16"),
    18: DType("complex128", 16, "complex128"),
    19: DType("float16", 2, "float16"),
    20: DType("resource", 0, None),
    21: DType("variant", 0, None),
    22: DType("uint32", 4, "uint32"),
    23: DType("uint64", 8, "uint64"),
    24: DType("float8_e5m2", 1, "float8_e5m2", "uint8"),
    25: DType("float8_e4m3fn", 1, "float8_e4m3fn", "uint8"),
    29: DType("int4", 1, "int4", "int8"),
    30: DType("uint4", 1, "uint4", "uint8"),
}
NUMBERS = {kind.name: number for number, kind in DTYPES.items()}

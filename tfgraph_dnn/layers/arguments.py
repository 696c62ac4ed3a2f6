"""The arguments of convolutions and pools: checked, and translated into those of the kernels.

TF 1.15 had these as `tensorflow.python.layers.utils`; programs import some of them from there.
"""

from __future__ import annotations

from typing import Any

from tfgraph_dnn.ops.smart_conditions import constant_value, smart_cond

__all__ = [
    "constant_value",
    "conv_input_length",
    "conv_output_length",
    "convert_data_format",
    "deconv_output_length",
    "normalize_data_format",
    "normalize_padding",
    "normalize_tuple",
    "smart_cond",
]

_KERNEL_FORMATS = {
    ("channels_last", 3): "NWC",
    ("channels_last", 4): "NHWC",
    ("channels_last", 5): "NDHWC",
    ("channels_first", 3): "NCW",
    ("channels_first", 4): "NCHW",
    ("channels_first", 5): "NCDHW",
}


def convert_data_format(data_format: str, ndim: int) -> str:
    """`channels_last` or `channels_first` as the kernels of that rank call it, e.g. `NHWC`.

    Raises:
      ValueError: another rank than 3, 4 or 5, or another format.
    """
    if data_format not in ("channels_last", "channels_first"):
        raise ValueError("Invalid data_format:", data_format)
    if (data_format, ndim) not in _KERNEL_FORMATS:
        raise ValueError("Input rank not supported:", ndim)
    return _KERNEL_FORMATS[data_format, ndim]


def normalize_tuple(value: Any, n: int, name: str) -> tuple[int, ...]:
    """`n` integers from one integer or an iterable of `n`; `name` is the argument's, for the message.

    Raises:
      ValueError: something else.
    """
    if isinstance(value, int):
        return (value,) * n
    complaint = f"The `{name}` argument must be a tuple of {n} integers. Received: {value}"
    try:
        values = tuple(value)
    except TypeError:
        raise ValueError(complaint) from None
    if len(values) != n:
        raise ValueError(complaint)
    for single in values:
        try:
            int(single)
        except (ValueError, TypeError):
            raise ValueError(f"{complaint} including element {single} of type {type(single)}") from None
    return values


def normalize_data_format(value: str | None) -> str:
    """`channels_last` (also for None) or `channels_first`, in lower case; ValueError for another."""
    data_format = "channels_last" if value is None else value.lower()
    if data_format not in ("channels_first", "channels_last"):
        raise ValueError(
            f'The `data_format` argument must be one of "channels_first", "channels_last". Received: {value}'
        )
    return data_format


def normalize_padding(value: Any) -> Any:
    """`valid`, `same` or `causal` in lower case; lists are handed on; ValueError for another word."""
    if isinstance(value, (list, tuple)):
        return value
    padding = value.lower()
    if padding not in ("valid", "same", "causal"):
        raise ValueError(
            'The `padding` argument must be a list/tuple or one of "valid", "same" (or "causal", only for `Conv1D). '
            f"Received: {padding}"
        )
    return padding


def conv_output_length(input_length: Any, filter_size: int, padding: str, stride: int, dilation: int = 1) -> Any:
    """Positions of a window of `filter_size` that moves by `stride`; None for an unknown length."""
    if input_length is None:
        return None
    reach = filter_size + (filter_size - 1) * (dilation - 1)
    lengths = {
        "same": input_length,
        "causal": input_length,
        "valid": input_length - reach + 1,
        "full": input_length + reach - 1,
    }
    return (lengths[padding] + stride - 1) // stride


def conv_input_length(output_length: Any, filter_size: int, padding: str, stride: int) -> Any:
    """The length whose convolution has `output_length` positions; None for an unknown length."""
    if output_length is None:
        return None
    pad = {"same": filter_size // 2, "valid": 0, "full": filter_size - 1}[padding]
    return (output_length - 1) * stride - 2 * pad + filter_size


def deconv_output_length(
    input_length: Any,
    filter_size: int,
    padding: str,
    output_padding: int | None = None,
    stride: int = 0,
    dilation: int = 1,
) -> Any:
    """Length after a transposed convolution; of an int or of an int tensor, None for an unknown length."""
    if input_length is None:
        return None
    filter_size = filter_size + (filter_size - 1) * (dilation - 1)
    if output_padding is not None:
        pad = {"same": filter_size // 2, "valid": 0, "full": filter_size - 1}[padding]
        return (input_length - 1) * stride + filter_size - 2 * pad + output_padding
    length = input_length * stride
    if padding == "valid":
        return length + max(filter_size - stride, 0)
    return length - (stride + filter_size - 2) if padding == "full" else length

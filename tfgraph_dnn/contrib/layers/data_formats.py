"""TF's data formats (NHWC) and those of `tf.layers` (channels_last)."""

from __future__ import annotations

NCHW = "NCHW"
NHWC = "NHWC"
NCDHW = "NCDHW"
NDHWC = "NDHWC"


def require_data_format(data_format, allowed: tuple[str, str]) -> None:
    """ValueError unless `data_format` is one of the two."""
    if data_format not in allowed:
        raise ValueError(f"data_format has to be either {allowed[0]} or {allowed[1]}. Got {data_format!r}.")


def keras_data_format(data_format: str | None) -> str:
    """'channels_first' for NC..., else 'channels_last'."""
    return "channels_first" if data_format and data_format.startswith("NC") else "channels_last"

"""`scipy.misc`'s image functions (removed in SciPy 1.2 and 1.3), on Pillow."""

from __future__ import annotations

import numpy as np

from tfgraph_dnn.errors import AbsentModuleError

_RESAMPLING = {"nearest": 0, "lanczos": 1, "bilinear": 2, "bicubic": 3, "cubic": 3}


def _image_module():
    try:
        from PIL import Image
    except ImportError as error:
        message = "scipy.misc's image functions need Pillow, which is not installed"
        raise AbsentModuleError(message, name="PIL", hint="Install it: python -m pip install pillow") from error
    return Image


def imread(name, flatten=False, mode=None):
    """Reads an image file into an array of uint8 (float32 when `flatten`).

    Raises:
      AbsentModuleError: Pillow is not installed.
    """
    return fromimage(_image_module().open(name), flatten=flatten, mode=mode)


def fromimage(im, flatten=False, mode=None):
    """A Pillow image as an array."""
    if mode is not None and mode != im.mode:
        im = im.convert(mode)
    elif im.mode == "P":
        im = im.convert("RGBA" if "transparency" in im.info else "RGB")
    if flatten:
        im = im.convert("F")
    elif im.mode == "1":
        im = im.convert("L")
    return np.array(im)


def bytescale(data, cmin=None, cmax=None, high=255, low=0):
    """Scales an array to uint8 between `low` and `high`; uint8 is given back as it is."""
    data = np.asarray(data)
    if data.dtype == np.uint8:
        return data
    if not 0 <= low <= high <= 255:
        raise ValueError("`low` and `high` must lie between 0 and 255, and `high` must not be below `low`.")
    cmin = data.min() if cmin is None else cmin
    cmax = data.max() if cmax is None else cmax
    span = float(cmax) - float(cmin)
    if span < 0:
        raise ValueError("`cmax` should be larger than `cmin`.")
    scaled = (data.astype(np.float64) - cmin) * (float(high - low) / (span or 1)) + low
    return (scaled.clip(low, high) + 0.5).astype(np.uint8)


def toimage(arr, high=255, low=0, cmin=None, cmax=None, pal=None, mode=None, channel_axis=None):
    """An array of shape (h, w), (h, w, 3 or 4) or channels first as a Pillow image; values scaled as by `bytescale`."""
    data = np.asarray(arr)
    if data.ndim == 3:
        axis = channel_axis
        if axis is None:
            axis = next((a for a in (2, 0, 1) if data.shape[a] in (3, 4)), None)
        if axis is None:
            raise ValueError("Could not find channel dimension.")
        data = np.moveaxis(data, axis, 2)
    elif data.ndim != 2:
        raise ValueError("'arr' does not have a suitable array shape for any mode.")
    if mode == "F":
        return _image_module().fromarray(data.astype(np.float32))
    image = _image_module().fromarray(bytescale(data, cmin, cmax, high, low))
    if pal is not None:
        image.putpalette(np.asarray(pal, np.uint8).tobytes())
    return image if mode is None else image.convert(mode)


def imsave(name, arr, format=None) -> None:
    """Writes an array to an image file."""
    toimage(arr, channel_axis=2 if np.ndim(arr) == 3 else None).save(name, format)


def imresize(arr, size, interp="bilinear", mode=None):
    """Resizes an image; `size` is a percentage (int), a fraction (float) or (height, width)."""
    image = toimage(arr, mode=mode)
    if isinstance(size, (int, np.integer)):
        target = tuple(int(side * (size / 100.0)) for side in image.size)
    elif isinstance(size, (float, np.floating)):
        target = tuple(int(side * size) for side in image.size)
    else:
        target = (int(size[1]), int(size[0]))
    return fromimage(image.resize(target, resample=_RESAMPLING[interp]))


def imrotate(arr, angle, interp="bilinear"):
    """Turns an image counter-clockwise by `angle` degrees about its middle."""
    return fromimage(toimage(arr).rotate(angle, resample=_RESAMPLING[interp]))


def imshow(arr) -> None:
    """Shows an image in a viewer."""
    toimage(arr).show()

"""Images cut out of larger ones and padded to larger ones; what cannot be checked now is checked at run time."""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.assertions import assert_greater_equal, assert_positive


def crop_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    """The part of an image that starts at an offset and has a given size.

    Args:
      image: `[height, width, channels]`, or a batch of such images.
      offset_height, offset_width: rows above and columns left of the part; ints or scalar tensors.
      target_height, target_width: its size.

    Returns:
      Tensor of the rank of `image`.

    Raises:
      ValueError: a part that is not within the image, or a tensor that is no image.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> tf.image.crop_to_bounding_box(tf.ones([6, 8, 3]), 1, 2, 3, 4).shape.as_list()
      [3, 4, 3]
    """
    with tf1.name_scope(None, "crop_to_bounding_box", [image]):
        images, is_batch = _as_batch(tf1.convert_to_tensor(image, name="image"))
        checks = check_at_least_3d(images, require_static=False)
        batch, height, width, depth = dimensions(images)
        checks += _check(offset_width >= 0, "offset_width must be >= 0.")
        checks += _check(offset_height >= 0, "offset_height must be >= 0.")
        checks += _check(target_width > 0, "target_width must be > 0.")
        checks += _check(target_height > 0, "target_height must be > 0.")
        checks += _check(width >= target_width + offset_width, "width must be >= target + offset.")
        checks += _check(height >= target_height + offset_height, "height must be >= target + offset.")
        images = private.with_dependencies(checks, images)
        begin = tf1.stack([0, offset_height, offset_width, 0])
        cropped = tf1.slice(images, begin, tf1.stack([-1, target_height, target_width, -1]))
        return _with_known_shape(cropped, [batch, target_height, target_width, depth], is_batch)


def pad_to_bounding_box(image, offset_height, offset_width, target_height, target_width):
    """An image of a given size, all zeros but for `image` at an offset.

    Args:
      image: `[height, width, channels]`, or a batch of such images.
      offset_height, offset_width: rows of zeros above and columns of zeros left of it; ints or scalar tensors.
      target_height, target_width: the size of the whole.

    Returns:
      Tensor of the rank of `image`.

    Raises:
      ValueError: an image that does not fit, or a tensor that is no image.
    """
    with tf1.name_scope(None, "pad_to_bounding_box", [image]):
        images, is_batch = _as_batch(tf1.convert_to_tensor(image, name="image"))
        checks = check_at_least_3d(images, require_static=False)
        batch, height, width, depth = dimensions(images)
        right = target_width - offset_width - width
        below = target_height - offset_height - height
        checks += _check(offset_height >= 0, "offset_height must be >= 0")
        checks += _check(offset_width >= 0, "offset_width must be >= 0")
        checks += _check(right >= 0, "width must be <= target - offset")
        checks += _check(below >= 0, "height must be <= target - offset")
        images = private.with_dependencies(checks, images)
        paddings = tf1.reshape(tf1.stack([0, 0, offset_height, below, offset_width, right, 0, 0]), [4, 2])
        return _with_known_shape(tf1.pad(images, paddings), [batch, target_height, target_width, depth], is_batch)


def central_crop(image, central_fraction):
    """The middle of an image.

    Args:
      image: `[height, width, channels]`, or a batch of such images.
      central_fraction: how much of the height and of the width is kept, in (0, 1].

    Returns:
      Tensor of the rank of `image`.

    Raises:
      ValueError: a fraction that is out of range, or a tensor that is no image.
    """
    with tf1.name_scope(None, "central_crop", [image]):
        image = tf1.convert_to_tensor(image, name="image")
        if central_fraction <= 0.0 or central_fraction > 1.0:
            raise ValueError("central_fraction must be within (0, 1]")
        if central_fraction == 1.0:
            return image
        private.with_dependencies(check_at_least_3d(image, require_static=False), image)
        rank = image.get_shape().ndims
        if rank not in (3, 4):
            raise ValueError(f"`image` should either be a Tensor with rank = 3 or rank = 4. Had rank = {rank}.")
        known = image.get_shape().as_list()
        sizes = [known[axis] if known[axis] is not None else tf1.shape(image)[axis] for axis in (rank - 3, rank - 2)]
        starts = [_central_start(size, central_fraction) for size in sizes]
        lengths = [size - start * 2 for size, start in zip(sizes, starts, strict=True)]
        batch = rank - 3
        begin = tf1.stack([0] * batch + [*starts, 0])
        middle = tf1.slice(image, begin, tf1.stack([-1] * batch + [*lengths, -1]))
        lengths = [None if tf1.is_tensor(length) else length for length in lengths]
        middle.set_shape([*known[:batch], *lengths, known[-1]])
        return middle


def _central_start(size, fraction: float):
    if not tf1.is_tensor(size):
        return int((float(size) - float(size) * fraction) / 2)
    size = tf1.cast(size, tf1.float64)
    return tf1.cast((size - size * fraction) / 2, tf1.int32)


def check_at_least_3d(image, require_static=True) -> list:
    """Checks that a tensor is an image or a batch of them.

    Returns:
      Assertions to run, for what is not known yet.

    Raises:
      ValueError: a rank below 3, a size of 0, or an unknown size where `require_static`.
    """
    shape = image.get_shape()
    try:
        shape = shape.with_rank(3) if shape.ndims is None else shape.with_rank_at_least(3)
    except ValueError:
        raise ValueError("'image' must be at least three-dimensional.") from None
    if require_static and not shape.is_fully_defined():
        raise ValueError("'image' must be fully defined.")
    if 0 in shape.as_list():
        raise ValueError(f"all dims of 'image.shape' must be > 0: {shape}")
    if shape.is_fully_defined():
        return []
    return [
        assert_positive(tf1.shape(image), ["all dims of 'image.shape' must be > 0."]),
        assert_greater_equal(tf1.rank(image), 3, message="'image' must be at least three-dimensional."),
    ]


def dimensions(images) -> list:
    """Batch size, height, width and depth; ints where they are known, else scalar tensors."""
    shape = images.get_shape()
    if shape.is_fully_defined():
        return shape.as_list()
    dynamic = tf1.unstack(tf1.shape(images), 4)
    return [known if known is not None else size for known, size in zip(shape.as_list(), dynamic, strict=True)]


def _as_batch(image) -> tuple[Any, bool]:
    rank = image.get_shape().ndims
    if rank == 4:
        return image, True
    if rank not in (3, None):
        raise ValueError("'image' must have either 3 or 4 dimensions.")
    images = tf1.expand_dims(image, 0)
    if rank is None:
        images.set_shape([None] * 4)
    return images, False


def _with_known_shape(images, sizes: list, is_batch: bool):
    images.set_shape([None if tf1.is_tensor(size) else size for size in sizes])
    return images if is_batch else tf1.squeeze(images, axis=[0])


def _check(condition: Any, message: str) -> list:
    if tf1.is_tensor(condition):
        return [tf1.Assert(condition, [message])]
    if not condition:
        raise ValueError(message)
    return []

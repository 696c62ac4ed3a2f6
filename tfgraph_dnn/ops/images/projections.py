"""Images moved, turned and distorted by projective transforms, as `tf.contrib.image` did.

A transform is eight numbers `[a0, a1, a2, b0, b1, b2, c0, c1]`. The pixel `(x, y)` of the result is the input's at
`((a0 x + a1 y + a2) / k, (b0 x + b1 y + b2) / k)` where `k = c0 x + c1 y + 1`; outside of the input it is 0.
"""

from __future__ import annotations

from typing import Any

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.ops.filled import ones, zeros

_DTYPES = (tf1.uint8, tf1.int32, tf1.int64, tf1.float16, tf1.float32, tf1.float64)


def rotate(images, angles, interpolation="NEAREST", name=None):
    """Turns images around their centers.

    Args:
      images: `[batch, height, width, channels]`, `[height, width, channels]` or `[height, width]`.
      angles: counterclockwise, in radians: one, or one per image.
      interpolation: 'NEAREST' or 'BILINEAR'.
      name: name of the name scope.

    Returns:
      Tensor of the shape of `images`.

    Raises:
      TypeError: another rank or dtype.
    """
    with tf1.name_scope(name, "rotate"):
        given = tf1.convert_to_tensor(images)
        images = _as_batch(given)
        height = tf1.cast(tf1.shape(images)[1], tf1.float32)[None]
        width = tf1.cast(tf1.shape(images)[2], tf1.float32)[None]
        transforms = angles_to_projective_transforms(angles, height, width)
        return _as_given(given, transform(images, transforms, interpolation=interpolation))


def translate(images, translations, interpolation="NEAREST", name=None):
    """Moves images.

    Args:
      images: `[batch, height, width, channels]`, `[height, width, channels]` or `[height, width]`.
      translations: `[dx, dy]`, or one such vector per image.
      interpolation: 'NEAREST' or 'BILINEAR'.
      name: name of the name scope.

    Returns:
      Tensor of the shape of `images`.

    Raises:
      TypeError: another rank or dtype.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.contrib.image.translate([[1.0, 2.0, 3.0]], [1, 0])))
      [[0. 1. 2.]]
    """
    with tf1.name_scope(name, "translate"):
        return transform(images, translations_to_projective_transforms(translations), interpolation=interpolation)


def angles_to_projective_transforms(angles, image_height, image_width, name=None):
    """The transforms that turn images of that size around their centers; one row per angle."""
    with tf1.name_scope(name, "angles_to_projective_transforms"):
        given = tf1.convert_to_tensor(angles, name="angles", dtype=tf1.float32)
        angles = _with_rank(given, 1, "Angles should have rank 0 or 1.")
        # The order of these products and sums is TF 1.15's, operation by operation.
        x_offset = (
            image_width - 1 - (tf1.cos(angles) * (image_width - 1) - tf1.sin(angles) * (image_height - 1))
        ) / 2.0
        y_offset = (
            image_height - 1 - (tf1.sin(angles) * (image_width - 1) + tf1.cos(angles) * (image_height - 1))
        ) / 2.0
        count = tf1.shape(angles)[0]
        columns = [
            tf1.cos(angles)[:, None],
            -tf1.sin(angles)[:, None],
            x_offset[:, None],
            tf1.sin(angles)[:, None],
            tf1.cos(angles)[:, None],
            y_offset[:, None],
            zeros((count, 2), tf1.float32),
        ]
        return tf1.concat(values=columns, axis=1)


def translations_to_projective_transforms(translations, name=None):
    """The transforms that move images by `[dx, dy]`; one row per vector."""
    with tf1.name_scope(name, "translations_to_projective_transforms"):
        given = tf1.convert_to_tensor(translations, name="translations", dtype=tf1.float32)
        if given.get_shape().ndims is None:
            raise TypeError("translation_or_translations rank must be statically known")
        moves = _with_rank(given, 2, "Translations should have rank 1 or 2.")
        count = tf1.shape(moves)[0]
        columns = [
            ones((count, 1), tf1.float32),
            zeros((count, 1), tf1.float32),
            -moves[:, 0, None],
            zeros((count, 1), tf1.float32),
            ones((count, 1), tf1.float32),
            -moves[:, 1, None],
            zeros((count, 2), tf1.float32),
        ]
        return tf1.concat(values=columns, axis=1)


def transform(images, transforms, interpolation="NEAREST", output_shape=None, name=None):
    """Applies projective transforms to images.

    Args:
      images: `[batch, height, width, channels]`, `[height, width, channels]` or `[height, width]`.
      transforms: eight numbers, or eight per image.
      interpolation: 'NEAREST' or 'BILINEAR'.
      output_shape: `[height, width]` of the result; that of `images` by default.
      name: name of the name scope.

    Returns:
      Tensor of the rank of `images`.

    Raises:
      TypeError: another rank or dtype.
      ValueError: an output shape that is not two numbers, or another interpolation.
    """
    with tf1.name_scope(name, "transform"):
        given = tf1.convert_to_tensor(images, name="images")
        transforms = tf1.convert_to_tensor(transforms, name="transforms", dtype=tf1.float32)
        images = _as_batch(given)
        if output_shape is None:
            output_shape = tf1.shape(images)[1:3]
            static = tf1.get_static_value(output_shape)
            output_shape = output_shape if static is None else static
        output_shape = tf1.convert_to_tensor(output_shape, tf1.int32, name="output_shape")
        if not output_shape.get_shape().is_compatible_with([2]):
            raise ValueError("output_shape must be a 1-D Tensor of 2 elements: new_height, new_width")
        if transforms.get_shape().ndims is None:
            raise TypeError("transform_or_transforms rank must be statically known")
        transforms = _with_rank(transforms, 2, "Transforms should have rank 1 or 2.")
        if interpolation.upper() not in ("NEAREST", "BILINEAR"):
            raise ValueError(f"Invalid interpolation {interpolation}. Supported types: NEAREST, BILINEAR")
        output = tf1.raw_ops.ImageProjectiveTransformV2(
            images=images, transforms=transforms, output_shape=output_shape, interpolation=interpolation.upper()
        )
        return _as_given(given, output)


def compose_transforms(*transforms):
    """One transform that does the same as all of them, the last one first."""
    if not transforms:
        raise AssertionError("transforms cannot be empty")
    with tf1.name_scope("compose_transforms"):
        composed = flat_transforms_to_matrices(transforms[0])
        for following in transforms[1:]:
            composed = tf1.matmul(composed, flat_transforms_to_matrices(following))
        return matrices_to_flat_transforms(composed)


def flat_transforms_to_matrices(transforms):
    """Transforms as 3x3 matrices, their last entry 1.

    Raises:
      ValueError: a rank other than 1 and 2.
    """
    with tf1.name_scope("flat_transforms_to_matrices"):
        transforms = tf1.convert_to_tensor(transforms, name="transforms")
        if transforms.shape.ndims not in (1, 2):
            raise ValueError(f"Transforms should be 1D or 2D, got: {transforms}")
        transforms = tf1.reshape(transforms, tf1.constant([-1, 8]))
        last = ones([tf1.shape(transforms)[0], 1])
        return tf1.reshape(tf1.concat([transforms, last], axis=1), tf1.constant([-1, 3, 3]))


def matrices_to_flat_transforms(transform_matrices):
    """3x3 matrices as transforms, divided by their last entries.

    Raises:
      ValueError: a rank other than 2 and 3.
    """
    with tf1.name_scope("matrices_to_flat_transforms"):
        matrices = tf1.convert_to_tensor(transform_matrices, name="transform_matrices")
        if matrices.shape.ndims not in (2, 3):
            raise ValueError(f"Matrices should be 2D or 3D, got: {matrices}")
        transforms = tf1.reshape(matrices, tf1.constant([-1, 9]))
        transforms /= transforms[:, 8:9]
        return transforms[:, :8]


def _with_rank(tensor: Any, rank: int, message: str) -> Any:
    """`tensor`, with a dimension put before it if its rank is one less."""
    if tensor.get_shape().ndims == rank - 1:
        return tensor[None]
    if tensor.get_shape().ndims != rank:
        raise TypeError(message)
    return tensor


def _as_batch(images: Any) -> Any:
    if images.dtype.base_dtype not in _DTYPES:
        raise TypeError(f"Invalid dtype {images.dtype}.")
    rank = images.get_shape().ndims
    if rank is None:
        raise TypeError("image_or_images rank must be statically known")
    if rank == 2:
        return images[None, :, :, None]
    if rank == 3:
        return images[None, :, :, :]
    if rank == 4:
        return images
    raise TypeError("Images should have rank between 2 and 4.")


def _as_given(given: Any, output: Any) -> Any:
    """`output` without the dimensions that `_as_batch` added."""
    rank = given.get_shape().ndims
    if rank == 2:
        return output[0, :, :, 0]
    return output[0, :, :, :] if rank == 3 else output

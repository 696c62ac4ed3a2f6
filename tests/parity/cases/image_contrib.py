"""tf.contrib.image: translate, rotate, transform and their matrices."""

import numpy as np

_DIGITS = (np.arange(2 * 6 * 8) * 37 % 256).reshape(2, 6, 8, 1).astype(np.float32)


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def translate(tf):
    images = tf.constant(_DIGITS)
    translate = tf.contrib.image.translate
    return _out(
        translate(images, [1, 2]),
        translate(images, [[1.5, 0.0], [0.0, -2.0]], interpolation="BILINEAR"),
        translate(images[0], (2, -1)),
        translate(images[0, :, :, 0], tf.constant([0.5, 0.5]), name="t"),
        translate(images, translations=[[1, 0], [0, 1]]),
    )


def rotate(tf):
    images = tf.constant(_DIGITS)
    rotate = tf.contrib.image.rotate
    return _out(
        rotate(images, 0.3),
        rotate(images, [0.3, -0.5], interpolation="BILINEAR"),
        rotate(images[0], np.pi / 2),
        rotate(images[0, :, :, 0], tf.constant(0.1), name="r"),
    )


def transform(tf):
    images = tf.constant(_DIGITS)
    transform = tf.contrib.image.transform
    matrix = [1.0, 0.1, 2.0, 0.0, 1.0, -1.0, 0.0, 0.0]
    return _out(
        transform(images, matrix),
        transform(images, [matrix, matrix[::-1]], "BILINEAR"),
        transform(images[0], matrix, interpolation="NEAREST", name="tr"),
        transform(images, tf.constant(matrix), output_shape=[3, 4]),
        transform(tf.cast(images, tf.uint8), matrix),
    )


def transform_of_unknown_size(tf):
    images = tf.placeholder_with_default(_DIGITS, [None, None, None, 1], name="images")
    return _out(tf.contrib.image.rotate(images, 0.3), tf.contrib.image.translate(images, [1.0, 1.0]))


def matrices(tf):
    image = tf.contrib.image
    flat = image.angles_to_projective_transforms([0.1, 0.2], 6, 8)
    return _out(
        flat,
        image.angles_to_projective_transforms(0.5, 6.0, 8.0, name="a"),
        image.translations_to_projective_transforms([[1.0, 2.0]]),
        image.translations_to_projective_transforms([1.0, 2.0]),
        image.compose_transforms(flat, flat),
        image.matrices_to_flat_transforms(image.flat_transforms_to_matrices(flat)),
        image.flat_transforms_to_matrices([1.0, 0.0, 2.0, 0.0, 1.0, -1.0, 0.0, 0.0]),
    )


def transform_bad_rank(tf):
    return _out(tf.contrib.image.transform(tf.ones([3]), [1.0] * 8))


def transform_bad_dtype(tf):
    return _out(tf.contrib.image.transform(tf.constant([["a"]]), [1.0] * 8))


def transform_bad_matrix(tf):
    return _out(tf.contrib.image.transform(tf.constant(_DIGITS), tf.ones([2, 2, 2])))


def rotate_bad_angles(tf):
    return _out(tf.contrib.image.rotate(tf.constant(_DIGITS), [[0.1]]))


def translate_bad_rank(tf):
    return _out(tf.contrib.image.translate(tf.constant(_DIGITS), [[[1.0, 2.0]]]))


def random_shifts(tf):
    images = tf.constant(_DIGITS)
    shifts = tf.random_uniform([2, 2], -2, 2)
    angles = tf.random_uniform([2], -0.2, 0.2)
    return _out(tf.contrib.image.rotate(tf.contrib.image.translate(images, shifts), angles))


def connected_components(tf):
    return _out(tf.contrib.image.connected_components(tf.constant([[1, 1, 0], [0, 0, 1]]) > 0))

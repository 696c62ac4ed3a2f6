"""Standardized images, and images as JPEG at low quality would show them."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn.ops.images import rebound
from tfgraph_dnn.ops.images.cropping import check_at_least_3d
from tfgraph_dnn.ops.reductions import reduce_mean, reduce_prod, reduce_std


def per_image_standardization(image):
    """Each image with mean 0 and variance 1.

    Images all of one color are divided by 1 / sqrt(number of values), the least standard deviation that is used.

    Args:
      image: `[..., height, width, channels]`.

    Returns:
      Tensor like `image`; of its dtype, integers clipped to their range.

    Raises:
      ValueError: a tensor that is no image.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.image.per_image_standardization([[[1.0], [3.0]]])).ravel())
      [-1.  1.]
    """
    with tf1.name_scope(None, "per_image_standardization", [image]) as scope:
        image = tf1.convert_to_tensor(image, name="image")
        image = private.with_dependencies(check_at_least_3d(image, require_static=False), image)
        dtype = image.dtype
        if dtype not in (tf1.float16, tf1.float32):
            image = rebound.convert_image_dtype(image, tf1.float32)
        count = reduce_prod(tf1.shape(image)[-3:])
        mean = reduce_mean(image, axis=[-1, -2, -3], keepdims=True)
        deviation = reduce_std(image, axis=[-1, -2, -3], keepdims=True)
        deviation = tf1.maximum(deviation, tf1.rsqrt(tf1.cast(count, image.dtype)))
        image -= mean
        image = tf1.div(image, deviation, name=scope)
        return rebound.convert_image_dtype(image, dtype, saturate=True)


def adjust_jpeg_quality(image, jpeg_quality, name=None):
    """`image` encoded as JPEG and decoded.

    Args:
      image: `[height, width, channels]`, 1 or 3 channels.
      jpeg_quality: int or scalar int32 tensor from 0 to 100.
      name: name of the name scope.

    Returns:
      Tensor of the dtype of `image`.
    """
    with tf1.name_scope(name, "adjust_jpeg_quality", [image]):
        image = tf1.convert_to_tensor(image, name="image")
        dtype = image.dtype
        image = rebound.convert_image_dtype(image, tf1.uint8)
        if not tf1.is_tensor(jpeg_quality):
            jpeg_quality = tf1.convert_to_tensor(jpeg_quality, dtype=tf1.int32)
        encoded = tf1.raw_ops.EncodeJpegVariableQuality(images=image, quality=jpeg_quality)
        return rebound.convert_image_dtype(tf1.image.decode_jpeg(encoded), dtype)

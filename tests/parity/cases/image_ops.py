"""tf.image under its 1.x names: nodes, seeds and pixels."""

import numpy as np

_PIXELS = (np.arange(6 * 8 * 3) * 37 % 256).reshape(6, 8, 3).astype(np.float32) / 255.0


def _out(*tensors):
    return {f"out{i}": t for i, t in enumerate(tensors)}


def _image(tf):
    return tf.constant(_PIXELS, name="image")


def _batch(tf):
    return tf.constant(np.stack([_PIXELS, _PIXELS[::-1]]), name="batch")


def _unknown(tf):
    return tf.placeholder_with_default(_PIXELS, [None, None, 3], name="unknown")


def resize_images(tf):
    image, batch = _image(tf), _batch(tf)
    size = tf.constant([5, 7])
    return _out(
        tf.image.resize_images(image, [12, 16]),
        tf.image.resize_images(batch, [4, 5]),
        tf.image.resize_images(batch, (4, 5), method=tf.image.ResizeMethod.NEAREST_NEIGHBOR),
        tf.image.resize_images(batch, size, tf.image.ResizeMethod.BICUBIC),
        tf.image.resize_images(batch, [3, 3], tf.image.ResizeMethod.AREA),
        tf.image.resize_images(batch, [12, 16], align_corners=True),
        tf.image.resize_images(_unknown(tf), [5, 5]),
        tf.image.resize_images(image, [6, 8]),
        tf.image.resize(image, [12, 4]),
    )


def resize_kernels(tf):
    batch = _batch(tf)
    return _out(
        tf.image.resize_bilinear(batch, [12, 16]),
        tf.image.resize_bilinear(batch, [4, 5], align_corners=True, name="b"),
        tf.image.resize_bilinear(batch, [4, 5], half_pixel_centers=True),
        tf.image.resize_nearest_neighbor(batch, [12, 16]),
        tf.image.resize_nearest_neighbor(batch, [9, 5], align_corners=True),
        tf.image.resize_bicubic(batch, [4, 5]),
        tf.image.resize_area(batch, [3, 4]),
    )


def resize_keeping_the_aspect(tf):
    return _out(
        tf.image.resize_images(_batch(tf), [12, 10], preserve_aspect_ratio=True),
        tf.image.resize_image_with_pad(_image(tf), 10, 10),
    )


def ssim(tf):
    image = tf.constant(np.tile(_PIXELS, (4, 4, 1))[None])
    return _out(tf.image.ssim(image, image * 0.9, 1.0))


def decode_any(tf):
    png = tf.image.encode_png(tf.constant((_PIXELS * 255).astype(np.uint8)))
    return _out(tf.image.decode_image(png), tf.image.decode_image(png, channels=3))


def resize_bad_rank(tf):
    return _out(tf.image.resize_images(tf.ones([3, 3]), [2, 2]))


def resize_bad_size(tf):
    return _out(tf.image.resize_images(_image(tf), [2]))


def crop_or_pad(tf):
    image, batch = _image(tf), _batch(tf)
    return _out(
        tf.image.resize_image_with_crop_or_pad(image, 4, 10),
        tf.image.resize_image_with_crop_or_pad(batch, 9, 3),
        tf.image.resize_with_crop_or_pad(_unknown(tf), 5, 5),
        tf.image.pad_to_bounding_box(image, 1, 2, 10, 12),
        tf.image.crop_to_bounding_box(image, 1, 2, 3, 4),
        tf.image.crop_to_bounding_box(_unknown(tf), 1, 2, 3, 4),
        tf.image.central_crop(image, 0.5),
        tf.image.central_crop(_unknown(tf), 0.5),
        tf.image.central_crop(batch, 0.7),
        tf.image.central_crop(image, 1.0),
    )


def crop_out_of_bounds(tf):
    return _out(tf.image.crop_to_bounding_box(_image(tf), 4, 2, 5, 4))


def central_crop_bad_fraction(tf):
    return _out(tf.image.central_crop(_image(tf), 0.0))


def flips(tf):
    image, batch = _image(tf), _batch(tf)
    return _out(
        tf.image.flip_left_right(image),
        tf.image.flip_up_down(batch),
        tf.image.flip_left_right(_unknown(tf)),
        tf.image.transpose_image(image),
        tf.image.transpose(batch),
        tf.image.rot90(image),
        tf.image.rot90(batch, 3),
        tf.image.rot90(image, tf.constant(2)),
    )


def random_flips(tf):
    image, batch = _image(tf), _batch(tf)
    return {
        "bits0": tf.image.random_flip_left_right(image),
        "bits1": tf.image.random_flip_up_down(image, seed=3),
        "bits2": tf.image.random_flip_left_right(batch),
        "bits3": tf.image.random_flip_up_down(batch, seed=5),
        "bits4": tf.image.random_flip_left_right(_unknown(tf)),
    }, {}, 2


def random_adjustments(tf):
    image = _image(tf)
    return {
        "out0": tf.image.random_brightness(image, 0.3),
        "out1": tf.image.random_brightness(image, max_delta=63, seed=4),
        "out2": tf.image.random_contrast(image, 0.5, 1.5),
        "out3": tf.image.random_contrast(image, lower=0.2, upper=1.8, seed=4),
        "out4": tf.image.random_saturation(image, 0.5, 1.5),
        "out5": tf.image.random_hue(image, 0.2),
        "out6": tf.image.random_hue(image, 0.2, seed=9),
        "out7": tf.image.random_saturation(image, 0.5, 1.5, seed=3),
    }, {}, 2


def random_brightness_negative(tf):
    return _out(tf.image.random_brightness(_image(tf), -1.0))


def random_contrast_swapped(tf):
    return _out(tf.image.random_contrast(_image(tf), 1.0, 0.5))


def random_hue_too_large(tf):
    return _out(tf.image.random_hue(_image(tf), 0.7))


def adjustments(tf):
    image = _image(tf)
    integers = tf.constant((_PIXELS * 255).astype(np.uint8))
    return _out(
        tf.image.adjust_brightness(image, 0.2),
        tf.image.adjust_brightness(integers, 0.2),
        tf.image.adjust_contrast(image, 2.0),
        tf.image.adjust_contrast(integers, 0.5),
        tf.image.adjust_saturation(image, 0.5),
        tf.image.adjust_saturation(integers, 1.5),
        tf.image.adjust_hue(image, 0.1),
        tf.image.adjust_gamma(image, 0.5, 2.0),
        tf.image.per_image_standardization(image),
        tf.image.per_image_standardization(_batch(tf)),
        tf.image.per_image_standardization(integers),
        tf.image.per_image_standardization(_unknown(tf)),
        tf.image.convert_image_dtype(image, tf.uint8),
        tf.image.convert_image_dtype(integers, tf.float32),
        tf.image.convert_image_dtype(image, tf.float32),
        tf.image.convert_image_dtype(image, tf.uint8, saturate=True),
        tf.image.convert_image_dtype(tf.cast(integers, tf.int16), tf.uint8),
    )


def colors(tf):
    image = _image(tf)
    gray = tf.image.rgb_to_grayscale(image)
    return _out(
        gray,
        tf.image.rgb_to_grayscale(_batch(tf), name="g"),
        tf.image.grayscale_to_rgb(gray),
        tf.image.rgb_to_hsv(image),
        tf.image.hsv_to_rgb(image),
        tf.image.rgb_to_yuv(image),
        tf.image.yuv_to_rgb(image),
        tf.image.rgb_to_yiq(image),
        tf.image.yiq_to_rgb(image),
    )


def grayscale_bad_channels(tf):
    return _out(tf.image.grayscale_to_rgb(_image(tf)))


def boxes(tf):
    batch = _batch(tf)
    box = tf.constant([[[0.1, 0.2, 0.6, 0.9]], [[0.0, 0.0, 1.0, 1.0]]])
    begin, size, shown = tf.image.sample_distorted_bounding_box([6, 8, 3], box[:1], seed=3)
    unseeded = tf.image.sample_distorted_bounding_box(
        tf.shape(_image(tf)), box[:1], min_object_covered=0.1, use_image_if_no_bounding_boxes=True
    )
    scores = tf.constant([0.9, 0.8, 0.7])
    flat = tf.constant([[0.0, 0.0, 1.0, 1.0], [0.0, 0.0, 0.9, 1.0], [0.0, 0.5, 1.0, 1.5]])
    return _out(
        tf.image.draw_bounding_boxes(batch, box),
        begin,
        size,
        shown,
        tf.shape(unseeded[0]),
        tf.image.non_max_suppression(flat, scores, 2),
        tf.image.non_max_suppression(flat, scores, 3, iou_threshold=0.6, name="nms"),
        tf.image.crop_and_resize(batch, box[:, 0], [0, 1], [3, 3]),
        tf.image.crop_and_resize(batch, boxes=box[:, 0], box_ind=[0, 1], crop_size=[2, 2], method="nearest"),
        tf.image.extract_glimpse(batch, [2, 2], tf.zeros([2, 2])),
        tf.image.extract_image_patches(batch, [1, 2, 2, 1], [1, 2, 2, 1], [1, 1, 1, 1], padding="SAME"),
    )


def crops(tf):
    return {
        "bits0": tf.random_crop(_image(tf), [4, 4, 3]),
        "bits1": tf.image.random_crop(_image(tf), [4, 4, 3], seed=3),
    }


def measures(tf):
    a, b = _batch(tf), _batch(tf) * 0.9
    return _out(
        tf.image.total_variation(a),
        tf.image.psnr(a, b, 1.0),
        tf.image.image_gradients(a)[0],
        tf.image.sobel_edges(a),
    )


def codecs(tf):
    pixels = tf.constant((_PIXELS * 255).astype(np.uint8))
    png = tf.image.encode_png(pixels)
    jpeg = tf.image.encode_jpeg(pixels, quality=95)
    return {
        "png": tf.image.decode_png(png, channels=3),
        "jpeg": tf.shape(tf.image.decode_jpeg(jpeg)),
        "bmp": tf.image.is_jpeg(jpeg),
        "gray": tf.shape(tf.image.decode_jpeg(jpeg, channels=1, ratio=2)),
        "crop": tf.shape(tf.image.decode_and_crop_jpeg(jpeg, [0, 0, 2, 2])),
        "shape": tf.image.extract_jpeg_shape(jpeg),
    }


def jpeg_quality(tf):
    return _out(
        tf.shape(tf.image.adjust_jpeg_quality(_image(tf), 50)),
    )


def random_jpeg_quality(tf):
    return _out(tf.shape(tf.image.random_jpeg_quality(_image(tf), 50, 90, seed=3)))


def augmentation_of_a_slide(tf):
    x = tf.placeholder_with_default(np.stack([_PIXELS] * 3), [None, 6, 8, 3], name="x")

    def _augmented(image):
        image = tf.image.resize_image_with_crop_or_pad(image, 8, 10)
        image = tf.random_crop(image, [6, 8, 3])
        image = tf.image.random_flip_left_right(image)
        image = tf.image.random_brightness(image, max_delta=0.2)
        image = tf.image.random_contrast(image, lower=0.8, upper=1.2)
        image = tf.image.random_hue(image, 0.05)
        image = tf.image.random_saturation(image, 0.8, 1.2)
        return tf.image.per_image_standardization(image)

    return _out(tf.map_fn(_augmented, x, parallel_iterations=1), _augmented(x[0]))

"""Data augmentation: shift, rotate, resize, flip, crop, brightness, contrast, saturation and hue of an image."""
from __future__ import print_function

import numpy as np
import tensorflow as tf

tf.reset_default_graph()
tf.set_random_seed(42)

# A small colour picture: a gradient, a bright square and a dark disc.
rows, columns = np.mgrid[0:48, 0:64]
picture = np.stack([rows / 48.0, columns / 64.0, (rows + columns) / 112.0], axis=-1)
picture[8:20, 10:26] = [0.9, 0.8, 0.1]
picture[(rows - 32) ** 2 + (columns - 44) ** 2 < 80] = [0.1, 0.2, 0.6]
picture = picture.astype(np.float32)

image = tf.placeholder(tf.float32, shape=(48, 64, 3), name="image")
batch = tf.expand_dims(image, 0)

augmented = [
    ("shift", tf.contrib.image.translate(batch, [[5.0, -3.0]])[0]),
    ("rotate", tf.contrib.image.rotate(image, np.pi / 12, interpolation="BILINEAR")),
    ("resize", tf.image.resize_images(image, [60, 80])),
    ("resize_nearest", tf.image.resize_images(image, [36, 36], tf.image.ResizeMethod.NEAREST_NEIGHBOR)),
    ("crop_or_pad", tf.image.resize_image_with_crop_or_pad(image, 56, 56)),
    ("flip", tf.image.flip_left_right(image)),
    ("random_flip", tf.image.random_flip_left_right(image)),
    ("random_crop", tf.random_crop(image, [32, 32, 3])),
    ("brightness", tf.image.random_brightness(image, max_delta=0.3)),
    ("contrast", tf.image.random_contrast(image, lower=0.5, upper=1.5)),
    ("saturation", tf.image.random_saturation(image, lower=0.5, upper=1.5)),
    ("hue", tf.image.random_hue(image, max_delta=0.1)),
    ("standardized", tf.image.per_image_standardization(image)),
]
writer = tf.summary.FileWriter("./tf_logs/DataAugmentation/", tf.get_default_graph())
pictures = tf.summary.merge([tf.summary.image(name, tf.expand_dims(value, 0)) for name, value in augmented])

with tf.Session() as sess:
    for name, value in augmented:
        array = sess.run(value, feed_dict={image: picture})
        mean = round(float(array.mean()), 4) + 0.0  # adding 0.0 makes -0.0 a 0.0
        corner, middle = array[0, 0, 0], array[array.shape[0] // 2, array.shape[1] // 2, 1]
        print("%-15s %-13s mean %.4f  corner %.4f  middle %.4f" % (name, array.shape, mean, corner, middle))
    writer.add_summary(sess.run(pictures, feed_dict={image: picture}), 0)
writer.close()

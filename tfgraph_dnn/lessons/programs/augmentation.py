"""Pictures made of one picture: shifted, turned, resized, flipped, cropped, and in another light."""

import numpy as np
import tensorflow as tf

tf.set_random_seed(42)
(X_train, y_train), _ = tf.keras.datasets.mnist.load_data()
digit = X_train[np.argmax(y_train == 7)].astype(np.float32) / 255.0
# A picture in colour: the digit, on a background that changes from corner to corner.
rows, columns = np.mgrid[0:28, 0:28].astype(np.float32) / 27.0
ground = np.stack([0.25 + 0.5 * columns, 0.35 + 0.3 * rows, 0.85 - 0.5 * columns], axis=2)
ink = np.array([0.95, 0.9, 0.3], np.float32)
picture = ground * (1 - digit[:, :, np.newaxis]) + ink * digit[:, :, np.newaxis]

image = tf.constant(picture.astype(np.float32))
SHAPES = {
    "shifted by (4, -3)": tf.contrib.image.translate(image, [4.0, -3.0]),
    "turned by 20 degrees": tf.contrib.image.rotate(image, 20 * np.pi / 180),
    "turned by -20 degrees": tf.contrib.image.rotate(image, -20 * np.pi / 180, interpolation="BILINEAR"),
    "resized and padded": tf.image.resize_image_with_crop_or_pad(tf.image.resize_images(image, [20, 20]), 28, 28),
    "flipped": tf.image.flip_left_right(image),
    "cropped at random": tf.image.resize_images(tf.random_crop(image, [20, 20, 3], seed=1), [28, 28]),
}
LIGHT = {
    "brighter": tf.image.adjust_brightness(image, 0.25),
    "random brightness": tf.image.random_brightness(image, 0.3, seed=2),
    "more contrast": tf.image.adjust_contrast(image, 1.8),
    "less saturation": tf.image.adjust_saturation(image, 0.3),
    "another hue": tf.image.adjust_hue(image, 0.3),
    "random hue": tf.image.random_hue(image, 0.4, seed=3),
}


def augment(image):
    image = tf.image.random_flip_left_right(image)
    image = tf.contrib.image.rotate(image, tf.random_uniform([], -0.3, 0.3), interpolation="BILINEAR")
    image = tf.contrib.image.translate(image, tf.random_uniform([2], -3, 3))
    image = tf.image.random_brightness(image, 0.2)
    return tf.clip_by_value(tf.image.random_saturation(image, 0.4, 1.6), 0.0, 1.0)


augmented = augment(image)
with tf.Session() as sess:
    shapes, light = sess.run([SHAPES, LIGHT])
    sheet = [sess.run(augmented) for _ in range(16)]

original = picture
for name, made in sorted(shapes.items()) + sorted(light.items()):
    print("%-22s mean %.3f  difference %.3f" % (name, made.mean(), np.abs(made - original).mean()))

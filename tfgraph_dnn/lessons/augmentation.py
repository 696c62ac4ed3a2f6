"""The lesson on data augmentation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tfgraph_dnn.lessons.blocks import Code, Picture, Text
from tfgraph_dnn.lessons.drawing import image, panels
from tfgraph_dnn.lessons.running import Ran


def blocks(ran: Ran) -> Iterator:
    """The page."""
    yield Text(
        """
        A picture of a digit that is shifted, turned a little or lit otherwise is a picture of the same digit. Making
        such pictures on the way into the net gives more to learn from, and tells the net what does not matter. What
        may change depends on the task: a mirrored 7 is no 7, a mirrored mushroom is a mushroom.
        """
    )
    yield Picture(
        _sheet(ran, ran["SHAPES"], ran["shapes"]),
        "Geometry: `tf.contrib.image.translate` and `rotate`, `tf.image.resize_images`, `flip_left_right`, "
        "`tf.random_crop`.",
    )
    yield Picture(
        _sheet(ran, ran["LIGHT"], ran["light"]),
        "Light and colour: `tf.image.adjust_brightness`, `adjust_contrast`, `adjust_saturation`, `adjust_hue`, and "
        "their random forms.",
    )
    yield Code(ran.excerpt("augment"), "A chain of random changes: drawn anew at each run.")
    yield Picture(
        _random(ran),
        "Sixteen runs of that chain. With a graph-level seed they are the same sixteen every time, on TF 1.15.5 too.",
    )


def _sheet(ran: Ran, order, made):
    figure, axes = panels(1, 1 + len(made), width=11, height=1.9)
    image(axes[0], _shown(ran["original"]), "as it is")
    for axis, key in zip(axes[1:], order, strict=True):
        image(axis, _shown(made[key]), key)
    return figure


def _random(ran: Ran):
    figure, axes = panels(2, 8, width=11, height=1.45)
    for axis, made in zip(axes, ran["sheet"], strict=True):
        image(axis, _shown(made))
    return figure


def _shown(pixels):
    return np.clip(pixels, 0.0, 1.0)

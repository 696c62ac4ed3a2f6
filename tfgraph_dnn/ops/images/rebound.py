"""TensorFlow's own image functions on top of TF 1.15's operations; see `tfgraph_dnn.ops.rebound`."""

from __future__ import annotations

from tfgraph_dnn._backend import private, tf1
from tfgraph_dnn._backend.rebinding import lazily_rebound
from tfgraph_dnn.ops.images import cropping
from tfgraph_dnn.ops.rebound import OURS
from tfgraph_dnn.ops.tensordot import tensordot

_OURS = {
    **OURS,
    private.check_at_least_3d_image: cropping.check_at_least_3d,
    private.named_mod: lambda x, y, name=None: tf1.floormod(x, y, name),
    tf1.floordiv: tf1.div,
    tf1.image.crop_to_bounding_box: cropping.crop_to_bounding_box,
    tf1.image.pad_to_bounding_box: cropping.pad_to_bounding_box,
    tf1.tensordot: tensordot,
}

_NAMES = (
    "adjust_brightness",
    "adjust_contrast",
    "adjust_gamma",
    "adjust_hue",
    "adjust_saturation",
    "convert_image_dtype",
    "flip_left_right",
    "flip_up_down",
    "random_brightness",
    "random_contrast",
    "random_flip_left_right",
    "random_flip_up_down",
    "random_hue",
    "random_saturation",
    "resize_image_with_crop_or_pad",
    "rgb_to_grayscale",
    "rgb_to_yiq",
    "rgb_to_yuv",
    "rot90",
    "transpose_image",
    "yiq_to_rgb",
    "yuv_to_rgb",
)

__getattr__ = lazily_rebound({name: getattr(tf1.image, name) for name in _NAMES}, _OURS)

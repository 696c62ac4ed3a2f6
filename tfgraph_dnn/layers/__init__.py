"""tf.layers as TF 1.15 had it, on TensorFlow ops and `get_variable`; one family a file.

`base` is `tf.layers.Layer`, with `weights` (scopes, variables, reuse), `bookkeeping` (losses, updates), `naming`,
`input_spec` and `nodes`; a family makes its variables in `build` and its ops in `call`.
"""

from tfgraph_dnn.layers.base import InputSpec, Layer
from tfgraph_dnn.layers.convolution import Conv1D, Conv2D, Conv3D, conv1d, conv2d, conv3d
from tfgraph_dnn.layers.dense import Dense, dense
from tfgraph_dnn.layers.dropout import Dropout, dropout
from tfgraph_dnn.layers.flatten import Flatten, flatten
from tfgraph_dnn.layers.normalization import BatchNormalization, batch_normalization
from tfgraph_dnn.layers.pooling import (
    AveragePooling1D,
    AveragePooling2D,
    AveragePooling3D,
    MaxPooling1D,
    MaxPooling2D,
    MaxPooling3D,
    average_pooling1d,
    average_pooling2d,
    average_pooling3d,
    max_pooling1d,
    max_pooling2d,
    max_pooling3d,
)
from tfgraph_dnn.layers.separable_convolution import (
    SeparableConv1D,
    SeparableConv2D,
    separable_conv1d,
    separable_conv2d,
)
from tfgraph_dnn.layers.transposed_convolution import (
    Conv2DTranspose,
    Conv3DTranspose,
    conv2d_transpose,
    conv3d_transpose,
)

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "BatchNormalization",
    "Conv1D",
    "Conv2D",
    "Conv2DTranspose",
    "Conv3D",
    "Conv3DTranspose",
    "Dense",
    "Dropout",
    "Flatten",
    "InputSpec",
    "Layer",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "SeparableConv1D",
    "SeparableConv2D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "batch_normalization",
    "conv1d",
    "conv2d",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "dense",
    "dropout",
    "flatten",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
    "separable_conv1d",
    "separable_conv2d",
]


def __dir__() -> list[str]:
    # The face shows this package as `tf.layers`, whose names these are; the files here are not.
    return __all__

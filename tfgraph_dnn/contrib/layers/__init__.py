"""`tf.contrib.layers`: layers as functions, with initializers, regularizers, summaries and `optimize_loss`."""

from tfgraph_dnn.contrib.layers.batch_normalization import batch_norm
from tfgraph_dnn.contrib.layers.composition import repeat, stack
from tfgraph_dnn.contrib.layers.convolution import convolution
from tfgraph_dnn.contrib.layers.convolution_ranks import (
    conv1d,
    conv2d,
    conv3d,
    convolution1d,
    convolution2d,
    convolution3d,
)
from tfgraph_dnn.contrib.layers.dense import (
    elu,
    fully_connected,
    legacy_fully_connected,
    legacy_linear,
    legacy_relu,
    linear,
    relu,
    relu6,
)
from tfgraph_dnn.contrib.layers.depthwise_convolution import (
    conv2d_in_plane,
    convolution2d_in_plane,
    separable_conv2d,
    separable_convolution2d,
)
from tfgraph_dnn.contrib.layers.encoders import bow_encoder, embed_sequence
from tfgraph_dnn.contrib.layers.normalization import group_norm, instance_norm, layer_norm, maxout, unit_norm
from tfgraph_dnn.contrib.layers.optimizers import (
    OPTIMIZER_CLS_NAMES,
    OPTIMIZER_SUMMARIES,
    adaptive_clipping_fn,
    optimize_loss,
)
from tfgraph_dnn.contrib.layers.pooling import avg_pool2d, avg_pool3d, max_pool2d, max_pool3d, pool
from tfgraph_dnn.contrib.layers.shaping import (
    bias_add,
    dense_to_sparse,
    dropout,
    flatten,
    images_to_sequence,
    one_hot_encoding,
    sequence_to_images,
    softmax,
    spatial_softmax,
)
from tfgraph_dnn.contrib.layers.summaries import (
    summarize_activation,
    summarize_activations,
    summarize_biases,
    summarize_collection,
    summarize_tensor,
    summarize_tensors,
    summarize_variables,
    summarize_weights,
)
from tfgraph_dnn.contrib.layers.transposed_convolution import (
    conv2d_transpose,
    conv3d_transpose,
    convolution2d_transpose,
    convolution3d_transpose,
)
from tfgraph_dnn.layers.gdn import GDN, gdn
from tfgraph_dnn.ops.embeddings import embedding_lookup_unique, safe_embedding_lookup_sparse
from tfgraph_dnn.ops.fan_initializers import (
    variance_scaling_initializer,
    xavier_initializer,
    xavier_initializer_conv2d,
)
from tfgraph_dnn.ops.gradient_scaling import scale_gradient
from tfgraph_dnn.ops.normalizations import poincare_normalize
from tfgraph_dnn.ops.regularizers import (
    apply_regularization,
    l1_l2_regularizer,
    l1_regularizer,
    l2_regularizer,
    sum_regularizer,
)

__all__ = [
    "GDN",
    "OPTIMIZER_CLS_NAMES",
    "OPTIMIZER_SUMMARIES",
    "adaptive_clipping_fn",
    "apply_regularization",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bias_add",
    "bow_encoder",
    "conv1d",
    "conv2d",
    "conv2d_in_plane",
    "conv2d_transpose",
    "conv3d",
    "conv3d_transpose",
    "convolution",
    "convolution1d",
    "convolution2d",
    "convolution2d_in_plane",
    "convolution2d_transpose",
    "convolution3d",
    "convolution3d_transpose",
    "dense_to_sparse",
    "dropout",
    "elu",
    "embed_sequence",
    "embedding_lookup_unique",
    "flatten",
    "fully_connected",
    "gdn",
    "group_norm",
    "images_to_sequence",
    "instance_norm",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "layer_norm",
    "legacy_fully_connected",
    "legacy_linear",
    "legacy_relu",
    "linear",
    "max_pool2d",
    "max_pool3d",
    "maxout",
    "one_hot_encoding",
    "optimize_loss",
    "poincare_normalize",
    "pool",
    "relu",
    "relu6",
    "repeat",
    "safe_embedding_lookup_sparse",
    "scale_gradient",
    "separable_conv2d",
    "separable_convolution2d",
    "sequence_to_images",
    "softmax",
    "spatial_softmax",
    "stack",
    "sum_regularizer",
    "summarize_activation",
    "summarize_activations",
    "summarize_biases",
    "summarize_collection",
    "summarize_tensor",
    "summarize_tensors",
    "summarize_variables",
    "summarize_weights",
    "unit_norm",
    "variance_scaling_initializer",
    "xavier_initializer",
    "xavier_initializer_conv2d",
]

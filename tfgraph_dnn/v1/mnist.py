"""`tensorflow.examples.tutorials.mnist.input_data` and its twins, with the batches' order seeded by the graph.

The real MNIST where it lies, else the drawn digits; see `tfgraph_dnn.datasets`.
"""

import gzip
import os
import tempfile
import urllib

import numpy

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.datasets.tutorials_mnist import (
    Datasets,
    dense_to_one_hot,
    extract_images,
    extract_labels,
    maybe_download,
    with_seeds_from,
)

_face = with_seeds_from(tf1.get_seed)

DataSet = _face.DataSet
read_data_sets = _face.read_data_sets
load_mnist = _face.load_mnist

# TF 1.15's module showed these too, and programs took `xrange`, `numpy`, `gzip` from it.
xrange = range

__all__ = [
    "DataSet",
    "Datasets",
    "dense_to_one_hot",
    "extract_images",
    "extract_labels",
    "gzip",
    "load_mnist",
    "maybe_download",
    "numpy",
    "os",
    "read_data_sets",
    "tempfile",
    "urllib",
    "xrange",
]

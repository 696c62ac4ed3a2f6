"""Fashion-MNIST (Xiao, Rasul, Vollgraf 2017), from `~/.keras/datasets/fashion-mnist` or its mirror; never drawn."""

from __future__ import annotations

import os

import numpy as np

from tfgraph_dnn.datasets import idx
from tfgraph_dnn.datasets.download import fetch
from tfgraph_dnn.datasets.drawn import FILES

URL = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
_CHECKSUMS = {
    "x_train": "md5:8d4fb7e6c68d591d4c3dfef9ec88bf0d",
    "y_train": "md5:25c81989df183df01b3e8a0aad5dffbe",
    "x_test": "md5:bef4ecab320f06d8554ea6380940ec79",
    "y_test": "md5:bb300cfdad3c16e7a12a480ee83cd310",
}


def keras_load_data() -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """`tf.keras.datasets.fashion_mnist.load_data`.

    Returns:
      `(x_train, y_train), (x_test, y_test)`: uint8 (60000, 28, 28), (60000,), (10000, 28, 28), (10000,).

    Raises:
      DownloadError: (an OSError) a file is not there and cannot be fetched.
      DataFileError: (a ValueError) a damaged file.
    """
    directory = os.path.join(os.path.expanduser("~"), ".keras", "datasets", "fashion-mnist")
    data = {}
    for name, file in FILES.items():
        path = os.path.join(directory, file)
        if not os.path.exists(path):
            fetch(URL + file, path, _CHECKSUMS[name])
        data[name] = idx.read(path)
    return (data["x_train"], data["y_train"]), (data["x_test"], data["y_test"])

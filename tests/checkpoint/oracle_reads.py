"""Run by TF 1.15.5: reads checkpoints and prints what it read.

python oracle_reads.py PREFIX... -> JSON {prefix: {name: [shape, sha256 of the values]}}
"""

import hashlib
import json
import sys

import numpy as np


def digest(array):
    """Of the values as bytes; of strings, one after the other."""
    array = np.asarray(array, object) if isinstance(array, bytes) else np.asarray(array)
    content = b"|".join(array.ravel().tolist()) if array.dtype == object else array.tobytes()
    return [list(array.shape), hashlib.sha256(content).hexdigest()]


def read(prefix):
    """All tensors of a checkpoint."""
    import tensorflow as tf

    reader = tf.train.load_checkpoint(prefix)
    return {name: digest(reader.get_tensor(name)) for name in reader.get_variable_to_shape_map()}


if __name__ == "__main__":
    print(json.dumps({prefix: read(prefix) for prefix in sys.argv[1:]}))

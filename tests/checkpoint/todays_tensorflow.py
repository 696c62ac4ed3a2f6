"""Today's TensorFlow as the judge of what is written: its reader, its Saver."""

import functools
import warnings


@functools.cache
def tensorflow():
    """TensorFlow itself; what it says of itself is not what is tested."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import tensorflow as tf

    return tf


def load(prefix):
    """{name: array} of a checkpoint."""
    reader = tensorflow().train.load_checkpoint(str(prefix))
    return {name: reader.get_tensor(name) for name in reader.get_variable_to_shape_map()}


def save(prefix, arrays):
    """Writes {name: array} by the kernel that a Saver calls."""
    tf = tensorflow()
    names = sorted(arrays, key=str.encode)
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        tensors = [tf.constant(arrays[name]) for name in names]
        slices = [""] * len(names)
        session.run(tf.raw_ops.SaveV2(prefix=str(prefix), tensor_names=names, shape_and_slices=slices, tensors=tensors))

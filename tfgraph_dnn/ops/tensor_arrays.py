"""`tf.TensorArray` with TF 1.15's ops."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


class _Kind(type):
    """Makes TensorFlow's own arrays, and knows them as instances: loops hand those back."""

    def __call__(cls, *args, **kwargs):
        array = tf1.TensorArray(*args, **kwargs)
        # TF 2 remembers the size and leaves out the op that asks for it, which TF 1.15 makes in `stack` and `concat`.
        array._implementation._size = None
        return array

    def __instancecheck__(cls, instance):
        return isinstance(instance, tf1.TensorArray)


class TensorArray(metaclass=_Kind):
    """An array of tensors, written and read by index, for use in loops; as `tf.TensorArray` of TF 1.15.

    Takes the arguments of `tensorflow.compat.v1.TensorArray` and gives one of its kind.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> array = tf.TensorArray(tf.float32, size=2).unstack([1.0, 2.0])
      >>> array.size().op.type
      'TensorArraySizeV3'
    """

"""`tf.contrib.learn`: what programs still use of it, without its estimators."""

from tfgraph_dnn.contrib.learn import preprocessing

__all__ = ["ModeKeys", "preprocessing"]


class ModeKeys:
    """The names of the three modes of a model function."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"

"""Errors that are TensorFlow's and ours at once: old programs catch the class, people read the message."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1
from tfgraph_dnn.errors import ArgumentError, TfgraphError


class _Failure(TfgraphError):
    """What the classes below share; each has one of TensorFlow's as its other base."""

    def __init__(self, message: str, *, hint: str | None = None, slug: str | None = None):
        super(TfgraphError, self).__init__(None, None, message)  # node, operation, message: there was no run
        self.args = (message,)
        self.hint = hint
        if slug is not None:
            self.slug = slug

    def __reduce__(self):
        return _again, (type(self), self.args[0], self.hint, self.slug)


def _again(kind: type[_Failure], message: str, hint: str | None, slug: str) -> _Failure:
    return kind(message, hint=hint, slug=slug)


class NotFoundError(_Failure, tf1.errors.NotFoundError):
    """`tf.errors.NotFoundError`: a variable that the checkpoint lacks, or a file that is not there."""


class InvalidArgumentError(_Failure, tf1.errors.InvalidArgumentError):
    """`tf.errors.InvalidArgumentError`: a variable of another shape or type than its tensor."""


class DataLossError(_Failure, tf1.errors.DataLossError):
    """`tf.errors.DataLossError`: a file that is damaged, or no checkpoint at all."""


class OutOfRangeError(_Failure, tf1.errors.OutOfRangeError):
    """`tf.errors.OutOfRangeError`: a file that ends before the values do."""


class MismatchError(InvalidArgumentError, ArgumentError):
    """As InvalidArgumentError, where TF 1.15 raises ValueError for one way of asking and not for another."""

"""Summaries named after their tensors, with an optional prefix, one by one or for a list."""

from __future__ import annotations

from tfgraph_dnn._backend import tf1


def add_histogram_summary(tensor, name=None, prefix=None):
    """A histogram of `tensor`, named `[prefix/]name`; its own name when None."""
    return tf1.summary.histogram(_summary_name(tensor, name, prefix), tensor)


def add_image_summary(tensor, name=None, prefix=None, print_summary=False):
    """An image summary of a rank 4 tensor; `print_summary` also prints the tensor whenever it is computed."""
    return _maybe_printed(tf1.summary.image, tensor, _summary_name(tensor, name, prefix), print_summary)


def add_scalar_summary(tensor, name=None, prefix=None, print_summary=False):
    """A scalar summary; `print_summary` also prints the value whenever it is computed."""
    return _maybe_printed(tf1.summary.scalar, tensor, _summary_name(tensor, name, prefix), print_summary)


def add_zero_fraction_summary(tensor, name=None, prefix=None, print_summary=False):
    """A scalar summary of the fraction of zeros, `.../Fraction_of_Zero_Values`."""
    name = _summary_name(tensor, name, prefix) + "/Fraction_of_Zero_Values"
    return add_scalar_summary(tf1.nn.zero_fraction(tensor), name, print_summary=print_summary)


def add_histogram_summaries(tensors, prefix=None) -> list:
    """`add_histogram_summary` of each tensor."""
    return [add_histogram_summary(tensor, prefix=prefix) for tensor in tensors]


def add_image_summaries(tensors, prefix=None) -> list:
    """`add_image_summary` of each tensor."""
    return [add_image_summary(tensor, prefix=prefix) for tensor in tensors]


def add_scalar_summaries(tensors, prefix=None, print_summary=False) -> list:
    """`add_scalar_summary` of each tensor."""
    return [add_scalar_summary(tensor, prefix=prefix, print_summary=print_summary) for tensor in tensors]


def add_zero_fraction_summaries(tensors, prefix=None) -> list:
    """`add_zero_fraction_summary` of each tensor."""
    return [add_zero_fraction_summary(tensor, prefix=prefix) for tensor in tensors]


def _summary_name(tensor, name, prefix) -> str:
    name = name or tensor.op.name
    return f"{prefix}/{name}" if prefix else name


def _maybe_printed(summarize, tensor, name: str, print_summary: bool):
    summary = summarize(name=name, tensor=tensor, collections=[] if print_summary else None)
    if print_summary:
        summary = tf1.Print(summary, [tensor], name)
        tf1.add_to_collection(tf1.GraphKeys.SUMMARIES, summary)
    return summary

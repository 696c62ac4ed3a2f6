"""What TensorFlow's Python refuses while a graph is built, in TF 1.15's words.

`worded` wraps a function whose refusals are to be read so; the name scopes of our graphs do the same for what is
refused inside of them, which is most of what makes operations. What TF 1.15 named and today's message does not (the
type of what cannot be converted) is looked up in the frame that refused.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import Any

from tfgraph_dnn import symbols

_REPHRASED = [
    (re.compile(pattern, re.DOTALL), wanted)
    for pattern, wanted in (
        (r"('.*' is not a valid) (?:root )?scope name\. .*", r"\1 scope name"),
        (r"(.* must be from the same graph as .*) \(graphs are <.*", r"\1."),
        (r"Cannot convert the argument `type_value`: (.* to a TensorFlow DType\.)", r"Cannot convert value \1"),
        (r"`x` and `y` must have the same dtype, got (.*)\.", r"x and y must have the same dtype, got \1"),
        (r"(Expected Tensor's shape: .*), but got (.*\.)", r"\1, got \2"),
        (r"Too many elements provided\. Takes at most (.*), but got (.*)\.",
         r"Too many elements provided. Needed at most \1, but received \2"),
        (r"Inputs must be an iterable of at least one (Tensor/IndexedSlices with the same dtype and shape)\.",
         r"inputs must be a list of at least one \1"),
        (r"[Cc]an't convert (Operation '.*' to Tensor)",
         r"Can't convert \1 (target dtype=None, name=None, as_ref=False)"),
        (r"Cannot convert a partially known TensorShape (.*) to a Tensor\.",
         r"Cannot convert a partially known TensorShape to a Tensor: \1"),
        (r"Cannot convert unknown Dimension (.*) to a Tensor\.",
         r"Cannot convert an unknown Dimension to a Tensor: \1"),
        (r"`labels\.shape\.rank` must equal .* of rank (\d+) and logits\.shape=.* of rank (\d+)",
         r"Rank mismatch: Rank of labels (received \1) should equal rank of logits minus 1 (received \2)."),
        (r"`labels\.shape` must equal .* Received: labels\.shape=(.*) and logits\.shape=(.*)",
         r"Shape mismatch: The shape of labels (received \1) should equal the shape of logits except for the last "
         r"dimension (received \2)."),
        (r"`logits` cannot be a scalar\. .*shape=(\(\)).*", r"Logits cannot be scalars - received shape \1."),
        (r"Both `labels` and `logits` must be provided.*", r"Both labels and logits must be provided."),
        (r"`logits` and `labels` must have the same shape, received (\(.*\))\.",
         r"logits and labels must have the same shape \1"),
        (r"Outputs of 'true_fn' and 'false_fn' must have the same type\(s\)\. Received (\S+) from .* and (\S+) from .*",
         r"Outputs of true_fn and false_fn must have the same type: \1, \2"),
        (r"'(true_fn|false_fn|cond|body)' must be callable\.", r"\1 must be callable."),
        (r"'(true_fn|false_fn)' must have a return value\.", r"\1 must have a return value."),
        (r"cond\(\): '(true_fn|false_fn)' argument required", r"cond(): \1 argument required"),
        (r"'pred' must not be a Python bool\.", r"pred must not be a Python bool"),
        (r"\w+: (Tensor conversion requested dtype .*)", r"\1"),
        (r"Variable \S+ did not get an initializer, so its `shape` argument must be specified\.",
         r"The initializer passed is not valid. It should be a callable with no arguments and the shape should not be "
         r"provided or an instance of `tf.keras.initializers.*' and `shape` should be fully defined."),
        (r"Each entry in 'pred_fn_pairs' must be a 2-tuple\. Received .*",
         r"Each entry in pred_fn_pairs must be a 2-tuple"),
        (r"'loop_vars' must be provided\.", r"No loop variables provided"),
    )
]  # fmt: skip
_MISMATCH = re.compile(r"Expected (\w+), but got .* of type '.*'\.", re.DOTALL)
_UNCONVERTED = re.compile(r"Failed to convert elements of .* to Tensor\..*", re.DOTALL)
_RAGGED = re.compile(r"setting an array element with a sequence\. .*The detected shape was \(([\d, ]*)\).*", re.DOTALL)
_NOT_ALLOWED = re.compile(r"(Value passed to .* has DataType (\w+) not in list of allowed values: ).*")
_TRIED = re.compile(r"(Tried to convert '\w+' to a tensor and failed\. Error: )(.*)", re.DOTALL)
_MISSING = object()


def worded(function: Callable) -> Callable:
    """`function`, refusing in TF 1.15's words."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except (TypeError, ValueError) as error:
            raise_worded(error)
            raise

    return call


def raise_worded(error: BaseException) -> None:
    """Rewords `error` in place; raises another where TF 1.15 raised one of another class."""
    if not isinstance(error, TypeError | ValueError) or not error.args or not isinstance(error.args[0], str):
        return
    tried = _TRIED.fullmatch(error.args[0])
    before, message = tried.groups() if tried else ("", error.args[0])
    ragged = _RAGGED.fullmatch(message)
    values = _local(error, ("np_array", "make_tensor_proto"), "values") if ragged else _MISSING
    if values is _MISSING:
        said = _said(error, message)
    elif _local(error, ("np_array", "make_tensor_proto"), "dtype") is not None:
        said = "setting an array element with a sequence."
    else:
        # NumPy made an array of objects of lists of unequal lengths then.
        shape, wanted = [int(size) for size in ragged[1].split(",") if size.strip()], _nested_shape(values)
        if shape == wanted:
            raise TypeError(_unconverted(values)) from None
        said = f"Argument must be a dense tensor: {values} - got shape {shape}, but wanted {wanted}."
    error.args = (before + said, *error.args[1:])


def _said(error: BaseException, message: str) -> str:
    for pattern, reworded in (
        (_MISMATCH, _mismatched),
        (_UNCONVERTED, lambda error, _: _unconverted(_local(error, ("make_tensor_proto",), "values"))),
        (_NOT_ALLOWED, _not_allowed),
    ):
        found = pattern.fullmatch(message)
        if found:
            return reworded(error, found) or message
    for pattern, wanted in _REPHRASED:
        found = pattern.fullmatch(message)
        if found:
            return found.expand(wanted)
    return message


def _mismatched(error: BaseException, found: re.Match) -> str | None:
    value = _local(error, ("_AssertCompatible",), "mismatch")
    if value is _MISSING:
        return None
    return f"Expected {found[1]}, got {value!r} of type '{type(value).__name__}' instead."


def _unconverted(values: Any) -> str | None:
    if values is _MISSING:
        return None
    said = f"Failed to convert object of type {type(values)} to Tensor. Contents: {values}."
    return f"{said} Consider casting elements to a supported type."


def _not_allowed(error: BaseException, found: re.Match) -> str | None:
    """TF 1.15's list of dtypes, unless the one refused now was in it."""
    op, attr = (
        _local(error, ("_apply_op_helper",), "op_type_name"),
        _local(error, ("_SatisfiesTypeConstraint",), "attr_def"),
    )
    types = None if _MISSING in (op, attr) else symbols.allowed_types().get((op, attr.name))
    return None if types is None or found[2] in types else found[1] + ", ".join(types)


def _nested_shape(values: Any) -> list[int]:
    """The lengths of the first list of lists, as deep as it goes."""
    if not isinstance(values, list | tuple):
        return []
    return [len(values), *_nested_shape(values[0])] if values else [0]


def _local(error: BaseException | None, functions: tuple[str, ...], name: str) -> Any:
    """A local variable of the innermost of these functions that the error, or the one it came of, went through."""
    found = _MISSING
    while error is not None and found is _MISSING:
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_name in functions:
                found = trace.tb_frame.f_locals.get(name, _MISSING)
            trace = trace.tb_next
        error = error.__context__
    return found

"""Command lines of `tfgraph ckpt` and `tfgraph weights`, taken apart."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tfgraph_dnn.cli import arguments
from tfgraph_dnn.errors import UsageError

# Taken by every command that opens a checkpoint.
FORMAT = {"--v1": "V1", "--v2": "V2"}


class Options(NamedTuple):
    """A command line.

    Attributes:
      words: what is no option, in order.
      given: option -> its value, the last one; "" for a flag.
      lists: option -> all its values, in order; of those that may be given more than once.
    """

    words: tuple[str, ...]
    given: dict[str, str]
    lists: dict[str, tuple[str, ...]]

    def __contains__(self, option: object) -> bool:
        return option in self.given

    @property
    def format(self) -> str | None:
        """The format asked for, or None."""
        return next((FORMAT[option] for option in self.given if option in FORMAT), None)


def parse(
    argv: Sequence[str],
    command: str,
    *,
    flags: Sequence[str] = (),
    valued: Sequence[str] = (),
    repeated: Sequence[str] = (),
    words: tuple = (1, 1),
    tool: str = "ckpt",
) -> Options | None:
    """Takes a command line apart.

    Args:
      argv: what stands after the command.
      command: its name, for errors.
      flags: options without a value, beside --v1, --v2 and --json.
      valued: options with one: `--only X` or `--only=X`.
      repeated: options with a value that may be given more than once.
      words: the least and the greatest number of other words; None for any number.
      tool: the command above it; --v1 and --v2 are those of `ckpt`.

    Returns:
      The options; None when --help was asked for.

    Raises:
      UsageError: an unknown option, one without its value, too few words or too many.
    """
    found = arguments.parse(
        argv, f"{tool} {command}", flags=(*(FORMAT if tool == "ckpt" else ()), "--json", *flags),
        valued=(*valued, *repeated), what="path", words=words,
    )  # fmt: skip
    if found is None:
        return None
    given = {**dict.fromkeys(found.flags, ""), **{option: found.last(option) for option in found.values}}
    return Options(found.words, given, {option: tuple(found.values.get(option, ())) for option in repeated})


def pattern(text: str | None) -> str | None:
    """A regular expression, once it is known to be one.

    Raises:
      UsageError: it is none.
    """
    if text is not None:
        try:
            re.compile(text)
        except re.error as error:
            raise UsageError(f"{text!r} is no regular expression: {error}") from error
    return text


def matching(ckpt, text: str | None) -> list[str]:
    """The names in which a regular expression is found; all without one.

    Raises:
      UsageError: it is none.
      CheckpointKeyError: it is found in no name; the message has the nearest.
    """
    if text is None:
        return list(ckpt)
    names = [name for name in ckpt if re.search(pattern(text) or "", name)]
    if not names:
        ckpt.info(text)
    return names


def named(ckpt, wanted: Sequence[str]) -> list[str]:
    """The tensors that were named, by name or by regular expression.

    Raises:
      CheckpointKeyError: one is neither; the message has the nearest.
    """
    found: dict[str, None] = {}
    for text in wanted:
        found.update(dict.fromkeys([text] if text in ckpt else matching(ckpt, text)))
    return list(found)


@contextlib.contextmanager
def progress() -> Iterator[Callable[[int], object]]:
    """Shows how many bytes are done, on a terminal."""
    if not sys.stderr.isatty():
        yield lambda count: None
        return
    from tqdm import tqdm

    with tqdm(unit="B", unit_scale=True, leave=False, file=sys.stderr, delay=1) as bar:
        yield bar.update

"""Command lines whose options may be repeated, taken apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tfgraph_dnn.cli import unknown
from tfgraph_dnn.errors import UsageError


class Arguments(NamedTuple):
    """A command line.

    Attributes:
      words: what is no option, in order.
      flags: the options without a value that were given.
      values: option -> its values, in order.
    """

    words: tuple[str, ...]
    flags: frozenset[str]
    values: dict[str, list[str]]

    def last(self, option: str, otherwise: str = "") -> str:
        """The value an option was given last."""
        return self.values.get(option, [otherwise])[-1]

    def number(self, option: str, otherwise: int) -> int:
        """The value of an option that must be a whole number from 0 on.

        Raises:
          UsageError: it is none.
        """
        value = self.last(option, str(otherwise))
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise UsageError(f"{option} needs a whole number, not {value!r}")
        return int(value)


def parse(
    argv: Sequence[str],
    command: str,
    *,
    flags: Sequence[str],
    valued: Sequence[str],
    what: str,
    ends: Callable[[str], bool] = lambda word: False,
) -> Arguments | None:
    """Takes a command line apart.

    Args:
      argv: what stands after the command.
      command: its name, for errors.
      flags: options without a value.
      valued: options with one (`--only X` or `--only=X`); each may be repeated.
      what: what the one word must be, for errors.
      ends: says of a word whether all that follows it is its own, as a program's arguments are.

    Returns:
      The arguments; None when --help was asked for.

    Raises:
      UsageError: an unknown option, one without its value, no word or a word too many.
    """
    words: list[str] = []
    given: set[str] = set()
    values: dict[str, list[str]] = {}
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        option, equals, value = word.partition("=")
        if word in ("-h", "--help"):
            return None
        if word == "--":
            words, rest = words + rest, []
        elif not word.startswith("-") or word == "-":
            words.append(word)
            if ends(word):
                return Arguments((*words, *rest), frozenset(given), values)
        elif option in valued:
            if not equals and not rest:
                raise UsageError(f"{option} needs a value")
            values.setdefault(option, []).append(value if equals else rest.pop(0))
        elif word in flags:
            given.add(word)
        else:
            raise unknown("option", word, [*flags, *valued])
    if len(words) != 1:
        told = f"not {len(words)}: {' '.join(words)}" if words else "and none was given"
        raise UsageError(f"tfgraph {command} takes one {what}, {told}", hint=f"tfgraph {command} --help")
    return Arguments(tuple(words), frozenset(given), values)

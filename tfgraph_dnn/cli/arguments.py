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
      flags: the options without a value that were given, in order.
      values: option -> its values, in order.
    """

    words: tuple[str, ...]
    flags: tuple[str, ...]
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
    words: tuple[int, int | None] = (1, 1),
    ends: Callable[[str], bool] = lambda word: False,
) -> Arguments | None:
    """Takes a command line apart.

    Args:
      argv: what stands after the command.
      command: its name, for errors.
      flags: options without a value.
      valued: options with one (`--only X` or `--only=X`); each may be repeated.
      what: what a word must be, for errors.
      words: the least and the greatest number of words; None for any number.
      ends: says of a word whether all that follows it is its own, as a program's arguments are.

    Returns:
      The arguments; None when --help was asked for.

    Raises:
      UsageError: an unknown option, one without its value, too few words or too many.
    """
    found: list[str] = []
    given: dict[str, None] = {}
    values: dict[str, list[str]] = {}
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        option, equals, value = word.partition("=")
        if word in ("-h", "--help"):
            return None
        if word == "--":
            found, rest = found + rest, []
        elif not word.startswith("-") or word == "-":
            found.append(word)
            if ends(word):
                return Arguments((*found, *rest), tuple(given), values)
        elif option in valued:
            if not equals and not rest:
                raise UsageError(f"{option} needs a value")
            values.setdefault(option, []).append(value if equals else rest.pop(0))
        elif word in flags:
            given[word] = None
        else:
            raise unknown("option", word, [*flags, *valued])
    least, most = words
    if len(found) < least or (most is not None and len(found) > most):
        due = f"{'' if most == least else 'at least '}{least} {what}{'s' if least > 1 else ''}"
        told = f"not {len(found)}: {' '.join(found)}" if found else "and none was given"
        raise UsageError(f"tfgraph {command} takes {due}, {told}", hint=f"tfgraph {command} --help")
    return Arguments(tuple(found), tuple(given), values)

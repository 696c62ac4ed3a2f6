"""What the commands that write checkpoints have in common: options, the table, the last line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from tfgraph_dnn.cli.ckpt import options, printing
from tfgraph_dnn.errors import UsageError

HELP = """\
  --out PREFIX  the new checkpoint; its folder must be there
  --in-place    write over the input instead
  --replace     there may be a checkpoint at PREFIX: it is replaced
  --state       name the new one as the latest in its folder's `checkpoint` file
  --dry-run     only tell what would be written, tensor by tensor
  --v1, --v2    that format of the input, where both lie at one prefix
  --json        the same as data"""

_FLAGS, _VALUED = ("--in-place", "--replace", "--state", "--dry-run"), ("--out",)
_MARKS = {"renamed": "~", "changed": "~", "dropped": "-", "added": "+"}
_COLOURS = {"-": "red", "+": "green"}
_MOST_LINES = 40


def parse(
    argv: Sequence[str],
    command: str,
    help: str,
    *,
    flags: Sequence[str] = (),
    valued: Sequence[str] = (),
    repeated: Sequence[str] = (),
    words: tuple = (1, 1),
    in_place: bool = True,
) -> options.Options | None:
    """Takes a command line apart; prints the help and gives None when that was asked for."""
    shared = _FLAGS if in_place else _FLAGS[1:]
    given = options.parse(
        argv, command, flags=(*shared, *flags), valued=(*_VALUED, *valued), repeated=repeated, words=words
    )
    if given is None:
        shown = HELP if in_place else "\n".join(line for line in HELP.splitlines() if "--in-place" not in line)
        print(f"{help}\n{shown}")
    return given


def pairs(given: options.Options, option: str, form: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind the last `=` of an option's values.

    Raises:
      UsageError: there is none, or nothing on one side of it.
    """
    for text in given.lists[option]:
        left, equals, right = text.rpartition("=")
        if not (left and equals and right):
            raise UsageError(f"{option} takes {form}, not {text!r}")
        yield left, right


def carry_out(given: options.Options, edit: Callable[..., Any], *paths: Any, **arguments) -> int:
    """Carries out an edit of the checkpoints at the paths, and prints what it did."""
    from tfgraph_dnn.checkpoint.reader import open as open_checkpoint

    def opened(path):
        return [opened(one) for one in path] if isinstance(path, list) else open_checkpoint(path, format=given.format)

    return write(given, edit, *map(opened, paths), **arguments)


def write(given: options.Options, edit: Callable[..., Any], *sources, **arguments) -> int:
    """Carries out an edit of what is open already, and prints what it did."""
    for option in _FLAGS:
        if option in given:
            arguments[option.lstrip("-").replace("-", "_")] = True
    if "--out" in given:
        arguments["out"] = given.given["--out"]
    try:
        with options.progress() as step:
            done = edit(*sources, progress=step, **arguments)
    except KeyboardInterrupt:
        raise UsageError("interrupted", hint="What was there before is as it was.") from None
    if "--json" in given:
        printing.as_json({**vars(done), "changes": [vars(change) for change in done.changes]})
    else:
        _show(done)
    return 0


def _show(done) -> None:
    printing.say(done.notes)
    shown = [change for change in done.changes if not done.written or change.kind != "kept"]
    rest = len(shown) - _MOST_LINES if done.written else 0
    shown = shown[: _MOST_LINES if rest > 0 else None]
    marks = [_MARKS.get(change.kind, " ") for change in shown]
    rows = [(mark, _named(change), _told(change), change.remark) for mark, change in zip(marks, shown, strict=True)]
    for mark, line in zip(marks, printing.table([[*row[:3], printing.safe(row[3])] for row in rows]), strict=True):
        print(printing.colour(line, _COLOURS[mark]) if mark in _COLOURS else line)
    if rest > 0:
        print(f"   ... and {rest} more; --json has all")
    print(_summary(done))


def _named(change) -> str:
    before, now = printing.safe(change.name), printing.safe(change.now)
    return f"{before} -> {now}" if before and now and before != now else before or now


def _told(change) -> str:
    return f"{change.dtype} {printing.shape(change.shape)}"


def _summary(done) -> str:
    counted = {}
    for change in done.changes:
        counted[change.kind] = counted.get(change.kind, 0) + 1
    told = ", ".join(f"{count} {kind}" for kind, count in counted.items())
    size = f"{done.tensors} tensors, {printing.size(done.nbytes)} ({told})"
    if done.written:
        return f"wrote {printing.safe(done.prefix)}: {size}; read back and compared"
    return f"would write {printing.safe(done.prefix) or 'a checkpoint'}: {size}"

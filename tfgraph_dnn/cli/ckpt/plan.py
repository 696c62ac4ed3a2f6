"""`tfgraph ckpt plan`: what a restore would do."""

from __future__ import annotations

import sys
from dataclasses import replace

from tfgraph_dnn.cli.ckpt import options, printing
from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph ckpt plan CKPT TARGET [OPTIONS]
       tfgraph ckpt plan CKPT [OPTIONS] program.py [args]

Says what restoring the checkpoint CKPT would do, variable by variable: matched, renamed and by which rule, missing, of
another shape or type; the nearest names, and what would cure it; tensors that nobody takes.

TARGET is a .meta file, whose Saver's variables are meant; or another checkpoint. Or it is a program: it runs as under
`tfgraph run`, what it prints goes to stderr, until its first Saver.restore, whose variables are meant; or its first
`tfgraph_dnn.checkpoint.restore.restore`, whose options hold too, where none of these is given; or until it runs its
graph for anything but initializers, and then its global variables are meant. Nothing is trained.

  --only REGEX     only variables in whose name it is found: hidden[123]
  --exclude REGEX  without those
  --pack NAME      rename tensors by a pack; may be repeated (`tfgraph ckpt rename --packs` lists them)
  --auto           by whichever packs give a missing variable a value
  --scope OLD=NEW  move a scope of the checkpoint; "/" is the top; may be repeated
  --resize         another shape is cut or filled up
  --cast           another type is converted
  --through        let the program train and go on, until it restores or ends
  --all            the matched variables too, and every unused tensor
  --v1, --v2       that format of CKPT, where both lie at one prefix
  --json           the same as data

The exit status is 1 when a variable could not be restored."""

_MARKS = {"missing": "!", "shape": "!", "dtype": "!", "clash": "!", "renamed": "~", "resized": "~", "cast": "~"}
_COLOURS = {"!": "red", "~": "green"}
_UNUSED = 10


def main(argv: list[str]) -> int:
    """Prints the plan."""
    ours, program = _split(argv)
    given = options.parse(
        ours,
        "plan",
        flags=("--auto", "--resize", "--cast", "--through", "--all"),
        valued=("--only", "--exclude"),
        repeated=("--pack", "--scope"),
        words=(2, 2),
    )
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.checkpoint.planning import AUTO, plan
    from tfgraph_dnn.checkpoint.reader import open as open_checkpoint

    if "--auto" in given and given.lists["--pack"]:
        raise UsageError("--auto finds packs, --pack names them: one or the other")
    path, target = given.words
    ckpt = open_checkpoint(path, format=given.format)
    wanted, where, its = _sought(target, program, "--through" in given)
    allowed = {name: its.pop(name) for name in ("ignore_missing", "ignore_extra") if name in its}
    asked = {
        "only": options.pattern(given.given.get("--only")),
        "exclude": options.pattern(given.given.get("--exclude")),
        "packs": AUTO if "--auto" in given else given.lists["--pack"],
        "scopes": dict(map(_scope, given.lists["--scope"])),
        "resize": "--resize" in given,
        "cast": "--cast" in given,
    }
    found = plan(ckpt, wanted, **{**its, **{name: value for name, value in asked.items() if value or name not in its}})
    if "--json" in given:
        printing.as_json(_data(found, where))
    else:
        _show(found, where, "--all" in given)
    if found.unused and allowed.get("ignore_extra") is False:
        if "--json" not in given:
            print("Unused tensors are an error to this restore; ignore_extra=True leaves them.")
        return 1
    passed = ("missing",) if allowed.get("ignore_missing") else ()
    return 0 if all(step.good or step.status in passed for step in found.steps) else 1


def _split(argv: list[str]) -> tuple[list[str], list[str]]:
    """Our words up to the program's name, and the program's own."""
    for at, word in enumerate(argv):
        if word.endswith((".py", ".pyw")) and not word.startswith("-"):
            return argv[: at + 1], argv[at + 1 :]
    return argv, []


def _sought(target: str, program: list[str], through: bool):
    """The variables of the target, in words where they were found, and the options of a program's `restore`."""
    if target.endswith((".py", ".pyw")):
        from tfgraph_dnn.run.sought import sought_by

        found = sought_by(target, program, through=through)
        return found.wanted, f"{target} at {found.where}", dict(found.options)
    if through:
        raise UsageError("--through is for programs", hint="tfgraph ckpt plan CKPT --through program.py")
    from tfgraph_dnn.checkpoint.mapping.wanted import wanted_by

    return wanted_by(target), target, {}


def _scope(text: str) -> tuple[str, str]:
    old, equals, new = text.partition("=")
    if not equals:
        raise UsageError(f"--scope takes OLD=NEW, not {text!r}")
    return old, new


def _data(found, where: str) -> dict:
    steps = [{**vars(step), "good": step.good, "cure": step.cure and vars(step.cure)} for step in found.steps]
    rest = {"unused": found.unused, "left_out": found.left_out, "notes": found.notes}
    return {"checkpoint": found.prefix, "target": where, "counts": found.counts, "steps": steps, **rest}


def _show(found, where: str, every: bool) -> None:
    from tfgraph_dnn.checkpoint.wording import remark, trouble

    printing.say(found.notes)
    sys.stderr.flush()
    print(printing.colour(f"{printing.safe(found.prefix)} into {printing.safe(where)}", "bold"))
    shown = [step for step in found.steps if every or step.status != "matched"]
    marks = [_MARKS.get(step.status, " ") for step in shown]
    rows = [
        (mark, step.status, printing.safe(step.name), step.wanted, remark(step))
        for mark, step in zip(marks, shown, strict=True)
    ]
    for mark, line in zip(marks, printing.table(rows), strict=True):
        print(printing.colour(line, _COLOURS[mark]) if mark in _COLOURS else line)
    unused = found.unused if every else found.unused[:_UNUSED]
    for name in unused:
        print(f"- unused  {printing.safe(name)}")
    if len(unused) < len(found.unused):
        print(f"- ... and {len(found.unused) - len(unused)} more unused (--all)")
    print(", ".join(f"{count} {status}" for status, count in found.counts.items()) or "no variables")
    if (told := trouble(replace(found, notes=()))) is not None:  # the notes have been said
        print(told.hint)

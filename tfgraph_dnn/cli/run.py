"""`tfgraph run program.py [args]`: a TF 1.x program, unmodified, as `python program.py` would run it."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field

from tfgraph_dnn.errors import UsageError

HELP = """\
usage: tfgraph run [-v] [--also PKG]... [--trace[=FILE]] [--doctor[=values]] program.py [args]
       tfgraph run [-v] [--also PKG]... [--trace[=FILE]] [--doctor[=values]] -m module [args]

Runs an unmodified TensorFlow 1.x program on the TensorFlow that is installed. `import tensorflow` gives TF 1.15's face
in the program and in the modules beside it; installed libraries keep the real TensorFlow. Everything after the
program's name is the program's own.

  -m module    run a module, as python -m does
  --also PKG   map the imports of this package too, wherever it is installed (may be repeated)
  --trace      at the end, a table on stderr of every distinct session run: what it fetched and fed, how often and how
               long, the variables it writes; with =FILE.json or =FILE.html also written there, the page with drawings
  --doctor     say on stderr what goes wrong while the program runs: updates that no run executes, a graph that grows, a
               training flag that is never True, ...; with =values also dead ReLUs, gradients that vanish or explode,
               and the operation at which NaN begins
  -v           let TensorFlow say what it says at start-up, and its deprecation warnings

The exit status is the program's; 2 when there is no program to run."""


@dataclass(frozen=True)
class Request:
    """What a command line asks for."""

    target: str = ""
    args: tuple[str, ...] = ()
    is_module: bool = False
    also: tuple[str, ...] = field(default=())
    verbose: bool = False
    trace: str | None = None
    doctor: str | None = None
    help: bool = False


def parse(argv: list[str]) -> Request:
    """Splits a command line: options up to the program's name are ours, all that follows is the program's.

    Raises:
      UsageError: an unknown option, an option without its value, or no program.

    Example:
      >>> request = parse(["-v", "train.py", "--also", "x"])
      >>> request.target, request.args, request.also, request.verbose
      ('train.py', ('--also', 'x'), (), True)
    """
    also: list[str] = []
    verbose, trace, doctor = False, None, None
    rest = list(argv)
    while rest:
        word = rest.pop(0)
        if word in ("-h", "--help"):
            return Request(help=True)
        if word in ("-v", "--verbose"):
            verbose = True
        elif word == "--also" or word.startswith("--also="):
            also.append(_value(word, rest))
        elif word == "--trace" or word.startswith("--trace="):
            trace = _trace_file(word)
        elif word in ("--doctor", "--doctor=values"):
            doctor = word.partition("=")[2]
        elif word == "-m" or (word.startswith("-m") and not word.startswith("--")):
            return Request(word[2:] or _value(word, rest), tuple(rest), True, tuple(also), verbose, trace, doctor)
        elif word == "--" and rest:
            return Request(rest[0], tuple(rest[1:]), False, tuple(also), verbose, trace, doctor)
        elif word.startswith("-") or not word:
            raise UsageError(f"tfgraph run has no option {word}", hint="Options of the program come after its name.")
        else:
            return Request(word, tuple(rest), False, tuple(also), verbose, trace, doctor)
    raise UsageError("which program?", hint="tfgraph run program.py [args]")


def _value(word: str, rest: list[str]) -> str:
    option, equals, value = word.partition("=")
    if not equals:
        if not rest:
            raise UsageError(f"{option} needs a value")
        value = rest.pop(0)
    if not value:
        raise UsageError(f"{option} needs a value")
    return value


def _trace_file(word: str) -> str:
    _, equals, path = word.partition("=")
    if equals and not path.endswith((".json", ".html", ".htm")):
        raise UsageError(f"--trace writes a .json or a .html file, not {path!r}")
    return path


def main(argv: list[str]) -> int:
    """Runs the program; its exit status is ours."""
    request = parse(argv)
    if request.help:
        print(HELP)
        return 0
    if request.verbose:
        os.environ["TFGRAPH_VERBOSE"] = "1"
    from tfgraph_dnn import run

    start = run.run_module if request.is_module else run.run_program
    with contextlib.ExitStack() as stack:
        if request.trace is not None:
            from tfgraph_dnn.run import watching

            stack.enter_context(watching.traced(request.trace))
        if request.doctor is not None:
            from tfgraph_dnn.run import watching

            stack.enter_context(watching.examined(request.doctor == "values"))
        return start(request.target, request.args, also=request.also)

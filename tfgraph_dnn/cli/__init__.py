"""The command line: `tfgraph COMMAND ...`. One file a command, loaded when it is called."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from tfgraph_dnn.errors import TfgraphError, UsageError
from tfgraph_dnn.version import __version__

# Command -> what it does, in the order of the help page. Each is a module here with `main(argv) -> int`.
COMMANDS = {
    "run": "run a TF 1.x program, unmodified",
    "slides": "list the slides' programs; run one or all and compare with TF 1.15.5",
    "check": "say what will not run in a program, and find classic mistakes, without running it",
    "ckpt": "look into checkpoints (list, show, compare, verify), and make others of them",
    "explain-run": "tell what a sess.run executes and why, without running it",
    "graph": "draw the graph of a checkpoint or a frozen graph",
    "lesson": "give a lesson on a section of the slides, with plots",
    "weights": "weights of other frameworks: list, show, convert",
    "explain": "say more about an error, by the slug in its brackets",
}

OK, FINDINGS, USAGE, OUR_BUG = 0, 1, 2, 101


def main(argv: Sequence[str] | None = None) -> int:
    """Carries out one command line.

    Args:
      argv: the arguments; `sys.argv[1:]` when not given.

    Returns:
      The exit status: 0 fine, 1 findings, 2 usage or I/O, 101 an error of our own. `run` passes the program's on.
    """
    args = list(sys.argv[1:] if argv is None else argv)
    try:
        return _dispatch(args)
    except TfgraphError as error:
        print(f"tfgraph: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        return _closed_pipe()
    except OSError as error:
        said = f"{error.filename}: {error.strerror}" if error.filename and error.strerror else error
        print(f"tfgraph: {said}", file=sys.stderr)
        return USAGE
    except Exception as error:
        return _own_bug(error)


def _dispatch(args: list[str]) -> int:
    if not args or args[0] in ("-h", "--help", "help"):
        print(usage(), file=sys.stdout if args else sys.stderr)
        return OK if args else USAGE
    if args[0] in ("-V", "--version"):
        print(f"tfgraph {__version__}")
        return OK
    command, *rest = args
    if command not in COMMANDS:
        raise unknown("command", command, COMMANDS)
    return importlib.import_module(f"{__name__}.{command.replace('-', '_')}").main(rest)


def usage() -> str:
    """The help page."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {what}" for name, what in COMMANDS.items()]
    return "\n".join(
        ["usage: tfgraph COMMAND ...", "", *lines, "", "tfgraph COMMAND --help says more; tfgraph --version."]
    )


def group(argv: list[str], tool: str, commands: dict[str, str], help: str) -> int:
    """Carries out `tfgraph TOOL COMMAND ...`; each command is a module of `cli.TOOL` with `main(argv) -> int`."""
    if not argv or argv[0] in ("-h", "--help"):
        width = max(map(len, commands))
        lines = [f"  {name:<{width}}  {what}" for name, what in commands.items()]
        text = "\n".join([help, *lines, "", f"tfgraph {tool} COMMAND --help says more."])
        print(text, file=sys.stdout if argv else sys.stderr)
        return OK if argv else USAGE
    command, *rest = argv
    if command not in commands:
        raise unknown("command", command, commands)
    return importlib.import_module(f"{__name__}.{tool}.{command}").main(rest)


def unknown(kind: str, name: str, known) -> UsageError:
    """The error for a name that is none of `known`, with the nearest that is."""
    import difflib

    near = difflib.get_close_matches(name, list(known), n=1)
    hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(known)}."
    return UsageError(f"no {kind} {name!r}", hint=hint)


def _closed_pipe() -> int:
    """Whoever read our output has gone: not an error, and nothing may be written at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return OK


def _own_bug(error: Exception) -> int:
    import traceback

    traceback.print_exception(type(error), error, error.__traceback__)
    print("tfgraph: this is a bug of tfgraph_dnn; please report it with the lines above", file=sys.stderr)
    return OUR_BUG

"""Writes docs/commands.md: the help of every command, as `--help` prints it.

python docs/make_commands.py
"""

import contextlib
import importlib
import io
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "commands.md"


def page() -> str:
    """The text of docs/commands.md as it should be."""
    from tfgraph_dnn import cli

    parts = [
        "# Commands\n",
        "What `--help` says; written by `python docs/make_commands.py`.\n",
        _section("tfgraph", ["--help"]),
    ]
    for command in cli.COMMANDS:
        parts.append(_section(f"tfgraph {command}", [command, "--help"]))
        parts += [_section(f"tfgraph {command} {name}", [command, name, "--help"]) for name in _inner(command)]
    return "\n".join(parts)


def _inner(command: str) -> list[str]:
    """The commands of a command, as `ckpt` has them."""
    module = importlib.import_module(f"tfgraph_dnn.cli.{command.replace('-', '_')}")
    return list(getattr(module, "COMMANDS", ()))


def _section(title: str, argv: list[str]) -> str:
    from tfgraph_dnn import cli

    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        status = cli.main(argv)
    if status:
        raise SystemExit(f"{title}: --help ended with {status}")
    return f"## {title}\n\n```\n{said.getvalue().rstrip()}\n```\n"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(page(), encoding="utf-8")

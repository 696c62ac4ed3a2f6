"""The text file named `checkpoint` beside checkpoints: which one is the latest, and which others are kept."""

from __future__ import annotations

import re
from typing import NamedTuple

_FIELD = re.compile(r'^\s*(model_checkpoint_path|all_model_checkpoint_paths)\s*:\s*("|\')(.*)\2\s*$', re.MULTILINE)
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|x([0-9a-fA-F]{1,2})|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"t": b"\t", b"r": b"\r"}


class State(NamedTuple):
    """What a state file says, its paths as they were written.

    Attributes:
      latest: the checkpoint saved last; "" when it says nothing.
      all: those that were kept, oldest first.
    """

    latest: str
    all: tuple[str, ...]


def parse(content: bytes) -> State:
    """Reads a state file's text; lines that are none of its two fields are passed over.

    Example:
      >>> parse(b'model_checkpoint_path: "model.ckpt-2"')
      State(latest='model.ckpt-2', all=())
    """
    latest, kept = "", []
    for name, _, quoted in _FIELD.findall(content.decode("utf-8", "replace")):
        path = _ESCAPE.sub(_unescape, quoted.encode("utf-8")).decode("utf-8", "replace")
        if name == "model_checkpoint_path":
            latest = path
        else:
            kept.append(path)
    return State(latest, tuple(kept))


def text(state: State) -> str:
    """A state file's text, ASCII alone.

    Example:
      >>> print(text(State("b", ("a", "b"))), end="")
      model_checkpoint_path: "b"
      all_model_checkpoint_paths: "a"
      all_model_checkpoint_paths: "b"
    """
    lines = [("model_checkpoint_path", state.latest), *(("all_model_checkpoint_paths", path) for path in state.all)]
    return "".join(f'{name}: "{_escaped(path)}"\n' for name, path in lines)


def _escaped(path: str) -> str:
    plain = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03o}" for byte in path.encode("utf-8"))
    return "".join(plain)


def _unescape(found: re.Match[bytes]) -> bytes:
    octal, hexadecimal, letter = found.groups()
    if letter is not None:
        return _LETTERS.get(letter, letter)
    return bytes([int(octal or hexadecimal, 8 if octal else 16) & 255])

"""The text of a program file, and what is wrong with a file that is none."""

from __future__ import annotations

import io
import os
import re
import tokenize
from typing import NamedTuple

from tfgraph_dnn.errors import UsageError


class ProgramError(UsageError):
    """A file that cannot be run as a program: exit status 2."""

    slug = "program"


class Python2Error(ProgramError):
    """A program written for Python 2."""

    slug = "python2-program"


class _Sign(NamedTuple):
    """One way to tell Python 2: what it is, and what the error's message or the line must look like."""

    what: str
    message: str
    line: str


_SIGNS = (
    _Sign("print statement", r"Missing parentheses in call to 'print'", r""),
    _Sign("exec statement", r"Missing parentheses in call to 'exec'", r""),
    _Sign("except X, e", r"", r"^\s*except\s+[\w.()]+\s*,\s*\w+\s*:"),
    _Sign("raise X, value", r"", r"^\s*raise\s+[\w.]+\s*,"),
    _Sign("backticks", r"", r"`[^`]*`"),
    _Sign("<> operator", r"", r"[\w)\]]\s*<>\s*[\w(\[]"),
    _Sign("long integer 1L", r"", r"\b\d+[lL]\b"),
    _Sign("octal 0777", r"leading zeros in decimal", r""),
    _Sign('ur"" text', r"", r"\b[uU][rR]['\"]"),
    _Sign("parameter tuple", r"", r"(^\s*def\s+\w+\s*\(.*|\blambda\s[^:]*)\(\w+\s*,"),
    _Sign("print statement", r"", r"^\s*print\s+[^\s(=.,\[]"),
    _Sign("exec statement", r"", r"^\s*exec\s+[^\s(=.,\[]"),
    _Sign("tabs mixed with spaces", r"inconsistent use of tabs", r""),
)


def read(path: str) -> bytes:
    """The bytes of a program file.

    Raises:
      ProgramError: there is no such file, it is a directory, or it cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise ProgramError(f"can't open {path!r}: {error.strerror}") from None


def python2(error: SyntaxError) -> str | None:
    """What in the line of a syntax error is Python 2, or None."""
    line, message = error.text or "", error.msg or ""
    for sign in _SIGNS:
        if re.search(sign.message, message) and re.search(sign.line, line):
            return sign.what
    return None


def python2_error(shown: str, error: SyntaxError, found: str) -> Python2Error:
    """The error for a file in which `python2` found something."""
    return Python2Error(
        f"{shown} is a Python 2 program (line {error.lineno}: {found}); convert it first, e.g. with "
        f"`2to3 -w {os.path.basename(shown)}` of a Python up to 3.12"
    )


def refuse_what_is_no_text(source: bytes, shown: str) -> None:
    """Lets text pass.

    Raises:
      ProgramError: it is none, or not in the encoding it declares.
    """
    if b"\0" in source:
        raise ProgramError(f"{shown} is no Python program: it is a binary file")
    if shown.endswith(".ipynb"):
        raise ProgramError(f"{shown} is a notebook; make a program of it: jupyter nbconvert --to script {shown}")
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
        source.decode(encoding)
    except UnicodeDecodeError as error:
        line = source.count(b"\n", 0, error.start) + 1
        hint = "say its encoding in the first line, e.g. # -*- coding: latin-1 -*-"
        raise ProgramError(f"{shown} is no {error.encoding} text (line {line}); {hint}") from None
    except SyntaxError as error:
        raise ProgramError(f"{shown} cannot be read as text: {error.msg}") from None

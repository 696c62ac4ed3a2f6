"""Reads and compiles a program, and says in one line what is wrong with a file that is none."""

from __future__ import annotations

import ast
import io
import os
import re
import tokenize
import warnings
from types import CodeType
from typing import NamedTuple

from tfgraph_dnn.errors import UsageError
from tfgraph_dnn.run.legacy_numpy.rewriting import rewrite


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


def compiled(source: bytes, path: str) -> CodeType:
    """The code of a program or of a module beside it, with NumPy 1's arithmetic.

    Raises:
      SyntaxError, ValueError: as `compile` does.
    """
    with warnings.catch_warnings():
        # Told under today's Python of programs that were quiet under theirs: "\d", `x is 0`.
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        tree = compile(source, path, "exec", ast.PyCF_ONLY_AST, dont_inherit=True)
        return compile(rewrite(tree), path, "exec", dont_inherit=True)


def program(source: bytes, path: str, shown: str) -> CodeType:
    """The code of a program.

    Args:
      source: the file's bytes.
      path: the file's path, for tracebacks.
      shown: the path as the user gave it, for messages.

    Raises:
      ProgramError: the file is no Python program.
      Python2Error: it is one for Python 2.
      SyntaxError: it is one, with an error in it.
    """
    _refuse_what_is_no_text(source, shown)
    try:
        return compiled(source, path)
    except SyntaxError as error:
        found = python2(error)
        if found:
            raise _python2_error(shown, error, found) from None
        if not shown.endswith((".py", ".pyw")) or source.lstrip()[:1] in (b"<", b"{"):
            raise ProgramError(f"{shown} is no Python program (line {error.lineno}: {error.msg})") from None
        raise


def python2(error: SyntaxError) -> str | None:
    """What in the line of a syntax error is Python 2, or None."""
    line, message = error.text or "", error.msg or ""
    for sign in _SIGNS:
        if re.search(sign.message, message) and re.search(sign.line, line):
            return sign.what
    return None


def _python2_error(shown: str, error: SyntaxError, found: str) -> Python2Error:
    return Python2Error(
        f"{shown} is a Python 2 program (line {error.lineno}: {found}); convert it first, e.g. with "
        f"`2to3 -w {os.path.basename(shown)}` of a Python up to 3.12"
    )


def _refuse_what_is_no_text(source: bytes, shown: str) -> None:
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

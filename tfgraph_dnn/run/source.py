"""Reads and compiles a program, and says in one line what is wrong with a file that is none."""

from __future__ import annotations

import ast
import warnings
from types import CodeType

from tfgraph_dnn.lint.program_text import (
    ProgramError,
    Python2Error,
    python2,
    python2_error,
    read,
    refuse_what_is_no_text,
)
from tfgraph_dnn.run.legacy_numpy.rewriting import rewrite

__all__ = ["ProgramError", "Python2Error", "compiled", "program", "python2", "read"]


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
    refuse_what_is_no_text(source, shown)
    try:
        return compiled(source, path)
    except SyntaxError as error:
        found = python2(error)
        if found:
            raise python2_error(shown, error, found) from None
        if not shown.endswith((".py", ".pyw")) or source.lstrip()[:1] in (b"<", b"{"):
            raise ProgramError(f"{shown} is no Python program (line {error.lineno}: {error.msg})") from None
        raise

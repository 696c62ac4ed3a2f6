"""The error family: every error we raise carries a slug, a sentence and, where one helps, a hint.

Each class also subclasses what a TF 1.x program would catch for the same trouble, so `hasattr`, `try: import` and
`except ValueError` in old programs keep working.
"""

from __future__ import annotations


class TfgraphError(Exception):
    """Base of all errors of this package.

    Attributes:
      slug: a short stable name, e.g. `absent-name`; `tfgraph explain SLUG` shows its page where one exists.
      hint: what to do, one sentence, or None.
    """

    slug = "error"

    def __init__(self, message: str, *, hint: str | None = None, slug: str | None = None):
        self.hint = hint
        if slug is not None:
            self.slug = slug
        super().__init__(message)

    def __str__(self) -> str:
        text = str(self.args[0]) if self.args else ""
        if self.hint:
            text += f"\n  {self.hint}"
        return f"{text}  [{self.slug}]"


class AbsentNameError(TfgraphError, AttributeError):
    """A name of TensorFlow 1.x that this library honestly does not provide, or that never existed."""

    slug = "absent-name"


class AbsentModuleError(TfgraphError, ModuleNotFoundError):
    """A module of TensorFlow 1.x that this library honestly does not provide, or that never existed."""

    slug = "absent-module"

    def __init__(self, message: str, *, name: str | None = None, hint: str | None = None):
        super().__init__(message, hint=hint)
        self.name = name


class ArgumentError(TfgraphError, ValueError):
    """A value that a TF 1.x function refuses with ValueError."""

    slug = "argument"


class UsageError(TfgraphError):
    """A command line that cannot be carried out: exit status 2."""

    slug = "usage"


class CheckpointError(TfgraphError, ValueError):
    """A checkpoint that cannot be read: damaged, incomplete, or none at all. The message names file and tensor."""

    slug = "ckpt-damaged"


class CheckpointNotFoundError(CheckpointError, FileNotFoundError):
    """There is no checkpoint where one was looked for, or one of its files is missing."""

    slug = "ckpt-not-found"


class CheckpointKeyError(CheckpointError, KeyError):
    """A checkpoint holds no tensor of that name."""

    slug = "ckpt-missing-key"


class GraphFileError(TfgraphError, ValueError, OSError):
    """A file that holds no graph that can be read. The message names it, and what was wrong.

    TF 1.15's `tf.train.import_meta_graph` raises an OSError.
    """

    slug = "graph-file"


class GraphNameError(TfgraphError, KeyError):
    """A graph holds no operation or tensor of that name."""

    slug = "graph-no-such-name"


class UnknownOperationsError(TfgraphError, ValueError):
    """A graph needs operations that this TensorFlow does not have."""

    slug = "graph-unknown-operations"


class WeightsError(TfgraphError, ValueError):
    """Weights of another framework that cannot be read or do not fit. The message names file and tensor."""

    slug = "weights-damaged"


class WeightsNotFoundError(WeightsError, FileNotFoundError):
    """There is no file of weights where one was looked for."""

    slug = "weights-not-found"


def printable(name: str) -> str:
    """A name out of a file as it may be shown: what would move the cursor or end the line is escaped.

    Example:
      >>> printable("a\\x1b[2Jb")
      'a\\\\x1b[2Jb'
    """
    if name.isprintable():
        return name
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in name)

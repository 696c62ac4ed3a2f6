"""What a lesson's page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Text:
    """Paragraphs, parted by blank lines; `code` in backticks."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading inside the page."""

    text: str


@dataclass(frozen=True)
class Code:
    """Lines of the program that ran."""

    text: str
    caption: str = ""


@dataclass(frozen=True)
class Picture:
    """A matplotlib figure; the caption says what is to be seen in it."""

    figure: Any
    caption: str


@dataclass(frozen=True)
class Table:
    """Rows of texts or numbers under a header."""

    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    caption: str = ""


@dataclass(frozen=True)
class Papers:
    """What to read: one reference a line."""

    references: Sequence[str]

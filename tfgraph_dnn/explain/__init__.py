"""One page per error slug, as text files beside this one."""

from __future__ import annotations

from pathlib import Path

_HERE = Path(__file__).parent


def pages() -> dict[str, str]:
    """Slug -> title of every page, in alphabetical order."""
    return {path.stem: path.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ") for path in sorted(_files())}


def page(slug: str) -> str:
    """The text of one page.

    Raises:
      KeyError: there is no such page.
    """
    path = _HERE / f"{slug}.md"
    if path not in _files():
        raise KeyError(slug)
    return path.read_text(encoding="utf-8")


def _files() -> list[Path]:
    return list(_HERE.glob("*.md"))

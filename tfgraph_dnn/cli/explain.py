"""`tfgraph explain SLUG`: the page behind the slug that ends an error message."""

from __future__ import annotations

from tfgraph_dnn import explain
from tfgraph_dnn.cli import unknown

HELP = """\
usage: tfgraph explain [SLUG]

Shows the page of an error, by the slug in brackets at the end of its message; without a slug, the list of pages."""


def main(argv: list[str]) -> int:
    """Prints one page, or the list."""
    if argv and argv[0] in ("-h", "--help"):
        print(HELP)
        return 0
    pages = explain.pages()
    if not argv:
        width = max(map(len, pages))
        print("\n".join(f"{slug:<{width}}  {title}" for slug, title in pages.items()))
        return 0
    slug = argv[0].strip("[]")
    if slug not in pages:
        raise unknown("page", slug, pages)
    print(explain.page(slug), end="")
    return 0

"""`tfgraph explain SLUG`: the page behind the slug that ends an error message, or behind the code of a finding."""

from __future__ import annotations

from tfgraph_dnn import explain
from tfgraph_dnn.cli import unknown
from tfgraph_dnn.doctor import pages as check_pages
from tfgraph_dnn.lint import pages as rule_pages

HELP = """\
usage: tfgraph explain [SLUG | CODE]

Shows the page of an error, by the slug in brackets at the end of its message, of a rule of `tfgraph check` (TG013) or
of a check of `tfgraph run --doctor` (TD013), by its code; without either, the list of pages."""


def main(argv: list[str]) -> int:
    """Prints one page, or the list."""
    if argv and argv[0] in ("-h", "--help"):
        print(HELP)
        return 0
    pages = {**explain.pages(), **rule_pages.titles(), **check_pages.titles()}
    if not argv:
        width = max(map(len, pages))
        print("\n".join(f"{slug:<{width}}  {title}" for slug, title in pages.items()))
        return 0
    slug = argv[0].strip("[]")
    code = slug.upper()
    if code in pages and slug not in pages:
        slug = code
    if slug not in pages:
        raise unknown("page", slug, pages)
    source = next((made for made in (rule_pages, check_pages) if slug in made.titles()), explain)
    print(source.page(slug), end="")
    return 0

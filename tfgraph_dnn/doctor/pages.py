"""The page of each check, made of what the check says of itself."""

from __future__ import annotations

from tfgraph_dnn.doctor import checks, findings


def titles() -> dict[str, str]:
    """Code -> title of every check."""
    return {module.CHECK.code: module.CHECK.title for module in checks.every()}


def page(code: str) -> str:
    """The text of one check's page.

    Raises:
      KeyError: there is no such check.
    """
    for module in checks.every():
        if module.CHECK.code == code:
            return findings.page(module.CHECK)
    raise KeyError(code)

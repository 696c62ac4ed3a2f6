"""The page of each check, made of what the check says of itself."""

from __future__ import annotations

from tfgraph_dnn.doctor import checks, findings


def _checks() -> dict[str, findings.Check]:
    return {module.CHECK.code: module.CHECK for module in checks.every()}


def titles() -> dict[str, str]:
    """Code -> title of every check."""
    return {code: check.title for code, check in _checks().items()}


def page(code: str) -> str:
    """The text of one check's page.

    Raises:
      KeyError: there is no such check.
    """
    return findings.page(_checks()[code])

"""The page of each rule, made of what the rule says of itself."""

from __future__ import annotations

from tfgraph_dnn.lint import rules
from tfgraph_dnn.lint.findings import Rule

_STATUS = {
    "error": "The program stops here under `tfgraph run`.",
    "warning": "The program runs, and does not do what it seems to.",
    "note": "The program runs; this is told only, and leaves the exit status 0.",
}


def _rules() -> dict[str, Rule]:
    return {module.RULE.code: module.RULE for module in rules.every()}


def titles() -> dict[str, str]:
    """Code -> title of every rule."""
    return {code: rule.title for code, rule in _rules().items()}


def page(code: str) -> str:
    """The text of one rule's page.

    Raises:
      KeyError: there is no such rule.
    """
    return _page(_rules()[code])


def _page(rule: Rule) -> str:
    return f"""\
# {rule.code}: {rule.title}

{rule.why.strip()}

{_STATUS[rule.level]} To keep it quiet on a line: `# tfgraph: ignore[{rule.code}]`.

Found:

```python
{rule.bad.strip()}
```

Not found:

```python
{rule.good.strip()}
```
"""


def table() -> str:
    """The rules as a Markdown table."""
    rows = [f"| {rule.code} | {rule.level} | {rule.name} | {rule.title} |" for rule in _rules().values()]
    return "\n".join(["| code | level | name | what is wrong |", "|---|---|---|---|", *rows])

"""Every rule: its examples are what it says they are, and it tells all that is due."""

import re
from pathlib import Path

import pytest

from tfgraph_dnn.lint import check_source, pages, rules
from tfgraph_dnn.lint.findings import LEVELS

RULES = [module.RULE for module in rules.every()]
by_code = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@pytest.fixture(autouse=True)
def numpy_2(monkeypatch):
    from tfgraph_dnn.lint.rules import numpy_name_gone

    monkeypatch.setattr(numpy_name_gone, "installed_version", lambda name: "2.1")


@by_code
def test_bad_example_is_found(rule):
    assert rule.code in {finding.code for finding in check_source(rule.bad)}


@by_code
def test_good_example_has_nothing(rule):
    assert check_source(rule.good) == []


@by_code
def test_says_what_is_due(rule):
    assert re.fullmatch(r"TG0\d\d", rule.code) and rule.level in LEVELS
    assert re.fullmatch(r"[a-z0-9-]+", rule.name)
    for finding in check_source(rule.bad, [rule.code]):
        assert finding.message and finding.line >= 1 and finding.column >= 1
        assert not finding.message.endswith(".") and (finding.hint is None or finding.hint[-1] in ".?)")
    page = pages.page(rule.code)
    assert page.startswith(f"# {rule.code}: {rule.title}\n") and rule.bad.strip() in page and rule.good.strip() in page


def test_codes_and_names_are_unique():
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES) > 20


def test_a_rule_is_named_after_its_file():
    for module in rules.every():
        assert module.__doc__.startswith(f"{module.RULE.code}: ")


def test_an_unknown_page():
    with pytest.raises(KeyError):
        pages.page("TG999")


def test_the_table_in_the_docs():
    text = (Path(__file__).parents[2] / "docs" / "check.md").read_text(encoding="utf-8")
    between = text.partition("<!-- rules -->\n")[2].partition("\n<!-- /rules -->")[0]
    assert between == pages.table(), "put the output of tfgraph_dnn.lint.pages.table() there"

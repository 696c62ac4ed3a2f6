"""The documents keep step with what they speak of: commands, files, links."""

import importlib.util
import re
from pathlib import Path

import pytest

from tfgraph_dnn import cli, explain

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md"), ROOT / "oracle" / "README.md"])


def _maker():
    spec = importlib.util.spec_from_file_location("make_commands", ROOT / "docs" / "make_commands.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_help_of_every_command():
    made = _maker()
    assert made.PAGE.read_text(encoding="utf-8") == made.page(), "run python docs/make_commands.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ +(.*)$", file.read_text(encoding="utf-8"), re.M)
            assert anchor in {_anchor(heading) for heading in headings}, target


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_exist(page):
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^\$ |`)tfgraph ([a-z][a-z-]*)", text, re.M))
    assert named <= set(cli.COMMANDS), named - set(cli.COMMANDS)


def test_the_readme_names_every_command():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    missing = [command for command in cli.COMMANDS if f"tfgraph {command}" not in text]
    assert not missing


def test_every_slug_raised_has_a_page():
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tfgraph_dnn").rglob("*.py"))
    slugs = set(re.findall(r"\bslug *= *\"([a-z0-9-]+)\"", source))
    assert slugs
    assert not slugs - set(explain.pages())

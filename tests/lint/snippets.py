"""Pieces of programs for the rules' tests."""

from __future__ import annotations

import pytest

from tfgraph_dnn.lint import check_source

HEAD = "import tensorflow as tf\n"
MARK = "  # found"


def lines(code: str, source: str) -> list[int]:
    """The lines of a snippet, without its import of TensorFlow, where a rule finds something."""
    return [finding.line - 1 for finding in check_source(HEAD + source.lstrip("\n"), [code])]


def case_test(code: str, text: str):
    """A test over the snippets of a text, which `---` parts: a rule finds the lines marked, and no others."""
    snippets = [snippet.strip("\n") + "\n" for snippet in text.split("---\n")]
    assert any(MARK in snippet for snippet in snippets) and any(MARK not in snippet for snippet in snippets)

    @pytest.mark.parametrize("snippet", snippets)
    def test_cases(snippet):
        marked = [number for number, line in enumerate(snippet.split("\n"), start=1) if line.endswith(MARK)]
        assert lines(code, snippet) == marked

    return test_cases

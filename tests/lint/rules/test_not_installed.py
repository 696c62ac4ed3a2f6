"""TG005: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import lines

FOUND = [
    ("import a_package_nobody_has as p", [1]),
    ("from a_package_nobody_has.sub import x", [1]),
]
SILENT = [
    "import os, math, json, distutils.version, imp, cgi",
    "try:\n    import a_package_nobody_has\nexcept ImportError:\n    pass",
    "from . import sibling\nfrom .sibling import x",
    "import sys\nsys.path.append('..')\nimport a_package_nobody_has",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG005", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG005", source) == []


def test_modules_beside_are_there(tmp_path):
    from tfgraph_dnn.lint import check_file

    (tmp_path / "beside_it.py").touch()
    (tmp_path / "package_beside").mkdir()
    program = tmp_path / "main.py"
    program.write_text("import tensorflow as tf\nimport beside_it\nfrom package_beside.x import y\nimport main_not\n")
    assert [finding.line for finding in check_file(str(program)).findings] == [4]

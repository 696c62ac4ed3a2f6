"""TG005: what it finds, and where it is silent."""

from tests.lint.snippets import case_test

CASES = """
import a_package_nobody_has as p  # found
---
from a_package_nobody_has.sub import x  # found
---
import os, math, json, distutils.version, imp, cgi
---
try:
    import a_package_nobody_has
except ImportError:
    pass
---
from . import sibling
from .sibling import x
---
import sys
sys.path.append('..')
import a_package_nobody_has
"""

test_cases = case_test("TG005", CASES)


def test_modules_beside_are_there(tmp_path):
    from tfgraph_dnn.lint import check_file

    (tmp_path / "beside_it.py").touch()
    (tmp_path / "package_beside").mkdir()
    program = tmp_path / "main.py"
    program.write_text("import tensorflow as tf\nimport beside_it\nfrom package_beside.x import y\nimport main_not\n")
    assert [finding.line for finding in check_file(str(program)).findings] == [4]

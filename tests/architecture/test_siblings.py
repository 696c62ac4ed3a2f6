"""Where each file stands for itself, a format or a rule, none needs another."""

import pytest

from tests.architecture.test_imports import PACKAGE, ROOT, _imports


@pytest.mark.parametrize("directory", ["lint/rules", "weights/formats"])
def test_siblings_do_not_import_each_other(directory):
    package = f"tfgraph_dnn.{directory.replace('/', '.')}."
    for path in (PACKAGE / directory).glob("*.py"):
        siblings = {name for name in _imports(path) if name.startswith(package)}
        assert not siblings or path.name == "__init__.py", f"{path.relative_to(ROOT)} imports {siblings}"

"""Every name that a package promises is there, is listed, and is imported only then."""

import doctest
import importlib
import subprocess
import sys

import pytest

from tests.architecture.test_imports import ROOT
from tfgraph_dnn import lazy

PACKAGES = ["", ".checkpoint", ".checkpoint.editing", ".datasets", ".doctor", ".graph", ".lint", ".weights"]


@pytest.mark.parametrize("package", PACKAGES)
def test_names_are_there(package):
    module = importlib.import_module(f"tfgraph_dnn{package}")
    assert all(getattr(module, name) is not None for name in module.__all__ if name != "v1")
    assert set(module.__all__) - {"__version__"} <= set(dir(module))
    with pytest.raises(AttributeError, match=f"module 'tfgraph_dnn{package}' has no attribute 'nothing'"):
        module.nothing  # noqa: B018


def test_example():
    assert doctest.testmod(lazy).attempted == 2 and doctest.testmod(lazy).failed == 0


def test_nothing_is_imported_before():
    names = ", ".join(f"tfgraph_dnn{package}" for package in PACKAGES)
    program = f"import sys, {names}\nprint([name for name in sys.modules if name in ('numpy', 'tensorflow')])"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"

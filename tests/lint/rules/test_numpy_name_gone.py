"""TG006: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import lines

FOUND = [
    ("import numpy as np\nnp.lib.pad(x, 1)", [2]),
    ("import numpy\nnumpy.npv(0.1, [1])", [2]),
    ("from numpy import set_string_function", [1]),
]
SILENT = [
    "import numpy as np\nnp.int, np.float, np.bool, np.infty, np.NaN, np.product([1]), np.asscalar(x)",
    "import numpy as np\nnp.zeros(3), np.linalg.norm(x), np.random.rand(3), np.lib.stride_tricks",
    "import numpy as np\ntry:\n    np.npv\nexcept AttributeError:\n    pass",
]


@pytest.mark.parametrize(("source", "expected"), FOUND)
def test_found(source, expected):
    assert lines("TG006", source) == expected


@pytest.mark.parametrize("source", SILENT)
def test_silent(source):
    assert lines("TG006", source) == []


@pytest.fixture(autouse=True)
def numpy_2(monkeypatch):
    from tfgraph_dnn.lint.rules import numpy_name_gone

    monkeypatch.setattr(numpy_name_gone, "installed_version", lambda name: "2.1")


def test_silent_under_numpy_1(monkeypatch):
    from tfgraph_dnn.lint.rules import numpy_name_gone

    monkeypatch.setattr(numpy_name_gone, "installed_version", lambda name: "1.26")
    assert lines("TG006", "import numpy as np\nnp.npv") == []


def test_the_names_are_gone_from_numpy_2():
    import importlib

    import numpy

    from tfgraph_dnn import symbols

    if int(numpy.__version__.split(".")[0]) < 2:
        pytest.skip("recorded under NumPy 2")
    assert len(symbols.numpy_gone()) > 100
    for name in ("numpy.npv", "numpy.lib.pad", "numpy.set_string_function", "numpy.testing.Tester"):
        module, _, last = name.rpartition(".")
        assert name in symbols.numpy_gone() and not hasattr(importlib.import_module(module), last)

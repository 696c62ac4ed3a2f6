"""TG006: what it finds, and where it is silent."""

import pytest

from tests.lint.snippets import case_test, lines

CASES = """
import numpy as np
np.lib.pad(x, 1)  # found
---
import numpy
numpy.npv(0.1, [1])  # found
---
from numpy import set_string_function  # found
---
import numpy as np
np.int, np.float, np.bool, np.infty, np.NaN, np.product([1]), np.asscalar(x)
---
import numpy as np
np.zeros(3), np.linalg.norm(x), np.random.rand(3), np.lib.stride_tricks
---
import numpy as np
try:
    np.npv
except AttributeError:
    pass
"""

test_cases = case_test("TG006", CASES)


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

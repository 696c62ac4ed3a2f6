"""TG006: a name of NumPy that is gone, and that the runner does not give back."""

from __future__ import annotations

from collections.abc import Iterator

from tfgraph_dnn import symbols
from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.guards import is_guarded
from tfgraph_dnn.lint.model import Program
from tfgraph_dnn.lint.naming import installed_version, named

RULE = Rule(
    code="TG006",
    name="numpy-name-gone",
    title="a name of NumPy that is gone, and not given back",
    level="error",
    why="""\
Most names that NumPy dropped since TF 1.15's days (`np.int`, `np.float`, `np.infty`, ...) are given back by
`tfgraph run`, and are not reported. A few are not: financial functions, `np.lib`'s shortcuts to functions of `np`, and
internals. Under NumPy 1 they may still be there; the rule is silent then.""",
    bad="""\
import numpy as np
import tensorflow as tf
rows = np.lib.pad(np.ones([2, 2]), 1, "constant")
""",
    good="""\
import numpy as np
import tensorflow as tf
rows = np.pad(np.ones([2, 2], np.float), 1, "constant")
""",
)


def find(program: Program) -> Iterator[Finding]:
    """Uses and imports of such names."""
    installed = None
    for node, path in named(program):
        parts = path.split(".")
        gone = next((name for end in (2, 3) if (name := ".".join(parts[:end])) in symbols.numpy_gone()), None)
        if parts[0] == "numpy" and gone and not is_guarded(program, node):
            installed = installed or installed_version("numpy") or "2"
            if int(installed.split(".")[0]) >= 2:
                last = gone.rpartition(".")[2]
                short = gone.count(".") == 2 and not gone.startswith("numpy.testing") and last.islower()
                hint = f"Use np.{last}." if short and f"numpy.{last}" not in symbols.numpy_gone() else None
                yield RULE.at(node, f"{gone} is gone from NumPy", hint)

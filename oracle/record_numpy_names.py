"""Writes tfgraph_dnn/symbols/numpy_gone.txt: names of TF 1.15's NumPy that today's has not, and the runner gives not back.

    TFGRAPH_ORACLE=PY python oracle/record_numpy_names.py     (with the newest NumPy that is supported)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "tfgraph_dnn" / "symbols" / "numpy_gone.txt"
MODULES = ("numpy", "numpy.linalg", "numpy.random", "numpy.fft", "numpy.ma", "numpy.testing", "numpy.lib", "numpy.core")
FUTURE = {"absolute_import", "division", "print_function"}
LIST = f"""
import importlib, json, warnings
warnings.simplefilter("ignore")
def names(module):
    found = importlib.import_module(module)
    return [name for name in dir(found) if not name.startswith("_")]
print(json.dumps({{module: names(module) for module in {MODULES!r}}}))
"""


def gone() -> list[str]:
    """The names, sorted."""
    import importlib

    sys.path.insert(0, str(ROOT))
    from tfgraph_dnn.run import substitutes

    old = json.loads(subprocess.check_output([os.environ["TFGRAPH_ORACLE"], "-c", LIST]))
    found = []
    for module, names in old.items():
        here = importlib.import_module(module)
        for name in set(names) - FUTURE:
            full = f"{module}.{name}"
            if not hasattr(here, name) and full not in substitutes.rows() and full not in substitutes.modules():
                found.append(full)
    return sorted(found)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    TARGET.write_text("\n".join(gone()) + "\n", encoding="ascii")

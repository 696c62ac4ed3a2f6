"""The notebook's and pytest's doors."""

import ast
import os
import subprocess
import sys
import types
from pathlib import Path

import numpy as np
import pytest

from tfgraph_dnn.run import ipython, mapping

ROOT = Path(__file__).parents[2]


class Shell:
    """As much of IPython's shell as its documented interface for extensions."""

    def __init__(self):
        self.user_ns = {"__builtins__": __builtins__}
        self.ast_transformers = []

    def run_cell(self, text):
        tree = ast.parse(text)
        for transformer in self.ast_transformers:
            tree = transformer.visit(tree)
        exec(compile(tree, "<cell>", "exec"), self.user_ns)


def test_notebook(monkeypatch):
    monkeypatch.setattr(mapping, "_current", None)
    shell = Shell()
    shell.run_cell("import time\nbefore = hasattr(time, 'clock')")
    ipython.load_ipython_extension(shell)
    ipython.load_ipython_extension(shell)
    assert len(shell.ast_transformers) == 1
    shell.run_cell("import time, numpy as np\nafter = hasattr(time, 'clock')\nx = np.float32(3) / 2")
    ipython.unload_ipython_extension(shell)
    shell.run_cell("import time, numpy as np\nat_last = hasattr(time, 'clock'), np.float32(3) / 2")
    names = types.SimpleNamespace(**shell.user_ns)
    assert (names.before, names.after, names.at_last[0]) == (False, True, False)
    assert names.x.dtype == np.float64
    assert shell.ast_transformers == [] and shell.user_ns["__builtins__"] is __builtins__


@pytest.mark.parametrize("options", [["--assert=rewrite"], ["--assert=plain"], ["--import-mode=importlib"]], ids=str)
def test_pytest_plugin(tmp_path, options):
    (tmp_path / "beside.py").write_text("import time\nSEES = hasattr(time, 'clock')\n")
    (tmp_path / "test_it.py").write_text(
        "import sys, time, numpy as np\n"
        "def test_sees():\n"
        "    assert time.clock() >= 0 and np.int is int\n"
        "def test_beside():\n"
        f"    sys.path.insert(0, {str(tmp_path)!r})\n"
        "    import beside\n"
        "    assert beside.SEES\n"
        "    assert not hasattr(sys.modules['time'], 'clock')\n"
        "def test_fails():\n"
        "    assert [1, 2] == [1, 3]\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tfgraph_dnn.run.pytest_plugin"]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run([*command, *options, "."], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60)
    assert "1 failed, 2 passed" in done.stdout, done.stdout + done.stderr
    assert ("At index 1 diff" in done.stdout) == ("--assert=plain" not in options)

"""Where TF 1.15.5 is at hand (`$TFGRAPH_ORACLE` or oracle/.venv): does it still say what the golden files say?

A sample of them; `python oracle/record.py --check` asks about all.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ORACLE = Path(os.environ.get("TFGRAPH_ORACLE") or ROOT / "oracle/.venv/bin/python")
SAMPLE = ["parity:graph_basics,layers_core,random_ops", "slides:08_weights_from_other_frameworks.py,22_dropout.py"]


@pytest.mark.skipif(not ORACLE.exists(), reason="no TF 1.15.5 here; oracle/make_env.py makes one")
@pytest.mark.parametrize("part", SAMPLE)
def test_oracle_says_what_was_recorded(part):
    command = [sys.executable, str(ROOT / "oracle/record.py"), "--check", "--oracle", str(ORACLE), part]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout[-1000:] + checked.stderr[-2000:]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["--oracle", "nowhere"], "no oracle"), (["--oracle", sys.executable, "nothing"], "no part nothing")],
)
def test_recorder_says_what_it_lacks(arguments, told):
    command = [sys.executable, str(ROOT / "oracle/record.py"), *arguments]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 2
    assert told in checked.stderr

"""Whole programs under `tfgraph run`, beside what TF 1.15.5 printed for them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
GOLDEN = json.loads((HERE / "golden" / "regression.json").read_text())


def _run(name, arguments, cwd):
    env = {key: value for key, value in os.environ.items() if key != "TFGRAPH_VERBOSE"}
    env["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "tfgraph_dnn", "run", str(HERE / "programs" / name), *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    return _run("regression.py", GOLDEN["arguments"], tmp_path_factory.mktemp("cwd"))


def test_prints_what_tf115_printed(done):
    assert done.stdout == GOLDEN["stdout"]


def test_fails_as_it_failed(done):
    assert done.returncode == GOLDEN["status"] == 1
    assert "InvalidArgumentError: You must feed a value for placeholder tensor 'never_fed'" in GOLDEN["last_error"][0]
    assert "InvalidArgumentError: You must feed a value for placeholder tensor 'never_fed'" in done.stderr


def test_the_traceback_is_the_programs_own(done):
    lines = done.stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):", "nothing is said before"
    assert not [line for line in lines if "tfgraph_dnn/run" in line or "tfgraph_dnn/cli" in line or "runpy" in line]
    after = lines.index("During handling of the above exception, another exception occurred:")
    assert "programs/regression.py" in lines[after + 3], "the user's line is on top"
    stack = lines.index("Original stack trace for 'never_fed':")
    assert "programs/regression.py" in lines[stack + 1], "in what TensorFlow notes as well"


def test_an_eager_program_prints_what_tf115_printed(tmp_path):
    golden = json.loads((HERE / "golden" / "eager.json").read_text())
    done = _run("eager.py", golden["arguments"], tmp_path)
    assert (done.stdout, done.returncode) == (golden["stdout"], 0), done.stderr

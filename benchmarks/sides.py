"""The sides of a benchmark: which Pythons there are, and a process of each that is driven over pipes."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.suite import Measurement

HERE = Path(__file__).resolve().parent
WORKER = str(HERE / "worker.py")

# The names of the sides, as tables show them.
OURS, TF115, PLAIN = "tfgraph_dnn", "TF 1.15.5", "tf.compat.v1"
TORCH, KERAS, NUMPY = "PyTorch", "Keras 3", "NumPy"


@dataclass(frozen=True)
class Side:
    """How to start one side.

    Attributes:
      name: as tables show it.
      running: the command that a program's file is appended to.
      serving: the command that starts `worker.py`.
      room: the package below `benchmarks` that holds its programs.
      prefix: what the names of its programs begin with there.
    """

    name: str
    running: tuple[str, ...]
    serving: tuple[str, ...]
    room: str = "programs"
    prefix: str = ""

    def can(self, measurement: Measurement) -> bool:
        """Whether it has the program, and what the program uses."""
        there = self._file(measurement.program).exists()
        return there and not (measurement.layers and self.name == PLAIN)

    def module(self, program: str) -> str:
        """The module that the worker imports for it."""
        return f"{self.room}.{self.prefix}{program}"

    def _file(self, program: str) -> Path:
        return HERE / self.room / f"{self.prefix}{program}.py"

    def seconds_to_run(self, program: str) -> tuple[float, int]:
        """Runs the program in a process of its own: seconds, and kilobytes at the peak.

        Raises:
          RuntimeError: it failed.
        """
        begin = time.perf_counter()
        process = subprocess.Popen(
            [*self.running, str(self._file(program))],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{program} ended with status {process.returncode}")
        return time.perf_counter() - begin, usage.ru_maxrss


class Process:
    """A running side.

    Example:
      >>> with Process(sides(None, None)[-1]) as process:
      ...     process.tell("build", program="rivals.numpy_dense", options={"batch": 50})["seconds"] > 0
      True
    """

    def __init__(self, side: Side):
        self.side = side
        self._process = subprocess.Popen(
            side.serving,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def tell(self, do: str, **arguments: Any) -> dict[str, Any]:
        """Sends a command and waits for its answer.

        Raises:
          RuntimeError: the command failed, or the process has ended.
        """
        try:
            self._process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise RuntimeError(f"{self.side.name} has ended with status {self._process.wait()}")
        answer = json.loads(line)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: Any) -> None:
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


def sides(oracle: str | None, torch: str | None) -> list[Side]:
    """The sides that can run here; ours first."""
    python = sys.executable
    run, plain = (python, "-m", "tfgraph_dnn", "run"), (python, WORKER, "--alias", "tensorflow.compat.v1")
    found = [Side(OURS, run, (*run, WORKER))]
    if oracle:
        found.append(Side(TF115, (oracle,), (oracle, WORKER)))
    found.append(Side(PLAIN, plain, plain))
    if torch:
        found.append(Side(TORCH, (torch,), (torch, WORKER), "rivals", "torch_"))
    if _imports(python, "keras"):
        found.append(Side(KERAS, (python,), (python, WORKER), "rivals", "keras_"))
    found.append(Side(NUMPY, (python,), (python, WORKER), "rivals", "numpy_"))
    return found


def _imports(python: str, module: str) -> bool:
    code = f"import importlib.util, sys; sys.exit(importlib.util.find_spec({module!r}) is None)"
    return subprocess.run([python, "-c", code], check=False).returncode == 0


def _environment() -> dict[str, str]:
    path = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    kept = {**os.environ, "PYTHONPATH": path, "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled once, not at each start
    return kept

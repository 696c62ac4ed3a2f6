"""Reading in a process of its own, for formats that are read by a C library.

A damaged HDF5 file can keep that library busy for ever, or end the process it runs in; neither can be caught from
inside. The process is given the file, a limit of memory and of time, and answers with arrays or a complaint.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import math
import os
import subprocess
import sys
from typing import Any, BinaryIO

import numpy as np

from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source
from tfgraph_dnn.weights.budget import Budget
from tfgraph_dnn.weights.content import Content
from tfgraph_dnn.weights.malformed import Refused, about

PATIENCE = 20.0  # seconds, and one more for every megabyte
_MEGABYTE = 1e6
_ROOM = 2 << 30  # bytes of address space that Python, NumPy and the library take
_PROGRAM = (
    "import json, sys\n"
    "asked = json.loads(sys.argv[1])\n"
    "sys.path[:] = asked['path']\n"
    "from tfgraph_dnn.weights.apart import answer\n"
    "answer(asked)\n"
)


def load(module: str, content: Content, budget: Budget, **options: Any) -> dict[str, np.ndarray]:
    """What `module.read(content, budget, **options)` gives, read in another process.

    Raises:
      Malformed: what it raised there; or it came to no end, or died.
    """
    asked = {"path": sys.path, "module": module, "file": content.path, "limit": budget.left, "options": options}
    command = [sys.executable, "-I", "-W", "ignore", "-c", _PROGRAM, json.dumps(asked)]
    patience = PATIENCE + content.size / _MEGABYTE
    try:
        done = subprocess.run(
            command,
            input=b"" if content.path else content.whole(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=patience,
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},  # each thread of it takes address space
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Malformed(f"it is damaged: reading it came to no end in {patience:.0f} seconds") from error
    head, _, values = done.stdout.partition(b"\n")
    if done.returncode or not head:
        raise Malformed(f"it is damaged: the library that reads it ended with status {done.returncode}")
    return _arrays(json.loads(head), memoryview(values), budget)


def _arrays(told: dict, values: memoryview, budget: Budget) -> dict[str, np.ndarray]:
    if "error" in told:
        with about(told["tensor"]):
            raise (
                Refused(told["error"], slug=told["slug"], hint=told["hint"])
                if told["slug"]
                else Malformed(told["error"])
            )
    found, place = {}, 0
    for name, kind, shape in told["arrays"]:
        dtype = np.dtype(kind)
        length = math.prod(shape) * dtype.itemsize
        budget.take(length)
        found[name] = np.frombuffer(values[place : place + length], dtype).reshape(shape).copy()
        place += length
    return found


def answer(asked: dict) -> None:
    """What the other process does: reads, and writes a line of JSON and the values to its standard output."""
    out = sys.stdout.buffer
    path, limit = asked["file"], asked["limit"]
    _confine(limit)
    reader = importlib.import_module(asked["module"])
    try:
        content = Content(Source(path) if path else sys.stdin.buffer.read())
        arrays = reader.read(content, Budget(content.size, limit), **asked["options"])
    except (Malformed, OSError, MemoryError, RecursionError) as error:
        _write_line(
            out,
            {
                "error": str(error) or type(error).__name__,
                "tensor": getattr(error, "tensor", None),
                "slug": getattr(error, "slug", None),
                "hint": getattr(error, "hint", None),
            },
        )
        return
    _write_line(out, {"arrays": [[name, array.dtype.str, array.shape] for name, array in arrays.items()]})
    for array in arrays.values():
        out.write(array.tobytes())
    out.flush()


def _write_line(out: BinaryIO, content: dict) -> None:
    out.write(json.dumps(content).encode() + b"\n")
    out.flush()


def _confine(limit: int) -> None:
    """Keeps what the library allocates on the word of the file within bounds, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    most = _ROOM + 4 * limit
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError, OSError):  # macOS takes no such limit
        resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

"""TG003: what the runner cannot give a program."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program

RULE = Rule(
    code="TG003",
    name="beyond-the-runner",
    title="something that the runner cannot give the program",
    level="error",
    why="""\
`tfgraph run` gives TF 1.x to one process: the program and the modules beside it. It cannot

- reach into processes that are not forks of it: `multiprocessing` with the start method `spawn` or `forkserver`,
  another Python started with `subprocess` or `os.system` (start that one with `tfgraph run` too);
- load kernels compiled for TF 1.15 (`tf.load_op_library`): their binary interface is gone, they must be built again;
- spread an estimator over several devices or machines (`train_distribute`, `eval_distribute` of `RunConfig`).

Code that a program builds from text and passes to `exec` is fine.""",
    bad="""\
import multiprocessing
import tensorflow as tf
multiprocessing.set_start_method("spawn")
""",
    good="""\
import multiprocessing
import tensorflow as tf
multiprocessing.set_start_method("fork")
""",
)

_PYTHON = re.compile(r"(?:^|[\s;&|/])python[\d.]*\s+(?:-\w\s+)*[\w./-]+\.py\b")
_SHELLS = ("os.system", "os.popen", "subprocess.call", "subprocess.run", "subprocess.Popen", "subprocess.check_call",
           "subprocess.check_output")  # fmt: skip
_LIBRARIES = ("tf.load_op_library", "tf.load_library", "tf.load_file_system_library")


def find(program: Program) -> Iterator[Finding]:
    """Calls that leave the process or need what is gone."""
    for call in program.calls:
        said = _spawned(program, call) or _started(program, call) or _loaded(call) or _spread(call)
        if said:
            yield RULE.at(call.node, *said)


def _spawned(program: Program, call: Call) -> tuple[str, str] | None:
    if call.path.startswith("multiprocessing.") and call.path.endswith((".set_start_method", ".get_context")):
        method = program.constant(call.argument("method", 0))
        if method in ("spawn", "forkserver"):
            return f"processes started by {method!r} import the TensorFlow that is installed", "Use 'fork'."
    return None


def _started(program: Program, call: Call) -> tuple[str, str] | None:
    if call.path not in _SHELLS or not call.node.args:
        return None
    command = program.origin(call.node.args[0])
    if isinstance(command, (ast.List, ast.Tuple)):
        words = [program.constant(element) for element in command.elts]
        own = program.path(command.elts[0]) == "sys.executable" if command.elts else False
        text = " ".join(["python" if own else str(words[0]), *map(str, words[1:])]) if words else ""
    else:
        text = program.constant(command)
    if isinstance(text, str) and _PYTHON.search(text):
        return "a Python that the program starts has the TensorFlow that is installed", (
            "If that one is a TF 1.x program, start it with `tfgraph run`."
        )
    return None


def _loaded(call: Call) -> tuple[str, str] | None:
    if call.path in _LIBRARIES:
        return "a library of kernels compiled for TF 1.15 does not load into today's TensorFlow", "Build it again."
    return None


def _spread(call: Call) -> tuple[str, str] | None:
    given = [name for name in ("train_distribute", "eval_distribute") if call.argument(name) is not None]
    if call.path == "tf.estimator.RunConfig" and given:
        return f"tf.estimator runs in one process: {given[0]} is not provided", "Leave it out."
    return None

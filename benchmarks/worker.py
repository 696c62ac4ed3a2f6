"""One side of a benchmark: a process that builds programs and runs steps of them when it is told to.

    python worker.py [--alias MODULE]       reads one JSON command a line, answers with one JSON line
    python worker.py [--alias MODULE] FILE  runs a program

Commands: {"do": "build", "program": "programs.dense", "options": {...}}, {"do": "steps", "count": 100},
{"do": "close"}. Runs on every Python of the sides, so on 3.7 too. With `--alias tensorflow.compat.v1` that module stands
for `tensorflow` in this process: the same program text then runs on plain `tf.compat.v1`.
"""

import gc
import importlib
import json
import os
import runpy
import sys
import time
import traceback
import warnings


def alias(name):
    """Lets `import tensorflow` give the module `name`, in TF 1.x behaviour."""
    sys.modules["tensorflow"] = module = importlib.import_module(name)
    module.disable_v2_behavior()


class Programs:
    """The program that is built at the moment."""

    def __init__(self):
        self._step = None

    def build(self, program, options):
        """Builds a program; the seconds that took."""
        module = importlib.import_module(program)
        gc.collect()
        begin = time.perf_counter()
        self._step = module.make(**options)
        return {"seconds": time.perf_counter() - begin}

    def steps(self, count):
        """Runs `count` steps; the seconds that one took. A step with an attribute `counts` is that many of them."""
        step = self._step
        each = getattr(step, "counts", 1)
        calls = max(1, count // each)
        gc.collect()
        begin = time.perf_counter()
        for _ in range(calls):
            step()
        return {"seconds": (time.perf_counter() - begin) / (calls * each)}

    def close(self):
        """Lets go of the program."""
        finish = getattr(self._step, "finish", None)
        self._step = None
        if finish is not None:
            finish()
        gc.collect()
        return {}


def serve(commands, answers):
    """Answers commands until they end. An error is an answer too."""
    programs = Programs()
    for line in commands:
        request = json.loads(line)
        try:
            answer = getattr(programs, request.pop("do"))(**request)
        except Exception as error:  # the driver says it and goes on without this side
            answer = {"error": "%s: %s" % (type(error).__name__, error), "traceback": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


def main(arguments):
    """See the module."""
    warnings.simplefilter("ignore")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if arguments[:1] == ["--alias"]:
        alias(arguments[1])
        del arguments[:2]
    if arguments:
        runpy.run_path(arguments[0], run_name="__main__")
        return
    # What programs print must not come between the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    serve(iter(sys.stdin.readline, ""), answers)


if __name__ == "__main__":
    main(sys.argv[1:])

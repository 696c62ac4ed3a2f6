"""Processes that a program under `tfgraph run` starts with `multiprocessing`, forked or not."""

import os
import subprocess
import sys
from multiprocessing import popen_spawn_posix, spawn
from pathlib import Path

import pytest

import tfgraph_dnn.run

ROOT = Path(__file__).parents[2]
BESIDE = """
import numpy as np
import tensorflow as tf
def total(seed):
    with tf.Graph().as_default():
        tf.set_random_seed(seed)
        weights = tf.get_variable("w", [2], dtype=tf.float32)
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            return session.run(tf.reduce_sum(weights)) * np.int(1)
"""
PROGRAM = """
import multiprocessing, sys
import tensorflow as tf
from beside import total
placeholder = tf.placeholder(tf.float32, [])
class Work(object):
    def __init__(self, seed):
        self.seed = seed
def work(queue, job):
    assert isinstance(job, Work) and placeholder.graph is tf.get_default_graph()
    queue.put((total(job.seed), sys.argv[1:]))
if __name__ == "__main__":
    for way in sys.argv[1:]:
        context = multiprocessing.get_context(way)
        queue = context.Queue()
        process = context.Process(target=work, args=(queue, Work(7)))
        process.start()
        process.join()
        print(way, process.exitcode, not queue.empty() and queue.get() == (total(7), sys.argv[1:]))
"""


@pytest.mark.parametrize("target", [("program.py",), ("-m", "package.program")])
def test_spawned_processes_are_the_programs(tmp_path, target):
    (tmp_path / "package").mkdir()
    for name in ("program.py", "package/program.py"):
        (tmp_path / name).write_text(PROGRAM)
    (tmp_path / "beside.py").write_text(BESIDE)
    env = {key: value for key, value in os.environ.items() if key != "TFGRAPH_VERBOSE"}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    command = [sys.executable, "-m", "tfgraph_dnn", "run", *target, "fork", "spawn", "forkserver"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=300)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["fork 0 True", "spawn 0 True", "forkserver 0 True"]


def test_uninstall_leaves_multiprocessing_as_it_was():
    assert popen_spawn_posix.spawn is spawn
    before = spawn.get_preparation_data
    for _ in range(2):
        tfgraph_dnn.run.install(namespace={}, beside=[])
        assert "tfgraph_dnn" in spawn.get_preparation_data("a process")
        tfgraph_dnn.run.uninstall()
        assert spawn.get_preparation_data is before

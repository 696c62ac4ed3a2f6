"""Modules that sleep: on a package made for the purpose, in this process."""

import importlib
import inspect
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tfgraph_dnn._backend import sleeping

ROOT = Path(__file__).parents[2]
FILES = {
    "__init__.py": "ran.append('dormitory')",
    "early.py": "ran.append('early')\nfrom dormitory.bunk import low\ndef reads():\n    return low.NAME",
    "bunk/__init__.py": "ran.append('bunk')\nWIDTH = 90",
    "bunk/low.py": "ran.append('low')\nfrom dormitory.bunk import WIDTH\nNAME = 'low'",
    "bunk/broken.py": "ran.append('broken')\nraise OSError('no mattress')",
    "gen_ops.py": (
        "from typing import TypeVar, List, Any\n"
        "A = TypeVar('A', 'int', 'str')\nB = TypeVar('B', 'int', 'bytes')\nC = List[Any]\n"
    ),
}


class _Finder:
    def find_spec(self, name, path=None, target=None):
        sleeps = name.startswith(("dormitory.bunk", "dormitory.gen_"))
        return sleeping.spec(name, path, target) if sleeps else None


@pytest.fixture
def ran(tmp_path, monkeypatch):
    """What has run, in order."""
    found = []
    for name, text in FILES.items():
        path = tmp_path / "dormitory" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("from builtins import ran_in_dormitory as ran\n" + text)
    monkeypatch.setattr("builtins.ran_in_dormitory", found, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "meta_path", [_Finder(), *sys.meta_path])
    monkeypatch.setattr(sleeping, "_asleep", {})
    monkeypatch.setattr(sleeping, "_ended", threading.Event())
    yield found
    for name in [name for name in sys.modules if name.startswith("dormitory")]:
        del sys.modules[name]


def test_runs_when_it_is_touched_and_its_package_first(ran):
    early = importlib.import_module("dormitory.early")
    assert ran == ["dormitory", "early"]
    assert sleeping.is_asleep(sys.modules["dormitory.bunk.low"])
    assert early.reads() == "low"
    assert ran == ["dormitory", "early", "bunk", "low"]
    assert type(sys.modules["dormitory.bunk.low"]) is type(sys)
    assert early.reads() == "low" and len(ran) == 4


def test_a_submodule_does_not_wake_its_package(ran):
    package = importlib.import_module("dormitory.bunk")
    assert package.low is sys.modules["dormitory.bunk.low"]
    assert ran == ["dormitory"]
    assert package.WIDTH == 90
    with pytest.raises(AttributeError, match="LENGTH"):
        _ = package.LENGTH


def test_what_is_set_is_set_after_it_has_run(ran):
    package = importlib.import_module("dormitory.bunk")
    package.WIDTH = 120
    assert (package.WIDTH, ran) == (120, ["dormitory", "bunk"])


def test_what_is_asked_of_every_module_wakes_none(ran):
    """As `unittest.assertWarns` and `inspect.getmodule` do."""
    low = importlib.import_module("dormitory.bunk.low")
    for module in list(sys.modules.values()):
        assert not getattr(module, "__warningregistry__", None) or module is not low
    assert inspect.getmodule(threading.Thread) is threading
    assert low.__file__.endswith("low.py") and low.__doc__ is None
    assert ran == ["dormitory"]


def test_an_error_leaves_it_asleep_and_comes_again(ran):
    broken = importlib.import_module("dormitory.bunk.broken")
    for _ in range(2):
        with pytest.raises(OSError, match="no mattress"):
            _ = broken.NAME
    assert ran == ["dormitory", "bunk", "broken", "broken"]


def test_all_wake(ran):
    importlib.import_module("dormitory.early")
    sleeping.wake_all()
    assert ran == ["dormitory", "early", "bunk", "low"]
    assert not sleeping._asleep


def test_a_module_that_runs_at_once_finds_its_package_run(ran):
    importlib.import_module("dormitory.bunk")
    sleeping._ended.set()
    sys.meta_path.pop(0)
    importlib.import_module("dormitory.bunk.low")
    assert ran == ["dormitory", "bunk", "low"]


def test_it_runs_once_for_many_threads(ran):
    low = importlib.import_module("dormitory.bunk.low")
    names = []
    threads = [threading.Thread(target=lambda: names.append(low.NAME)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert names == ["low"] * 8 and ran.count("low") == 1


def test_generated_wrappers_share_what_their_type_variables_refer_to(ran):
    module = importlib.import_module("dormitory.gen_ops")
    (an_int, a_str), (same_int, some_bytes) = module.A.__constraints__, module.B.__constraints__
    assert [each.__forward_arg__ for each in (an_int, a_str, some_bytes)] == ["int", "str", "bytes"]
    assert an_int is same_int
    assert (module.A.__name__, module.C) == ("A", __import__("typing").List[__import__("typing").Any])


def test_which_modules_sleep():
    asleep = ["tensorflow.python.ops.gen_nn_ops", "tensorflow.python.data", "tensorflow.python.data.ops.dataset_ops"]
    awake = ["tensorflow", "tensorflow.python.ops.nn_ops", "tensorflow.python.database", "gen_ops", "tensorflow.python"]
    assert [sleeping.sleeps(name) for name in asleep + awake] == [True] * 3 + [False] * 5


FORKED = """
import os, threading, time
import tfgraph_dnn.v1 as tf
from tfgraph_dnn._backend import sleeping
held, over = threading.Event(), threading.Event()
def hold():
    with sleeping.importing():
        held.set()
        over.wait()
thread = threading.Thread(target=hold)
thread.start()
held.wait()
child = os.fork()
if not child:
    tf.image.resize_images
    os._exit(7)
deadline = time.monotonic() + 30
while not (ended := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < deadline:
    time.sleep(0.05)
if not ended[0]:
    os.kill(child, 9)
over.set()
thread.join()
print(os.waitstatus_to_exitcode(ended[1]) if ended[0] else "hangs")
"""


def test_a_forked_process_does_not_wait_for_a_thread_it_has_not():
    command = [sys.executable, "-W", "ignore", "-c", FORKED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)
    assert done.stdout == "7\n", done.stderr

"""`tfgraph run` beside `python`: the same program, the same files around it, the same output and exit status."""

import os
import re
import subprocess
import sys
import textwrap
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BESIDE = {
    "helper.py": "import sys\nVALUE = 7\nWHO = __name__, __package__, sys._getframe().f_back is not None\n",
    "broken.py": "x = 1\n1 / 0\n",
    "unparsable.py": "x = 1\ny = = 2\n",
    "pkg/__init__.py": "from . import inner\nfrom .inner import deep\n",
    "pkg/inner.py": "from . import __name__ as name\ndef deep():\n    import time\n    raise KeyError(name)\n",
    "pkg/__main__.py": "import sys\nfrom .inner import deep\nprint(__name__, __package__, sys.argv)\ndeep()\n",
    "fails/__init__.py": "import broken\n",
    "pkg/leaf.py": "from .inner import deep\nprint(__name__, __package__, deep.__module__)\n",
    "space/mod.py": "def f(): return __name__\n",
}

# Each is a program; the comment in its first line names what it shows.
PROGRAMS = """
# where it runs
import sys, os
print(__name__, os.path.basename(__file__), sys.argv, os.path.basename(sys.path[0]))
print(__package__, getattr(__spec__, 'name', None))
print(sorted(name for name in globals()), __doc__, type(__loader__).__name__)
import __main__
print(__main__.sys is sys, vars(__main__) is globals())
---
# doc string and future
"the doc"
from __future__ import print_function, division
print(__doc__, 1 / 2)
---
# exit with a number
import sys; sys.exit(3)
---
# exit with a sentence
import sys; sys.exit("something is wrong")
---
# exit with nothing
import sys; sys.exit()
---
# exit from inside and atexit
import atexit, sys
atexit.register(print, "at exit")
def f(): raise SystemExit(5)
f()
---
# exception
def f(x):
    return 1 / x
def g():
    f(0)
g()
---
# exception from a helper at import
import broken
---
# exception from a package
import pkg
pkg.deep()
---
# syntax error in a helper
import unparsable
---
# no such module
import nosuchmodule.sub
---
# no such name
from helper import nothing
---
# chained exceptions
try:
    {}["a"]
except KeyError as error:
    raise ValueError("chained") from error
---
# exception while handling one
try:
    import broken
except ZeroDivisionError:
    undefined_name
---
# recursion
def f(): f()
import sys
sys.setrecursionlimit(60)
try: f()
except RecursionError as e: print(e)
---
# excepthook of the program
import sys
sys.excepthook = lambda kind, value, tb: print("hook", kind.__name__, value, tb.tb_lineno, tb.tb_next)
raise RuntimeError("x")
---
# broken excepthook
import sys
def hook(*args): raise ValueError("in hook")
sys.excepthook = hook
raise RuntimeError("x")
---
# interrupted
import os, signal, time
os.kill(os.getpid(), signal.SIGINT)
time.sleep(5)
---
# standard input and encoding
import sys
print(sys.stdin.read()[::-1], sys.stdout.encoding)
---
# helpers
import helper, space.mod, importlib
from pkg import inner
print(helper.VALUE, helper.WHO, space.mod.f(), inner.__name__)
print(importlib.reload(helper) is helper, importlib.import_module(".inner", "pkg") is inner)
---
# pickle
import pickle
class Thing:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return self.x == other.x
print(pickle.loads(pickle.dumps(Thing(3))) == Thing(3), Thing.__module__)
---
# fork
import multiprocessing, sys
def work(x): return x * x
if __name__ == "__main__":
    with multiprocessing.get_context("fork").Pool(2) as pool: print(pool.map(work, range(4)))
---
# threads
import threading
def work():
    import helper
    print(helper.VALUE)
t = threading.Thread(target=work); t.start(); t.join()
---
# an exception in a thread
import threading
def work(): raise ValueError("in thread")
t = threading.Thread(target=work, name="T"); t.start(); t.join(); print("on")
---
# its own source
import inspect
def f():
    return 1 + 1  # this line
print(inspect.getsource(f), inspect.getmodule(f).__name__)
---
# traceback printed by the program
import traceback
def f(): raise ValueError("told")
try: f()
except ValueError: traceback.print_exc()
---
# warnings
import warnings
warnings.warn("look", UserWarning)
warnings.warn("old", DeprecationWarning)
---
# unittest
import unittest
class T(unittest.TestCase):
    def test(self): self.assertEqual(1, 1)
import sys
print(unittest.main(exit=False, argv=["x"]).result.wasSuccessful())
---
# exec and eval
exec("import helper; print(helper.VALUE, __name__)")
print(eval("__import__('helper').VALUE"), [k for k in eval("globals()") if k[0] == "@"])
d = {}
exec("def f():\\n  import helper\\n  return helper.VALUE", d)
print(d["f"](), type(__builtins__).__name__, type(d["__builtins__"]).__name__)
---
# builtins
import builtins, helper
print(builtins is __builtins__, builtins.len is len, hasattr(builtins, "print"), builtins.__name__)
---
# augmented assignment to every kind of place
import collections
log = []
class Box:
    def __init__(self): self.v = 1
    def __getitem__(self, i): log.append(("get", i)); return 2
    def __setitem__(self, i, x): log.append(("set", i, x))
def box(): log.append("box"); return b
b = Box()
box().v += 1
box()[log.append("index") or 3] += 1
b[1:2] -= 1
b[1, ::2] *= 3
x = y = [1]
x += (2,)
x[0] <<= 2
s = {1} ; s |= {2}
class C:
    n = 1
    n += 1
    __p = [1]
    __p[0] += 1
def f():
    global G
    G = 1
    G += 1
    def g():
        nonlocal h
        h += 1
    h = 1; g()
    return h
print(log, b.v, x is y, x, s, C.n, vars(C)["_C__p"], f(), G, sorted(n for n in globals() if "@" in n))
---
# operators, conditions and formats
a, b, z = 7, 2, []
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** b, a << b, a >> b, a | b, a ^ b, a & b, -a, not z)
print("%d %s" % (a, b), "%(a)s" % {"a": 1}, "x" + "y", b"%d" % 3, f"{a + b:>{b + 3}}", [1] * 2, (1,) + (2,))
print(a < b, a == b, a != b, 1 < a < 9, a is b, a in [7], "a" < "b", a >= 7.0)
print([x for x in range(9) if x % 2 if not x == 3], z and a @ b)
print(sum([1, 2]), sum([[1], [2]], []), sum(x for x in (1, 2)), round(2.5), round(2.567, 2))
print(int("12"), int("z", 36), bool(z))
while z or a > 5: a -= 1
assert not z, "never"
assert a == 5 and (not z or b)
print(a if z else b, None or 0, [] and 1)
match a:
    case -1 | 1 + 2j: print("no")
    case 5: print("five")
---
# errors in rewritten places
def f(): return "a" + 1
try: f()
except TypeError as e: print(e)
try: [1][5] = 2 + 3
except IndexError as e: print(e)
try: {}.x += 1
except AttributeError as e: print(e)
try: sum(["a"])
except TypeError as e: print(e)
try: sum(["a"], "b")
except TypeError as e: print(e)
try: undefined += 1
except NameError as e: print(e)
int([])
""".strip("\n").split("\n---\n")


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    place = tmp_path_factory.mktemp("programs")
    for name, text in BESIDE.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_text(text)
    for number, text in enumerate(PROGRAMS):
        (place / f"p{number}.py").write_text(text + "\n")
    return place


def _call(*command, cwd, **more):
    # No bytecode files: a helper's traceback must not depend on who ran first.
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, *command], cwd=cwd, env=env, capture_output=True, input="stdin", text=True, timeout=60, **more
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def outcomes(place):
    """Every program under both, all started together."""

    def both(number):
        args = (f"p{number}.py", "--option", "a b", "-v")
        return _call(*args, cwd=place), _call("-m", "tfgraph_dnn", "run", *args, cwd=place)

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(both, range(len(PROGRAMS))))


def _title(text):
    return text.split("\n", 1)[0].strip("# ")


@pytest.mark.parametrize("number", range(len(PROGRAMS)), ids=map(_title, PROGRAMS))
def test_same_as_python(number, outcomes):
    python, ours = outcomes[number]
    assert ours[:2] == python[:2]
    assert _carets_apart(ours[2]) == _carets_apart(python[2])


def _carets_apart(text):
    """Standard error without times, and without the marks under a line, whose width may differ."""
    lines = re.sub(r"in \d+\.\d+s", "in a moment", text).splitlines()
    return [line for line in lines if not (line.strip() and set(line.strip()) <= set("~^"))]


def test_same_as_python_in_other_shapes(place, tmp_path):
    """A directory, a zip file, modules and packages; from another working directory."""
    (place / "app").mkdir(exist_ok=True)
    text = "import sys, mate\nprint(__file__[-15:], sys.argv, mate.X, __package__)\n1/0\n"
    (place / "app" / "__main__.py").write_text(text)
    (place / "app" / "mate.py").write_text("X = 1\n")
    with zipfile.ZipFile(place / "app.zip", "w") as archive:
        for name in ("__main__.py", "mate.py"):
            archive.write(place / "app" / name, name)
    (tmp_path / "link.py").symlink_to(place / "p0.py")
    cases = [
        (place, ["app", "x"]),
        (place, ["app.zip", "x"]),
        (place, ["-m", "pkg", "x", "-y"]),
        (place, ["-m", "pkg.leaf"]),
        (place, ["-m", "p0", "x"]),
        (place, ["-m", "fails.sub"]),
        (tmp_path, [str(place / "p6.py")]),
        (tmp_path, ["link.py", "x"]),
    ]
    with ThreadPoolExecutor(4) as pool:
        python = pool.map(lambda case: _call(*case[1], cwd=case[0]), cases)
        ours = pool.map(lambda case: _call("-m", "tfgraph_dnn", "run", *case[1], cwd=case[0]), cases)
        for case, left, right in zip(cases, python, ours, strict=True):
            assert right[:2] == left[:2], case
            assert _carets_apart(right[2]) == _without_runpy(left[2]), case


def _without_runpy(text):
    """Standard error without the frames of `python -m`'s own machinery, which Python 3.10 shows with their lines."""
    return _carets_apart(re.sub(r'  File "[^"]*runpy(?:\.py|>)", line .*\n(?:    .*\n)*', "", text))


BAD = {
    "print_statement.py": (b"import os\nprint 'hello'\n", 2, "line 2: print statement"),
    "except_comma.py": (b"try:\n    pass\nexcept IOError, e:\n    pass\n", 2, "line 3: except X, e"),
    "raise_comma.py": (b'raise ValueError, "x"\n', 2, "line 1: raise X, value"),
    "backticks.py": (b"x = 1\ny = `x`\n", 2, "line 2: backticks"),
    "exec_statement.py": (b'exec "x = 1"\n', 2, "line 1: exec statement"),
    "unequal.py": (b"x = 1\nif x <> 2: pass\n", 2, "line 2: <> operator"),
    "long.py": (b"x = 10L\n", 2, "line 1: long integer 1L"),
    "octal.py": (b"x = 0777\n", 2, "line 1: octal 0777"),
    "tuple_parameter.py": (b"def f(a, (b, c)):\n    pass\n", 2, "line 1: parameter tuple"),
    "lambda_tuple.py": (b"f = lambda (a, b): a\n", 2, "line 1: parameter tuple"),
    "print_bare.py": (b"for x in y:\n    print x\n", 2, "line 2: print statement"),
    "ur.py": (b"x = ur'a'\n", 2, 'line 1: ur"" text'),
    "tabs.py": (b"if 1:\n        x = 1\n\ty = 2\n", 2, "tabs mixed with spaces"),
    "binary.py": (bytes(range(256)), 2, "binary file"),
    "latin.py": (b"x = 1\ny = '\xe9'\n", 2, "(line 2)"),
    "cookie.py": (b"# -*- coding: nosuchcode -*-\n", 2, "unknown encoding"),
    "page.py": (b"\n<!DOCTYPE html>\n<html></html>\n", 2, "no Python program"),
    "notes.txt": (b"These are my notes.\n", 2, "no Python program"),
    "book.ipynb": (b'{"cells": []}', 2, "nbconvert"),
    "folder/readme": (b"", None, ""),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    place = tmp_path_factory.mktemp("bad")
    for name, (data, _, _) in BAD.items():
        (place / name).parent.mkdir(exist_ok=True)
        (place / name).write_bytes(data)
    return place


def test_what_cannot_be_run_is_told_in_one_line(bad, capsys):
    from tfgraph_dnn.cli import main

    cases = {name: (status, gist) for name, (_, status, gist) in BAD.items() if status}
    cases |= {"missing.py": (2, "No such file"), "folder": (2, "__main__.py")}
    path = list(sys.path)
    try:
        for name, (status, gist) in cases.items():
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(sys, "argv", ["tfgraph"])
                patch.setitem(sys.modules, "__main__", sys.modules["__main__"])
                patch.setattr(sys, "meta_path", list(sys.meta_path))
                assert main(["run", str(bad / name)]) == status, name
            said = capsys.readouterr()
            assert said.out == ""
            assert said.err.count("\n") == 1, said.err
            assert gist in said.err and name in said.err, said.err
    finally:
        sys.path[:] = path


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_program(tmp_path, capsys):
    from tfgraph_dnn.cli import main

    secret = tmp_path / "secret.py"
    secret.write_text("x = 1\n")
    secret.chmod(0)
    assert main(["run", str(secret)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_syntax_error_reads_as_pythons(place):
    (place / "wrong.py").write_text("x = 1\nprint(x\n")
    python, ours = _call("wrong.py", cwd=place), _call("-m", "tfgraph_dnn", "run", "wrong.py", cwd=place)
    assert ours == python
    assert ours[0] == 1


def test_a_missing_module(place):
    status, out, err = _call("-m", "tfgraph_dnn", "run", "-m", "nosuch.module", cwd=place)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "nosuch" in err


def test_the_library_beside_the_program_stays_a_library(tmp_path):
    """Installed libraries below the program's directory, and the standard library, are not mapped."""
    inside = tmp_path / "venv" / "lib" / "site-packages"
    inside.mkdir(parents=True)
    (inside / "installed_one.py").write_text("import time\nSEES = hasattr(time, 'clock')\n")
    (tmp_path / "mine.py").write_text("import time\nSEES = hasattr(time, 'clock')\n")
    text = f"""
        import sys, time
        sys.path.append({str(inside)!r})
        import installed_one, mine, json
        print(hasattr(time, 'clock'), mine.SEES, installed_one.SEES, hasattr(sys.modules['time'], 'clock'))
        print(type(json.__loader__).__name__, type(mine.__loader__).__name__)
    """
    (tmp_path / "program.py").write_text(textwrap.dedent(text))
    status, out, err = _call("-m", "tfgraph_dnn", "run", "program.py", cwd=tmp_path)
    assert (status, err) == (0, "")
    assert out == "True True False False\nSourceFileLoader ProgramLoader\n"
    status, out, err = _call("-m", "tfgraph_dnn", "run", "--also", "installed_one", "program.py", cwd=tmp_path)
    assert out.startswith("True True True False\n"), err


def test_a_library_that_loads_tensorflow_first_gets_the_same_kernels(tmp_path):
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "library.py").write_text("import tensorflow\n")
    program = tmp_path / "program.py"
    program.write_text(
        "import library, os\nprint(os.environ['TF_ENABLE_ONEDNN_OPTS'], library.tensorflow.__version__ > '2')\n"
    )
    env = {key: value for key, value in os.environ.items() if not key.startswith("TF_")}
    env["PYTHONPATH"] = os.pathsep.join([str(ROOT), str(tmp_path / "site-packages")])
    command = [sys.executable, "-m", "tfgraph_dnn", "run", str(program)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
    assert done.stdout == "0 True\n", done.stderr
    assert "oneDNN" not in done.stderr

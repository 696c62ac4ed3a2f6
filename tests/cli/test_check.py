"""`tfgraph check` as a user has it: what it prints, where, and its exit statuses."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tfgraph_dnn import cli

ROOT = Path(__file__).parents[2]
FAULTY = "import tensorflow as tf\nproduct = tf.mul(2.0, 3.0)\n"
CLEAN = "import tensorflow as tf\nproduct = tf.multiply(2.0, 3.0)\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "faulty.py").write_text(FAULTY)
    (tmp_path / "clean.py").write_text(CLEAN)
    return tmp_path


def check(capsys, *argv):
    status = cli.main(["check", *map(str, argv)])
    return status, *capsys.readouterr()


def test_a_finding(here, capsys):
    status, out, err = check(capsys, "faulty.py")
    assert status == 1
    assert out == "faulty.py:2:11: TG001 tf.mul is not here: renamed before TF 1.0\n    Use tf.multiply.\n"
    assert err == "1 file checked: 1 error\n"


def test_nothing_to_report(here, capsys):
    assert check(capsys, "clean.py") == (0, "", "1 file checked: nothing to report\n")


def test_what_cannot_be_read_is_not_checked(here, capsys):
    (here / "broken.py").write_bytes(b"\xff\xfe\x00 = (")
    status, out, err = check(capsys, "broken.py")
    assert (status, out) == (2, "") and err.splitlines()[-1] == "0 files checked, 1 could not be read"
    status, _, err = check(capsys, "broken.py", "clean.py", "faulty.py")
    assert status == 2 and err.splitlines()[-1] == "2 files checked, 1 could not be read: 1 error"


def test_directories_and_globs(here, capsys):
    for hidden in (".git/x.py", "venv/lib/x.py", "a/site-packages/x.py"):
        (here / hidden).parent.mkdir(parents=True, exist_ok=True)
        (here / hidden).write_text(FAULTY)
    (here / "venv/pyvenv.cfg").touch()
    (here / "a" / "b.py").write_text(FAULTY)
    status, out, err = check(capsys, ".")
    assert status == 1 and err.startswith("3 files checked")
    assert [line.split(":")[0] for line in out.splitlines() if "TG" in line] == ["./faulty.py", "./a/b.py"]
    assert check(capsys, "**/b.py")[1].startswith("a/b.py:2:11")
    assert check(capsys, "*.py", "faulty.py")[2].startswith("2 files checked")


@pytest.mark.parametrize(
    ("content", "gist"),
    [
        (b'print "hello"\n', "is a Python 2 program (line 1: print statement); convert it first"),
        (b"def f(:\n", "is no Python program (line 1: "),
        (b"\0\1", "is no Python program: it is a binary file"),
        (b"\n\nx = '\xff'\n", "is no utf-8 text (line 3)"),
        (b"x = " + b"(" * 500 + b")" * 500, "program"),
        (b"x = " + b"-" * 100_000 + b"1", "p.py"),
    ],
)
def test_what_is_no_program(here, capsys, content, gist):
    (here / "p.py").write_bytes(content)
    status, out, err = check(capsys, "p.py", "faulty.py")
    assert status == 2 and gist in err and "Traceback" not in err
    assert "faulty.py:2:11" in out, "the other file is checked all the same"


@pytest.mark.parametrize(
    ("argv", "gist"),
    [
        ([], "which program?"),
        (["--nosuch", "x.py"], "no option '--nosuch'"),
        (["--only"], "--only needs codes"),
        (["--only", "TG0001", "clean.py"], "no rule 'TG0001'\n  Did you mean TG001?"),
        (["nosuch.py"], "can't open 'nosuch.py': No such file"),
        (["*.nosuch"], "nothing matches '*.nosuch'"),
        (["empty"], "no .py and no .ipynb file in empty"),
    ],
)
def test_usage_errors(here, capsys, argv, gist):
    (here / "empty").mkdir()
    status, out, err = check(capsys, *argv)
    assert status == 2 and gist in err and "Traceback" not in err


def test_only(here, capsys):
    assert check(capsys, "faulty.py", "--only", "tg013,TG014")[0] == 0
    assert check(capsys, "faulty.py", "--only=TG001")[0] == 1


def test_json(here, capsys):
    status, out, err = check(capsys, "--json", "faulty.py", "clean.py")
    data = json.loads(out)
    assert status == 1 and err == "" and data["schema"] == 1
    assert [entry["path"] for entry in data["files"]] == ["faulty.py", "clean.py"]
    (finding,) = data["files"][0]["findings"]
    assert (finding["code"], finding["level"], finding["line"], finding["column"]) == ("TG001", "error", 2, 11)


def test_sarif(here, capsys):
    (here / "a b.py").write_text(FAULTY)
    status, out, _ = check(capsys, "--sarif", "a b.py")
    log = json.loads(out)
    (run,) = log["runs"]
    (result,) = run["results"]
    assert status == 1 and log["version"] == "2.1.0"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "TG001"
    place = result["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "a%20b.py"},
        "region": {"startLine": 2, "startColumn": 11, "endLine": 2},
    }
    levels = {rule["defaultConfiguration"]["level"] for rule in run["tool"]["driver"]["rules"]}
    assert levels <= {"error", "warning", "note"}


def test_comments_keep_quiet(here, capsys):
    (here / "quiet.py").write_text(
        "import tensorflow as tf\n"
        "a = tf.mul(2, 3)  # tfgraph: ignore[TG001]\n"
        "b = tf.mul(2, 3)  # tfgraph: ignore\n"
        "c = tf.mul(2, 3)  # tfgraph: ignore[TG013]\n"
        'd = tf.mul("# tfgraph: ignore", 3)\n'
    )
    status, out, err = check(capsys, "quiet.py")
    assert status == 1 and [line.split(":")[1] for line in out.splitlines() if "TG001" in line] == ["4", "5"]
    assert err == "1 file checked: 2 errors, 2 ignored\n"


def notebook(*cells, language="python"):
    return json.dumps(
        {
            "cells": [{"cell_type": kind, "source": source, "metadata": {}} for kind, source in cells],
            "metadata": {"language_info": {"name": language}},
            "nbformat": 4,
        }
    )


def test_notebooks(here, capsys):
    cells = [
        ("markdown", "# tf.pack"),
        ("code", "%matplotlib inline\n!pip install x\nfiles = !ls\nimport tensorflow as tf\nif 1:\n    %time 3\ntf?"),
        ("code", "%%bash\ntf.pack if then else"),
        ("code", ["%%time\n", "x = 1\n", "y = tf.pack([x])"]),
    ]
    (here / "n.ipynb").write_text(notebook(*cells))
    status, out, err = check(capsys, "n.ipynb")
    assert status == 1 and out.startswith("n.ipynb, cell 4, line 3:5: TG001 tf.pack is not here")
    data = json.loads(check(capsys, "n.ipynb", "--json")[1])
    assert (data["files"][0]["findings"][0]["cell"], data["files"][0]["findings"][0]["cell_line"]) == (4, 3)
    result = json.loads(check(capsys, "n.ipynb", "--sarif")[1])["runs"][0]["results"][0]
    assert result["message"]["text"].startswith("cell 4, line 3: tf.pack")


@pytest.mark.parametrize(
    ("content", "gist"),
    [
        (notebook(("code", "x = 1"), ("code", "\nprint 3")), "n.ipynb, cell 2, is a Python 2 program (line 2: print"),
        (notebook(("code", "x = 1"), ("code", "def f(:")), "n.ipynb, cell 2, is no Python program (line 1"),
        (notebook(("code", "x <- 1"), language="R"), "n.ipynb is a notebook in r, not in Python"),
        ("{}", "n.ipynb is no notebook that can be read"),
        ("[1, 2]", "n.ipynb is no notebook that can be read"),
        ('{"cells": [3]}', "n.ipynb is no notebook that can be read"),
        ("nonsense", "n.ipynb is no notebook that can be read"),
    ],
)
def test_what_is_no_notebook(here, capsys, content, gist):
    (here / "n.ipynb").write_text(content)
    status, out, err = check(capsys, "n.ipynb")
    assert status == 2 and out == "" and gist in err


def test_names_out_of_files_do_not_move_the_cursor(here, capsys):
    name = "x\x1b[2J.py"
    (here / name).write_text(FAULTY)
    assert "\x1b" not in check(capsys, name)[1]


def test_colours_only_on_a_terminal(here, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\x1b[31mTG001\x1b[0m" in check(capsys, "faulty.py")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in check(capsys, "faulty.py")[1]


def test_rules_are_listed(capsys):
    status, out, _ = check(capsys, "--rules")
    assert status == 0 and out.startswith("TG001  ")


def test_explains_rules(capsys):
    assert cli.main(["explain", "tg013"]) == 0
    assert capsys.readouterr().out.startswith("# TG013: ")


def test_loads_neither_tensorflow_nor_numpy(here):
    script = """
import sys
from tfgraph_dnn import cli
assert cli.main(["check", "faulty.py"]) == 1
print([name for name in ("tensorflow", "numpy", "tqdm", "keras") if name in sys.modules])
"""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", script], cwd=here, env=env, capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr

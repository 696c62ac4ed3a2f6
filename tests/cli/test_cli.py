"""The command line: what it says, its exit statuses, and that it starts cold."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfgraph_dnn import cli, explain
from tfgraph_dnn.cli import run as run_command
from tfgraph_dnn.doctor import pages as checks
from tfgraph_dnn.errors import TfgraphError, UsageError
from tfgraph_dnn.lint import pages
from tfgraph_dnn.version import __version__

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("argv", [["--help"], ["-h"], ["help"]], ids=" ".join)
def test_help(argv, capsys):
    assert cli.main(argv) == 0
    out, err = capsys.readouterr()
    assert err == "" and all(f"  {command} " in out for command in cli.COMMANDS)


def test_no_command(capsys):
    assert cli.main([]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("usage: tfgraph")


def test_version(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr().out == f"tfgraph {__version__}\n"


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_a_help_page(command, capsys):
    assert cli.main([command, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and out.startswith(f"usage: tfgraph {command}")


@pytest.mark.parametrize(
    ("argv", "gist"),
    [
        (["rnu"], "no command 'rnu'\n  Did you mean run?"),
        (["frobnicate"], "no command 'frobnicate'\n  There are: run"),
        (["run"], "which program?"),
        (["run", "--nosuch", "x.py"], "no option --nosuch"),
        (["run", "--also"], "--also needs a value"),
        (["run", "--also=", "x.py"], "--also needs a value"),
        (["run", "-m"], "-m needs a value"),
        (["explain", "absent-nam"], "Did you mean absent-name?"),
    ],
)
def test_usage_errors(argv, gist, capsys):
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == "" and gist in err and "Traceback" not in err


def test_exit_statuses_of_errors(monkeypatch, capsys):
    def failing(error):
        def main(argv):
            raise error

        return main

    for error, status in [
        (TfgraphError("told"), 2),
        (FileNotFoundError(2, "No such file", "x"), 2),
        (ZeroDivisionError("ours"), 101),
    ]:
        monkeypatch.setattr("tfgraph_dnn.cli.explain.main", failing(error))
        assert cli.main(["explain"]) == status
        err = capsys.readouterr().err
        assert ("please report" in err) == (status == 101) == ("Traceback" in err)
    monkeypatch.setattr("tfgraph_dnn.cli.explain.main", failing(SystemExit(7)))
    with pytest.raises(SystemExit):
        cli.main(["explain"])


def test_explain(capsys):
    assert cli.main(["explain"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == [*explain.pages(), *pages.titles(), *checks.titles()]
    for slug in (*explain.pages(), *pages.titles(), *checks.titles(), "[absent-name]"):
        assert cli.main(["explain", slug]) == 0
        text = capsys.readouterr().out
        assert text.startswith("# ") and text.endswith("\n")


def test_every_slug_has_a_page():
    """Slugs are read from the source, so that no room has to be loaded."""
    import re

    slugs = set()
    for path in (ROOT / "tfgraph_dnn").rglob("*.py"):
        slugs.update(re.findall(r"""\bslug ?= ?"([\w-]+)\"""", path.read_text(encoding="utf-8")))
    assert "absent-name" in slugs
    assert slugs <= set(explain.pages()), "write explain/<slug>.md"
    with pytest.raises(KeyError):
        explain.page("../errors")


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)
targets = words.filter(lambda word: word and not word.startswith("-"))
names = st.from_regex(r"[a-z_][a-z0-9_.]{0,6}", fullmatch=True)


@given(targets, st.lists(words), st.lists(names), st.booleans(), st.booleans(), st.data())
def test_what_follows_the_program_is_the_programs(target, args, also, verbose, is_module, data):
    options = [[f"--also={name}"] if data.draw(st.booleans()) else ["--also", name] for name in also]
    options += [["-v"]] * verbose
    options = data.draw(st.permutations(options))
    found = run_command.parse([word for option in options for word in option] + ["-m"] * is_module + [target, *args])
    assert (found.target, found.args, found.is_module) == (target, tuple(args), is_module)
    assert (sorted(found.also), found.verbose, found.help) == (sorted(also), verbose, False)


@given(st.lists(words))
def test_any_command_line_is_understood_or_refused(argv):
    try:
        found = run_command.parse(argv)
    except UsageError:
        return
    assert found.help or found.target
    assert list(found.args) == (argv[len(argv) - len(found.args) :] if found.args else [])


def test_arguments_reach_the_program_unchanged(tmp_path):
    (tmp_path / "echo.py").write_text("import sys, json; print(json.dumps(sys.argv))")
    args = ["-v", "--also", "x", "", "a b", "--", "-m", "é", "*", "--flag=1", "-h"]
    command = [sys.executable, "-m", "tfgraph_dnn", "run", "echo.py", *args]
    import json
    import os

    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60)
    assert json.loads(done.stdout) == ["echo.py", *args], done.stderr


def test_starts_cold():
    """The commands that need no program load neither TensorFlow nor NumPy, and start at once."""
    script = """
        import sys, time
        begun = time.process_time()
        from tfgraph_dnn import cli
        for argv in (["--help"], ["--version"], ["explain", "usage"], ["run", "--help"], ["slides", "--help"]):
            assert cli.main(argv) == 0, argv
        spent = time.process_time() - begun
        heavy = [name for name in ("tensorflow", "numpy", "keras", "tqdm") if name in sys.modules]
        print(heavy, spent < 0.3, file=sys.stderr)
    """
    import textwrap

    command = [sys.executable, "-c", textwrap.dedent(script)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.stderr == "[] True\n"

"""The benchmarks themselves: a counter on two sides, and how ratios are told. Nothing here asserts a speed."""

import ast
import json
import sys
from pathlib import Path

import pytest

from benchmarks import report, run
from benchmarks.sides import OURS, PLAIN, TF115, WORKER, Process, Side, sides
from benchmarks.suite import SUITE, TINY
from benchmarks.timing import Timed

ROOT = Path(__file__).parents[2]


def test_counter_on_two_sides(tmp_path, capsys):
    pytest.importorskip("matplotlib")
    told = tmp_path / "told.json"
    plot = tmp_path / "plot.png"
    names = f"{OURS},{PLAIN}"
    status = run.main(
        ["--only", "tiny", "--sides", names, "--rounds", "3", "--quick", "--json", str(told), "--plot", str(plot)]
    )
    printed = capsys.readouterr()
    assert status == 0, printed.err
    assert "a counter" in printed.out
    found = json.loads(told.read_text())
    assert (found["schema"], found["reference"]) == (1, PLAIN)
    (row,) = found["measurements"]
    assert {name: len(times) for name, times in row["seconds_a_step"].items()} == {OURS: 3, PLAIN: 3}
    assert row["ratio"][PLAIN]["median"] == 1
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_a_failing_program_is_an_answer_and_the_side_lives_on():
    python = (sys.executable,)
    with Process(Side("NumPy", python, (*python, WORKER), "rivals", "numpy_")) as process:
        with pytest.raises(RuntimeError, match="TypeError.*batch"):
            process.tell("build", program="rivals.numpy_dense", options={})
        process.tell("build", program="rivals.numpy_dense", options={"batch": 2})
        assert process.tell("steps", count=2)["seconds"] > 0


def test_a_side_that_died_is_named():
    python = (sys.executable,)
    with Process(Side("gone", python, (*python, "-c", "raise SystemExit(3)"))) as process:
        process._process.wait()
        with pytest.raises(RuntimeError, match="gone has ended with status 3"):
            process.tell("steps", count=1)


def test_table_of_ratios():
    here = [Side(OURS, (sys.executable,), ()), Side(TF115, (sys.executable,), ())]
    timed = {"tiny": Timed({OURS: [0.001, 0.002, 0.001], TF115: [0.002, 0.002, 0.003]}, {}, {})}
    lines = report.table([TINY], timed, here).splitlines()
    assert lines[0] == "| program | TF 1.15.5, a step | tfgraph_dnn |"
    assert lines[2] == "| a counter | 2.00 ms | 2.00 (1.50-2.50) |"
    lines = report.table([TINY], timed, here, best=True).splitlines()
    assert lines[2] == "| a counter | 2.00 ms | 2.00 |"


def test_what_is_not_there_and_what_failed():
    here = [Side(OURS, (sys.executable,), ()), Side(TF115, (sys.executable,), ()), Side(PLAIN, (sys.executable,), ())]
    timed = {
        "tiny": Timed({TF115: [0.002]}, {}, {OURS: "ValueError: no"}),
        "save": Timed({TF115: [2.0], OURS: [1.0], PLAIN: [1.0]}, {}, {}),
    }
    save = next(one for one in SUITE if one.name == "save")
    lines = report.table([TINY, save], timed, here).splitlines()
    assert lines[2] == "| a counter | 2.00 ms | failed | - |"
    assert report.failures(timed) == ["tiny: tfgraph_dnn: ValueError: no"]


def test_every_program_is_one_that_all_pythons_read():
    """The oracle is Python 3.7: no newer syntax in what it runs."""
    files = [WORKER, *(ROOT / "benchmarks" / "programs").glob("*.py")]
    for file in files:
        ast.parse(Path(file).read_text(), feature_version=(3, 7))
    assert all((ROOT / "benchmarks" / "programs" / f"{one.program}.py") in files for one in (*SUITE, TINY))


@pytest.mark.parametrize("arguments", [["--only", "nothing"], ["--oracle", "no/such/python"], ["--rounds", "0"]])
def test_wrong_arguments(arguments, capsys):
    with pytest.raises(SystemExit) as exit_:
        run.main(arguments)
    assert exit_.value.code == 2
    assert capsys.readouterr().err


def test_sides_without_oracle():
    assert [side.name for side in sides(None, None)][:2] == [OURS, PLAIN]

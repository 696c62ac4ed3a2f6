"""`tfgraph slides`: the list, the comparison, and runs of stand-in programs."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfgraph_dnn import cli
from tfgraph_dnn.cli import slides

PROGRAMS = {
    "1_same.py": ("print('loss', 0.25)\nprint('Extracting here')", ["Extracting there", "loss 0.25"]),
    "2_near.py": ("print('loss 0.250001')", ["loss 0.25"]),
    "3_far.py": ("print('loss 0.26')", ["loss 0.25"]),
    "4_other.py": ("print('cost 0.25')", ["loss 0.25"]),
    "5_fails.py": ("print('loss 0.25')\nraise ValueError('broken')", ["loss 0.25"]),
}


@pytest.fixture
def place(tmp_path, monkeypatch):
    golden = tmp_path / "golden"
    golden.mkdir()
    listed = []
    for name, (text, recorded) in PROGRAMS.items():
        (tmp_path / name).write_text(text)
        (golden / name.replace(".py", ".json.gz")).write_bytes(gzip.compress(json.dumps({"stdout": recorded}).encode()))
        listed.append({"number": int(name[0]), "file": name, "section": "Section", "title": f"Title of {name}"})
    (tmp_path / "slides.json").write_text(json.dumps(listed))
    monkeypatch.setattr(slides, "_place", {"legacy_examples": tmp_path, "tests/slides/golden": golden}.__getitem__)
    monkeypatch.setattr("tfgraph_dnn.datasets.write_idx_gz", lambda directory: None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_real_list(capsys):
    assert cli.main(["slides"]) == 0
    out = capsys.readouterr().out
    for slide in slides.slides():
        assert f"{slide.number:>2}  {slide.title}" in out and slide.section in out
        assert (slides._place("legacy_examples") / slide.file).is_file()
        assert slides._recorded(slide)
    assert cli.main(["slides", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == 1 and len(found["slides"]) == len(slides.slides())


def test_all(place, capsys):
    assert cli.main(["slides", "--all"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(PROGRAMS)
    assert [line.split("  ")[0].strip() for line in lines[1:]] == ["1", "2", "3", "4", "5"]
    same, near, far, other, fails = lines[1:]
    assert "1/1        0" in same and same.endswith("loss 0.25 | loss 0.25")
    assert "0/1    4e-06" in near and "0/1    4e-02" in far and "words" in other
    assert fails.endswith("ValueError: broken")


def test_one(place, capsys):
    assert cli.main(["slides", "1"]) == 0
    assert "  loss 0.25  loss 0.25\n" in capsys.readouterr().out
    assert cli.main(["slides", "3"]) == 1
    assert "* loss 0.26  loss 0.25\n" in capsys.readouterr().out
    assert cli.main(["slides", "3", "--real"]) == 0, "other data, other numbers"
    assert cli.main(["slides", "5", "--real"]) == 1
    capsys.readouterr()


def test_json(place, capsys):
    assert cli.main(["slides", "1", "2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema"] == 1
    assert [result["largest"] for result in found["results"]] == [0.0, pytest.approx(4e-6)]


@pytest.mark.parametrize("argv", [["9"], ["one"], ["--nosuch"], ["--all", "--dir", "/no/such/place"]], ids=" ".join)
def test_usage(place, argv, capsys):
    assert cli.main(["slides", *argv]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_difference():
    assert slides.difference(["a 1.5 b 2"], ["a 1.5 b 2"]) == 0
    assert slides.difference(["a -2e-3"], ["a -1e-3"]) == 1
    assert slides.difference(["a 1"], ["b 1"]) is None
    assert slides.difference(["a"], ["a", "a"]) is None
    assert slides.difference([], []) == 0


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=5), st.floats(0, 0.5))
def test_difference_finds_the_largest(numbers, change):
    recorded = [f"x {number!r}" for number in numbers]
    ours = [*recorded[:-1], f"x {numbers[-1] * (1 + change)!r}"]
    assert slides.difference(ours, recorded) == pytest.approx(change, abs=1e-9)

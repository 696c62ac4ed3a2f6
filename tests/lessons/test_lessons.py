"""Every lesson given for real, in one process: pages without scripts or missing pictures, that say what came out."""

from __future__ import annotations

import base64
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from tfgraph_dnn import lessons
from tfgraph_dnn.lessons import page, running

ROOT = Path(__file__).parents[2]
PRINTED = json.loads((Path(__file__).parent / "golden/printed.json").read_text())
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?")
# How far the last digit may be off, where what is printed hangs on the last bit of every sum: at a rate that is too
# high on purpose (any number), and with weights that l1 keeps jumping over zero (a few of 1,000 rows).
OFF = {"schedules": float("inf"), "sparsity": 4}
VOID = {"meta", "img", "br", "hr", "link", "input"}


class Reader(HTMLParser):
    """The pictures, links and words of a page; fails when tags are not closed in order."""

    def __init__(self):
        super().__init__()
        self.open, self.images, self.tags, self.words = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "img":
            self.images.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)
        assert not {"src", "href"} & {key for key, value in attrs if not (value or "").startswith("data:")}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home without MNIST; the digits are drawn in it once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(autouse=True)
def offline(monkeypatch, home):
    monkeypatch.setenv("TFGRAPH_OFFLINE", "1")
    monkeypatch.setenv("HOME", str(home))  # whatever MNIST this machine has
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.delenv("TFGRAPH_MNIST", raising=False)


@pytest.fixture
def runs(monkeypatch):
    """The programs that lessons ran, in order."""
    seen, run = [], running.run
    monkeypatch.setattr(running, "run", lambda name: seen.append(run(name)) or seen[-1])
    return seen


@pytest.mark.parametrize("name", lessons.CATALOGUE)
def test_a_page_with_pictures_of_what_tf_1_15_5_computed(name, tmp_path, runs):
    pytest.importorskip("matplotlib")
    from matplotlib.image import imread

    path = lessons.write(name, tmp_path / "page.html")
    reader = Reader()
    reader.feed(Path(path).read_text(encoding="utf-8"))
    reader.close()
    assert not reader.open
    assert "script" not in reader.tags
    assert reader.images
    for image in reader.images:
        head, _, data = image["src"].partition(",")
        assert head == "data:image/png;base64"
        assert len(image["alt"]) > 20
        pixels = imread(io.BytesIO(base64.b64decode(data)), format="png")
        assert min(pixels.shape[:2]) > 100
        assert np.std(pixels[..., :3]) > 0.02, "there is something on it"
    text = " ".join(reader.words)
    assert lessons.CATALOGUE[name] in text
    assert "nan" not in text.split()
    _compare(runs[0].printed.splitlines(), PRINTED[name], OFF.get(name, 1))


def _compare(printed, expected, off):
    """The same words, and the same numbers but for a last digit that is `off` at most."""
    assert [NUMBER.sub("#", line) for line in printed] == [NUMBER.sub("#", line) for line in expected]
    for line, was in zip(printed, expected, strict=True):
        for number, due in zip(NUMBER.findall(line), NUMBER.findall(was), strict=True):
            assert abs(float(number) - float(due)) <= max((off + 0.01) * _last_digit(due), 1e-6 * abs(float(due))), (
                line,
                was,
            )


def _last_digit(number):
    """What one more in the last digit written adds."""
    mantissa, _, power = number.partition("e")
    return 10.0 ** (int(power or 0) - len(mantissa.partition(".")[2]))


def test_each_program_has_its_golden_lines():
    assert sorted(PRINTED) == sorted(lessons.CATALOGUE)


def test_what_a_lesson_shows_is_what_ran():
    ran = running.run("batch_norm")
    assert max(ran["with_updates"]["inference"]) > 0.85
    assert max(ran["without_updates"]["inference"]) < max(ran["with_updates"]["inference"]) - 0.1
    assert np.allclose(ran["without_updates"]["moving"], 0.0)
    assert ran.excerpt("build").startswith("def build(update):")
    assert "with updates" in ran.printed
    with pytest.raises(KeyError):
        ran.excerpt("nothing")


def test_programs_are_plain_tf1():
    for name in lessons.CATALOGUE:
        text = (ROOT / "tfgraph_dnn/lessons/programs" / f"{name}.py").read_text()
        assert "import tensorflow as tf" in text
        assert "tfgraph" not in text


def test_markup_is_escaped():
    assert page.inline("a <b> & `x < y`") == "a &lt;b&gt; &amp; <code>x &lt; y</code>"


def _tfgraph(*words, cwd):
    command = [sys.executable, "-m", "tfgraph_dnn", *words]
    env = {"PYTHONPATH": str(ROOT), "PATH": "", "TFGRAPH_OFFLINE": "1"}
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=120)


def test_the_list(tmp_path):
    done = _tfgraph("lesson", "--list", cwd=tmp_path)
    assert done.returncode == 0
    assert [line.split()[0] for line in done.stdout.splitlines()] == list(lessons.CATALOGUE)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["saturaton"], "Did you mean saturation?"),
        (["saturation", "-o", "nowhere/page.html"], "there is no directory"),
        (["saturation", "dropout"], "gives one lesson"),
        (["--all", "--dir", "nowhere"], "--dir needs a directory"),
        (["-o"], "-o needs a value"),
        (["--lst"], "Did you mean --list?"),
    ],
)
def test_bad_command_lines(words, said, tmp_path):
    done = _tfgraph("lesson", *words, cwd=tmp_path)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr
    assert not list(tmp_path.iterdir())


def test_without_matplotlib(tmp_path, monkeypatch):
    monkeypatch.setattr(lessons.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(lessons.LessonError, match="matplotlib"):
        lessons.write("saturation", tmp_path / "page.html")


def test_the_docs_list_every_lesson():
    text = (ROOT / "docs/lessons.md").read_text()
    for name, title in lessons.CATALOGUE.items():
        assert f"| `{name}` | {title} |" in text

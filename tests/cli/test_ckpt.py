"""`tfgraph ckpt`: what it prints, its exit statuses, and how little it loads."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkpoint.test_inspect import _write
from tfgraph_dnn import cli

ROOT = Path(__file__).resolve().parents[2]
DENSE, V1 = str(ROOT / "checkpoints/dense_momentum"), str(ROOT / "checkpoints/dense_momentum_v1")


def _run(capsys, *argv):
    status = cli.main(["ckpt", *map(str, argv)])
    out, err = capsys.readouterr()
    return status, out, err


def _data(capsys, *argv):
    status, out, err = _run(capsys, *argv, "--json")
    data = json.loads(out)
    assert err == "" and data.pop("schema") == 1
    return status, data


@pytest.mark.parametrize("command", ["ls", "show", "tree", "diff", "verify"])
def test_help(command, capsys):
    status, out, err = _run(capsys, command, "--help")
    assert (status, err) == (0, "") and out.startswith(f"usage: tfgraph ckpt {command} ")
    assert f"  {command} " in _run(capsys, "--help")[1]


@pytest.mark.parametrize(
    ("argv", "gist"),
    [
        (["lss", DENSE], "Did you mean ls?"),
        (["ls"], "takes 1 path, and none was given"),
        (["ls", DENSE, V1], "takes 1 path, not 2"),
        (["diff", DENSE], "takes 2 paths, not 1"),
        (["ls", DENSE, "--jsn"], "Did you mean --json?"),
        (["ls", DENSE, "--only"], "--only needs a value"),
        (["ls", DENSE, "--only", "("], "is no regular expression"),
        (["ls", DENSE, "--only=hidden1/weights"], "Nearest: hidden1/kernel"),
        (["show", DENSE, "hidden1/weights"], "Nearest: hidden1/kernel"),
        (["ls", DENSE + "x"], "Nearest there: dense_momentum"),
        (["ls", __file__], "it looks like text"),
    ],
)
def test_errors(argv, gist, capsys):
    status, out, err = _run(capsys, *argv)
    assert (status, out) == (2, "") and gist in err and "Traceback" not in err and len(err.splitlines()) <= 10


def test_no_command(capsys):
    status, out, err = _run(capsys)
    assert (status, out) == (2, "") and err.startswith("usage: tfgraph ckpt COMMAND")


def test_ls(capsys):
    status, out, err = _run(capsys, "ls", DENSE)
    assert (status, err) == (0, "")
    head, *rows = out.splitlines()
    assert head.endswith("V2, TF 1.15.5, step 100, 13 tensors, 6 variables with 24,380 values")
    assert " ".join(rows[1].split()) == "hidden1/kernel float32 784 x 30 94.1 kB + Momentum"
    assert len(rows) == 7
    assert len(_run(capsys, "ls", DENSE, "--all")[1].splitlines()) == 14
    assert len(_run(capsys, "ls", DENSE, "--only", "hidden[12]/kernel")[1].splitlines()) == 3


def test_ls_json(capsys):
    status, data = _data(capsys, "ls", V1)
    assert status == 0 and data["checkpoint"]["step"] == 100 and data["checkpoint"]["format"] == "V1"
    slot = next(tensor for tensor in data["tensors"] if tensor["name"] == "hidden1/kernel/Momentum")
    assert (slot["of"], slot["label"], slot["shape"]) == ("hidden1/kernel", "Momentum", [784, 30])
    assert slot["nbytes"] == 4 * 784 * 30


def test_notes_go_to_stderr(capsys, tmp_path):
    shutil.copytree(DENSE, tmp_path / "run")
    shutil.copy(V1 + "/model.ckpt", tmp_path / "run")
    (tmp_path / "run/checkpoint").write_text('model_checkpoint_path: "gone-9"')
    status, out, err = _run(capsys, "ls", tmp_path / "run")
    assert status == 0 and "note:" not in out
    assert "names gone-9" in err and "V1 checkpoint lies at the same prefix" in err
    assert ": V1," in _run(capsys, "ls", tmp_path / "run/model.ckpt", "--v1")[1]


def test_tree(capsys):
    status, out, _ = _run(capsys, "tree", DENSE)
    assert status == 0 and "|- hidden1/" in out and "|  `- kernel" in out and "`- global_step" in out
    _, data = _data(capsys, "tree", DENSE)
    assert [scope["name"] for scope in data["tree"]["scopes"]] == ["hidden1", "hidden2", "outputs", "train"]


def test_a_very_deep_name(capsys, tmp_path):
    import numpy as np

    path = _write(tmp_path, {"a/" * 3000 + "b": np.ones(1, np.float32)})
    assert _run(capsys, "tree", path)[0] == 0


def test_show(capsys):
    status, out, _ = _run(capsys, "show", DENSE)
    assert status == 0 and "TensorFlow 1.15.5" in out and "6 x Momentum" in out and "operations" in out
    _, data = _data(capsys, "show", DENSE)
    assert data["graph"]["ops"]["Placeholder"] >= 2
    status, out, _ = _run(capsys, "show", DENSE, "train/global_step", "outputs/bias$")
    assert status == 0 and "\n100\n" in out and "outputs/bias  float32 10, 40 B" in out
    _, data = _data(capsys, "show", DENSE, "train/global_step")
    assert data["tensors"][0]["values"] == "100"


def test_show_stats(capsys, tmp_path):
    import numpy as np

    assert _run(capsys, "show", DENSE, "--stats")[0] == 0
    weights = np.ones((3, 4), np.float32)
    weights[:, 2], weights[1, 1] = 0, np.nan
    path = _write(tmp_path, {"w": weights, "v": np.array([np.inf, 1])})
    status, out, _ = _run(capsys, "show", path, "--stats")
    assert status == 1 and "1 NaN; 1 of 4 units dead: 2" in out and "1 infinite" in out
    status, data = _data(capsys, "show", path, "v", "--stats")
    assert status == 1 and data["statistics"][0]["infinities"] == 1
    assert _run(capsys, "show", path, "v", "--plot")[0] == 0


def test_show_plot(capsys):
    status, out, _ = _run(capsys, "show", DENSE, "kernel", "--plot")
    assert status == 0 and "█" in out and len(out.splitlines()) == 6


def test_show_png(capsys, tmp_path):
    pytest.importorskip("matplotlib", reason="draws with matplotlib where it is installed")
    path = tmp_path / "weights.png"
    assert _run(capsys, "show", DENSE, "--png", path)[0] == 0
    assert path.read_bytes().startswith(b"\x89PNG")


def test_show_png_without_matplotlib(capsys, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    status, _, err = _run(capsys, "show", DENSE, "--png", tmp_path / "x.png")
    assert status == 2 and "needs matplotlib" in err


def test_diff(capsys, tmp_path):
    status, out, _ = _run(capsys, "diff", DENSE, V1)
    assert (status, out) == (0, "13 tensors the same, 0 differ\n")
    import numpy as np

    other = _write(tmp_path, {"outputs/bias": np.zeros(10, np.float32), "new": np.zeros(1)})
    status, out, _ = _run(capsys, "diff", DENSE, other, "--only", "outputs/bias$|new|logits")
    assert status == 1 and "10 of 10 values differ, by at most 0.2" in out and "+  new" in out
    status, data = _data(capsys, "diff", DENSE, other, "--names", "--only", "outputs/bias$")
    assert (status, data["same"], data["differences"]) == (0, 1, [])


def test_verify(capsys, tmp_path):
    status, out, _ = _run(capsys, "verify", DENSE, V1)
    assert status == 0 and out.count("ok ") == 2
    shutil.copytree(DENSE, tmp_path / "run")
    data = tmp_path / "run/model.ckpt.data-00000-of-00001"
    content = bytearray(data.read_bytes())
    content[500] ^= 1
    data.write_bytes(content + b"tail")
    status, out, err = _run(capsys, "verify", tmp_path / "run")
    assert status == 1 and "tensor hidden1/kernel: its values are damaged" in out and "4 trailing bytes" in out
    status, found = _data(capsys, "verify", tmp_path / "run")
    problems = found["checkpoints"][0]["problems"]
    assert status == 1 and [problem["tensor"] for problem in problems] == [None, "hidden1/kernel"]


def test_hostile_names_do_not_reach_the_terminal(capsys, tmp_path):
    import numpy as np

    path = _write(tmp_path, {"a\x1b[2J\nb/\x07w": np.ones((2, 2), np.float32)})
    for argv in (["ls", path], ["tree", path], ["show", path, "w"], ["show", path, "--stats"], ["verify", path]):
        status, out, err = _run(capsys, *argv)
        assert status == 0 and "\x1b" not in out + err and "\x07" not in out + err


def test_colours(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in _run(capsys, "ls", DENSE)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in _run(capsys, "ls", DENSE)[1]


def test_ls_is_cold_and_small():
    """Neither TensorFlow nor NumPy is loaded; the time is for the benchmarks, the memory is asked for here."""
    program = (
        "import sys\n"
        "from tfgraph_dnn import cli\n"
        f"assert cli.main(['ckpt', 'ls', {DENSE!r}]) == 0 and cli.main(['ckpt', 'tree', {V1!r}]) == 0\n"
        "heavy = {'numpy', 'tensorflow', 'tqdm', 'argparse', 'ml_dtypes'} & set(sys.modules)\n"
        "status = open('/proc/self/status').read().split() if sys.platform == 'linux' else ['VmHWM:', '0']\n"
        "print(sorted(heavy), int(status[status.index('VmHWM:') + 1]) // 1024, file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    heavy, megabytes = done.stderr.rsplit(" ", 1)
    assert heavy == "[]" and int(megabytes) < 40

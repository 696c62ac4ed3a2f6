"""The `tfgraph ckpt` commands that write: what they print, their exit statuses."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tfgraph_dnn import checkpoint, cli

ROOT = Path(__file__).resolve().parents[2]
DENSE, V1 = str(ROOT / "checkpoints/dense_momentum"), str(ROOT / "checkpoints/dense_momentum_v1")
COMMANDS = ("rename", "strip", "slice", "merge", "average", "convert", "unshard", "export")


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def _run(capsys, *argv):
    status = cli.main(["ckpt", *map(str, argv)])
    out, err = capsys.readouterr()
    return status, out, err


@pytest.mark.parametrize("command", COMMANDS)
def test_help(command, capsys):
    status, out, err = _run(capsys, command, "--help")
    assert (status, err) == (0, "") and out.startswith(f"usage: tfgraph ckpt {command} ") and "--dry-run" in out
    assert ("--in-place" in out) == (command not in ("merge", "average", "export"))
    assert f"  {command} " in _run(capsys, "--help")[1]
    assert all(len(line) <= 120 for line in out.splitlines())


@pytest.mark.parametrize(
    ("argv", "gist"),
    [
        (["rename", DENSE, "--out", "m"], "nothing to rename by"),
        (["rename", DENSE, "--name", "a", "--out", "m"], "--name takes OLD=NEW"),
        (["rename", DENSE, "--rule", "s/hidden/h/"], "where is it to be written?"),
        (["rename", DENSE, "--rule"], "--rule needs a value"),
        (["rename", DENSE, "--pack", "layers", "--out", "m"], "There are: contrib-to-layers"),
        (["strip", DENSE, "--ou", "m"], "Did you mean --out?"),
        (["strip", DENSE, "--out", "no/m"], "there is no folder no"),
        (["strip", DENSE, "--only", "(", "--out", "m"], "is no regular expression"),
        (["merge", DENSE, "--out", "m"], "takes at least 2 paths, not 1"),
        (["merge", DENSE, V1, "--prefer", "both", "--out", "m"], "--prefer takes first or last"),
        (["average", DENSE, V1, "--weights", "1,x", "--out", "m"], "--weights takes numbers"),
        (["average", DENSE, V1, "--in-place"], "no option '--in-place'"),
        (["slice", DENSE, "--take", "a", "--out", "m"], "--take takes NAME[INDEX]"),
        (["slice", DENSE, "--resize", "a", "--out", "m"], "--resize takes NAME=SHAPE"),
        (["slice", DENSE, "--resize", "outputs/bias=ten", "--out", "m"], "'ten' is no shape"),
        (["slice", DENSE, "--add", "a=float:3", "--out", "m"], "no type of numbers 'float'"),
        (["convert", DENSE, "--to", "v1", "--out", "m"], "--to takes names or objects"),
        (["convert", "none.npz", "--out", "m"], "there is no file none.npz"),
        (["export", DENSE], "--out FILE.npz"),
        (["export", DENSE, "--out", "m.h5"], "There are: .npz, .safetensors"),
    ],
)
def test_errors(argv, gist, capsys):
    status, out, err = _run(capsys, *argv)
    assert (status, out) == (2, "") and gist in err and "Traceback" not in err and len(err.splitlines()) <= 10
    assert os.listdir() == []


def test_dry_run_shows_a_table(capsys):
    status, out, err = _run(capsys, "rename", DENSE, "--rule", "s/^hidden/layer/", "--dry-run")
    lines = out.splitlines()
    assert (status, len(lines)) == (0, 14) and os.listdir() == [] and "model.ckpt.meta is left out" in err
    assert lines[0].split() == ["~", "hidden1/bias", "->", "layer1/bias", "float32", "30", "s/^hidden/layer/"]
    assert lines[-1] == "would write a checkpoint: 13 tensors, 195 kB (8 renamed, 5 kept)"


def test_a_chain_of_edits(capsys):
    assert _run(capsys, "convert", V1, "--out", "v2")[0] == 0
    status, out, _ = _run(capsys, "strip", "v2", "--out", "small")
    assert status == 0 and out.splitlines()[-1] == (
        "wrote small: 7 tensors, 97.5 kB (7 kept, 6 dropped); read back and compared"
    )
    assert _run(capsys, "rename", "small", "--rule", "s|^|teacher/|", "--in-place")[0] == 0
    assert _run(capsys, "merge", "v2", "small", "--out", "both", "--state")[0] == 0
    assert _run(capsys, "average", "both", "both", "--weights", "1,3", "--out", "mean")[0] == 0
    assert _run(capsys, "diff", "both", "mean")[1] == "20 tensors the same, 0 differ\n"
    argv = ("slice", "both", "--only", "^outputs", "--take", "outputs/kernel[:, 2:6]", "--out", "part")
    assert _run(capsys, *argv, "--resize", "outputs/bias=4", "--add", "s=int64::3")[0] == 0
    part = checkpoint.open("part")
    assert part["outputs/kernel"].shape == (20, 4) and part["outputs/bias/Momentum"].shape == (4,) and part["s"] == 3
    assert _run(capsys, "unshard", "part", "--out", "one")[0] == 0
    assert _run(capsys, "ls", ".")[1].startswith("./both: V2")


def test_export_and_back(capsys):
    for file in ("w.npz", "w.safetensors"):
        assert _run(capsys, "export", V1, "--out", file)[0] == 0
        assert _run(capsys, "export", V1, "--out", file)[0] == 2
        assert _run(capsys, "convert", file, "--out", "back", "--replace")[0] == 0
        assert _run(capsys, "diff", "back", DENSE)[1] == "13 tensors the same, 0 differ\n"
    assert np.load("w.npz")["hidden1/kernel"].shape == (784, 30)


def test_objects_and_back(capsys):
    assert _run(capsys, "convert", DENSE, "--to", "objects", "--out", "objects")[0] == 0
    status, _, err = _run(capsys, "strip", "objects", "--out", "m")
    assert status == 2 and "tfgraph ckpt convert objects --to names" in err
    assert _run(capsys, "convert", "objects", "--to", "names", "--out", "names")[0] == 0
    assert _run(capsys, "diff", "names", DENSE)[0] == 0


def test_json(capsys):
    status, out, err = _run(capsys, "strip", DENSE, "--out", "m", "--json")
    data = json.loads(out)
    assert (status, err) == (0, "") and (data["schema"], data["written"], data["tensors"]) == (1, True, 7)
    assert data["notes"][0].startswith("model.ckpt.meta") and data["changes"][1] == {
        "kind": "dropped", "name": "hidden1/bias/Momentum", "now": "", "dtype": "float32", "shape": [30],
        "remark": "slot",
    }  # fmt: skip


def test_many_changes_are_counted(capsys):
    checkpoint.write("many", {f"v{number:03}": number for number in range(100)})
    out = _run(capsys, "rename", "many", "--rule", "s/v/w/", "--out", "other")[1].splitlines()
    assert len(out) == 42 and "and 60 more" in out[-2]


def test_packs_are_listed(capsys):
    assert "contrib-to-layers  " in _run(capsys, "rename", "--packs")[1]


def test_hostile_names_do_not_reach_the_terminal(capsys):
    checkpoint.write("m", {"a\x1b[2J\nb/w": np.zeros(2), "a\x1b[2J\nb/w/Momentum": np.zeros(2)})
    for argv in (["strip", "m", "--dry-run"], ["rename", "m", "--rule", "s/w/\x1b[1m/", "--out", "n"],
                 ["rename", "m", "--rule", "s/.*/\x1bx/", "--out", "o"]):  # fmt: skip
        status, out, err = _run(capsys, *argv)
        assert "\x1b" not in out + err, argv


def test_the_writing_commands_are_cold(tmp_path):
    shutil.copytree(DENSE, tmp_path / "run")
    program = (
        "import sys\nfrom tfgraph_dnn import cli\n"
        "assert cli.main(['ckpt', 'rename', 'run', '--rule', 's/hidden/h/', '--dry-run']) == 0\n"
        "assert not {'numpy', 'tensorflow', 'tqdm'} & set(sys.modules)\n"
        "assert cli.main(['ckpt', 'strip', 'run', '--out', 'm']) == 0\n"
        "assert not {'tensorflow', 'tqdm', 'h5py'} & set(sys.modules)\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, timeout=60, check=True)


def test_an_interruption_is_one_line(capsys, monkeypatch):
    from tfgraph_dnn.checkpoint import reader

    def interrupted(self, name, *, check=True):
        raise KeyboardInterrupt

    monkeypatch.setattr(reader.Checkpoint, "read", interrupted)
    status, out, err = _run(capsys, "strip", DENSE, "--out", "m")
    assert (status, out) == (2, "") and err.startswith("tfgraph: interrupted") and os.listdir() == []

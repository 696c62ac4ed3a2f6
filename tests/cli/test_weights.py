"""`tfgraph weights`: what it prints, what it writes, its exit statuses."""

import json
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.weights import writing as w
from tfgraph_dnn import checkpoint, cli, weights

ROOT = Path(__file__).resolve().parents[2]
DENSE = str(ROOT / "checkpoints/dense_momentum")
KERNEL, BIAS = np.arange(6, dtype="f4").reshape(2, 3), np.array([0.5, np.nan], "f4")


@pytest.fixture
def net(tmp_path):
    path = tmp_path / "net.caffemodel"
    path.write_bytes(w.caffemodel({"ip1": [KERNEL, BIAS]}))
    return path


def _run(capsys, *argv):
    status = cli.main(["weights", *map(str, argv)])
    out, err = capsys.readouterr()
    return status, out, err


def _data(capsys, *argv):
    status, out, err = _run(capsys, *argv, "--json")
    data = json.loads(out)
    assert err == "" and data.pop("schema") == 1
    return status, data


@pytest.mark.parametrize("command", ["ls", "show", "convert"])
def test_help(command, capsys):
    status, out, err = _run(capsys, command, "--help")
    assert (status, err) == (0, "") and out.startswith(f"usage: tfgraph weights {command} ")
    assert f"  {command} " in _run(capsys, "--help")[1]


def test_errors(net, capsys, tmp_path):
    for argv, gist in [
        (["lss", net], "Did you mean ls?"),
        (["ls"], "tfgraph weights ls takes 1 path, and none was given"),
        (["ls", net, "--v1"], "no option '--v1'"),
        (["ls", net, "--only", "ip1/9"], "Nearest: ip1/"),
        (["show", net, "conv/0"], "holds no array 'conv/0'"),
        (["ls", net, "--limit", "many"], "--limit needs a number of bytes, not 'many'"),
        (["ls", net, "--limit", "10"], "asks for 24 bytes where 10 of 10 are left"),
        (["ls", DENSE], "is a directory"),
        (["convert", net, tmp_path / "x", "--to", "h5"], "no format 'h5'"),
        (["convert", net, net.with_suffix(".npz"), "--only", "("], "is no regular expression"),
        (["convert", net, tmp_path / "no" / "x.npz"], "No such file"),
        (["convert", net, tmp_path / "no" / "x"], "there is no folder"),
    ]:
        status, out, err = _run(capsys, *argv)
        assert (status, out) == (2, "") and gist in err and "Traceback" not in err, (argv, err)


def test_ls(net, capsys):
    status, out, _ = _run(capsys, "ls", net)
    assert status == 0 and out.splitlines()[0] == f"{net}: Caffe, 2 arrays with 8 values"
    assert " ".join(out.splitlines()[1].split()) == "ip1/0 float32 2 x 3 24 B"
    assert len(_run(capsys, "ls", net, "--only", "/1$")[1].splitlines()) == 2
    _, data = _data(capsys, "ls", net)
    assert data["tensors"][0] == {"name": "ip1/0", "dtype": "float32", "shape": [2, 3], "nbytes": 24}


def test_show(net, capsys):
    status, out, _ = _run(capsys, "show", net, "ip1/0")
    assert status == 0 and out.endswith("[[0. 1. 2.]\n [3. 4. 5.]]\n")
    status, out, _ = _run(capsys, "show", net, "--stats")
    assert status == 1 and "1 NaN" in out
    assert _run(capsys, "show", net, "--plot")[0] == 0
    assert _data(capsys, "show", net, "ip1/0")[1]["tensors"][0]["values"].startswith("[[0. 1. 2.]")


def test_convert(net, capsys, tmp_path):
    for name in ("net.npz", "net.safetensors"):
        status, out, _ = _run(capsys, "convert", net, tmp_path / name)
        assert status == 0 and out.startswith("2 arrays, 32 B, from ")
        assert weights.load(tmp_path / name)["ip1/0"].tobytes() == KERNEL.tobytes()
        before = (tmp_path / name).read_bytes()
        assert _run(capsys, "convert", net, tmp_path / name, "--only", "/0")[0] == 2
        assert (tmp_path / name).read_bytes() == before
        assert _run(capsys, "convert", net, tmp_path / name, "--only", "/0", "--replace")[0] == 0
        assert list(weights.load(tmp_path / name)) == ["ip1/0"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["net.caffemodel", "net.npz", "net.safetensors"]


def test_convert_to_and_from_a_checkpoint(net, capsys, tmp_path):
    assert _run(capsys, "convert", net, tmp_path / "model.ckpt")[0] == 0
    assert checkpoint.open(tmp_path / "model.ckpt")["ip1/0"].tolist() == KERNEL.tolist()
    assert checkpoint.verify(tmp_path / "model.ckpt").problems == ()
    assert _run(capsys, "convert", net, tmp_path / "model.ckpt")[0] == 2
    status, data = _data(capsys, "convert", DENSE, tmp_path / "dense.npz", "--only", "kernel$")
    assert status == 0 and data["tensors"] == ["hidden1/kernel", "hidden2/kernel", "outputs/kernel"]
    found = weights.load(tmp_path / "dense.npz")
    assert np.array_equal(found["hidden1/kernel"], checkpoint.open(DENSE)["hidden1/kernel"])


def test_convert_like_a_checkpoint(capsys, tmp_path):
    draw = np.random.default_rng(0)
    shapes = {"conv/kernel": (3, 3, 1, 2), "conv/bias": (2,), "fc/kernel": (8, 5), "fc/kernel/Adam": (8, 5)}
    checkpoint.write(tmp_path / "like", {name: np.zeros(shape, "f4") for name, shape in shapes.items()})
    kernel, dense, bias = (draw.normal(size=shape).astype("f4") for shape in ((2, 1, 3, 3), (5, 8), (2,)))
    (tmp_path / "net").write_bytes(w.caffemodel({"conv": [kernel, bias], "fc": [dense]}))
    argv = ["convert", tmp_path / "net", tmp_path / "new", "--like", tmp_path / "like", "--source", "caffe"]
    status, out, _ = _run(capsys, *argv, "--dry-run")
    assert status == 0 and "OIHW -> HWIO" in out and "in doubt: fc/kernel: its inputs may be a feature map" in out
    assert not list(tmp_path.glob("new*"))
    status, _, err = _run(capsys, *argv, "--map", "fc/kernel=2x2x2")
    assert (status, err) == (0, "")
    ckpt = checkpoint.open(tmp_path / "new")
    assert sorted(ckpt) == ["conv/bias", "conv/kernel", "fc/kernel"]
    assert np.array_equal(ckpt["conv/kernel"], kernel.transpose(2, 3, 1, 0))
    assert np.array_equal(ckpt["fc/kernel"], dense.T.reshape(2, 2, 2, 5).transpose(1, 2, 0, 3).reshape(8, 5))
    for options, said in [
        (["--map", "fc/kernel=2x2"], "--map needs KERNEL=HEIGHTxWIDTHxCHANNELS"),
        (["--map", "fc/kernel=3x2x2"], "no map of height, width, channels"),
        (["--source", "torhc"], "no layout 'torhc'"),
    ]:
        status, out, err = _run(capsys, *argv, *options)
        assert (status, out) == (2, "") and said in err
    status, _, err = _run(capsys, "convert", tmp_path / "net", tmp_path / "x.npz", "--source", "caffe")
    assert status == 2 and "need --like" in err


def test_types_that_a_format_has_not(capsys, tmp_path):
    ml_dtypes = pytest.importorskip("ml_dtypes", reason="bfloat16 is a type of ml_dtypes")
    values = np.array([1.5, -2], ml_dtypes.bfloat16)
    stored = w.storage("0", np.zeros(2, "f4")).replace(b"FloatStorage", b"BFloat16Storage")
    content = w.pickled(w.mapping([(w.text("w"), w.tensor(stored, (2,), (1,)))]))
    (tmp_path / "b.pt").write_bytes(w.torch_zip({}, content=content, members={"0": values.tobytes()}))
    status, _, err = _run(capsys, "convert", tmp_path / "b.pt", tmp_path / "b.npz")
    assert status == 0 and "written as float32" in err and weights.load(tmp_path / "b.npz")["w"].tolist() == [1.5, -2]
    (tmp_path / "c.pkl").write_bytes(pickle.dumps({"z": np.ones(2, "c16")}))
    status, _, err = _run(capsys, "convert", tmp_path / "c.pkl", tmp_path / "c.safetensors")
    assert status == 2 and "no type complex128 (z)" in err and not (tmp_path / "c.safetensors").exists()


def test_help_loads_no_numpy():
    program = (
        "import sys; from tfgraph_dnn import cli, weights\n"
        "cli.main(['weights', '--help'])\n"
        "print({'numpy', 'tensorflow', 'h5py'} & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stderr.strip() == "set()"

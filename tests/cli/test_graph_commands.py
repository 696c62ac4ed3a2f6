"""`tfgraph explain-run` and `tfgraph graph`, from a shell."""

import json
from pathlib import Path

import pytest

from tfgraph_dnn import cli

ROOT = Path(__file__).resolve().parents[2]
DENSE = str(ROOT / "checkpoints/dense_momentum")
NORMED = str(ROOT / "checkpoints/contrib_batch_norm_adam/model.ckpt")
TRAIN = ["--fetch", "train/Momentum", "--feed", "X", "--feed=y"]


def run(capsys, *argv):
    status = cli.main(list(argv))
    return status, *capsys.readouterr()


@pytest.mark.parametrize("target", ["", "/model.ckpt.meta", "/model.ckpt"])
def test_a_checkpoint_by_any_of_its_names(capsys, target):
    status, out, err = run(capsys, "explain-run", DENSE + target, *TRAIN)
    assert (status, err) == (0, "")
    assert "sess.run fetches train/Momentum, feeds X, y" in out
    assert "hidden1/kernel/Momentum" in out and "must be fed" in out


def test_json_and_page(capsys, tmp_path):
    page = tmp_path / "run.html"
    status, out, err = run(capsys, "explain-run", NORMED, "--fetch", "train/Adam", "--json", "-o", str(page))
    data = json.loads(out)
    assert status == 0 and data["schema"] == 1 and "written" in err
    assert "hidden1/BatchNorm/moving_mean" in {v["name"] for v in data["writes"]}
    assert page.read_text().startswith("<!DOCTYPE html>")


def test_why(capsys):
    status, out, _ = run(capsys, "explain-run", DENSE, *TRAIN, "--why", "dnn/hidden1/MatMul", "--why=train/Momentum")
    lines = out.splitlines()
    assert status == 0 and lines[0] == "dnn/hidden1/MatMul  its result goes to"
    assert lines[-1] == "train/Momentum  which is fetched"


def test_every_operation(capsys):
    _, few, _ = run(capsys, "explain-run", DENSE, *TRAIN)
    _, every, _ = run(capsys, "explain-run", DENSE, *TRAIN, "--ops", "--all")
    assert "dnn/hidden1/MatMul  MatMul  dnn/hidden1/BiasAdd takes it" in every
    assert "dnn/hidden1/MatMul  MatMul" not in few


def test_graph(capsys, tmp_path):
    status, out, _ = run(capsys, "graph", NORMED)
    assert status == 0 and "hidden1/weights" in out and "update_ops" in out
    status, out, _ = run(capsys, "graph", NORMED, "--json")
    names = [operation["name"] for operation in json.loads(out)["operations"]]
    assert status == 0 and "train/Adam" in names
    status, out, err = run(capsys, "graph", NORMED, "-o", str(tmp_path / "g.html"))
    assert (status, out) == (0, "") and "written" in err


@pytest.mark.parametrize(
    ("argv", "gist"),
    [
        (["explain-run"], "takes 1 graph, and none was given"),
        (["explain-run", DENSE], "a run needs something to fetch\n  For instance: train/Momentum"),
        (["explain-run", DENSE, "--fetch", "trian/Momentum"], "no operation 'trian/Momentum'"),
        (["explain-run", DENSE, "--fetch"], "--fetch needs a value"),
        (["explain-run", DENSE, "--fetch=a", "--depth=x"], "--depth needs a whole number"),
        (["explain-run", DENSE, *TRAIN, "--why", "save/Const"], "does not run"),
        (["explain-run", DENSE, "--fetsh", "a"], "Did you mean --fetch?"),
        (["graph", "nowhere"], "nowhere"),
        (["graph", DENSE, "-o", "nowhere/page.html"], "tfgraph: nowhere/page.html: No such file or directory"),
        (["graph", DENSE, "more"], "takes 1 graph, not 2"),
        (["graph", str(ROOT / "README.md")], "README.md"),
    ],
    ids=lambda v: " ".join(v)[-30:] if isinstance(v, list) else "",
)
def test_mistakes(capsys, argv, gist):
    status, out, err = run(capsys, *argv)
    assert status == 2 and out == "" and gist in err and "Traceback" not in err

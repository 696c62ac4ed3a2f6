"""`tfgraph ckpt graph`, from a shell."""

import json

import pytest

from tests.old_graphs.conftest import ROOT
from tfgraph_dnn import cli

SAMPLES = ROOT / "tests/old_graphs/samples"


def run(capsys, *argv):
    status = cli.main(["ckpt", "graph", *map(str, argv)])
    return status, *capsys.readouterr()


def test_what_is_needed(capsys):
    status, out, err = run(capsys, SAMPLES / "fed")
    assert (status, err) == (0, "")
    for line in (
        "writer      TensorFlow 1.15.5",
        "device      /device:GPU:0, of 20",
        "python      twice calls pyfunc_0",
        "data from   batch, QueueDequeueManyV2",
        "TensorFlow has all of these operations today",
        """queues="placeholders", callbacks={'twice': function})""",
    ):
        assert line in out
    status, out, _ = run(capsys, SAMPLES / "fed", "--outputs", "logits")
    assert status == 0 and "are needed for these outputs" in out and "python" not in out
    assert "open_graph(path, outputs=['logits'], queues=\"placeholders\")" in out


def test_what_is_missing(capsys, tmp_path):
    status, out, _ = run(capsys, SAMPLES / "resampled")
    assert status == 0 and "2 operations that TensorFlow does not have today" in out
    assert "  Resampler (tf.contrib.resampler): resampler/Resampler, resampler_1/Resampler" in out
    path = tmp_path / "graph.pbtxt"
    path.write_text(
        'node { name: "x" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }\n'
        'node { name: "\\033[2Jy" op: "HyperplaneLSHProbes" input: "x" }\nnode { name: "z" op: "Mine" input: "x" }\n'
    )
    status, out, _ = run(capsys, path)
    assert status == 1 and "\x1b" not in out
    assert "  HyperplaneLSHProbes (tf.contrib.nearest_neighbor): \\x1b[2Jy" in out and "  Mine: z" in out
    status, out, _ = run(capsys, path, "--json")
    data = json.loads(out)
    assert status == 1 and data["schema"] == 1 and data["missing"][1]["op"] == "Mine" and data["writer"] is None
    assert run(capsys, path, "--outputs=x")[0] == 0


@pytest.mark.parametrize(
    ("argv", "gist"),
    [
        ([], "takes 1 path, and none was given"),
        (["nowhere"], "no checkpoint at nowhere"),
        ([SAMPLES / "fed", "--outputs", "logit"], "nearest: logits"),
        ([SAMPLES / "fed/golden.npz"], "zip"),
        ([SAMPLES / "fed", "--output=x"], "no option"),
    ],
)
def test_bad_calls(capsys, argv, gist):
    status, out, err = run(capsys, *argv)
    assert status == 2 and gist in err and out == "" and len(err.splitlines()) <= 3


def test_no_tensorflow():
    import subprocess
    import sys

    code = (
        "import sys; from tfgraph_dnn import cli; "
        f"cli.main(['ckpt', 'graph', {str(SAMPLES / 'fed')!r}]); "
        "sys.exit(bool({'tensorflow', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True).returncode == 0

"""What is written opens in TensorFlow, today's and 1.15.5, and gives the numbers it gave."""

import json
import os
import subprocess
import sys

import numpy as np
import pytest

from tests.checkpoint.conftest import ROOT
from tests.checkpoint.oracle_reads import digest
from tests.checkpoint.todays_tensorflow import load, tensorflow
from tests.golden.test_live_oracle import ORACLE
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint import editing


@pytest.fixture(scope="module")
def written(shared, tmp_path_factory):
    """Checkpoints that were written here: name -> prefix."""
    folder = tmp_path_factory.mktemp("written")
    samples, own = shared / "oracle_checkpoints", ROOT / "checkpoints"

    def out(name):
        return {"out": folder / name}

    edits = {
        "types": editing.strip(samples / "dtypes", **out("types")),
        "slices": editing.rename(samples / "partitioned", rules=["s/^net/model/"], **out("slices")),
        "whole": editing.unshard(samples / "partitioned", **out("whole")),
        "shards": editing.unshard(samples / "sharded_v1", **out("shards")),
        "v1": editing.convert(samples / "dnn_momentum_v1", **out("v1")),
        "v1 of 0.12": editing.convert(samples / "contrib_fc_adam_tf0_12_1_v1", **out("old")),
        "names": editing.convert(samples / "object_based", to="names", **out("names")),
        "objects": editing.convert(own / "dense_momentum", to="objects", **out("objects")),
        "cut": editing.cut(own / "lstm_gru_adagrad", take={".*kernel": ":3"}, **out("cut")),
        "folded": checkpoint.fold(own / "contrib_batch_norm_adam", **out("folded")),
        "strings": editing.convert(samples / "hash_table", **out("strings")),
    }
    return {name: done.prefix for name, done in edits.items()}


def _read(prefix):
    ckpt = checkpoint.open(prefix)
    return {name: digest(ckpt[name]) for name in ckpt}


def test_todays_tensorflow_reads_it(written):
    for name, prefix in written.items():
        assert {key: digest(array) for key, array in load(prefix).items()} == _read(prefix), name


@pytest.mark.skipif(not ORACLE.exists(), reason="no TF 1.15.5 here; oracle/make_env.py makes one")
def test_tensorflow_1_15_reads_it(written):
    command = [str(ORACLE), str(ROOT / "tests/checkpoint/oracle_reads.py"), *written.values()]
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", "PYTHONWARNINGS": "ignore"}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    found = json.loads(done.stdout.splitlines()[-1])
    for name, prefix in written.items():
        assert found[prefix] == _read(prefix), name


def _outputs(shared, sample, prefix):
    """The largest distance from the outputs that TF 1.15.5 gave, by the graph in the `.meta` beside the checkpoint."""
    tf = tensorflow().compat.v1
    with np.load(shared / "oracle_checkpoints" / sample / "golden.npz") as file:
        golden = {key.replace("|", "/"): file[key] for key in file.files}
    feeds = {key[3:] + ":0" * (":" not in key[3:]): value for key, value in golden.items() if key.startswith("in:")}
    outs = {key[4:] + ":0" * (":" not in key[4:]): value for key, value in golden.items() if key.startswith("out:")}
    with tf.Graph().as_default(), tf.Session() as session:
        saver = tf.train.import_meta_graph(prefix + ".meta", clear_devices=True)
        saver.restore(session, prefix)
        found = session.run(list(outs), feeds)
    return max(np.abs(value - due).max() for value, due in zip(found, outs.values(), strict=True))


@pytest.mark.parametrize(
    ("name", "sample"), [("v1", "dnn_momentum_v1"), ("whole", "partitioned"), ("shards", "sharded_v1")]
)
def test_the_graph_that_goes_along_gives_the_same_outputs(written, shared, name, sample):
    """A graph that partitions its variables reads them whole, too."""
    assert _outputs(shared, sample, written[name]) < 1e-6


OBJECTS = """
import sys
import numpy as np, tensorflow as tf
of_dense, of_names, again = sys.argv[1:]
hidden = {"kernel": tf.Variable(np.zeros((784, 30), np.float32)), "bias": tf.Variable(np.zeros(30, np.float32))}
step = tf.Variable(np.int32(0))
restored = tf.train.Checkpoint(hidden1=hidden, train={"global_step": step})
restored.restore(of_dense).assert_existing_objects_matched()
assert step.numpy() == 100 and hidden["kernel"].numpy().any() and hidden["bias"].numpy().any()

holder, five = tf.Module(), tf.Variable(np.int64(0))
holder.c = tf.Variable(np.zeros(3))
restored = tf.train.Checkpoint(**{"a.b": holder, "five": five})
restored.read(of_names).expect_partial()
assert holder.c.numpy().tolist() == [0, 1, 2] and five.numpy() == 5
restored.restore(of_names).expect_partial()
assert restored.save(again) == again + "-2"  # the save counter went along
whole = tf.train.Checkpoint(**{"a.b": holder, "five": five, "x": {"inner": tf.Variable(np.zeros(2))}})
whole.restore(of_names).assert_consumed()
"""


def test_tensorflow_restores_objects(written, tmp_path):
    """Names with dots in them, too; and what it saves itself is read back by names."""
    arrays = {"a.b/c": np.arange(3.0), "x/inner": np.ones(2), "five": np.int64(5)}
    checkpoint.write(tmp_path / "names", arrays)
    editing.convert(tmp_path / "names", to="objects", out=tmp_path / "objects")
    paths = [written["objects"], str(tmp_path / "objects"), str(tmp_path / "again")]
    # In a process of its own: others of the tests switch theirs to graphs.
    subprocess.run([sys.executable, "-c", OBJECTS, *paths], check=True, capture_output=True)
    back = checkpoint.open(editing.convert(tmp_path / "again-2", to="names", out=tmp_path / "back").prefix)
    assert back["a.b/c"].tolist() == [0, 1, 2] and back["five"] == 5 and len(back) == 2


def test_scopes_may_have_values_of_their_own(tmp_path):
    arrays = {"w": np.ones(2), "w/Momentum": np.zeros(2), "w/a/b": np.zeros(1)}
    checkpoint.write(tmp_path / "names", arrays)
    editing.convert(tmp_path / "names", to="objects", out=tmp_path / "objects")
    assert set(load(tmp_path / "objects")) >= {"w/Momentum/.ATTRIBUTES/VARIABLE_VALUE", "w/.ATTRIBUTES/VARIABLE_VALUE"}
    editing.convert(tmp_path / "objects", to="names", out=tmp_path / "back")
    assert checkpoint.compare(checkpoint.open(tmp_path / "back"), checkpoint.open(tmp_path / "names")).same == 3

"""Reading: every sample to the bit, by every path that can be given."""

import hashlib
import json
import shutil
import sys

import numpy as np
import pytest

from tests.checkpoint.conftest import ROOT
from tfgraph_dnn import checkpoint
from tfgraph_dnn.errors import CheckpointError, CheckpointKeyError, CheckpointNotFoundError

MANIFEST = json.loads((ROOT / "checkpoints/MANIFEST.json").read_text())["checkpoints"]
ORACLE = [
    *(f"contrib_fc_adam_{version}" for version in ("tf0_12_1", "tf0_12_1_v1", "tf1_0_1", "tf1_4_1")),
    *(f"lstm_{version}" for version in ("tf0_12_1", "tf1_0_1", "tf1_4_1", "tf1_15_5")),
    *("contrib_fc_bn", "contrib_ops", "control_flow_queue", "device_strings", "dnn_adam", "dnn_momentum"),
    *("dnn_momentum_v1", "ema", "resource_reuse", "sharded_v1", "sharded_v2"),
]


def _digest(array):
    if array.dtype == object:
        return hashlib.sha256(b"|".join(array.ravel().tolist())).hexdigest()
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


def _golden(directory):
    """The values that TF 1.15.5 saved, as it read them itself."""
    with np.load(directory / "golden.npz", allow_pickle=False) as file:
        return {key[4:].replace("|", "/"): file[key] for key in file.files if key.startswith("var:")}


@pytest.mark.parametrize("name", sorted(MANIFEST))
def test_own_checkpoints(checkpoints, name):
    ckpt = checkpoint.open(checkpoints / name)
    recorded = MANIFEST[name]["tensors"]
    assert ckpt.format == MANIFEST[name]["format"] and ckpt.problems() == [] and ckpt.notes == ()
    assert list(ckpt) == sorted(recorded)
    for key, tensor in recorded.items():
        assert list(ckpt.info(key).shape) == tensor["shape"]
        array = ckpt.read(key)
        assert array.shape == ckpt.info(key).shape and array.dtype == ckpt.info(key).dtype and array.flags.writeable
        assert _digest(array) == tensor["sha256"], key
        ckpt.check(key)


@pytest.mark.parametrize("name", ORACLE)
def test_oracle_checkpoints(shared, name):
    ckpt = checkpoint.open(shared / "oracle_checkpoints" / name)
    golden = _golden(shared / "oracle_checkpoints" / name)
    assert set(golden) == set(ckpt) and golden and ckpt.problems() == []
    for key, expected in golden.items():
        array = ckpt.read(key)
        assert (array.dtype, array.shape, array.tobytes()) == (expected.dtype, expected.shape, expected.tobytes()), key
        ckpt.check(key)


def test_real_checkpoints(shared):
    expected = json.loads((shared / "real_checkpoints/expected_variables.json").read_text())
    counted = 0
    for prefix, recorded in expected.items():
        alone = prefix.endswith(" (the V1 file alone)")
        path = shared / "real_checkpoints" / prefix.removesuffix(" (the V1 file alone)")
        ckpt = checkpoint.open(path, format="V1" if alone else None)
        read = [[info.name, list(info.shape), info.dtype, _digest(ckpt[info.name])] for info in ckpt.tensors.values()]
        assert sorted(read) == recorded, prefix
        counted += len(read)
    assert counted > 100


def test_partitioned(shared):
    place = shared / "oracle_checkpoints/partitioned"
    ckpt = checkpoint.open(place)
    golden = _golden(place)
    whole = ckpt.info("net/hidden1/kernel")
    assert len(whole.slices) == 3 and whole.nbytes == np.prod(whole.shape) * 4
    parts = [golden[f"net/hidden1/kernel/part_{number}"] for number in range(3)]
    np.testing.assert_array_equal(ckpt["net/hidden1/kernel"], np.concatenate(parts))
    for name in ckpt:
        ckpt.check(name)


def test_dtypes(shared):
    ckpt = checkpoint.open(shared / "oracle_checkpoints/dtypes")
    golden = _golden(shared / "oracle_checkpoints/dtypes")
    compared = [name for name in ckpt if name in golden and golden[name].dtype.kind != "O" and name != "s"]
    assert len(compared) >= 12
    for name in compared:
        if ckpt.info(name).dtype != "bfloat16":
            assert ckpt[name].tobytes() == golden[name].tobytes() and ckpt[name].dtype == golden[name].dtype, name
    np.testing.assert_array_equal(ckpt["bf16"].astype(np.float32), golden["bf16 as f32"])
    strings = ckpt["s"]
    assert [len(item) for item in strings.ravel()] == golden["s lengths"].tolist()
    assert b"|".join(strings.ravel().tolist()) == golden["s joined"].tobytes()
    empty = next(name for name, info in ckpt.tensors.items() if 0 in info.shape)
    assert ckpt[empty].shape == ckpt.info(empty).shape and ckpt[empty].size == 0


def test_bfloat16_without_ml_dtypes_shows_its_bits(shared, monkeypatch):
    ckpt = checkpoint.open(shared / "oracle_checkpoints/dtypes")
    known = ckpt["bf16"]
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    assert ckpt["bf16"].dtype == np.uint16 and ckpt["bf16"].tobytes() == known.tobytes()


def test_every_path_leads_there(checkpoints, monkeypatch):
    place = checkpoints / "dense_momentum"
    for ending in ("", ".index", ".meta", ".data-00000-of-00001"):
        assert checkpoint.open(place / f"model.ckpt{ending}").prefix == str(place / "model.ckpt")
    assert checkpoint.open(place / "checkpoint").prefix == str(place / "model.ckpt")
    v1 = checkpoints / "dense_momentum_v1"
    for path in (v1, v1 / "model.ckpt", v1 / "model.ckpt.meta"):
        assert checkpoint.open(path).format == "V1"
    monkeypatch.chdir(place)
    assert checkpoint.open("model.ckpt").step == checkpoint.open(".").step == checkpoint.open("checkpoint").step


def test_v1_and_v2_hold_the_same(checkpoints):
    one, two = checkpoint.open(checkpoints / "dense_momentum_v1"), checkpoint.open(checkpoints / "dense_momentum")
    assert [(i.name, i.shape, i.dtype, i.nbytes) for i in one.tensors.values()] == [
        (i.name, i.shape, i.dtype, i.nbytes) for i in two.tensors.values()
    ]
    assert one.step == two.step is not None


def test_sharded_v1_by_shard_pattern_and_meta(shared):
    place = shared / "oracle_checkpoints/sharded_v1"
    shards = ["model.ckpt-00001-of-00002", "model.ckpt-?????-of-00002"]
    for name in [*shards, "model.ckpt", "model.ckpt.meta", "checkpoint", ""]:
        assert len(checkpoint.open(place / name).files) == 2


def test_sharded_v1_with_a_shard_missing(shared, tmp_path):
    shutil.copy(shared / "oracle_checkpoints/sharded_v1/model.ckpt-00000-of-00002", tmp_path)
    with pytest.raises(CheckpointNotFoundError, match="1 of 2 files .* missing: model.ckpt-00001-of-00002") as error:
        checkpoint.open(tmp_path / "model.ckpt")
    assert error.value.slug == "ckpt-missing-shard"
    rest = checkpoint.open(tmp_path / "model.ckpt", partial=True)
    assert len(rest) and rest.problems() == [f"{tmp_path}/model.ckpt-00001-of-00002 is missing"]


def test_v2_beside_v1(checkpoints, tmp_path):
    shutil.copytree(checkpoints / "dense_momentum", tmp_path, dirs_exist_ok=True)
    shutil.copy(checkpoints / "dense_momentum_v1/model.ckpt", tmp_path)
    both = checkpoint.open(tmp_path / "model.ckpt")
    assert both.format == "V2" and "V1 checkpoint lies at the same prefix" in both.notes[0]
    assert checkpoint.open(tmp_path / "model.ckpt", format="V1").format == "V1"
    assert checkpoint.open(tmp_path, format="V1").format == "V1"


def test_stale_state_file(checkpoints, tmp_path):
    for step in (2, 10):
        for file in (checkpoints / "dense_momentum").glob("model.ckpt.*"):
            shutil.copy(file, tmp_path / file.name.replace("model.ckpt", f"model.ckpt-{step}"))
    (tmp_path / "checkpoint").write_text('model_checkpoint_path: "/home/someone/run/model.ckpt-30"\n')
    ckpt = checkpoint.open(tmp_path)
    assert ckpt.prefix.endswith("model.ckpt-10")
    assert "stale" in ckpt.notes[0] and "model.ckpt-30" in ckpt.notes[0] and "model.ckpt-10 of 2" in ckpt.notes[1]
    (tmp_path / "checkpoint").write_text(r'model_checkpoint_path: "C:\\run\\model.ckpt-2"')
    ckpt = checkpoint.open(tmp_path)
    assert ckpt.prefix.endswith("model.ckpt-2") and ckpt.notes == ()
    (tmp_path / "checkpoint").write_text(
        'model_checkpoint_path: "gone"\nall_model_checkpoint_paths: "model.ckpt-2"\nall_model_checkpoint_paths: "gone"'
    )
    ckpt = checkpoint.open(tmp_path)
    assert ckpt.prefix.endswith("model.ckpt-2") and "names gone" in ckpt.notes[0]
    (tmp_path / "checkpoint").unlink()
    assert "no state file" in checkpoint.open(tmp_path).notes[0]


def test_a_saved_model_is_its_variables(checkpoints, tmp_path):
    (tmp_path / "variables").mkdir()
    for ending in ("index", "data-00000-of-00001"):
        shutil.copy(checkpoints / f"dense_momentum/model.ckpt.{ending}", tmp_path / "variables" / f"variables.{ending}")
    assert "SavedModel" in checkpoint.open(tmp_path).notes[0]


def test_one_tensor_is_read_without_the_rest(checkpoints, tmp_path):
    """The data file is a hole of 3 GB but for one tensor at its end: a reader that read it all would be noticed."""
    from tests.checkpoint.writing import entry, index

    values = np.arange(4, dtype="<f4").tobytes()
    far = 3 << 30
    content = index({"big": entry(1, [far // 4], 0, far, crc=0), "small": entry(1, [4], far, 16, data=values)})
    (tmp_path / "m.index").write_bytes(content)
    with open(tmp_path / "m.data-00000-of-00001", "wb") as file:
        file.seek(far)
        file.write(values)
    ckpt = checkpoint.open(tmp_path / "m")
    assert ckpt.info("big").nbytes == far and ckpt["small"].tolist() == [0, 1, 2, 3]


def test_names_that_are_not_there(checkpoints):
    ckpt = checkpoint.open(checkpoints / "dense_momentum")
    with pytest.raises(CheckpointKeyError, match="Nearest: hidden1/kernel") as error:
        ckpt["hidden1/weights"]
    assert isinstance(error.value, KeyError) and error.value.slug == "ckpt-missing-key"


def test_paths_that_are_not_there(checkpoints, tmp_path):
    for path, gist in [
        (checkpoints / "dense_momentum/model.ckpd", "Nearest there: model.ckpt"),
        (checkpoints / "nowhere/model.ckpt", "there is no directory"),
        (tmp_path, "holds no checkpoint"),
        ("a\0b", "no path"),
    ]:
        with pytest.raises(CheckpointNotFoundError, match=gist) as error:
            checkpoint.open(path)
        assert isinstance(error.value, FileNotFoundError) and isinstance(error.value, CheckpointError)


def test_meta(checkpoints):
    meta = checkpoint.open(checkpoints / "dense_momentum").meta()
    assert meta.tensorflow == "1.15.5" and meta.saver_format == 2 and meta.producer == 134
    assert meta.ops["Placeholder"] and "trainable_variables" in meta.collections
    assert checkpoint.open(checkpoints / "dense_momentum_v1").meta().saver_format == 1

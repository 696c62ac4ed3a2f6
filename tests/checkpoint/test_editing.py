"""Checkpoints made out of checkpoints: names, sizes, means; and what is refused."""

import json
import os
import shutil

import numpy as np
import pytest

from tests.checkpoint.conftest import ROOT
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint import editing
from tfgraph_dnn.errors import CheckpointError, CheckpointKeyError

DENSE, V1 = ROOT / "checkpoints/dense_momentum", ROOT / "checkpoints/dense_momentum_v1"


@pytest.fixture
def out(tmp_path):
    return tmp_path / "new.ckpt"


def _same(left, right):
    comparison = checkpoint.compare(left, right)
    return comparison.same if not comparison.differences else comparison.differences


def test_rename_by_rules(out):
    done = editing.rename(DENSE, rules=["s/^hidden(?P<n>[12])/layer_\\g<n>/", "s|/KERNEL|/w|gi"], out=out)
    source, back = checkpoint.open(DENSE), checkpoint.open(out)
    assert done.written and done.prefix == str(out) and "layer_1/w/Momentum" in back and len(back) == len(source)
    for change in done.changes:
        assert back[change.now].tobytes() == source[change.name].tobytes()
    changed = [change for change in done.changes if change.kind == "renamed"]
    assert len(changed) == 10 and changed[2].remark == "s/^hidden(?P<n>[12])/layer_\\g<n>/, s|/KERNEL|/w|gi"
    (note,) = done.notes
    assert note.startswith("model.ckpt.meta is left out: the graph in it asks for names or shapes")
    assert sorted(os.listdir(out.parent)) == ["new.ckpt.data-00000-of-00001", "new.ckpt.index"]


def test_rename_one_by_one_takes_the_slots_along(out):
    names = {"hidden1/kernel": "a/w", "train/global_step": "step"}
    back = checkpoint.open(editing.rename(DENSE, names=names, out=out).prefix)
    assert {"a/w", "a/w/Momentum", "step", "hidden1/bias"} <= set(back)
    roles = checkpoint.roles(back.tensors)
    assert roles["a/w/Momentum"].of == "a/w"
    with pytest.raises(CheckpointKeyError, match="Nearest: hidden1/kernel"):
        editing.rename(DENSE, names={"hidden1/weights": "w"}, out=out, replace=True)


def test_rename_by_packs(shared, out):
    place = shared / "oracle_checkpoints"
    editing.rename(place / "lstm_tf0_12_1", packs=["rnn-0.x-to-1.2"], out=out)
    assert _same(checkpoint.open(out), checkpoint.open(place / "lstm_tf1_15_5")) == 6
    done = editing.rename(place / "ema", packs=["ema-to-variables"], out=out, replace=True)
    dropped = [change for change in done.changes if change.kind == "dropped"]
    assert dropped and all(change.remark.endswith("ExponentialMovingAverage takes its place") for change in dropped)


@pytest.mark.parametrize(
    ("arguments", "slug", "gist"),
    [
        ({"rules": ["s/hidden[12]/h/"]}, "ckpt-name-collision", "h/bias (hidden1/bias, hidden2/bias)"),
        ({"rules": ["s/nowhere/h/"]}, "ckpt-rule", "nothing in"),
        ({"rules": ["hidden/h"]}, "ckpt-rule", "Write s/regex/replacement/"),
        ({"rules": ["s/(/h/"]}, "ckpt-rule", "unterminated"),
        ({"rules": ["s/h/\\1/"]}, "ckpt-rule", "invalid group reference"),
        ({"rules": ["s/h/x/q"]}, "ckpt-rule", "The flags are g"),
        ({"packs": ["rnn"]}, "ckpt-pack", "There are: contrib-to-layers"),
        ({"names": {"hidden1/bias": "hidden2/bias"}}, "ckpt-name-collision", "would have one name"),
        ({"rules": ["s/.*//"]}, "ckpt-name-collision", "would have one name"),
    ],
)
def test_renames_that_are_refused(out, arguments, slug, gist):
    with pytest.raises(CheckpointError) as caught:
        editing.rename(DENSE, **arguments, out=out)
    assert caught.value.slug == slug and gist in str(caught.value) and not os.listdir(out.parent)


def test_a_rule_that_is_found_nowhere_is_said(out):
    done = editing.rename(DENSE, rules=["s/hidden/h/", "s/nowhere/x/"], dry_run=True)
    assert "the rule s/nowhere/x/ is found in no name" in done.notes and not done.written and done.prefix == ""


def test_strip(out):
    done = editing.strip(DENSE, out=out)
    assert done.tensors == 7 and not any("Momentum" in name for name in checkpoint.open(out))
    assert editing.strip(DENSE, slots=False, drop=["Momentum", "step"], only="hidden", dry_run=True).tensors == 4
    assert editing.strip(out, dry_run=True).notes == ("there is nothing to leave out",)
    with pytest.raises(CheckpointError, match="no tensor is left"):
        editing.strip(DENSE, only="Momentum", out=out, replace=True)
    with pytest.raises(CheckpointKeyError):
        editing.strip(DENSE, drop=["nowhere"], out=out, replace=True)


def test_strip_averages(shared, out):
    place = shared / "oracle_checkpoints/ema"
    assert any("ExponentialMovingAverage" in name for name in checkpoint.open(editing.strip(place, out=out).prefix))
    editing.strip(place, averages=True, out=out, replace=True)
    assert not any("ExponentialMovingAverage" in name for name in checkpoint.open(out))


def test_merge(tmp_path, out):
    first = editing.strip(DENSE, only="hidden1|step", out=tmp_path / "first").prefix
    last = editing.strip(DENSE, only="hidden2|step", out=tmp_path / "last").prefix
    assert editing.merge([first, last], out=out).tensors == 5
    checkpoint.write(tmp_path / "other", {"hidden1/bias": np.zeros(30, np.float32), "train/global_step": np.int64(3)})
    with pytest.raises(CheckpointError, match=r"2 tensors .* differ: hidden1/bias \(values\); train/") as caught:
        editing.merge([first, tmp_path / "other"], out=out, replace=True)
    assert caught.value.slug == "ckpt-name-collision"
    for prefer, step in (("first", 100), ("last", 3)):
        editing.merge([first, tmp_path / "other"], prefer=prefer, out=out, replace=True)
        assert checkpoint.open(out)["train/global_step"] == step
        assert bool(checkpoint.open(out)["hidden1/bias"].any()) == (prefer == "first")
    with pytest.raises(CheckpointError, match="two checkpoints at least"):
        editing.merge([first], out=out)


def test_average(tmp_path, out):
    generator = np.random.default_rng(0)
    arrays = [generator.normal(size=(5, 3)).astype(np.float32) for _ in range(3)]
    for number, array in enumerate(arrays):
        checkpoint.write(tmp_path / f"m-{number}", {
            "w": array, "half": array.astype(np.float16), "z": array.astype(np.complex64), "same": "a",
            "global_step": np.int64(number * 10), "same_big": np.float64(1 / 3),
        })  # fmt: skip
    paths = [tmp_path / f"m-{number}" for number in range(3)]
    editing.average(paths, out=out)
    back = checkpoint.open(out)
    mean = np.mean([array.astype(np.float64) for array in arrays], axis=0)
    assert np.array_equal(back["w"], mean.astype(np.float32)) and back["z"].dtype == np.complex64
    assert np.abs(back["half"] - mean).max() < 1e-3 and back["half"].dtype == np.float16
    assert back["global_step"] == 20 and back["same"].item() == b"a" and back["same_big"] == 1 / 3
    editing.average(paths, weights=[2, 0, 2], only="^w$", out=out, replace=True)
    assert np.allclose(checkpoint.open(out)["w"], (arrays[0] + arrays[2]) / 2, atol=1e-7)
    assert list(checkpoint.open(out)) == ["w"]


@pytest.mark.parametrize(
    ("other", "arguments", "gist"),
    [
        ({"w": np.zeros(3)}, {}, "w is float64 [2] in "),
        ({"w": np.zeros(2, np.float32)}, {}, "and float32 [2] in "),
        ({"w": None}, {}, "holds no tensor 'w'"),
        ({"w": np.zeros(2), "n": np.arange(2)}, {}, "n is int32 [] in "),
        ({"w": np.zeros(2), "v": np.arange(1, 4)}, {}, "v (int64) differs, and has no mean"),
        ({"w": np.zeros(2)}, {"weights": [1]}, "1 weights for 2 checkpoints"),
        ({"w": np.zeros(2)}, {"weights": [1, -1]}, "no mean has the weights"),
    ],
)
def test_means_that_are_refused(tmp_path, out, other, arguments, gist):
    same = {"n": np.int32(1), "v": np.arange(3)}
    checkpoint.write(tmp_path / "a", {"w": np.ones(2), **same})
    values = {**same, **other}
    checkpoint.write(tmp_path / "b", {name: value for name, value in values.items() if value is not None})
    with pytest.raises(CheckpointError) as caught:
        editing.average([tmp_path / "a", tmp_path / "b"], out=out, **arguments)
    assert gist in str(caught.value) and not (tmp_path / "new.ckpt.index").exists()


def test_cut_and_resize(tmp_path, out):
    source = checkpoint.open(DENSE)
    take, resize = {"outputs/.*": ":5"}, {"hidden1/kernel": (790, 20)}
    done = editing.cut(DENSE, drop=["step"], take=take, resize=resize, fill="0.5", add={"new": np.arange(3)}, out=out)
    back = checkpoint.open(out)
    assert done.tensors == 13 and back["new"].tolist() == [0, 1, 2] and "train/global_step" not in back
    for ending in ("", "/Momentum"):
        assert np.array_equal(back["outputs/kernel" + ending], source["outputs/kernel" + ending][:5])
        assert np.array_equal(back["hidden1/kernel" + ending][:784], source["hidden1/kernel" + ending][:, :20])
    assert np.all(back["hidden1/kernel"][784:] == 0.5) and not back["hidden1/kernel/Momentum"][784:].any()
    assert [change.remark for change in done.changes if change.name == "hidden1/kernel"] == ["was [784, 30]"]


def test_what_resizing_fills_in(tmp_path, out):
    lstm = ROOT / "checkpoints/lstm_gru_adagrad"
    roles = checkpoint.roles(checkpoint.open(lstm).tensors)
    name, owner = next((name, role.of) for name, role in roles.items() if role.label == "Adagrad")
    shape = tuple(size + 2 for size in checkpoint.open(lstm).info(owner).shape)
    for _ in range(2):
        editing.cut(lstm, resize={owner: shape}, fill="normal:0.1", out=out, replace=True)
        back = checkpoint.open(out)
        assert np.all(back[name][-2:] == np.float32(0.1))  # zeros would divide by zero
        assert 0.01 < back[owner][-2:].std() < 0.3
    first = back[owner]
    editing.cut(lstm, resize={owner: shape}, fill="normal:0.1:7", out=out, replace=True)
    assert not np.array_equal(checkpoint.open(out)[owner], first)


@pytest.mark.parametrize(
    ("arguments", "gist"),
    [
        ({"resize": {"outputs/kernel": (20,)}}, "another number of dimensions"),
        ({"resize": {"outputs/kernel": (20, -1)}}, "no tensor has the shape [20, -1]"),
        ({"resize": {"outputs/kernel": (20, 11)}, "fill": "ones"}, "nothing is filled with 'ones'"),
        ({"resize": {"outputs/weights": (1,)}}, "Nearest: outputs/kernel"),
        ({"take": {"outputs/kernel": "3"}}, "'3' is no index"),
        ({"take": {"outputs/kernel": "::-1"}}, "steps backwards"),
        ({"take": {"outputs/kernel": ":,:,:"}}, "has no part [:,:,:]"),
        ({"take": {"outputs/kernel": "30:"}}, "[30:] takes nothing of outputs/kernel [20, 10]"),
        ({"add": {"outputs/kernel": 1}}, "outputs/kernel is there already"),
        ({"take": {"(": ":"}}, "is no regular expression"),
    ],
)
def test_cuts_that_are_refused(out, arguments, gist):
    with pytest.raises(CheckpointError) as caught:
        editing.cut(DENSE, out=out, **arguments)
    assert gist in str(caught.value) and not os.listdir(out.parent)


def test_unshard(shared, out):
    place = shared / "oracle_checkpoints"
    done = editing.unshard(place / "sharded_v2", out=out)
    assert "was in 2 files" in done.notes and len(checkpoint.open(out).files) == 2
    assert _same(checkpoint.open(out), checkpoint.open(place / "sharded_v2")) == 4
    assert (out.parent / "new.ckpt.meta").exists()
    editing.unshard(place / "sharded_v1", out=out, replace=True)
    assert _same(checkpoint.open(out), checkpoint.open(place / "sharded_v2")) == 4
    editing.unshard(place / "partitioned", out=out, replace=True)
    back = checkpoint.open(out)
    assert not any(info.slices for info in back.tensors.values())
    assert _same(back, checkpoint.open(place / "partitioned")) == 5


def test_slices_stay_when_only_names_change(shared, out):
    place = shared / "oracle_checkpoints/partitioned"
    editing.rename(place, rules=["s/^net/model/"], out=out)
    assert all(info.slices for info in checkpoint.open(out).tensors.values())
    assert checkpoint.verify(out).problems == ()


def test_convert_v1(out):
    done = editing.convert(V1, out=out)
    assert _same(checkpoint.open(out), checkpoint.open(DENSE)) == 13 and checkpoint.open(out).format == "V2"
    assert (out.parent / "new.ckpt.meta").read_bytes() == (V1 / "model.ckpt.meta").read_bytes() and done.written


def test_in_place(tmp_path):
    shutil.copytree(V1, tmp_path / "run")
    prefix = tmp_path / "run/model.ckpt"
    for out in (prefix, tmp_path / "run/../run/model.ckpt", os.path.relpath(prefix)):
        with pytest.raises(CheckpointError, match="is the input itself"):
            editing.convert(prefix, out=out, replace=True)
    editing.convert(prefix, in_place=True, state=True)
    files = ["model.ckpt.data-00000-of-00001", "model.ckpt.index", "model.ckpt.meta"]
    assert sorted(os.listdir(tmp_path / "run")) == ["checkpoint", *files]
    editing.strip(tmp_path / "run", in_place=True)
    # The graph is no longer that of these variables, but it may be the only one there is.
    assert sorted(os.listdir(tmp_path / "run")) == ["checkpoint", *files[:2], "model.ckpt.meta.old"]
    assert len(checkpoint.open(prefix)) == 7
    with pytest.raises(CheckpointError, match="where is it to be written"):
        editing.strip(prefix)
    with pytest.raises(CheckpointError, match="in place is instead of"):
        editing.strip(prefix, in_place=True, out=tmp_path / "x")
    with pytest.raises(CheckpointError, match="in place is instead of"):
        editing.merge([prefix, DENSE], prefer="first", in_place=True)


def test_a_dry_run_writes_nothing(tmp_path, out):
    done = editing.strip(DENSE, out=out, dry_run=True)
    assert not done.written and done.prefix == str(out) and done.nbytes == 97524 and os.listdir(tmp_path) == []
    assert {change.kind for change in done.changes} == {"kept", "dropped"}
    with pytest.raises(CheckpointError, match="there is no folder"):
        editing.strip(DENSE, out=tmp_path / "nowhere/m", dry_run=True)


def test_the_input_vanishes(tmp_path, out):
    shutil.copytree(DENSE, tmp_path / "run")
    opened = checkpoint.open(tmp_path / "run")
    os.remove(tmp_path / "run/model.ckpt.data-00000-of-00001")
    with pytest.raises(CheckpointError, match="data-00000-of-00001 is missing"):
        editing.strip(opened, out=out)
    assert sorted(os.listdir(tmp_path)) == ["run"]


def test_what_a_damaged_input_holds_is_not_written(tmp_path, out):
    shutil.copytree(DENSE, tmp_path / "run")
    data = tmp_path / "run/model.ckpt.data-00000-of-00001"
    content = bytearray(data.read_bytes())
    content[500] ^= 1
    data.write_bytes(content)
    with pytest.raises(CheckpointError, match="tensor hidden1/kernel: its values are damaged"):
        editing.strip(tmp_path / "run", out=out)
    assert sorted(os.listdir(tmp_path)) == ["run"]


def test_every_edit_gives_plain_data(out):
    done = editing.strip(DENSE, dry_run=True)
    assert json.loads(json.dumps([vars(change) for change in done.changes]))
    assert editing.__dir__() == sorted(editing.__all__) and all(getattr(editing, name) for name in editing.__all__)

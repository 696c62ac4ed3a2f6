"""Plans: what a restore would do, against samples of known names, without TensorFlow."""

import contextlib
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checkpoint.test_inspect import _write
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint.format import graphvariables
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.info import TensorInfo
from tfgraph_dnn.checkpoint.mapping.cures import Cures
from tfgraph_dnn.checkpoint.mapping.sources import sources
from tfgraph_dnn.checkpoint.mapping.wanted import Wanted, wanted_by
from tfgraph_dnn.checkpoint.planning import plan
from tfgraph_dnn.checkpoint.wording import trouble
from tfgraph_dnn.errors import ArgumentError, CheckpointError, CheckpointKeyError


def _graph(**shapes):
    return {name.replace("__", "/"): TensorInfo(name, "float32", shape, None) for name, shape in shapes.items()}


META = (Path(__file__).resolve().parents[3] / "checkpoints/lstm_gru_adagrad/model.ckpt.meta").read_bytes()


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_damaged_graph_files_are_malformed_or_read(data):
    content = bytearray(META)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Malformed):
        graphvariables.parse(bytes(content[: data.draw(st.integers(len(content) // 2, len(content)))]))


@pytest.fixture
def saved(tmp_path):
    """Writes a checkpoint of float32 zeros: name -> shape."""

    def save(shapes, dtype="float32"):
        return str(_write(tmp_path, {name: np.zeros(shape, dtype) for name, shape in shapes.items()}))

    return save


def _statuses(found):
    return {step.name: step.status for step in found.steps}


def test_everything_matches(checkpoints):
    path = checkpoints / "dense_momentum" / "model.ckpt"
    found = plan(path, f"{path}.meta")
    assert set(_statuses(found).values()) == {"matched"} and found.unused == () and trouble(found) is None
    assert {step.role for step in found.steps} == {"variable", "slot", "step"}


@pytest.mark.parametrize(
    "name", ["contrib_batch_norm_adam", "convolution_rmsprop", "dense_momentum_v1", "lstm_gru_adagrad"]
)
def test_graph_files_say_what_their_checkpoints_hold(checkpoints, name):
    ckpt = checkpoint.open(checkpoints / name)
    wanted = wanted_by(ckpt.meta_file)
    assert {one.name: (one.dtype, one.shape) for one in wanted.values()} == {
        info.name: (info.dtype, info.shape) for info in ckpt.tensors.values()
    }


def test_statuses(saved):
    path = saved({"a/kernel": (2, 3), "a/bias": (3,), "gone/x": (7, 7), "c": (5,)})
    graph = _graph(a__kernel=(2, 3), a__bias=(4,), b=(9, 9)) | {"c": TensorInfo("c", "float64", (5,), None)}
    found = plan(path, graph)
    assert _statuses(found) == {"a/kernel": "matched", "a/bias": "shape", "b": "missing", "c": "dtype"}
    assert found.unused == ("gone/x",) and found.counts == {
        "matched": 1, "missing": 1, "shape": 1, "dtype": 1, "unused": 1
    }  # fmt: skip
    assert [step.good for step in found.steps] == [True, False, False, False]


def test_resize_and_cast_where_allowed(saved):
    path = saved({"a": (2, 3), "b": (2, 3), "c": (2, 3), "d": (6,)})
    graph = _graph(a=(4, 3), b=(1, 1), c=(2, 3), d=(2, 3)) | {"c": TensorInfo("c", "float16", (2, 3), None)}
    assert _statuses(plan(path, graph, resize="^a", cast=True)) == {
        "a": "resized", "b": "shape", "c": "cast", "d": "shape"
    }  # fmt: skip
    assert _statuses(plan(path, graph, resize=True))["b"] == "resized"
    assert _statuses(plan(path, graph, resize=True))["d"] == "shape"  # another rank is no resize


def test_only_and_exclude(saved):
    path = saved({f"hidden{n}/kernel": (2,) for n in range(1, 6)})
    graph = _graph(**{f"hidden{n}__kernel": (2,) for n in range(1, 6)})
    found = plan(path, graph, only="hidden[123]", exclude="2")
    assert [*_statuses(found)] == ["hidden1/kernel", "hidden3/kernel"]
    assert found.left_out == ("hidden2/kernel", "hidden4/kernel", "hidden5/kernel") and found.unused == ()
    with pytest.raises(ArgumentError, match="no regular expression"):
        plan(path, graph, only="(")


@pytest.mark.parametrize(
    ("held", "wanted", "packs", "scope"),
    [
        ("h/weights", "h/kernel", ("contrib-to-layers",), None),
        ("h/kernel", "h/weights", ("layers-to-contrib",), None),
        ("h/weights/Adam", "h/kernel/Adam", ("contrib-to-layers",), None),
        ("RNN/GRUCell/Gates/Linear/Matrix", "rnn/gru_cell/gates/kernel", ("rnn-0.x-to-1.2",), None),
        ("rnn/gru_cell/gates/kernel", "RNN/GRUCell/Gates/Linear/Matrix", ("rnn-1.2-to-0.x",), None),
        ("rnn/lstm_cell/weights", "RNN/LSTMCell/W_0", ("rnn-1.0-to-1.2", "rnn-1.2-to-0.x"), None),
        ("tower_0/h/weights", "h/kernel", ("towers-to-one", "contrib-to-layers"), None),
        ("h/kernel:0", "h/kernel", ("tensor-names",), None),
        ("h/kernel/ExponentialMovingAverage", "h/kernel", ("ema-to-variables",), None),
        ("model/h/kernel", "h/kernel", (), ("model/", "/")),
        ("h/kernel", "model/h/kernel", (), ("/", "model/")),
        ("old/h/kernel", "new/h/kernel", (), ("old/", "new/")),
        ("model/h/weights", "h/kernel", ("contrib-to-layers",), ("model/", "/")),
    ],
)
def test_cures_cure(saved, held, wanted, packs, scope):
    path, graph = saved({held: (2, 3)}), {wanted: Wanted(wanted, "float32", (2, 3))}
    (step,) = plan(path, graph).steps
    assert (step.status, step.nearest) == ("missing", (held,))
    assert (step.cure.tensor, step.cure.packs, step.cure.scope) == (held, packs, scope)
    cured = plan(path, graph, packs=packs, scopes=dict([scope]) if scope else None)
    assert _statuses(cured) == {wanted: "renamed"} and cured.steps[0].tensor == held and cured.unused == ()
    if scope is None:
        assert _statuses(plan(path, graph, packs="auto")) == {wanted: "renamed"}


def test_no_cure_where_there_is_doubt(saved):
    path = saved({"one/h/kernel": (2, 3), "two/h/kernel": (2, 3), "h/weights": (9, 9)})
    steps = plan(path, _graph(h__kernel=(2, 3), g__kernel=(2, 3))).steps
    assert [step.cure and step.cure.tensor for step in steps] == ["h/weights", None]
    assert set(steps[1].nearest) >= {"one/h/kernel", "two/h/kernel"}


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (["one/h/kernel", "two/h/kernel"], "h/kernel"),  # which of the two scopes?
        (["tower_1/h/weights"], "tower_0/h/kernel"),  # the packs give it another name than that
        (["h/weights", "tower_0/h/weights"], "h/kernel"),
        (["h/LSTMCell/W_1"], "h/lstm_cell/kernel"),  # one shard of several
        (["kernel"], "h/other/bias"),
    ],
)
def test_no_cure(saved, held, wanted):
    (step,) = plan(saved(dict.fromkeys(held, (2, 3))), {wanted: Wanted(wanted, "float32", (2, 3))}, packs="auto").steps
    assert step.status == "missing" and step.cure is None


STEPS = st.sampled_from(
    ["model", "tower_0", "tower_1", "RNN", "rnn", "MultiRNNCell", "Cell0", "multi_rnn_cell", "cell_0", "BasicLSTMCell",
     "basic_lstm_cell", "Linear", "Matrix", "h", "weights", "kernel", "biases", "bias", "BatchNorm", "Adam", "gru_cell",
     "batch_normalization", "ExponentialMovingAverage", "weights:0"]
)  # fmt: skip
NAMES = st.lists(STEPS, min_size=1, max_size=5).map("/".join)


@given(st.lists(NAMES, unique=True, min_size=1, max_size=8), NAMES)
def test_a_cure_that_is_named_cures(held, wanted):
    cure = Cures(held, dict.fromkeys(held, (2, 3)), [name for name in held if name != wanted]).find(wanted, (2, 3))
    if cure is None:
        return
    assert cure.tensor != wanted and (cure.packs or cure.scope)
    scopes = dict([cure.scope]) if cure.scope else None
    others = {name: None for name in held if name != cure.tensor}  # a pack may rename those too, to the same name
    found = sources("m", held, rename=others, scopes=scopes, packs=cure.packs)
    assert found.tensors == {wanted: cure.tensor}


def test_a_tensor_with_its_own_variable_is_nobody_elses_cure(saved):
    path = saved({"h/kernel": (2, 3)})
    found = plan(path, _graph(h__kernel=(2, 3), h__weights=(2, 3)))
    assert _statuses(found) == {"h/kernel": "matched", "h/weights": "missing"} and found.steps[1].cure is None


def test_rename_and_scopes(saved):
    path = saved({"a/w": (2,), "a/x/w": (2,), "b": (2,), "c": (2,)})
    graph = _graph(new__w=(2,), deep__w=(2,), B=(2,))
    found = plan(path, graph, rename=lambda name: None if name == "c" else name.upper() if name == "b" else name,
                 scopes={"a": "new", "a/x/": "deep"})  # fmt: skip
    assert {step.name: (step.tensor, step.rule) for step in found.steps} == {
        "new/w": ("a/w", "scope a/ -> new/"),
        "deep/w": ("a/x/w", "scope a/x/ -> deep/"),
        "B": ("b", "rename"),
    }
    assert found.left_out == ("c",) and found.unused == ()
    with pytest.raises(CheckpointError, match="no scope 'z/'"):
        plan(path, graph, scopes={"z/": "/"})
    with pytest.raises(CheckpointKeyError, match="holds no tensor 'a/W'"):
        plan(path, graph, rename={"a/W": "new/w"})


def test_clash(saved):
    path = saved({"h/kernel": (2,), "h/weights": (2,)})
    found = plan(path, _graph(h__kernel=(2,)), packs=["contrib-to-layers"])
    assert _statuses(found) == {"h/kernel": "clash"} and "wanted by: h/kernel, h/weights" in trouble(found).message
    assert _statuses(plan(path, _graph(x=(2,)), rename=lambda name: "x")) == {"x": "clash"}


def test_averages_instead_of_variables(saved):
    path = saved({"w": (2,), "w/ExponentialMovingAverage": (2,), "b": (3,)})
    found = plan(path, _graph(w=(2,), b=(3,)), packs="ema-to-variables")
    assert [(step.tensor, step.status) for step in found.steps] == [
        ("w/ExponentialMovingAverage", "renamed"), ("b", "matched")
    ]  # fmt: skip
    assert found.left_out == ("w",)


def test_unknown_shapes_fit(saved):
    path = saved({"w": (2, 3)})
    for shape in (None, (None, 3), (2, None)):
        assert _statuses(plan(path, {"w": Wanted("w", "", shape)})) == {"w": "matched"}
    assert _statuses(plan(path, {"w": Wanted("w", "", (None, 4))})) == {"w": "shape"}
    assert _statuses(plan(path, {"w": Wanted("w", "", (6,), reshaped=True)})) == {"w": "matched"}
    assert _statuses(plan(path, {"w": Wanted("w", "", (7,), reshaped=True)})) == {"w": "shape"}


MISSING = (
    r"1 of 1 variable is not in .*\n"
    r"  missing  h/kernel  \(2, 3\)  nearest: h/weights \(2, 3\)  renamed, rule 'weights -> kernel'\n"
    r".*packs=\['contrib-to-layers'\]"
)
SHAPE = r"1 of 2 variables is of another shape in .*\n  shape  h  \(2, 4\)  there: \(2, 3\)\n.*resize=True"
DTYPE = r"1 of 1 variable is of another type in .*\n  dtype  h  int32 \(2,\)  there: float32 \(2,\)\n.*cast=True"
SLOTS = r"2 of 3 variables are not in .*collected after the\n  optimizer was built"
OTHER = r"3 of 4 .*those of another \(Momentum\)"
BOTH = r"1 of 2 variables is not in .*, 1 is of another shape\n  missing"
ADAM = {"h": (2,), "h__Adam": (2,), "h__Adam_1": (2,), "beta1_power": ()}


@pytest.mark.parametrize(
    ("held", "wanted", "gist", "slug"),
    [
        ({"h/weights": (2, 3)}, {"h__kernel": (2, 3)}, MISSING, "ckpt-missing-key"),
        ({"h": (2, 3), "g": (1,)}, {"h": (2, 4), "g": (1,)}, SHAPE, "ckpt-shape"),
        ({"h": (2,)}, {"h": (2,), "h__Momentum": (2,), "g__Momentum": (3,)}, SLOTS, "ckpt-slots"),
        ({"h": (2,), "h/Momentum": (2,)}, ADAM, OTHER, "ckpt-slots"),
        ({"zebra": (2,)}, {"h__kernel": (2,)}, r"another net's\?", "ckpt-missing-key"),
        ({"a": (2,), "b": (3,)}, {"a": (3,), "c": (3,)}, BOTH, "ckpt-missing-key"),
    ],
)
def test_words(saved, held, wanted, gist, slug):
    told = trouble(plan(saved(held), _graph(**wanted)))
    text = f"{told.message}\n  {told.hint}"
    assert re.search(gist, text, re.DOTALL) and told.slug == slug and len(text.splitlines()) <= 8


def test_words_about_types(saved):
    told = trouble(plan(saved({"h": (2,)}), {"h": Wanted("h", "int32", (2,))}))
    assert re.search(DTYPE, f"{told.message}\n  {told.hint}") and told.slug == "ckpt-dtype"


def test_words_are_few_however_much_is_missing(saved):
    told = trouble(plan(saved({"x": (1,)}), _graph(**{f"v{n}": (2,) for n in range(500)})))
    assert len(f"{told.message}\n  {told.hint}".splitlines()) <= 8 and "... and 497 more" in told.message


def test_names_out_of_files_move_no_cursor(saved):
    told = trouble(plan(saved({"a/\x1b[2Jw": (2,)}), _graph(a__w=(2,), b=(3,))))
    assert "\x1b" not in told.message + told.hint


@pytest.mark.parametrize("generation", ["lstm_tf0_12_1", "lstm_tf1_0_1", "lstm_tf1_4_1", "lstm_tf1_15_5"])
@pytest.mark.parametrize("graph", ["lstm_tf0_12_1", "lstm_tf1_0_1", "lstm_tf1_15_5"])
def test_generations_of_rnn_names(shared, generation, graph):
    samples = shared / "oracle_checkpoints"
    found = plan(samples / generation, samples / graph / "model.ckpt.meta", packs="auto")
    assert {step.status for step in found.steps} <= {"matched", "renamed"} and len(found.steps) == 6
    assert found.unused == ()


def test_object_based(shared):
    found = plan(shared / "oracle_checkpoints" / "object_based", _graph(fc1__kernel=(20, 8), fc2__bias=(4,)))
    assert set(_statuses(found).values()) == {"matched"}


def test_every_sample_fits_its_graph(shared):
    tried = 0
    for meta in sorted(shared.glob("*_checkpoints/**/*.meta")):
        found = plan(str(meta), str(meta))
        assert {step.status for step in found.steps} == {"matched"}, meta
        tried += 1
    assert tried > 20

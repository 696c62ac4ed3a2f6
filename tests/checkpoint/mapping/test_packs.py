"""The packs of renames: every row, both ways, and what happens to names that are taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfgraph_dnn.checkpoint.mapping.packs import pack, packs
from tfgraph_dnn.checkpoint.mapping.renaming import rename
from tfgraph_dnn.errors import CheckpointError

ROWS = [pytest.param(name, row, id=f"{name}: {row.label}") for name, one in packs().items() for row in one.rows]
FORWARD = ["towers-to-one", "rnn-0.x-to-1.2", "contrib-to-layers"]
BOTH_WAYS = ["contrib-to-layers", "rnn-0.x-to-1.2", "rnn-1.0-to-1.2"]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_row(name, row):
    after, applied = pack(name).apply(row.before)
    assert after == row.after
    assert row in applied and row.why
    assert row.clash in ("", "over", "first")


@pytest.mark.parametrize("name", packs())
def test_pack(name):
    one = pack(name)
    assert one.title and one.rows and one.name == name
    assert len({row.old for row in one.rows}) == len(one.rows), "a row is hidden by one before it"


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_there_and_back(name):
    there = pack(name)
    (back,) = [one for one in packs().values() if one.title == f"{there.title}, backwards"]
    for row in there.rows:
        assert back.apply(row.after)[0] == row.before


@pytest.mark.parametrize(
    ("name", "names"),
    [
        ("contrib-to-layers", ["my_weights", "weights/v", "weightsx", "a/biases_1", "BatchNorm", "Convolution/w"]),
        ("rnn-0.x-to-1.2", ["RNNs/x", "a/RNN", "Linear/Matrix", "LSTMCell/W_1", "MultiRNNCell/CellA/x"]),
        ("rnn-1.0-to-1.2", ["fc/weights", "fc/biases", "my_lstm_cell/weights", "lstm_cell/weights/deep/x"]),
        ("ema-to-variables", ["ExponentialMovingAverage", "a/ExponentialMovingAverage/b"]),
        ("towers-to-one", ["tower/x", "my_tower_0/x", "tower_0"]),
    ],
)
def test_left_alone(name, names):
    done = rename(names, name)
    assert done.names == {one: one for one in names} and not done.rules


def test_generations_of_rnn_names_meet():
    old = rename(["a/RNN/GRUCell/Gates/Linear/Matrix/Adam"], "rnn-0.x-to-1.2").names.values()
    middle = rename(["a/rnn/gru_cell/gates/weights/Adam"], "rnn-1.0-to-1.2").names.values()
    assert [*old] == [*middle] == ["a/rnn/gru_cell/gates/kernel/Adam"]


def test_several_packs_in_turn():
    done = rename(["tower_0/RNN/LSTMCell/B", "tower_0/fc/weights"], [*FORWARD])
    assert [*done.names.values()] == ["rnn/lstm_cell/bias", "fc/kernel"]
    assert done.rules["tower_0/fc/weights"] == "tower_{n}/ -> (nothing), weights -> kernel"


def test_averages_take_the_place_of_variables():
    done = rename(["w", "w/ExponentialMovingAverage", "b", "w/Momentum"], "ema-to-variables")
    assert done.names == {"w/ExponentialMovingAverage": "w", "b": "b", "w/Momentum": "w/Momentum"}
    assert done.left_out == {"w": "w/ExponentialMovingAverage"} and not done.clashes


def test_the_first_tower_is_taken():
    done = rename(["tower_10/w", "tower_9/w", "step"], "towers-to-one")
    assert done.names == {"tower_9/w": "w", "step": "step"} and done.left_out == {"tower_10/w": "tower_9/w"}


@pytest.mark.parametrize("names", [["w/weights", "w/kernel"], ["w/kernel", "w/weights"]])
def test_clash(names):
    done = rename(names, "contrib-to-layers")
    assert done.clashes == {"w/kernel": tuple(names)} and not done.names


def test_tower_and_plain_variable_clash():
    assert rename(["tower_0/w", "w"], "towers-to-one").clashes == {"w": ("tower_0/w", "w")}


def test_unknown_pack():
    with pytest.raises(CheckpointError, match="contrib-to-layers"):
        rename(["w"], "contrib")


STEPS = st.sampled_from(
    ["weights", "kernel", "RNN", "rnn", "BasicLSTMCell", "Linear", "Matrix", "tower_1", "Adam", "Cell0", "MultiRNNCell",
     "ExponentialMovingAverage", "BatchNorm_1", "a", "x:0", "{n}", "{name}", ""]
)  # fmt: skip


@given(st.lists(st.lists(STEPS, min_size=1, max_size=5).map("/".join), unique=True), st.sampled_from(list(packs())))
def test_nothing_is_lost_without_a_word(names, name):
    done = rename(names, name)
    told = [*done.names, *done.left_out, *(old for olds in done.clashes.values() for old in olds)]
    assert sorted(told) == sorted(names)
    assert len(set(done.names.values())) == len(done.names)

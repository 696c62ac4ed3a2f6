"""Any arrays under any names: a plan in which everything fits, or a WeightsError. No TensorFlow is needed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.weights.test_fuzz import fuzz
from tfgraph_dnn.errors import WeightsError
from tfgraph_dnn.weights.entries import entries, split
from tfgraph_dnn.weights.layouts import SOURCES, Layout
from tfgraph_dnn.weights.planning import make_plan
from tfgraph_dnn.weights.targets import Target

TARGETS = [
    Target("conv/kernel", (3, 2, 3, 4), kind="conv"),
    Target("conv/bias", (4,)),
    Target("deep/kernel", (2, 2, 4, 1), kind="depthwise"),
    Target("up/kernel", (2, 2, 2, 4), kind="transposed"),
    Target("fc/kernel", (12, 3), kind="dense", flatten=(2, 3, 2)),
    Target("fc2/kernel", (3, 3), kind="dense"),
    Target("lstm_cell/kernel", (5, 8), kind="lstm"),
    Target("lstm_cell/bias", (8,), kind="lstm", forget_bias=1.0),
    Target("gru_cell/gates/kernel", (5, 4), kind="gru"),
    Target("gru_cell/candidate/bias", (2,), kind="gru"),
    Target("bn/moving_variance", (4,), epsilon=1e-3),
    Target("step", (), dtype="int64"),
    Target("open", (None, 2), kind="dense"),
]
layers = st.sampled_from(["conv", "fc", "lstm", "gru", "bn", "a.b", "arg:x", "layers/lstm/cell", "", "é/\n", "9"])
parts = st.sampled_from(
    [
        "kernel",
        "weight",
        "bias",
        "weights:0",
        "0",
        "1",
        "2",
        "3",
        "vars/0",
        "vars/1",
        "vars/2",
        "recurrent_kernel",
        "W_i",
        "w_xf",
        "b_c",
        "U_o",
        "weight_ih_l0",
        "weight_hh_l0",
        "bias_ih_l0",
        "bias_hh_l0",
        "i2h_weight",
        "h2h_weight",
        "running_mean",
        "running_var",
        "alpha",
        "gamma",
        "b",
        "w",
        "",
    ]
)
names = st.builds(lambda layer, separator, part: layer + separator + part, layers, st.sampled_from("/._"), parts)
shapes = st.one_of(
    st.sampled_from([(4, 3, 3, 2), (3, 2, 3, 4), (4,), (1, 4), (4, 1, 2, 2), (4, 2, 2, 2), (3, 12), (12, 3), (3, 3), (),
                     (3, 8), (2, 8), (8, 3), (8, 2), (8,), (3, 6), (2, 6), (6,), (2, 6), (1,), (1, 1, 3, 12)]),
    st.lists(st.integers(0, 3), max_size=5).map(tuple),
)  # fmt: skip
dtypes = st.sampled_from(["f4", "f8", "f2", "i8", "i4", "u1", "?", "c8"])
arrays = st.dictionaries(names, st.builds(lambda shape, dtype: np.ones(shape, dtype), shapes, dtypes), max_size=12)
mappings = st.dictionaries(
    st.sampled_from([target.name for target in TARGETS] + ["gone"]),
    st.one_of(names, st.lists(names, max_size=3), st.tuples(names, st.just(np.transpose))),
    max_size=2,
)


@fuzz(300)
@given(
    found=arrays,
    wanted=st.lists(st.sampled_from(TARGETS), unique=True, max_size=4),
    source=st.sampled_from(sorted(SOURCES)),
    mapping=mappings,
    swap=st.booleans(),
)
def test_a_plan_fits_or_says_why(found, wanted, source, mapping, swap):
    layout = Layout(**{**vars(SOURCES[source]), "swap": swap, "bgr": swap})
    try:
        plan = make_plan(wanted, found, layout, mapping=mapping, epsilon=1e-5)
    except WeightsError as error:
        assert error.slug in ("weights-mismatch", "weights-ambiguous") and len(str(error).splitlines()) <= 3
        return
    assert [row.variable for row in plan.rows] == [target.name for target in wanted] and str(plan)
    for target in wanted:
        value = plan.values[target.name]
        assert value.dtype == target.dtype and len(value.shape) == len(target.shape)
        assert all(length in (wanted_length, length if wanted_length is None else wanted_length)
                   for length, wanted_length in zip(value.shape, target.shape, strict=True))  # fmt: skip
    assert not set(plan.unused) & {name for row in plan.rows for name in row.arrays}


@fuzz(300)
@given(found=arrays)
def test_every_array_is_some_entry(found):
    named = {name for entry in entries(found) for name in entry.names}
    assert named == set(found)


@fuzz(300)
@given(st.text(max_size=20))
def test_any_name_has_a_layer_and_a_role(name):
    layer, role = split(name)
    assert isinstance(layer, str) and (role is None or isinstance(role, str))

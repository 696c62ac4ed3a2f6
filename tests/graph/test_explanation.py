"""What a run reads, writes, needs and leaves out: against what really happens to the variables."""

import json

import numpy as np
import pytest

from tfgraph_dnn import graph
from tfgraph_dnn.errors import GraphNameError


def batch_normalized(tf, *, updates):
    x = tf.placeholder(tf.float32, [None, 3], name="X")
    training = tf.placeholder(tf.bool, [], name="training")
    h = tf.layers.batch_normalization(tf.layers.dense(x, 4, name="h"), training=training, name="bn")
    loss = tf.reduce_mean(tf.square(h - 1.0) + tf.layers.dropout(h, training=training))
    with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS) if updates else []):
        train = tf.train.AdamOptimizer(name="train").minimize(loss)
    return x, training, train


@pytest.mark.parametrize("updates", [False, True])
def test_written_variables_are_those_that_change(tf, updates):
    x, training, train = batch_normalized(tf, updates=updates)
    feeds = {x: np.random.RandomState(0).randn(8, 3) * 3 + 1, training: True}
    run = graph.explain_run(tf.get_default_graph(), train, feeds)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        before = {v.op.name: session.run(v) for v in tf.global_variables()}
        session.run(train, feeds)
        after = {v.op.name: session.run(v) for v in tf.global_variables()}
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed - {variable.name for variable in run.writes} == set()
    # A bias in front of a batch normalization has no gradient, so Adam may leave it where it is.
    assert all(v.name.startswith("h/bias") for v in run.writes if v.name not in changed)
    assert ("bn/moving_mean" in changed) == updates
    text = str(run)
    assert ("No fetch reaches UPDATE_OPS" in text) != updates
    assert {idle.writes for idle in run.idle if idle.kind == "update" and idle.writes} == (
        set() if updates else {("bn/moving_mean",), ("bn/moving_variance",)}
    )


def test_what_must_be_fed_is_what_tensorflow_asks_for(tf):
    x, training, train = batch_normalized(tf, updates=True)
    run = graph.explain_run(tf.get_default_graph(), train, ["X"])
    assert {(p.name, p.state) for p in run.placeholders} == {("X", "fed"), ("training", "not fed")}
    assert "training  bool     ()      not fed" in str(run) and "this run fails" in str(run)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        with pytest.raises(tf.errors.InvalidArgumentError, match="'training'"):
            session.run(train, {x: [[1.0, 2.0, 3.0]]})
    only = graph.explain_run(tf.get_default_graph(), "h/BiasAdd:0", ["X", "training"])
    assert {(p.name, p.state) for p in only.placeholders} == {("X", "fed"), ("training", "fed, not needed")}


def test_random_operations_and_their_seeds(tf):
    tf.set_random_seed(7)
    run = graph.explain_run(tf.get_default_graph(), tf.random_normal([2], seed=3, name="r"))
    assert [(e.name, e.what) for e in run.random] == [("r/RandomStandardNormal", "draws random numbers, seeds (7, 3)")]


def test_feeding_an_inner_tensor_cuts_what_is_behind(tf):
    x, _, _ = batch_normalized(tf, updates=False)
    run = graph.explain_run(tf.get_default_graph(), "bn/cond/Merge:0", {"h/BiasAdd:0": 0, "training": 1})
    assert not [o for o in run.operations if o.name.startswith("h/")]
    assert "h/BiasAdd:0" in [p.name for p in run.placeholders]


@pytest.mark.parametrize("resource", [False, True])
def test_evaluation_reads_and_writes_nothing(tf, resource):
    v = tf.get_variable("v", [2], use_resource=resource)
    tf.train.GradientDescentOptimizer(0.1).minimize(tf.reduce_sum(v * v))
    run = graph.explain_run(tf.get_default_graph(), tf.identity(v, name="y"))
    assert [variable.name for variable in run.reads] == ["v"] and not run.writes
    assert run.reads[0].shape == (2,)
    assert "nor do 1 operations of the training" in str(run)


def test_unknown_names_give_a_line_each_with_the_nearest(tf):
    batch_normalized(tf, updates=False)
    with pytest.raises(GraphNameError) as caught:
        graph.explain_run(tf.get_default_graph(), ["trian", "h/BiasAd:0"], ["X"])
    lines = str(caught.value).splitlines()
    assert "no operation 'trian'" in lines[0] and "nearest: train" in lines[0]
    assert "no operation 'h/BiasAd'" in lines[1] and "h/BiasAdd" in lines[1]


def test_an_empty_graph(tf):
    model = graph.from_graph(tf.get_default_graph())
    with pytest.raises(GraphNameError, match="is empty"):
        graph.explain_run(model, "a")
    assert "The graph is empty." in model.to_html()


def test_to_dict_is_json(tf):
    x, training, train = batch_normalized(tf, updates=False)
    run = graph.explain_run(tf.get_default_graph(), [train], [x, training])
    data = json.loads(json.dumps(run.to_dict()))
    assert data["operations"][-1] == {"name": "train", "op": "NoOp", "why": "fetch", "wanted_by": ""}


def test_a_watched_run(tf):
    x, training, train = batch_normalized(tf, updates=True)
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        value, run = graph.watch_run(session, [train, "h/BiasAdd:0"], {x: np.ones([8, 3]), training: False})
    assert value[1].shape == (8, 4)
    names = [timing.name for timing in run.observed.timings]
    assert names.index("h/BiasAdd") < names.index("train/update_h/kernel/ApplyAdam")
    assert "X" not in names and set(names) <= {o.name for o in run.operations}
    # Constants that lead to constants are folded before anything runs.
    assert run.observed.removed and not set(run.observed.removed) & set(names)
    assert "operations executed in" in str(run) and "took" in str(run)
    assert json.loads(json.dumps(run.to_dict()))["observed"]["microseconds"] > 0


@pytest.mark.parametrize(
    ("nested", "flat"),
    [("a", ["a"]), ({"x": "a:0", "y": ["b"]}, ["a:0", "b"]), (("a", ["b", ("c",)]), ["a", "b", "c"])],
)
def test_names_of_nested_fetches(nested, flat):
    assert graph.names(nested) == flat


def test_names_of_a_feed_dict_by_name():
    assert graph.fed_names({"X": np.ones(2), "training": True}) == ["X", "training"]


def test_a_sparse_tensor_is_several(tf):
    sparse = tf.sparse_placeholder(tf.float32, [2, 2], name="s")
    doubled = tf.SparseTensor(tf.identity(sparse.indices), sparse.values * 2.0, tf.identity(sparse.dense_shape))
    run = graph.explain_run(tf.get_default_graph(), {"y": doubled}, {sparse: None})
    assert {o.op for o in run.operations} >= {"Mul", "Identity"}
    assert all(p.state == "fed" for p in run.placeholders)

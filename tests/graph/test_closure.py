"""What runs is what TensorFlow executes: the static reading against the graph that a session really ran."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tfgraph_dnn import graph
from tfgraph_dnn.graph.closure import path
from tfgraph_dnn.graph.decoding import decode


def executed(tf, session, fetches, feeds):
    """Names in the graph that the session executed, with grappler off."""
    metadata = tf.RunMetadata()
    options = tf.RunOptions(output_partition_graphs=True)
    session.run(fetches, feeds, options=options, run_metadata=metadata)
    known = {op.name for op in session.graph.get_operations()}
    return {node.name for partition in metadata.partition_graphs for node in partition.node} & known


def plain_config(tf):
    config = tf.ConfigProto(inter_op_parallelism_threads=1, intra_op_parallelism_threads=1)
    config.graph_options.optimizer_options.opt_level = -1
    config.graph_options.rewrite_options.disable_meta_optimizer = True
    return config


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_random_graphs(data):
    import tfgraph_dnn.v1 as tf

    with tf.Graph().as_default() as g:
        tensors, ops = [tf.placeholder(tf.float32, [], name="p")], []
        for at in range(data.draw(st.integers(1, 14))):
            before = data.draw(st.lists(st.sampled_from(ops), max_size=2)) if ops else []
            with tf.control_dependencies(before):
                kind = data.draw(st.sampled_from(["add", "split", "noop", "placeholder"]))
                if kind == "add":
                    tensors.append(tf.add(*(data.draw(st.sampled_from(tensors)) for _ in range(2)), name=f"n{at}"))
                elif kind == "split":
                    pair = tf.stack([data.draw(st.sampled_from(tensors)), 1.0], name=f"k{at}")
                    tensors += tf.unstack(pair, name=f"u{at}")
                elif kind == "placeholder":
                    tensors.append(tf.placeholder(tf.float32, [], name=f"p{at}"))
                ops.append(tensors[-1].op if kind != "noop" else tf.no_op(name=f"o{at}"))
        fed = data.draw(st.lists(st.sampled_from(tensors), max_size=3, unique_by=id))
        fed = [*fed, *(t for t in tensors if t.op.type == "Placeholder" and t not in fed)]
        fetches = data.draw(st.lists(st.sampled_from([*ops, *tensors]), min_size=1, max_size=3))
        # Fetching a placeholder's operation, rather than its tensor, fails even when it is fed.
        fetches = [f for f in fetches if f not in fed and getattr(f, "type", "") != "Placeholder"]
        assume(fetches)
        feeds = dict.fromkeys(fed, 1.0)
        with tf.Session(config=plain_config(tf)) as session:
            run = graph.explain_run(g, fetches, feeds)
            assert {operation.name for operation in run.operations} == executed(tf, session, fetches, feeds)
        # Each after all that it takes or waits for.
        place = {operation.name: at for at, operation in enumerate(run.operations)}
        for name, at in place.items():
            node = run.graph.by_name[name]
            for source in [e.source for e in node.data if tuple(e) not in run.closure.fed] + list(node.control):
                other = run.graph.nodes[source].name
                assert other not in place or place[other] < at


@pytest.mark.parametrize("net", ["batch_norm", "loop", "condition", "frozen"])
def test_nets(tf, net):
    x = tf.placeholder(tf.float32, [None, 3], name="x")
    h = tf.layers.dense(x, 4, name="h")
    if net == "batch_norm":
        h = tf.layers.batch_normalization(h, training=tf.placeholder_with_default(True, []))
    elif net == "loop":
        h = tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, a * 0.5), [0, h])[1]
    elif net == "condition":
        h = tf.cond(tf.reduce_sum(h) > 0, lambda: h * 2, lambda: tf.exp(h))
    else:
        h = tf.stop_gradient(h)
    loss = tf.reduce_mean(tf.square(tf.layers.dense(h, 2, name="out")))
    train = tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss)
    with tf.Session(config=plain_config(tf)) as session:
        session.run(tf.global_variables_initializer())
        feeds = {x: [[1.0, 2.0, 3.0]]}
        run = graph.explain_run(tf.get_default_graph(), train, feeds)
        assert {operation.name for operation in run.operations} == executed(tf, session, train, feeds)
    assert run.loops == (1 if net == "loop" else 0) + (1 if net == "loop" else 0)  # the loop, and the gradient's
    assert (run.conditional > 0) == (net in ("batch_norm", "condition"))


def test_reasons_end_at_a_fetch(tf):
    x = tf.placeholder(tf.float32, [], name="x")
    a = tf.square(x, name="a")
    with tf.control_dependencies([a]):
        b = tf.constant(1.0, name="b")
    run = graph.explain_run(tf.get_default_graph(), tf.exp(b, name="c"), {x: 2.0})
    assert run.why("a") == [("a", "control"), ("b", "data"), ("c", "fetch")]
    assert [kind for _, kind in path(run.closure.reasons, run.graph.by_name["c"].index)] == ["fetch"]


def test_the_order_is_that_of_the_edges_not_of_the_file(tf):
    y = tf.exp(tf.square(tf.placeholder(tf.float32, [], name="x"), name="a"), name="b")
    with tf.control_dependencies([y]):
        tf.constant(1.0, name="c")
    definition = tf.get_default_graph().as_graph_def()
    nodes = list(definition.node)[::-1]
    del definition.node[:]
    definition.node.extend(nodes)
    run = graph.explain_run(decode(definition.SerializeToString(), "g"), ["c"])
    assert [operation.name for operation in run.operations] == ["x", "a", "b", "c"]

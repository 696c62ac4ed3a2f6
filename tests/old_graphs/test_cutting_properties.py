"""Whatever graph is cut to whatever outputs: they compute what they did, with the variables that they need alone."""

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import tfgraph_dnn.v1 as tf
from tfgraph_dnn.errors import GraphFileError, UnknownOperationsError
from tfgraph_dnn.old_graphs import open_graph

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["variable", "resource", "add", "multiply", "negate", "split", "condition", "loop", "assign"]),
        st.integers(0, 1000),
        st.integers(0, 1000),
    ),
    min_size=3,
    max_size=14,
)


def _build(steps):
    """A graph of tensors of two numbers, each made of earlier ones; gives them all, and what each needs."""
    tensors = [tf.placeholder(tf.float32, [2], name="X")]
    needed = [frozenset()]
    for number, (kind, first, second) in enumerate(steps):
        at, other = first % len(tensors), second % len(tensors)
        a, b = tensors[at], tensors[other]
        both = needed[at] | needed[other]
        with tf.name_scope(f"step{number}"):
            if kind in ("variable", "resource"):
                name = f"v{number}"
                start = np.float32([first / 7, second / 9])
                made = tf.get_variable(name, initializer=start, use_resource=kind == "resource")
                tensors.append(tf.identity(made))
                needed.append(frozenset([name]))
            elif kind == "assign":
                made = tf.get_variable(f"v{number}", initializer=np.float32([1, 2]))
                with tf.control_dependencies([tf.assign(made, b)]):
                    tensors.append(tf.identity(a))
                needed.append(both | {f"v{number}"})
            elif kind == "split":
                parts = tf.split(a, 2)
                tensors.append(tf.concat([parts[1], parts[0]], 0))
                needed.append(needed[at])
            elif kind == "condition":
                tensors.append(tf.cond(tf.reduce_sum(a) > 0, lambda b=b: b * 2, lambda a=a: a - 1))
                needed.append(both)
            elif kind == "loop":
                body = lambda i, x, b=b: (i + 1, x * 0.5 + b)  # noqa: E731 - a loop's body
                tensors.append(tf.while_loop(lambda i, x: i < 3, body, [0, a])[1])
                needed.append(both)
            else:
                tensors.append({"add": a + b, "multiply": a * b, "negate": -a + 0 * b}[kind])
                needed.append(both)
    return tensors, needed


CHECKS = {"deadline": None, "suppress_health_check": list(HealthCheck)}
# Graphs are slow to build: a failing one is shown as it was found.
WITHOUT_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]


@settings(max_examples=15, phases=WITHOUT_SHRINKING, **CHECKS)
@given(steps=STEPS, wanted=st.integers(0, 1000), sharded=st.booleans())
def test_cut_graphs(tmp_path, steps, wanted, sharded):
    feed = {"X:0": np.float32([0.5, -1.25])}
    with tf.Graph().as_default(), tf.Session() as session:
        tf.get_variable("unneeded", initializer=np.float32([3.0]))
        tensors, needed = _build(steps)
        name, variables = tensors[wanted % len(tensors)].name, needed[wanted % len(tensors)]
        session.run(tf.global_variables_initializer())
        tf.train.Saver(sharded=sharded).save(session, str(tmp_path / "m"))
        expected = session.run(name, feed)
    opened = open_graph(tmp_path / "m", outputs=[name])
    with opened.graph.as_default():
        assert {variable.op.name for variable in tf.global_variables()} == variables
    with opened.session() as session:
        assert np.array_equal(session.run(opened.outputs[0], feed if "X" in opened.inputs else {}), expected, True)
        if variables:
            opened.saver.save(session, str(tmp_path / "again"))
            assert {name for name, _ in tf.train.list_variables(str(tmp_path / "again"))} == variables


def test_an_equivalent_of_a_type_that_the_operation_does_not_take(own, tmp_path):
    meta = tf.MetaGraphDef.FromString((own / "resampled/model.ckpt.meta").read_bytes())
    [node] = [node for node in meta.graph_def.node if node.op == "ResamplerGrad"][:1]
    node.attr["T"].type = tf.qint32.as_datatype_enum
    (tmp_path / "m.meta").write_bytes(meta.SerializeToString())
    with pytest.raises(GraphFileError, match=rf"m.meta holds a damaged graph: {node.name} \(ResamplerGrad\).*qint32"):
        open_graph(tmp_path / "m.meta")


@settings(max_examples=40, phases=WITHOUT_SHRINKING, **CHECKS)
@given(data=st.data())
def test_damaged_files(own, tmp_path, data):
    """A file cut short or changed opens, or is refused by name."""
    content = bytearray((own / "resampled/model.ckpt.meta").read_bytes())
    content = content[: data.draw(st.sampled_from([len(content), data.draw(st.integers(0, len(content)))]))]
    for _ in range(data.draw(st.integers(0, 3)) if content else 0):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "m.meta"
    path.write_bytes(content)
    try:
        open_graph(path)
    except (GraphFileError, UnknownOperationsError) as error:
        assert str(path) in str(error)

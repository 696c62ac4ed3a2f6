"""Looking into checkpoints and starting variables from them: tf.contrib.framework's ways."""

import numpy as np
import pytest

import tfgraph_dnn.v1 as tf

framework = tf.contrib.framework


@pytest.fixture
def checkpoint(tmp_path):
    """A checkpoint of `var1`, `useful_scope/var2` and the partitioned `part/var3`."""
    with tf.Graph().as_default(), tf.Session() as session:
        tf.get_variable("var1", initializer=np.float32([[1.0, 2.0], [3.0, 4.0]]))
        with tf.variable_scope("useful_scope"):
            tf.get_variable("var2", initializer=np.float32([5.0, 6.0, 7.0]))
        with tf.variable_scope("part", partitioner=tf.fixed_size_partitioner(2)):
            tf.get_variable("var3", [4], initializer=lambda *a, **k: tf.constant([8.0, 9.0]))
        session.run(tf.global_variables_initializer())
        return tf.train.Saver().save(session, str(tmp_path / "model"), latest_filename="checkpoint")


def _run(*fetches, init=True):
    with tf.Session() as session:
        if init:
            session.run(tf.global_variables_initializer())
        return session.run(list(fetches))


def test_reading(checkpoint, tmp_path):
    listed = [("part/var3", [4]), ("useful_scope/var2", [3]), ("var1", [2, 2])]
    assert framework.list_variables(checkpoint) == listed == framework.list_variables(str(tmp_path))
    assert framework.load_variable(str(tmp_path), "useful_scope/var2").tolist() == [5.0, 6.0, 7.0]
    assert framework.load_variable(checkpoint, "var1:0").tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert framework.load_checkpoint(checkpoint).has_tensor("part/var3")


def test_reading_what_is_not_there(tmp_path):
    with pytest.raises(ValueError, match="checkpoint"):
        framework.load_checkpoint(str(tmp_path))
    with pytest.raises(tf.errors.OpError):
        framework.load_checkpoint(str(tmp_path / "nothing"))
    with pytest.raises(tf.errors.OpError):
        framework.list_variables(str(tmp_path / "nothing"))


def test_assign_from_checkpoint(checkpoint):
    with tf.Graph().as_default():
        one = framework.variable("my_var1", [2, 2])
        two = framework.variable("useful_scope/var2", [3])
        assign, feed = framework.assign_from_checkpoint(checkpoint, {"var1": one, "useful_scope/var2": two})
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(assign, feed)
            assert session.run(one).tolist() == [[1.0, 2.0], [3.0, 4.0]]
            assert session.run(two).tolist() == [5.0, 6.0, 7.0]


def test_assign_from_checkpoint_to_partitions(checkpoint):
    with tf.Graph().as_default():
        with tf.variable_scope("part", partitioner=tf.fixed_size_partitioner(2)):
            parts = list(framework.variable("var3", [4], initializer=tf.zeros_initializer()))
        assign, feed = framework.assign_from_checkpoint(checkpoint, parts)
        again, feed_again = framework.assign_from_checkpoint(checkpoint, {"part/var3": parts})
        with tf.Session() as session:
            session.run(tf.global_variables_initializer())
            session.run(assign, feed)
            assert [v.tolist() for v in session.run(parts)] == [[8.0, 9.0], [8.0, 9.0]]
            session.run(again, feed_again)


def test_assign_from_checkpoint_missing(checkpoint):
    with tf.Graph().as_default():
        variable = framework.variable("other", [2, 2])
        with pytest.raises(ValueError, match="missing variable"):
            framework.assign_from_checkpoint(checkpoint, [variable])
        _, feed = framework.assign_from_checkpoint(checkpoint, [variable], ignore_missing_vars=True)
        assert feed == {}


def test_assign_from_checkpoint_of_another_shape(checkpoint):
    with tf.Graph().as_default():
        variable = framework.variable("var1", [4])
        with pytest.raises(ValueError, match="Total size"):
            framework.assign_from_checkpoint(checkpoint, [variable])


def test_assign_from_checkpoint_fn(checkpoint):
    with tf.Graph().as_default():
        one = framework.variable("var1", [2, 2])
        missing = framework.variable("other", [2, 2])
        init_fn = framework.assign_from_checkpoint_fn(checkpoint, [one, missing], ignore_missing_vars=True)
        with tf.Session() as session:
            init_fn(session)
            assert session.run(one).tolist() == [[1.0, 2.0], [3.0, 4.0]]
        assert framework.assign_from_checkpoint_fn(checkpoint, [missing], ignore_missing_vars=True) is None
        with pytest.raises(ValueError, match="cannot be empty"):
            framework.assign_from_checkpoint_fn(checkpoint, [])


def test_assign_from_checkpoint_fn_reshapes_when_asked(checkpoint):
    with tf.Graph().as_default():
        flat = framework.variable("flat", [4])
        with tf.Session() as session:
            with pytest.raises(tf.errors.InvalidArgumentError):
                framework.assign_from_checkpoint_fn(checkpoint, {"var1": flat})(session)
            framework.assign_from_checkpoint_fn(checkpoint, {"var1": flat}, reshape_variables=True)(session)
            assert session.run(flat).tolist() == [1.0, 2.0, 3.0, 4.0]


def test_assign_from_checkpoint_fn_without_a_file(tmp_path):
    with tf.Graph().as_default():
        variable = framework.variable("v", [4])
        with tf.Session() as session, pytest.raises((tf.errors.OpError, ValueError)):
            framework.assign_from_checkpoint_fn(str(tmp_path / "nothing"), [variable])(session)


def test_init_from_checkpoint_by_name_variable_and_scope(checkpoint):
    with tf.Graph().as_default() as graph:
        with tf.variable_scope("some_scope"):
            mine = tf.get_variable("my1", [2, 2])
            other = tf.get_variable("my1_x", [2, 2], initializer=tf.zeros_initializer())
        with tf.variable_scope("useful_scope"):
            two = tf.get_variable("var2", [3])
        framework.init_from_checkpoint(checkpoint, {"var1": "some_scope/my1", "useful_scope/": "useful_scope/"})
        got = _run(mine, two, other)
        assert got[0].tolist() == [[1.0, 2.0], [3.0, 4.0]]
        assert got[1].tolist() == [5.0, 6.0, 7.0]
        assert got[2].tolist() == [[0.0, 0.0], [0.0, 0.0]]
        assert len(str(graph.as_graph_def())) < 27000


def test_init_from_checkpoint_at_the_root(checkpoint):
    with tf.Graph().as_default():
        with tf.variable_scope("inside"):
            one = tf.get_variable("var1", [2, 2])
        framework.init_from_checkpoint(checkpoint, {"/": "inside/"})
        assert _run(one)[0].tolist() == [[1.0, 2.0], [3.0, 4.0]]
    with tf.Graph().as_default():
        two = tf.get_variable("var2", [3])
        framework.init_from_checkpoint(checkpoint, {"useful_scope/": "/"})
        assert _run(two)[0].tolist() == [5.0, 6.0, 7.0]


def test_init_from_checkpoint_of_partitions(checkpoint):
    with tf.Graph().as_default():
        with tf.variable_scope("there", partitioner=tf.fixed_size_partitioner(2)):
            parts = tf.get_variable("var3", [4])
        framework.init_from_checkpoint(checkpoint, {"part/var3": "there/var3"})
        assert _run(tf.convert_to_tensor(parts))[0].tolist() == [8.0, 9.0, 8.0, 9.0]
        framework.init_from_checkpoint(checkpoint, {"part/var3": list(parts)})
        assert _run(tf.convert_to_tensor(parts))[0].tolist() == [8.0, 9.0, 8.0, 9.0]


@pytest.mark.parametrize(
    "assignment",
    [{"nothing": "var1"}, {"useful_scope/var2": "var1"}, {"useful_scope": "scope/"}, {"useful_scope/": "scope/"}],
    ids=["missing", "shape", "name to scope", "missing in scope"],
)
def test_init_from_checkpoint_refuses(checkpoint, assignment):
    with tf.Graph().as_default():
        tf.get_variable("var1", [2, 2])
        tf.get_variable("scope/var1", [2, 2])
        with pytest.raises(ValueError):
            framework.init_from_checkpoint(checkpoint, assignment)


def test_init_from_checkpoint_without_a_directory(tmp_path):
    with tf.Graph().as_default(), pytest.raises(tf.errors.OpError):
        tf.get_variable("var1", [2, 2])
        framework.init_from_checkpoint(str(tmp_path / "nothing"), {"var1": "var1"})

"""The face: every row of the tables resolves, aliases agree, TensorFlow stays as it was, absent names explain."""

import importlib
import sys
from types import ModuleType

import pytest

from tfgraph_dnn import symbols


@pytest.fixture(scope="module")
def tf():
    return importlib.import_module("tfgraph_dnn.v1")


@pytest.fixture(scope="module")
def face(tf):
    return importlib.import_module("tfgraph_dnn.v1.face")


def _resolve(root, name):
    found = root
    for part in name.split(".")[1:]:
        found = getattr(found, part)
    return found


@pytest.mark.parametrize("name", sorted(symbols.overlay()))
def test_every_overlay_row_resolves(tf, name):
    target = symbols.overlay()[name]
    value = _resolve(tf, name)
    if target.startswith("tf."):
        assert value is _resolve(tf, target)
    elif ":" in target:
        module, _, attribute = target.partition(":")
        assert value is getattr(importlib.import_module(module), attribute)
    else:
        assert isinstance(value, ModuleType)


@pytest.mark.parametrize("name", sorted(symbols.private_paths()))
def test_every_private_row_resolves(tf, name):
    assert _resolve(tf, name) is not None


@pytest.mark.parametrize("name", sorted(n for n in symbols.overlay() if n.startswith("tf.")))
def test_overlay_names_existed(name):
    """Nothing is invented: what we put over a name is a name of TF 1.15 (or a private path of it)."""
    private = (".python.", ".examples.", ".__", "tf.contrib.slim", "tf.keras", "tf.contrib.keras", "tf.pywrap_")
    known = symbols.tf115_names()
    assert name in known or any(part in name for part in private), f"{name} is not a name of TF 1.15"


@pytest.mark.parametrize("name", sorted(n for n in symbols.absent_names() if not n.endswith(".*")))
def test_every_absent_name_explains_itself(tf, name):
    row = symbols.absence(name)
    with pytest.raises(AttributeError) as caught:
        _resolve(tf, name)
    assert row.reason in str(caught.value)
    assert not row.instead or row.instead in str(caught.value)


def test_aliases_agree(tf, face):
    assert tf.reset_default_graph is face.module("tensorflow.python.framework.ops").reset_default_graph
    assert tf.get_variable is face.module("tensorflow.python.ops.variable_scope").get_variable
    assert face.module("tensorflow.python.ops.control_flow_ops").cond is tf.cond
    assert face.module("tensorflow.compat.v1.nn") is not None
    assert face.module("tensorflow.nn").relu is tf.nn.relu


def test_modules_that_moved_since_are_found(tf, face):
    training_ops = face.module("tensorflow.python.training.training_ops")
    assert face.module("tensorflow.python.training.gen_training_ops").apply_adam is training_ops.apply_adam
    assert face.module("tensorflow.contrib.framework.python.ops.sort_ops").sort is tf.sort
    assert face.module("tensorflow.contrib.metrics.python.ops.set_ops").set_union is tf.sets.set_union
    distribute = face.module("tensorflow.python.training.distribute")
    assert distribute.ReplicaContext is face.module("tensorflow.python.distribute.distribute_lib").ReplicaContext
    context = face.module("tensorflow.python.training.distribution_strategy_context")
    assert not context.has_strategy()
    with tf.Graph().as_default(), tf.Session() as session:
        variable = tf.Variable([1.0, 2.0])
        session.run(variable.initializer)
        stepped = training_ops.apply_gradient_descent(variable, 2.0, [0.25, 0.5])
        assert session.run(stepped).tolist() == [0.5, 1.0]


def test_what_private_modules_imported_is_found_where_it_lived(tf, face):
    """A gone name is the very object that its home answers with; modules that only showed others' names are there."""
    found = 0
    for name, home in symbols.recorded_homes().items():
        module, _, last = name.rpartition(".")
        if module not in symbols.only_showed() or module.startswith("tf.contrib."):
            continue
        value = getattr(face.module("tensorflow" + module[2:]), last, None)
        if value is not None and not isinstance(value, ModuleType) and home.startswith("tf.estimator."):
            assert value is _resolve(tf, home), name
            found += 1
    assert found > 40
    for path, home in (("layers.utils", "util.nest"), ("ops.rnn_cell_impl", "util.nest"), ("ops.rnn", "util.nest")):
        assert face.module(f"tensorflow.python.{path}").nest.flatten is _resolve(tf, f"tf.python.{home}.flatten")


def test_private_names_that_are_gone_are_told_from_names_that_never_were(tf, face):
    function = face.module("tensorflow.python.eager.function")
    with pytest.raises(AttributeError, match="CacheKey was private in TF 1.15, and neither today's TensorFlow"):
        _ = function.CacheKey
    with pytest.raises(AttributeError, match="no_such_name is not a name of TF 1.15"):
        _ = function.no_such_name
    with pytest.raises(ModuleNotFoundError, match=r"training\.tensorboard_logging was private in TF 1.15"):
        face.module("tensorflow.python.training.tensorboard_logging")
    with pytest.raises(ModuleNotFoundError, match=r"python\.no is not a name of TF 1.15"):
        face.module("tensorflow.python.no.such")


def test_definitions_of_operations_can_be_added_to_the_registry(face):
    registry = face.module("tensorflow.python.framework.op_def_registry")
    op_def_pb2 = face.module("tensorflow.core.framework.op_def_pb2")
    own = op_def_pb2.OpDef(name="OwnOfThisTest", summary="nothing")
    registry.register_op_list(op_def_pb2.OpList(op=[own, registry.get_registered_ops()["MatMul"]]))
    assert registry.get_registered_ops()["OwnOfThisTest"] == own
    with pytest.raises(ValueError, match="Registered op_def for OwnOfThisTest"):
        registry.register_op_list(op_def_pb2.OpList(op=[op_def_pb2.OpDef(name="OwnOfThisTest")]))
    with pytest.raises(TypeError, match="not an op_def_pb2.OpList"):
        registry.register_op_list([own])


def test_tensorflow_itself_is_unchanged(tf):
    real = sys.modules["tensorflow"].compat.v1
    assert real.get_variable is not tf.get_variable
    assert real.__version__ != tf.__version__ == "1.15.5"


def test_absent_names_behave_like_absent_names(tf, face):
    assert not hasattr(tf, "no_such_name")
    assert getattr(tf, "no_such_name", 7) == 7
    with pytest.raises(AttributeError, match="Did you mean tf.reduce_mean"):
        _ = tf.reduce_meen
    with pytest.raises(ImportError):
        face.module("tensorflow.no_such_module")
    with pytest.raises(ModuleNotFoundError):
        face.module("tensorflow.contrib.no_such_module")


def test_default_graph_is_ours(tf):
    tf.reset_default_graph()
    assert isinstance(tf.get_default_graph(), tf.Graph)
    with tf.Graph().as_default() as graph:
        assert tf.get_default_graph() is graph


def test_reset_inside_a_graph_is_refused(tf):
    with tf.Graph().as_default(), pytest.raises(AssertionError):
        tf.reset_default_graph()


def test_graph_mode_is_on(tf):
    with tf.Graph().as_default():
        assert not tf.executing_eagerly()
        assert isinstance(tf.zeros([2, 3]).shape[0], tf.Dimension)
        assert tf.Variable(1.0).value().op.type == "Identity"
        a = tf.constant(1)
        assert (a == tf.constant(1)) is False
        assert hash(a) == hash(a)


def test_seed_rules(tf):
    with tf.Graph().as_default():
        assert tf.get_seed(None) == (None, None)
        assert tf.get_seed(5) == (87654321, 5)
        tf.set_random_seed(42)
        assert tf.get_seed(None) == (42, 0)
        tf.constant(1.0)
        tf.constant(2.0)
        assert tf.get_seed(None) == (42, 2)
        tf.set_random_seed(0)
        assert tf.get_seed(0) == (0, 2**31 - 1)


def test_other_graphs_keep_their_own_rule(tf):
    real = sys.modules["tensorflow"].compat.v1
    with real.Graph().as_default():
        real.set_random_seed(1)
        real.constant(0.0)
        assert real.get_seed(None) == (1, 0)


def test_graphs_are_collected(tf):
    import gc
    import weakref

    graph = tf.Graph()
    with graph.as_default():
        tf.random_normal([2])
    gone = weakref.ref(graph)
    del graph
    gc.collect()
    assert gone() is None


def _reached(tf, name):
    try:
        _resolve(tf, name)
    except AttributeError:
        return False
    return True


@pytest.mark.parametrize("depth", [2, 3])
def test_every_public_name_is_there_or_says_why_not(tf, depth):
    """The names of TF 1.15's own tree, and the packages of tf.contrib."""
    known = symbols.tf115_names()
    own = {n for n in known if n.count(".") < depth and not n.startswith(("tf.contrib.", "tf.compat", "tf.raw_ops"))}
    packages = {".".join(n.split(".")[:3]) for n in known if n.startswith("tf.contrib.")}
    silent = [n for n in sorted(own | packages) if not _reached(tf, n) and symbols.absence(n) is None]
    assert silent == []


# Where something of a package is here, each of its names is here or says why not; slim also shows what it imported.
PACKAGES = """autograph checkpoint cluster_resolver crf data eager factorization feature_column framework image layers
    learn legacy_seq2seq lookup losses metrics nn opt proto rnn seq2seq signal staging stateless tpu training util"""


@pytest.mark.parametrize("package", PACKAGES.split())
def test_every_name_of_a_contrib_package_is_there_or_says_why_not(tf, package):
    names = [n for n in symbols.tf115_names() if n.startswith(f"tf.contrib.{package}.") and n.count(".") == 3]
    assert names
    assert [n for n in sorted(names) if not _reached(tf, n) and symbols.absence(n) is None] == []

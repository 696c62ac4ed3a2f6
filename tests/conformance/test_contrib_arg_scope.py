"""tf.contrib.framework.arg_scope: who wins, what nests, what is refused; as TF 1.15's own users rely on it."""

import functools
from concurrent.futures import ThreadPoolExecutor

import pytest

import tfgraph_dnn.v1 as tf

framework = tf.contrib.framework
arg_scope, add_arg_scope = framework.arg_scope, framework.add_arg_scope


@add_arg_scope
def func1(*args, **kwargs):
    return args, kwargs


@add_arg_scope
def func2(*args, **kwargs):
    """Some cool doc string."""
    return args, kwargs


@add_arg_scope
def func3(args, a=None, b=1, c=2):
    return args, a, b, c


def undecorated():
    return None


def test_outside_a_scope_nothing_changes():
    assert func1(0) == ((0,), {})
    assert framework.current_arg_scope() == {}


def test_scope_sets_defaults_for_a_list_or_a_tuple():
    for ops in ([func1, func2], (func1, func2)):
        with arg_scope(ops, a=1, b=None):
            assert func1(0) == ((0,), {"a": 1, "b": None})
            assert func2(0, a=2) == ((0,), {"a": 2, "b": None})
    assert func1(0) == ((0,), {})


def test_inner_scope_wins_and_leaves_the_rest():
    with arg_scope([func1], a=1, b=2), arg_scope([func1], b=3):
        assert func1() == ((), {"a": 1, "b": 3})


def test_explicit_none_wins():
    with arg_scope([func3], a=5):
        assert func3(0, a=None) == (0, None, 1, 2)


def test_a_scope_object_replaces_the_surrounding_scope():
    with arg_scope([func1], a=1) as first:
        pass
    with arg_scope([func1], b=2), arg_scope(first):
        assert func1() == ((), {"a": 1})


def test_an_empty_list_keeps_and_an_empty_dict_clears():
    with arg_scope([func1], a=1):
        with arg_scope([]):
            assert func1() == ((), {"a": 1})
        with arg_scope({}):
            assert func1() == ((), {})
        assert func1() == ((), {"a": 1})


def test_scopes_do_not_change_after_they_were_left():
    with arg_scope([func1], a=1) as first, arg_scope([func1], a=2) as second:
        pass
    assert first[framework.arg_scope_func_key(func1)] == {"a": 1}
    assert second[framework.arg_scope_func_key(func1)] == {"a": 2}


def test_a_scope_object_takes_no_arguments():
    with arg_scope([func1], a=1) as scope:
        pass
    with pytest.raises(ValueError, match="kwargs must be empty"), arg_scope(scope, b=2):
        pass


@pytest.mark.parametrize("ops", [func1, "func1", None])
def test_neither_list_nor_scope(ops):
    with pytest.raises(TypeError, match="list/tuple"), arg_scope(ops, a=1):
        pass


def test_undecorated_function():
    with pytest.raises(ValueError, match="not decorated"), arg_scope([undecorated], a=1):
        pass


def test_unknown_argument_fails_at_the_call():
    with arg_scope([func3], d=1), pytest.raises(TypeError, match="d"):
        func3(0)


def test_an_exception_leaves_the_scope():
    with pytest.raises(RuntimeError), arg_scope([func1], a=1):
        raise RuntimeError
    assert framework.current_arg_scope() == {}


def test_a_failing_scope_leaves_nothing_behind():
    with arg_scope([func1], a=1):
        with pytest.raises(ValueError), arg_scope([undecorated], b=1):
            pass
        assert func1() == ((), {"a": 1})
    assert func1() == ((), {})


def test_arguments_that_a_scope_can_set():
    assert framework.has_arg_scope(func3)
    assert not framework.has_arg_scope(undecorated)
    assert framework.arg_scoped_arguments(func3) == ("a", "b", "c")
    with pytest.raises(AssertionError):
        framework.arg_scoped_arguments(undecorated)


def test_a_redefined_function_has_its_own_arguments():
    for _ in range(4):

        @add_arg_scope
        def func4(a=1, b=2, c=3, d=4):
            return a, b, c, d

        assert framework.arg_scoped_arguments(func4) == ("a", "b", "c", "d")


def test_functions_are_decorated_in_several_threads():
    def decorated(number):
        for _ in range(50):
            source = f"def function({', '.join(f'a{n}=None' for n in range(number + 1))}): pass"
            made = {}
            exec(source, made)
            names = framework.arg_scoped_arguments(add_arg_scope(made["function"]))
            if names != tuple(f"a{n}" for n in range(number + 1)):
                return names
        return None

    with ThreadPoolExecutor(10) as pool:
        assert list(pool.map(decorated, range(10))) == [None] * 10


def test_name_and_docstring_stay():
    assert func2.__doc__ == "Some cool doc string."
    assert func2.__name__ == "func2"


def test_aliases_share_a_scope():
    layers = tf.contrib.layers
    assert layers.conv2d is layers.convolution2d
    assert layers.conv2d.__name__ == "convolution2d"
    key = framework.arg_scope_func_key
    assert key(layers.conv2d) == key(layers.convolution2d) != key(layers.conv3d)


def test_partials_look_up_the_function_inside():
    relu = functools.partial(func1, activation="relu")
    with arg_scope([func1], a=1):
        assert relu(0) == ((0,), {"a": 1, "activation": "relu"})
    assert isinstance(tf.contrib.layers.relu, functools.partial)


def test_a_scope_reaches_model_variables():
    with arg_scope([framework.model_variable], trainable=False), tf.Graph().as_default():
        framework.model_variable("v", [1])
        assert tf.trainable_variables() == []

"""What the rules say of their examples is so: errors stop the program under the runner, good examples run."""

import pytest

from tfgraph_dnn.lint import rules

# Read files that are not there, or change the process.
LEFT_OUT = {"TG003", "TG014", "TG025", "TG029"}
RULES = [module.RULE for module in rules.every() if module.RULE.code not in LEFT_OUT]


@pytest.fixture
def run():
    """Runs a program's text as the runner would, in this process."""
    from tfgraph_dnn.run import source
    from tfgraph_dnn.run.mapping import Mapping

    mapping = Mapping()
    namespace = {"__name__": "__main__"}
    mapping.enter(namespace)

    def run(text):
        import tfgraph_dnn.v1 as tf

        tf.reset_default_graph()
        exec(source.compiled(text.encode(), "<example>"), namespace)

    yield run
    mapping.remove()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_good_example_runs(rule, run):
    run(rule.good)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.level == "error"], ids=lambda rule: rule.code)
def test_an_error_stops_the_program(rule, run):
    if rule.code == "TG006":
        import numpy

        if int(numpy.__version__.split(".")[0]) < 2:
            pytest.skip("the names are gone from NumPy 2")
    bad = rule.bad.replace("range(100)", "range(2)")
    with pytest.raises(Exception) as caught:  # noqa: B017, PT011 - each its own
        run(bad)
    assert not isinstance(caught.value, SyntaxError)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.level == "warning"], ids=lambda rule: rule.code)
def test_a_warning_runs(rule, run):
    run(rule.bad)

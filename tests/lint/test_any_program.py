"""Whatever the program, the checker answers: with findings in it, or with one clear error."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tfgraph_dnn.lint import check_file, check_source
from tfgraph_dnn.lint.notebooks import program as notebook_program
from tfgraph_dnn.lint.program_text import ProgramError

PROGRAMS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parent / "programs").glob("*.py"))]
NAMES = ("a", "b", "f", "tf", "sess", "self", "loss", "x")
WORDS = (
    "tf.Variable", "tf.get_variable", "tf.layers.dense", "tf.train.Saver", "tf.Session", "tf.placeholder", "tf.mul",
    "tf.train.AdamOptimizer", "sess.run", "a.minimize", "a.restore", "tf.nn.softmax", "tf.argmax", "tf.equal", "f",
    "tf.layers.batch_normalization", "tf.contrib.layers.l2_regularizer", "tf.variable_scope", "tf.get_collection",
    "tf.global_variables_initializer", "tf.set_random_seed", "tf.reset_default_graph", "tf.nn.dropout", "a.eval",
    "tf.nn.softmax_cross_entropy_with_logits", "tf.train.exponential_decay", "tf.add_to_collection", "getattr", "a.b.c",
    "functools.partial", "tf.metrics.accuracy", "tf.contrib.lookup.HashTable", "tf.train.batch",
)  # fmt: skip
ARGUMENTS = ("training", "is_training", "reuse", "feed_dict", "global_step", "scope", "logits", "var_list", "axis")

names = st.sampled_from(NAMES)
ATOMS = (*NAMES, *WORDS, "None", "True", "0", "1.0", "'max_norm'", "self.b")
SIMPLE = (
    "import tensorflow as tf", "from tensorflow import *", "import tensorflow.compat.v1 as tf", "global a", "del a",
    "pass", "from tensorflow.contrib import layers as a", "import functools", "return a", "break", "slim = tf.contrib",
)  # fmt: skip


def _expression(draw, depth=3):
    kind = draw(st.sampled_from(("atom", "call", "call", "call", "list", "dict", "for", "lambda", "sum", "part")))
    if depth == 0 or kind == "atom":
        return draw(st.sampled_from(ATOMS))
    inner = [_expression(draw, depth - 1) for _ in range(draw(st.integers(1, 2)))]
    if kind == "call":
        keyword = draw(st.sampled_from(("", *ARGUMENTS)))
        arguments = [*inner[:-1], f"{keyword}={inner[-1]}" if keyword else inner[-1]]
        return f"{draw(st.sampled_from(WORDS))}({', '.join(arguments)})"
    return {
        "list": f"[{', '.join(inner)}]",
        "dict": f"{{{inner[0]}: {inner[-1]}}}",
        "for": f"[{inner[0]} for {draw(names)} in {inner[-1]}]",
        "lambda": f"(lambda {draw(names)}: {inner[0]})",
        "sum": f"({inner[0]} + {inner[-1]})",
        "part": f"({inner[0]}).b",
    }[kind]


def _statement(draw, depth=2):
    kind = draw(st.sampled_from(("assign", "assign", "call", "simple", "if", "for", "with", "def", "class", "try")))
    if depth == 0 and kind not in ("assign", "call"):
        kind = "simple"
    if kind == "simple":
        return draw(st.sampled_from(SIMPLE))
    expression = _expression(draw)
    if kind == "assign":
        return f"{draw(st.sampled_from(('a', 'b', 'a, b', 'self.b', 'x[0]', 'tf', 'sess')))} = {expression}"
    if kind == "call":
        return expression
    body = _body(draw, depth)
    header = {
        "if": f"if {expression}:",
        "for": f"for {draw(names)} in {draw(st.sampled_from(('range(100)', expression)))}:",
        "with": f"with {expression} as {draw(names)}:",
        "def": f"def {draw(names)}(a, b=1):",
        "class": "class A:",
        "try": f"try:\n{body}\nexcept ImportError:",
    }[kind]
    return f"{header}\n{body}"


def _body(draw, depth):
    inner = (_statement(draw, depth - 1) for _ in range(draw(st.integers(1, 2))))
    return "\n".join("    " + line for statement in inner for line in statement.split("\n"))


@st.composite
def programs(draw):
    parts = [_statement(draw) for _ in range(draw(st.integers(0, 6)))]
    return "\n".join(["import tensorflow as tf", *parts])


def _check(source):
    try:
        findings = check_source(source)
    except ProgramError:
        return
    last = source.count("\n") + 1
    for finding in findings:
        assert 1 <= finding.line <= finding.end_line <= last and finding.column >= 1


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(programs())
def test_programs_of_a_grammar(source):
    _check(source)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_programs_with_lines_lost_and_moved(data):
    lines = data.draw(st.sampled_from(PROGRAMS)).split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at, to = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        how = data.draw(st.sampled_from(["drop", "swap", "double", "rename"]))
        if how == "drop":
            del lines[at]
        elif how == "swap":
            lines[at], lines[to] = lines[to], lines[at]
        elif how == "double":
            lines.insert(to, lines[at])
        else:
            lines[at] = lines[at].replace(data.draw(names), data.draw(names))
    _check("\n".join(lines))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_texts(text):
    _check("import tensorflow as tf\n" + text)
    _check(text)


_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["cells", "cell_type", "source", "metadata", "language_info", "name"]), inner),
    ),
)
_cells = st.lists(st.fixed_dictionaries({"cell_type": st.sampled_from(["code", "markdown"]), "source": st.text()}))


@settings(max_examples=150, deadline=None)
@given(st.one_of(_json, _cells.map(lambda cells: {"cells": cells})))
def test_notebooks(content):
    data = json.dumps(content).encode()
    try:
        text, places = notebook_program(data, "n.ipynb")
    except ProgramError:
        return
    assert text.count("\n") == max(len(places), 1)


@pytest.mark.parametrize("depth", [50, 400, 900, 3000])
@pytest.mark.parametrize("shape", ["x = {}1", "x = 1{}", "{}pass"])
def test_programs_nested_deeply(shape, depth, tmp_path):
    inside = {"x = {}1": "-" * depth, "x = 1{}": " + 1" * depth, "{}pass": "if x: " if depth == 50 else ""}[shape]
    path = tmp_path / "deep.py"
    path.write_text("import tensorflow as tf\n" + shape.format(inside) + "\n")
    try:
        check_file(str(path))
    except ProgramError as error:
        assert "deep.py" in str(error)

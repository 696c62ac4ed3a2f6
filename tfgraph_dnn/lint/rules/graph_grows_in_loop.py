"""TG013: operations made in the loop that runs them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tfgraph_dnn.lint.findings import Finding, Rule
from tfgraph_dnn.lint.model import Call, Program
from tfgraph_dnn.lint.model.program import Loop
from tfgraph_dnn.lint.model.sessions import runs

RULE = Rule(
    code="TG013",
    name="graph-grows-in-loop",
    title="operations are made in the loop that runs the session",
    why="""\
Each pass adds operations: every step becomes slower, memory grows, and a checkpoint's graph with it.
`tf.assign(...)`, `variable.assign(...)`, `tf.reduce_mean(...)`, `optimizer.minimize(...)`, `tf.train.Saver()` and
`tf.global_variables_initializer()` all make operations when they are called.

Make them once, before the loop, with placeholders for what changes; `tf.get_default_graph().finalize()` before the
loop makes TensorFlow itself refuse. The rule is silent about short loops (over variables, a list or a dictionary,
or at most ten passes), loops that begin a new graph or session in each pass, and what runs in the first pass alone
(`if step == 0:`).""",
    bad="""\
import tensorflow as tf
rate = tf.Variable(0.1, trainable=False)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(100):
        sess.run(tf.assign(rate, 0.1 / (epoch + 1)))
""",
    good="""\
import tensorflow as tf
rate = tf.Variable(0.1, trainable=False)
new_rate = tf.placeholder(tf.float32, [])
set_rate = tf.assign(rate, new_rate)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for epoch in range(100):
        sess.run(set_rate, feed_dict={new_rate: 0.1 / (epoch + 1)})
""",
)

SHORT = 10  # passes
_MAKES = re.compile(
    r"tf\.(Variable|get_variable|placeholder|placeholder_with_default|constant|zeros|ones|zeros_like|ones_like|fill|eye"
    r"|assign|assign_add|assign_sub|add|subtract|multiply|divide|matmul|square|sqrt|exp|log|abs|pow|negative|argmax"
    r"|argmin|equal|greater|less|cast|to_float|to_int32|reshape|transpose|concat|stack|unstack|split|slice|gather"
    r"|gather_nd|one_hot|expand_dims|squeeze|tile|where|cond|while_loop|group|identity|stop_gradient|gradients"
    r"|clip_by_\w+|reduce_\w+|random_(?:normal|uniform|shuffle|crop)|truncated_normal|global_variables_initializer"
    r"|local_variables_initializer|variables_initializer|convert_to_tensor|sigmoid|tanh|add_n|decode_raw|read_file)$"
    r"|tf\.(nn|layers|losses|metrics|math|image|linalg)\.[a-z]\w*$"
    r"|tf\.summary\.(scalar|histogram|image|audio|text|merge|merge_all)$"
    r"|tf\.train\.(Saver|\w+Optimizer|exponential_decay|shuffle_batch|batch)$|tf\.contrib\.layers\.[a-z]\w*$"
)
_NO_OPERATIONS = re.compile(r"tf\.(nn\.rnn_cell\.|image\.ResizeMethod|losses\.(get|add)_|layers\.experimental)")
_METHODS = ("assign", "assign_add", "assign_sub", "minimize", "apply_gradients", "compute_gradients")
_VARIABLES = ("tf.Variable", "tf.get_variable")
_PASSED_ON = ("enumerate", "zip", "sorted", "reversed", "list", "tuple", "iter")
_OF_DICTIONARIES = ("items", "keys", "values", "iteritems", "split", "dict", "set")
_NEW_GRAPH = ("tf.Graph", "tf.reset_default_graph", "tf.Session", "tf.InteractiveSession")


def find(program: Program) -> Iterator[Finding]:
    """The first call in each loop that adds to the graph each time."""
    if program.eager:
        return
    running = {id(loop) for run in runs(program) for loop in program.loops(run.call.node)}
    told = set()
    for call in program.calls:
        if _adds(program, call):
            loop = _growing(program, call, running)
            if loop is not None and loop not in told:
                told.add(loop)
                what = call.path or f"{ast.unparse(call.node.func)}"
                yield RULE.at(call.node, f"{what} adds to the graph in every pass of the loop of line {loop.lineno}",
                              "Make it once, before the loop.")  # fmt: skip


def _adds(program: Program, call: Call) -> bool:
    if call.method in _METHODS:
        maker = program.made_by(call.receiver)
        return maker in _VARIABLES or (maker.startswith("tf.train.") and maker.endswith("Optimizer"))
    return bool(_MAKES.match(call.path)) and not _NO_OPERATIONS.match(call.path)


def _growing(program: Program, call: Call, running: set[int]) -> ast.AST | None:
    """The outermost of the loops around a call in which it is made again and again while the session runs."""
    found = None
    for loop in program.loops(call.node):
        if _begins_anew(program, loop):
            return found
        if id(loop) in running and not _is_short(program, loop) and not _first_pass_only(program, call, loop):
            found = found or loop
    return found


def _begins_anew(program: Program, loop: ast.AST) -> bool:
    inside = {node for node in ast.walk(loop) if isinstance(node, ast.Call)}
    return any(other.node in inside and other.path in _NEW_GRAPH for other in program.calls)


def _is_short(program: Program, loop: ast.AST) -> bool:
    return not isinstance(loop, ast.While) and not _is_long(program, loop.iter)


def _is_long(program: Program, expression: ast.expr) -> bool:
    """Whether what a loop goes over has many elements, or may never end: a range, a function's batches or files."""
    over = program.origin(expression)
    if not isinstance(over, ast.Call):
        return False
    name = getattr(over.func, "id", getattr(over.func, "attr", ""))
    if name == "range" and len(over.args) == 1:
        count = program.constant(over.args[0])
        return not isinstance(count, int) or count > SHORT
    if name in _PASSED_ON:
        return bool(over.args) and _is_long(program, over.args[0])
    collected = program.path(over.func).startswith("tf.") and name != "tf_record_iterator"
    return not collected and name not in _OF_DICTIONARIES


def _first_pass_only(program: Program, call: Call, loop: ast.AST) -> bool:
    """Whether the call stands in a condition of the loop that holds once: `== 0`, `is None`, `not made`, a handler."""
    for outer in program.within(call.node):
        if outer is loop:
            return False
        if isinstance(outer, ast.If) and _holds_once(outer.test):
            return True
        if isinstance(outer, (ast.ExceptHandler, *([] if outer is loop else ()))):
            return True
        if isinstance(outer, Loop):
            continue
    return False


def _holds_once(test: ast.expr) -> bool:
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return True
    if isinstance(test, ast.BoolOp):
        return any(map(_holds_once, test.values))
    if not isinstance(test, ast.Compare) or not isinstance(test.ops[0], (ast.Eq, ast.Is, ast.NotIn)):
        return False
    # `step % 100 == 0` holds again and again.
    return not isinstance(test.left, ast.BinOp)

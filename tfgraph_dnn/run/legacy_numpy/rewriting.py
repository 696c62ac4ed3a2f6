"""Rewrites a program's syntax tree so that its expressions mean what they meant under NumPy 1.18.

Why at all: `avg_cost += sess.run(cost) / batches` is in every second TF 1.x program. Under NumPy 1 a float32 divided by
a Python int is a float64, under NumPy 2 a float32, so another number is printed; `losses[i] = one_element_array` is an
error. NumPy offers no switch for this (2.0 and 2.1 had one, for the whole process), and it must not be changed for
others. So only the program's code changes: `a / b` becomes a call of `operators.names()["@Div"]`, and so on.

Expressions keep their place in the file, so tracebacks point where they did.
"""

from __future__ import annotations

import ast

from tfgraph_dnn.run.legacy_numpy.operators import BINARY, COMPARE, CONVERTED, REMOVED_METHODS
from tfgraph_dnn.run.legacy_numpy.plain import PlainNumbers

_CONDITIONS = (ast.Name, ast.Attribute, ast.Subscript, ast.Call)
# Temporary names that no program can spell.
_TARGET, _INDEX = "@target", "@index"


def rewrite(tree: ast.Module) -> ast.Module:
    """The same program with its operators replaced; a tree too deep to walk is given back as it is."""
    try:
        return ast.fix_missing_locations(_Rewriter(PlainNumbers(tree)).visit(tree))
    except RecursionError:
        return tree


class _Rewriter(ast.NodeTransformer):
    def __init__(self, plain: PlainNumbers):
        self._plain = plain

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        # Constants are left for the compiler to fold; `case 1 + 2j:` must stay as written.
        if _is_constant(node.left) and _is_constant(node.right):
            return node
        plain = self._plain.holds(node)
        self.generic_visit(node)
        if plain:
            return node
        if type(node.op) not in BINARY or (_is_text(node.left) and isinstance(node.op, ast.Add)):
            return node
        return _call(node, type(node.op).__name__, node.left, node.right)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        plain = all(map(self._plain.holds, (node.left, *node.comparators)))
        self.generic_visit(node)
        if plain:
            return node
        if len(node.ops) > 1 or type(node.ops[0]) not in COMPARE:
            return node
        left, right = node.left, node.comparators[0]
        if _is_exact(left) or _is_exact(right):
            return node
        return _call(node, type(node.ops[0]).__name__, left, right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not) and _may_be_array(node.operand):
            return _call(node, "not", node.operand)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        plain = len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Starred)
        if plain and isinstance(node.func, ast.Name) and node.func.id in CONVERTED:
            return _call(node, "convert", node.func, node.args[0])
        return node

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.ctx, ast.Load) and node.attr in REMOVED_METHODS:
            return _call(node, "method", node.value, ast.Constant(node.attr))
        return node

    def visit_If(self, node):
        self.generic_visit(node)
        node.test = _condition(node.test)
        return node

    visit_While = visit_IfExp = visit_Assert = visit_If

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.ifs = [_condition(test) for test in node.ifs]
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        target = node.targets[0]
        if len(node.targets) > 1 or not isinstance(target, ast.Subscript) or isinstance(node.value, ast.Constant):
            return node
        index = _index(target.slice)
        if index is None:
            return node
        return ast.copy_location(ast.Expr(_call(node, "store", node.value, target.value, index)), node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST | list[ast.stmt]:
        plain = isinstance(node.target, ast.Name) and node.target.id in self._plain.names
        self.generic_visit(node)
        if plain:
            return node
        if type(node.op) not in BINARY:
            return node
        operator = f"in-place {type(node.op).__name__}"
        target = node.target
        if isinstance(target, ast.Name):
            value = _call(node, operator, ast.copy_location(ast.Name(target.id, ast.Load()), target), node.value)
            return ast.copy_location(ast.Assign([target], value), node)
        kept, again = _evaluated_once(target)
        if again is None:
            return node
        value = _call(node, operator, again(ast.Load()), node.value)
        used = [ast.Name(statement.targets[0].id, ast.Del()) for statement in kept]
        statements = [*kept, ast.Assign([again(ast.Store())], value), ast.Delete(used)]
        return [ast.copy_location(statement, node) for statement in statements]


def _evaluated_once(target):
    """Statements that evaluate the parts of `a.b` or `a[i]` once, and a function that names the place with them."""
    kept = [ast.Assign([ast.Name(_TARGET, ast.Store())], target.value)]
    if isinstance(target, ast.Attribute):
        return kept, lambda ctx: _at(target, ast.Attribute(ast.Name(_TARGET, ast.Load()), target.attr, ctx))
    index = _index(target.slice)
    if index is None:
        return kept, None
    kept.append(ast.Assign([ast.Name(_INDEX, ast.Store())], index))
    place = (ast.Name(_TARGET, ast.Load()), ast.Name(_INDEX, ast.Load()))
    return kept, lambda ctx: _at(target, ast.Subscript(*place, ctx))


def _at(where: ast.AST, node: ast.AST) -> ast.AST:
    return ast.copy_location(node, where)


def _index(node: ast.expr) -> ast.expr | None:
    """An index as an expression of its own: `1:2` is `slice(1, 2)`; None for a starred one."""
    if isinstance(node, ast.Slice):
        parts = [part or ast.Constant(None) for part in (node.lower, node.upper, node.step)]
        return _at(node, ast.Call(ast.Name("@slice", ast.Load()), parts, []))
    if isinstance(node, ast.Tuple):
        inner = [_index(item) for item in node.elts]
        return None if None in inner else _at(node, ast.Tuple(inner, ast.Load()))
    return None if isinstance(node, ast.Starred) else node


def _condition(test: ast.expr) -> ast.expr:
    if isinstance(test, ast.BoolOp):
        test.values = [_condition(value) for value in test.values]
        return test
    return _call(test, "truth", test) if _may_be_array(test) else test


def _may_be_array(node: ast.expr) -> bool:
    rewritten = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("@")
    return isinstance(node, _CONDITIONS) and not rewritten


def _call(where: ast.AST, name: str, *args: ast.expr) -> ast.Call:
    return _at(where, ast.Call(_at(where, ast.Name(f"@{name}", ast.Load())), list(args), []))


def _is_constant(node: ast.AST) -> bool:
    if isinstance(node, ast.UnaryOp):
        return _is_constant(node.operand)
    return isinstance(node, ast.Constant)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, (str, bytes)))


def _is_exact(node: ast.AST) -> bool:
    """A literal that NumPy 1 and 2 compare alike: anything but a float."""
    if isinstance(node, ast.UnaryOp):
        return _is_exact(node.operand)
    return _is_text(node) or (isinstance(node, ast.Constant) and not isinstance(node.value, (float, complex)))

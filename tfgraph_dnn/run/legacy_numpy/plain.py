"""Which names of a program only ever hold Python's own numbers: their arithmetic needs no second look.

`for i in range(n)` and `batch_size = 100` make such names. A name counts by its spelling, whatever its scope: every
binding of it in the file must be a plain number. So the counters of a program's inner loops stay as fast as they were.
"""

from __future__ import annotations

import ast
from collections import defaultdict

_NUMBERS = (int, float)
# Builtins that give a Python number whatever they are given.
_GIVES_NUMBER = ("float", "int", "len", "ord")


class PlainNumbers:
    """The names of one program that only ever hold plain numbers.

    Example:
      >>> plain = PlainNumbers(ast.parse("for i in range(9): total = i * 2 + x"))
      >>> sorted(plain.names)
      ['i']
    """

    def __init__(self, tree: ast.Module):
        self._values: dict[str, list[ast.expr | None]] = defaultdict(list)
        for node in ast.walk(tree):
            self._bind(node)
        self.names = set(self._values)
        # A program that gives these names another meaning, or takes over whole modules' names, gets no favours.
        if {"range", "enumerate", "*"} & self._values.keys():
            self.names.clear()
        while unfit := {name for name in self.names if not all(map(self.holds, self._values[name]))}:
            self.names -= unfit

    def holds(self, node: ast.expr | None) -> bool:
        """Whether the expression can only give a plain number."""
        if isinstance(node, ast.Constant):
            return type(node.value) in _NUMBERS
        if isinstance(node, ast.Name):
            return node.id in self.names
        if isinstance(node, ast.BinOp):
            return not isinstance(node.op, ast.MatMult) and self.holds(node.left) and self.holds(node.right)
        if isinstance(node, ast.UnaryOp):
            return isinstance(node.op, (ast.USub, ast.UAdd)) and self.holds(node.operand)
        return isinstance(node, ast.Call) and self._is_builtin(node.func, _GIVES_NUMBER)

    def _is_builtin(self, function: ast.expr, names: tuple[str, ...]) -> bool:
        return isinstance(function, ast.Name) and function.id in names and function.id not in self._values

    def _bind(self, node: ast.AST) -> None:
        """Notes what a node binds; None stands for anything."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                self._targets(target, node.value)
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign, ast.NamedExpr)):
            self._targets(node.target, node.value)
        elif isinstance(node, (ast.For, ast.AsyncFor, ast.comprehension)):
            self._targets(node.target, self._element(node.iter))
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                self._targets(item.optional_vars, None)
        elif isinstance(node, ast.arg):
            self._values[node.arg].append(None)
        elif isinstance(node, ast.alias):
            self._values[(node.asname or node.name).partition(".")[0]].append(None)
        elif isinstance(node, (ast.MatchStar, ast.MatchAs, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            self._values[node.name or ""].append(None)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchMapping)):
            self._values[getattr(node, "name", None) or getattr(node, "rest", None) or ""].append(None)

    def _targets(self, target: ast.expr | None, value: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self._values[target.id].append(value)
        elif isinstance(target, ast.Starred):
            self._targets(target.value, None)
        elif isinstance(target, (ast.Tuple, ast.List)):
            values = value.elts if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts) else ()
            for place, one in enumerate(target.elts):
                self._targets(one, values[place] if values else None)

    def _element(self, iterated: ast.expr) -> ast.expr | None:
        """What a loop over `range` or `enumerate` binds, as an expression."""
        called = iterated.func.id if isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name) else ""
        if called == "range":
            return ast.Constant(0)
        if called == "enumerate" and len(iterated.args) == 1 and not iterated.keywords:
            return ast.Tuple([ast.Constant(0), ast.Constant(None)], ast.Load())
        return None

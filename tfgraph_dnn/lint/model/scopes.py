"""The scopes of a program and what is bound to the names in each, as Python's own rules have it."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

Function = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
Comprehension = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Binding(NamedTuple):
    """One place where a name gets a value.

    Attributes:
      node: the statement or clause that binds.
      kind: assign, import, with, or other (a parameter, a loop's target, a def, ...), whose value is not known.
      value: the expression bound, where it is known (for `with`, the context manager).
      path: for imports, the dotted path.
    """

    node: ast.AST
    kind: str
    value: ast.expr | None = None
    path: str | None = None


@dataclass(eq=False)
class Scope:
    """A module, function, class or comprehension."""

    node: ast.AST
    parent: Scope | None
    bindings: dict[str, list[Binding]] = field(default_factory=dict)
    outer: set[str] = field(default_factory=set)  # declared global or nonlocal
    stars: list[str] = field(default_factory=list)  # modules of `from x import *`

    @property
    def is_class(self) -> bool:
        """Whether it is a class body, which inner scopes do not see."""
        return isinstance(self.node, ast.ClassDef)

    @property
    def is_function(self) -> bool:
        """Whether it is the body of a function."""
        return isinstance(self.node, Function)

    def bind(self, name: str, binding: Binding) -> None:
        """Notes a binding, in the scope that Python would bind it in."""
        scope = self
        if name in self.outer:
            scope = self.lookup_outer(name)
        scope.bindings.setdefault(name, []).append(binding)

    def lookup_outer(self, name: str) -> Scope:
        """Where a name declared global or nonlocal lives."""
        scope = self
        while scope.parent is not None:
            scope = scope.parent
            if name in scope.bindings and not scope.is_class:
                return scope
        return scope

    def lookup(self, name: str) -> Scope | None:
        """The scope in which a name used here is found."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bindings and (scope is self or not scope.is_class):
                return scope
            scope = scope.parent
        return None


class Builder(ast.NodeVisitor):
    """Walks a tree once: scopes, bindings, every node's parent and scope."""

    def __init__(self, tree: ast.Module):
        self.module = Scope(tree, None)
        self.parent: dict[ast.AST, ast.AST] = {}
        self.scope_of: dict[ast.AST, Scope] = {tree: self.module}
        self.inner: dict[ast.AST, Scope] = {tree: self.module}  # what opens a scope -> that scope
        self.nodes: list[ast.AST] = []
        self._scope = self.module
        self._inside: list[ast.AST] = [tree]
        for statement in tree.body:
            self.visit(statement)

    def visit(self, node: ast.AST) -> None:
        """Visits a node in its scope."""
        self.parent[node] = self._inside[-1]
        self.scope_of[node] = self._scope
        self.nodes.append(node)
        self._inside.append(node)
        super().visit(node)
        self._inside.pop()

    @contextlib.contextmanager
    def _new_scope(self, node: ast.AST) -> Iterator[None]:
        before, self._scope = self._scope, Scope(node, self._scope)
        self.inner[node] = self._scope
        yield
        self._scope = before

    def _function(self, node) -> None:
        defaults = (*node.args.defaults, *filter(None, node.args.kw_defaults))
        for outside in (*getattr(node, "decorator_list", ()), *defaults):
            self.visit(outside)
        if not isinstance(node, ast.Lambda):
            self._scope.bind(node.name, Binding(node, "other"))
        given = node.args
        with self._new_scope(node):
            for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
                if argument is not None:
                    self._scope.bind(argument.arg, Binding(argument, "other"))
                    self.parent[argument], self.scope_of[argument] = node, self._scope
            for part in [node.body] if isinstance(node, ast.Lambda) else node.body:
                self.visit(part)

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = _function

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """A class body is a scope of its own."""
        for outside in (*node.decorator_list, *node.bases, *node.keywords):
            self.visit(outside)
        self._scope.bind(node.name, Binding(node, "other"))
        with self._new_scope(node):
            for part in node.body:
                self.visit(part)

    def _comprehension(self, node) -> None:
        self.visit(node.generators[0].iter)
        with self._new_scope(node):
            for position, generator in enumerate(node.generators):
                self.parent[generator], self.scope_of[generator] = node, self._scope
                self._target(generator.target, Binding(generator, "other"))
                for part in (generator.target, *([generator.iter] if position else ()), *generator.ifs):
                    self.visit(part)
            for part in (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,):
                self.visit(part)

    visit_ListComp = visit_SetComp = visit_DictComp = visit_GeneratorExp = _comprehension

    def _target(self, target: ast.AST, binding: Binding) -> None:
        """Binds every name of a target; of an unpacked literal, each its own part."""
        if isinstance(target, ast.Name):
            self._scope.bind(target.id, binding)
        elif isinstance(target, ast.Starred):
            self._target(target.value, binding._replace(kind="other", value=None))
        elif isinstance(target, (ast.Tuple, ast.List)):
            parts = _parts(binding.value, target.elts) if binding.kind == "assign" else None
            for position, element in enumerate(target.elts):
                known = parts[position] if parts else None
                self._target(element, binding._replace(kind="assign" if known else "other", value=known))
        elif isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
            owner = self._class()
            if owner is not None:
                owner.bind(f"self.{target.attr}", binding)

    def _class(self) -> Scope | None:
        scope: Scope | None = self._scope
        while scope is not None and not scope.is_class:
            scope = scope.parent
        return scope

    def visit_Assign(self, node: ast.Assign) -> None:
        """`a = b = value`."""
        self.visit(node.value)
        for target in node.targets:
            self.visit(target)
            self._target(target, Binding(node, "assign", node.value))

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        """`a: annotation = value`."""
        if node.value is not None:
            self.visit(node.value)
            self._target(node.target, Binding(node, "assign", node.value))
        self.visit(node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        """`(a := value)`."""
        self.visit(node.value)
        scope = self._scope
        while isinstance(scope.node, Comprehension) and scope.parent is not None:
            scope = scope.parent
        scope.bind(node.target.id, Binding(node, "assign", node.value))
        self.visit(node.target)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        """`a += value` gives a new value."""
        self.generic_visit(node)
        self._target(node.target, Binding(node, "other"))

    def _loop(self, node) -> None:
        self.visit(node.iter)
        self._target(node.target, Binding(node, "other"))
        self.visit(node.target)
        for part in (*node.body, *node.orelse):
            self.visit(part)

    visit_For = visit_AsyncFor = _loop

    def _with(self, node) -> None:
        for item in node.items:
            self.parent[item], self.scope_of[item] = node, self._scope
            self.visit(item.context_expr)
            if item.optional_vars is not None:
                self._target(item.optional_vars, Binding(node, "with", item.context_expr))
                self.visit(item.optional_vars)
        for part in node.body:
            self.visit(part)

    visit_With = visit_AsyncWith = _with

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        """`except X as name`."""
        if node.name:
            self._scope.bind(node.name, Binding(node, "other"))
        self.generic_visit(node)

    def visit_Delete(self, node: ast.Delete) -> None:
        """`del name` leaves no value."""
        self.generic_visit(node)
        for target in node.targets:
            self._target(target, Binding(node, "other"))

    def visit_Global(self, node) -> None:
        """`global` and `nonlocal`."""
        self._scope.outer.update(node.names)

    visit_Nonlocal = visit_Global

    def visit_Import(self, node: ast.Import) -> None:
        """`import a.b.c` binds a; with `as`, the whole."""
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            path = alias.name if alias.asname else name
            self._scope.bind(name, Binding(node, "import", path=path))

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """`from a import b`; a star is remembered."""
        base = "." * node.level + (node.module or "")
        for alias in node.names:
            if alias.name == "*":
                self._scope.stars.append(base)
            else:
                path = f"{base}.{alias.name}" if not base.endswith(".") else base + alias.name
                self._scope.bind(alias.asname or alias.name, Binding(node, "import", path=path))

    def visit_MatchAs(self, node) -> None:
        """`case x`."""
        if node.name:
            self._scope.bind(node.name, Binding(node, "other"))
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs


def _parts(value: ast.expr | None, targets: list[ast.expr]) -> list[ast.expr] | None:
    if not isinstance(value, (ast.Tuple, ast.List)) or len(value.elts) != len(targets):
        return None
    if any(isinstance(element, ast.Starred) for element in (*value.elts, *targets)):
        return None
    return value.elts

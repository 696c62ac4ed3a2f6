"""A program, and what the rules may ask about it."""

from __future__ import annotations

import ast
import functools
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tfgraph_dnn.lint.model.paths import canonical, from_import
from tfgraph_dnn.lint.model.scopes import Binding, Builder, Comprehension, Function, Scope
from tfgraph_dnn.symbols import face_table

Loop = (ast.For, ast.While, ast.AsyncFor)
_BRANCH = (ast.If, ast.For, ast.While, ast.AsyncFor, ast.Try, ast.IfExp, ast.Match)
_COMPOUND = (ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.ExceptHandler, *Function, ast.ClassDef)
_DYNAMIC = {"exec", "eval", "execfile", "__import__"}
_LOADERS = {"import_module", "run_module", "run_path", "load_source"}


class Call(NamedTuple):
    """A call in the program.

    Attributes:
      node: the call.
      path: the function's dotted path, under its one name; "" where it is not known.
      method: for `x.method(...)` on a value, the method's name; else "".
      bound: for a function made by `functools.partial`, the call of that.
    """

    node: ast.Call
    path: str
    method: str
    bound: ast.Call | None = None

    def argument(self, name: str, position: int | None = None) -> ast.expr | None:
        """An argument, by keyword or position; None where it is not given."""
        for keyword in (*self.node.keywords, *(self.bound.keywords if self.bound else ())):
            if keyword.arg == name:
                return keyword.value
        given = [*(self.bound.args[1:] if self.bound else ()), *self.node.args]
        if position is not None and position < len(given):
            before = given[: position + 1]
            if not any(isinstance(argument, ast.Starred) for argument in before):
                return before[position]
        return None

    @property
    def open(self) -> bool:
        """Whether further arguments may come out of `*args` or `**kwargs`."""
        calls = [self.node, *([self.bound] if self.bound else ())]
        starred = any(isinstance(argument, ast.Starred) for call in calls for argument in call.args)
        return starred or any(keyword.arg is None for call in calls for keyword in call.keywords)

    @property
    def receiver(self) -> ast.expr | None:
        """`x` of `x.method(...)`."""
        return self.node.func.value if isinstance(self.node.func, ast.Attribute) else None


class Program:
    """A parsed program.

    Args:
      tree: its syntax tree.
      beside: names of the modules that lie beside it; one that imports them is not seen whole.
    """

    def __init__(self, tree: ast.Module, beside: Iterable[str] = ()):
        built = Builder(tree)
        self.tree, self.module = tree, built.module
        self.nodes, self.parent = built.nodes, built.parent
        self._scope_of, self._inner = built.scope_of, built.inner
        self.beside = frozenset(beside)
        self._paths: dict[ast.AST, str | None] = {}
        self._following: set[ast.AST] = set()

    # Places

    def scope(self, node: ast.AST) -> Scope:
        """The scope a node stands in."""
        return self._scope_of[node]

    def inside(self, node: ast.AST) -> Scope:
        """The scope that a function, class or comprehension opens."""
        return self._inner[node]

    def ancestors(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node stands in, from the inside out."""
        while (node := self.parent.get(node)) is not None:
            yield node

    def function(self, node: ast.AST) -> ast.AST:
        """The function, or the module, whose body a node stands in."""
        return next((outer for outer in self.ancestors(node) if isinstance(outer, Function)), self.tree)

    def within(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node stands in, up to its function."""
        for outer in self.ancestors(node):
            if isinstance(outer, Function):
                return
            yield outer

    def loops(self, node: ast.AST) -> list[ast.AST]:
        """The loops of its function whose bodies a node stands in, the innermost first."""
        found, below = [], node
        for outer in self.within(node):
            if isinstance(outer, Loop) and _in_body(outer, below, self):
                found.append(outer)
            below = outer
        return found

    def statement(self, node: ast.AST) -> ast.AST:
        """The simple or compound statement a node stands in."""
        while not isinstance(node, ast.stmt):
            node = self.parent[node]
        return node

    def block(self, statement: ast.AST) -> tuple[ast.AST, str]:
        """The list of statements that holds a statement: its owner and the field's name."""
        owner = self.parent[statement]
        for name, value in ast.iter_fields(owner):
            if isinstance(value, list) and statement in value:
                return owner, name
        return owner, ""

    def always_before(self, first: ast.AST, second: ast.AST) -> bool:
        """Whether, in the same function, `first` has run each time `second` is reached."""
        if self.function(first) is not self.function(second) or position(first) > position(second):
            return False
        owners = {self.block(outer) for outer in (second, *self.within(second)) if isinstance(outer, ast.stmt)}
        here = self.statement(first)
        while self.block(here) not in owners:
            # What stands in a `with` runs with it; what stands in a branch or a loop may not.
            owner = self.parent[here]
            if not isinstance(owner, (ast.With, ast.AsyncWith)):
                return False
            here = owner
        return True

    def branches(self, node: ast.AST) -> list[ast.AST]:
        """The conditions and loops of its function that a node stands in."""
        return [outer for outer in self.within(node) if isinstance(outer, _BRANCH)]

    # Names

    def bindings(self, name: str, node: ast.AST) -> list[Binding]:
        """All that a name used at a node may have been bound to."""
        scope = self.scope(node).lookup(name)
        return scope.bindings[name] if scope else []

    def binding(self, expression: ast.AST) -> Binding | None:
        """The one binding behind a name (or `self.name`) where it is used; None where it is not certain."""
        name = self._key(expression)
        if name is None:
            return None
        scope = self._owner(expression) if name.startswith("self.") else self.scope(expression).lookup(name)
        found = scope.bindings.get(name, []) if scope else []
        if len(found) == 1:
            return found[0]
        here = self.scope(expression)
        while here is not None and isinstance(here.node, Comprehension):
            here = here.parent
        if scope is not here or name.startswith("self."):
            return None
        return self._reaching(expression, found)

    def _reaching(self, use: ast.AST, bindings: list[Binding]) -> Binding | None:
        """The last binding before a use, if no other can reach it."""
        earlier = [binding for binding in bindings if self._ends_before(binding.node, use)]
        if not earlier:
            return None
        last = max(earlier, key=lambda binding: position(binding.node))
        if not self.always_before(last.node, use):
            return None
        around = set(self.loops(use)) - set(self.loops(last.node))
        if any(around & set(self.loops(other.node)) for other in bindings if other is not last):
            return None
        return last

    def _ends_before(self, statement: ast.AST, use: ast.AST) -> bool:
        if not isinstance(statement, _COMPOUND):
            return end_position(statement) <= position(use)
        header = getattr(statement, "iter", None)
        in_header = header is not None and position(header) <= position(use) < end_position(header)
        return position(statement) < position(use) and not in_header

    def _key(self, expression: ast.AST) -> str | None:
        if isinstance(expression, ast.Name):
            return expression.id
        if isinstance(expression, ast.Attribute) and isinstance(expression.value, ast.Name):
            return f"self.{expression.attr}" if expression.value.id == "self" else None
        return None

    def _owner(self, expression: ast.AST) -> Scope | None:
        scope: Scope | None = self.scope(expression)
        while scope is not None and not scope.is_class:
            scope = scope.parent
        return scope

    def origin(self, expression: ast.AST | None) -> ast.AST | None:
        """The expression that made a value: names are followed to what was assigned to them, while that is certain.

        A parameter is followed to the argument where its function is called once.
        """
        seen = set()
        while expression is not None and expression not in seen and self._key(expression):
            seen.add(expression)
            binding = self.binding(expression)
            value = None if binding is None else binding.value
            if binding is not None and isinstance(binding.node, ast.arg):
                given = self.given(binding.node)
                value = given[0] if len(given) == 1 else None
            if value is None:
                return expression
            expression = value
        return expression

    def origins(self, expression: ast.AST | None) -> list[ast.AST]:
        """All that may have made a value: for a parameter, what each call of its function gives."""
        origin = self.origin(expression)
        binding = self.binding(origin) if isinstance(origin, ast.Name) else None
        if binding is not None and isinstance(binding.node, ast.arg) and self.given(binding.node):
            return [self.origin(argument) for argument in self.given(binding.node)]
        return [] if origin is None else [origin]

    def given(self, parameter: ast.arg) -> list[ast.expr]:
        """What the calls of its function give a parameter, one each; none where not all calls are known."""
        function = self.parent[parameter]
        if not isinstance(function, ast.FunctionDef) or function.decorator_list:
            return []
        arguments = function.args
        names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
        scope = self.scope(function)
        if parameter.arg not in names or scope.is_class or len(scope.bindings[function.name]) != 1:
            return []
        at = names.index(parameter.arg)
        default = dict(zip(reversed(names), reversed(arguments.defaults), strict=False)).get(parameter.arg)
        found = []
        for load in self.loads(function.name, scope):
            outer = self.parent[load]
            if not isinstance(outer, ast.Call) or outer.func is not load:
                return []
            call = Call(outer, "", "")
            argument = call.argument(parameter.arg, at)
            if call.open or (argument is None and default is None):
                return []
            found.append(default if argument is None else argument)
        return found

    def path(self, expression: ast.AST | None) -> str:
        """The dotted path, under its one name, of the function, class or module an expression stands for; or ""."""
        raw = self.raw_path(expression)
        return canonical(raw) if raw else ""

    def raw_path(self, expression: ast.AST | None) -> str:
        """The dotted path as the program writes it, once its own names are followed; or ""."""
        if expression is None or expression in self._following:
            return ""
        if expression not in self._paths:
            self._following.add(expression)
            self._paths[expression] = self._find_path(expression)
            self._following.discard(expression)
        return self._paths[expression] or ""

    def _find_path(self, expression: ast.AST) -> str | None:
        if isinstance(expression, ast.Attribute):
            base = self.raw_path(expression.value)
            if base:
                return f"{base}.{expression.attr}"
        if isinstance(expression, ast.Call) and self._named_by_getattr(expression):
            base = self.raw_path(expression.args[0])
            return base and f"{base}.{expression.args[1].value}"
        name = self._key(expression)
        if name is None:
            return None
        binding = self.binding(expression)
        if binding is not None:
            return self._path_of(binding)
        found = self.bindings(name, expression)
        paths = {self._path_of(other) for other in found}
        if found:
            return paths.pop() if len(paths) == 1 else None
        return self._starred(name)

    def _named_by_getattr(self, call: ast.Call) -> bool:
        named = isinstance(call.func, ast.Name) and call.func.id == "getattr" and len(call.args) == 2
        return named and isinstance(call.args[1], ast.Constant) and isinstance(call.args[1].value, str)

    def _path_of(self, binding: Binding) -> str | None:
        if binding.path is not None:
            return from_import(binding.path)
        return self.raw_path(binding.value) if binding.kind == "assign" else None

    def _starred(self, name: str) -> str | None:
        for module in map(from_import, self.module.stars):
            if module.split(".")[0] == "tf" and name in face_table.names_in(module) and not name.startswith("_"):
                return f"{module}.{name}"
        return None

    # Calls and values

    @functools.cached_property
    def calls(self) -> list[Call]:
        """Every call, in the order of the source."""
        found = [self.call(node) for node in self.nodes if isinstance(node, ast.Call)]
        return sorted(found, key=lambda call: position(call.node))

    def call(self, node: ast.AST | None) -> Call:
        """A call as the rules see it; anything else gives a call of nothing."""
        if not isinstance(node, ast.Call):
            return Call(ast.Call(ast.Name("", ast.Load()), [], []), "", "")
        path = self.path(node.func)
        bound = None if path else self.origin(node.func)
        if isinstance(bound, ast.Call) and bound.args and self.path(bound.func) == "functools.partial":
            return Call(node, self.path(bound.args[0]), "", bound)
        method = node.func.attr if isinstance(node.func, ast.Attribute) and not path else ""
        return Call(node, path, method)

    def calls_of(self, *paths: str) -> list[Call]:
        """The calls of functions by their paths."""
        return [call for call in self.calls if call.path in paths]

    def made_by(self, expression: ast.AST | None) -> str:
        """The path of the function or class whose call made a value; or ""."""
        origin = self.origin(expression)
        return self.path(origin.func) if isinstance(origin, ast.Call) else ""

    def constant(self, expression: ast.AST | None, default: object = None) -> object:
        """The value of a literal, also behind a name; else the default."""
        origin = self.origin(expression)
        if isinstance(origin, ast.UnaryOp) and isinstance(origin.op, ast.USub):
            value = self.constant(origin.operand)
            return -value if isinstance(value, (int, float)) else default
        return origin.value if isinstance(origin, ast.Constant) else default

    def local_function(self, call: Call) -> ast.FunctionDef | None:
        """The function of this program that a call calls, where there is one of that name."""
        if not isinstance(call.node.func, ast.Name) or call.node not in self._scope_of:
            return None
        found = self.bindings(call.node.func.id, call.node.func)
        node = found[0].node if len(found) == 1 else None
        return node if isinstance(node, ast.FunctionDef) else None

    def is_reached(self, node: ast.AST) -> bool:
        """Whether a node stands outside functions, or in one that the program calls by its name."""
        function = self.function(node)
        called = {getattr(call.node.func, "id", getattr(call.node.func, "attr", "")) for call in self.calls}
        return function is self.tree or getattr(function, "name", "") in called

    def reaches(self, call: Call, wanted: Callable[[Call], bool]) -> bool:
        """Whether a call is wanted, or calls a function of the program in which one is made."""
        return wanted(call) or any(wanted(inner) for inner in self._called_by(call, set()))

    def _called_by(self, call: Call, seen: set) -> Iterator[Call]:
        function = self.local_function(call)
        if function is None or function in seen:
            return
        seen.add(function)
        for inner in self._calls_in(function):
            yield inner
            yield from self._called_by(inner, seen)

    @functools.cached_property
    def _by_function(self) -> dict[ast.AST, list[Call]]:
        table: dict[ast.AST, list[Call]] = {}
        for call in self.calls:
            table.setdefault(self.function(call.node), []).append(call)
        return table

    def _calls_in(self, function: ast.AST) -> list[Call]:
        return self._by_function.get(function, [])

    def loads(self, binding_name: str, scope: Scope) -> list[ast.Name]:
        """Where a name of a scope is read."""
        return [
            node
            for node in self.nodes
            if isinstance(node, ast.Name) and node.id == binding_name and isinstance(node.ctx, ast.Load)
            and self.scope(node).lookup(binding_name) is scope
        ]  # fmt: skip

    # The program as a whole

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Every attribute, keyword, imported name and string of the program; not the names it makes up itself."""
        found: set[str] = set()
        for node in self.nodes:
            if isinstance(node, ast.Attribute):
                found.add(node.attr)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.ImportFrom):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.keyword) and node.arg:
                found.add(node.arg)
        return frozenset(found)

    def says(self, *words: str) -> bool:
        """Whether any of the words stands anywhere in the program."""
        return not self.words.isdisjoint(words)

    def values_for(self, key: ast.AST) -> list[ast.expr]:
        """What stands for a key, an expression's origin, in the dictionaries written down anywhere in the program."""
        dictionaries = (node for node in self.nodes if isinstance(node, ast.Dict))
        pairs = (pair for node in dictionaries for pair in zip(node.keys, node.values, strict=True))
        return [value for name, value in pairs if name is not None and self.origin(name) is key]

    @functools.cached_property
    def imported(self) -> list[tuple[ast.AST, str]]:
        """The modules imported, and the statements that do."""
        found = []
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found += [(node, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found.append((node, "." * node.level + (node.module or "")))
        return found

    @functools.cached_property
    def whole(self) -> bool:
        """Whether all of the program is here: no modules of its own, nothing built from text, no eager execution."""
        tops = {name.partition(".")[0] for _, name in self.imported}
        own = "" in tops or not tops.isdisjoint(self.beside)
        known = ("tf", "numpy", "math")
        stars = any(from_import(module).partition(".")[0] not in known for module in self.module.stars)
        built = any(getattr(call.node.func, "id", "") in _DYNAMIC for call in self.calls)
        return not own and not stars and not built and not self.says(*_LOADERS) and not self.eager

    @functools.cached_property
    def eager(self) -> bool:
        """Whether it turns eager execution on."""
        return self.says("enable_eager_execution", "enable_v2_behavior")

    @functools.cached_property
    def uses_tensorflow(self) -> bool:
        """Whether it imports TensorFlow at all."""
        return any(name.partition(".")[0] == "tensorflow" for _, name in self.imported)


def position(node: ast.AST) -> tuple[int, int]:
    """Where a node begins."""
    return getattr(node, "lineno", 0), getattr(node, "col_offset", 0)


def end_position(node: ast.AST) -> tuple[int, int]:
    """Where a node ends."""
    return getattr(node, "end_lineno", 0) or 0, getattr(node, "end_col_offset", 0) or 0


def _in_body(loop: ast.AST, below: ast.AST, program: Program) -> bool:
    return below in loop.body or (isinstance(loop, ast.While) and below is loop.test)

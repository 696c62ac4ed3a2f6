"""What one `sess.run` executes and why, what it reads and writes, what must be fed, and what does not run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tfgraph_dnn.errors import GraphNameError, printable
from tfgraph_dnn.graph import effects
from tfgraph_dnn.graph.closure import Closure, closure, path
from tfgraph_dnn.graph.model import GraphModel, Node, Shape, split

MUST, FED, UNUSED, NOT_NEEDED = "not fed", "fed", "fed, not needed", "not needed"
_SWITCHES = ("Switch", "RefSwitch")


class Operation(NamedTuple):
    """One operation of the run: its name and type, why it runs and for which other operation."""

    name: str
    op: str
    why: str
    wanted_by: str


class Touched(NamedTuple):
    """A variable that the run reads or writes, with its shape and the operations that do.

    Attributes:
      certain: False where all of these stand behind a condition.
    """

    name: str
    shape: Shape
    by: tuple[str, ...]
    certain: bool


class Placeholder(NamedTuple):
    """A placeholder, or another tensor that is fed; `wanted_by` is an operation of the run that takes it."""

    name: str
    dtype: str
    shape: Shape
    state: str
    wanted_by: str


class Effect(NamedTuple):
    """What an operation does besides computing; for random ones, its seeds."""

    name: str
    op: str
    what: str


class Idle(NamedTuple):
    """An operation that does not run although something in the run suggests that it might.

    Attributes:
      name, op: the operation.
      writes: the variables it would write.
      collections: those it is in.
      kind: "update" (it would write a variable of the run, or it is in UPDATE_OPS), "collected", "training" (an
        optimizer's) or "initializer".
    """

    name: str
    op: str
    writes: tuple[str, ...]
    collections: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Explanation:
    """What a run executes; print it, or let a notebook draw it.

    Attributes:
      graph: the graph.
      fetches, feeds: the names that were asked for.
      operations: what runs, in an order that the edges allow.
      reads, writes: variables.
      random, effects: operations that draw random numbers, and those that do other things.
      placeholders: what is fed or must be.
      idle: what does not run: update operations first, then other collected ones, then initializers.
      conditional: how many of the operations stand behind a Switch: whether they compute is decided while it runs.
      loops: how many while loops run.
      observed: what was seen when it ran, see `observed.Observation`; None for one that was only worked out.
    """

    graph: GraphModel = field(repr=False)
    fetches: tuple[str, ...]
    feeds: tuple[str, ...]
    operations: tuple[Operation, ...] = field(repr=False)
    reads: tuple[Touched, ...] = field(repr=False)
    writes: tuple[Touched, ...] = field(repr=False)
    random: tuple[Effect, ...] = field(repr=False)
    effects: tuple[Effect, ...] = field(repr=False)
    placeholders: tuple[Placeholder, ...] = field(repr=False)
    idle: tuple[Idle, ...] = field(repr=False)
    conditional: int
    loops: int
    closure: Closure = field(repr=False)
    observed: Any = field(default=None, repr=False)

    def why(self, name: str) -> list[tuple[str, str]]:
        """From an operation of the run to the fetch that it runs for: (name, kind of the edge to the next).

        Raises:
          GraphNameError: the graph has no such operation, or the run does not execute it.
        """
        ((node, _),) = self.graph.find([name])
        if node.index not in self.closure.reasons:
            raise GraphNameError(f"{printable(name)!r} does not run: no fetch needs it")
        return [(self.graph.nodes[index].name, kind) for index, kind in path(self.closure.reasons, node.index)]

    def __str__(self) -> str:
        from tfgraph_dnn.graph.report import report

        return "\n".join(report(self))

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data, for JSON."""
        from tfgraph_dnn.graph.report import as_data

        return as_data(self)

    def to_html(self) -> str:
        """One self-contained page with a drawing."""
        from tfgraph_dnn.graph.page import page

        return page(self.graph, self)

    def _repr_html_(self) -> str:
        from tfgraph_dnn.graph.page import notebook

        return notebook(self.graph, self)


def explain(graph: GraphModel, fetches: Sequence[str], feeds: Sequence[str] = (), observed: Any = None) -> Explanation:
    """Works out what a run with these fetches and feeds executes; nothing is run.

    Raises:
      GraphNameError: a fetch or a feed is not in the graph.
    """
    named_fetches, named_feeds = _found(graph, fetches, feeds)
    fed = [(node.index, output or 0) for node, output in named_feeds]
    wanted = [node for node, output in named_fetches if (node.index, output) not in set(fed)]
    run = closure(graph, wanted, fed)
    nodes = [graph.nodes[index] for index in run.order]
    behind = _behind_conditions(graph, run)
    reads, writes = _variables(graph, nodes, behind)
    return Explanation(
        graph,
        tuple(fetches),
        tuple(feeds),
        tuple(_operation(graph, node, run) for node in nodes),
        reads,
        writes,
        tuple(Effect(node.name, node.op, _seeds(node)) for node in nodes if effects.draws(node)),
        tuple(Effect(node.name, node.op, what) for node in nodes if (what := effects.other(node))),
        _placeholders(graph, run, fed),
        _idle(graph, run, {touched.name for touched in (*reads, *writes)}),
        len(behind),
        len({_frame(node) for node in nodes if node.op in ("Enter", "RefEnter")} - {""}),
        run,
        observed,
    )


def _found(graph: GraphModel, fetches: Sequence[str], feeds: Sequence[str]) -> tuple[list, list]:
    if not fetches:
        raise GraphNameError("a run needs something to fetch", hint=f"For instance: {', '.join(candidates(graph))}")
    found = graph.find([*fetches, *feeds])
    return found[: len(fetches)], found[len(fetches) :]


def candidates(graph: GraphModel, most: int = 6) -> list[str]:
    """Operations that people fetch: training operations, then what nothing else takes, last made first."""
    likely = dict.fromkeys(name for name in graph.collections.get("train_op", ()))
    for node, users in zip(reversed(graph.nodes), reversed(graph.consumers()), strict=True):
        if not users and node.op not in ("Assign", "Const", "Placeholder") and not node.name.startswith("save"):
            likely[node.name] = None
        if len(likely) >= most:
            break
    return [printable(name) for name in list(likely)[:most]]


def _operation(graph: GraphModel, node: Node, run: Closure) -> Operation:
    kind, consumer = run.reasons[node.index]
    return Operation(node.name, node.op, kind, graph.nodes[consumer].name if consumer >= 0 else "")


def _variables(
    graph: GraphModel, nodes: Sequence[Node], behind: set[int]
) -> tuple[tuple[Touched, ...], tuple[Touched, ...]]:
    reads: dict[int, list[Node]] = {}
    writes: dict[int, list[Node]] = {}
    for node in nodes:
        for variable in effects.read(graph, node):
            reads.setdefault(variable.index, []).append(node)
        for variable in effects.written(graph, node):
            writes.setdefault(variable.index, []).append(node)
    return _touched(graph, reads, behind), _touched(graph, writes, behind)


def _touched(graph: GraphModel, found: dict[int, list[Node]], behind: set[int]) -> tuple[Touched, ...]:
    touched = []
    for index, by in sorted(found.items()):
        variable, certain = graph.nodes[index], any(node.index not in behind for node in by)
        touched.append(Touched(variable.name, variable.shape(), tuple(node.name for node in by), certain))
    return tuple(touched)


def _seeds(node: Node) -> str:
    known = node.attributes
    seeds = (known.get("seed", 0), known.get("seed2", 0))
    return "draws random numbers, without a seed" if seeds == (0, 0) else f"draws random numbers, seeds {seeds}"


def _placeholders(graph: GraphModel, run: Closure, fed: Sequence[tuple[int, int]]) -> tuple[Placeholder, ...]:
    takers: dict[tuple[int, int], str] = {}
    for index in run.order:
        for edge in graph.nodes[index].data:
            takers.setdefault(tuple(edge), graph.nodes[index].name)
    found = []
    for index, output in dict.fromkeys(fed):
        node = graph.nodes[index]
        state = FED if (index, output) in run.fed else UNUSED
        name = node.name if node.op in effects.PLACEHOLDERS else f"{node.name}:{output}"
        found.append(Placeholder(name, node.dtype, node.shape(output), state, takers.get((index, output), "")))
    for index in run.order:
        node = graph.nodes[index]
        if node.op in effects.PLACEHOLDERS:
            found.append(Placeholder(node.name, node.dtype, node.shape(), MUST, takers.get((index, 0), "")))
    return tuple(found)


def _idle(graph: GraphModel, run: Closure, touched: set[str]) -> tuple[Idle, ...]:
    """What writes to the run's variables without running, and what is in a collection of operations."""
    member: dict[str, list[str]] = {}
    for collection, names in graph.collections.items():
        for name in names:
            member.setdefault(split(name)[0], []).append(collection)
    found = []
    for node in graph.nodes:
        if node.index in run.reasons:
            continue
        targets = tuple(variable.name for variable in effects.written(graph, node))
        inside = tuple(member.get(node.name, ())) if node.op not in effects.VARIABLES else ()
        if "update_ops" in inside:
            found.append(Idle(node.name, node.op, targets, inside, "update"))
        elif touched.intersection(targets):
            found.append(Idle(node.name, node.op, targets, inside, _kind(node, targets)))
        elif inside:
            found.append(Idle(node.name, node.op, targets, inside, "collected"))
    rank = {"update": 0, "collected": 1, "training": 2, "initializer": 3}
    return tuple(sorted(found, key=lambda idle: rank[idle.kind]))


def _kind(node: Node, targets: Sequence[str]) -> str:
    """What an operation writes its variables for: to give a first value or restore one, to train, or to update."""
    if "Apply" in node.op:
        return "training"
    first = node.name.startswith(tuple(f"{target}/Assign" for target in targets))
    restores = node.name.split("/")[0].startswith("save") or "/save" in node.name
    return "initializer" if node.op in ("Assign", "AssignVariableOp") and (first or restores) else "update"


def _behind_conditions(graph: GraphModel, run: Closure) -> set[int]:
    """The operations that take, at some remove, what a Switch of a condition hands on; a Merge ends that."""
    behind: set[int] = set()
    for index in run.order:
        node = graph.nodes[index]
        sources = [edge.source for edge in node.data] + list(node.control)
        if node.op in ("Merge", "RefMerge") or _decides(graph, node):
            continue
        if any(source in behind or _decides(graph, graph.nodes[source]) for source in sources):
            behind.add(index)
    return behind


def _decides(graph: GraphModel, node: Node) -> bool:
    """Whether it is the Switch of a condition; a loop's chooses between another round and the end."""
    return node.op in _SWITCHES and len(node.data) > 1 and graph.nodes[node.data[1].source].op != "LoopCond"


def _frame(node: Node) -> str:
    return str(node.attributes.get("frame_name", ""))

"""A graph as data: operations, what they take, what they wait for. The same whether it came from a file or is alive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tfgraph_dnn.errors import GraphFileError, GraphNameError, printable

Shape = tuple[int, ...] | None  # -1 is a dimension that is not known; None a rank that is not


class Input(NamedTuple):
    """A data edge: output `output` of operation number `source`."""

    source: int
    output: int


class Node:
    """One operation.

    Attributes:
      index: its number, in the order in which the graph holds its operations.
      name, op: its name and type.
      data: the tensors it takes.
      control: numbers of the operations it waits for.
    """

    __slots__ = ("_attributes", "control", "data", "index", "name", "op")

    def __init__(self, index: int, name: str, op: str, attributes: Callable[[], Mapping[str, Any]]):
        self.index, self.name, self.op = index, name, op
        self.data: tuple[Input, ...] = ()
        self.control: tuple[int, ...] = ()
        self._attributes = attributes

    @property
    def attributes(self) -> Mapping[str, Any]:
        """Its attributes, decoded when asked for: types as names, shapes as tuples; no values of constants."""
        return self._attributes()

    @property
    def scope(self) -> str:
        """The name scope it stands in; "" at the top."""
        return self.name.rpartition("/")[0]

    def shape(self, output: int = 0) -> Shape:
        """The static shape of one of its outputs, where the graph says it."""
        known = self.attributes
        shapes = known.get("_output_shapes")
        # What a variable's handle gives is a scalar; its attribute has the variable's shape.
        if isinstance(shapes, list) and output < len(shapes) and self.op != "VarHandleOp":
            return shapes[output]
        shape = known.get("shape") if output == 0 else None
        return shape if isinstance(shape, tuple) else None

    @property
    def dtype(self) -> str:
        """The type of its first output, where one of its attributes says it; else ""."""
        known = self.attributes
        return next((known[key] for key in ("dtype", "DstT", "T") if isinstance(known.get(key), str)), "")

    def __repr__(self) -> str:
        return f"<{self.op} {self.name!r}>"


@dataclass(frozen=True)
class GraphModel:
    """A graph.

    Attributes:
      nodes: its operations, in the order in which it holds them.
      collections: name -> names of the operations or tensors in it (a variable's is its operation's).
      functions: name -> the number of operations of a function that operations call.
      source: what it was made from, for titles and messages.
    """

    nodes: Sequence[Node]
    collections: Mapping[str, Sequence[str]] = field(default_factory=dict)
    functions: Mapping[str, int] = field(default_factory=dict)
    source: str = "the graph"
    by_name: Mapping[str, Node] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.nodes)

    def find(self, names: Iterable[str]) -> list[tuple[Node, int | None]]:
        """Operations (`name`, output None) or tensors (`name:0`) by name.

        Raises:
          GraphNameError: some are not there; one line for each, with the nearest names.
        """
        found, missing = [], []
        for name in names:
            operation, output = split(name)
            node = self.by_name.get(operation)
            if node is None:
                missing.append(name)
            else:
                found.append((node, output))
        if missing:
            raise self._no_such(missing)
        return found

    def _no_such(self, missing: Sequence[str]) -> GraphNameError:
        import difflib

        lines = []
        for name in missing:
            operation = split(name)[0]
            # A comparison with each of many thousand names takes seconds; the last part of a name says most.
            last = operation.rpartition("/")[2].lower()
            same = [known for known in self.by_name if known.rpartition("/")[2].lower() == last]
            likely = [known for known in self.by_name if last in known.lower()]
            pool = likely[:2000] or list(self.by_name)[:5000]
            close = difflib.get_close_matches(operation, pool, n=3)
            typed_wrong = difflib.get_close_matches(operation, close, n=3, cutoff=0.8)
            near = list(dict.fromkeys([*typed_wrong, *same, *close]))[:3]
            told = f"nearest: {', '.join(map(printable, near))}" if near else "no name is near"
            lines.append(f"no operation {printable(operation)!r} in {self.source}; {told}")
        if not self.nodes:
            lines = [f"{self.source} is empty: it has no operation {printable(missing[0])!r}"]
        return GraphNameError("\n  ".join(lines), hint="tfgraph graph TARGET shows all of a graph.")

    def consumers(self) -> list[list[tuple[int, int]]]:
        """For each operation: (number of a consumer, output it takes; -1 for a control edge)."""
        out: list[list[tuple[int, int]]] = [[] for _ in self.nodes]
        for node in self.nodes:
            for source, output in node.data:
                out[source].append((node.index, output))
            for source in node.control:
                out[source].append((node.index, -1))
        return out

    def _repr_html_(self) -> str:
        from tfgraph_dnn.graph.page import notebook

        return notebook(self)

    def to_html(self) -> str:
        """One self-contained page with a drawing of the graph."""
        from tfgraph_dnn.graph.page import page

        return page(self)


def split(name: str) -> tuple[str, int | None]:
    """A tensor's name as its operation's name and the output's number; None for an operation's name.

    Example:
      >>> split("dnn/split:1"), split("^train"), split("train")
      (('dnn/split', 1), ('train', None), ('train', None))
    """
    name = name.removeprefix("^")
    operation, colon, output = name.rpartition(":")
    if colon and output.isdecimal() and output.isascii() and len(output) < 10:
        return operation, int(output)
    return name, None


def assemble(
    nodes: Sequence[Node],
    inputs: Sequence[Sequence[str]],
    *,
    collections: Mapping[str, Sequence[str]],
    functions: Mapping[str, int],
    source: str,
) -> GraphModel:
    """Joins operations by the names that their inputs have in a GraphDef (`a`, `a:1`, `^a`).

    Raises:
      GraphFileError: two operations have one name, or an input is no operation of the graph.
    """
    by_name: dict[str, Node] = {}
    for node in nodes:
        if by_name.setdefault(node.name, node) is not node:
            raise GraphFileError(f"{source}: two operations are named {printable(node.name)!r}")
    for node, names in zip(nodes, inputs, strict=True):
        data, control = [], []
        for name in names:
            operation, output = split(name)
            other = by_name.get(operation)
            if other is None:
                raise GraphFileError(
                    f"{source}: {printable(node.name)!r} takes {printable(name)!r}, which is not in the graph",
                    hint="The file is damaged, or part of a graph was written alone.",
                )
            if name.startswith("^"):
                control.append(other.index)
            else:
                data.append(Input(other.index, output or 0))
        node.data, node.control = tuple(data), tuple(control)
    return GraphModel(nodes, collections, functions, source, by_name)


def shown(shape: Shape) -> str:
    """A shape as Python writes it, `?` for what is not known.

    Example:
      >>> shown((-1, 784)), shown(()), shown(None)
      ('(?, 784)', '()', '?')
    """
    if shape is None:
        return "?"
    inner = ", ".join("?" if size < 0 else str(size) for size in shape)
    return f"({inner},)" if len(shape) == 1 else f"({inner})"

"""`tfgraph graph TARGET`: a graph in a file, drawn, without running anything."""

from __future__ import annotations

import os
import sys
from collections import Counter

from tfgraph_dnn.cli import arguments
from tfgraph_dnn.errors import GraphFileError

HELP = """\
usage: tfgraph graph TARGET [-o PAGE.html] [--json]

Shows the graph in a file: its scopes with the operations in each, placeholders, variables, collections. Nothing is run
and TensorFlow is not loaded. TARGET is a checkpoint (its .meta file is read), a .meta file, a frozen graph (.pb,
.pbtxt) or a SavedModel.

  -o PAGE.html  write a drawing whose scopes open and close, one page that needs no network
  --json        every operation with its inputs, as data"""

SCHEMA = 1
_MOST = 40


def main(argv: list[str]) -> int:
    """Draws one graph, or lists it."""
    given = arguments.parse(argv, "graph", flags=("--json",), valued=("-o",), what="graph")
    if given is None:
        print(HELP)
        return 0
    graph = load(given.words[0])
    if "-o" in given.values:
        path = given.last("-o")
        with open(path, "w", encoding="utf-8") as file:
            file.write(graph.to_html())
        print(f"written: {path}", file=sys.stderr)
    if "--json" in given.flags:
        _as_json(graph)
    elif "-o" not in given.values:
        _list(graph)
    return 0


def load(target: str):
    """The graph that a command line names.

    Raises:
      GraphFileError: there is none, or it cannot be read.
      CheckpointError: the checkpoint named cannot be read.
    """
    from tfgraph_dnn.graph import reading

    saved_model = any(os.path.isfile(os.path.join(target, f"saved_model.{end}")) for end in ("pb", "pbtxt"))
    if saved_model or (os.path.isfile(target) and target.endswith((".pb", ".pbtxt", ".meta", ".txt"))):
        return reading.load(target)
    from tfgraph_dnn.checkpoint.location import locate

    meta = locate(target).meta
    if meta is None:
        raise GraphFileError(f"no graph lies beside the checkpoint {target}", hint="Its .meta file holds the graph.")
    return reading.load(meta)


def _list(graph) -> None:
    from tfgraph_dnn.errors import printable
    from tfgraph_dnn.graph import effects
    from tfgraph_dnn.graph.model import shown
    from tfgraph_dnn.tables import table

    print(f"{graph.source}: {len(graph):,} operations")
    scopes = Counter(node.name.split("/", 1)[0] if "/" in node.name else "(top)" for node in graph.nodes)
    rows = [(printable(name), f"{count:,}") for name, count in scopes.items()]
    _section("scopes", table(rows, right=(1,)))
    for title, kinds in (("placeholders", effects.PLACEHOLDERS), ("variables", effects.VARIABLES)):
        found = [node for node in graph.nodes if node.op in kinds]
        _section(title, table([(printable(node.name), node.dtype, shown(node.shape())) for node in found]))
    members = [(printable(name), ", ".join(map(printable, items[:4]))) for name, items in graph.collections.items()]
    _section("collections", table(members))


def _section(title: str, lines: list[str]) -> None:
    if lines:
        print(f"\n{title}")
        for line in lines[:_MOST]:
            print(f"  {line}")
        if len(lines) > _MOST:
            print(f"  ... {len(lines) - _MOST:,} more")


def _as_json(graph) -> None:
    import json

    nodes = graph.nodes
    operations = [
        {
            "name": node.name,
            "op": node.op,
            "inputs": [f"{nodes[source].name}:{output}" for source, output in node.data],
            "control_inputs": [nodes[source].name for source in node.control],
        }
        for node in nodes
    ]
    found = {"graph": graph.source, "operations": operations, "collections": dict(graph.collections)}
    print(json.dumps({"schema": SCHEMA, **found}, indent=1))

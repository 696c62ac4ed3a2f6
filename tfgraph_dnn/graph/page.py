"""The drawing: one self-contained HTML page, with its own script and style, that needs no network."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tfgraph_dnn.graph import effects
from tfgraph_dnn.graph.model import GraphModel, Node, shown

if TYPE_CHECKING:
    from tfgraph_dnn.graph.explanation import Explanation
    from tfgraph_dnn.graph.trace import Recorder

_HERE = Path(__file__).parent
_FLOW = frozenset((
    "Switch", "RefSwitch", "Merge", "RefMerge", "Enter", "RefEnter", "Exit", "RefExit", "NextIteration",
    "RefNextIteration", "LoopCond", "While", "If", "Case", "StatelessWhile", "StatelessIf", "StatelessCase",
    "PartitionedCall", "StatefulPartitionedCall",
))  # fmt: skip
_SAVERS = frozenset(("SaveV2", "RestoreV2", "SaveSlices", "RestoreSlice", "Save", "Restore"))


def page(graph: GraphModel, run: Explanation | None = None) -> str:
    """The page of a graph; with a run, that run is highlighted and told."""
    title = f"{graph.source}: a run of {', '.join(run.fetches[:4])}" if run else graph.source
    runs = [] if run is None else [{"graph": 0, "name": title, **_run(graph, run)}]
    return _filled(title, {"title": title, "graphs": [_graph(graph)], "runs": runs})


def trace_page(recorder: Recorder) -> str:
    """The page of a program's runs: one is drawn, the others can be chosen."""
    from tfgraph_dnn.graph.explanation import explain
    from tfgraph_dnn.graph.live import from_graph
    from tfgraph_dnn.graph.trace import duration

    # A graph may have grown since a run was first seen: all are told of it as it is at the end.
    told = [distinct for distinct in recorder.distinct if distinct.seconds]
    graphs: dict[int, GraphModel] = {}
    for distinct in told:
        if distinct.graph_number not in graphs:
            graphs[distinct.graph_number] = from_graph(distinct.graph, f"graph {distinct.graph_number}")
    places = {number: at for at, number in enumerate(graphs)}
    runs = []
    for distinct in told:
        graph, spent = graphs[distinct.graph_number], sum(distinct.seconds)
        data = _run(graph, explain(graph, distinct.fetches, distinct.feeds))
        fetches, count = ", ".join(distinct.fetches[:3]), len(distinct.seconds)
        name = f"{distinct.number}: {fetches} - {count:,} runs, {duration(spent)}"
        runs.append({"graph": places[distinct.graph_number], "name": name, "spent": spent, **data})
    return _filled("The runs of a program", {"title": "", "graphs": [*map(_graph, graphs.values())], "runs": runs})


def _filled(title: str, data: dict[str, Any]) -> str:
    parts = {
        "title": html.escape(title),
        "style": (_HERE / "page.css").read_text(encoding="utf-8"),
        "script": (_HERE / "page.js").read_text(encoding="utf-8"),
        "data": _embedded(data),
    }
    # One pass over the template: what a name holds is never taken for a place in it.
    before, *pieces = (_HERE / "page.html").read_text(encoding="utf-8").split("{{")
    return before + "".join(parts[name] + rest for name, _, rest in (piece.partition("}}") for piece in pieces))


def notebook(graph: GraphModel, run: Explanation | None = None) -> str:
    """The same for a cell of a notebook: in a frame of its own, so that nothing of it touches the notebook."""
    return (
        f'<iframe srcdoc="{html.escape(page(graph, run), quote=True)}" sandbox="allow-scripts" '
        'style="width: 100%; height: 640px; border: 1px solid #ccc"></iframe>'
    )


def _embedded(data: Any) -> str:
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _graph(graph: GraphModel) -> dict[str, Any]:
    types = {op: at for at, op in enumerate(dict.fromkeys(node.op for node in graph.nodes))}
    edges: list[int] = []
    for node in graph.nodes:
        for source, output in node.data:
            edges += (source, node.index, output)
        for source in node.control:
            edges += (source, node.index, -1)
    return {
        "title": graph.source,
        "names": [node.name for node in graph.nodes],
        "types": list(types),
        "ops": [types[node.op] for node in graph.nodes],
        "edges": edges,
        "kinds": {node.index: kind for node in graph.nodes if (kind := _kind(node))},
        "told": {node.index: told for node in graph.nodes if (told := _told(node))},
        "savers": [node.index for node in graph.nodes if node.op in _SAVERS],
        "words": _words(graph, None),
        "lists": _lists(graph, None),
    }


def _kind(node: Node) -> str:
    op = node.op
    if op in effects.VARIABLES:
        return "variable"
    if op in effects.PLACEHOLDERS or op == "PlaceholderWithDefault":
        return "placeholder"
    if op == "Const":
        return "const"
    if effects.writes(node):
        return "writer"
    if effects.draws(node):
        return "random"
    return "flow" if op in _FLOW else ""


def _told(node: Node) -> str:
    """What stands under a variable's or a placeholder's name."""
    if node.op in effects.VARIABLES or node.op in effects.PLACEHOLDERS or node.op == "PlaceholderWithDefault":
        return f"{shown(node.shape())} {node.dtype}".strip()
    return ""


def _run(graph: GraphModel, run: Explanation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "order": run.closure.order,
        "via": {index: [reason.consumer, reason.kind] for index, reason in run.closure.reasons.items()},
        "fetched": [index for index, reason in run.closure.reasons.items() if reason.kind == "fetch"],
        "cut": [f"{index}:{output}" for index, output in run.closure.fed],
        "words": _words(graph, run),
        "lists": _lists(graph, run),
    }
    if run.observed is not None:
        by_name = graph.by_name
        found["times"] = {by_name[t.name].index: t.microseconds for t in run.observed.timings if t.name in by_name}
        found["removed"] = [by_name[name].index for name in run.observed.removed if name in by_name]
    return found


def _words(graph: GraphModel, run: Explanation | None) -> list[tuple[str, str]]:
    if run is None:
        what = f"{len(graph):,} operations" if len(graph) else "The graph is empty."
        return [("title", graph.source), ("", what)]
    from tfgraph_dnn.graph.report import headline

    fetched, *counts = headline(run).split("\n")
    lines = [("title", "What runs"), ("", fetched), *(("", line) for line in counts)]
    if run.observed is not None:
        lines += [("soft", line.strip()) for line in run.observed.lines(most=0)]
    return lines


def _lists(graph: GraphModel, run: Explanation | None) -> list[dict[str, Any]]:
    if run is None:
        sections = [
            ("placeholders", [n for n in graph.nodes if n.op in effects.PLACEHOLDERS]),
            ("variables", [n for n in graph.nodes if n.op in effects.VARIABLES]),
        ]
        lists = [{"title": title, "entries": [[n.index, _told(n)] for n in nodes]} for title, nodes in sections]
        return lists + _collections(graph)
    return _run_lists(graph, run)


def _collections(graph: GraphModel) -> list[dict[str, Any]]:
    from tfgraph_dnn.graph.model import split

    lists = []
    for name, members in graph.collections.items():
        nodes = dict.fromkeys(graph.by_name[split(m)[0]].index for m in members if split(m)[0] in graph.by_name)
        if nodes and name not in ("variables", "trainable_variables"):
            lists.append({"title": f"collection {name}", "entries": [[index, ""] for index in nodes]})
    return lists


def _run_lists(graph: GraphModel, run: Explanation) -> list[dict[str, Any]]:
    from tfgraph_dnn.graph.explanation import MUST
    from tfgraph_dnn.graph.model import split
    from tfgraph_dnn.graph.report import TRAIN_UNDER, idle_words, misses_updates

    def at(name: str) -> int:
        return graph.by_name[split(name)[0]].index

    fed = [
        [at(p.name), f"{shown(p.shape)} {p.dtype}: {p.state}", "bad" if p.state == MUST else ""]
        for p in run.placeholders
    ]
    updates = [[at(i.name), idle_words(i), ""] for i in run.idle if i.kind == "update"]
    found = [
        {"title": "must be fed", "entries": fed},
        {
            "title": "does not run, though it would change what is read",
            "entries": updates,
            "after": f"Put them under the training: {TRAIN_UNDER}" if misses_updates(run) else "",
        },
        {"title": "reads", "entries": [[at(v.name), shown(v.shape)] for v in run.reads]},
        {"title": "writes", "entries": [[at(v.name), shown(v.shape)] for v in run.writes]},
        {"title": "random", "entries": [[at(e.name), e.what] for e in run.random]},
        {"title": "besides", "entries": [[at(e.name), e.what] for e in run.effects]},
    ]
    if run.observed is not None:
        slow = sorted(run.observed.timings, key=lambda t: -t.microseconds)
        entries = [[at(t.name), f"{t.microseconds:,} µs"] for t in slow if t.name in graph.by_name]
        found.insert(0, {"title": "slowest", "entries": entries[:200]})
    for kind, title in (("collected", "does not run, of the collections"), ("training", "nor does the training")):
        entries = [[at(i.name), ", ".join(i.collections)] for i in run.idle if i.kind == kind]
        found.append({"title": title, "entries": entries})
    return [section for section in found if section["entries"]]

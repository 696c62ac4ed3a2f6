"""An explanation as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tfgraph_dnn.errors import printable
from tfgraph_dnn.graph.model import shown
from tfgraph_dnn.tables import table

if TYPE_CHECKING:
    from tfgraph_dnn.graph.explanation import Explanation, Idle, Operation

_MOST, _WIDEST = 12, 56
TRAIN_UNDER = "with tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS)): op = optimizer.minimize(loss)"


def report(run: Explanation, *, depth: int = 2, every: bool = False, most: int = _MOST) -> list[str]:
    """The lines that tell a run.

    Args:
      run: the explanation.
      depth: how many levels of name scopes are told apart.
      every: name every operation, with why it runs.
      most: how many lines each list has at most; the rest is counted.
    """
    lines = [headline(run), *_observed(run), ""]
    lines += _operations(run, depth, every)
    lines += _section("must be fed", _fed(run), None)
    lines += _section("reads", [f"{printable(v.name)} {shown(v.shape)}" for v in run.reads], most)
    lines += _section("writes", [_written(v) for v in run.writes], most)
    lines += _section("random", [f"{printable(e.name)}  {e.what}" for e in run.random], most)
    lines += _section("besides", [f"{printable(e.name)}  {e.what}" for e in run.effects], most)
    lines += _idle(run, most)
    return lines


def headline(run: Explanation) -> str:
    """What is fetched and fed, and how much of the graph runs; two lines."""
    feeds = f", feeds {_names(run.feeds)}" if run.feeds else ", feeds nothing"
    total = len(run.graph)
    text = f"sess.run fetches {_names(run.fetches)}{feeds}\n{len(run.operations):,} of {total:,} operations run"
    if run.loops:
        text += f", {run.loops} while loop{'s' if run.loops > 1 else ''} among them, which go round while they run"
    if run.conditional:
        text += f"; {run.conditional:,} stand behind a condition, decided while it runs"
    return text


def _observed(run: Explanation) -> list[str]:
    return run.observed.lines() if run.observed is not None else []


def _operations(run: Explanation, depth: int, every: bool) -> list[str]:
    groups: dict[str, list[Operation]] = {}
    scopes = {node.scope for node in run.graph.nodes}
    for operation in run.operations:
        groups.setdefault(_scope(operation.name, scopes, depth), []).append(operation)
    if every:
        lines = []
        for scope, members in groups.items():
            lines.append(f"{printable(scope) or '(top)'}  {len(members)} operations")
            lines += [f"  {printable(item.name)}  {printable(item.op)}  {_why(item)}" for item in members]
        return [*lines, ""]
    spent = {} if run.observed is None else {t.name: t.microseconds for t in run.observed.timings}
    rows = [("scope", "operations", *(["took"] if spent else []), "runs for", "among them")]
    for scope, members in groups.items():
        kinds: dict[str, int] = {}
        for item in members:
            kinds[item.op] = kinds.get(item.op, 0) + 1
        common = sorted(kinds, key=lambda op: (op in ("Const", "Identity"), -kinds[op], op))[:4]
        took = [f"{sum(spent.get(item.name, 0) for item in members):,} us"] if spent else []
        # The last of a scope to run is what the rest of it is there for.
        why, kinds_told = _why(members[-1]), ", ".join(map(printable, common))
        rows.append((printable(scope) or "(top)", f"{len(members):,}", *took, why, kinds_told))
    return [*table(rows, right=(1, 2) if spent else (1,)), ""]


def _why(item: Operation) -> str:
    if item.why == "fetch":
        return "it is fetched"
    verb = "takes it" if item.why == "data" else "waits for it"
    return f"{_end(item.wanted_by)} {verb}"


def _scope(name: str, scopes: set[str], depth: int) -> str:
    # A variable's initializer and its reading stand in a scope of the variable's name: it belongs to them.
    parts = name.split("/")
    return "/".join((parts if name in scopes else parts[:-1])[:depth])


def _end(name: str) -> str:
    name = printable(name)
    return name if len(name) <= _WIDEST else f"...{name[3 - _WIDEST :]}"


def _fed(run: Explanation) -> list[str]:
    rows = []
    for p in run.placeholders:
        wanted = f"{_end(p.wanted_by)} takes it" if p.wanted_by else ""
        rows.append((printable(p.name), p.dtype, shown(p.shape), p.state, wanted))
    return [row if "  not fed" not in row else f"{row}: this run fails" for row in table(rows)]


def _written(touched) -> str:
    by = printable(touched.by[0]) + (f" and {len(touched.by) - 1} more" if len(touched.by) > 1 else "")
    condition = "" if touched.certain else ", if its condition holds"
    return f"{printable(touched.name)} {shown(touched.shape)}  by {by}{condition}"


def _idle(run: Explanation, most: int) -> list[str]:
    updates = [idle for idle in run.idle if idle.kind == "update"]
    told = [f"{printable(idle.name)}  {idle_words(idle)}" for idle in updates]
    lines = _section("does not run, though it would change what this run reads", told, most)
    if misses_updates(run):
        lines[-1:] = [
            "  -> No fetch reaches UPDATE_OPS: what they write (moving averages) stays as it is.",
            f"     Put them under the training: {TRAIN_UNDER}",
            "",
        ]
    collected: dict[str, list[str]] = {}
    for idle in run.idle:
        if idle.kind == "collected":
            collected.setdefault(", ".join(map(printable, idle.collections)), []).append(printable(idle.name))
    told = [f"{name}: {', '.join(members[:4])}{_more(members, 4)}" for name, members in collected.items()]
    lines += _section("does not run, of the collections", told, most)
    for kind, what in (("training", "of the training"), ("initializer", "that initialize or restore these variables")):
        count = sum(idle.kind == kind for idle in run.idle)
        if count:
            lines += [f"nor do {count} operations {what}", ""]
    return lines


def misses_updates(run: Explanation) -> bool:
    """Whether the run trains, and update operations that wait in UPDATE_OPS do not run."""
    waiting = any(idle.kind == "update" and "update_ops" in idle.collections for idle in run.idle)
    return waiting and any("Apply" in item.op for item in run.operations)


def idle_words(idle: Idle) -> str:
    """What an operation that does not run would write, and the collections it is in."""
    writes = f"would write {', '.join(map(printable, idle.writes))}" if idle.writes else f"a {printable(idle.op)}"
    inside = f"; in {', '.join(map(printable, idle.collections))}" if idle.collections else ""
    return f"{writes}{inside}"


def _section(title: str, lines: Iterable[str], most: int | None) -> list[str]:
    lines = list(lines)
    if not lines:
        return []
    kept = lines if most is None or len(lines) <= most else lines[:most]
    more = [f"... {len(lines) - len(kept):,} more"] if len(kept) < len(lines) else []
    return [title, *(f"  {line}" for line in (*kept, *more)), ""]


def _names(names: Sequence[str]) -> str:
    return ", ".join(map(printable, names[:8])) + _more(names, 8)


def _more(names: Sequence[str], shown_names: int) -> str:
    return f", ... {len(names) - shown_names:,} more" if len(names) > shown_names else ""


def as_data(run: Explanation) -> dict[str, Any]:
    """All of an explanation as plain data."""
    found: dict[str, Any] = {"graph": run.graph.source, "total": len(run.graph)}
    for name in ("fetches", "feeds", "conditional", "loops"):
        value = getattr(run, name)
        found[name] = list(value) if isinstance(value, tuple) else value
    for name in ("operations", "reads", "writes", "random", "effects", "placeholders", "idle"):
        found[name] = [item._asdict() for item in getattr(run, name)]
    found["observed"] = None if run.observed is None else run.observed.to_dict()
    return found

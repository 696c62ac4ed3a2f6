"""A run that really happens, watched: what executed, in which order, how long it took, what grappler had removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from tfgraph_dnn.errors import printable
from tfgraph_dnn.graph.explanation import Explanation, explain

# What TensorFlow itself puts into a run: feeds, fetches, transfers, constants of its optimizer.
_OWN = ("_arg_", "_retval_", "_SOURCE", "_SINK", "_send_", "_recv_", "ConstantFolding/", "ArithmeticOptimizer/")


class Timing(NamedTuple):
    """One operation as it executed: when it began and how long it took, in microseconds, and the bytes it gave."""

    name: str
    start: int
    microseconds: int
    nbytes: int


@dataclass(frozen=True)
class Observation:
    """What was seen of a run.

    Attributes:
      timings: operations in the order in which they began; one that executes several times (in a loop) counts as one.
      removed: operations that the static reading has and the executed graph has not: grappler, TensorFlow's optimizer,
        folded or pruned them. Variables and constants that it keeps are no part of this.
      idle: operations of the executed graph that never began: behind a condition that went the other way.
      own: how many operations TensorFlow put in.
      microseconds: from the first beginning to the last end.
    """

    timings: tuple[Timing, ...] = field(repr=False)
    removed: tuple[str, ...]
    idle: tuple[str, ...]
    own: int
    microseconds: int

    def lines(self, most: int = 5) -> list[str]:
        """What is told of it in a report; the slowest operations, at most so many."""
        total = sum(t.microseconds for t in self.timings)
        told = [
            f"seen: {len(self.timings):,} operations executed in {self.microseconds / 1000:.2f} ms"
            f" ({total / 1000:.2f} ms of work); {len(self.removed):,} folded, fused or pruned by grappler before"
        ]
        if self.idle:
            told[0] += f"; {len(self.idle):,} left no trace, as behind a condition that went the other way"
        for t in sorted(self.timings, key=lambda t: -t.microseconds)[:most]:
            size = f", {t.nbytes:,} bytes" if t.nbytes else ""
            told.append(f"  {t.microseconds:>8,} us  {printable(t.name)}{size}")
        return told

    def to_dict(self) -> dict[str, Any]:
        """All of it as plain data."""
        return {**vars(self), "timings": [t._asdict() for t in self.timings]}


def watch_run(session: Any, fetches: Any, feed_dict: Any = None) -> tuple[Any, Explanation]:
    """Runs a session once, watched.

    Args:
      session: a `tf.Session`.
      fetches, feed_dict: as `session.run` takes them.

    Returns:
      What `session.run` returns, and the explanation of the run with what was seen of it.

    Example:
      >>> import tfgraph_dnn.v1 as tf
      >>> with tf.Graph().as_default():
      ...     x = tf.placeholder(tf.float32, [None], name="x")
      ...     y = tf.square(x, name="y")
      ...     with tf.Session() as session:
      ...         values, run = watch_run(session, y, {x: [3.0]})
      >>> values.tolist(), [timing.name for timing in run.observed.timings]
      ([9.0], ['y'])
    """
    from tfgraph_dnn._backend import tf1

    options, metadata = full_trace(), tf1.RunMetadata()
    values = session.run(fetches, feed_dict, options=options, run_metadata=metadata)
    return values, explained(session.graph, fetches, feed_dict, metadata)


def full_trace() -> Any:
    """The run options under which `explained` learns what it needs."""
    from tfgraph_dnn._backend import tf1

    return tf1.RunOptions(trace_level=tf1.RunOptions.FULL_TRACE, output_partition_graphs=True)


def explained(graph: Any, fetches: Any, feed_dict: Any, metadata: Any) -> Explanation:
    """The explanation of a run that has happened, out of its metadata."""
    from tfgraph_dnn.graph import fed_names, names
    from tfgraph_dnn.graph.live import from_graph

    asked = names(fetches), fed_names(feed_dict)
    run = explain(from_graph(graph), *asked)
    return explain(run.graph, *asked, observed=observation((o.name for o in run.operations), metadata))


def observation(expected: Iterable[str], metadata: Any) -> Observation:
    """What a run's metadata say beside the operations that were expected to run."""
    executed = {node.name for partition in metadata.partition_graphs for node in partition.node}
    timings = _timings(metadata)
    began = {timing.name for timing in timings}
    expected = list(expected)
    known = set(expected)
    ends = [timing.start + timing.microseconds for timing in timings]
    return Observation(
        tuple(timing for timing in timings if timing.name in known),
        tuple(name for name in expected if executed and name not in executed and name not in began),
        tuple(name for name in expected if name in executed and name not in began),
        len([name for name in executed if name not in known]),
        max(ends) - min(timing.start for timing in timings) if timings else 0,
    )


def _timings(metadata: Any) -> list[Timing]:
    found: dict[str, Timing] = {}
    for device in metadata.step_stats.dev_stats:
        for stats in device.node_stats:
            nbytes = sum(output.tensor_description.allocation_description.requested_bytes for output in stats.output)
            spent = max(stats.op_end_rel_micros - stats.op_start_rel_micros, 0)
            before = found.get(stats.node_name)
            start = stats.all_start_micros
            if before is not None:
                start, spent, nbytes = min(start, before.start), spent + before.microseconds, max(nbytes, before.nbytes)
            found[stats.node_name] = Timing(stats.node_name, start, spent, nbytes)
    return sorted((t for t in found.values() if not t.name.startswith(_OWN)), key=lambda t: t.start)

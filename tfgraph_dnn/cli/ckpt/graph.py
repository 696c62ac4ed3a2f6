"""`tfgraph ckpt graph`: what the graph beside a checkpoint needs, to be opened on another machine today."""

from __future__ import annotations

from dataclasses import asdict

from tfgraph_dnn.cli.ckpt import options, printing

HELP = """\
usage: tfgraph ckpt graph PATH [--outputs NAMES] [--json]

Tells what an old graph needs to be opened today: operations that TensorFlow does not have any more and what to do about
them, devices, Python functions that no file holds, queues; its inputs, and what looks like its outputs. PATH is a
checkpoint with its .meta, a .meta file, a frozen graph (.pb, .pbtxt) or a SavedModel. TensorFlow is not loaded.

  --outputs NAMES  only of what these need: names of operations or tensors, with commas between them
  --json           the same as data

The exit status is 1 when operations are missing that cannot be put together from today's."""

_MOST = 6


def main(argv: list[str]) -> int:
    """Prints what is needed."""
    given = options.parse(argv, "graph", valued=("--outputs",))
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.cli.graph import load
    from tfgraph_dnn.graph.needs import needs

    graph = load(given.words[0])
    outputs = [name for name in given.given.get("--outputs", "").split(",") if name]
    found = needs(graph, outputs)
    writer = _writer(graph.source)
    absent = any(not missing.here for missing in found.missing)
    if "--json" in given:
        printing.as_json({"graph": graph.source, "writer": writer, "outputs_named": outputs, **asdict(found)})
        return int(absent)
    lines = [("graph", graph.source), ("writer", _told_writer(writer))]
    lines.append(("operations", _count(found)))
    lines.append(("variables", f"{found.variables:,}"))
    lines += [("device", f"{printing.safe(device)}, of {count:,}") for device, count in found.devices.items()]
    lines += [("python", f"{printing.safe(name)} calls {printing.safe(key)}") for name, key in found.python]
    lines += [("data from", f"{printing.safe(outlet.name)}, {outlet.op}") for outlet in found.outlets]
    lines += [("input", _tensor(tensor)) for tensor in found.inputs]
    lines += [("output" if outputs else "output?", _tensor(tensor)) for tensor in found.outputs]
    for line in printing.table(lines):
        print(line)
    _print_missing(found.missing)
    _print_advice(found, outputs)
    return int(absent)


def _count(found) -> str:
    if found.looked_at == found.operations:
        return f"{found.operations:,}"
    return f"{found.looked_at:,} of {found.operations:,} are needed for these outputs"


def _writer(source: str) -> str | None:
    """The version of TensorFlow that wrote a `.meta` file; "" where it does not say, None of another file."""
    if not source.endswith(".meta"):
        return None
    from tfgraph_dnn.checkpoint.format import metagraph
    from tfgraph_dnn.checkpoint.format.source import Source

    try:
        file = Source(source)
        return metagraph.writer(file.read, file.size)
    except (OSError, ValueError):
        return None


def _told_writer(writer: str | None) -> str:
    if writer is None:
        return "not said by this kind of file"
    return f"TensorFlow {printing.safe(writer)}" if writer else "a TensorFlow before 0.12"


def _tensor(tensor) -> str:
    sizes = "of any shape" if tensor.shape is None else f"({', '.join('?' if d < 0 else str(d) for d in tensor.shape)})"
    return f"{printing.safe(tensor.name)}  {tensor.dtype or '?'} {sizes}  {tensor.op}"


def _print_missing(missing) -> None:
    if not missing:
        print("TensorFlow has all of these operations today")
        return
    many = "operation" if len(missing) == 1 else "operations"
    print(f"{len(missing)} {many} that TensorFlow does not have today:")
    for one in missing:
        nodes = ", ".join(map(printing.safe, one.nodes[:_MOST])) + (", ..." if len(one.nodes) > _MOST else "")
        origin = f" ({one.origin})" if one.origin else ""
        line = f"  {printing.safe(one.op)}{origin}: {nodes}"
        print(line if one.here else printing.colour(line, "red"))
        if one.instead:
            print(f"    {one.instead}")


def _print_advice(found, outputs) -> None:
    """How to open it, where anything stands in the way."""
    wanted = list(outputs) or [tensor.name for tensor in found.outputs]
    arguments = ["path"]
    if wanted and (outputs or found.missing or found.outlets):
        arguments.append(f"outputs={wanted}")
    if found.outlets:
        arguments.append('queues="placeholders"')
    if found.python:
        arguments.append(f"callbacks={{{found.python[0][0]!r}: function}}")
    if len(arguments) > 1:
        print(f"open it with tfgraph_dnn.old_graphs.open_graph({', '.join(arguments)})")

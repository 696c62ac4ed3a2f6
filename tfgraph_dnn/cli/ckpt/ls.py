"""`tfgraph ckpt ls`: the variables of a checkpoint."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import options, printing

HELP = """\
usage: tfgraph ckpt ls PATH [--all] [--only REGEX] [--json] [--v1 | --v2] [--partial]

Lists the variables of a checkpoint: type, shape, size; the optimizer slots and moving averages saved with each.

  --all         a line for each slot and average too
  --only REGEX  only tensors in whose name it is found
  --v1, --v2    that format, where both lie at one prefix
  --partial     a V1 checkpoint of which shards are missing: what the others hold
  --json        the same as data"""


def main(argv: list[str]) -> int:
    """Prints the list."""
    given = options.parse(argv, "ls", flags=("--all", "--partial"), valued=("--only",))
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.checkpoint.inspect import summarize
    from tfgraph_dnn.checkpoint.reader import open as open_checkpoint
    from tfgraph_dnn.checkpoint.relations import roles

    ckpt = open_checkpoint(given.words[0], format=given.format, partial="--partial" in given)
    known = roles(ckpt.tensors)
    summary = summarize(ckpt, known)
    names = options.matching(ckpt, given.given.get("--only"))
    if "--json" in given:
        tensors = [{**vars(ckpt.tensors[name]), **vars(known[name])} for name in names]
        printing.as_json({"checkpoint": vars(summary), "tensors": tensors})
        return 0
    printing.say(summary.notes)
    print(printing.colour(_headline(summary), "bold"))
    for line in _lines(ckpt, known, names, "--all" in given):
        print(line)
    return 0


def _headline(summary) -> str:
    version = f"TF {summary.tensorflow}, " if summary.tensorflow else ""
    step = f"step {summary.step}, " if summary.step is not None else ""
    missing = f", {len(summary.missing)} files missing" if summary.missing else ""
    return (
        f"{printing.safe(summary.prefix)}: {summary.format}, {version}{step}{summary.tensors} tensors, "
        f"{summary.variables} variables with {summary.parameters:,} values{missing}"
    )


def _lines(ckpt, known, names, every: bool) -> list[str]:
    from tfgraph_dnn.checkpoint.relations import attachments

    attached = attachments(known)
    chosen = set(names)
    rows = []
    for name in names:
        owner = known[name].of
        if owner in chosen:  # stands with its variable
            continue
        rows.append(_row(ckpt.tensors[name], known[name], attached.get(name, ()), known, every))
        if every:
            inner = [other for other in attached.get(name, ()) if other in chosen]
            rows += [_row(ckpt.tensors[other], known[other], (), known, every, "  ") for other in inner]
    return printing.table(rows, right=(3,))


def _row(info, role, attached, known, every: bool, indent: str = "") -> tuple[str, ...]:
    remarks = [role.kind] if role.kind not in ("variable", "step") and role.of is None else []
    if info.slices:
        remarks.append(f"in {len(info.slices)} slices")
    if attached and not every:
        remarks.append(" ".join(f"+ {printing.safe(known[other].label)}" for other in attached))
    shape = printing.shape(info.shape)
    return indent + printing.safe(info.name), info.dtype, shape, printing.size(info.nbytes), ", ".join(remarks)

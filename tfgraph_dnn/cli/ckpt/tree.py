"""`tfgraph ckpt tree`: the scopes of a checkpoint."""

from __future__ import annotations

from tfgraph_dnn.cli.ckpt import options, printing

HELP = """\
usage: tfgraph ckpt tree PATH [--json] [--v1 | --v2]

Draws the scopes of a checkpoint with the number of values below each and the bytes they take, slots and averages
included.

  --v1, --v2  that format, where both lie at one prefix
  --json      the same as data"""


def main(argv: list[str]) -> int:
    """Draws the tree."""
    given = options.parse(argv, "tree")
    if given is None:
        print(HELP)
        return 0
    from tfgraph_dnn.checkpoint.inspect import tree
    from tfgraph_dnn.checkpoint.reader import open as open_checkpoint
    from tfgraph_dnn.checkpoint.relations import attachments, roles

    ckpt = open_checkpoint(given.words[0], format=given.format)
    known = roles(ckpt.tensors)
    top = tree(ckpt, known)
    if "--json" in given:
        printing.as_json({"checkpoint": ckpt.prefix, "tree": _data(top)})
        return 0
    printing.say(ckpt.notes)
    rows = [(printing.safe(ckpt.prefix), _total(top.parameters), printing.size(top.nbytes), "")]
    _draw(top, "", ckpt, known, attachments(known), rows)
    for line in printing.table(rows, right=(1, 2)):
        print(line)
    return 0


def _data(scope) -> dict:
    # One call a level would end deep names in a RecursionError.
    top: dict = {}
    work = [(scope, top)]
    while work:
        current, data = work.pop()
        data.update(vars(current), scopes=[])
        for inner in current.scopes.values():
            data["scopes"].append({})
            work.append((inner, data["scopes"][-1]))
    return top


def _draw(top, start: str, ckpt, known, attached, rows: list) -> None:
    work = _stacked(top, start)
    while work:
        prefix, last, item = work.pop()
        branch = prefix + ("`- " if last else "|- ")
        if isinstance(item, str):
            info = ckpt.tensors[item]
            slots = " ".join(f"+ {printing.safe(known[other].label)}" for other in attached.get(item, ()))
            size = sum(ckpt.tensors[name].nbytes or 0 for name in (item, *attached.get(item, ())))
            name = printing.safe(item.rpartition("/")[2])
            remark = f"{info.dtype} {printing.shape(info.shape)} {slots}".rstrip()
            rows.append((branch + name, "", printing.size(size), remark))
            continue
        rows.append((f"{branch}{printing.safe(item.name)}/", _total(item.parameters), printing.size(item.nbytes), ""))
        work += _stacked(item, prefix + ("   " if last else "|  "))


def _stacked(scope, prefix: str) -> list:
    """The items of a scope, the first on top of the stack."""
    items = _items(scope)
    return [(prefix, at == len(items) - 1, item) for at, item in reversed(list(enumerate(items)))]


def _items(scope) -> list:
    return [*scope.tensors, *scope.scopes.values()]


def _total(values: int) -> str:
    return f"{values:,} values"

"""Why a restore cannot be, in eight lines: what is missing, what is like it, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.planning import BAD, CAST, CLASH, DTYPE, MISSING, RENAMED, RESIZED, SHAPE, Plan, Step

_ROWS, _LONGEST = 4, 40
_STATE = ("slot", "average", "optimizer")
_SLUGS = {MISSING: "ckpt-missing-key", SHAPE: "ckpt-shape", DTYPE: "ckpt-dtype", CLASH: "ckpt-pack"}


class Trouble(NamedTuple):
    """What an error says.

    Attributes:
      status: the gravest of the steps: "clash", "missing", "dtype" or "shape", in the order in which TF 1.15 sees them.
      message: head and rows.
      hint: what to do.
      slug: the page.
    """

    status: str
    message: str
    hint: str
    slug: str


def trouble(plan: Plan) -> Trouble | None:
    """Words for what would go wrong; None when every variable would be restored."""
    bad = plan.having(*BAD)
    if not bad:
        return None
    status = next(one for one in (CLASH, MISSING, DTYPE, SHAPE) if any(step.status == one for step in bad))
    # What a net is made of comes first: a list of slots tells nobody anything.
    bad.sort(key=lambda step: (step.role in _STATE, step.status != status))
    shown = bad if len(bad) <= _ROWS else bad[: _ROWS - 1]
    lines = [_head(plan, bad), *_rows(shown)]
    if len(bad) > len(shown):
        lines.append(f"  ... and {len(bad) - len(shown)} more")
    slug = "ckpt-slots" if _are_state(bad) and status == MISSING else _SLUGS[status]
    return Trouble(status, "\n".join(lines), "\n  ".join([*plan.notes[:1], _hint(plan, bad)]), slug)


def _head(plan: Plan, bad: list[Step]) -> str:
    phrases = {
        CLASH: ("has two tensors to take in", "have two tensors to take in"),
        MISSING: ("is not in", "are not in"),
        DTYPE: ("is of another type in", "are of another type in"),
        SHAPE: ("is of another shape in", "are of another shape in"),
    }
    told = []
    for status, (one, many) in phrases.items():
        count = sum(step.status == status for step in bad)
        if count and not told:
            of = f"{len(plan.steps)} variable{'' if len(plan.steps) == 1 else 's'}"
            told.append(f"{count} of {of} {one if count == 1 else many} {printable(plan.prefix)}")
        elif count:
            told.append(f"{count} {(one if count == 1 else many).removesuffix(' in')}")
    return ", ".join(told)


def _rows(steps: list[Step]) -> list[str]:
    sizes = [step.wanted if step.status == DTYPE else _shape(step.wanted) for step in steps]
    cells = [(one.status, printable(one.name), size, remark(one)) for one, size in zip(steps, sizes, strict=True)]
    widths = [max(len(row[at]) for row in cells) for at in range(3)]
    return ["  " + "  ".join(f"{c:<{w}}" for c, w in zip(row, [*widths, 0], strict=True)).rstrip() for row in cells]


def remark(step: Step) -> str:
    """What is to be said of a variable: where its value comes from, or what is nearest to it."""
    near = ", ".join(map(printable, step.nearest[:2]))
    if step.status == CLASH:
        return f"wanted by: {near}"
    if step.status in (SHAPE, DTYPE, RESIZED, CAST):
        source = "" if step.tensor == step.name else f"{printable(str(step.tensor))} "
        return f"there: {source}{_shape(step.found) if step.status in (SHAPE, RESIZED) else step.found}"
    if step.status == RENAMED:
        return f"{printable(str(step.tensor))}  rule {step.rule!r}"
    if step.cure is not None:
        rule = step.cure.rule if len(step.cure.rule) <= _LONGEST else ", ".join(step.cure.packs)
        return f"nearest: {near} {_shape(step.found)}  renamed, rule {rule!r}"
    return f"nearest: {near}" if near else ""


def _shape(said: str) -> str:
    return said[said.index("(") :]


def _are_state(steps: list[Step]) -> bool:
    return all(step.role in _STATE for step in steps)


def _hint(plan: Plan, bad: list[Step]) -> str:
    path = printable(plan.prefix)
    missing = [step for step in bad if step.status == MISSING]
    if missing and _are_state(missing) and len(missing) == len(bad):
        return _about_state(plan, missing)
    if any(step.status == CLASH for step in bad):
        return "Leave one of them out: rename={'its/name': None}."
    cures = [step.cure for step in missing if step.cure is not None]
    if cures:
        packs = list(dict.fromkeys(pack for cure in cures for pack in cure.packs))
        scopes = dict(cure.scope for cure in cures if cure.scope is not None)
        options = [f"packs={packs}"] if packs else []
        options += [f"scopes={scopes}"] if scopes else []
        told = f"Restore with: restore(sess, {path!r}, {', '.join(options)}), from tfgraph_dnn.checkpoint.restore"
        if scopes or not packs:
            return told
        given = " ".join(f"--pack {pack}" for pack in packs)
        return f"{told}\n  or from a renamed copy: tfgraph ckpt rename {path} {given} --out NEW"
    if missing and len(missing) == len(plan.steps):
        return f"None of the variables is there: is it another net's? tfgraph ckpt ls {path} lists what it holds."
    if missing:
        slots = sum(step.role in _STATE for step in missing)
        about = f"{slots} of these are slots of an optimizer: tfgraph explain ckpt-slots. " if slots else ""
        return f"{about}tfgraph ckpt ls {path} lists what there is; a Saver over other variables restores those."
    if any(step.status == SHAPE for step in bad):
        return "Leave them out of the Saver's list; or restore(..., resize=True) cuts or fills up what differs."
    return "Leave them out of the Saver's list; or restore(..., cast=True) converts them."


def _about_state(plan: Plan, missing: list[Step]) -> str:
    """What to say when all that is missing are an optimizer's slots."""
    first = printable(missing[0].name)
    few = len(missing) == 1
    subject = f"{first} is" if few else f"{first} and {len(missing) - 1} more are"
    held = sorted({name.rpartition("/")[2] for name in plan.unused if _is_slot(name, plan)})
    if held:
        return (
            f"{subject} an optimizer's own; the checkpoint has those of another ({', '.join(held[:3])}).\n"
            "  Restore the variables alone: tf.train.Saver(tf.trainable_variables()), after the initializer has run."
        )
    return (
        f"{subject} {'a slot' if few else 'slots'} of an optimizer, no weights: the list was collected after the\n"
        "  optimizer was built, and its scope caught them. Collect TRAINABLE_VARIABLES instead, or before minimize()."
    )


def _is_slot(name: str, plan: Plan) -> bool:
    base = name.rpartition("/")[0]
    return any(step.tensor == base for step in plan.steps)

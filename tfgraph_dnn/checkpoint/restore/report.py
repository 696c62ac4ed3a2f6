"""What `restore` did."""

from __future__ import annotations

from dataclasses import dataclass

from tfgraph_dnn.checkpoint.naming import printable
from tfgraph_dnn.checkpoint.planning import BAD, CAST, GOOD, MATCHED, RENAMED, RESIZED, Plan, Step


@dataclass(frozen=True)
class Report:
    """What `restore` did; printed, all but the plainly matched variables one by one.

    Attributes:
      plan: what was known before.
      restored: names of the variables that got values; ignored: of those that kept what they had.
    """

    plan: Plan
    restored: tuple[str, ...]
    ignored: tuple[str, ...]

    @property
    def unused(self) -> tuple[str, ...]:
        """Tensors of the checkpoint that no variable took."""
        return self.plan.unused

    def __str__(self) -> str:
        steps = [step for step in self.plan.steps if step.status != MATCHED]
        counted = f"{len(self.restored)} of {len(self.plan.steps)} variables"
        lines = [f"{counted} restored from {printable(self.plan.prefix)}"]
        if steps:
            widths = [max(len(text) for text in column) for column in zip(*map(_cells, steps), strict=True)]
            for cells in map(_cells, steps):
                lines.append("  " + "  ".join(f"{c:<{w}}" for c, w in zip(cells, widths, strict=True)).rstrip())
        if self.plan.unused:
            shown = ", ".join(map(printable, self.plan.unused[:3])) + (", ..." if len(self.plan.unused) > 3 else "")
            lines.append(f"  {len(self.plan.unused)} tensors unused: {shown}")
        return "\n".join(lines)


def _cells(step: Step) -> tuple[str, str, str, str]:
    remark = ""
    if step.status in GOOD and step.tensor is not None:
        source = printable(step.tensor)
        remark = {
            RENAMED: f"{source}: {step.rule}",
            RESIZED: f"{source} {step.found}",
            CAST: f"{source} {step.found}",
        }.get(step.status, "")
    if step.status in BAD:
        remark = "left as it is"
    return step.status, printable(step.name), step.wanted, remark

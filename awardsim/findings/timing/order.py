"""AWS213: a step that is due before one that has to be over first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Policy
from awardsim.text import Text

BEFORE_ITS_STEP = Code.conflict(
    "AWS213",
    Text("期限早于前一环节的期限", "due before the step that precedes it"),
    Text(
        "后一环节要等前一环节，期限却更早：前一环节用足自己的期限，后一环节就逾期了。",
        "A step waits for another one and is due before it: whoever uses the time of the first "
        "misses the date of the second.",
    ),
    Text("改其中一个日期", "change one of the two dates"),
)
CODES = (BEFORE_ITS_STEP,)


def check_order(material: Material) -> Iterator[Finding]:
    """For each step that is due too early the last date of the steps before it."""
    policy = material.policy
    for name, stage in policy.stages.items():
        due = _due(policy, name)
        before = [(one, day) for one in steps_before(policy, name) if (day := _due(policy, one))]
        if due is None or not before:
            continue
        first, last = max(before, key=lambda one: one[1])
        # what stands between the two and is too early as well has its own finding
        if last <= due or any(
            day < last for one, day in before if first in steps_before(policy, one)
        ):
            continue
        other = policy.stages[first]
        yield material.finding(
            BEFORE_ITS_STEP,
            f"stages.{name}.deadline.on",
            Text(
                f"“{stage.title.zh}”的期限是 {due}，前面的“{other.title.zh}”到 {last} 才到期",
                f"'{stage.title.en}' is due on {due}, and '{other.title.en}' before it on {last}",
            ),
            effect=Text(
                f"“{other.title.zh}”用足期限的，“{stage.title.zh}”已经逾期{(last - due).days}天",
                f"where '{other.title.en}' takes its time, '{stage.title.en}' is "
                f"{(last - due).days} days late",
            ),
            repair=Text(
                f"“{stage.title.zh}”改到 {last} 之后，或“{other.title.zh}”提前到 {due} 之前",
                f"move '{stage.title.en}' behind {last}, or '{other.title.en}' before {due}",
            ),
            articles=(_source(policy, name), _source(policy, first)),
        )


def _due(policy: Policy, name: str) -> datetime.date | None:
    deadline = policy.stages[name].deadline
    return deadline.on.value if deadline is not None else None


def _source(policy: Policy, name: str) -> str:
    deadline = policy.stages[name].deadline
    return deadline.on.source if deadline is not None else policy.stages[name].source


def steps_before(policy: Policy, name: str) -> list[str]:
    """The stages that have to be over before a stage, the nearest first."""
    found = [one for one in policy.stages[name].after if one in policy.stages]
    for one in found:
        more = policy.stages[one].after
        found += [other for other in more if other not in found and other in policy.stages]
    return found

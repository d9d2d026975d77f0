"""The network of stages, in the spirit of DCMA's fourteen points: hard dates, negative slack."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Iterator

import attrs

from awardsim.findings.code import Code, Severity
from awardsim.findings.finding import NOTHING, Finding, Place
from awardsim.findings.material import Material
from awardsim.findings.timing.clock import schedule
from awardsim.procedure.model import Node, Procedure
from awardsim.schedule.passes import usual_values
from awardsim.text import Text

HARD_DATES = Code.point(
    "AWS416",
    Text("写死的日期多", "many hard dates"),
    Text(
        "三分之一以上的环节写死了日期：前一环节晚一天，后面的日期不会跟着动，只会挤掉中间的时间；"
        "期限调整时每个日期都要改。收件、办结两个日期通常就够。",
        "A third of the stages or more are bound to dates: a day lost before one is not passed on "
        "but taken from what stands between, and every date has to be changed with a new one. "
        "One date for receipt and one for the end usually do.",
    ),
    Text(
        "只留收件和办结两个日期，其余写“前一环节办结后X个工作日内”",
        "keep the dates of receipt and of the end, and count the others from what is before them",
    ),
)
TOO_LATE = Code(
    "AWS603",
    Text("按情景的一般估计赶不上", "too late with the scenario's usual values"),
    Text(
        "按一般估计、不排队，某个期限也赶不上（机动为负）：要么估计太松，要么期限太紧。"
        "哪一天来不及：awardsim schedule。",
        "With usual values and nobody waiting a date is missed (negative slack): the estimates are "
        "too long, or the date is too early. awardsim schedule shows where.",
    ),
    Text("改估计，或推迟期限", "change the estimates, or set a later date"),
    Severity.WARNING,
    Severity.WARNING,
)
CODES = (HARD_DATES, TOO_LATE)

#: From so many stages with dates of their own on, and from such a share of all, they are many.
LEAST, SHARE = 4, 1 / 3


@attrs.frozen
class Hard:
    """A stage that is bound to a date of the text."""

    node: Node
    day: datetime.date
    source: str


def check_network(material: Material) -> Iterator[Finding]:
    """What can be said of the network as a whole."""
    if material.procedure is not None:
        yield from _hard_dates(material, material.procedure)
        if material.scenario.file:
            yield from _negative(material, material.procedure)


def _hard(material: Material, procedure: Procedure) -> list[Hard]:
    """Stages that end on a date which the text sets, in the order of the procedure."""
    found = []
    for node in procedure.nodes:
        stage = material.policy.stages[node.id]
        cells = [stage.closes, stage.deadline.on if stage.deadline is not None else None]
        days = [(cell.value, cell.source) for cell in cells if cell is not None and cell.value]
        if days:
            found.append(Hard(node, *min(days)))
    return found


def _hard_dates(material: Material, procedure: Procedure) -> Iterator[Finding]:
    hard, count = _hard(material, procedure), len(procedure.nodes)
    if len(hard) < LEAST or len(hard) < SHARE * count:
        return
    calendar = procedure.calendar
    gaps = [
        (calendar.workdays_between(before.day, after.day), before, after)
        for before, after in itertools.pairwise(hard)
        if calendar.opening <= before.day < after.day
    ]
    effect = NOTHING
    if gaps:
        least, before, after = min(gaps, key=lambda gap: gap[0])
        effect = Text(
            f"最紧的一段：“{before.node.title.zh}”{before.day} 到“{after.node.title.zh}”"
            f"{after.day}，{least} 个工作日；前者晚几天，后者就少几天",
            f"tightest: from '{before.node.title.en}' on {before.day} to "
            f"'{after.node.title.en}' on {after.day}, {least} working days; what the first one "
            "is late the second one loses",
        )
    yield material.finding(
        HARD_DATES,
        f"stages.{hard[0].node.id}",
        Text(
            f"{count} 个环节里 {len(hard)} 个写死了日期",
            f"{len(hard)} of {count} stages are bound to dates",
        ),
        effect=effect,
        articles=tuple(one.source for one in hard),
    )


def _negative(material: Material, procedure: Procedure) -> Iterator[Finding]:
    """The first date that usual values miss: one of a stage, else that of the end."""
    values = usual_values(procedure)
    earliest = schedule(procedure, law_only=False)
    if earliest is None:
        return
    moments = procedure.moments(values)
    calendar = procedure.calendar
    for node in procedure.nodes:
        step = earliest.last.get(node.index)
        if step is None:
            continue
        dues = [moments[key] for key in (node.index, -1 - node.index) if key in moments]
        if node.index == procedure.finish and procedure.deadline_minute >= 0:
            dues.append(procedure.deadline_minute)
        due = min((one for one in dues if one < step.finished), default=None)
        if due is None:
            continue
        day, wanted = calendar.date(max(step.finished - 1, 0)), calendar.date(due)
        short = max(calendar.workdays_between(wanted, day), 0)
        yield Finding(
            TOO_LATE,
            Severity.WARNING,
            Place(
                material.scenario.file, 0, f"stages.{node.id}", (*material.articles(node.source),)
            ),
            Text(
                f"“{node.title.zh}”按一般估计最早 {day}，期限是 {wanted}",
                f"'{node.title.en}' is over on {day} at the earliest with usual values, due on "
                f"{wanted}",
            ),
            Text(f"晚 {short} 个工作日", f"{short} working days too late"),
            _sooner(procedure, node, due, day),
        )
        return


def _sooner(procedure: Procedure, node: Node, due: int, day: datetime.date) -> Text:
    """What helps: no other estimate does where the text alone takes longer."""
    law = schedule(procedure, law_only=True)
    step = law.last.get(node.index) if law is not None else None
    if step is None:
        return TOO_LATE.repair
    least = procedure.calendar.date(max(step.finished - 1, 0))
    if step.finished > due:
        return Text(
            f"期限推迟，最早到 {least}：只按条文的最少天数也要到那天，改估计没有用",
            f"set a later date, {least} at the earliest: the text's own minima take until then, "
            "and no other estimate helps",
        )
    return Text(
        f"改估计（只按条文的最少天数，最快 {least}），或期限推迟到 {day}",
        f"change the estimates (the text's own minima take until {least}), or set the date to "
        f"{day}",
    )

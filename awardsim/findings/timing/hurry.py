"""AWS206: whether applicants have time between the issue and the first notice."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import attrs

from awardsim.findings.code import Code
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.timing.clock import days_before, either
from awardsim.findings.trying import first_that, tried
from awardsim.procedure.model import Node, Procedure
from awardsim.procedure.nesting import of_outer
from awardsim.schedule.maps import latest_arrival
from awardsim.schedule.passes import latest_finishes, usual_values
from awardsim.text import Text
from awardsim.workdays import CalendarError

HURRIED = Code.point(
    "AWS206",
    Text("印发后来不及贴第一次公示", "too few days before the first notice"),
    Text(
        "从印发到最迟必须贴出第一次公示，不足10个工作日，或者从开始那天起就已经来不及："
        "申报单位先要知道、开会、填表。从后面的每个期限按情景的一般估计倒着数；"
        "没有给情景的，按默认估计。",
        "Fewer than 10 working days lie between the issue and the last day to post the first "
        "notice, or it is too late from the first day on. Counted back from every date behind it "
        "with the scenario's usual times, or without a scenario with the default ones; applicants "
        "must first hear of it.",
    ),
    Text("提早印发，或推迟后面的期限", "issue it earlier, or set later dates"),
)
CODES = (HURRIED,)

#: Fewest working days that applicants are given before the first notice.
FEWEST_DAYS = 10
#: Days by which a date is moved later, to see whether that helps.
_FURTHEST = 90


@attrs.frozen
class Left:
    """How long it is from the issue to the last day on which a notice can be posted.

    ``posted`` and ``workdays`` are None where even the first day of the edition is too late.
    """

    issued: datetime.date
    posted: datetime.date | None = None
    workdays: int | None = None

    @property
    def few(self) -> bool:
        """Applicants can hardly prepare."""
        return self.workdays is None or self.workdays < FEWEST_DAYS


@attrs.frozen
class Bound:
    """A date that the text sets: its stage, its path, its minute."""

    node: Node
    path: str
    minute: int


def check_hurry(material: Material) -> Iterator[Finding]:
    """Applicants who would hear of the award too late."""
    procedure = material.procedure
    if procedure is None:
        return
    first, left = _first_notice(procedure), left_for(material)
    if first is None or left is None or of_outer(material.policy, f"stages.{first.id}"):
        yield from _cramped(material, procedure)
        return
    dates = _dates_behind(procedure, first)
    if not dates or not left.few:
        return
    if left.posted is None:
        opening = procedure.calendar.opening
        what = Text(
            f"“{first.title.zh}”从开始那天（{opening}）起就已经来不及贴出",
            f"'{first.title.en}' is too late from the first day ({opening}) on",
        )
    else:
        what = Text(
            f"“{first.title.zh}”最迟 {left.posted} 要贴出，是印发（{left.issued}）后第 "
            f"{left.workdays} 个工作日",
            f"'{first.title.en}' must be posted by {left.posted}, working day {left.workdays} "
            f"after the issue on {left.issued}",
        )
    yield material.finding(
        HURRIED,
        f"stages.{first.id}",
        what,
        effect=Text(
            f"按{material.assumed.zh}倒着数；申报单位来不及准备",
            f"counted back with {material.assumed.en}; applicants can hardly prepare",
        ),
        repair=_ways(material, procedure, left.issued, dates),
        articles=(first.source,),
    )


def _cramped(material: Material, procedure: Procedure) -> Iterator[Finding]:
    """Applications that would have to close before the edition opens."""
    opening = procedure.calendar.opening
    for name, days in material.cramped.items():
        stage, node = material.policy.stages[name], procedure.nodes[procedure.node_index[name]]
        due = procedure.nodes[node.closes.of] if node.closes is not None else node
        yield material.finding(
            HURRIED,
            f"stages.{name}.closes",
            Text(
                f"“{stage.title.zh}”要在“{due.title.zh}”的期限前 {days} 个工作日截止，"
                f"早于开始那天（{opening}）",
                f"'{stage.title.en}' would have to close {days} working days before the date of "
                f"'{due.title.en}', which is before the first day ({opening})",
            ),
            effect=Text(
                f"按{material.assumed.zh}倒着数，从开始那天起就已经来不及",
                f"counted back with {material.assumed.en} it is too late from the first day on",
            ),
            repair=_ways(material, procedure, opening, _bounds_of(due)),
            articles=(stage.source, due.source),
        )


def _first_notice(procedure: Procedure) -> Node | None:
    """The first notice of a route that comes before applications are handed in."""
    for track in range(len(procedure.tracks)):
        route = procedure.route(track, 0)
        for stage in route.stages:
            node = procedure.nodes[stage]
            if node.kind == "window":
                break
            if node.kind == "notice":
                return None if procedure.is_done(stage) else node
    return None


def _dates_behind(procedure: Procedure, first: Node) -> list[Bound]:
    """Dates that the text sets and a notice must be over for, the next one first."""
    for track in range(len(procedure.tracks)):
        stages = procedure.route(track, 0).stages
        if first.index in stages:
            behind = stages[stages.index(first.index) :]
            return [one for stage in behind for one in _bounds_of(procedure.nodes[stage])]
    return []


def _bounds_of(node: Node) -> list[Bound]:
    """The dates of a stage that the text sets."""
    found = []
    if node.closes is not None and node.closes.stated:
        found.append(Bound(node, f"stages.{node.id}.closes", node.closes.minute))
    if node.limit is not None and node.limit.moment.stated:
        found.append(Bound(node, f"stages.{node.id}.deadline.on", node.limit.moment.minute))
    return found


def left_for(material: Material) -> Left | None:
    """How long applicants have before the first notice; None where nothing binds it."""
    issued = [one.issued for one in material.policy.sources.values() if one.issued is not None]
    procedure = material.procedure
    first = _first_notice(procedure) if procedure is not None else None
    if procedure is None or first is None or not issued:
        return None
    calendar, values = procedure.calendar, usual_values(procedure)
    start = max(issued[0], calendar.opening)
    end = procedure.deadline_minute
    finishes = latest_finishes(
        procedure, values, end if end >= 0 else calendar.minute(calendar.last)
    )
    if first.index not in finishes:
        return None
    over = None if material.cramped else finishes[first.index]
    try:
        arrive = None if over is None else latest_arrival(first, calendar, values, 0, over)
        posted = None if arrive is None else calendar.date(calendar.posting_time(arrive))
    except CalendarError:
        posted = None
    if posted is None:
        return Left(start)
    return Left(start, posted, calendar.workdays_between(start, posted) if posted > start else 0)


def _ways(
    material: Material, procedure: Procedure, issued: datetime.date, dates: Sequence[Bound]
) -> Text:
    """A later date, and, of a draft, an earlier issue; each has been tried."""
    found = [*_later(material, procedure, dates), *_sooner(material, issued)]
    return either(found) if found else HURRIED.repair


def _enough(material: Material | None) -> bool:
    """Applicants have time to prepare in a copy."""
    if material is None or material.procedure is None or material.cramped:
        return False
    left = left_for(material)
    return left is None or not left.few


def _later(material: Material, procedure: Procedure, dates: Sequence[Bound]) -> Iterator[Text]:
    """The first working day at which one of the dates, the others as they are, leaves enough."""
    calendar = procedure.calendar
    for one in dates:
        day = calendar.roll(calendar.date(one.minute), "backward")

        def enough(days: int, bound: Bound = one, day: datetime.date = day) -> bool:
            moved = calendar.add_workdays(day, days)
            if material.cramped:  # what is assumed depends on the date
                return _enough(tried(material, {bound.path: moved}))
            return _enough(_put_off(material, procedure, bound, moved))

        days = first_that(enough, _FURTHEST)
        if days is None:
            continue
        moved, title = calendar.add_workdays(day, days), one.node.title
        if _enough(tried(material, {one.path: moved})):
            yield Text(
                f"“{title.zh}”的期限推迟到 {moved}", f"move the date of '{title.en}' to {moved}"
            )
            return


def _put_off(
    material: Material, procedure: Procedure, bound: Bound, day: datetime.date
) -> Material:
    """The same procedure with a date on another day, which need not be built anew."""
    minute = procedure.calendar.minute(day, bound.minute % (24 * 60))
    node = procedure.nodes[bound.node.index]
    if node.limit is not None and not bound.path.endswith("closes"):
        moment = attrs.evolve(node.limit.moment, minute=minute)
        node = attrs.evolve(node, limit=attrs.evolve(node.limit, moment=moment))
    elif node.closes is not None:
        node = attrs.evolve(node, closes=attrs.evolve(node.closes, minute=minute))
    nodes = tuple(node if one.index == node.index else one for one in procedure.nodes)
    return attrs.evolve(material, procedure=attrs.evolve(procedure, nodes=nodes))


def _sooner(material: Material, issued: datetime.date) -> Iterator[Text]:
    """The last day of issue that leaves enough; what has been issued cannot be issued sooner."""
    before = days_before(material, issued)
    if material.policy.state == "issued" or not before:
        return

    def enough(back: int) -> bool:
        return _enough(tried(material, {}, begins=before[back - 1]))

    back = first_that(enough, len(before))
    if back is not None:
        day = before[back - 1]
        yield Text(f"提早到 {day} 印发、开始", f"issue it and begin on {day}")

"""AWS2xx: times that the text demands against the dates that it sets."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence

import attrs

from awardsim.errors import InputError
from awardsim.findings.code import Code
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.trying import first_that, tried
from awardsim.procedure.model import Node, Procedure
from awardsim.schedule.passes import Forward, Step, forward, usual_values
from awardsim.text import Text
from awardsim.units import Duration

DOES_NOT_FIT = Code.conflict(
    "AWS205",
    Text("法定时间放不下", "minima that do not fit"),
    Text(
        "只按条文的最少天数算（办理、会议都不花时间），也赶不上写明的期限。",
        "Even with nothing but the text's own minima (work and meetings taking no time) the date "
        "that it sets is missed.",
    ),
    Text("推迟期限，或缩短公示", "set a later date, or shorten a notice"),
)
CODES = (DOES_NOT_FIT,)

#: Days by which a beginning is moved earlier, to see whether that helps.
_FURTHEST = 90
#: Days below which no notice is suggested to be shortened.
_SHORTEST = 3


def check_clock(material: Material) -> Iterator[Finding]:
    """Dates that cannot be met, or hardly."""
    missed = first_missed(material)
    if missed is not None:
        yield _does_not_fit(material, missed)


def schedule(procedure: Procedure, *, law_only: bool) -> Forward | None:
    """Earliest dates of a procedure; None where its calendar does not reach so far."""
    try:
        return forward(procedure, usual_values(procedure), law_only=law_only)
    except InputError:
        return None


@attrs.frozen
class Missed:
    """A date that the text sets and its own minima miss, with the minutes of both."""

    path: str
    node: int
    reached: int
    due: int
    source: str


def first_missed(material: Material) -> Missed | None:
    """The first date that the minima miss: those behind it are missed for the same reason."""
    procedure = material.procedure
    earliest = schedule(procedure, law_only=True) if procedure is not None else None
    if procedure is None or earliest is None:
        return None
    moments = procedure.moments(usual_values(procedure))
    for node in procedure.nodes:
        step = earliest.last.get(node.index)
        if step is None:
            continue
        for moment, key, path in (
            (node.closes, node.index, f"stages.{node.id}.closes"),
            (node.limit.moment if node.limit else None, -1 - node.index, _on(node.id)),
        ):
            if moment is not None and moment.stated and step.finished > moments[key]:
                return Missed(path, node.index, step.finished, moments[key], node.source)
    last = earliest.last.get(procedure.finish)
    end, calendar = material.policy.window.closes, procedure.calendar
    if last is None or end.value is None or end.value < calendar.opening:
        return None
    deadline = calendar.minute(end.value, 24 * 60 - 1)
    if last.finished <= deadline:
        return None
    return Missed("window.closes", procedure.finish, last.finished, deadline, end.source)


def _on(stage: str) -> str:
    return f"stages.{stage}.deadline.on"


def _does_not_fit(material: Material, missed: Missed) -> Finding:
    procedure = material.procedure
    assert procedure is not None
    calendar, title = procedure.calendar, procedure.nodes[missed.node].title
    day, wanted = calendar.date(max(missed.reached - 1, 0)), calendar.date(missed.due)
    short = calendar.workdays_between(wanted, day)
    return material.finding(
        DOES_NOT_FIT,
        missed.path,
        Text(
            f"“{title.zh}”按条文最快也要到 {day}，期限是 {wanted}",
            f"by the text alone '{title.en}' is over on {day} at the earliest, due on {wanted}",
        ),
        effect=Text(f"差 {short} 个工作日", f"{short} working days short"),
        repair=either(list(_repairs(material, procedure, missed, day))),
        articles=(missed.source,),
    )


def either(ways: Sequence[Text]) -> Text:
    """Repairs of which each does alone; nothing where there is none."""
    return Text("；或".join(one.zh for one in ways), "; or ".join(one.en for one in ways))


def _repairs(
    material: Material, procedure: Procedure, missed: Missed, day: datetime.date
) -> Iterator[Text]:
    """What puts it right alone; each has been tried on a copy."""

    def fits(copy: Material | None) -> bool:
        if copy is None or copy.procedure is None:
            return False
        now = first_missed(copy)
        return now is None or now.path != missed.path

    if fits(tried(material, {missed.path: day})):
        yield Text(f"期限推迟到 {day}", f"move the date to {day}")
    earliest = schedule(procedure, law_only=True)
    path = earliest.path(missed.node) if earliest is not None else ()
    yield from _shorter(material, path, procedure, fits)
    for first in path[:1]:
        yield from _earlier(material, first, procedure, fits)


def _shorter(
    material: Material,
    path: Sequence[Step],
    procedure: Procedure,
    fits: Callable[[Material | None], bool],
) -> Iterator[Text]:
    """One notice on the way, shortened by no more than is needed."""
    for node in (procedure.nodes[step.node] for step in path):
        length = material.policy.stages[node.id].duration.value
        if node.notice is None or length is None or length.amount.denominator != 1:
            continue

        def enough(less: int, stage: str = node.id, length: Duration = length) -> bool:
            days = f"{length.whole - less}{length.unit.value}"
            return fits(tried(material, {f"stages.{stage}.duration": days}))

        most = length.whole - _SHORTEST
        less = first_that(enough, most) if most > 0 else None
        if less is not None:
            left = attrs.evolve(length, amount=length.amount - less)
            yield Text(
                f"“{node.title.zh}”缩短到{left.read('zh')}",
                f"shorten '{node.title.en}' to {left.read('en')}",
            )
            return


def _earlier(
    material: Material,
    first: Step,
    procedure: Procedure,
    fits: Callable[[Material | None], bool],
) -> Iterator[Text]:
    """What the way begins with, earlier: a date that it waits for, or the opening."""
    waits = procedure.nodes[first.cause] if isinstance(first.cause, int) else None
    before = days_before(material, procedure.calendar.date(first.arrived))
    if not before:
        return

    def enough(back: int) -> bool:
        day = before[back - 1]
        if waits is None:
            return fits(tried(material, {}, begins=day))
        return fits(tried(material, {_date_of(waits): day}))

    back = first_that(enough, len(before))
    if back is None:
        return
    day = before[back - 1]
    if waits is None:
        yield Text(f"{day} 就开始", f"begin on {day}")
    else:
        yield Text(
            f"“{waits.title.zh}”的期限提前到 {day}", f"move that of '{waits.title.en}' to {day}"
        )


def _date_of(node: Node) -> str:
    """The path of the date that a list waits for: of its stage's own two the later one."""
    return f"stages.{node.id}.closes" if node.limit is None else _on(node.id)


def days_before(material: Material, day: datetime.date) -> list[datetime.date]:
    """The working days before a day, the last one first."""
    days = (day - datetime.timedelta(days=back) for back in range(1, _FURTHEST))
    kinds = (material.day(one) for one in days)
    return [one.date for one in kinds if one is not None and one.working]

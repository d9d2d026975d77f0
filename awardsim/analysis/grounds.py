"""What the dates on a path rest on: an article, an assumption, a given meeting, a closing date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import attrs

from awardsim.analysis.daybyday import DayByDay, count_period
from awardsim.policy import Cell
from awardsim.procedure.model import Moment, Node, Procedure
from awardsim.scenario.model import Assumption
from awardsim.schedule.maps import minutes_of, time_for
from awardsim.schedule.passes import Forward, Step
from awardsim.units import Duration


@attrs.frozen
class Ground:
    """What the length of a stage rests on.

    Attributes
    ----------
    kind
        ``law`` (the text sets it), ``assumed``, ``meeting`` (given meeting dates), ``filing``
        (the applicant hands in) or ``at_once``.
    cell
        What the text says, or does not say, about it.
    input
        Index of the assumption, -1 where there is none.
    assumption
        For given meeting dates or a distribution: who says so.
    meetings
        Given meetings, in minutes.
    against
        Minute of the deadline towards which a decision is hurried, -1 for none.
    minutes
        Of one case; 0 for a notice or a meeting.
    """

    kind: str
    cell: Cell[Duration] | None = None
    input: int = -1
    assumption: Assumption | None = None
    meetings: tuple[int, ...] = ()
    against: int = -1
    minutes: int = 0
    civil: bool = False


@attrs.frozen
class Date:
    """A date that binds a stage: its own deadline, or the close of its list.

    ``written`` is the day of the document, or the one that is assumed; ``minute`` the moment in
    force, after rolling; ``last_workday`` the last working day up to it.
    """

    node: int
    kind: str
    minute: int
    written: datetime.date
    last_workday: datetime.date
    roll: str
    stated: bool
    input: int
    of: int
    anchor: str
    cell: Cell[datetime.date] | None


@attrs.frozen
class Link:
    """One step of a path, with what its length rests on and the date that it waited for."""

    step: Step
    ground: Ground
    waited: Date | None


def links(
    procedure: Procedure, values: Sequence[float], reached: Forward, index: int
) -> tuple[Link, ...]:
    """The driving path to the last finish of a stage, each step with its ground."""
    moments = procedure.moments(list(values))
    found: list[Link] = []
    for step in reached.path(index):
        node = procedure.nodes[step.node]
        waited = None
        if isinstance(step.cause, int):
            both = _dates(procedure, moments, step.cause)
            waited = next((date for date in both if date.minute == step.arrived), None)
        if step.node in procedure.waits and step.arrived < node.opens:
            both = _dates(procedure, moments, procedure.waits[step.node])
            waited = next((date for date in both if date.minute == node.opens), waited)
        track = step.case[0] if step.case is not None else 0
        found.append(Link(step, ground_of(procedure, values, node, track), waited))
    return tuple(found)


def ground_of(procedure: Procedure, values: Sequence[float], node: Node, track: int = 0) -> Ground:
    """What the length of a stage rests on."""
    cell = procedure.policy.stages[node.id].duration
    if node.kind == "window":
        return Ground("filing", cell)
    if node.notice is not None:
        stated = node.notice.stated
        return Ground("law" if stated else "assumed", cell, node.notice.input)
    if node.meeting is not None:
        meets = node.meeting
        if meets.starts:
            given = procedure.scenario.assumptions.get(f"meetings.{node.body}")
            return Ground("meeting", cell, -1, given, meets.starts)
        if meets.notice >= 0:
            return Ground("assumed", cell, meets.notice)
    time = time_for(node, track)
    if time is None:
        return Ground("at_once", cell)
    given = procedure.scenario.assumptions.get(f"durations.{node.id}")
    return Ground(
        "law" if time.stated else "assumed",
        cell,
        time.input,
        given,
        against=-1 if node.meeting is None else node.meeting.against,
        minutes=minutes_of(time, values),
        civil=time.clock == "civil",
    )


def dates_of(procedure: Procedure, values: Sequence[float], index: int) -> tuple[Date, ...]:
    """The dates that bind a stage."""
    return _dates(procedure, procedure.moments(list(values)), index)


def _dates(procedure: Procedure, moments: Mapping[int, int], index: int) -> tuple[Date, ...]:
    node = procedure.nodes[index]
    stage = procedure.policy.stages[node.id]
    found: list[Date] = []
    if node.closes is not None:
        found.append(_date(procedure, index, "closes", moments[index], node.closes, stage.closes))
    if node.limit is not None and stage.deadline is not None:
        roll = stage.deadline.roll.value or "none"
        found.append(
            _date(
                procedure,
                index,
                "limit",
                moments[-1 - index],
                node.limit.moment,
                stage.deadline.on,
                roll,
            )
        )
    return tuple(found)


def _date(
    procedure: Procedure,
    index: int,
    kind: str,
    minute: int,
    moment: Moment,
    cell: Cell[datetime.date] | None,
    roll: str = "none",
) -> Date:
    calendar = procedure.calendar
    force = calendar.date(minute)
    written = cell.value if cell is not None and cell.value is not None else force
    return Date(
        node=index,
        kind=kind,
        minute=minute,
        written=written,
        last_workday=calendar.roll(force, "backward"),
        roll=roll,
        stated=moment.stated,
        input=moment.input,
        of=moment.of,
        anchor=moment.anchor,
        cell=cell,
    )


def count_notice(procedure: Procedure, values: Sequence[float], node: Node, ready: int) -> DayByDay:
    """The days of a notice that is ready for posting at a minute."""
    period = node.notice
    assert period is not None
    length = period.days if period.input < 0 else int(values[period.input])
    unit = "cd" if period.unit == "cd" else "wd"
    calendar = node.calendar or procedure.calendar
    return count_period(calendar, ready, length, unit, period.roll)  # type: ignore[arg-type]

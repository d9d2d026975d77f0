"""How long an objection takes: as fast as is assumed, and with all limits used up."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence

import attrs

from awardsim.policy import Cell
from awardsim.procedure.model import Procedure, TimeLimit
from awardsim.units import Duration, Unit
from awardsim.workdays import WorkCalendar

#: Steps of the handling, in order.
STEPS = ("forward", "reply", "decide")


@attrs.frozen
class Handling:
    """One step of the handling of an objection.

    Attributes
    ----------
    name
        One of :data:`STEPS`.
    cell
        What the text says of its time.
    days
        Working days that it takes at its least, as it is assumed.
    fastest
        The minute at which it is over then.
    latest
        The close of its last day where every limit so far is used up; None where one of them is
        not stated.
    """

    name: str
    cell: Cell[Duration]
    days: float
    fastest: int
    latest: int | None


def handle(procedure: Procedure, received: datetime.date) -> tuple[Handling, ...]:
    """Every step, with each body as fast as is assumed and with each limit used up.

    A step begins when the one before it is over.  Its working days are days of work from the
    opening of the day of receipt; a limit is a period, whose first day is not counted unless the
    calendar counts it.
    """
    calendar, cells = procedure.calendar, procedure.policy.objections
    values = [one.least for one in procedure.inputs]
    at = calendar.minute(received, calendar.hours[0])
    fastest = step_ends(procedure, values, at)
    clock = procedure.clock
    used: int | None = at
    found = []
    for name, index, over in zip(
        STEPS, (clock.forward, clock.reply, clock.decide), fastest, strict=True
    ):
        cell = getattr(cells, name)
        used = _used_up(calendar, used, cell)
        found.append(Handling(name, cell, float(values[index]), over, used))
    return tuple(found)


def step_ends(procedure: Procedure, values: Sequence[float], received: int) -> tuple[int, ...]:
    """When each step is over of an objection received at a minute, for given inputs."""
    clock, at = procedure.clock, received
    found = []
    for index, limit in zip((clock.forward, clock.reply, clock.decide), clock.limits, strict=True):
        at = _worked(procedure.calendar, at, float(values[index]), limit)
        found.append(at)
    return tuple(found)


def _worked(calendar: WorkCalendar, at: int, days: float, limit: TimeLimit | None) -> int:
    """When a step is over that takes so many working days, or its limit if that is shorter."""
    minutes = round(days * calendar.day_minutes)
    if limit is not None and not limit.civil:
        minutes = min(minutes, limit.minutes)
    over = calendar.add_work(calendar.open_after(at), minutes)
    return min(over, at + limit.minutes) if limit is not None and limit.civil else over


def _used_up(calendar: WorkCalendar, at: int | None, cell: Cell[Duration]) -> int | None:
    """The close of the last day on which a step is within its limit."""
    duration = cell.value
    if at is None or duration is None:
        return None
    if duration.unit is Unit.HOUR:
        return calendar.add_work(
            calendar.open_after(at), math.ceil(duration.amount * calendar.day_minutes / 8)
        )
    # what leaves at the close of business comes in on that day
    come = calendar.minute(calendar.date(at), calendar.hours[0])
    unit = "cd" if duration.unit is Unit.CALENDAR_DAY else "wd"
    return calendar.period_end(come, math.ceil(duration.amount), unit)  # type: ignore[arg-type]

"""How many working days every date leaves, and what later announcements of days off change."""

from __future__ import annotations

import datetime

import attrs

from awardsim.analysis.grounds import Date, dates_of
from awardsim.holidays import list_days
from awardsim.procedure.edition import calendar_from
from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import usual_values
from awardsim.workdays import WorkCalendar


@attrs.frozen
class Room:
    """What a date leaves by one state of knowledge.

    Attributes
    ----------
    days
        Working days after the first day, up to and including the date.
    since
        The same after the date before it; after the first day for the earliest one.
    last
        The last working day up to the date.
    """

    days: int
    since: int
    last: datetime.date


@attrs.frozen
class Deadline:
    """A date by which something must be over.

    Attributes
    ----------
    date
        The stage's own date; None for the day the procedure must finish by.
    day
        The day in force.
    projected
        As far as was known, days off before it were not announced yet.
    room
        What it leaves as far as was known.
    later
        What it leaves by each later announcement, in the order of :attr:`Deadlines.announced`.
    """

    date: Date | None
    day: datetime.date
    projected: bool
    room: Room
    later: tuple[Room, ...]

    @property
    def shifts(self) -> tuple[int, ...]:
        """By each later announcement, working days from the first day more than were known."""
        return tuple(one.days - self.room.days for one in self.later)


@attrs.frozen
class Deadlines:
    """The dates of a procedure in their order.

    Attributes
    ----------
    first
        The day from which days are counted: today of an edition under way, else the opening.
    announced
        Days after ``known_on`` on which days off up to the last date were announced or changed.
    """

    procedure: Procedure
    first: datetime.date
    announced: tuple[datetime.date, ...]
    deadlines: tuple[Deadline, ...]


def deadlines(procedure: Procedure) -> Deadlines:
    """Count the working days up to every date, by what was known and by what was announced later.

    Dates that passed before the first day are left out, and those of stages that are over.
    """
    calendar = procedure.calendar
    progress = procedure.scenario.progress
    first = calendar.opening if progress is None else max(progress.today, calendar.opening)
    over = {} if progress is None else progress.done
    values = usual_values(procedure)
    found: list[tuple[datetime.date, Date | None]] = [
        (calendar.date(one.minute), one)
        for node in procedure.nodes
        if node.id not in over
        for one in dates_of(procedure, values, node.index)
    ]
    end = procedure.finish_by
    if end is not None and end not in [day for day, one in found if _ends(procedure, one)]:
        found.append((end, None))
    found = sorted((one for one in found if one[0] >= first), key=lambda one: one[0])
    announced = _announced(procedure, first, found[-1][0]) if found else ()
    choice = procedure.scenario.calendar
    others = [calendar_from(choice, calendar.opening, calendar.last, known) for known in announced]
    listed = []
    before = first
    for place, (day, date) in enumerate(found):
        if place and found[place - 1][0] < day:
            before = found[place - 1][0]
        listed.append(
            Deadline(
                date,
                day,
                calendar.is_projected(calendar.minute(day, calendar.hours[0])),
                _room(calendar, first, before, day),
                tuple(_room(one, first, before, day) for one in others),
            )
        )
    return Deadlines(procedure, first, announced, tuple(listed))


def _ends(procedure: Procedure, date: Date | None) -> bool:
    return date is not None and date.node == procedure.finish


def _announced(
    procedure: Procedure, first: datetime.date, last: datetime.date
) -> tuple[datetime.date, ...]:
    """Days after ``known_on`` on which something about the days from first to last became known."""
    choice = procedure.scenario.calendar
    if choice.kind == "continuous" or choice.known_on is None:
        return ()
    known = {day.known for day in list_days(first, last)}
    return tuple(sorted(day for day in known if day is not None and day > choice.known_on))


def _room(
    calendar: WorkCalendar, first: datetime.date, before: datetime.date, day: datetime.date
) -> Room:
    return Room(
        calendar.workdays_between(first, day),
        calendar.workdays_between(before, day),
        calendar.roll(day, "backward"),
    )

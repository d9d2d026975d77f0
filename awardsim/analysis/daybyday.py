"""A count of days written out: each civil day of a period, and the number it has in the count.

What the calendar computes with an index is laid out here so that a person can check it with a
finger on a wall calendar.
"""

from __future__ import annotations

import datetime
from typing import Literal

import attrs

from awardsim.workdays import Count, Day, PeriodUnit, Roll, WorkCalendar

#: What a day is in a count: the day of posting, a day that counts, the last one that does, a day
#: off that does not, or a day to which the end is moved.
Role = Literal["posting", "counted", "last", "off", "moved"]


@attrs.frozen
class CountedDay:
    """One civil day of a count.

    ``number`` is its number in the count: 0 for a posting day that does not count, -1 for a day
    that is passed over.
    """

    day: Day
    number: int
    role: Role


@attrs.frozen
class DayByDay:
    """A period or a piece of work, day by day.

    Attributes
    ----------
    days
        Every civil day from the first to the last, in order.
    length
        How many days are counted.
    unit
        ``wd`` or ``cd``.
    convention
        Whether a posting day counts; for work, which has no posting day, the calendar's own.
    start, finish
        Minutes since the opening.
    """

    days: tuple[CountedDay, ...]
    length: int
    unit: PeriodUnit
    convention: Count
    start: int
    finish: int

    @property
    def first(self) -> datetime.date:
        """The first civil day: for a notice that of posting."""
        return self.days[0].day.date

    @property
    def last(self) -> datetime.date:
        """The civil day on which it is over."""
        return next(
            (one.day.date for one in reversed(self.days) if one.role in ("last", "moved")),
            self.days[-1].day.date,
        )


@attrs.frozen
class Run:
    """Consecutive days off of one kind and name, so that a holiday takes one line."""

    days: tuple[CountedDay, ...]

    @property
    def first(self) -> CountedDay:
        """Its first day."""
        return self.days[0]

    @property
    def last(self) -> CountedDay:
        """Its last day."""
        return self.days[-1]


def count_period(
    calendar: WorkCalendar, ready: int, length: int, unit: PeriodUnit, roll: Roll = "none"
) -> DayByDay:
    """The period that starts with the posting of a list ready at a minute.

    Examples
    --------
    >>> day = datetime.date
    >>> calendar = WorkCalendar.compile(day(2025, 9, 1), day(2025, 12, 31))
    >>> count = count_period(calendar, calendar.minute(day(2025, 9, 29), 600), 5, "wd")
    >>> [(f"{one.day.date:%m-%d}", one.number) for one in count.days if one.number >= 0]
    [('09-29', 0), ('09-30', 1), ('10-09', 2), ('10-10', 3), ('10-11', 4), ('10-13', 5)]
    """
    start = calendar.posting_time(ready)
    finish = calendar.period_end(start, length, unit, roll)
    unmoved = calendar.period_end(start, length, unit) if roll != "none" else finish
    posted = calendar.date(start)
    end, natural = calendar.date(finish - 1), calendar.date(unmoved - 1)
    included = calendar.count == "include_first" and length > 0
    counted: list[CountedDay] = []
    number = 1 if included else 0
    for day in calendar.count_days(posted, max(end, natural)):
        if day.date == posted:
            last = length == 0 or (included and length == 1)
            counted.append(CountedDay(day, number, "last" if last else "posting"))
            continue
        counts = number < length and (unit == "cd" or day.working)
        number += counts
        role: Role = "counted" if counts else "off"
        if day.date == end:
            role = "last" if end == natural else "moved"
        counted.append(CountedDay(day, number if counts else -1, role))
    return DayByDay(tuple(counted), length, unit, calendar.count, start, finish)


def count_work(calendar: WorkCalendar, start: int, finish: int, *, civil: bool = False) -> DayByDay:
    """Days on which something that is no period goes on.

    The first working day is day 1; civil days are counted from the one after it starts.
    """
    counted: list[CountedDay] = []
    first, last = calendar.date(start), calendar.date(max(finish - 1, start))
    number = -1 if civil and last > first else 0
    for day in calendar.count_days(first, last):
        counts = civil or day.working
        number += counts
        role: Role = "counted" if counts else "off"
        if number == 0 and counts:
            role = "posting"
        elif counts and day.date == last:
            role = "last"
        counted.append(CountedDay(day, number if counts else -1, role))
    unit: PeriodUnit = "cd" if civil else "wd"
    return DayByDay(tuple(counted), number, unit, calendar.count, start, finish)


def count_call(calendar: WorkCalendar, ready: int, length: int) -> DayByDay:
    """Working days from the one on which a file can be handed in to a meeting called on it."""
    start = calendar.open_after(ready)
    first = calendar.date(start)
    last = calendar.add_workdays(first, length)
    counted: list[CountedDay] = []
    number = 0
    for day in calendar.count_days(first, last):
        if day.date == first:
            counted.append(CountedDay(day, 0, "last" if length == 0 else "posting"))
            continue
        number += day.working
        role: Role = "counted" if day.working else "off"
        if day.date == last:
            role = "last"
        counted.append(CountedDay(day, number if day.working else -1, role))
    finish = calendar.minute(last, calendar.hours[1])
    return DayByDay(tuple(counted), length, "wd", calendar.count, start, finish)


def with_other_convention(calendar: WorkCalendar) -> WorkCalendar:
    """The same calendar, the posting day counted the other way."""
    other: Count = "exclude_first" if calendar.count == "include_first" else "include_first"
    return attrs.evolve(calendar, count=other)


def in_runs(count: DayByDay) -> tuple[CountedDay | Run, ...]:
    """The days of a count, days off of one kind taken together."""
    found: list[CountedDay | list[CountedDay]] = []
    for one in count.days:
        if one.role != "off":
            found.append(one)
        elif found and isinstance(found[-1], list) and _alike(found[-1][-1].day, one.day):
            found[-1].append(one)
        else:
            found.append([one])
    return tuple(Run(tuple(one)) if isinstance(one, list) else one for one in found)


def _alike(before: Day, day: Day) -> bool:
    """Whether two days off in a row can be told in one line."""
    return (
        before.kind == day.kind
        and before.notice == day.notice
        and before.projected == day.projected
        and (before.kind != "regional" or before.name == day.name)
    )

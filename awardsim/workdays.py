"""The working calendar of one run, compiled so that counting working days is an index.

The clock is a whole number of civil minutes since 00:00 of the opening day; there are no time
zones.  Work is done in one block of each working day (09:00 to 17:00 unless told otherwise).
A period is counted in working days (``wd``) or civil days (``cd``) from the day of posting and
ends at the close of business of its last day.

>>> calendar = WorkCalendar.compile(datetime.date(2025, 9, 1), datetime.date(2025, 12, 31))
>>> posted = calendar.minute(datetime.date(2025, 9, 29), 10 * 60)
>>> str(calendar.moment(calendar.period_end(posted, 5, "wd")))
'2025-10-13 17:00:00'
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Literal, NoReturn

import attrs

from awardsim.holidays import CalendarError, Day, Kind, RegionalHoliday, list_days
from awardsim.statutory import WEEKEND, WORKDAY
from awardsim.text import Text

__all__ = [
    "CalendarError",
    "Count",
    "Day",
    "Kind",
    "PeriodUnit",
    "RegionalHoliday",
    "Roll",
    "WorkCalendar",
]

Count = Literal["exclude_first", "include_first"]
PeriodUnit = Literal["wd", "cd"]
Roll = Literal["none", "forward", "backward"]

CIVIL_DAY = 24 * 60  # minutes
#: The first day of a weekend, as Python counts weekdays.
SATURDAY = 5
NOT_AVAILABLE = Text("不在岗", "not available")


@attrs.frozen(repr=False)
class WorkCalendar:
    """The days of a run and the arithmetic on them; immutable, and it can be pickled.

    Make one with :meth:`compile`, :meth:`continuous` or :meth:`with_days`.  All minutes are
    civil minutes since 00:00 of the opening day unless they are called minutes *of work*.

    Attributes
    ----------
    opening, last
        First and last civil day that is compiled.
    hours
        Opening and close of business, in minutes of the day.
    count
        ``exclude_first``: the posting day is day 0 (Civil Code, art. 201); ``include_first``:
        it is day 1.
    day_minutes
        Minutes of work in a working day (480; 1440 if continuous).
    first_projected
        00:00 of the first day that rests on a projection; None if there is none.

    Raises
    ------
    CalendarError
        By every method: the answer, or what is needed to find it, lies outside the compiled
        days.  Compile some years more than a run should need.
    ValueError
        By every method: an argument that no caller should give (a negative length, an unknown
        unit or rule).
    """

    opening: datetime.date
    last: datetime.date
    hours: tuple[int, int]
    count: Count
    _listed: tuple[Day, ...]
    day_minutes: int = attrs.field(init=False)
    first_projected: int | None = attrs.field(init=False)

    # By civil day since the opening; one day of rest stands after the last, so that its
    # midnight can still be asked about.  Python raises IndexError past the end: so do we.
    _before: tuple[int, ...] = attrs.field(init=False, eq=False)  # working days before it
    _done: tuple[int, ...] = attrs.field(init=False, eq=False)  # minutes of work before it
    _open: tuple[int, ...] = attrs.field(init=False, eq=False)  # its opening of business
    _close: tuple[int, ...] = attrs.field(init=False, eq=False)  # its close; -1 on a day off
    _civil_close: tuple[int, ...] = attrs.field(init=False, eq=False)  # its close, or would-be
    _next: tuple[int, ...] = attrs.field(init=False, eq=False)  # the next working day after it
    _next_open: tuple[int, ...] = attrs.field(init=False, eq=False)  # and its opening
    # By working day.
    _days: tuple[int, ...] = attrs.field(init=False, eq=False)  # civil day since the opening
    _opens: tuple[int, ...] = attrs.field(init=False, eq=False)
    _closes: tuple[int, ...] = attrs.field(init=False, eq=False)
    _shift: int = attrs.field(init=False, eq=False)  # 1 if the posting day counts

    @classmethod
    def compile(
        cls,
        opening: datetime.date,
        last: datetime.date,
        *,
        known_on: datetime.date | None = None,
        hours: tuple[int, int] = (540, 1020),
        count: Count = "exclude_first",
        overlays: Sequence[RegionalHoliday] = (),
    ) -> WorkCalendar:
        """The official calendar from ``opening`` to ``last``, both included.

        Parameters
        ----------
        opening, last
            First and last civil day.
        known_on
            Count only announcements published by this day; None: all that are known.  Days of
            other years are projected and say so.
        hours
            Opening and close of business in minutes of the day.
        count
            Whether the posting day is day 0 or day 1 of a period.
        overlays
            Regional days off; those outside the calendar or on a day off change nothing.

        Raises
        ------
        CalendarError
            ``last`` before ``opening``, unusable hours, a year before 2004, or one that is not
            announced and beyond the table of projections.

        Examples
        --------
        >>> day = datetime.date
        >>> asked = {"known_on": day(2025, 10, 27)}
        >>> calendar = WorkCalendar.compile(day(2025, 9, 1), day(2026, 3, 31), **asked)
        >>> calendar.date(calendar.first_projected)
        datetime.date(2026, 1, 1)
        >>> calendar.day(day(2026, 1, 4)).kind  # a make-up working day, not yet announced
        'weekend'
        """
        _check(opening, last, hours)
        days = list_days(opening, last, known_on=known_on)
        regional = {overlay.date: overlay for overlay in overlays}
        return cls(
            opening=opening,
            last=last,
            hours=hours,
            count=count,
            listed=tuple(
                _overlay(day, regional[day.date]) if day.working and day.date in regional else day
                for day in days
            ),
        )

    @classmethod
    def continuous(cls, opening: datetime.date, last: datetime.date) -> WorkCalendar:
        """A calendar on which every day works from 00:00 to 24:00, for tests against theory.

        A close of business is 24:00, the same minute as 00:00 of the day after, and
        :meth:`date` gives that day after.

        >>> calendar = WorkCalendar.continuous(datetime.date(2025, 1, 1), datetime.date(2025, 1, 9))
        >>> calendar.add_work(1000, 2000)
        3000
        """
        _check(opening, last, (0, CIVIL_DAY))
        first, end = opening.toordinal(), last.toordinal() + 1
        days = (datetime.date.fromordinal(ordinal) for ordinal in range(first, end))
        return cls(
            opening=opening,
            last=last,
            hours=(0, CIVIL_DAY),
            count="exclude_first",
            listed=tuple(Day(day, True, "workday", WORKDAY, "", None, False) for day in days),
        )

    def with_days(
        self,
        only: Collection[datetime.date] | None = None,
        without: Collection[datetime.date] = (),
    ) -> WorkCalendar:
        """The same clock, with work only on some of its working days (a body's availability).

        A day off is not made a working day by being named in ``only``; dates outside the
        calendar change nothing.  A day that is taken away keeps its kind and gets the name
        "not available".

        Parameters
        ----------
        only
            The days on which work can be done; None: all working days.
        without
            Days on which none is done.

        Examples
        --------
        >>> day = datetime.date
        >>> calendar = WorkCalendar.compile(day(2025, 9, 1), day(2025, 9, 30))
        >>> panel = calendar.with_days(only=[day(2025, 9, 9), day(2025, 9, 13)])
        >>> str(panel.moment(panel.open_after(0)))
        '2025-09-09 09:00:00'
        """
        kept = None if only is None else frozenset(only)
        gone = frozenset(without)
        return attrs.evolve(
            self,
            listed=tuple(
                attrs.evolve(day, working=False, name=NOT_AVAILABLE)
                if day.working and (day.date in gone or (kept is not None and day.date not in kept))
                else day
                for day in self._listed
            ),
        )

    def as_plain(self, dates: Collection[datetime.date]) -> WorkCalendar:
        """The same calendar as if some days were as their weekday is: no holiday, no make-up."""
        return attrs.evolve(
            self,
            listed=tuple(
                attrs.evolve(
                    day,
                    working=day.date.weekday() < SATURDAY,
                    kind="workday" if day.date.weekday() < SATURDAY else "weekend",
                    name=WORKDAY if day.date.weekday() < SATURDAY else WEEKEND,
                    notice="",
                )
                if day.date in dates
                else day
                for day in self._listed
            ),
        )

    def __attrs_post_init__(self) -> None:
        start, close = self.hours
        length = close - start
        civil = range(len(self._listed) + 1)
        working = [day.working for day in self._listed] + [False]
        before = [0]
        for works in working:
            before.append(before[-1] + works)
        days = [day for day in civil if working[day]]
        following = [days[before[day + 1]] for day in civil if before[day + 1] < len(days)]
        projected = next((day for day in civil[:-1] if self._listed[day].projected), None)
        found = {
            "day_minutes": length,
            "first_projected": None if projected is None else projected * CIVIL_DAY,
            "_before": before,
            "_done": [count * length for count in before],
            "_open": [day * CIVIL_DAY + start for day in civil],
            "_close": [day * CIVIL_DAY + close if working[day] else -1 for day in civil],
            "_civil_close": [day * CIVIL_DAY + close for day in civil[:-1]],
            "_next": following,
            "_next_open": [day * CIVIL_DAY + start for day in following],
            "_days": days,
            "_opens": [day * CIVIL_DAY + start for day in days],
            "_closes": [day * CIVIL_DAY + close for day in days],
            "_shift": int(self.count == "include_first"),
        }
        for name, value in found.items():
            object.__setattr__(self, name, tuple(value) if isinstance(value, list) else value)

    def __repr__(self) -> str:
        start, close = (f"{minute // 60:02}:{minute % 60:02}" for minute in self.hours)
        return f"WorkCalendar({self.opening} to {self.last}, {start}-{close}, {self.count})"

    # -- the clock ---------------------------------------------------------------------------

    def minute(self, day: datetime.date, minute_of_day: int = 0) -> int:
        """The minute of a civil moment; negative before the opening, and beyond ``last`` too.

        ``minute_of_day`` is 0 to 1440.
        """
        if not 0 <= minute_of_day <= CIVIL_DAY:
            raise ValueError(f"{minute_of_day} is not a minute of a day (0 to {CIVIL_DAY})")
        return (day.toordinal() - self.opening.toordinal()) * CIVIL_DAY + minute_of_day

    def date(self, minute: int) -> datetime.date:
        """The civil day of a minute."""
        return self.opening + datetime.timedelta(days=minute // CIVIL_DAY)

    def moment(self, minute: int) -> datetime.datetime:
        """The civil moment of a minute."""
        midnight = datetime.datetime.combine(self.opening, datetime.time())
        return midnight + datetime.timedelta(minutes=minute)

    def day(self, date: datetime.date) -> Day:
        """What is known of one civil day."""
        return self._listed[self._index(date)]

    def count_days(self, a: datetime.date, b: datetime.date) -> tuple[Day, ...]:
        """Each civil day from ``a`` to ``b``, both included, to explain a count; empty if a > b."""
        return self._listed[self._index(a) : self._index(b) + 1]

    def is_projected(self, minute: int) -> bool:
        """Whether a date computed up to this minute rests on projected days."""
        return self.first_projected is not None and minute >= self.first_projected

    # -- work --------------------------------------------------------------------------------

    def open_after(self, t: int) -> int:
        """The first minute at or after ``t`` at which work can start.

        That is ``t`` itself inside working hours; at the close of business it is the opening of
        the next working day.
        """
        if t < 0:
            self._fail(t)
        try:
            day = t // CIVIL_DAY
            if t < self._close[day]:
                start = self._open[day]
                return t if t > start else start
            return self._next_open[day]
        except IndexError:
            self._fail(t)

    def add_work(self, t: int, minutes: int) -> int:
        """The finish of some minutes of work that start as soon as they can after ``t``.

        Work that fills a day finishes at its close, not at the next opening.  No work at all
        finishes at ``t``.

        >>> calendar = WorkCalendar.compile(
        ...     datetime.date(2025, 9, 1), datetime.date(2025, 10, 31)
        ... )
        >>> friday = calendar.minute(datetime.date(2025, 9, 26), 540)
        >>> str(calendar.moment(calendar.add_work(friday, 480)))
        '2025-09-26 17:00:00'
        >>> str(calendar.moment(calendar.add_work(friday, 481)))  # Sunday the 28th is worked
        '2025-09-28 09:01:00'
        """
        if minutes <= 0:
            if minutes == 0:
                return t
            raise ValueError(f"work cannot be negative: {minutes} minutes")
        if t < 0:
            self._fail(t)
        try:
            day = t // CIVIL_DAY
            if t >= self._close[day]:
                total = self._done[day + 1] + minutes
            else:
                start = self._open[day]
                total = self._done[day] + minutes
                if t > start:
                    total += t - start
            length = self.day_minutes
            last = (total - 1) // length
            return self._opens[last] + total - last * length
        except IndexError:
            self._fail(t)

    def subtract_work(self, t: int, minutes: int) -> int:
        """The latest start from which some minutes of work are finished by ``t``.

        Exactly: the largest ``s`` with ``add_work(open_after(s), minutes) <= t``.

        Raises
        ------
        CalendarError
            There is none at or after the opening.
        """
        if minutes < 0:
            raise ValueError(f"work cannot be negative: {minutes} minutes")
        left = self._work_before(t) - minutes
        if minutes == 0:
            day = t // CIVIL_DAY
            if self._open[day] <= t < self._close[day]:
                return t
            left -= 1  # outside hours: the last minute that was worked
        if left < 0:
            self._fail_before(t)
        whole = left // self.day_minutes
        return self._opens[whole] + left - whole * self.day_minutes

    def work_between(self, a: int, b: int) -> int:
        """Minutes of work in [a, b); ValueError if they are swapped."""
        if a > b:
            raise ValueError(f"{a} is after {b}: give the earlier minute first")
        return self._work_before(b) - self._work_before(a)

    # -- posting and periods -----------------------------------------------------------------

    def posting_day(self, t: int) -> int:
        """The day, counted from the opening, on which a list that is ready at ``t`` is posted.

        Its own day if that works and has not closed, else the next working day.
        """
        if t < 0:
            self._fail(t)
        try:
            day = t // CIVIL_DAY
            return day if t < self._close[day] else self._next[day]
        except IndexError:
            self._fail(t)

    def posting_time(self, t: int) -> int:
        """The minute at which a list that is ready at ``t`` is posted."""
        return self.open_after(t)

    def period_end(self, posted: int, n: int, unit: PeriodUnit, roll: Roll = "none") -> int:
        """The close of business of the last day of a period.

        Parameters
        ----------
        posted
            Minute of posting; the period counts from its :meth:`posting_day`.
        n
            Length, at least 0.  A period of 0 ends at the close of the posting day.
        unit
            ``wd``: the n-th working day after the posting day; ``cd``: the n-th civil day.
            With ``include_first`` the posting day is day 1 of either.
        roll
            What becomes of a ``cd`` period that ends on a day off: it ends there all the same
            (``none``), on the next working day (``forward``; Civil Code, art. 203) or on the
            one before (``backward``).

        Examples
        --------
        >>> day = datetime.date
        >>> calendar = WorkCalendar.compile(day(2025, 9, 1), day(2025, 12, 31))
        >>> posted = calendar.minute(day(2025, 9, 29), 540)
        >>> [
        ...     str(calendar.date(calendar.period_end(posted, 5, "cd", rule)))
        ...     for rule in ("none", "forward", "backward")
        ... ]
        ['2025-10-04', '2025-10-09', '2025-09-30']
        """
        if posted < 0:
            self._fail(posted)
        if n < 0:
            raise ValueError(f"a period cannot be negative: {n}{unit}")
        try:
            day = posted // CIVIL_DAY
            after = n - self._shift if n else 0
            if unit == "wd":
                if posted >= self._close[day]:
                    day += 1
                return self._closes[self._before[day] + after]
            if unit != "cd":
                raise ValueError(f"'{unit}' is not a unit of periods (wd, cd)")
            end = (day if posted < self._close[day] else self._next[day]) + after
            if roll != "none":
                end = self._roll(end, roll)
            return self._civil_close[end]
        except IndexError:
            self._fail(posted)

    def latest_posting(self, end: int, n: int, unit: PeriodUnit, roll: Roll = "none") -> int:
        """The latest minute at which a list may be ready for its period to end by ``end``.

        Exactly: the largest ``t`` with ``period_end(posting_time(t), n, unit, roll) <= end``,
        the last minute before the close of a working day.

        Raises
        ------
        CalendarError
            There is none at or after the opening, or ``end`` is beyond the compiled days.
        """
        if n < 0:
            raise ValueError(f"a period cannot be negative: {n}{unit}")
        self._work_before(end)  # inside the compiled days
        after = n - self._shift if n else 0
        day = end // CIVIL_DAY
        if unit == "wd":
            rank = self._before[day + 1 if end >= self._close[day] else day] - 1 - after
        elif unit == "cd":
            # The last civil day on which the period, before it is rolled, may end.
            if end < self._open[day] + self.day_minutes:
                day -= 1
            if roll == "forward":
                day = self._days[self._before[day + 1] - 1] if self._before[day + 1] else -1
            elif roll == "backward":
                follows = self._before[day + 1]
                beyond = self._days[follows] if follows < len(self._days) else len(self._listed)
                day = beyond - 1
            elif roll != "none":
                raise ValueError(f"'{roll}' is not a rule (none, forward, backward)")
            rank = self._before[max(day - after + 1, 0)] - 1
        else:
            raise ValueError(f"'{unit}' is not a unit of periods (wd, cd)")
        if rank < 0:
            self._fail_before(end)
        return self._closes[rank] - 1

    # -- dates -------------------------------------------------------------------------------

    def workdays_between(self, a: datetime.date, b: datetime.date) -> int:
        """Working days in (a, b]; negative if ``b`` is the earlier, as a delay is counted.

        >>> day = datetime.date
        >>> calendar = WorkCalendar.compile(day(2025, 1, 1), day(2025, 12, 31))
        >>> calendar.workdays_between(day(2025, 9, 29), day(2025, 10, 13))
        5
        """
        return self._before[self._index(b) + 1] - self._before[self._index(a) + 1]

    def add_workdays(self, day: datetime.date, n: int) -> datetime.date:
        """The n-th working day after ``day``, or before it for a negative n; ``day`` for 0."""
        index = self._index(day)
        if n == 0:
            return day
        rank = self._before[index + 1] + n - 1 if n > 0 else self._before[index] + n
        return self._date_of(rank, day)

    def roll(self, day: datetime.date, rule: Roll) -> datetime.date:
        """The day itself if it works or the rule is ``none``, else the nearest one that does."""
        index = self._index(day)
        if rule == "none":
            return day
        if rule == "forward":
            return self._date_of(self._before[index], day)
        if rule == "backward":
            return self._date_of(self._before[index + 1] - 1, day)
        raise ValueError(f"'{rule}' is not a rule (none, forward, backward)")

    # -- inside ------------------------------------------------------------------------------

    def _roll(self, day: int, rule: str) -> int:
        """The civil day, rolled; IndexError beyond the end."""
        works = self._close[day] >= 0
        if rule == "forward":
            return day if works else self._next[day]
        if rule == "backward":
            return day if works else self._days[self._before[day] - 1]
        raise ValueError(f"'{rule}' is not a rule (none, forward, backward)")

    def _work_before(self, t: int) -> int:
        """Minutes of work from the opening to ``t``."""
        if not 0 <= t <= len(self._listed) * CIVIL_DAY:
            self._fail(t)
        day = t // CIVIL_DAY
        if t >= self._close[day]:
            return self._done[day + 1]
        return self._done[day] + max(t - self._open[day], 0)

    def _index(self, date: datetime.date) -> int:
        index = date.toordinal() - self.opening.toordinal()
        if not 0 <= index < len(self._listed):
            self._fail(index * CIVIL_DAY)
        return index

    def _date_of(self, rank: int, near: datetime.date) -> datetime.date:
        if rank < 0:
            self._fail_before(self.minute(near))
        if rank >= len(self._days):
            self._fail(self.minute(near))
        return self.date(self._opens[rank])

    def _fail(self, t: int) -> NoReturn:
        """Say that what was asked of ``t`` is not in the calendar."""
        ends = (self.last - self.opening).days * CIVIL_DAY
        day = self.date(max(min(t, ends), -ends))
        span = f"{self.opening}—{self.last}"
        if t < 0:
            raise CalendarError.state(
                f"{day}早于已编日历（{span}）",
                f"{day} is before the compiled calendar ({self.opening} to {self.last})",
            )
        raise CalendarError.state(
            f"自{day}起推算的日期超出已编日历（{span}）",
            f"a date counted from {day} lies beyond {self.last}, "
            f"the last in the compiled calendar (from {self.opening})",
        )

    def _fail_before(self, t: int) -> NoReturn:
        """Say that going back from ``t`` leads before the opening."""
        day = self.date(t)
        raise CalendarError.state(
            f"自{day}倒推的日期早于日历首日{self.opening}",
            f"a date counted back from {day} lies before {self.opening}, "
            f"the first in the compiled calendar",
        )


def _overlay(day: Day, regional: RegionalHoliday) -> Day:
    return attrs.evolve(
        day,
        working=False,
        kind="regional",
        name=regional.name,
        notice=regional.source,
        known=None,
    )


def _check(opening: datetime.date, last: datetime.date, hours: tuple[int, int]) -> None:
    if last < opening:
        raise CalendarError.state(
            f"日历末日{last}早于首日{opening}",
            f"the calendar's last day {last} is before its opening {opening}",
        )
    start, close = hours
    if not 0 <= start < close <= CIVIL_DAY:
        raise CalendarError.state(
            f"工作时间{start}—{close}分钟无效（0 ≤ 上班 < 下班 ≤ 1440）",
            f"working hours from minute {start} to {close} are not 0 <= open < close <= 1440",
        )

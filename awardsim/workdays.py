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
from typing import Literal, NoReturn

import attrs

from awardsim.civildays import CIVIL_DAY, CivilDays, Count
from awardsim.holidays import CalendarError, Day, Kind, RegionalHoliday

__all__ = [
    "CIVIL_DAY",
    "CalendarError",
    "Count",
    "Day",
    "Kind",
    "PeriodUnit",
    "RegionalHoliday",
    "Roll",
    "WorkCalendar",
]

PeriodUnit = Literal["wd", "cd"]
Roll = Literal["none", "forward", "backward"]


@attrs.frozen(repr=False)
class WorkCalendar(CivilDays):
    """The days of a run and the arithmetic on them; immutable, and it can be pickled.

    Make one with :meth:`compile`, :meth:`continuous` or :meth:`with_days`.  All minutes are
    civil minutes since 00:00 of the opening day unless they are called minutes *of work*.

    Raises
    ------
    CalendarError
        By every method: the answer, or what is needed to find it, lies outside the compiled
        days.  Compile some years more than a run should need.
    ValueError
        By every method: an argument that no caller should give (a negative length, an unknown
        unit or rule).
    """

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

    def _date_of(self, rank: int, near: datetime.date) -> datetime.date:
        if rank < 0:
            self._fail_before(self.minute(near))
        if rank >= len(self._days):
            self._fail(self.minute(near))
        return self.date(self._opens[rank])

    def _fail_before(self, t: int) -> NoReturn:
        """Say that going back from ``t`` leads before the opening."""
        day = self.date(t)
        raise CalendarError.state(
            f"自{day}倒推的日期早于日历首日{self.opening}",
            f"a date counted back from {day} lies before {self.opening}, "
            f"the first in the compiled calendar",
        )

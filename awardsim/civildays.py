"""The civil days of one run in arrays: which of them work, and from when to when.

The clock is a whole number of civil minutes since 00:00 of the opening day; there are no time
zones.  Work is done in one block of each working day.  What is counted on these days is in
:mod:`awardsim.workdays`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Literal, NoReturn, Self

import attrs

from awardsim.holidays import CalendarError, Day, RegionalHoliday, list_days
from awardsim.statutory import WEEKEND, WORKDAY
from awardsim.text import Text

Count = Literal["exclude_first", "include_first"]

CIVIL_DAY = 24 * 60  # minutes
#: The first day of a weekend, as Python counts weekdays.
SATURDAY = 5
NOT_AVAILABLE = Text("不在岗", "not available")


@attrs.frozen(repr=False)
class CivilDays:
    """The days of a run, compiled so that counting them is an index; immutable.

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
    ) -> Self:
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
        >>> days = CivilDays.compile(day(2025, 9, 1), day(2026, 3, 31), **asked)
        >>> days.date(days.first_projected)
        datetime.date(2026, 1, 1)
        >>> days.day(day(2026, 1, 4)).kind  # a make-up working day, not yet announced
        'weekend'
        """
        _check(opening, last, hours)
        days = list_days(opening, last, known_on=known_on)
        return cls(
            opening=opening,
            last=last,
            hours=hours,
            count=count,
            listed=_overlaid(days, overlays),
        )

    @classmethod
    def continuous(cls, opening: datetime.date, last: datetime.date) -> Self:
        """A calendar on which every day works from 00:00 to 24:00, for tests against theory.

        A close of business is 24:00, the same minute as 00:00 of the day after, and
        :meth:`date` gives that day after.

        >>> days = CivilDays.continuous(datetime.date(2025, 1, 1), datetime.date(2025, 1, 9))
        >>> days.day_minutes
        1440
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
    ) -> Self:
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
        >>> month = CivilDays.compile(day(2025, 9, 1), day(2025, 9, 30))
        >>> panel = month.with_days(only=[day(2025, 9, 9), day(2025, 9, 13)])  # a Saturday
        >>> [one.date.day for one in panel.count_days(month.opening, month.last) if one.working]
        [9]
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

    def with_holidays(self, overlays: Sequence[RegionalHoliday]) -> Self:
        """The same calendar with more regional days off.

        Those outside the calendar or on a day off change nothing.

        Examples
        --------
        >>> day = datetime.date
        >>> month = CivilDays.compile(day(2025, 12, 1), day(2025, 12, 31))
        >>> festival = RegionalHoliday(day(2025, 12, 4), Text("盘王节", "Panwang Festival"), "")
        >>> found = month.with_holidays([festival]).day(day(2025, 12, 4))
        >>> found.working, found.name.en
        (False, 'Panwang Festival')
        """
        return attrs.evolve(self, listed=_overlaid(self._listed, overlays))

    def as_plain(self, dates: Collection[datetime.date]) -> Self:
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
        return (
            f"{type(self).__name__}({self.opening} to {self.last}, {start}-{close}, {self.count})"
        )

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

    # -- inside ------------------------------------------------------------------------------

    def _index(self, date: datetime.date) -> int:
        index = date.toordinal() - self.opening.toordinal()
        if not 0 <= index < len(self._listed):
            self._fail(index * CIVIL_DAY)
        return index

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


def _overlaid(days: Sequence[Day], overlays: Sequence[RegionalHoliday]) -> tuple[Day, ...]:
    regional = {overlay.date: overlay for overlay in overlays}
    return tuple(
        _overlay(day, regional[day.date]) if day.working and day.date in regional else day
        for day in days
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

"""The civil days of mainland China: which ones work, by whose word, and known since when.

The announced days come from the package ``chinesecalendar`` (2004 to 2026, make-up working
days included).  It knows the days as they came to be; this module adds when each became known,
what they were before an amendment, and a projection for years that are not announced.

The sources stand with the tables, in :mod:`awardsim.statutory`.
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import attrs

from awardsim.errors import InputError, Problem
from awardsim.statutory import (
    AMENDMENTS,
    DRAGON_BOAT,
    FESTIVALS,
    FIRST_YEAR,
    LABOUR,
    MAKEUP,
    MID_AUTUMN,
    NAMES,
    NATIONAL,
    NEW_YEAR,
    PUBLISHED,
    QINGMING,
    RULES,
    SPRING,
    WEEKEND,
    WORKDAY,
    HolidayRule,
    Notice,
)
from awardsim.text import Text

Kind = Literal["workday", "weekend", "holiday", "makeup", "regional"]


class CalendarError(InputError):
    """A date lies outside the compiled calendar, or no table covers its year."""

    @classmethod
    def state(cls, zh: str, en: str) -> CalendarError:
        """The error with one problem, in both languages."""
        return cls(Problem(Text(zh, en)))


@attrs.frozen
class Day:
    """One civil day and why it works or not.

    Attributes
    ----------
    date
        The civil day.
    working
        Whether work is done on it.
    kind
        ``workday``, ``weekend``, ``holiday``, ``makeup`` (a Saturday or Sunday that works
        by notice) or ``regional`` (off by an overlay).
    name
        What a person calls it: 国庆节, 补班日, 周末, 工作日.
    notice
        The notice or regulation that made it so; empty for plain days.
    known
        When that became known; for a plain day the date of its year's notice; None where the
        day is projected, regional or of a calendar without holidays.
    projected
        True if it rests on our projection and not on an announcement.

    Examples
    --------
    >>> day, = list_days(datetime.date(2025, 10, 11), datetime.date(2025, 10, 11))
    >>> day.working, day.kind, day.name.en, str(day.known)
    (True, 'makeup', 'make-up working day', '2024-11-12')
    """

    date: datetime.date
    working: bool
    kind: Kind
    name: Text
    notice: str
    known: datetime.date | None
    projected: bool


@attrs.frozen
class RegionalHoliday:
    """A day off in one region only (an autonomous county's festival, say).

    Attributes
    ----------
    date
        The civil day.
    name
        What the region calls it.
    source
        The local law or notice that grants it.
    """

    date: datetime.date
    name: Text
    source: str


def list_days(
    first: datetime.date, last: datetime.date, *, known_on: datetime.date | None = None
) -> tuple[Day, ...]:
    """Every civil day from ``first`` to ``last``, as far as it was known on a day.

    Parameters
    ----------
    first, last
        Both included.
    known_on
        Only what was published on or before this day counts; None: all that is known here.

    Returns
    -------
    tuple of Day
        One per civil day, in order.

    Raises
    ------
    CalendarError
        A year before 2004, or a year to be projected that the table of festivals lacks.

    Notes
    -----
    A year is governed by its own notice; a day in December that is listed as part of New Year
    is governed by the next year's (2018-12-29 to 31 stand in the notice for 2019).  Until that
    notice is out such a day counts by its weekday and is *not* marked as projected.

    Years up to 2016, and a year that the package knows but the table of notices here does not,
    count as announced on 15 December of the year before: an assumption, not verified.

    Examples
    --------
    The planner of 5 September 2018 did not know that 29 December would be worked:

    >>> day = datetime.date(2018, 12, 29)
    >>> [found.kind for found in list_days(day, day)]
    ['makeup']
    >>> [found.kind for found in list_days(day, day, known_on=datetime.date(2018, 9, 5))]
    ['weekend']
    """
    if first.year < FIRST_YEAR:
        raise CalendarError.state(
            f"{first}：节假日数据自{FIRST_YEAR}年起",
            f"{first}: the public holidays are known from {FIRST_YEAR} on",
        )
    package: Any = importlib.import_module("chinese_calendar")
    off: Mapping[datetime.date, str] = package.holidays
    makeup: Mapping[datetime.date, str] = package.workdays
    last_known = max(off).year
    notices = {
        year: _find_notice(year, last_known, known_on)
        for year in range(first.year, last.year + 2)  # the last December needs the next one
    }
    projections = {
        year: project_year(year, known_on=known_on)
        for year in range(first.year, last.year + 1)
        if notices[year] is None
    }
    amended = {date: change for change in AMENDMENTS for date in change.before}

    def describe(date: datetime.date) -> Day:
        own = notices[date.year]
        if own is None:
            return projections[date.year].get(date) or _plain(date, None)
        listed = off.get(date) or makeup.get(date)
        if listed is None:
            return _plain(date, own)
        notice: Notice | None = own
        if date.month == 12 and listed == NEW_YEAR.en:
            notice = notices[date.year + 1]
        elif date in amended:
            change = amended[date]
            if known_on is None or change.notice.known <= known_on:
                notice = change.notice
            elif change.before[date] == "makeup":
                return Day(date, True, "makeup", MAKEUP, str(own), own.known, False)
            else:
                notice = None
        if notice is None:
            return _plain(date, own)
        if date in off:
            name = NAMES.get(listed, Text(listed, listed))
            return Day(date, False, "holiday", name, str(notice), notice.known, False)
        return Day(date, True, "makeup", MAKEUP, str(notice), notice.known, False)

    return tuple(describe(date) for date in _walk(first, last))


def project_year(
    year: int, *, known_on: datetime.date | None = None
) -> Mapping[datetime.date, Day]:
    """The days off that the Regulation alone gives a year that is not announced.

    The statutory days are off.  One that falls on a weekend is made up for on a working day
    (Regulation, art. 6); we take the next one, and treat two statutory days that coincide in
    the same way, as the notices of 2020 and 2025 did.  No days are swapped to build longer
    holidays, so there are no make-up working days: which ones the notice will choose cannot be
    known.  Swaps move working days but leave their number in the year alone, so a yearly total
    is right (2027: 248) while a date near a holiday may be off by a few days.

    Parameters
    ----------
    year
        2018 to 2035.
    known_on
        Chooses the version of the Regulation that was published by then; None: the present one.

    Returns
    -------
    dict
        The days off that are not plain weekends.

    Raises
    ------
    CalendarError
        The year is not in the table of festivals.

    Examples
    --------
    In 2027 the National Day is a Friday; Saturday and Sunday are made up for:

    >>> days = project_year(2027)
    >>> [f"{date:%m-%d}" for date in sorted(days) if date.month == 10]
    ['10-01', '10-02', '10-03', '10-04', '10-05']
    """
    if year not in FESTIVALS:
        first, last = min(FESTIVALS), max(FESTIVALS)
        raise CalendarError.state(
            f"{year}年尚未公布，且推算表只到{first}—{last}年",
            f"{year} is not announced, and the projection covers {first} to {last} only",
        )
    rule = rule_of(year, known_on)
    regulation = str(rule.regulation)
    found: dict[datetime.date, Day] = {}
    owed: list[tuple[datetime.date, Text]] = []
    for date, name in _list_statutory(year, rule):
        if date.weekday() >= 5 or date in found:
            owed.append((date, name))
        found.setdefault(date, Day(date, False, "holiday", name, regulation, None, True))
    for date, name in owed:
        while date.weekday() >= 5 or date in found:
            date += datetime.timedelta(days=1)
        found[date] = Day(date, False, "holiday", name, regulation, None, True)
    return found


def rule_of(year: int, known_on: datetime.date | None = None) -> HolidayRule:
    """The version of the Regulation for a year, of those published by a day; None: of all.

    >>> [len(rule_of(2028, day).spring) for day in (datetime.date(2023, 5, 4), None)]
    [3, 4]
    """
    return next(
        rule
        for rule in reversed(RULES)
        if (
            rule is RULES[0]  # before any rule of ours was known, the oldest stands in
            or (rule.first_year <= year and (known_on is None or rule.regulation.known <= known_on))
        )
    )


def _list_statutory(year: int, rule: HolidayRule) -> Iterator[tuple[datetime.date, Text]]:
    spring, qingming, dragon_boat, mid_autumn = (
        datetime.date(year, month, day) for month, day in FESTIVALS[year]
    )
    yield datetime.date(year, 1, 1), NEW_YEAR
    for offset in rule.spring:
        yield spring + datetime.timedelta(days=offset), SPRING
    yield qingming, QINGMING
    for day in range(1, rule.labour + 1):
        yield datetime.date(year, 5, day), LABOUR
    yield dragon_boat, DRAGON_BOAT
    for day in (1, 2, 3):
        yield datetime.date(year, 10, day), NATIONAL
    yield mid_autumn, MID_AUTUMN


def _find_notice(year: int, last_known: int, known_on: datetime.date | None) -> Notice | None:
    """The year's notice; None if there is none yet, or it was not known."""
    if year > last_known:
        return None
    title = f"国务院办公厅关于{year}年部分节假日安排的通知"
    if year in PUBLISHED:
        known, page = PUBLISHED[year]
        notice = Notice(title, known, f"gov.cn/zhengce/zhengceku/{page}")
    else:
        notice = Notice(title, datetime.date(year - 1, 12, 15), "日期未核实 date not verified")
    return notice if known_on is None or notice.known <= known_on else None


def _plain(date: datetime.date, notice: Notice | None) -> Day:
    """A day that nothing but its weekday decides; without a notice it is projected."""
    known = notice.known if notice else None
    if date.weekday() < 5:
        return Day(date, True, "workday", WORKDAY, "", known, notice is None)
    return Day(date, False, "weekend", WEEKEND, "", known, notice is None)


def _walk(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield datetime.date.fromordinal(ordinal)

"""The civil days of mainland China: which ones work, by whose word, and known since when.

The announced days come from the package ``chinesecalendar`` (2004 to 2026, make-up working
days included).  It knows the days as they came to be; this module adds when each became known,
what they were before an amendment, and a projection for years that are not announced.

Sources: the yearly notices of the General Office of the State Council on holidays (国务院办公厅
关于…年部分节假日安排的通知), the two amendments of 2019 and 2020 and the notice of 2015; the
Regulation on Public Holidays (全国年节及纪念日放假办法), as revised in 2013 (in force for 2014
to 2024) and 2024 (from 2025).
"""

from __future__ import annotations

import datetime
import importlib
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import attrs

from awardsim.errors import InputError, Problem
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


@attrs.frozen
class Notice:
    """A document that fixed days, and the day on which it was published."""

    title: str
    known: datetime.date
    place: str

    def __str__(self) -> str:
        return f"{self.title} ({self.known}, {self.place})"


@attrs.frozen
class Amendment:
    """A notice that changed days already announced.

    Attributes
    ----------
    notice
        The amending notice.
    before
        The days that it touched, and what each was until then: ``makeup``, or ``plain`` (a
        weekend or a working day by its weekday).
    """

    notice: Notice
    before: Mapping[datetime.date, Literal["plain", "makeup"]]


@attrs.frozen
class HolidayRule:
    """How many statutory days there are, by one version of the Regulation.

    Attributes
    ----------
    regulation
        The version, and the day on which it was published.
    first_year
        First year to which it applies.
    spring
        Days off from the first day of the first lunar month, as offsets in days.
    labour
        Days off from 1 May.
    """

    regulation: Notice
    first_year: int
    spring: tuple[int, ...]
    labour: int


WORKDAY = Text("工作日", "working day")
WEEKEND = Text("周末", "weekend")
MAKEUP = Text("补班日", "make-up working day")
NEW_YEAR = Text("元旦", "New Year's Day")
SPRING = Text("春节", "Spring Festival")
QINGMING = Text("清明节", "Tomb-sweeping Day")
LABOUR = Text("劳动节", "Labour Day")
DRAGON_BOAT = Text("端午节", "Dragon Boat Festival")
MID_AUTUMN = Text("中秋节", "Mid-autumn Festival")
NATIONAL = Text("国庆节", "National Day")
VICTORY = Text("抗战胜利70周年纪念日", "70th Victory Day")

# The package names a holiday by these English words.
_NAMES = {
    **{
        name.en: name
        for name in (NEW_YEAR, SPRING, QINGMING, LABOUR, DRAGON_BOAT, MID_AUTUMN, NATIONAL)
    },
    "Anti-Fascist 70th Day": VICTORY,
}

_FIRST_YEAR = 2004  # the first year of the package

# Year: publication of its notice, and the notice's page below gov.cn/zhengce/zhengceku/.
# The dates of 2024, 2025 and 2026 are those of the notice's text; its pages name the month only.
_PUBLISHED = {
    2017: (datetime.date(2016, 12, 1), "2016-12/01/content_5141603.htm"),
    2018: (datetime.date(2017, 11, 30), "2017-11/30/content_5243579.htm"),
    2019: (datetime.date(2018, 12, 6), "2018-12/06/content_5346276.htm"),
    2020: (datetime.date(2019, 11, 21), "2019-11/21/content_5454164.htm"),
    2021: (datetime.date(2020, 11, 25), "2020-11/25/content_5564127.htm"),
    2022: (datetime.date(2021, 10, 25), "2021-10/25/content_5644835.htm"),
    2023: (datetime.date(2022, 12, 8), "2022-12/08/content_5730844.htm"),
    2024: (datetime.date(2023, 10, 25), "202310/content_6911528.htm"),
    2025: (datetime.date(2024, 11, 12), "202411/content_6986383.htm"),
    2026: (datetime.date(2025, 11, 4), "202511/content_7047091.htm"),
}

_AMENDMENTS = (
    Amendment(
        Notice(
            "国务院关于中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日调休放假的通知",
            datetime.date(2015, 5, 13),
            "国发明电〔2015〕1号",
        ),
        {
            datetime.date(2015, 9, 3): "plain",
            datetime.date(2015, 9, 4): "plain",
            datetime.date(2015, 9, 5): "plain",
            datetime.date(2015, 9, 6): "plain",
        },
    ),
    Amendment(
        Notice(
            "国务院办公厅关于调整2019年劳动节假期安排的通知",
            datetime.date(2019, 3, 22),
            "国办发明电〔2019〕3号",
        ),
        {
            datetime.date(2019, 4, 28): "plain",
            datetime.date(2019, 5, 2): "plain",
            datetime.date(2019, 5, 3): "plain",
            datetime.date(2019, 5, 4): "plain",
            datetime.date(2019, 5, 5): "plain",
        },
    ),
    Amendment(
        Notice(
            "国务院办公厅关于延长2020年春节假期的通知",
            datetime.date(2020, 1, 27),  # dated 26 January, published on the 27th
            "国办发明电〔2020〕1号",
        ),
        {
            datetime.date(2020, 1, 31): "plain",
            datetime.date(2020, 2, 1): "makeup",
            datetime.date(2020, 2, 2): "plain",
        },
    ),
)

_RULES = (
    HolidayRule(  # 11 days
        Notice("全国年节及纪念日放假办法", datetime.date(2013, 12, 11), "2013年修订"),
        first_year=2014,
        spring=(0, 1, 2),
        labour=1,
    ),
    HolidayRule(  # 13 days: New Year's Eve and 2 May are added
        Notice("全国年节及纪念日放假办法", datetime.date(2024, 11, 12), "国务院令第795号"),
        first_year=2025,
        spring=(-1, 0, 1, 2),
        labour=2,
    ),
)

# (month, day) of the first day of the first lunar month, of Qingming, of the fifth day of the
# fifth lunar month and of the fifteenth of the eighth.  Computed with lunardate 0.3 and
# lunar_python 1.4.8, which agree.
_FESTIVALS = {
    2018: ((2, 16), (4, 5), (6, 18), (9, 24)),
    2019: ((2, 5), (4, 5), (6, 7), (9, 13)),
    2020: ((1, 25), (4, 4), (6, 25), (10, 1)),
    2021: ((2, 12), (4, 4), (6, 14), (9, 21)),
    2022: ((2, 1), (4, 5), (6, 3), (9, 10)),
    2023: ((1, 22), (4, 5), (6, 22), (9, 29)),
    2024: ((2, 10), (4, 4), (6, 10), (9, 17)),
    2025: ((1, 29), (4, 4), (5, 31), (10, 6)),
    2026: ((2, 17), (4, 5), (6, 19), (9, 25)),
    2027: ((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: ((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: ((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: ((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: ((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: ((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: ((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: ((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: ((2, 8), (4, 5), (6, 10), (9, 16)),
}


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
    if first.year < _FIRST_YEAR:
        raise CalendarError.state(
            f"{first}：节假日数据自{_FIRST_YEAR}年起",
            f"{first}: the public holidays are known from {_FIRST_YEAR} on",
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
    amended = {date: change for change in _AMENDMENTS for date in change.before}

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
            name = _NAMES.get(listed, Text(listed, listed))
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
    if year not in _FESTIVALS:
        first, last = min(_FESTIVALS), max(_FESTIVALS)
        raise CalendarError.state(
            f"{year}年尚未公布，且推算表只到{first}—{last}年",
            f"{year} is not announced, and the projection covers {first} to {last} only",
        )
    rule = next(
        rule
        for rule in reversed(_RULES)
        if (
            rule is _RULES[0]  # before any rule of ours was known, the oldest stands in
            or (rule.first_year <= year and (known_on is None or rule.regulation.known <= known_on))
        )
    )
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


def _list_statutory(year: int, rule: HolidayRule) -> Iterator[tuple[datetime.date, Text]]:
    spring, qingming, dragon_boat, mid_autumn = (
        datetime.date(year, month, day) for month, day in _FESTIVALS[year]
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
    if year in _PUBLISHED:
        known, page = _PUBLISHED[year]
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

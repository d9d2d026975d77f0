"""The working calendar: against the official notices, a slow reference and its own inverses."""

from __future__ import annotations

import datetime
import itertools
import pickle
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim import statutory
from awardsim.errors import InputError
from awardsim.text import Text
from awardsim.workdays import CalendarError, RegionalHoliday, WorkCalendar

NINE = 9 * 60
FIVE = 17 * 60


def date(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def compile_days(first: str, last: str, **options) -> WorkCalendar:
    return WorkCalendar.compile(date(first), date(last), **options)


# Retyped from the notices of the General Office of the State Council, not from the package.
# Runs of days off as they stand there ("与周末连休" without the weekend), and make-up days.
OFF = {
    2018: "01-01 02-15..02-21 04-05..04-07 04-29..05-01 06-18 09-24 10-01..10-07 12-30..12-31",
    2019: "01-01 02-04..02-10 04-05 05-01..05-04 06-07 09-13 10-01..10-07",
    2020: "01-01 01-24..02-02 04-04..04-06 05-01..05-05 06-25..06-27 10-01..10-08",
    2021: "01-01..01-03 02-11..02-17 04-03..04-05 05-01..05-05 06-12..06-14 09-19..09-21"
    " 10-01..10-07",
    2022: "01-01..01-03 01-31..02-06 04-03..04-05 04-30..05-04 06-03..06-05 09-10..09-12"
    " 10-01..10-07 12-31",
    2023: "01-01..01-02 01-21..01-27 04-05 04-29..05-03 06-22..06-24 09-29..10-06",
    2024: "01-01 02-10..02-17 04-04..04-06 05-01..05-05 06-10 09-15..09-17 10-01..10-07",
    2025: "01-01 01-28..02-04 04-04..04-06 05-01..05-05 05-31..06-02 10-01..10-08",
    2026: "01-01..01-03 02-15..02-23 04-04..04-06 05-01..05-05 06-19..06-21 09-25..09-27"
    " 10-01..10-07",
}
MAKEUP = {
    2018: "02-11 02-24 04-08 04-28 09-29 09-30 12-29",
    2019: "02-02 02-03 04-28 05-05 09-29 10-12",
    2020: "01-19 04-26 05-09 06-28 09-27 10-10",
    2021: "02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    2022: "01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    2023: "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
# Published, and the yearly number of working days.
YEARS = {
    2018: ("2017-11-30", 250),
    2019: ("2018-12-06", 250),
    2020: ("2019-11-21", 249),
    2021: ("2020-11-25", 250),
    2022: ("2021-10-25", 249),
    2023: ("2022-12-08", 249),
    2024: ("2023-10-25", 251),
    2025: ("2024-11-12", 248),
    2026: ("2025-11-04", 248),
}


def read_days(year: int, text: str) -> set[datetime.date]:
    found = set()
    for run in text.split():
        first, _, last = run.partition("..")
        day, end = date(f"{year}-{first}"), date(f"{year}-{last or first}")
        while day <= end:
            found.add(day)
            day += datetime.timedelta(days=1)
    return found


@pytest.mark.parametrize("year", YEARS)
def test_every_day_of_a_year_is_as_its_notice_says(year):
    calendar = compile_days(f"{year}-01-01", f"{year}-12-31")
    off, makeup = read_days(year, OFF[year]), read_days(year, MAKEUP[year])
    for day in calendar.count_days(calendar.opening, calendar.last):
        working = day.date in makeup or (day.date.weekday() < 5 and day.date not in off)
        assert day.working == working, day
        assert (day.kind == "makeup") == (day.date in makeup), day
        assert not day.projected
        assert bool(day.notice) == (day.kind in ("holiday", "makeup"))
        if day.date in off:
            assert day.kind == "holiday"
        assert day.working == (day.kind in ("workday", "makeup"))


@pytest.mark.parametrize(("year", "published", "number"), [(y, *row) for y, row in YEARS.items()])
def test_a_year_has_as_many_working_days_as_counted_by_hand(year, published, number):
    calendar = compile_days(f"{year - 1}-12-31", f"{year}-12-31")
    assert calendar.workdays_between(calendar.opening, calendar.last) == number
    assert calendar.day(date(f"{year}-10-01")).known == date(published)


@pytest.mark.parametrize("year", YEARS)
def test_a_year_is_known_on_the_day_of_its_notice_and_projected_the_day_before(year):
    published = date(YEARS[year][0])
    day = date(f"{year}-10-02")
    for known_on, projected in ((published, False), (published - datetime.timedelta(1), True)):
        calendar = WorkCalendar.compile(published, day, known_on=known_on)
        assert calendar.day(day).projected is projected
        assert calendar.first_projected == (
            calendar.minute(date(f"{year}-01-01")) if projected else None
        )


# -- the official calendar, told ---------------------------------------------------------------


def test_national_day_2025_with_its_make_up_days():
    calendar = compile_days("2025-09-01", "2025-12-31")
    told = {
        day.date.strftime("%m-%d"): (day.kind, day.name.zh)
        for day in calendar.count_days(date("2025-09-26"), date("2025-10-13"))
    }
    assert told == {
        "09-26": ("workday", "工作日"),  # Friday
        "09-27": ("weekend", "周末"),
        "09-28": ("makeup", "补班日"),  # Sunday
        "09-29": ("workday", "工作日"),
        "09-30": ("workday", "工作日"),
        "10-01": ("holiday", "国庆节"),
        "10-02": ("holiday", "国庆节"),
        "10-03": ("holiday", "国庆节"),
        "10-04": ("holiday", "国庆节"),
        "10-05": ("holiday", "国庆节"),
        "10-06": ("holiday", "中秋节"),
        "10-07": ("holiday", "国庆节"),
        "10-08": ("holiday", "国庆节"),
        "10-09": ("workday", "工作日"),
        "10-10": ("workday", "工作日"),
        "10-11": ("makeup", "补班日"),  # Saturday
        "10-12": ("weekend", "周末"),
        "10-13": ("workday", "工作日"),
    }
    notice = calendar.day(date("2025-10-11")).notice
    assert "关于2025年部分节假日安排的通知" in notice
    assert "2024-11-12" in notice


def test_five_working_days_from_29_september_2025_end_on_13_october():
    calendar = compile_days("2025-09-01", "2025-12-31")
    posted = calendar.minute(date("2025-09-29"), 10 * 60)
    # 09-30 (1), 10-01 to 08 off, 10-09 (2), 10-10 (3), Saturday 10-11 made up (4), 10-13 (5)
    end = calendar.period_end(posted, 5, "wd")
    assert calendar.moment(end) == datetime.datetime(2025, 10, 13, 17, 0)
    # The five days are over: what follows starts on the morning of the 14th.
    following = calendar.open_after(end)
    assert calendar.moment(following) == datetime.datetime(2025, 10, 14, 9, 0)


def test_with_the_posting_day_counted_the_same_period_ends_on_11_october():
    calendar = compile_days("2025-09-01", "2025-12-31", count="include_first")
    posted = calendar.minute(date("2025-09-29"), 10 * 60)
    # 09-29 (1), 09-30 (2), 10-09 (3), 10-10 (4), Saturday 10-11 made up (5)
    assert calendar.moment(calendar.period_end(posted, 5, "wd")) == datetime.datetime(
        2025, 10, 11, 17, 0
    )
    # posted on Wednesday 10-01, a day off: posted on 10-09 (1), 10-10 (2), 10-11 (3), 10-13 (4)
    posted = calendar.minute(date("2025-10-01"), 10 * 60)
    assert calendar.date(calendar.period_end(posted, 4, "wd")) == date("2025-10-13")
    # civil days: 09-29 (1), 09-30 (2), 10-01 (3)
    posted = calendar.minute(date("2025-09-29"), 10 * 60)
    assert calendar.date(calendar.period_end(posted, 3, "cd")) == date("2025-10-01")


def test_two_published_notices_of_practice_count_as_their_cities_did():
    # Shantou 2022 counted the posting day: posted 04-18, 04-18 to 04-22, "5天".
    calendar = compile_days("2022-04-01", "2022-05-31", count="include_first")
    end = calendar.period_end(calendar.minute(date("2022-04-18"), NINE), 5, "wd")
    assert calendar.date(end) == date("2022-04-22")
    # Wuhu 2023 did not: notice dated 10-10, 10-11 to 10-17, five working days.
    calendar = compile_days("2023-10-01", "2023-11-30")
    end = calendar.period_end(calendar.minute(date("2023-10-10"), NINE), 5, "wd")
    assert calendar.date(end) == date("2023-10-17")


def test_seven_working_days_after_28_september_2026_end_on_13_october():
    calendar = compile_days("2026-09-01", "2026-12-31")
    # 09-29 (1), 09-30 (2), 10-08 (3), 10-09 (4), Saturday 10-10 made up (5), 10-12 (6), 10-13 (7)
    assert calendar.add_workdays(date("2026-09-28"), 7) == date("2026-10-13")
    assert calendar.add_workdays(date("2026-10-13"), -7) == date("2026-09-28")
    # From 1 September to 31 December 2026 there are 84.
    assert calendar.workdays_between(date("2026-09-01"), date("2026-12-31")) == 83


def test_a_calendar_day_period_that_ends_on_a_day_off_is_rolled_as_told():
    calendar = compile_days("2025-09-01", "2025-12-31")
    posted = calendar.minute(date("2025-09-29"), FIVE - 1)
    ends = {
        rule: calendar.period_end(posted, 7, "cd", rule) for rule in ("none", "forward", "backward")
    }
    # 09-30 (1), 10-01 (2), ... 10-06 (7), a day off
    assert calendar.moment(ends["none"]) == datetime.datetime(2025, 10, 6, 17, 0)
    assert calendar.moment(ends["forward"]) == datetime.datetime(2025, 10, 9, 17, 0)
    assert calendar.moment(ends["backward"]) == datetime.datetime(2025, 9, 30, 17, 0)
    # ready at the close: posted on 09-30, and the seventh day is 10-07
    late = calendar.period_end(posted + 1, 7, "cd")
    assert calendar.date(late) == date("2025-10-07")


def test_dates_roll_to_working_days():
    calendar = compile_days("2025-09-01", "2025-12-31")
    assert calendar.roll(date("2025-10-25"), "forward") == date("2025-10-27")  # a Saturday
    assert calendar.roll(date("2025-10-25"), "backward") == date("2025-10-24")
    assert calendar.roll(date("2025-10-25"), "none") == date("2025-10-25")
    assert calendar.roll(date("2025-10-11"), "forward") == date("2025-10-11")  # made up
    assert calendar.roll(date("2025-10-11"), "backward") == date("2025-10-11")


# -- what was known when -----------------------------------------------------------------------


def test_labour_day_2019_before_and_after_the_amendment_of_22_march():
    before = compile_days("2019-04-01", "2019-05-31", known_on=date("2019-03-21"))
    after = compile_days("2019-04-01", "2019-05-31", known_on=date("2019-03-22"))
    kinds = {
        day.date.strftime("%m-%d"): (day.kind, other.kind)
        for day, other in zip(
            before.count_days(date("2019-04-27"), date("2019-05-06")),
            after.count_days(date("2019-04-27"), date("2019-05-06")),
            strict=True,
        )
    }
    assert kinds == {
        "04-27": ("weekend", "weekend"),  # Saturday
        "04-28": ("weekend", "makeup"),  # Sunday
        "04-29": ("workday", "workday"),
        "04-30": ("workday", "workday"),
        "05-01": ("holiday", "holiday"),  # Wednesday
        "05-02": ("workday", "holiday"),
        "05-03": ("workday", "holiday"),
        "05-04": ("weekend", "holiday"),  # Saturday
        "05-05": ("weekend", "makeup"),  # Sunday
        "05-06": ("workday", "workday"),
    }
    assert before.first_projected is None
    assert before.day(date("2019-05-02")).known == date("2018-12-06")
    assert after.day(date("2019-05-02")).known == date("2019-03-22")
    assert "调整2019年劳动节" in after.day(date("2019-05-02")).notice
    assert after.day(date("2019-05-01")).known == date("2018-12-06")


def test_spring_festival_2019_was_not_known_in_september_2018():
    planned = compile_days("2018-09-05", "2019-04-30", known_on=date("2018-09-05"))
    actual = compile_days("2018-09-05", "2019-04-30")
    # Planned with 11 statutory days: 02-05 (Tuesday) to 02-07 off, nothing swapped.
    assert [
        planned.day(date(f"2019-02-{day:02}")).working for day in (2, 3, 4, 5, 6, 7, 8, 9, 10)
    ] == [False, False, True, False, False, False, True, False, False]
    # As it came: 02-04 to 02-10 off, 02-02 and 02-03 made up.
    assert [
        actual.day(date(f"2019-02-{day:02}")).working for day in (2, 3, 4, 5, 6, 7, 8, 9, 10)
    ] == [True, True, False, False, False, False, False, False, False]
    assert planned.first_projected == planned.minute(date("2019-01-01"))
    # The swap over New Year stands in the notice for 2019.
    for day, kinds in {
        "2018-12-29": ("weekend", "makeup"),
        "2018-12-30": ("weekend", "holiday"),
        "2018-12-31": ("workday", "holiday"),
    }.items():
        assert (planned.day(date(day)).kind, actual.day(date(day)).kind) == kinds
        assert actual.day(date(day)).known == date("2018-12-06")
        assert "关于2019年" in actual.day(date(day)).notice


def test_spring_festival_2020_before_and_after_the_extension_of_27_january():
    before = compile_days("2020-01-01", "2020-12-31", known_on=date("2020-01-26"))
    after = compile_days("2020-01-01", "2020-12-31", known_on=date("2020-01-27"))
    expected = {
        "01-19": ("makeup", "makeup"),  # Sunday
        "01-23": ("workday", "workday"),
        "01-24": ("holiday", "holiday"),
        "01-30": ("holiday", "holiday"),
        "01-31": ("workday", "holiday"),  # Friday
        "02-01": ("makeup", "holiday"),  # Saturday
        "02-02": ("weekend", "holiday"),  # Sunday
        "02-03": ("workday", "workday"),
    }
    for day, kinds in expected.items():
        day = date(f"2020-{day}")
        assert (before.day(day).kind, after.day(day).kind) == kinds, day
    first, last = date("2020-01-01"), date("2020-12-31")  # 1 January is a day off
    assert before.workdays_between(first, last) == 251
    assert after.workdays_between(first, last) == 249
    assert before.day(date("2020-02-01")).known == date("2019-11-21")
    assert "关于2020年" in before.day(date("2020-02-01")).notice
    assert "延长2020年春节" in after.day(date("2020-02-01")).notice


#: Five working days over holidays: posted, what was known on that day (empty: all), the days that
#: count from the one after posting.  Typed from the notices, counted on a wall calendar.
OVER_HOLIDAYS = [
    # National Day 2018: 1 to 7 October off; Saturday and Sunday, 29 and 30 September, worked.
    ("2018-09-27", "", "09-28 09-29 09-30 10-08 10-09"),
    # New Year 2019, announced on 6 December: 30 December to 1 January, Saturday the 29th worked.
    ("2018-12-27", "2018-12-06", "12-28 12-29 01-02 01-03 01-04"),
    ("2018-12-27", "2018-12-05", "12-28 12-31 01-02 01-03 01-04"),
    # Spring Festival 2019: 4 to 10 February off; Saturday and Sunday, 2 and 3 February, worked.
    # In September 2018 only the statutory days, 5 to 7 February, could be known.
    ("2019-01-31", "2018-12-06", "02-01 02-02 02-03 02-11 02-12"),
    ("2019-01-31", "2018-09-05", "02-01 02-04 02-08 02-11 02-12"),
    # Labour Day 2019: 1 May alone, until 22 March: 1 to 4 May, Sundays 28 April and 5 May worked.
    ("2019-04-26", "2019-03-21", "04-29 04-30 05-02 05-03 05-06"),
    ("2019-04-26", "2019-03-22", "04-28 04-29 04-30 05-05 05-06"),
    # National Day 2019: 1 to 7 October off; Sunday 29 September and Saturday 12 October worked.
    ("2019-09-27", "", "09-29 09-30 10-08 10-09 10-10"),
    # Spring Festival 2020: 24 to 30 January, Saturday 1 February worked; from 27 January on it
    # lasts until Sunday 2 February.
    ("2020-01-23", "2020-01-26", "01-31 02-01 02-03 02-04 02-05"),
    ("2020-01-23", "2020-01-27", "02-03 02-04 02-05 02-06 02-07"),
    # Spring Festival 2023: 21 to 27 January off; Saturday and Sunday, 28 and 29 January, worked.
    ("2023-01-19", "", "01-20 01-28 01-29 01-30 01-31"),
    # Labour Day 2023: 29 April to 3 May off; Saturday 6 May worked.
    ("2023-04-27", "", "04-28 05-04 05-05 05-06 05-08"),
    # Mid-autumn and National Day 2023: 29 September to 6 October; 7 and 8 October worked.
    ("2023-09-26", "", "09-27 09-28 10-07 10-08 10-09"),
    # Spring Festival 2025: 28 January to 4 February off; Sunday 26 January worked.
    ("2025-01-24", "", "01-26 01-27 02-05 02-06 02-07"),
    # National Day 2025: 1 to 8 October off; Sunday 28 September and Saturday 11 October worked.
    ("2025-09-26", "", "09-28 09-29 09-30 10-09 10-10"),
    # New Year 2026, announced on 4 November: 1 to 3 January off, Sunday the 4th worked.
    ("2025-12-29", "2025-11-03", "12-30 12-31 01-02 01-05 01-06"),
    ("2025-12-29", "2025-11-04", "12-30 12-31 01-04 01-05 01-06"),
    # Spring Festival 2026: 15 to 23 February off; Saturday 14 February worked.
    ("2026-02-12", "", "02-13 02-14 02-24 02-25 02-26"),
]


@pytest.mark.parametrize(("posted", "known", "days"), OVER_HOLIDAYS)
def test_five_working_days_over_a_holiday_are_counted_by_hand_both_ways(posted, known, days):
    first = date(posted)
    opening, last = first - datetime.timedelta(days=30), first + datetime.timedelta(days=30)
    counted = [date(f"{first.year + (one < posted[5:])}-{one}") for one in days.split()]
    for count, end in (("exclude_first", counted[4]), ("include_first", counted[3])):
        calendar = WorkCalendar.compile(
            opening, last, known_on=date(known) if known else None, count=count
        )
        working = [day.date for day in calendar.count_days(first, counted[4]) if day.working]
        assert working == [first, *counted]
        over = calendar.period_end(calendar.minute(first, NINE), 5, "wd")
        assert over == calendar.minute(end, FIVE)
        # Counted back: posted on that day, until the minute before its close.
        latest = calendar.latest_posting(over, 5, "wd")
        assert latest == calendar.minute(first, FIVE) - 1
        assert calendar.period_end(latest + 1, 5, "wd") > over


def test_the_memorial_day_of_2015_was_announced_on_13_may():
    before = compile_days("2015-09-01", "2015-09-30", known_on=date("2015-05-12"))
    after = compile_days("2015-09-01", "2015-09-30")
    days = [date(f"2015-09-0{day}") for day in (3, 4, 5, 6)]  # Thursday to Sunday
    assert [before.day(day).working for day in days] == [True, True, False, False]
    assert [after.day(day).working for day in days] == [False, False, False, True]


def test_2026_is_projected_on_27_october_2025_and_announced_on_5_november():
    projected = compile_days("2025-09-01", "2026-12-31", known_on=date("2025-10-27"))
    announced = compile_days("2025-09-01", "2026-12-31", known_on=date("2025-11-05"))
    new_year = projected.minute(date("2026-01-01"))
    assert projected.first_projected == new_year
    assert not projected.is_projected(new_year - 1)
    assert projected.is_projected(new_year)
    assert all(
        day.projected and day.known is None
        for day in projected.count_days(date("2026-01-01"), date("2026-12-31"))
    )
    assert not projected.day(date("2025-12-31")).projected
    assert announced.first_projected is None
    assert not announced.is_projected(announced.minute(date("2026-12-31"), FIVE))
    # 13 statutory days: the Spring Festival from New Year's Eve, Monday 02-16, to Thursday 02-19.
    off = [
        day.date.strftime("%m-%d")
        for day in projected.count_days(date("2026-01-01"), date("2026-12-31"))
        if day.kind == "holiday"
    ]
    assert off == [
        "01-01",
        "02-16",
        "02-17",
        "02-18",
        "02-19",
        "04-05",  # a Sunday, made up for on
        "04-06",
        "05-01",
        "05-02",  # a Saturday, made up for on
        "05-04",
        "06-19",
        "09-25",
        "10-01",
        "10-02",
        "10-03",  # a Saturday, made up for on
        "10-05",
    ]
    assert announced.day(date("2026-02-15")).kind == "holiday"
    assert announced.day(date("2026-02-14")).kind == "makeup"


def test_a_year_that_nobody_has_announced_is_projected_whatever_is_asked():
    calendar = compile_days("2031-01-01", "2031-12-31")
    assert calendar.first_projected == 0
    day = calendar.day(date("2031-01-22"))  # New Year's Eve, a Wednesday
    assert (day.working, day.projected, day.known, day.name.zh) == (False, True, None, "春节")
    assert "放假办法" in day.notice


@pytest.mark.parametrize("year", range(2027, 2036))
def test_a_projected_year_loses_thirteen_working_days(year):
    days = compile_days(f"{year}-01-01", f"{year}-12-31").count_days(
        date(f"{year}-01-01"), date(f"{year}-12-31")
    )
    weekdays = sum(day.date.weekday() < 5 for day in days)
    assert sum(day.working for day in days) == weekdays - 13
    if year == 2027:
        assert weekdays - 13 == 248


@pytest.mark.parametrize("year", YEARS)
def test_swaps_do_not_change_the_number_of_working_days_of_a_year(year):
    """A projection errs by days near a holiday, never in the year's total.

    The exceptions are the two days that 2020 was given in January, and the revised Regulation
    of 2025, which the day before the notice was not known.
    """
    published = date(YEARS[year][0])
    year_before = published - datetime.timedelta(days=1)
    calendar = compile_days(f"{year - 1}-12-31", f"{year}-12-31", known_on=year_before)
    expected = YEARS[year][1] + {2020: 2, 2025: 2}.get(year, 0)
    assert calendar.workdays_between(calendar.opening, calendar.last) == expected


def test_the_regulation_in_force_depends_on_what_was_known():
    day = date("2025-05-02")
    assert WorkCalendar.compile(day, day, known_on=date("2024-11-11")).day(day).working
    assert not WorkCalendar.compile(day, day, known_on=date("2024-11-12")).day(day).working
    eve = date("2026-02-16")
    assert WorkCalendar.compile(eve, eve, known_on=date("2024-06-01")).day(eve).working
    assert not WorkCalendar.compile(eve, eve, known_on=date("2025-06-01")).day(eve).working


def test_the_table_of_festivals_agrees_with_the_package():
    import chinese_calendar

    for year, dates in statutory.FESTIVALS.items():
        days = [datetime.date(year, *found) for found in dates]
        terms = chinese_calendar.get_solar_terms(date(f"{year}-04-01"), date(f"{year}-04-10"))
        assert (days[1], "清明") in terms
        if year in YEARS:
            for day, name in zip(
                days,
                ("Spring Festival", "Tomb-sweeping Day", "Dragon Boat Festival", "Mid-autumn"),
                strict=True,
            ):
                listed = chinese_calendar.holidays[day]
                # In 2020 the Mid-Autumn Festival was 1 October and is listed as National Day.
                assert listed.startswith(name) or day == date("2020-10-01")
                assert not chinese_calendar.is_in_lieu(day)


def test_festivals_lie_where_the_lunar_calendar_allows():
    for year, dates in statutory.FESTIVALS.items():
        spring, _, boat, autumn = (datetime.date(year, *found) for found in dates)
        assert datetime.date(year, 1, 21) <= spring <= datetime.date(year, 2, 20)
        # From 1/1 to 5/5 it is 4 or 5 lunations and 4 days; from 5/5 to 8/15 3 or 4 and 10 days.
        for days in ((boat - spring).days - 4, (autumn - boat).days - 10):
            assert abs(days - 29.53 * round(days / 29.53)) < 2


# -- the edges ---------------------------------------------------------------------------------


def test_a_year_beyond_the_projection_is_an_input_error_that_names_the_last():
    with pytest.raises(InputError, match="2018 to 2035"):
        compile_days("2035-12-01", "2036-01-31")
    with pytest.raises(CalendarError, match="from 2004"):
        compile_days("2003-12-01", "2004-01-31")
    with pytest.raises(CalendarError, match="before its opening"):
        compile_days("2025-12-01", "2025-11-30")
    with pytest.raises(CalendarError, match="working hours"):
        compile_days("2025-12-01", "2025-12-30", hours=(600, 540))


def test_running_past_the_last_day_says_so_in_both_languages():
    calendar = compile_days("2025-12-01", "2025-12-31")
    t = calendar.minute(date("2025-12-31"), FIVE)
    assert calendar.add_work(t - 480, 480) == t
    for call in (
        lambda: calendar.open_after(t),
        lambda: calendar.add_work(t, 1),
        lambda: calendar.add_work(t - 480, 481),
        lambda: calendar.posting_day(t),
        lambda: calendar.posting_time(t + 5000),
        lambda: calendar.period_end(t - 1, 1, "wd"),
        lambda: calendar.period_end(t - 1, 1, "cd"),
        lambda: calendar.add_workdays(date("2025-12-31"), 1),
        lambda: calendar.work_between(0, t + 5000),
        lambda: calendar.subtract_work(t + 5000, 1),
        lambda: calendar.latest_posting(t + 5000, 1, "wd"),
        lambda: calendar.day(date("2026-01-01")),
    ):
        with pytest.raises(CalendarError, match="beyond 2025-12-31") as caught:
            call()
        assert "超出已编日历" in caught.value.read("zh")


def test_a_minute_before_the_opening_never_wraps_to_the_end():
    calendar = compile_days("2025-12-01", "2025-12-31")
    for call in (
        lambda: calendar.open_after(-1),
        lambda: calendar.add_work(-1, 1),
        lambda: calendar.posting_day(-1),
        lambda: calendar.posting_time(-1),
        lambda: calendar.period_end(-1, 1, "wd"),
        lambda: calendar.period_end(-1, 1, "cd"),
        lambda: calendar.work_between(-1, 1),
        lambda: calendar.subtract_work(-1, 1),
        lambda: calendar.day(date("2025-11-30")),
        lambda: calendar.workdays_between(date("2025-11-30"), date("2025-12-02")),
    ):
        with pytest.raises(CalendarError, match="before the compiled calendar"):
            call()


def test_going_back_before_the_opening_says_so():
    calendar = compile_days("2025-12-01", "2025-12-31")
    t = calendar.minute(date("2025-12-02"), FIVE)
    assert calendar.subtract_work(t, 960) == NINE
    assert calendar.latest_posting(t, 1, "wd") == FIVE - 1
    for call in (
        lambda: calendar.subtract_work(t, 961),
        lambda: calendar.latest_posting(t, 2, "wd"),
        lambda: calendar.latest_posting(t - 1, 1, "wd"),
        lambda: calendar.latest_posting(t, 2, "cd"),
        lambda: calendar.latest_posting(t, 20, "cd", "backward"),
        lambda: calendar.latest_posting(0, 0, "cd", "forward"),
        lambda: calendar.subtract_work(0, 0),
        lambda: calendar.add_workdays(date("2025-12-02"), -2),
    ):
        with pytest.raises(CalendarError, match="before 2025-12-01"):
            call()


def test_a_latest_posting_is_found_where_no_working_day_follows():
    calendar = compile_days("2025-12-01", "2025-12-28")  # to a Sunday
    friday = calendar.minute(date("2025-12-26"), FIVE)
    # 12-27 (1), 12-28 (2), rolled back to Friday 12-26
    assert calendar.period_end(friday - 1, 2, "cd", "backward") == friday
    assert calendar.latest_posting(friday, 2, "cd", "backward") == friday - 1


def test_arguments_that_no_caller_should_give_are_refused():
    calendar = compile_days("2025-12-01", "2025-12-31")
    for call in (
        lambda: calendar.add_work(0, -1),
        lambda: calendar.subtract_work(5000, -1),
        lambda: calendar.work_between(5, 4),
        lambda: calendar.period_end(0, -1, "wd"),
        lambda: calendar.latest_posting(5000, -1, "wd"),
        lambda: calendar.period_end(0, 1, "h"),
        lambda: calendar.latest_posting(5000, 1, "h"),
        lambda: calendar.period_end(0, 1, "cd", "back"),
        lambda: calendar.latest_posting(5000, 1, "cd", "back"),
        lambda: calendar.roll(date("2025-12-01"), "back"),
        lambda: calendar.minute(date("2025-12-01"), 1441),
    ):
        with pytest.raises(ValueError, match=r".") as caught:
            call()
        assert not isinstance(caught.value, InputError)


def test_the_clock_is_only_arithmetic_and_goes_beyond_the_days():
    calendar = compile_days("2025-12-01", "2025-12-31")
    for text in ("2025-11-28", "2025-12-01", "2025-12-31", "2027-03-01"):
        minute = calendar.minute(date(text), 601)
        assert calendar.date(minute) == date(text)
        assert calendar.moment(minute) == datetime.datetime.fromisoformat(f"{text} 10:01")
    assert calendar.minute(date("2025-11-30"), 1439) == -1


def test_a_regional_holiday_is_off_and_says_by_which_source():
    festival = RegionalHoliday(date("2025-12-04"), Text("盘王节", "Panwang Festival"), "自治条例")
    sunday = RegionalHoliday(date("2025-12-07"), Text("县庆", "founding day"), "自治条例")
    elsewhere = RegionalHoliday(date("2024-12-07"), Text("县庆", "founding day"), "自治条例")
    calendar = compile_days("2025-12-01", "2025-12-31", overlays=[festival, sunday, elsewhere])
    day = calendar.day(date("2025-12-04"))
    assert (day.working, day.kind, day.name.zh, day.notice) == (
        False,
        "regional",
        "盘王节",
        "自治条例",
    )
    assert calendar.day(date("2025-12-07")).kind == "weekend"
    assert calendar.add_workdays(date("2025-12-03"), 1) == date("2025-12-05")


def test_a_body_that_is_there_on_given_days_works_on_those_only():
    calendar = compile_days("2025-09-01", "2025-12-31")
    body = calendar.with_days(
        only=[date("2025-09-10"), date("2025-09-13"), date("2025-09-15"), date("2026-03-02")],
        without=[date("2025-09-15")],
    )
    assert [day.date for day in body.count_days(body.opening, body.last) if day.working] == [
        date("2025-09-10")  # the 13th is a Saturday, the 15th was taken away again
    ]
    assert body.day(date("2025-09-11")).name.en == "not available"
    assert body.day(date("2025-09-13")).name.en == "weekend"
    assert body.minute(date("2025-09-10")) == calendar.minute(date("2025-09-10"))
    away = calendar.with_days(without=[date("2025-09-02")])
    assert away.workdays_between(date("2025-09-01"), date("2025-09-03")) == 1
    assert calendar.workdays_between(date("2025-09-01"), date("2025-09-03")) == 2


def test_a_body_that_is_never_there_cannot_start():
    nobody = compile_days("2025-09-01", "2025-12-31").with_days(only=[])
    with pytest.raises(CalendarError):
        nobody.open_after(0)
    with pytest.raises(CalendarError):
        nobody.add_work(0, 1)
    with pytest.raises(CalendarError):
        nobody.latest_posting(5000, 1, "cd", "backward")
    assert nobody.work_between(0, 5000) == 0


def test_a_calendar_survives_pickling_and_cannot_be_changed():
    calendar = compile_days("2025-09-01", "2026-12-31", known_on=date("2025-10-27"))
    copy = pickle.loads(pickle.dumps(calendar))
    assert copy == calendar
    assert copy.add_work(0, 5000) == calendar.add_work(0, 5000)
    assert repr(copy) == "WorkCalendar(2025-09-01 to 2026-12-31, 09:00-17:00, exclude_first)"
    with pytest.raises(AttributeError):
        calendar.opening = date("2025-01-01")


def test_importing_the_calendar_does_not_import_the_package_of_holidays():
    code = "import sys, awardsim.workdays; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_on_a_continuous_calendar_work_is_plain_addition():
    calendar = WorkCalendar.continuous(date("2025-01-01"), date("2025-12-31"))
    assert calendar.day_minutes == 1440
    assert calendar.first_projected is None
    for t, minutes in itertools.product((0, 1, 1439, 1440, 100_000), (1, 1440, 5000)):
        assert calendar.open_after(t) == t
        assert calendar.posting_time(t) == t
        assert calendar.posting_day(t) == t // 1440
        assert calendar.add_work(t, minutes) == t + minutes
        assert calendar.subtract_work(t + minutes, minutes) == t
        assert calendar.work_between(t, t + minutes) == minutes
    # posted on 2 January: the fifth day after is the 7th, which ends at 24:00
    assert calendar.period_end(2000, 5, "wd") == 7 * 1440
    assert calendar.period_end(2000, 5, "cd", "forward") == 7 * 1440
    # the very last minute is inside
    end = 365 * 1440
    assert calendar.add_work(end - 10, 10) == end
    assert calendar.subtract_work(end, 10) == end - 10
    assert calendar.latest_posting(end, 1, "cd") == end - 1440 - 1


# -- properties, and a slow reference ----------------------------------------------------------

FIRST, LAST = "2019-12-20", "2020-06-30"
BASE = compile_days(FIRST, LAST)
CALENDARS = {
    "official": BASE,
    "posting day counted": compile_days(FIRST, LAST, count="include_first"),
    "early 2020": compile_days(FIRST, LAST, known_on=date("2020-01-20"), hours=(510, 1050)),
    "projected": compile_days("2026-11-20", "2027-05-31"),
    "twice a week": BASE.with_days(
        only=[date(FIRST) + datetime.timedelta(days=day) for day in range(200) if day % 7 in (0, 3)]
    ),
    "all day": compile_days(FIRST, LAST, hours=(0, 1440)),
    "continuous": WorkCalendar.continuous(date(FIRST), date(LAST)),
}
calendars = st.sampled_from(list(CALENDARS)).map(CALENDARS.__getitem__)
times = st.integers(0, 90 * 1440) | st.builds(
    lambda day, minute, jitter: max(day * 1440 + minute + jitter, 0),
    st.integers(0, 90),
    st.sampled_from([0, 510, 540, 1020, 1050, 1440]),
    st.integers(-1, 1),
)
works = st.integers(0, 4000) | st.integers(0, 8).map(lambda days: days * 480)
units = st.sampled_from(["wd", "cd"])
rolls = st.sampled_from(["none", "forward", "backward"])
lengths = st.integers(0, 12)


class Slow:
    """The same questions, answered by walking day after day."""

    def __init__(self, calendar):
        self.calendar = calendar
        self.start, self.close = calendar.hours

    def works(self, day):
        return self.calendar.day(self.calendar.opening + datetime.timedelta(days=day)).working

    def open_after(self, t):
        day, minute = divmod(t, 1440)
        while not self.works(day) or minute >= self.close:
            day, minute = day + 1, 0
        return day * 1440 + max(minute, self.start)

    def add_work(self, t, minutes):
        while minutes:
            t = self.open_after(t)
            step = min(minutes, t // 1440 * 1440 + self.close - t)
            t, minutes = t + step, minutes - step
        return t

    def work_between(self, a, b):
        total = 0
        for day in range(a // 1440, b // 1440 + 1):
            if day * 1440 < b and self.works(day):
                start, close = day * 1440 + self.start, day * 1440 + self.close
                total += max(min(close, b) - max(start, a), 0)
        return total

    def period_end(self, posted, n, unit, roll):
        day = self.open_after(posted) // 1440
        left = n
        if self.calendar.count == "include_first" and left:
            left -= 1
        while left:
            day += 1
            if unit == "cd" or self.works(day):
                left -= 1
        step = {"none": 0, "forward": 1, "backward": -1}[roll]
        while step and not self.works(day):
            day += step
        return day * 1440 + self.close


@given(calendars, times, works)
def test_work_is_added_as_the_slow_reference_adds_it(calendar, t, minutes):
    slow = Slow(calendar)
    assert calendar.open_after(t) == slow.open_after(t)
    assert calendar.posting_time(t) == slow.open_after(t)
    assert calendar.posting_day(t) == slow.open_after(t) // 1440
    assert calendar.add_work(t, minutes) == slow.add_work(t, minutes)
    assert calendar.work_between(t, t + minutes) == slow.work_between(t, t + minutes)


@given(calendars, times, lengths, units, rolls)
def test_a_period_ends_where_the_slow_reference_ends_it(calendar, t, n, unit, roll):
    assert calendar.period_end(t, n, unit, roll) == Slow(calendar).period_end(t, n, unit, roll)


@given(calendars, times, works, works)
def test_adding_work_twice_is_adding_the_sum(calendar, t, a, b):
    assert calendar.add_work(calendar.add_work(t, a), b) == calendar.add_work(t, a + b)


@given(calendars, times, works)
def test_the_work_between_a_start_and_its_finish_is_the_work_added(calendar, t, minutes):
    finish = calendar.add_work(t, minutes)
    assert calendar.work_between(t, finish) == minutes
    if minutes:
        assert calendar.work_between(t, finish - 1) == minutes - 1


@given(calendars, times, times, times)
def test_work_between_adds_up(calendar, a, b, c):
    a, b, c = sorted((a, b, c))
    total = calendar.work_between(a, b) + calendar.work_between(b, c)
    assert total == calendar.work_between(a, c)


@given(calendars, times, works)
def test_subtracting_work_gives_the_latest_start_to_the_minute(calendar, t, minutes):
    def meets(start):
        return calendar.add_work(calendar.open_after(start), minutes) <= t

    try:
        start = calendar.subtract_work(t, minutes)
    except CalendarError:
        assert not meets(0)
        return
    assert meets(start)
    assert not meets(start + 1)


@given(calendars, times, lengths, units, rolls)
def test_the_latest_posting_is_exact_to_the_minute(calendar, end, n, unit, roll):
    def meets(ready):
        return calendar.period_end(calendar.posting_time(ready), n, unit, roll) <= end

    try:
        ready = calendar.latest_posting(end, n, unit, roll)
    except CalendarError:
        assert not meets(0)
        return
    assert meets(ready)
    assert not meets(ready + 1)


@given(calendars, times, times, lengths, units, rolls)
def test_a_later_release_is_never_finished_earlier(calendar, a, b, n, unit, roll):
    a, b = sorted((a, b))
    assert calendar.period_end(a, n, unit, roll) <= calendar.period_end(b, n, unit, roll)
    assert calendar.add_work(calendar.open_after(a), 60 * n) <= calendar.add_work(
        calendar.open_after(b), 60 * n
    )


@given(calendars, st.integers(0, 90), st.integers(-15, 15))
def test_working_days_are_counted_back_as_they_were_counted_forward(calendar, index, n):
    day = calendar.opening + datetime.timedelta(days=index)
    try:
        found = calendar.add_workdays(day, n)
    except CalendarError:
        assert n < 0
        return
    if n == 0:
        assert found == day
        return
    assert calendar.day(found).working
    between = calendar.count_days(*sorted((day, found)))
    counted = sum(each.working for each in between if each.date != day)
    assert counted == abs(n)
    if n > 0:
        assert calendar.workdays_between(day, found) == n


@given(calendars, st.integers(0, 90))
def test_a_day_rolls_to_the_nearest_working_day(calendar, index):
    day = calendar.opening + datetime.timedelta(days=index)
    forward = calendar.roll(day, "forward")
    assert calendar.day(forward).working
    assert not any(each.working for each in calendar.count_days(day, forward)[:-1])
    try:
        backward = calendar.roll(day, "backward")
    except CalendarError:
        return
    assert calendar.day(backward).working
    assert not any(each.working for each in calendar.count_days(backward, day)[1:])

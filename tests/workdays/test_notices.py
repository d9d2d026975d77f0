"""The working calendar against the notices of the State Council and counts by hand."""

from __future__ import annotations

import datetime

import pytest

from awardsim.workdays import WorkCalendar
from tests.support.calendars import MAKEUP, OFF, YEARS, compile_days, date

NINE = 9 * 60
FIVE = 17 * 60


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

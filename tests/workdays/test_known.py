"""What was known when: announced and amended years, years that nobody has announced."""

from __future__ import annotations

import datetime

import pytest

from awardsim import statutory
from awardsim.workdays import WorkCalendar
from tests.support.calendars import YEARS, compile_days, date

NINE = 9 * 60
FIVE = 17 * 60


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

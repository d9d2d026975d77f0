"""A stretch of a procedure begun on every working day of a year."""

import datetime

import pytest
from support.procedures import procedure

from awardsim.analysis.openings import TRIED, openings
from awardsim.errors import InputError
from awardsim.workdays import WorkCalendar

TWO_NOTICES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.list]
kind = "notice"
type = "ACC_NOTICE"
per = "batch"
after = ["apply"]
duration = { exactly = "5wd" }
[stages.review]
kind = "work"
body = "office"
after = ["list"]
[stages.final]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["review"]
duration = { exactly = "7cd" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["final"]
"""
ASSUMED = "[applicants]\norganisations = 2\n[people]\noffice = 1\n[durations]\nreview = '3wd'\n"


@pytest.fixture(scope="module")
def made():
    return procedure(TWO_NOTICES, ASSUMED)


def begun(found, month, day):
    return begun_in(found, datetime.date(2025, month, day))


def begun_in(found, start):
    return next(one for one in found.stretches if one.start == start)


def test_ends_are_those_counted_on_a_wall_calendar(made):
    index = made.node_index
    found = openings(made, 2025, index["list"], index["final"], law_only=True)
    # Monday 3 March: 4, 5, 6, 7, 10; posted on the 11th, seven calendar days end on the 18th.
    one = begun(found, 3, 3)
    assert (one.end, one.civil, one.working) == (datetime.date(2025, 3, 18), 16, 12)
    # Friday 26 September: the 28th (make-up), 29, 30, 9 and 10 October; the 11th is a make-up
    # working day, so it is posted then; seven calendar days end on the 18th.
    one = begun(found, 9, 26)
    assert one.end == datetime.date(2025, 10, 18)
    assert one.civil == 23
    usual = openings(made, 2025, index["list"], index["final"])
    # The three days of review: 11, 12, 13 March; posted on the 14th, over on the 21st.
    assert begun(usual, 3, 3).end == datetime.date(2025, 3, 21)


def test_every_working_day_of_the_year_is_tried_once(made):
    told = []
    found = openings(made, 2025, made.node_index["list"], made.finish, tick=told.append)
    # with all holidays, and without each of the six of 2025 (two of its seven are one)
    assert sum(told) == len(found.stretches) * 7
    assert abs(sum(told) - TRIED) < 0.2 * TRIED
    year = WorkCalendar.compile(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    days = year.count_days(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
    assert [one.start for one in found.stretches] == [day.date for day in days if day.working]
    assert found.shortest.civil == min(one.civil for one in found.stretches)
    assert found.longest.civil == max(one.civil for one in found.stretches)
    assert found.projected is False


def test_what_a_holiday_costs_is_the_difference_to_a_year_without_it(made):
    index = made.node_index
    found = openings(made, 2025, index["list"], index["list"], law_only=True)
    costs = {one.name.zh: one for one in found.holidays}
    # Posted on Tuesday 30 September: 9, 10, 11 (make-up), 13, 14 October are 15 days.  Without
    # the holiday and its make-up days 1, 2, 3, 6, 7 October: 8 days.
    assert begun(found, 9, 30).civil == 15
    assert costs["国庆节、中秋节"].days == 7
    assert set(costs) == {"春节", "清明节", "劳动节", "端午节", "国庆节、中秋节"}


def test_a_holiday_that_a_weekend_interrupts_is_one():
    """2026 as it was projected: Labour Day is Friday 1, Saturday 2 and, for it, Monday 4 May."""
    known = procedure(TWO_NOTICES, ASSUMED + "[calendar]\nknown_on = 2025-09-01\n")
    listed = known.node_index["list"]
    found = openings(known, 2026, listed, listed, law_only=True)
    costs = {one.name.zh: one for one in found.holidays}
    assert len(costs) == len(found.holidays)
    assert (costs["劳动节"].first, costs["劳动节"].last) == (
        datetime.date(2026, 5, 1), datetime.date(2026, 5, 4),
    )  # fmt: skip
    # Posted on Monday 27 April: 28, 29, 30 April, 5 and 6 May, and without the holiday 28, 29, 30
    # April, 1 and 4 May: two days.  Posted on the 24th it is over on 5 May instead of the 1st.
    assert begun_in(found, datetime.date(2026, 4, 27)).end == datetime.date(2026, 5, 6)
    assert (costs["劳动节"].days, costs["劳动节"].start) == (4, datetime.date(2026, 4, 24))


def test_there_must_be_a_way_from_one_to_the_other(made):
    index = made.node_index
    with pytest.raises(InputError, match="does not come after"):
        openings(made, 2025, index["final"], index["list"])


def test_dates_of_one_edition_are_left_out_and_named(made):
    found = openings(made, 2025, made.node_index["apply"], made.finish)
    assert [made.nodes[one].id for one in found.left_out] == ["apply"]

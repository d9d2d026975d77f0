"""Projected days off follow the Regulation that was known; that it was amended since is said."""

import datetime

import pytest
from support.procedures import procedure

from awardsim.analysis.timetable import timetable
from awardsim.report.projected import amended_since
from awardsim.report.timetable_screen import timetable_screen
from awardsim.workdays import WorkCalendar

STAGES = """
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
duration = { exactly = "5wd" }
"""


def made(known_on, opens="2028-01-17", by="2028-02-10"):
    return procedure(
        STAGES,
        f"opens = {opens}\nfinish_by = {by}\n[applicants]\norganisations = 1\n"
        f"[calendar]\nkind = 'announced'\nknown_on = {known_on}\n",
    )


def dates_of(found):
    return [line.finish for line in found.lines]


@pytest.mark.parametrize(
    ("known_on", "end", "said"),
    [
        # The first day of the lunar year is 26 January 2028. By the Regulation of 2013 that day and
        # the two after it are off: posted on the 17th, the days 18, 19, 20, 21 and 24.
        ("2023-05-04", "2028-01-24", True),
        # As amended in 2024 its eve is off as well.
        ("2024-11-12", "2028-01-24", False),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_later_amendment_is_said_where_it_is_not_followed(known_on, end, said, language):
    one = made(known_on)
    found = timetable(one)
    assert str(one.calendar.date(found.lines[0].finish)) == end
    remarks = amended_since(one, dates_of(found), language)
    assert bool(remarks) == said
    if said:
        assert "2028" in remarks[0]
        assert "2024-11-12" in remarks[0]
        assert "国务院令第795号" in remarks[0]
    shown = timetable_screen(found, "mine", language).replace("\n", " ")
    assert ("calendar.known_on=2024-11-12" in shown) == said


def test_the_eve_is_a_day_of_the_notice_by_the_old_regulation_only():
    """Posted on Tuesday the 18th: the 19th to the 21st, the 24th, and the eve of the new year."""
    ends = [
        str(one.calendar.date(timetable(one).lines[0].finish))
        for one in (made(day, opens="2028-01-18") for day in ("2023-05-04", "2026-11-01"))
    ]
    assert ends == ["2028-01-25", "2028-01-31"]


def test_years_before_the_amendment_are_not_blamed():
    one = made("2023-05-04", "2024-01-15", "2024-03-29")
    assert amended_since(one, dates_of(timetable(one)), "en") == []


def test_the_last_working_day_before_29_january_2028_is_the_24th():
    """The eve (25th) and the first three days of the lunar year are off; the 29th is a Saturday."""
    day = datetime.date
    calendar = WorkCalendar.compile(day(2028, 1, 3), day(2028, 2, 29), known_on=day(2026, 11, 1))
    assert calendar.roll(day(2028, 1, 29), "backward") == day(2028, 1, 24)

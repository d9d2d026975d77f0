"""The last opening: what it says is what a schedule of that opening says, and the next is late."""

from __future__ import annotations

import datetime

import pytest

from awardsim.analysis.experiment import load
from awardsim.analysis.last_opening import last_opening
from awardsim.analysis.timetable import timetable
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import InputError
from awardsim.report.last_opening_screen import last_opening_screen

NAME = "panzhihua-2023"


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


@pytest.fixture(scope="module")
def asked(catalogue):
    def run(*sets):
        return last_opening(
            load(NAME, catalogue, sets), lambda *more: load(NAME, catalogue, [*sets, *more])
        )

    return run


def test_the_last_opening_is_in_time_and_the_next_working_day_is_not(asked, catalogue):
    """The example of 2023 ends on 09-28 at the latest; its dates move with the opening."""
    found = asked()
    procedure = found.found.procedure
    assert procedure.finish_by == datetime.date(2023, 9, 28)
    again = timetable(load(NAME, catalogue, found.sets))
    assert again.slack is not None
    assert again.slack >= 0
    assert again.procedure.calendar.opening == found.day
    calendar = procedure.calendar
    assert found.late is not None
    assert found.late.procedure.calendar.opening == calendar.add_workdays(found.day, 1)
    assert found.late.slack is not None
    assert found.late.slack < 0


def test_every_date_of_the_scenario_moves_by_as_many_working_days(asked, catalogue):
    base, found = load(NAME, catalogue), asked()
    calendar, opening = base.calendar, base.calendar.opening
    assert calendar.workdays_between(opening, found.day) == found.moved
    given = dict(one.split("=", 1) for one in found.sets)
    closes = datetime.date.fromisoformat(given["fill.stages.apply.closes"])
    assert calendar.workdays_between(datetime.date(2023, 7, 14), closes) == found.moved
    assert given["meetings.leading_group"].count("-") == 8


def test_an_edition_that_is_too_late_anyway_has_none(asked):
    with pytest.raises(InputError, match="no opening is early enough"):
        asked("finish_by=2023-05-31")


def test_dates_on_the_way_count_too(catalogue):
    """The plan's receipt on 25 October does not move: the first notice is what has no more room.

    Applications close 13 working days before it, on 30 September; the internal notice must be
    posted by the 23rd (24, 25, 26, 28 and 29 September), so that the plan must be issued by then.
    """
    name = "qingyuan-2025"
    found = last_opening(load(name, catalogue), lambda *more: load(name, catalogue, list(more)))
    assert found.day == datetime.date(2025, 9, 23)
    assert {str(day) for _, day in found.fixed} >= {"2025-10-25"}


def test_the_screen_names_the_date_that_a_later_opening_misses(catalogue):
    """Applications close five working days after a notice that begins with the plan itself."""
    found = last_opening(
        load("qingyuan-2025", catalogue), lambda *more: load("qingyuan-2025", catalogue, more)
    )
    assert found.late is not None
    (closes,) = [
        found.late.procedure.calendar.date(one.back.by)
        for one in found.late.lines
        if one.back is not None and one.back.bound == "closes"
    ]
    shown = last_opening_screen(found, "qingyuan-2025", "zh").replace("\n", "")
    assert f"（{found.late.procedure.calendar.opening}），赶不上“申报”的截止日 {closes}。" in shown
    shown = last_opening_screen(found, "qingyuan-2025", "en").replace("\n", " ")
    assert f"the closing of 'application', {closes}, is missed." in shown

"""Dates on the way that are missed, against a count by hand, and the headline that says so."""

import datetime

import pytest
from support.procedures import procedure

from awardsim.analysis.experiment import load
from awardsim.analysis.missing import missed_dates
from awardsim.analysis.timetable import timetable
from awardsim.cli.catalogue import open_catalogue
from awardsim.procedure.progress import with_progress
from awardsim.report.missed import missed
from awardsim.report.timetable_screen import timetable_screen
from awardsim.scenario.model import Progress

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-08
[stages.send]
kind = "wait"
after = ["apply"]
deadline = {{ on = 2025-09-{day}, counts = "{counts}", late = "{late}", roll = "none" }}
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["send"]
"""
ASSUMED = "opens = 2025-09-08\nfinish_by = 2025-09-30\n[durations]\nsend = '3wd'\n"
ASSUMED += "[applicants]\norganisations = 1\n"


def late(day, counts="receipt", out="out"):
    made = procedure(STAGES.format(day=f"{day:02}", counts=counts, late=out), ASSUMED)
    return made, missed_dates(timetable(made))


@pytest.mark.parametrize(
    ("day", "counts", "missed_then"),
    [
        (9, "receipt", True),  # begun on Monday the 8th: over at the close of Wednesday the 10th
        (10, "receipt", False),
        (8, "postmark", False),  # it is sent on the 8th
    ],
)
def test_a_deadline_is_missed_by_who_is_over_after_it(day, counts, missed_then):
    made, found = late(day, counts)
    assert bool(found) == missed_then
    if found:
        assert str(made.calendar.date(found[0].reached)) == "2025-09-10"
        assert found[0].all
        assert found[0].out


def test_a_deadline_that_only_notes_who_is_late_puts_nobody_out():
    made, found = late(9, out="noted")
    assert not found[0].out
    assert "out" not in missed(timetable(made), "en").en


@pytest.fixture(scope="module")
def catalogue():
    return open_catalogue()


def test_the_headline_says_that_the_receipt_is_missed_before_it_says_that_there_is_room(catalogue):
    """Nothing done on 20 October: internal notice 21 to 24 and 27, county departments 28 to 30, the
    county's notice posted on the 30th with 31, 3 to 6, two days for the county, one on the way."""
    today = datetime.date(2025, 10, 20)
    made = with_progress(load("qingyuan-2025", catalogue), Progress(today))
    for language, words in (("zh", "机动 6 个工作日"), ("en", "6 working days to spare")):
        shown = timetable_screen(timetable(made), "qingyuan-2025", language)
        head = shown.partition("\n\n")[0].replace("\n", " ")
        assert words in head
        before = head.partition(words)[0]
        assert "⚠" in before
        assert "10-25" in before
        assert "11-11" in before


def test_where_only_branches_are_late_the_headline_says_so(catalogue):
    made = load("qingyuan-2025", catalogue, ["readings.parent_notice_order=serial"])
    (one,) = missed_dates(timetable(made))
    assert not one.all
    assert "slowest kind" in missed(timetable(made), "en").en


def test_an_edition_that_keeps_its_dates_has_no_such_head(catalogue):
    assert missed_dates(timetable(load("qingyuan-2025", catalogue))) == ()

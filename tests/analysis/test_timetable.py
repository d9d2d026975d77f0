"""A timetable without chance, against counts on paper."""

import datetime

import pytest
from support.procedures import procedure

from awardsim.analysis.experiment import load
from awardsim.analysis.timetable import KINDS, timetable
from awardsim.cli.catalogue import open_catalogue

STAGES = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
body = "office"
after = ["apply"]
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["check"]
duration = { exactly = "5wd" }
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["notice"]
"""
ASSUMED = "[applicants]\norganisations = 4\n[durations]\ncheck = '3wd'\n[people]\noffice = 1\n"


def made(finish_by="2025-09-30", assumed=ASSUMED):
    return procedure(STAGES, f"finish_by = {finish_by}\n{assumed}")


def day(found, minute):
    return found.procedure.calendar.date(minute).strftime("%m-%d")


def test_earliest_and_latest_dates_are_those_counted_on_a_wall_calendar():
    found = timetable(made())
    lines = {found.procedure.nodes[line.node].id: line for line in found.lines}
    # Earliest: three days of checking from Monday 1 September; the list closes on Friday the 12th;
    # posted on Monday the 15th, days 1 to 5 are the 16th, 17th, 18th, 19th and 22nd.
    check, notice, award = (lines[name] for name in ("check", "notice", "award"))
    assert (day(found, check.start), day(found, check.finish)) == ("09-01", "09-03")
    assert (day(found, notice.start), day(found, notice.finish)) == ("09-15", "09-22")
    assert day(found, award.finish) == "09-22"
    # Latest: over by Tuesday the 30th, so day 1 is the 24th (the 28th is a make-up working day:
    # 30, 29, 28, 26, 25) at the latest the 25th, posted on the 24th.
    assert (day(found, notice.back.start), day(found, notice.back.finish)) == ("09-24", "09-30")
    # From Monday the 15th to Wednesday the 24th the 16, 17, 18, 19, 22, 23, 24 are working days.
    assert notice.slack == 7
    # From the 22nd to the 30th: 23, 24, 25, 26, 28, 29, 30.
    assert found.slack == 7
    assert notice.driving
    assert not check.driving  # the closing date sets the end


def test_every_civil_day_is_told_once():
    found = timetable(made())
    assert list(found.tally) == list(KINDS)
    # 1 to 22 September are 22 days: the 12 up to the closing date with one weekend, the posting
    # day, five days of notice, two weekends.
    assert sum(found.tally.values()) == 22
    assert found.tally["off"] == 6
    assert found.tally["stated_date"] == 10
    assert found.tally["posting"] == 1
    assert found.tally["notice"] == 5


def test_a_notice_in_calendar_days_is_notice_on_days_off_too_and_one_in_working_days_is_not():
    # Posted on Friday 26 September.  Ten calendar days: 27 September to 6 October, of which the
    # 28th, 29th and 30th are worked.  Five working days: the 28th, 29th, 30th, 9 and 10 October,
    # with the Saturday and the eight days of the holidays between them.
    opened = STAGES.replace("2025-09-12", "2025-09-25")
    civil = procedure(opened.replace("5wd", "10cd"), ASSUMED)
    found = timetable(civil)
    assert (day(found, found.finish), found.tally["notice"], found.tally["posting"]) == (
        "10-06", 10, 1,
    )  # fmt: skip
    # 1 to 25 September: three weekends, and no other day off after the posting.
    assert found.tally["off"] == 6
    working = timetable(procedure(opened, ASSUMED))
    assert (day(working, working.finish), working.tally["notice"]) == ("10-10", 5)
    assert working.tally["off"] == 6 + 1 + 8
    assert sum(working.tally.values()) == 40  # 30 days of September, ten of October


def test_what_comes_too_late_has_a_negative_slack():
    found = timetable(made("2025-09-18"))
    lines = {found.procedure.nodes[line.node].id: line for line in found.lines}
    # Over by the 18th it had to be posted on the 11th: the 12, 15, 16, 17, 18 count.
    assert day(found, lines["notice"].back.start) == "09-11"
    assert lines["notice"].slack == -2
    assert found.slack == -2


def test_the_law_alone_takes_no_assumed_time():
    usual = timetable(made(assumed=ASSUMED.replace("3wd", "20wd")))
    law = timetable(made())
    assert usual.law == law.law
    assert usual.finish > law.finish


@pytest.mark.parametrize("name", ["qingyuan-2025", "qingyuan-2024"])
def test_the_days_of_a_real_scenario_add_up(name):
    found = timetable(load(name, open_catalogue()))
    calendar = found.procedure.calendar
    days = (calendar.date(found.finish) - calendar.opening).days + 1
    assert sum(found.tally.values()) == days
    path = [link.step.node for link in found.path]
    assert {line.node for line in found.lines if line.driving} == set(path)
    for line in found.lines:
        if line.start is not None:
            assert line.start <= line.finish
            assert line.law <= line.finish


def test_the_latest_posting_in_qingyuan_is_the_one_counted_by_hand():
    found = timetable(load("qingyuan-2025", open_catalogue()))
    line = found.lines[found.procedure.node_index["final_notice"]]
    calendar = found.procedure.calendar
    # Approval takes 31 December; the notice is over by the 30th, so posted on the 23rd.
    assert calendar.date(line.back.start) == datetime.date(2025, 12, 23)
    assert calendar.date(line.back.finish) == datetime.date(2025, 12, 30)

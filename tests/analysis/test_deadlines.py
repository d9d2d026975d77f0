"""How many working days every date leaves, counted on a wall calendar."""

from __future__ import annotations

import datetime
import json
import re

import pytest
from support.procedures import procedure

from awardsim.analysis.deadlines import deadlines
from awardsim.analysis.experiment import load
from awardsim.cli import main
from awardsim.cli.catalogue import open_catalogue
from awardsim.report.console import width
from awardsim.report.deadlines_screen import deadlines_screen

DAY = datetime.date


@pytest.fixture(scope="module")
def shaoguan():
    return deadlines(load("shaoguan-2018", open_catalogue()))


def test_shaoguans_dates_leave_the_days_counted_by_hand(shaoguan):
    """From the issue on Wednesday 5 September 2018, as the days off were known then."""
    assert [(f"{one.day:%m-%d}", one.room.since) for one in shaoguan.deadlines] == [
        # 18 days of September, the 29th and 30th too, 18 of October, 6 of November
        ("11-08", 42),
        ("11-15", 5),  # 9, 12 to 15
        ("11-30", 11),  # 16, 19 to 23, 26 to 30
        ("12-20", 14),  # 3 to 7, 10 to 14, 17 to 20
        ("01-20", 20),  # 21, 24 to 28, 31; 2 to 4, 7 to 11, 14 to 18
        ("01-30", 8),  # 21 to 25, 28 to 30
        ("02-25", 15),  # 31; 1, 4, 8, 11 to 15, 18 to 22, 25, as only 5 to 7 February were known
        ("03-30", 24),  # 26 to 28; 21 weekdays of March up to Friday the 29th
        ("04-30", 21),  # 22 weekdays, without Tomb-sweeping Day
    ]
    days = [one.room.days for one in shaoguan.deadlines]
    assert days == [42, 47, 58, 72, 92, 100, 115, 139, 160]
    # 20 January is a Sunday, 30 March a Saturday.
    moved = {one.day: one.room.last for one in shaoguan.deadlines if one.room.last != one.day}
    assert moved == {DAY(2019, 1, 20): DAY(2019, 1, 18), DAY(2019, 3, 30): DAY(2019, 3, 29)}
    assert [one.projected for one in shaoguan.deadlines] == [False] * 4 + [True] * 5


def test_what_was_announced_later_changes_the_days_it_did(shaoguan):
    """29 December for the 31st, 2 and 3 February for the 4th and the 8th; 28 April was added."""
    assert shaoguan.announced == (DAY(2018, 12, 6), DAY(2019, 3, 22))
    assert {one.shifts for one in shaoguan.deadlines[:-1]} == {(0, 0)}
    assert shaoguan.deadlines[-1].shifts == (0, 1)


CLOSES = '[stages.apply]\nkind = "window"\ncloses = 2020-02-14\n'
HEAD = "opens = 2020-01-20\nfinish_by = 2020-02-14\n[applicants]\norganisations = 1\n[calendar]\n"


def test_the_longer_spring_festival_of_2020_takes_two_days():
    """Friday 31 January and Saturday 1 February, which was to be worked, became days off."""
    known = procedure(CLOSES, HEAD + "known_on = 2020-01-20\n")
    (closing,) = deadlines(known).deadlines
    # 21, 22, 23, 31 January, 1 February; 3 to 7 and 10 to 14 February.
    assert (closing.room.days, closing.shifts) == (15, (-2,))
    told = procedure(CLOSES, HEAD + "known_on = 2020-01-27\n")
    found = deadlines(told)
    assert (found.deadlines[0].room.days, found.announced) == (13, ())


def test_the_day_to_finish_by_is_a_date_and_what_is_over_is_none():
    made = load("qingyuan-2025", open_catalogue())
    rows = [(one.date is None, str(one.day), one.room.days) for one in deadlines(made).deadlines]
    # 18, 19, 22 to 26, 28 (worked), 29, 30; 9 to 11, 13 to 17, 20 to 24; 27 to 31, 20 and 23 days.
    assert rows == [
        (False, "2025-09-30", 10),
        (False, "2025-10-25", 23),
        (True, "2025-12-31", 71),
    ]


def test_an_edition_under_way_counts_from_today(capsys):
    command = ["schedule", "qingyuan-2025", "--deadlines", "--today", "2025-12-12"]
    assert main([*command, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["first_day"] == "2025-12-12"
    # Monday the 15th to Friday the 19th, 22nd to 26th, 29th to 31st.
    assert [(one["kind"], one["working_days"]) for one in data["deadlines"]] == [("finish_by", 13)]


@pytest.mark.parametrize("name", ["shaoguan-2018", "qingyuan-2025", "gansu-2023", "panzhihua-2023"])
def test_the_screen_fits_and_both_languages_have_the_same_figures(name):
    found = deadlines(load(name, open_catalogue()))
    shown = {one: deadlines_screen(found, name, one) for one in ("zh", "en")}
    for screen in shown.values():
        assert max(map(width, screen.splitlines())) <= 100
    figures = {
        one: sorted(re.findall(r"\d\d-\d\d|(?<= )\d+(?= )|\(\+\d\)", screen.partition("\n\n")[2]))
        for one, screen in shown.items()
    }
    counted = [str(one.room.days) for one in found.deadlines]
    for listed in figures.values():
        assert set(counted) <= set(listed)


@pytest.mark.parametrize("form", [".xlsx", ".csv", ".md", ".json", ".docx"])
def test_it_is_written_as_tables_are(form, tmp_path, capsys):
    path = tmp_path / f"dates{form}"
    assert main(["schedule", "shaoguan-2018", "--deadlines", "-o", str(path)]) == 0
    assert path.stat().st_size > 100
    assert main(["schedule", "shaoguan-2018", "--deadlines", "-o", str(tmp_path / "x.ics")]) == 2
    capsys.readouterr()

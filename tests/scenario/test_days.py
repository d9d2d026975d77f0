"""Days on a command line: forms that people use, years that are left out."""

from __future__ import annotations

import datetime

import pytest

from awardsim.analysis.experiment import load
from awardsim.cli.catalogue import open_catalogue
from awardsim.errors import InputError
from awardsim.scenario.days import in_full, read_day, read_stage_days

OPENING, END = datetime.date(2025, 9, 17), datetime.date(2025, 12, 31)


@pytest.mark.parametrize(
    "written",
    [
        "2025-12-29", "2025/12/29", "2025.12.29", "2025年12月29日", "20251229",
        "12-29", "12月29日", "１２月２９日", " 12-29 ", "2025 年 12 月 29 日",
    ],
)  # fmt: skip
def test_a_day_in_the_forms_that_people_use(written):
    assert read_day(written, "--today").of(OPENING, END) == datetime.date(2025, 12, 29)


@pytest.mark.parametrize(
    ("written", "opening", "end", "day"),
    [
        # 2025-09-17 to half a year after 2025-12-31 holds one 15 January, that of 2026
        ("01-15", OPENING, END, datetime.date(2026, 1, 15)),
        ("9-17", OPENING, END, OPENING),
        ("2-29", datetime.date(2023, 11, 1), datetime.date(2024, 4, 1), datetime.date(2024, 2, 29)),
        ("3-1", datetime.date(2018, 9, 5), None, datetime.date(2019, 3, 1)),
    ],
)
def test_a_year_that_is_left_out_is_that_of_the_edition(written, opening, end, day):
    assert read_day(written, "--today").of(opening, end) == day


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("12/29", "may be month and day, or day and month: write 12-29"),
        ("3.4", "may be month and day, or day and month: write 3-4"),
        ("2025-02-29", "there is no day '2025-02-29'"),
        ("13-01", "there is no day '13-01'"),
        ("2025-12/29", "expected a date such as"),
        ("tomorrow", "expected a date such as"),
        ("", "expected a date such as"),
    ],
)
def test_what_is_no_day_or_may_be_two_is_told(written, said):
    with pytest.raises(InputError) as raised:
        read_day(written, "--finish")
    assert said in raised.value.read("en")
    assert "--finish" in raised.value.read("zh")


def test_a_day_outside_the_edition_or_twice_in_it_needs_its_year():
    with pytest.raises(InputError, match="no day of this edition"):
        read_day("08-01", "--did").of(OPENING, END)
    with pytest.raises(InputError, match="may be 2018-10-01 or 2019-10-01: write the year"):
        read_day("10-01", "--did").of(datetime.date(2018, 9, 5), datetime.date(2019, 8, 30))


def test_stages_with_a_day_each():
    found = read_stage_days(["县级公示=10-14", "a = b=2025-01-02"][:1], "--did")
    assert {name: (day.month, day.day) for name, day in found.items()} == {"县级公示": (10, 14)}
    with pytest.raises(InputError, match="expected STAGE=DATE"):
        read_stage_days(["10-14"], "--did")


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("12-26", "2025-12-26"),
        (" [12-26,1月8日]", " [2025-12-26,2026-01-08]"),
        ("2025/12/26", "2025-12-26"),
        ("2025年1月8日", "2025-01-08"),
        ("{ dates = [12-26], length = '4h' }", "{ dates = [2025-12-26], length = '4h' }"),
        ("2025-12-26", "2025-12-26"),
        ('"12-26"', '"12-26"'),
        ("a12-26", "a12-26"),
        ("8.5", "8.5"),
        ("-3", "-3"),
        ("[1, 3, 8]", "[1, 3, 8]"),
        ("GB/T 19579-12", "GB/T 19579-12"),
    ],
)
def test_days_within_a_value_are_written_in_full(typed, full):
    assert in_full(typed, OPENING, END, "--set") == full


@pytest.mark.parametrize(
    ("given", "path", "day"),
    [
        ("finish_by=12-19", "", "2025-12-19"),
        ("meetings.leading_group=[12-11, 12月19日]", "meetings.leading_group", "2025-12-19"),
        ("fill.stages.apply.closes=10-10", "fill.stages.apply.closes", "2025-10-10"),
    ],
)
def test_a_value_that_is_set_may_have_days_without_their_year(given, path, day):
    made = load("qingyuan-2025", open_catalogue(), [given])
    if not path:
        assert str(made.finish_by) == day
        return
    amount = made.scenario.assumptions[path].amount
    last = amount.dates[-1] if path.startswith("meetings") else amount.most
    assert str(last) == day
    assert made.scenario.assumptions[path].basis.en == "--set"


def test_a_day_of_the_text_is_one_of_the_edition_that_is_set_beside_it():
    sets = ["stages.receipt.deadline.on=10-27", "opens=2025-09-18", "finish_by=1-15"]
    made = load("qingyuan-2025", open_catalogue(), sets)
    deadline = made.policy.stages["receipt"].deadline
    assert str(deadline.on.value) == "2025-10-27"
    assert str(made.finish_by) == "2026-01-15"


def test_what_is_no_day_of_the_edition_is_told_with_the_other_mistakes():
    with pytest.raises(InputError) as raised:
        load(
            "qingyuan-2025", open_catalogue(), ["finish_by=9-1", "people.reviewrs=3", "opens=13-1"]
        )
    told = {one.file: one.message.en for one in raised.value.problems}
    assert "is no day of this edition" in told["--set finish_by=9-1"]
    assert "there is no day '13-1'" in told["--set opens=13-1"]
    assert "nothing uses" in told["--set people.reviewrs=3"]

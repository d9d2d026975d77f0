"""Counts of days, compared with a wall calendar written out by hand.

The public holidays of autumn 2025 (State Council, 2024-11-12): 1 to 8 October off; Sunday
28 September and Saturday 11 October are worked.
"""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim.analysis.daybyday import (
    CountedDay,
    DayByDay,
    Run,
    count_call,
    count_period,
    count_work,
    in_runs,
    with_other_convention,
)
from awardsim.workdays import WorkCalendar

CALENDAR = WorkCalendar.compile(datetime.date(2025, 9, 1), datetime.date(2026, 12, 31))
POSTED = -2  # marks the day of posting in what is written by hand
OFF = -1


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(f"2025-{text}")


def at(text: str, hour: int = 9) -> int:
    return CALENDAR.minute(day(text), hour * 60)


def numbers(count: DayByDay) -> dict[str, int]:
    return {f"{one.day.date:%m-%d}": one.number for one in count.days}


def roles(count: DayByDay) -> list[str]:
    return [one.role for one in count.days]


#: Written by hand: a notice of five working days posted on Friday, 26 September 2025.
BY_HAND = {
    "09-26": 0,  # Friday, posted
    "09-27": OFF,  # Saturday
    "09-28": 1,  # Sunday, worked
    "09-29": 2,
    "09-30": 3,
    "10-01": OFF,  # National Day and Mid-autumn Festival
    "10-02": OFF,
    "10-03": OFF,
    "10-04": OFF,
    "10-05": OFF,
    "10-06": OFF,
    "10-07": OFF,
    "10-08": OFF,
    "10-09": 4,
    "10-10": 5,  # Friday, over
}


def test_five_working_days_across_national_day_2025_as_on_the_wall():
    count = count_period(CALENDAR, at("09-26", 10), 5, "wd")
    assert numbers(count) == BY_HAND
    assert (count.first, count.last) == (day("09-26"), day("10-10"))
    assert roles(count)[0] == "posting"
    assert roles(count)[-1] == "last"


def test_the_same_notice_ends_a_working_day_earlier_if_the_posting_day_counts():
    count = count_period(with_other_convention(CALENDAR), at("09-26", 10), 5, "wd")
    assert numbers(count)["09-26"] == 1
    assert count.last == day("10-09")


def test_seven_working_days_take_in_the_worked_saturday():
    count = count_period(CALENDAR, at("09-29"), 7, "wd")
    by_hand = {"09-30": 1, "10-09": 2, "10-10": 3, "10-11": 4, "10-13": 5, "10-14": 6, "10-15": 7}
    counted = {date: number for date, number in numbers(count).items() if number > 0}
    assert counted == by_hand


def test_calendar_days_count_days_off_and_end_on_one():
    count = count_period(CALENDAR, at("09-26"), 7, "cd")
    assert list(numbers(count).values()) == list(range(8))
    assert count.last == day("10-03")


def test_an_end_on_a_day_off_is_moved_to_the_next_working_day_if_it_rolls():
    count = count_period(CALENDAR, at("09-26"), 7, "cd", "forward")
    assert count.last == day("10-09")
    assert numbers(count)["10-03"] == 7
    assert roles(count)[-1] == "moved"


def test_an_end_on_a_day_off_is_moved_back_if_it_rolls_back():
    count = count_period(CALENDAR, at("09-26"), 7, "cd", "backward")
    assert count.last == day("09-30")


def test_a_list_ready_after_hours_is_posted_on_the_next_working_day():
    count = count_period(CALENDAR, at("09-30", 17), 5, "wd")
    assert count.first == day("10-09")
    assert count.last == day("10-15")  # 10, 11 (worked), 13, 14, 15


def test_a_notice_of_no_days_ends_on_the_day_of_posting():
    count = count_period(CALENDAR, at("09-26"), 0, "wd")
    assert [(one.number, one.role) for one in count.days] == [(0, "last")]


def test_days_off_of_one_kind_take_one_line():
    runs = in_runs(count_period(CALENDAR, at("09-26"), 5, "wd"))
    shown = [
        f"{one.first.day.date:%m-%d}—{one.last.day.date:%m-%d}"
        if isinstance(one, Run)
        else f"{one.day.date:%m-%d}"
        for one in runs
    ]
    assert shown == [
        "09-26", "09-27—09-27", "09-28", "09-29", "09-30", "10-01—10-08", "10-09", "10-10",
    ]  # fmt: skip


def test_work_is_counted_from_its_first_day():
    start, finish = at("09-29"), CALENDAR.add_work(at("09-29"), 3 * 480)
    assert numbers(count_work(CALENDAR, start, finish)) == {
        "09-29": 1, "09-30": 2, **{f"10-0{n}": OFF for n in range(1, 9)}, "10-09": 3,
    }  # fmt: skip


def test_civil_days_are_counted_from_the_day_after_the_start():
    count = count_work(CALENDAR, at("10-24", 17), at("10-25", 17), civil=True)
    assert numbers(count) == {"10-24": 0, "10-25": 1}


def test_a_meeting_is_called_so_many_working_days_after_the_file_is_ready():
    assert numbers(count_call(CALENDAR, at("09-29", 17), 2)) == {
        "09-30": 0, **{f"10-0{n}": OFF for n in range(1, 9)}, "10-09": 1, "10-10": 2,
    }  # fmt: skip


@given(
    ready=st.integers(0, 200 * 1440),
    length=st.integers(0, 40),
    unit=st.sampled_from(["wd", "cd"]),
    roll=st.sampled_from(["none", "forward", "backward"]),
    included=st.booleans(),
)
def test_the_written_count_agrees_with_the_calendars_index(ready, length, unit, roll, included):
    calendar = with_other_convention(CALENDAR) if included else CALENDAR
    count = count_period(calendar, ready, length, unit, roll if unit == "cd" else "none")
    expected = calendar.period_end(
        calendar.posting_time(ready), length, unit, roll if unit == "cd" else "none"
    )
    assert count.finish == expected
    assert max(one.number for one in count.days) == length
    days = [one.day.date for one in count.days]
    assert days == [days[0] + datetime.timedelta(days=n) for n in range(len(days))]
    if unit == "wd":
        assert count.last == calendar.date(expected - 1)
        assert all(one.day.working for one in count.days if one.number > 0)
    # every day is in exactly one line
    spread = [
        each for one in in_runs(count) for each in (one.days if isinstance(one, Run) else (one,))
    ]
    assert spread == list(count.days)
    assert all(isinstance(one, CountedDay) for one in spread)


@pytest.mark.parametrize("length", [1, 2, 5, 20])
def test_a_file_that_is_ready_at_the_opening_is_the_meetings_day_0(length):
    count = count_call(CALENDAR, at("11-03"), length)
    assert count.first == day("11-03")
    assert CALENDAR.workdays_between(count.first, count.last) == length

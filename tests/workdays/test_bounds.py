"""Where a calendar begins and ends, and calendars of bodies and regions."""

from __future__ import annotations

import datetime
import itertools
import pickle
import subprocess
import sys

import pytest

from awardsim.errors import InputError
from awardsim.text import Text
from awardsim.workdays import CalendarError, RegionalHoliday, WorkCalendar
from tests.support.calendars import compile_days, date

NINE = 9 * 60
FIVE = 17 * 60


def test_a_year_beyond_the_projection_is_an_input_error_that_names_the_last():
    with pytest.raises(InputError, match="2018 to 2035"):
        compile_days("2035-12-01", "2036-01-31")
    with pytest.raises(CalendarError, match="from 2004"):
        compile_days("2003-12-01", "2004-01-31")
    with pytest.raises(CalendarError, match="before its opening"):
        compile_days("2025-12-01", "2025-11-30")
    with pytest.raises(CalendarError, match="working hours"):
        compile_days("2025-12-01", "2025-12-30", hours=(600, 540))


def test_running_past_the_last_day_says_so_in_both_languages():
    calendar = compile_days("2025-12-01", "2025-12-31")
    t = calendar.minute(date("2025-12-31"), FIVE)
    assert calendar.add_work(t - 480, 480) == t
    for call in (
        lambda: calendar.open_after(t),
        lambda: calendar.add_work(t, 1),
        lambda: calendar.add_work(t - 480, 481),
        lambda: calendar.posting_day(t),
        lambda: calendar.posting_time(t + 5000),
        lambda: calendar.period_end(t - 1, 1, "wd"),
        lambda: calendar.period_end(t - 1, 1, "cd"),
        lambda: calendar.add_workdays(date("2025-12-31"), 1),
        lambda: calendar.work_between(0, t + 5000),
        lambda: calendar.subtract_work(t + 5000, 1),
        lambda: calendar.latest_posting(t + 5000, 1, "wd"),
        lambda: calendar.day(date("2026-01-01")),
    ):
        with pytest.raises(CalendarError, match="beyond 2025-12-31") as caught:
            call()
        assert "超出已编日历" in caught.value.read("zh")


def test_a_minute_before_the_opening_never_wraps_to_the_end():
    calendar = compile_days("2025-12-01", "2025-12-31")
    for call in (
        lambda: calendar.open_after(-1),
        lambda: calendar.add_work(-1, 1),
        lambda: calendar.posting_day(-1),
        lambda: calendar.posting_time(-1),
        lambda: calendar.period_end(-1, 1, "wd"),
        lambda: calendar.period_end(-1, 1, "cd"),
        lambda: calendar.work_between(-1, 1),
        lambda: calendar.subtract_work(-1, 1),
        lambda: calendar.day(date("2025-11-30")),
        lambda: calendar.workdays_between(date("2025-11-30"), date("2025-12-02")),
    ):
        with pytest.raises(CalendarError, match="before the compiled calendar"):
            call()


def test_going_back_before_the_opening_says_so():
    calendar = compile_days("2025-12-01", "2025-12-31")
    t = calendar.minute(date("2025-12-02"), FIVE)
    assert calendar.subtract_work(t, 960) == NINE
    assert calendar.latest_posting(t, 1, "wd") == FIVE - 1
    for call in (
        lambda: calendar.subtract_work(t, 961),
        lambda: calendar.latest_posting(t, 2, "wd"),
        lambda: calendar.latest_posting(t - 1, 1, "wd"),
        lambda: calendar.latest_posting(t, 2, "cd"),
        lambda: calendar.latest_posting(t, 20, "cd", "backward"),
        lambda: calendar.latest_posting(0, 0, "cd", "forward"),
        lambda: calendar.subtract_work(0, 0),
        lambda: calendar.add_workdays(date("2025-12-02"), -2),
    ):
        with pytest.raises(CalendarError, match="before 2025-12-01"):
            call()


def test_a_latest_posting_is_found_where_no_working_day_follows():
    calendar = compile_days("2025-12-01", "2025-12-28")  # to a Sunday
    friday = calendar.minute(date("2025-12-26"), FIVE)
    # 12-27 (1), 12-28 (2), rolled back to Friday 12-26
    assert calendar.period_end(friday - 1, 2, "cd", "backward") == friday
    assert calendar.latest_posting(friday, 2, "cd", "backward") == friday - 1


def test_arguments_that_no_caller_should_give_are_refused():
    calendar = compile_days("2025-12-01", "2025-12-31")
    for call in (
        lambda: calendar.add_work(0, -1),
        lambda: calendar.subtract_work(5000, -1),
        lambda: calendar.work_between(5, 4),
        lambda: calendar.period_end(0, -1, "wd"),
        lambda: calendar.latest_posting(5000, -1, "wd"),
        lambda: calendar.period_end(0, 1, "h"),
        lambda: calendar.latest_posting(5000, 1, "h"),
        lambda: calendar.period_end(0, 1, "cd", "back"),
        lambda: calendar.latest_posting(5000, 1, "cd", "back"),
        lambda: calendar.roll(date("2025-12-01"), "back"),
        lambda: calendar.minute(date("2025-12-01"), 1441),
    ):
        with pytest.raises(ValueError, match=r".") as caught:
            call()
        assert not isinstance(caught.value, InputError)


def test_the_clock_is_only_arithmetic_and_goes_beyond_the_days():
    calendar = compile_days("2025-12-01", "2025-12-31")
    for text in ("2025-11-28", "2025-12-01", "2025-12-31", "2027-03-01"):
        minute = calendar.minute(date(text), 601)
        assert calendar.date(minute) == date(text)
        assert calendar.moment(minute) == datetime.datetime.fromisoformat(f"{text} 10:01")
    assert calendar.minute(date("2025-11-30"), 1439) == -1


def test_a_regional_holiday_is_off_and_says_by_which_source():
    festival = RegionalHoliday(date("2025-12-04"), Text("盘王节", "Panwang Festival"), "自治条例")
    sunday = RegionalHoliday(date("2025-12-07"), Text("县庆", "founding day"), "自治条例")
    elsewhere = RegionalHoliday(date("2024-12-07"), Text("县庆", "founding day"), "自治条例")
    calendar = compile_days("2025-12-01", "2025-12-31", overlays=[festival, sunday, elsewhere])
    day = calendar.day(date("2025-12-04"))
    assert (day.working, day.kind, day.name.zh, day.notice) == (
        False,
        "regional",
        "盘王节",
        "自治条例",
    )
    assert calendar.day(date("2025-12-07")).kind == "weekend"
    assert calendar.add_workdays(date("2025-12-03"), 1) == date("2025-12-05")


def test_a_body_that_is_there_on_given_days_works_on_those_only():
    calendar = compile_days("2025-09-01", "2025-12-31")
    body = calendar.with_days(
        only=[date("2025-09-10"), date("2025-09-13"), date("2025-09-15"), date("2026-03-02")],
        without=[date("2025-09-15")],
    )
    assert [day.date for day in body.count_days(body.opening, body.last) if day.working] == [
        date("2025-09-10")  # the 13th is a Saturday, the 15th was taken away again
    ]
    assert body.day(date("2025-09-11")).name.en == "not available"
    assert body.day(date("2025-09-13")).name.en == "weekend"
    assert body.minute(date("2025-09-10")) == calendar.minute(date("2025-09-10"))
    away = calendar.with_days(without=[date("2025-09-02")])
    assert away.workdays_between(date("2025-09-01"), date("2025-09-03")) == 1
    assert calendar.workdays_between(date("2025-09-01"), date("2025-09-03")) == 2


def test_a_body_that_is_never_there_cannot_start():
    nobody = compile_days("2025-09-01", "2025-12-31").with_days(only=[])
    with pytest.raises(CalendarError):
        nobody.open_after(0)
    with pytest.raises(CalendarError):
        nobody.add_work(0, 1)
    with pytest.raises(CalendarError):
        nobody.latest_posting(5000, 1, "cd", "backward")
    assert nobody.work_between(0, 5000) == 0


def test_a_calendar_survives_pickling_and_cannot_be_changed():
    calendar = compile_days("2025-09-01", "2026-12-31", known_on=date("2025-10-27"))
    copy = pickle.loads(pickle.dumps(calendar))
    assert copy == calendar
    assert copy.add_work(0, 5000) == calendar.add_work(0, 5000)
    assert repr(copy) == "WorkCalendar(2025-09-01 to 2026-12-31, 09:00-17:00, exclude_first)"
    with pytest.raises(AttributeError):
        calendar.opening = date("2025-01-01")


def test_importing_the_calendar_does_not_import_the_package_of_holidays():
    code = "import sys, awardsim.workdays; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_on_a_continuous_calendar_work_is_plain_addition():
    calendar = WorkCalendar.continuous(date("2025-01-01"), date("2025-12-31"))
    assert calendar.day_minutes == 1440
    assert calendar.first_projected is None
    for t, minutes in itertools.product((0, 1, 1439, 1440, 100_000), (1, 1440, 5000)):
        assert calendar.open_after(t) == t
        assert calendar.posting_time(t) == t
        assert calendar.posting_day(t) == t // 1440
        assert calendar.add_work(t, minutes) == t + minutes
        assert calendar.subtract_work(t + minutes, minutes) == t
        assert calendar.work_between(t, t + minutes) == minutes
    # posted on 2 January: the fifth day after is the 7th, which ends at 24:00
    assert calendar.period_end(2000, 5, "wd") == 7 * 1440
    assert calendar.period_end(2000, 5, "cd", "forward") == 7 * 1440
    # the very last minute is inside
    end = 365 * 1440
    assert calendar.add_work(end - 10, 10) == end
    assert calendar.subtract_work(end, 10) == end - 10
    assert calendar.latest_posting(end, 1, "cd") == end - 1440 - 1

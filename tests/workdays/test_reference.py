"""The working calendar against a slow reference and its own inverses."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from awardsim.workdays import CalendarError, WorkCalendar
from tests.support.calendars import compile_days, date

NINE = 9 * 60
FIVE = 17 * 60

FIRST, LAST = "2019-12-20", "2020-06-30"
BASE = compile_days(FIRST, LAST)
CALENDARS = {
    "official": BASE,
    "posting day counted": compile_days(FIRST, LAST, count="include_first"),
    "early 2020": compile_days(FIRST, LAST, known_on=date("2020-01-20"), hours=(510, 1050)),
    "projected": compile_days("2026-11-20", "2027-05-31"),
    "twice a week": BASE.with_days(
        only=[date(FIRST) + datetime.timedelta(days=day) for day in range(200) if day % 7 in (0, 3)]
    ),
    "all day": compile_days(FIRST, LAST, hours=(0, 1440)),
    "continuous": WorkCalendar.continuous(date(FIRST), date(LAST)),
}
calendars = st.sampled_from(list(CALENDARS)).map(CALENDARS.__getitem__)
times = st.integers(0, 90 * 1440) | st.builds(
    lambda day, minute, jitter: max(day * 1440 + minute + jitter, 0),
    st.integers(0, 90),
    st.sampled_from([0, 510, 540, 1020, 1050, 1440]),
    st.integers(-1, 1),
)
works = st.integers(0, 4000) | st.integers(0, 8).map(lambda days: days * 480)
units = st.sampled_from(["wd", "cd"])
rolls = st.sampled_from(["none", "forward", "backward"])
lengths = st.integers(0, 12)


class Slow:
    """The same questions, answered by walking day after day."""

    def __init__(self, calendar):
        self.calendar = calendar
        self.start, self.close = calendar.hours

    def works(self, day):
        return self.calendar.day(self.calendar.opening + datetime.timedelta(days=day)).working

    def open_after(self, t):
        day, minute = divmod(t, 1440)
        while not self.works(day) or minute >= self.close:
            day, minute = day + 1, 0
        return day * 1440 + max(minute, self.start)

    def add_work(self, t, minutes):
        while minutes:
            t = self.open_after(t)
            step = min(minutes, t // 1440 * 1440 + self.close - t)
            t, minutes = t + step, minutes - step
        return t

    def work_between(self, a, b):
        total = 0
        for day in range(a // 1440, b // 1440 + 1):
            if day * 1440 < b and self.works(day):
                start, close = day * 1440 + self.start, day * 1440 + self.close
                total += max(min(close, b) - max(start, a), 0)
        return total

    def period_end(self, posted, n, unit, roll):
        day = self.open_after(posted) // 1440
        left = n
        if self.calendar.count == "include_first" and left:
            left -= 1
        while left:
            day += 1
            if unit == "cd" or self.works(day):
                left -= 1
        step = {"none": 0, "forward": 1, "backward": -1}[roll]
        while step and not self.works(day):
            day += step
        return day * 1440 + self.close


@given(calendars, times, works)
def test_work_is_added_as_the_slow_reference_adds_it(calendar, t, minutes):
    slow = Slow(calendar)
    assert calendar.open_after(t) == slow.open_after(t)
    assert calendar.posting_time(t) == slow.open_after(t)
    assert calendar.posting_day(t) == slow.open_after(t) // 1440
    assert calendar.add_work(t, minutes) == slow.add_work(t, minutes)
    assert calendar.work_between(t, t + minutes) == slow.work_between(t, t + minutes)


@given(calendars, times, lengths, units, rolls)
def test_a_period_ends_where_the_slow_reference_ends_it(calendar, t, n, unit, roll):
    assert calendar.period_end(t, n, unit, roll) == Slow(calendar).period_end(t, n, unit, roll)


@given(calendars, times, works, works)
def test_adding_work_twice_is_adding_the_sum(calendar, t, a, b):
    assert calendar.add_work(calendar.add_work(t, a), b) == calendar.add_work(t, a + b)


@given(calendars, times, works)
def test_the_work_between_a_start_and_its_finish_is_the_work_added(calendar, t, minutes):
    finish = calendar.add_work(t, minutes)
    assert calendar.work_between(t, finish) == minutes
    if minutes:
        assert calendar.work_between(t, finish - 1) == minutes - 1


@given(calendars, times, times, times)
def test_work_between_adds_up(calendar, a, b, c):
    a, b, c = sorted((a, b, c))
    total = calendar.work_between(a, b) + calendar.work_between(b, c)
    assert total == calendar.work_between(a, c)


@given(calendars, times, works)
def test_subtracting_work_gives_the_latest_start_to_the_minute(calendar, t, minutes):
    def meets(start):
        return calendar.add_work(calendar.open_after(start), minutes) <= t

    try:
        start = calendar.subtract_work(t, minutes)
    except CalendarError:
        assert not meets(0)
        return
    assert meets(start)
    assert not meets(start + 1)


@given(calendars, times, lengths, units, rolls)
def test_the_latest_posting_is_exact_to_the_minute(calendar, end, n, unit, roll):
    def meets(ready):
        return calendar.period_end(calendar.posting_time(ready), n, unit, roll) <= end

    try:
        ready = calendar.latest_posting(end, n, unit, roll)
    except CalendarError:
        assert not meets(0)
        return
    assert meets(ready)
    assert not meets(ready + 1)


@given(calendars, times, times, lengths, units, rolls)
def test_a_later_release_is_never_finished_earlier(calendar, a, b, n, unit, roll):
    a, b = sorted((a, b))
    assert calendar.period_end(a, n, unit, roll) <= calendar.period_end(b, n, unit, roll)
    assert calendar.add_work(calendar.open_after(a), 60 * n) <= calendar.add_work(
        calendar.open_after(b), 60 * n
    )


@given(calendars, st.integers(0, 90), st.integers(-15, 15))
def test_working_days_are_counted_back_as_they_were_counted_forward(calendar, index, n):
    day = calendar.opening + datetime.timedelta(days=index)
    try:
        found = calendar.add_workdays(day, n)
    except CalendarError:
        assert n < 0
        return
    if n == 0:
        assert found == day
        return
    assert calendar.day(found).working
    between = calendar.count_days(*sorted((day, found)))
    counted = sum(each.working for each in between if each.date != day)
    assert counted == abs(n)
    if n > 0:
        assert calendar.workdays_between(day, found) == n


@given(calendars, st.integers(0, 90))
def test_a_day_rolls_to_the_nearest_working_day(calendar, index):
    day = calendar.opening + datetime.timedelta(days=index)
    forward = calendar.roll(day, "forward")
    assert calendar.day(forward).working
    assert not any(each.working for each in calendar.count_days(day, forward)[:-1])
    try:
        backward = calendar.roll(day, "backward")
    except CalendarError:
        return
    assert calendar.day(backward).working
    assert not any(each.working for each in calendar.count_days(backward, day)[1:])

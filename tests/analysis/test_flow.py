"""Who leaves where, and the hours of each week: held against the forecast of the same luck."""

from __future__ import annotations

import datetime

import pytest
from support.procedures import procedure

from awardsim.analysis.flow import flow
from awardsim.analysis.forecast import forecast

#: Files are checked by the office and judged by reviewers; three are awarded.
STAGES = """
[quotas.organisations]
number = { at_most = 3 }

[stages.apply]
kind = "window"
closes = 2025-09-12

[stages.review]
kind = "work"
after = ["apply"]
body = "reviewers"
reviewers = 2

[stages.check]
kind = "work"
after = ["review"]
rule = { name = "site_score", shift_mean = 0, shift_sd = 0, noise = 0 }

[stages.decide]
kind = "meeting"
per = "batch"
after = ["check"]
rule = { name = "confer_by_rank" }
"""
ASSUMED = """
[applicants]
organisations = [3, 5, 9]
[people]
reviewers = 3
office = 2
[durations]
review = "6h"
check = "4h"
"""


@pytest.fixture(scope="module")
def made():
    return procedure(STAGES, ASSUMED, chance=True)


@pytest.fixture(scope="module")
def found(made):
    return flow(made, replications=20, seed=3)


def test_all_who_apply_are_awarded_inside_or_gone(found):
    for one in found.funnels:
        gone = sum(each.number for each in one.departures)
        assert one.applied == pytest.approx(one.awarded + one.inside + gone)


def test_reasons_and_hours_are_those_of_the_forecast(made, found):
    base = forecast(made, replications=20, seed=3, ranges=False)
    applied = sum(one.applied for one in found.funnels)
    shares: dict[str, float] = {}
    for one in found.funnels:
        for each in one.departures:
            shares[each.reason] = shares.get(each.reason, 0.0) + each.number / applied
    shares["awarded"] = sum(one.awarded for one in found.funnels) / applied
    assert shares == pytest.approx(dict(base.outcomes))
    hours = {one.body: sum(one.hours) for one in found.loads}
    assert hours == pytest.approx({one.body: one.busy_hours for one in base.bodies})


def test_nobody_works_more_than_there_is_time_and_weeks_begin_on_mondays(found):
    assert all(day.weekday() == 0 for day in found.weeks)
    gaps = {later - day for day, later in zip(found.weeks, found.weeks[1:], strict=False)}
    assert gaps <= {datetime.timedelta(days=7)}
    for load in found.loads:
        assert len(load.share) == len(load.hours) == len(found.weeks)
        assert all(one is None or 0 <= one <= 1 for one in load.share)


def test_work_that_spans_a_holiday_is_in_the_weeks_before_and_after():
    stages = STAGES.replace("2025-09-12", "2025-09-29")  # holidays from 1 to 8 October
    long = procedure(stages, ASSUMED.replace('"6h"', '"60h"'), chance=True)
    found = flow(long, replications=4, seed=1)
    shares = next(one.share for one in found.loads if one.body == "reviewers")
    by_day = dict(zip(found.weeks, shares, strict=True))
    assert by_day[datetime.date(2025, 9, 29)] > 0  # the 30th is worked
    assert by_day[datetime.date(2025, 10, 6)] > 0  # so are the 9th, the 10th and the 11th
    assert 0 < by_day[datetime.date(2025, 10, 13)] <= 1

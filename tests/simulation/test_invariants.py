"""Each invariant of a run is broken once by hand, and is seen to be broken."""

import attrs
import pytest
from support.procedures import applicants, by_ordinal, ordinals, procedure, run

from awardsim.errors import InvariantError
from awardsim.simulation.invariants import check_log
from awardsim.simulation.log import AWARDED, INSIDE, LATE, Log
from awardsim.simulation.plan import Plan, make_plan

TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
after = ["apply"]
rule = { name = "conditions" }
[stages.review]
kind = "work"
body = "reviewers"
after = ["check"]
reviewers = 2
rule = { name = "mean_of_reviewers", leniency = 0, noise = 0 }
[stages.decide]
kind = "meeting"
per = "batch"
after = ["review"]
rule = { name = "confer_by_rank" }
[stages.award]
kind = "gate"
per = "batch"
after = ["decide"]
[conditions.years]
rule = { name = "min_years", field = "operation", at_least = "3y" }
[quotas.organisations]
number = { at_most = 2 }
"""
ASSUMED = """
[applicants]
organisations = 6
[people]
office = 1
reviewers = 3
[durations]
check = "5h"
review = "3h"
"""


@pytest.fixture(scope="module")
def ran() -> tuple[Plan, Log]:
    cohort = applicants(
        years_operation=by_ordinal(9.0, 1.0, 9.0),
        merit=lambda request: 300.0 + 40.0 * ordinals(request),
        start=lambda request: ordinals(request) / 10,
    )
    made = procedure(TEXT, ASSUMED, cohort=cohort)
    return make_plan(made), run(made)


def rows_with(log: Log, place: int, **changes: int) -> Log:
    """The log with other values in one row."""
    names = ("case", "node", "arrived", "started", "finished", "cause", "freed", "outcome")
    row = {**dict(zip(names, log.rows[place], strict=True)), **changes}
    rows = [*log.rows[:place], tuple(row.values()), *log.rows[place + 1 :]]
    return attrs.evolve(log, rows=rows)


def outcome_with(log: Log, case: int, outcome: int) -> Log:
    return attrs.evolve(log, outcome=[*log.outcome[:case], outcome, *log.outcome[case + 1 :]])


def place_of(plan: Plan, log: Log, stage: str) -> int:
    """The last row of a stage."""
    node = plan.procedure.node_index[stage]
    return max(place for place, row in enumerate(log.rows) if row[1] == node)


def broken(plan: Plan, log: Log) -> str:
    with pytest.raises(InvariantError) as raised:
        check_log(plan, log)
    assert raised.value.message.zh.startswith("推演自检未通过")
    return raised.value.message.en


def test_a_log_as_it_came_out_is_in_order(ran):
    plan, log = ran
    check_log(plan, log)
    assert sorted(log.reasons[one] for one in log.outcome) == [
        "awarded", "awarded", "below_cut", "below_cut", "below_cut", "years",
    ]  # fmt: skip


def test_nobody_leaves_twice(ran):
    plan, log = ran
    assert "left twice" in broken(plan, attrs.evolve(log, left=[*log.left, log.left[0]]))


def test_nobody_leaves_and_is_awarded(ran):
    plan, log = ran
    assert "left and was awarded" in broken(plan, outcome_with(log, log.left[0][0], AWARDED))
    assert "left and was awarded" in broken(plan, outcome_with(log, log.left[0][0], INSIDE))


def test_nobody_is_lost(ran):
    plan, log = ran
    assert "awarded + left + inside" in broken(plan, attrs.evolve(log, left=log.left[1:]))
    winner = log.outcome.index(AWARDED)
    assert "awarded + left + inside" in broken(plan, outcome_with(log, winner, LATE))


def test_no_more_are_awarded_than_the_quota(ran):
    plan, log = ran
    second = next(one for one in log.left if log.reasons[one[3]] == "below_cut")
    one_more = outcome_with(log, second[0], AWARDED)
    one_more = attrs.evolve(one_more, left=[one for one in log.left if one != second])
    assert "3 awards on a quota of 2" in broken(plan, one_more)


def test_a_visit_arrives_starts_and_ends_in_this_order(ran):
    plan, log = ran
    place = place_of(plan, log, "check")
    row = log.rows[place]
    assert "backwards" in broken(plan, rows_with(log, place, arrived=row[3] + 1))
    assert "backwards" in broken(plan, rows_with(log, place, finished=row[3] - 1))


def test_nothing_comes_before_its_cause(ran):
    plan, log = ran
    place = place_of(plan, log, "review")
    before = log.rows[log.rows[place][5]]
    assert "before its cause" in broken(plan, rows_with(log, place, arrived=before[4] - 1))
    assert "before its cause" in broken(plan, rows_with(log, place, cause=place))
    assert "before its cause" in broken(plan, rows_with(log, place, cause=place + 1))


def test_only_the_last_of_several_people_may_be_done_at_the_opening(ran):
    """One who needs no time for a file is done with it when the day begins."""
    plan, log = ran
    place = place_of(plan, log, "review")
    opening, day = plan.procedure.calendar.hours[0], 1440
    later = log.rows[place][4] // day + 1
    while later not in plan.worked[plan.procedure.node_index["review"]]:
        later += 1
    check_log(plan, rows_with(log, place, finished=later * day + opening))
    alone = place_of(plan, log, "check")
    done = rows_with(log, alone, finished=later * day + opening)
    assert "ends outside working time" in broken(plan, done)


@pytest.mark.parametrize("stage", ["check", "review"])
def test_nobody_works_at_night_or_on_a_day_off(ran, stage):
    plan, log = ran
    place = place_of(plan, log, stage)
    finished = log.rows[place][4]
    day = finished // 1440
    assert plan.procedure.calendar.day(plan.procedure.calendar.date(finished)).working
    for started, ended in (
        (day * 1440 + 539, day * 1440 + 600),  # a minute before nine
        (day * 1440 + 1020, day * 1440 + 1020),  # at the close
        (day * 1440 + 600, day * 1440 + 1021),  # a minute after the close
    ):
        odd = rows_with(log, place, arrived=0, started=started, finished=ended, cause=-1)
        assert "outside working time" in broken(plan, odd)
    saturday = 5 * 1440
    assert not plan.procedure.calendar.day(plan.procedure.calendar.date(saturday)).working
    odd = rows_with(
        log, place, arrived=0, started=saturday + 600, finished=saturday + 660, cause=-1
    )
    assert "outside working time" in broken(plan, odd)


def test_nobody_works_longer_than_there_is_time(ran):
    plan, log = ran
    for body, people in (("office", 1), ("reviewers", 3)):
        calendar = plan.procedure.calendar
        first, last = min(row[2] for row in log.rows), max(row[4] for row in log.rows)
        most = people * calendar.work_between(first, max(last, log.until[body]))
        check_log(plan, attrs.evolve(log, busy={**log.busy, body: most}))
        more = attrs.evolve(log, busy={**log.busy, body: most + 1})
        assert f"{body} worked more" in broken(plan, more)


def test_what_people_were_busy_with_is_what_the_rows_say(ran):
    plan, log = ran
    checked = [row for row in log.rows if row[1] == plan.procedure.node_index["check"]]
    calendar = plan.procedure.calendar
    assert log.busy["office"] == sum(calendar.work_between(row[3], row[4]) for row in checked)
    assert log.until["office"] == max(row[4] for row in checked)
    assert log.busy["reviewers"] == 5 * 2 * 180

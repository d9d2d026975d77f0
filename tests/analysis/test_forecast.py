"""A forecast says what its replications say, counted again by hand."""

from __future__ import annotations

import itertools
import math

import attrs
import numpy as np
import pytest
from support.counted import defined
from support.procedures import applicants, by_ordinal, procedure

from awardsim.analysis.driving import CATEGORIES
from awardsim.analysis.forecast import any_day, forecast
from awardsim.analysis.shares import CONFIDENCE, EARLY, LATE, MIDDLE
from awardsim.plugins.contract import Measure
from awardsim.simulation.arms import replicate
from awardsim.simulation.log import AWARDED
from awardsim.simulation.plan import make_plan
from awardsim.text import Text

#: A list closes, takes some days, is decided on and awarded; two can be awarded.
TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-12
[stages.check]
kind = "work"
after = ["apply"]
[stages.report]
kind = "wait"
per = "batch"
body = "office"
after = ["check"]
[stages.decide]
kind = "meeting"
per = "batch"
after = ["report"]
rule = { name = "within_quota", at_most = { organisations = 2 } }
[stages.notice]
kind = "notice"
type = "FIN_NOTICE"
per = "batch"
after = ["decide"]
duration = { exactly = "5wd" }
[stages.award]
kind = "gate"
type = "AWARD"
per = "batch"
after = ["notice"]
[quotas.organisations]
number = { at_most = 2 }
"""
SCENARIO = """
finish_by = 2025-10-15
[applicants]
organisations = [0, 3, 6]
[people]
office = 1
[durations]
check = ["2h", "4h", "8h"]
report = ["2wd", "5wd", "15wd"]
[meetings]
group_notice = [0, 1, 4]
[chance]
withdrawal = 0.1
"""
COUNT, SEED = 40, 3


@pytest.fixture(scope="module")
def made():
    return procedure(TEXT, SCENARIO)


@pytest.fixture(scope="module")
def found(made):
    return forecast(made, replications=COUNT, seed=SEED, ranges=False)


@pytest.fixture(scope="module")
def logs(made):
    plan = make_plan(made)
    return [replicate(plan, SEED, number) for number in range(COUNT)]


def finish_of(made, log):
    """When the last stage of a log ends; infinite if it never does."""
    return max((row[4] for row in log.rows if row[1] == made.finish), default=math.inf)


def test_the_share_in_time_is_that_of_the_logs(made, found, logs):
    in_time = sum(finish_of(made, log) <= made.deadline_minute for log in logs)
    assert 0 < in_time < COUNT
    assert found.share == in_time / COUNT
    spread = found.share * (1 - found.share) / COUNT
    assert found.error == pytest.approx(1.96 * spread**0.5)
    assert found.replications == COUNT


def test_the_finish_at_each_confidence_is_that_of_the_logs(made, found, logs):
    ends = [finish_of(made, log) for log in logs]
    assert found.finish == tuple(defined(ends, share) for share in CONFIDENCE)


def test_a_stage_ends_when_it_ends_in_the_logs(made, found, logs):
    for one in found.stages:
        last = [
            max((row[4] for row in log.rows if row[1] == one.node), default=math.inf)
            for log in logs
        ]
        shares = (EARLY, MIDDLE, LATE)
        assert (one.early, one.middle, one.late) == tuple(defined(last, s) for s in shares)
        if one.latest is not None and one.on_time is not None:
            assert one.on_time == sum(end <= one.latest for end in last) / COUNT


def test_no_share_on_time_stands_where_only_single_applicants_can_be_late(made, found):
    told = {made.nodes[one.node].id: one.on_time is not None for one in found.stages}
    closing = [node.index for node in made.nodes if node.closes is not None]
    assert closing
    for node in made.nodes:
        if node.per == "case" and node.index <= max(closing):
            assert not told[node.id]
        elif node.index > max(closing):
            assert told[node.id]


def test_what_the_text_alone_allows_comes_before_the_usual_finish(made, found):
    calendar = made.calendar
    # Friday 12 September closes the list; all else is done at once.  Posted on Monday the 15th,
    # five working days after it end on the 22nd.
    assert f"{calendar.moment(found.law_finish):%m-%d %H:%M}" == "09-22 17:00"
    assert found.law_finish < found.usual_finish
    # 4 hours of work on the first day; five working days from the closing on, to the 19th; called
    # a working day later, the 22nd; posted on the 23rd and up to the 30th.
    assert f"{calendar.date(found.usual_finish):%m-%d}" == "09-30"


def test_applications_and_awards_are_counted_from_the_logs(found, logs):
    applied = [len(log.outcome) for log in logs]
    awarded = [log.outcome.count(AWARDED) for log in logs]
    shares = (EARLY, MIDDLE, LATE)
    (track,) = found.tracks
    assert track.applied == tuple(defined(applied, share) for share in shares)
    assert track.awarded == tuple(defined(awarded, share) for share in shares)
    assert len(set(awarded)) > 1  # else any number would do


def test_a_vacancy_is_an_award_fewer_than_the_quota(found, logs):
    vacant = sum(log.outcome.count(AWARDED) < 2 for log in logs) / COUNT
    (track,) = found.tracks
    assert 0 < vacant < 1
    assert (track.quota, track.vacancy) == (2, vacant)
    assert found.any_vacancy == vacant


def test_with_two_tracks_any_vacancy_counts_a_replication_once():
    rule = "rule = { name = 'within_quota', at_most = { organisations = 2, individuals = 1 } }"
    text = TEXT.replace('after = ["report"]\nrule', 'after = ["report"]\n#').replace(
        'after = ["report"]\n', f'after = ["report"]\n{rule}\n'
    )
    made = procedure(
        text + '[quotas.individuals]\nnumber = { at_most = 1 }\n',
        SCENARIO.replace("organisations = [0, 3, 6]", "organisations = [0, 2, 4]\n"
                         "individuals = [0, 1, 3]"),
        tracks=("organisations", "individuals"),
    )  # fmt: skip
    found = forecast(made, replications=COUNT, seed=SEED, ranges=False)
    plan = make_plan(made)
    some = []
    for number in range(COUNT):
        log = replicate(plan, SEED, number)
        won = [0, 0]
        for track, outcome in zip(log.track.tolist(), log.outcome, strict=True):
            won[track] += outcome == AWARDED
        some.append((won[0] < 2, won[1] < 1))
    assert [one.vacancy for one in found.tracks] == [
        sum(first for first, _ in some) / COUNT,
        sum(second for _, second in some) / COUNT,
    ]
    assert found.any_vacancy == sum(any(both) for both in some) / COUNT


def test_outcomes_are_shares_of_all_applicants_most_frequent_first(found, logs):
    names = [log.reasons[outcome] for log in logs for outcome in log.outcome]
    counted = {name: names.count(name) / len(names) for name in set(names)}
    assert dict(found.outcomes) == pytest.approx(counted)
    assert [share for _, share in found.outcomes] == sorted(counted.values(), reverse=True)
    assert sum(share for _, share in found.outcomes) == pytest.approx(1.0)


def test_those_who_come_too_late_are_a_share_of_all_applicants():
    made = procedure(TEXT, SCENARIO, cohort=applicants(start=by_ordinal(0.0, 3.0)))
    found = forecast(made, replications=COUNT, seed=SEED, ranges=False)
    plan = make_plan(made)
    outcomes = [
        log.reasons[outcome]
        for log in (replicate(plan, SEED, number) for number in range(COUNT))
        for outcome in log.outcome
    ]
    late = sum(outcome in ("late", "missed_list") for outcome in outcomes)
    assert late > 0
    assert found.late_share == pytest.approx(late / len(outcomes))


def test_a_body_is_as_busy_as_the_logs_say(found, logs):
    (body,) = found.bodies
    assert (body.body, body.people) == ("office", 1.0)
    assert body.busy_hours == pytest.approx(sum(log.busy["office"] for log in logs) / COUNT / 60)
    assert body.peak_queue == pytest.approx(sum(log.peak["office"] for log in logs) / COUNT)


def test_with_no_applicants_at_all_nothing_is_divided_by_nothing():
    made = procedure(TEXT, SCENARIO.replace("[0, 3, 6]", "0"))
    found = forecast(made, replications=5, seed=1)
    assert found.nobody
    assert (found.share, found.error, found.ranges) == (None, None, None)
    assert found.finish == (None, None, None)
    assert {one.on_time for one in found.stages} == {None}
    assert (found.late_share, found.outcomes, found.path) == (None, (), ())
    assert found.tracks[0].applied == found.tracks[0].awarded == (0, 0, 0)
    assert found.tracks[0].vacancy is found.any_vacancy is None


def test_a_body_that_meets_no_more_stalls_the_list(made):
    stuck = procedure(TEXT, SCENARIO.replace("group_notice = [0, 1, 4]", "group = [2025-09-12]"))
    found = forecast(stuck, replications=10, seed=SEED, ranges=False)
    waiting = sum(
        any(row[1] == stuck.node_index["report"] for row in replicate(plan, SEED, number).rows)
        for plan in (make_plan(stuck),)
        for number in range(10)
    )
    assert waiting > 0
    assert found.stalled == ((stuck.node_index["decide"], waiting / 10),)
    assert found.share == 0.0


def test_objections_are_the_mean_number_of_an_edition():
    text = TEXT.replace(
        'duration = { exactly = "5wd" }',
        'duration = { exactly = "5wd" }\nobjection = { open = true, holds = "nobody" }',
    )
    made = procedure(text, SCENARIO + "[chance.objection]\nnotice = 0.5\n")
    found = forecast(made, replications=COUNT, seed=SEED, ranges=False)
    plan = make_plan(made)
    raised = sum(len(replicate(plan, SEED, number).objections) for number in range(COUNT))
    assert raised > 0
    assert found.objections == raised / COUNT


def test_a_measure_is_the_mean_over_those_replications_in_which_it_is_defined(made, logs):
    def awarded(_procedure, log):
        return float(log.outcome.count(AWARDED)) if log.outcome.count(AWARDED) else math.nan

    def never(_procedure, _log):
        return math.nan

    title = Text("度量", "measure")
    measures = (
        Measure("sample.awarded", title, awarded, Text("个", "names"), "a test"),
        Measure("sample.never", title, never, Text("个", "names"), "a test"),
    )
    found = forecast(
        attrs.evolve(made, measures=measures), replications=COUNT, seed=SEED, ranges=False
    )
    some = [number for log in logs if (number := log.outcome.count(AWARDED))]
    assert found.measures == (("sample.awarded", sum(some) / len(some)), ("sample.never", None))


def test_the_days_of_the_path_are_all_days_from_the_opening_to_the_finish(made, found, logs):
    ends = [finish_of(made, log) for log in logs]
    days = [end // 1440 + 1 for end in ends if end < math.inf]
    assert sum(one.days for one in found.path) == pytest.approx(sum(days) / len(days))
    late = [end // 1440 + 1 for end in ends if made.deadline_minute < end < math.inf]
    assert late
    charged = sum(one.late_days for one in found.path if one.late_days is not None)
    assert charged == pytest.approx(sum(late) / len(late))


def test_each_replication_charges_every_day_just_once(made, found, logs):
    columns = [
        found.layout.column(found.figures, f"path/{node.id}/{category}")
        for node in made.nodes
        for category in CATEGORIES
    ]
    for number, log in enumerate(logs):
        end = finish_of(made, log)
        expected = end // 1440 + 1 if end < math.inf else 0
        assert sum(column[number] for column in columns) == expected


def test_a_part_of_the_path_is_critical_in_the_replications_that_have_it(made, found):
    for one in found.path:
        name = f"path/{made.nodes[one.node].id}/{CATEGORIES[one.category]}"
        column = found.layout.column(found.figures, name)
        assert one.criticality == float(np.mean(column > 0))
        assert one.days > 0
    law = next(one for one in found.path if CATEGORIES[one.category] == "law")
    assert made.nodes[law.node].id in ("notice", "apply")


def test_without_a_day_to_finish_by_no_share_is_said():
    made = procedure(
        TEXT + '[window]\nsource = "text 1"\nopens = 2025-09-01\ncloses = "unstated"\n',
        SCENARIO.replace("finish_by = 2025-10-15\n", ""),
    )
    assert made.finish_by is None
    found = forecast(made, replications=10, seed=1)
    assert (found.share, found.error, found.ranges) == (None, None, None)
    assert found.finish[0] is not None
    assert {one.on_time for one in found.stages} == {None}
    assert {one.latest for one in found.stages} == {None}
    assert {one.late_days for one in found.path} == {None}


def test_the_same_seed_gives_the_same_forecast_and_another_one_does_not(made):
    first, again, other = (
        forecast(made, replications=30, seed=seed) for seed in (SEED, SEED, SEED + 1)
    )
    np.testing.assert_array_equal(first.figures, again.figures)
    for field in attrs.fields(type(first)):
        if field.name not in ("procedure", "layout", "figures"):
            assert getattr(first, field.name) == getattr(again, field.name), field.name
    assert not np.array_equal(first.figures, other.figures)


def test_more_replications_begin_with_those_of_fewer(made, found):
    fewer = forecast(made, replications=7, seed=SEED, ranges=False)
    np.testing.assert_array_equal(fewer.figures, found.figures[:7])


def test_a_procedure_without_given_meetings_has_no_other_days_to_meet_on(made):
    assert any_day(made) is None


def test_any_day_is_every_working_day_of_the_calendar_and_nothing_else_changes():
    made = procedure(
        TEXT, SCENARIO.replace("group_notice = [0, 1, 4]", "group = [2025-10-14, 2025-10-28]")
    )
    free = any_day(made)
    decide = made.node_index["decide"]
    starts = free.nodes[decide].meeting.starts
    assert len(starts) > 400
    dates = [free.calendar.date(start) for start in starts]
    assert all(free.calendar.day(date).working for date in dates)
    assert f"{dates[0]:%m-%d}" == "09-01"
    assert all(first < second for first, second in itertools.pairwise(starts))
    same = attrs.evolve(free.nodes[decide], meeting=made.nodes[decide].meeting)
    assert same == made.nodes[decide]
    assert free.nodes[:decide] == made.nodes[:decide]
    assert free.inputs == made.inputs

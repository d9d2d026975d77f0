"""What single assumptions do to the answer: each end is a run of its own, under the same luck."""

from __future__ import annotations

import attrs
import numpy as np
import pytest
from support.procedures import procedure

from awardsim.analysis.effort import COARSE, FINE, INFLUENTIAL
from awardsim.analysis.figures import collect
from awardsim.analysis.forecast import any_day, forecast
from awardsim.analysis.ranges import paired_error
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers

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
[stages.award]
kind = "gate"
type = "AWARD"
per = "batch"
after = ["decide"]
"""
#: More people, and less of anything else, can only end it sooner.
SCENARIO = """
finish_by = 2025-09-24
[applicants]
organisations = [2, 6, 12]
[people]
office = [1, 2, 3]
[durations]
check = ["4h", "8h", "16h"]
report = ["2wd", "5wd", "10wd"]
[meetings]
group_notice = [0, 1, 4]
"""
COUNT, SEED = 60, 5


@pytest.fixture(scope="module")
def made():
    return procedure(TEXT, SCENARIO)


@pytest.fixture(scope="module")
def found(made):
    return forecast(made, replications=COUNT, seed=SEED)


def with_fixed(made, ends):
    """The procedure with some inputs known: those at the ends, as if a scenario gave them."""
    inputs = list(made.inputs)
    for index, end in ends:
        value = getattr(inputs[index], end)
        inputs[index] = attrs.evolve(inputs[index], least=value, usual=value, most=value)
    return attrs.evolve(made, inputs=tuple(inputs))


def share(made, count=COUNT):
    return forecast(made, replications=count, seed=SEED, ranges=False).share


def index_of(made, swing):
    return made.inputs[swing.input].id


def test_the_answer_is_neither_certain_nor_hopeless(found):
    assert 0.1 < found.share < 0.9


def test_every_input_that_is_open_is_moved_and_none_that_is_known(made, found):
    open_ones = {index for index, one in enumerate(made.inputs) if not one.fixed}
    assert {swing.input for swing in found.ranges.swings} == open_ones
    assert "chance.spread" in {one.id for one in made.inputs if one.fixed}
    assert {"durations.report", "people.office"} <= {
        index_of(made, swing) for swing in found.ranges.swings
    }


@pytest.mark.parametrize("end", ["least", "most"])
@pytest.mark.parametrize("name", ["applicants.organisations", "people.office", "durations.check",
                                  "durations.report", "meetings.group"])  # fmt: skip
def test_an_end_is_what_a_scenario_with_just_that_number_gives(made, found, name, end):
    index = made.names[name]
    swing = next(one for one in found.ranges.swings if one.input == index)
    assert swing.refined
    expected = share(with_fixed(made, [(index, end)]))
    assert getattr(swing, f"at_{end}") == pytest.approx(expected, abs=1e-12)


def test_an_input_that_is_pinned_has_that_value_in_every_replication(made):
    index = made.names["applicants.organisations"]
    with Workers({"": made}, collect, SEED) as crew:
        layout = forecast(made, replications=1, seed=SEED, ranges=False).layout
        least, most, free = crew.run([Arm({index: 2.0}, 0, 20), Arm({index: 12.0}, 0, 20),
                                      Arm({}, 0, 20)])  # fmt: skip
    applied = [layout.column(figures, "applied/organisations") for figures in (least, most, free)]
    assert set(applied[0]) == {2.0}
    assert set(applied[1]) == {12.0}
    assert len(set(applied[2])) > 2


def test_the_better_end_is_more_people_and_less_of_anything_else(made, found):
    better = {index_of(made, swing): swing.better for swing in found.ranges.swings}
    assert better["people.office"] == "most"
    for name in ("applicants.organisations", "durations.check", "durations.report",
                 "meetings.group"):  # fmt: skip
        assert better[name] == "least"


def test_an_input_that_moves_nothing_has_no_better_end(made, found):
    swing = next(one for one in found.ranges.swings if index_of(made, one) == "cohort.merit_mean")
    assert (swing.better, swing.days, swing.refined) == ("neither", 0.0, False)
    assert swing.at_least == swing.at_most == found.share


def test_the_low_and_the_high_of_a_swing_are_its_two_ends(found):
    for swing in found.ranges.swings:
        assert (swing.low, swing.high) == tuple(sorted((swing.at_least, swing.at_most)))
        assert swing.days >= 0


def test_the_swings_are_in_the_order_of_their_width(found):
    widths = [(swing.high - swing.low, swing.days) for swing in found.ranges.swings]
    assert widths == sorted(widths, reverse=True)
    assert sum(swing.refined for swing in found.ranges.swings) <= INFLUENTIAL


def test_the_range_of_single_assumptions_holds_the_answer_and_every_swing(found):
    ranges = found.ranges
    assert ranges.low == min([found.share, *(swing.low for swing in ranges.swings)])
    assert ranges.high == max([found.share, *(swing.high for swing in ranges.swings)])
    assert ranges.low < found.share < ranges.high


def test_all_at_their_better_ends_bound_every_single_one_where_all_is_monotone(made, found):
    ranges = found.ranges
    assert ranges.unfavourable <= ranges.low
    assert ranges.favourable >= ranges.high
    good = [(one.input, one.better) for one in ranges.swings if one.better != "neither"]
    assert ranges.favourable == share(with_fixed(made, good))
    bad = [(index, "most" if end == "least" else "least") for index, end in good]
    assert ranges.unfavourable == share(with_fixed(made, bad))


def test_the_days_of_a_swing_are_the_difference_of_the_mean_finish(made, found):
    index = made.names["durations.report"]
    swing = next(one for one in found.ranges.swings if one.input == index)
    means = []
    for end in ("least", "most"):
        run = forecast(
            with_fixed(made, [(index, end)]), replications=COUNT, seed=SEED, ranges=False
        )
        means.append(run.layout.column(run.figures, "finish").mean() / 1440)
    assert swing.days == pytest.approx(means[1] - means[0])
    assert swing.days > 8  # eight working days more


def test_all_replications_are_counted_and_told_while_they_run(made):
    done = []
    found = forecast(made, replications=COUNT, seed=SEED, tick=done.append)
    assert sum(done) == COUNT + found.ranges.replications
    open_ones = sum(not one.fixed for one in made.inputs)
    refined = sum(swing.refined for swing in found.ranges.swings)
    # Those that matter go on from where they stopped; both ends of all together begin anew.
    more = 2 * refined * (COUNT - COARSE) + 2 * COUNT
    assert found.ranges.replications == COARSE * 2 * open_ones + more


def test_few_replications_are_not_exceeded(made):
    found = forecast(made, replications=8, seed=SEED)
    open_ones = sum(not one.fixed for one in made.inputs)
    assert found.ranges.replications == 8 * 2 * open_ones + 8 * 2
    for swing in found.ranges.swings:
        assert round(swing.at_least * 8, 9) == round(swing.at_least * 8)


def test_of_many_replications_the_ends_are_compared_with_the_same_ones(made):
    """With more replications than an end has, its share is the answer and what it adds to it."""
    many = FINE + 50
    found = forecast(made, replications=many, seed=SEED)
    index = made.names["durations.report"]
    swing = next(one for one in found.ranges.swings if one.input == index)
    base = share(made, FINE)
    moved = share(with_fixed(made, [(index, "least")]), FINE)
    assert found.share != base
    assert swing.at_least == pytest.approx(min(found.share + moved - base, 1.0))


# ---- any day, and more people --------------------------------------------------------------

GIVEN = SCENARIO.replace("group_notice = [0, 1, 4]", "group = [2025-09-19, 2025-10-09, 2025-10-17]")


def test_meetings_on_any_day_are_a_run_of_the_procedure_that_has_them():
    made = procedure(TEXT, GIVEN)
    found = forecast(made, replications=COUNT, seed=SEED)
    assert found.ranges.any_day == pytest.approx(share(any_day(made)), abs=1e-12)
    assert found.ranges.any_day > found.share


def test_without_given_meetings_there_is_nothing_to_say_of_other_days(found):
    assert found.ranges.any_day is None


def test_people_whose_number_is_given_are_tried_with_a_third_more_at_least_one():
    made = procedure(TEXT, SCENARIO.replace("office = [1, 2, 3]", "office = 1"))
    found = forecast(made, replications=COUNT, seed=SEED)
    (more,) = found.ranges.people
    assert (made.inputs[more.input].id, more.now, more.then) == ("people.office", 1, 2)
    two = procedure(TEXT, SCENARIO.replace("office = [1, 2, 3]", "office = 2"))
    assert more.share == pytest.approx(share(two), abs=1e-12)
    assert more.share > found.share


@pytest.mark.parametrize("now, then", [(2, 3), (3, 4), (6, 8), (7, 10), (12, 16)])
def test_a_third_more_people_is_rounded_up(now, then):
    made = procedure(TEXT, SCENARIO.replace("office = [1, 2, 3]", f"office = {now}"))
    found = forecast(made, replications=2, seed=SEED)
    assert [(one.now, one.then) for one in found.ranges.people] == [(now, then)]


def test_people_whose_number_is_varied_are_not_tried_with_more(found):
    assert found.ranges.people == ()


def test_any_day_and_more_people_do_not_take_each_others_runs():
    made = procedure(TEXT, GIVEN.replace("office = [1, 2, 3]", "office = 1"))
    found = forecast(made, replications=COUNT, seed=SEED)
    two = procedure(TEXT, GIVEN.replace("office = [1, 2, 3]", "office = 2"))
    assert found.ranges.any_day == pytest.approx(share(any_day(made)), abs=1e-12)
    assert found.ranges.people[0].share == pytest.approx(share(two), abs=1e-12)
    assert found.ranges.any_day != found.ranges.people[0].share


def test_several_processes_give_the_same_ranges(made, found):
    again = forecast(made, replications=COUNT, seed=SEED, workers=2)
    assert again.ranges == found.ranges
    assert again.share == found.share


@pytest.mark.parametrize("count, few", [(200, 25), (200, 150), (60, 60)])
def test_the_error_of_an_end_is_that_of_its_estimate(count, few):
    """Against many experiments of the same kind, in which base and end share their luck."""
    chance = np.random.default_rng(1)
    estimates, errors = [], []
    for _ in range(3000):
        luck = chance.random(count)
        base = np.where(luck < 0.5, 0.0, 9.0)
        end = np.where((luck < 0.45) | (luck > 0.8), 0.0, 9.0)[:few]  # 65 % instead of 50 %
        full = float(np.mean(base <= 1))
        estimates.append(full + np.mean(end <= 1) - np.mean(base[:few] <= 1))
        errors.append(paired_error(end, base, 1))
    assert np.mean(estimates) == pytest.approx(0.65, abs=0.01)
    assert np.mean(errors) / 1.96 == pytest.approx(np.std(estimates), rel=0.05)


def test_where_all_are_in_time_the_error_is_not_none():
    held, never = np.zeros(25), np.full(25, np.nan)
    assert paired_error(held, held, 1) == pytest.approx(3 / 25)
    assert paired_error(never, held, 1) == pytest.approx(3 / 25)

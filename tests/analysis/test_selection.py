"""Selection quality against order statistics that are computed without the program."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from awardsim.analysis import intervals
from awardsim.analysis.applicants import NOWHERE, collect, room, table
from awardsim.analysis.contests import changed, contests, outcome
from awardsim.analysis.selection import check_judged, panel_drawn_again, select
from awardsim.analysis.selection_levers import guesses, levers
from awardsim.errors import InputError
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
from tests.support.contests import ASSUMED, SPREAD, STAGES, staged, table_of
from tests.support.procedures import procedure


def tables_of(made, replications=600, **variants):
    procedures = {"": made, **variants}
    with Workers(procedures, collect, 7, 1) as crew:
        found = crew.run([Arm({}, 0, replications, name) for name in procedures])
        reasons = crew.plans[""].reasons
    return [table(made, reasons, figures) for figures in found]


# ---- theory, by quadrature on a grid of standard normal merit --------------------------------

GRID = np.linspace(-7.0, 7.0, 1401)
STEP = GRID[1] - GRID[0]
DENSITY = stats.norm.pdf(GRID)
BELOW = stats.norm.cdf(GRID)


def at_most(count, share, limit):
    """Of ``count`` independent others at most ``limit`` are among a share."""
    return stats.binom.cdf(limit, count, np.clip(share, 0.0, 1.0))


def both_best(count, places, correlation):
    """Expected overlap of the best by two rankings whose values are correlated, as a share.

    One candidate has the values x and y; the others fall independently into four quadrants.
    """
    spread = math.sqrt(1 - correlation**2)
    x, y = GRID[::4], GRID[::4]
    step = x[1] - x[0]
    fine = GRID
    worse = stats.norm.cdf((y[np.newaxis, :] - correlation * fine[:, np.newaxis]) / spread)
    both_worse = np.cumsum(DENSITY[:, np.newaxis] * worse, axis=0)[::4] * STEP
    both_worse -= 0.5 * STEP * (DENSITY[:, np.newaxis] * worse)[::4]
    first_worse, second_worse = stats.norm.cdf(x)[:, np.newaxis], stats.norm.cdf(y)[np.newaxis, :]
    only_second_better = first_worse - both_worse
    only_first_better = second_worse - both_worse
    both_better = 1 - first_worse - second_worse + both_worse
    total = np.zeros_like(both_worse)
    for both, one, two in itertools.product(range(places), repeat=3):
        rest = count - 1 - both - one - two
        if both + one < places and both + two < places and rest >= 0:
            ways = math.factorial(count - 1) / math.prod(
                math.factorial(number) for number in (both, one, two, rest)
            )
            total += (
                ways
                * both_better**both
                * only_first_better**one
                * only_second_better**two
                * both_worse**rest
            )
    joint = stats.norm.pdf(x)[:, np.newaxis] * stats.norm.pdf(
        (y[np.newaxis, :] - correlation * x[:, np.newaxis]) / spread
    )
    return count / places * float((total * joint / spread).sum()) * step**2


def best_places(count, places, error):
    """The truly best one is among the first by a mark with an error (in spreads of merit)."""
    density = count * DENSITY * BELOW ** (count - 1)
    marks = np.linspace(-9.0, 9.0, 301)
    above = stats.norm.sf((marks[np.newaxis, :] - GRID[:, np.newaxis]) / error)
    pieces = DENSITY[:, np.newaxis] * above
    worse_above = (np.cumsum(pieces, axis=0) - 0.5 * pieces) * STEP
    share = worse_above / np.maximum(BELOW, 1e-300)[:, np.newaxis]
    own = stats.norm.pdf((marks[np.newaxis, :] - GRID[:, np.newaxis]) / error) / error
    inside = (own * at_most(count - 1, share, places - 1)).sum(axis=1) * (marks[1] - marks[0])
    return float((density * inside).sum() * STEP)


def mean_of_best(count, places):
    """Mean of the expected highest order statistics of standard normal values."""
    chance = stats.binom.cdf(places - 1, count - 1, 1 - BELOW)
    return count / places * float((GRID * DENSITY * chance).sum() * STEP)


def best_of_two_stages(count, listed, first, second):
    """The truly best one is listed by a first mark and comes first by a second, independent one.

    Given its merit x, the others are independent; t is the first mark of the last other one on
    the list, those above it have lower second marks, and those below it are below the best too.
    """
    marks = np.linspace(-9.0, 9.0, 181)
    step = marks[1] - marks[0]
    total = 0.0
    nodes, weights = np.polynomial.legendre.leggauss(24)
    for x, weight in zip(5.5 * nodes, 5.5 * weights, strict=True):
        merit = np.linspace(-7.0, x, 120)
        mass = stats.norm.pdf(merit) * np.where(np.isin(merit, (-7.0, x)), 0.5, 1.0)
        mass = mass / mass.sum()
        density = stats.norm.pdf((marks[:, np.newaxis] - merit) / first) / first  # t, merit
        below = stats.norm.cdf((marks[:, np.newaxis] - merit) / first) @ mass
        lower = stats.norm.cdf((marks[:, np.newaxis] - merit) / second)  # z, merit
        here = (density * mass) @ lower.T  # t, z: first mark t, second below z
        above = (stats.norm.sf((marks[:, np.newaxis] - merit) / first) * mass) @ lower.T
        ways = (count - 1) * math.comb(count - 2, listed - 2)
        own_first = stats.norm.pdf((marks - x) / first) / first * step
        own_second = stats.norm.pdf((marks - x) / second) / second * step
        out = np.minimum(marks[:, np.newaxis], marks[np.newaxis, :])  # t, y
        rest = np.interp(out, marks, below) ** (count - listed) @ own_first
        inside = ways * (here * above ** (listed - 2) * rest[:, np.newaxis]).sum(axis=0) * step
        best = count * stats.norm.pdf(x) * stats.norm.cdf(x) ** (count - 1)
        total += weight * best * float(inside @ own_second)
    return total


def test_the_theory_agrees_with_what_is_known():
    assert mean_of_best(2, 1) == pytest.approx(1 / math.sqrt(math.pi), rel=1e-4)
    assert mean_of_best(5, 1) == pytest.approx(1.162964, rel=1e-4)  # tables of order statistics
    assert both_best(2, 1, 0.5) == pytest.approx(0.5 + math.asin(0.5) / math.pi, rel=1e-3)
    assert both_best(6, 2, 1e-9) == pytest.approx(2 / 6, rel=1e-3)
    assert best_places(2, 1, 1.0) == pytest.approx(0.5 + math.asin(math.sqrt(0.5)) / math.pi, 1e-3)
    alone = both_best(6, 1, 1 / math.sqrt(1 + 0.8**2))  # all are on the list
    assert best_of_two_stages(6, 6, 1.0, 0.8) == pytest.approx(alone, rel=2e-3)


# ---- the engine ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def averaged():
    """Eight candidates, two places, three reviewers who judge everybody: lenient, and in error."""
    made = staged(8, 2, 8, leniency=45, noise=60, last="review")
    return tables_of(made, again=panel_drawn_again(made))


def agrees(estimate, truth):
    """The truth lies within 3.3 standard errors, so that one test in a thousand fails by chance."""
    half = (estimate.high - estimate.low) / 2 / 1.96
    assert abs(estimate.value - truth) < 3.3 * half, (estimate, truth)


def test_the_mean_of_three_reviewers_selects_as_order_statistics_say(averaged):
    """Leniency is the same for all and cancels; the error of a mean is that of one over root 3."""
    found = outcome(averaged[0], contests(averaged[0].procedure)[0])
    error = 60 / math.sqrt(3) / SPREAD
    r = 1 / math.sqrt(1 + error**2)
    agrees(intervals.of_share(found.top), both_best(8, 2, r))
    agrees(intervals.of_share(found.best), best_places(8, 2, error))
    agrees(intervals.of_mean(found.lost), SPREAD * mean_of_best(8, 2) * (1 - r))
    agrees(intervals.of_mean(found.lot_lost), SPREAD * mean_of_best(8, 2))
    assert set(found.lot) == {0.25}
    assert set(found.barred) == {0.0}


def test_another_panel_replaces_as_many_winners_as_order_statistics_say(averaged):
    own, again = averaged
    assert (own.merit == again.merit).all()
    differ, replaced = changed(own, again, contests(own.procedure)[0])
    r = 1 / (1 + 60**2 / 3 / SPREAD**2)
    agrees(intervals.of_share(replaced), 1 - both_best(8, 2, r))
    assert ((replaced > 0) == (differ == 1)).all()


def test_two_stages_select_as_quadrature_says():
    found = tables_of(staged(8, 1, 3, noise=100, visit=40))[0]
    result = outcome(found, contests(found.procedure)[0])
    first = 100 / math.sqrt(3) / SPREAD
    agrees(intervals.of_share(result.best), best_of_two_stages(8, 3, first, 40 / SPREAD))
    listing = next(one for one in result.kept if found.procedure.nodes[one.node].id == "list")
    agrees(intervals.of_share(listing.best), best_places(8, 3, first))


def test_without_error_the_best_win_and_no_panel_changes_that():
    made = staged(6, 2, 3, noise=0, visit=0)
    found = select(made, replications=50, seed=1).contests[0]
    assert (found.top.value, found.best.value, found.all_best.value) == (1.0, 1.0, 1.0)
    assert (found.lost.value, found.changed.value, found.replaced.value) == (0.0, 0.0, 0.0)


def test_intervals_hold_what_quadrature_says():
    """A thousand experiments of 200 editions of six candidates for two places."""
    experiments, editions = 1000, 200
    luck = np.random.default_rng(11)
    merit = luck.normal(size=(experiments * editions, 6))
    marks = merit + luck.normal(0, 0.8, merit.shape)
    result = outcome(table_of(merit, marks, 2), contests(staged(6, 2, 6))[0])
    r = 1 / math.sqrt(1 + 0.8**2)
    found = {}
    for name, estimate, truth in (
        ("top", intervals.of_share, both_best(6, 2, r)),
        ("best", intervals.of_share, best_places(6, 2, 0.8)),
        ("lost", intervals.of_mean, mean_of_best(6, 2) * (1 - r)),
    ):
        values = getattr(result, name).reshape(experiments, editions)
        found[name] = sum(estimate(one).holds(truth) for one in values)
    assert all(926 <= held <= 971 for held in found.values()), found


# ---- definitions, by hand --------------------------------------------------------------------


MERIT = np.array([[700.0, 600.0, 500.0, 400.0]])


def test_figures_of_one_edition_by_hand():
    """Winners are the first and the third of four: one of the two best, 50 points lost each."""
    found = table_of(MERIT, np.array([[9.0, 1.0, 8.0, 2.0]]), 2)
    result = outcome(found, contests(found.procedure)[0])
    assert (result.top[0], result.best[0], result.all_best[0]) == (0.5, 1.0, 0.0)
    assert result.lost[0] == 50.0
    assert result.lot_lost[0] == 650.0 - 550.0
    assert result.lot[0] == 0.5


def test_who_was_late_was_not_judged():
    """The best is late: of those judged the best two win, one of the two best was barred."""
    who = np.array([[2, 0, 0, 3]])
    found = table_of(
        MERIT,
        np.array([[1.0, 9.0, 8.0, 2.0]]),
        2,
        outcome=who,
        node=np.where(who == 0, NOWHERE, np.array([[0, 0, 0, 4]])),
    )
    result = outcome(found, contests(found.procedure)[0])
    assert (result.field[0], result.top[0], result.barred[0]) == (3.0, 1.0, 0.5)


def test_an_edition_that_does_not_end_says_nothing():
    found = table_of(MERIT, MERIT, 2, outcome=np.array([[0, 1, 3, 3]]))
    result = outcome(found, contests(found.procedure)[0])
    assert math.isnan(result.top[0])
    assert math.isnan(result.lost[0])
    assert math.isnan(changed(found, found, contests(found.procedure)[0])[0][0])


def test_places_that_stay_vacant_are_missed_by_the_best_but_lose_no_merit():
    found = table_of(MERIT, MERIT, 2, outcome=np.array([[0, 3, 3, 3]]))
    result = outcome(found, contests(found.procedure)[0])
    assert (result.top[0], result.lost[0], result.winners[0]) == (0.5, 0.0, 1.0)


def test_equally_good_ones_stand_for_each_other():
    found = table_of(np.full((1, 4), 500.0), np.array([[1.0, 2.0, 9.0, 8.0]]), 2)
    result = outcome(found, contests(found.procedure)[0])
    assert (result.top[0], result.best[0], result.lost[0]) == (1.0, 1.0, 0.0)


# ---- levers ----------------------------------------------------------------------------------


def test_levers_move_what_they_say_and_nothing_else():
    made = staged(8, 2, 4, leniency=45, noise=60)
    found = {made.nodes[one.node].id + " " + one.title.en: one for one in levers(made)}
    assert list(found) == [
        "review reviewers per file",
        "review who gets which file",
        "review highest and lowest marks dropped, each",
        "list how many go on: organisations",
    ]
    reviewers = found["review reviewers per file"]
    assert reviewers.path == "stages.review.reviewers"
    assert [one.value for one in reviewers.settings if one.now] == ["3"]
    listed = found["list how many go on: organisations"]
    assert [(one.value, one.now) for one in listed.settings] == [
        ("2", False),
        ("4", True),
        ("6", False),
        ("8", False),
    ]
    changed_one = listed.settings[0].procedure
    assert changed_one is not None
    assert changed_one.nodes[2].rule.constant.at_most == {"organisations": 2}
    same = [a == b for a, b in zip(made.nodes, changed_one.nodes, strict=True)]
    assert same == [True, True, False, True, True]


def test_a_longer_list_keeps_more_of_the_best_and_costs_more_days():
    made = staged(8, 2, 3, noise=120, visit=20)
    moved = [one for one in levers(made) if one.title.en.startswith("how many go on")]
    found = select(made, replications=100, seed=3, moved=moved).tried[0].levels
    tops = [one.top[0].value for one in found]
    days = [one.judging for one in found]
    assert [one.value for one in found] == ["2", "3", "5", "7"]
    assert tops == sorted(tops)
    assert days == sorted(days)
    assert found[-1].differences[0].distinguishable
    assert found[1].usual
    assert found[1].differences[0].same


def test_guesses_are_tried_at_both_ends():
    stages = STAGES.replace("leniency = {leniency}, noise = {noise}, ", "").replace(
        "noise = {visit}, ", ""
    )
    made = procedure(stages.format(places=2, listed=4, last="visit"), ASSUMED.format(count=6))
    assert [one.path for one in guesses(made)] == [
        "cohort.merit_sd",
        "chance.leniency",
        "chance.noise",
        "chance.site_noise",
    ]
    ends = guesses(made)[2].settings
    index = made.names["chance.noise"]
    assert [one.pinned[index] for one in ends] == [20.0, 40.0]


# ---- where it does not apply -------------------------------------------------------------------


def test_a_procedure_without_judging_is_refused():
    made = procedure('[stages.apply]\nkind = "window"\ncloses = 2025-09-30')
    with pytest.raises(InputError, match="no stage that gives marks"):
        check_judged(made)


def test_a_cohort_without_merit_is_refused():
    made = staged(4, 1, 2)
    row = np.full((1, 1 + 12 * room(made)), np.nan)
    row[0, 1] = 0.0  # somebody is there, and nothing is known of his merit
    with pytest.raises(InputError, match="says nothing of merit"):
        table(made, ("awarded",), row)


def test_where_nobody_applies_nothing_is_defined():
    found = select(staged(0, 2, 4), replications=3, seed=1).contests[0]
    assert not found.top.defined
    assert not found.changed.defined
    assert math.isnan(found.lost.value)

"""Variants beside each other in one detail, with paired differences."""

from __future__ import annotations

import json

import numpy as np
import pytest

from awardsim.analysis.arms import compare_detail
from awardsim.analysis.differences import difference, rate_difference
from awardsim.analysis.groups import FEWEST_CASES, study_groups
from awardsim.analysis.selection import select
from awardsim.report.arms_screen import arms_data, arms_grid, arms_screen, points_screen
from awardsim.report.console import width
from tests.support.contests import staged
from tests.support.procedures import procedure


def line(found, name):
    return next(one for one in found.lines if one.id == name)


@pytest.fixture(scope="module")
def judged():
    """Files that tell much, and files that tell little, of the same eight candidates."""
    named = [("A", staged(8, 2, 4, noise=20)), ("B", staged(8, 2, 4, noise=200))]
    return compare_detail("selection", named, replications=60)


# ---- differences -----------------------------------------------------------------------------


@pytest.mark.parametrize("detail", ["selection", "groups", "cost"])
def test_what_changes_nothing_changes_no_replication(detail):
    same = staged(6, 2, 4)
    found = compare_detail(detail, [("A", same), ("B", same)], replications=60)
    apart = [one.differences[1] for one in found.lines if one.differences[1] is not None]
    assert len(apart) >= 3
    assert all(one.same and one.mean == 0 for one in apart)
    assert not any(one.stands_out[1] for one in found.lines)


def test_of_equally_many_cases_a_difference_of_rates_is_that_of_shares():
    luck = np.random.default_rng(1)
    hits, others = luck.binomial(8, 0.3, 90).astype(float), luck.binomial(8, 0.5, 90).astype(float)
    cases = np.full(90, 8.0)
    found = rate_difference(hits, cases, others, cases)
    plain = difference(hits / 8, others / 8)
    assert found.mean == pytest.approx(plain.mean)
    assert found.error == pytest.approx(plain.error)
    assert found.touched == plain.touched


def test_intervals_of_a_difference_of_rates_hold_the_truth():
    """Numbers of cases vary, and both rates have half of their luck in common."""
    luck = np.random.default_rng(2)
    held, editions = 0, 120
    for _ in range(1000):
        cases = luck.poisson(6, editions).astype(float)
        both = luck.binomial(cases.astype(int), 0.2)
        hits, others = (both + luck.binomial((cases - both).astype(int), p) for p in (0.1, 0.25))
        found = rate_difference(hits.astype(float), cases, others.astype(float), cases)
        held += abs(found.mean - 0.8 * 0.15) <= found.error
    assert 926 <= held <= 971


def test_of_nobody_there_is_no_difference():
    assert rate_difference(np.zeros(9), np.zeros(9), np.zeros(9), np.ones(9)) is None


# ---- the details -----------------------------------------------------------------------------


def test_each_variant_has_the_figures_of_a_run_of_it_alone(judged):
    alone = select(staged(8, 2, 4, noise=200), replications=60, seed=1).contests[0]
    for name in ("top", "best", "all_best", "lost", "field", "winners"):
        assert line(judged, f"organisations/{name}").values[1] == getattr(alone, name)
    assert line(judged, "organisations/after/list").values[1] == alone.kept[0].top


def test_files_that_tell_little_find_fewer_of_the_best(judged):
    top = line(judged, "organisations/after/list")
    assert top.stands_out[1]
    assert top.differences[1].mean == pytest.approx(top.values[1].value - top.values[0].value)
    assert top.differences[1].mean < -0.1
    others = line(judged, "organisations/others")
    assert not others.values[0].defined
    assert others.values[1].value > 0.2


def test_rates_of_groups_are_those_of_a_run_and_few_are_not_told():
    made = staged(6, 2, 4)
    found = compare_detail("groups", [("A", made), ("B", made)], replications=60)
    [track] = study_groups(made, replications=60, seed=1).tracks
    for one in track.groups:
        path = f"organisations/{one.group.dimension}/{one.group.id}"
        for unit, alone in (("share", one.rate), ("part", one.rules)):
            mine = line(found, f"{path}/{unit}")
            assert mine.told[0] == one.told
            if one.told:
                assert mine.values[0] == alone
    few = compare_detail("groups", [("A", made), ("B", made)], replications=FEWEST_CASES // 6)
    told = [one for one in few.lines if one.id.endswith(("share", "part"))]
    assert not any(one.told[0] or one.values[0].defined or one.differences[1] for one in told)


TEXT = """
[stages.apply]
kind = "window"
closes = 2025-09-03
[stages.review]
kind = "work"
body = "reviewers"
after = ["apply"]
reviewers = {reviewers}
[stages.award]
kind = "gate"
per = "batch"
type = "AWARD"
after = ["review"]
"""
SCENARIO = """
[applicants]
organisations = 3
individuals = 2
[people]
reviewers = 4
[durations]
review = "8h"
[rates]
reviewers = { estimate = [800, 1000, 1500], basis = "the city's rates" }
"""


def test_another_reviewer_costs_a_day_for_each_file():
    tracks = ("organisations", "individuals")
    named = [
        (name, procedure(TEXT.format(reviewers=count), SCENARIO, tracks=tracks))
        for name, count in (("two", 2), ("three", 3))
    ]
    found = compare_detail("cost", named, replications=3)
    for name, days in (
        ("reviewers", 5),
        ("reviewers/organisations", 3),
        ("reviewers/individuals", 2),
    ):
        assert line(found, f"days/{name}").values[0].value == 2 * days
        assert line(found, f"days/{name}").differences[1].mean == days
        assert line(found, f"yuan/{name}").differences[1].mean == 1000 * days
    assert line(found, "yuan").values[1].value == 15_000


# ---- what is shown ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def several():
    """More variants than stand beside each other."""
    made = staged(6, 2, 4)
    return compare_detail(
        "groups", [(f"方案{number}", made) for number in range(7)], replications=30
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_screens_fit_and_plain_data_has_the_figures(judged, several, language):
    for shown in (
        arms_screen(judged, language),
        points_screen(several, ["stages.list.rule.at_most"], language),
    ):
        assert max(width(text) for text in shown.splitlines()) <= 100
    assert all(f"方案{number}" in shown for number in range(7))
    data = json.loads(json.dumps(arms_data(judged), allow_nan=False))
    assert data["complete"]
    assert data["variants"] == ["A", "B"]
    grid = arms_grid(judged, language)
    assert {len(row) for row in grid.rows} == {len(grid.headers)}

"""Intervals hold the truth as often as they say, in experiments whose truth is known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from awardsim.analysis.intervals import (
    UNDEFINED,
    critical,
    of_mean,
    of_rate,
    of_ratio,
    of_share,
    wilson,
)

EXPERIMENTS = 1000
#: So many of 1,000 intervals that hold with 95 % do so, but for one case in a thousand.
FEWEST, MOST = 926, 971


def held(intervals, truth):
    return sum(one.holds(truth) for one in intervals)


@pytest.fixture
def luck():
    return np.random.default_rng(20251121)


@pytest.mark.parametrize("count", [6, 10, 40, 1000])
def test_the_critical_value_is_that_of_student(count):
    assert critical(count) == pytest.approx(stats.t.ppf(0.975, count - 1), rel=2e-3)


@pytest.mark.parametrize(("hits", "count"), [(0, 20), (3, 20), (20, 20), (137, 1000)])
def test_wilson_is_wilson(hits, count):
    exact = stats.binomtest(hits, count).proportion_ci(0.95, "wilson")
    found = wilson(hits / count, count, stats.norm.ppf(0.975))
    assert found == pytest.approx((exact.low, exact.high), abs=1e-9)


@pytest.mark.parametrize("count", [40, 100, 200, 1000])
@pytest.mark.parametrize("truth", [0.1, 0.2, 0.3, 0.4, 0.5, 0.85])
def test_shares_of_yes_and_no_are_covered_exactly(truth, count):
    """Summed over every number of hits there can be, by the binomial distribution."""
    hits = np.arange(count + 1)
    holds = [of_share((np.arange(count) < one).astype(float)).holds(truth) for one in hits]
    assert 0.926 <= float(stats.binom.pmf(hits, count, truth) @ holds) <= 0.971


def test_shares_of_yes_and_no_are_covered(luck):
    seen = (luck.random((EXPERIMENTS, 200)) < 0.1).astype(float)
    assert FEWEST <= held([of_share(one) for one in seen], 0.1) <= MOST


def test_shares_of_several_places_are_covered(luck):
    """Four of ten are drawn, three of ten are the best: the share found is hypergeometric."""
    seen = luck.hypergeometric(3, 7, 4, (EXPERIMENTS, 50)) / 3
    assert FEWEST <= held([of_share(one) for one in seen], 0.4) <= MOST


def test_rates_of_a_group_are_covered_though_places_are_limited(luck):
    """The group has 0 to 6 members, the rest 2 to 8; five of all are awarded by lot."""
    members = luck.integers(0, 7, (EXPERIMENTS, 60))
    others = luck.integers(2, 9, (EXPERIMENTS, 60))
    hits = luck.hypergeometric(members, others, np.minimum(5, members + others))
    size = [(a, b) for a in range(7) for b in range(2, 9)]
    truth = sum(min(5, a + b) * a / (a + b) for a, b in size) / sum(a for a, _ in size)
    found = [of_rate(*map(np.asarray, one)) for one in zip(hits * 1.0, members * 1.0, strict=True)]
    assert FEWEST <= held(found, truth) <= MOST


def test_rates_are_covered_where_a_whole_group_shares_its_fate(luck):
    """All members of an edition win or none: a naive interval is far too narrow."""
    members = luck.integers(1, 9, (EXPERIMENTS, 80)).astype(float)
    hits = members * (luck.random((EXPERIMENTS, 80)) < 0.3)
    found = [of_rate(*one) for one in zip(hits, members, strict=True)]
    assert FEWEST <= held(found, 0.3) <= MOST
    naive = [wilson(h.sum() / m.sum(), m.sum(), 1.96) for h, m in zip(hits, members, strict=True)]
    assert sum(low <= 0.3 <= high for low, high in naive) < 700


def test_differences_per_applicant_are_covered(luck):
    members = luck.integers(0, 5, (EXPERIMENTS, 60)).astype(float)
    sums = members * 0.1 + np.sqrt(members) * luck.normal(0, 0.4, (EXPERIMENTS, 60))
    found = [of_ratio(*one) for one in zip(sums, members, strict=True)]
    assert FEWEST <= held(found, 0.1) <= MOST


def test_means_of_skewed_numbers_are_covered(luck):
    seen = luck.exponential(3.0, (EXPERIMENTS, 50))
    assert FEWEST <= held([of_mean(one) for one in seen], 3.0) <= MOST


def test_means_are_covered(luck):
    seen = luck.normal(18.0, 7.0, (EXPERIMENTS, 12))
    assert FEWEST <= held([of_mean(one) for one in seen], 18.0) <= MOST


def test_nothing_is_nothing_and_one_is_no_interval():
    nothing = np.array([math.nan, math.nan])
    nobody = (np.zeros(3), np.zeros(3))
    found = (of_share(nothing), of_mean(nothing), of_rate(*nobody), of_ratio(*nobody))
    assert all(one is UNDEFINED for one in found)
    assert math.isinf(of_mean(np.array([4.0, math.nan])).high)
    assert not UNDEFINED.defined


def test_never_seen_is_not_impossible():
    """Nobody in thirty editions: the interval ends where one in thirty editions would be likely."""
    found = of_rate(np.zeros(30), np.full(30, 4.0))
    assert found.low == 0.0
    assert 0.05 < found.high < 0.15

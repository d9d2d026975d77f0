"""Quantiles and shares: what they are by definition, also where some never finish."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.counted import defined

from awardsim.analysis.shares import MOST, enough, further, known_to, quantile, share_by


@given(
    st.lists(st.integers(-1000, 1000) | st.just(math.nan), min_size=1, max_size=40),
    st.sampled_from([0.1, 0.25, 1 / 3, 0.5, 0.8, 0.9, 0.95, 1.0]),
)
def test_a_quantile_is_the_least_value_that_so_large_a_share_does_not_exceed(values, share):
    never = [math.inf if math.isnan(value) else value for value in values]
    assert quantile(np.array(values, dtype=float), share) == defined(never, share)


def test_of_ten_replications_nine_are_nine_tenths():
    ten = np.arange(1.0, 11.0)
    assert [quantile(ten, share) for share in (0.1, 0.5, 0.8, 0.9, 1.0)] == [1, 5, 8, 9, 10]


def test_a_quantile_beyond_those_that_ever_finish_is_none():
    values = np.array([5.0, math.nan, 3.0, math.nan])
    assert quantile(values, 0.5) == 5
    assert quantile(values, 0.51) is None
    assert quantile(np.array([]), 0.5) is None


def test_who_never_finishes_is_not_in_time():
    assert share_by(np.array([10.0, 20.0, math.nan, 30.0]), 20.0) == 0.5
    assert share_by(np.array([math.nan]), 1e9) == 0.0
    assert math.isnan(share_by(np.array([]), 1.0))


def test_enough_replications_for_any_share_are_no_more_than_it_takes():
    """Half and half is known worst: so many are enough, and one fewer are not."""
    for precision in (0.3, 0.05, 0.01):
        assert known_to(0.5, enough(precision)) <= precision < known_to(0.5, enough(precision) - 1)
    assert enough(1e-6) == MOST


def test_where_all_are_in_time_the_rule_of_three_says_how_well_it_is_known():
    """With a true share of 1 - 3 / n all of n are in time in one of twenty experiments."""
    assert known_to(1.0, 300) == known_to(0.0, 300) == 0.01
    assert (1 - known_to(1.0, 300)) ** 300 == pytest.approx(0.05, abs=0.002)


def test_going_on_reaches_the_most_and_never_goes_back():
    steps = [100]
    while steps[-1] < MOST:
        steps.append(further(steps[-1]))
    assert steps[:2] == [100, 580]
    assert all(later > sooner for sooner, later in pairwise(steps))
    assert steps[-1] == MOST
    assert further(MOST + 1) == MOST + 1

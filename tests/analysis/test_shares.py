"""Quantiles and shares: what they are by definition, also where some never finish."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from support.counted import defined

from awardsim.analysis.shares import quantile, share_by


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

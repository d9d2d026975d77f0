"""Quantile functions against the standard library, closed forms and numerical integration."""

from __future__ import annotations

import math
import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim import quantiles

STANDARD = statistics.NormalDist()
#: Midpoints of equal shares: a sum over them is an integral over the probability.
GRID = (np.arange(400_000) + 0.5) / 400_000
ALL = [
    ("normal", lambda u: quantiles.normal(u, 10.0, 3.0)),
    ("uniform", lambda u: quantiles.uniform(u, 2.0, 5.0)),
    ("triangular", lambda u: quantiles.triangular(u, 3.0, 7.0, 15.0)),
    ("triangular, mode at an end", lambda u: quantiles.triangular(u, 3.0, 3.0, 15.0)),
    ("lognormal", lambda u: quantiles.lognormal(u, 8.0, 0.6)),
    ("exponential", lambda u: quantiles.exponential(u, 4.0)),
    ("poisson", lambda u: quantiles.poisson(u, 1.5)),
]
EDGES = np.concatenate(
    [[0.0], 2.0 ** -np.arange(53.0, 0.0, -1.0), 1.0 - 2.0 ** -np.arange(1.0, 54.0)]
)
each = pytest.mark.parametrize("quantile", [f for _, f in ALL], ids=[name for name, _ in ALL])


def moments(values):
    return float(np.mean(values)), float(np.std(values))


@each
def test_a_larger_share_never_gives_a_smaller_value(quantile):
    shares = np.sort(np.concatenate([GRID[::100], EDGES]))
    assert (np.diff(quantile(shares)) >= 0).all()


@each
def test_every_share_that_a_stream_can_give_has_a_finite_value(quantile):
    assert np.isfinite(quantile(EDGES)).all()


@each
def test_the_shape_is_kept_and_no_shares_give_no_values(quantile):
    assert quantile(np.full((3, 4), 0.3)).shape == (3, 4)
    assert quantile(np.empty(0)).shape == (0,)


@each
def test_the_shares_themselves_are_left_alone(quantile):
    shares = EDGES.copy()
    quantile(shares)
    assert (shares == EDGES).all()


def test_the_normal_quantile_agrees_with_the_standard_library_to_fifteen_digits():
    shares = np.concatenate([EDGES[1:], GRID[::50]])
    exact = np.array([STANDARD.inv_cdf(float(u)) for u in shares])
    assert np.abs(quantiles.exact_normal(shares) - exact).max() < 2e-15


def test_the_interpolated_normal_quantile_agrees_with_the_exact_one_to_eight_digits():
    shares = np.concatenate([EDGES, GRID])
    assert np.abs(quantiles.normal(shares) - quantiles.exact_normal(shares)).max() < 1e-8


@given(st.floats(min_value=1e-12, max_value=1 - 1e-12))
def test_the_normal_distribution_function_undoes_its_quantile(u):
    found = float(quantiles.exact_normal(np.array([u]))[0])
    assert STANDARD.cdf(found) == pytest.approx(u, rel=1e-9)


@pytest.mark.parametrize(
    ("values", "mean", "sd"),
    [
        (quantiles.normal(GRID, -10, 40), -10, 40),
        (quantiles.uniform(GRID, 2, 5), 3.5, 3 / math.sqrt(12)),
        (
            quantiles.triangular(GRID, 3, 7, 15),
            25 / 3,
            math.sqrt((9 + 49 + 225 - 21 - 45 - 105) / 18),
        ),
        (
            quantiles.lognormal(GRID, 8, 0.6),
            8 * math.exp(0.18),
            8 * math.exp(0.18) * math.sqrt(math.expm1(0.36)),
        ),
        (quantiles.exponential(GRID, 4), 4, 4),
        (quantiles.poisson(GRID, 1.5), 1.5, math.sqrt(1.5)),
        (quantiles.poisson(GRID, 2_000), 2_000, math.sqrt(2_000)),
    ],
    ids=lambda value: None if not isinstance(value, np.ndarray) else "",
)
def test_mean_and_standard_deviation_are_those_of_the_distribution(values, mean, sd):
    assert moments(values) == pytest.approx((mean, sd), rel=2e-3)


@pytest.mark.parametrize("mean", [0.3, 1.5, 40.0])
def test_a_poisson_count_has_the_probability_of_its_formula(mean):
    drawn = quantiles.poisson(GRID, mean)
    for count in range(int(mean) + 4):
        exact = math.exp(-mean + count * math.log(mean) - math.lgamma(count + 1))
        assert float(np.mean(drawn == count)) == pytest.approx(exact, abs=5e-6)


def test_a_mean_of_nothing_gives_nothing():
    for values in (
        quantiles.poisson(GRID[:9], 0),
        quantiles.exponential(GRID[:9], 0),
    ):
        assert (values == 0).all()


def test_the_triangle_reaches_neither_end_nor_leaves_them():
    values = quantiles.triangular(EDGES, 3, 7, 15)
    assert values.min() == 3
    assert values.max() <= 15
    assert (quantiles.triangular(EDGES, 5, 5, 5) == 5).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda u: quantiles.normal(u, 0, -1), "sd is a number of at least 0"),
        (lambda u: quantiles.uniform(u, 5, 2), "least <= most is required"),
        (lambda u: quantiles.triangular(u, 3, 2, 4), "least <= usual <= most is required"),
        (lambda u: quantiles.triangular(u, 3, math.nan, 4), "least <= usual <= most"),
        (lambda u: quantiles.lognormal(u, -1, 1), "median"),
        (lambda u: quantiles.exponential(u, math.inf), "mean"),
        (lambda u: quantiles.poisson(u, -1), "mean"),
    ],
)
def test_parameters_that_make_no_distribution_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call(GRID[:3])

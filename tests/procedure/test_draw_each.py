"""Inputs as numbers that a run draws: triangles with the ends that are given, whole numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim.procedure.parts import Input, draw_each
from awardsim.quantiles import triangular, triangular_between
from awardsim.text import Text

TEXT = Text("试", "test")


def an_input(least: float, usual: float, most: float, kind: str = "number") -> Input:
    return Input("x", TEXT, kind, least, usual, most, "", TEXT, "guess", "")


def below(x: float, least: float, usual: float, most: float) -> float:
    """Share of a triangle at or below a value, as the area under its two straight sides."""
    height = 2.0 / (most - least)
    if x <= least:
        return 0.0
    if x >= most:
        return 1.0
    if x < usual:
        return 0.5 * (x - least) * height * (x - least) / (usual - least)
    return 1.0 - 0.5 * (most - x) * height * (most - x) / (most - usual)


WHOLE = ("count", "day")
OTHERS = ("number", "share", "working", "civil")
ends = (
    st.lists(st.integers(0, 60), min_size=3, max_size=3)
    .map(sorted)
    .filter(lambda one: one[0] < one[2])
)
uniforms = st.lists(
    st.floats(0, 1, exclude_max=True, allow_subnormal=False), min_size=1, max_size=20
).map(np.array)


@given(ends, st.sampled_from(OTHERS), uniforms)
def test_as_much_of_the_triangle_lies_below_a_draw_as_the_number_says(three, kind, u):
    least, usual, most = (value / 4 for value in three)
    [drawn] = draw_each([an_input(least, usual, most, kind)], u)
    assert drawn.shape == u.shape
    assert ((drawn >= least) & (drawn <= most)).all()
    for number, value in zip(u.tolist(), drawn.tolist(), strict=True):
        assert below(value, least, usual, most) == pytest.approx(number, abs=1e-9)


@given(ends, st.sampled_from(WHOLE))
def test_whole_numbers_have_the_share_of_the_triangle_that_is_nearest_to_them(three, kind):
    """The triangle reaches half a step beyond both ends, so that they are drawn too."""
    least, usual, most = three
    count = 4_000
    [drawn] = draw_each([an_input(least, usual, most, kind)], (np.arange(count) + 0.5) / count)
    assert set(drawn.tolist()) <= set(map(float, range(least, most + 1)))
    for number in range(least, most + 1):
        sides = (number - 0.5, number + 0.5)
        low, high = (below(side, least - 0.5, usual, most + 0.5) for side in sides)
        assert np.mean(drawn == number) == pytest.approx(high - low, abs=1.5 / count)


def test_two_numbers_are_drawn_with_the_share_of_each():
    """From 1 to 2, mostly 1: the triangle on [0.5, 2.5) has its tip at 1; a quarter lies left of
    it, and of the rest (1.5 / 1.5)^2 - (1 / 1.5)^2 up to 1.5, which is 5/9 of three quarters."""
    [drawn] = draw_each([an_input(1, 1, 2, "count")], (np.arange(1200) + 0.5) / 1200)
    assert np.mean(drawn == 1) == pytest.approx(1 / 4 + 3 / 4 * 5 / 9, abs=1 / 1200)


@given(st.lists(st.tuples(ends, st.sampled_from(WHOLE + OTHERS)), min_size=1, max_size=5), uniforms)
def test_inputs_drawn_together_are_those_drawn_alone_to_the_bit(several, u):
    inputs = [an_input(*map(float, three), kind) for three, kind in several]
    rows = np.stack([np.roll(u, place) for place in range(len(inputs))])
    together = draw_each(inputs, rows)
    assert together.shape == rows.shape
    for one, row, found in zip(inputs, rows, together, strict=True):
        assert found.tobytes() == draw_each([one], row)[0].tobytes() == one.draw(row).tobytes()
    same = draw_each(inputs, u)  # one row for all
    assert all(
        found.tobytes() == one.draw(u).tobytes() for one, found in zip(inputs, same, strict=True)
    )


@pytest.mark.parametrize("kind", WHOLE + OTHERS)
def test_what_is_fixed_is_what_it_is(kind):
    assert an_input(3, 3, 3, kind).draw(np.array([0.0, 0.5, 0.999])).tolist() == [3.0] * 3


@given(ends, uniforms)
def test_several_triangles_at_once_are_each_one(three, u):
    least, usual, most = map(float, three)
    columns = np.array([[least], [least - 1]]), np.array([[usual], [usual]]), np.array([[most]] * 2)
    found = triangular_between(u, *columns)
    assert found.shape == (2, len(u))
    assert found[0].tobytes() == triangular(u, least, usual, most).tobytes()
    assert found[1].tobytes() == triangular(u, least - 1, usual, most).tobytes()


def test_mean_and_spread_are_those_of_the_triangle():
    """(a + b + c) / 3 and (a^2 + b^2 + c^2 - ab - ac - bc) / 18."""
    a, c, b = 2.0, 3.0, 10.0
    [drawn] = draw_each([an_input(a, c, b)], (np.arange(100_000) + 0.5) / 100_000)
    assert drawn.mean() == pytest.approx((a + b + c) / 3, rel=1e-6)
    variance = (a * a + b * b + c * c - a * b - a * c - b * c) / 18
    assert drawn.std() == pytest.approx(math.sqrt(variance), rel=1e-5)

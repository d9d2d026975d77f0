"""Variance-based indices, against functions whose indices are known."""

from __future__ import annotations

import math

import numpy as np
import pytest
from support.procedures import TWO_STEPS, procedure

from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.information import worth
from awardsim.analysis.interactions import indices, interactions, samples_of
from awardsim.errors import InputError
from awardsim.simulation.arms import Arm
from awardsim.simulation.luck import draw_inputs
from awardsim.simulation.replications import Workers
from awardsim.streams import Streams

CONTINUOUS = """
finish_by = 2025-09-08
[applicants]
organisations = 1
[people]
office = 5
[calendar]
kind = "continuous"
[durations]
first = ['10h', '40h', '100h']
second = ['20h', '30h', '40h']
"""


def ishigami(x):
    """Ishigami and Homma [1990] with a = 7, b = 0.1."""
    return np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])


def test_the_indices_of_ishigami_are_those_that_are_known():
    random = np.random.default_rng(3)
    a, b = random.uniform(-math.pi, math.pi, (2, 3, 4096))
    mixed = []
    for factor in range(3):
        x = a.copy()
        x[factor] = b[factor]
        mixed.append(ishigami(x))
    found = indices(ishigami(a), ishigami(b), mixed)
    first, total = (0.3139, 0.4424, 0.0), (0.5576, 0.4424, 0.2437)
    for one, alone, together in zip(found, first, total, strict=True):
        assert one.first == pytest.approx(alone, abs=1.5 * one.first_error + 0.01)
        assert one.total == pytest.approx(together, abs=1.5 * one.total_error + 0.01)
        assert 0 < one.first_error < 0.08
    assert found[2].interaction > 0.15 > 0.08 > found[1].interaction


def test_what_never_varies_has_no_indices():
    same = np.ones(64)
    assert indices(same, same, [same]) is None


def variance(least, usual, most):
    """Of a triangular distribution."""
    return (least**2 + usual**2 + most**2 - least * usual - least * most - usual * most) / 18


def test_of_a_sum_each_part_has_its_share_of_the_variance_and_nothing_interacts():
    made = procedure(TWO_STEPS, CONTINUOUS)
    found = interactions(made, samples=512, seed=4)
    names = [made.inputs[index].id for index in found.inputs]
    one, two = variance(10, 40, 100), variance(20, 30, 40)
    expected = {"durations.first": one / (one + two), "durations.second": two / (one + two)}
    assert set(names) >= set(expected)
    for name, index in zip(names, found.days, strict=False):
        share = expected.get(name, 0.0)
        assert index.first == pytest.approx(share, abs=1.5 * index.first_error + 0.01), name
        assert index.total == pytest.approx(share, abs=1.5 * index.total_error + 0.01), name
    assert found.days[-1].total == pytest.approx(0.0, abs=1e-9)  # nothing else decides
    assert found.run == 512 * (len(found.inputs) + 3)
    assert found.in_time is not None


def test_what_knowing_is_worth_agrees_with_the_first_order():
    made = procedure(TWO_STEPS, CONTINUOUS)
    with Workers({"": made}, collect, 4) as crew:
        finish = layout_of(crew.plans[""]).column(crew.run([Arm({}, 0, 800)])[0], "finish")
    drawn = np.array(draw_inputs(made.inputs, Streams(4), 0, 800)).T
    one, two = variance(10, 40, 100), variance(20, 30, 40)
    big = worth(drawn[made.input_index("durations.first")], finish)
    assert big.explained == pytest.approx(one / (one + two), abs=0.03)
    assert big.clear
    assert big.thirds[0] < big.thirds[1] < big.thirds[2]
    noise = worth(np.random.default_rng(1).random(800), finish)
    assert noise.explained < 0.02
    assert not noise.clear


def test_a_swapped_input_is_that_of_the_other_replication_and_nothing_else_changes():
    made = procedure(TWO_STEPS, CONTINUOUS)
    first, second = (made.input_index(f"durations.{name}") for name in ("first", "second"))
    drawn = np.array(draw_inputs(made.inputs, Streams(4), 0, 64)).T
    with Workers({"": made}, collect, 4) as crew:
        layout = layout_of(crew.plans[""])
        plain, mixed = (
            layout.column(figures, "finish")
            for figures in crew.run([Arm({}, 0, 32), Arm({}, 0, 32, swapped={first: 32})])
        )
    moved = np.rint(drawn[first, 32:] * 60) - np.rint(drawn[first, :32] * 60)
    assert np.array_equal(mixed - plain, moved)
    assert (drawn[second] > 0).all()


def test_without_anything_open_there_is_nothing_to_share():
    with pytest.raises(InputError, match="left open"):
        interactions(_closed())


def _closed():
    import attrs

    made = procedure(TWO_STEPS, CONTINUOUS)
    fixed = tuple(attrs.evolve(one, least=one.usual, most=one.usual) for one in made.inputs)
    return attrs.evolve(made, inputs=fixed)


def test_samples_are_a_power_of_two():
    assert [samples_of(one) for one in (None, 1000, 1, 64)] == [512, 1024, 64, 64]

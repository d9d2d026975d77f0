"""Scoring: noise, leniency, rounding, composites."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardsim.rules.scoring import (
    MEAN_OF_REVIEWERS,
    SITE_SCORE,
    WEIGHTED_SUM,
    MeanOfReviewers,
    SiteScore,
    WeightedSum,
    round_marks,
)


def test_without_noise_the_mark_is_merit(candidates, draws):
    who = candidates(columns={"merit": [450.0, 612.4, -20.0, 1200.0]})
    exact = MeanOfReviewers(leniency=0.0, noise=0.0)
    marks = MEAN_OF_REVIEWERS.decide(who, exact, draws()).marks
    assert marks.tolist() == [450.0, 612.0, 0.0, 1000.0]


def test_a_scale_of_100_gives_a_tenth_of_the_marks(candidates, draws):
    who = candidates(columns={"merit": np.linspace(100, 900, 50)})
    full = MEAN_OF_REVIEWERS.decide(who, MeanOfReviewers(), draws()).marks
    tenth = MEAN_OF_REVIEWERS.decide(who, MeanOfReviewers(scale=100.0, decimals=1), draws()).marks
    assert tenth == pytest.approx(full / 10)


@pytest.mark.parametrize(("reviewers", "sd"), [(1, 53.0), (3, 30.6), (5, 23.7)])
def test_the_spread_of_a_mean_is_that_of_one_mark_over_the_root_of_their_number(
    candidates, draws, reviewers, sd
):
    who = candidates(columns={"merit": np.full(4000, 450.0)})
    marks = MEAN_OF_REVIEWERS.decide(who, MeanOfReviewers(reviewers=reviewers), draws()).marks
    assert float(np.std(marks)) == pytest.approx(sd, rel=0.04)
    assert float(np.mean(marks)) == pytest.approx(450.0, abs=3.0)


@pytest.mark.parametrize(("gap", "wrong"), [(10, 0.41), (20, 0.32), (30, 0.24), (50, 0.12)])
def test_three_reviewers_put_two_candidates_in_the_wrong_order_as_often_as_theory_says(
    candidates, draws, gap, wrong
):
    who = candidates(columns={"merit": np.tile([450.0, 450.0 + gap], 2000)})
    marks = MEAN_OF_REVIEWERS.decide(who, MeanOfReviewers(decimals=6), draws()).marks
    assert float(np.mean(marks[0::2] > marks[1::2])) == pytest.approx(wrong, abs=0.03)


def test_a_reviewer_is_equally_lenient_towards_all(candidates, draws):
    who = candidates(
        columns={"merit": [400.0, 500.0, 450.0, 600.0]}, reviewers=[[0], [0], [1], [1]]
    )
    marks = MEAN_OF_REVIEWERS.decide(who, MeanOfReviewers(noise=0.0, decimals=6), draws()).marks
    shift = marks - who.columns["merit"]
    assert shift[0] == pytest.approx(shift[1])
    assert shift[2] == pytest.approx(shift[3])
    assert shift[0] != pytest.approx(shift[2])


def test_another_reviewer_in_the_pool_leaves_the_others_as_they_are(candidates, draws):
    parameters = MeanOfReviewers(decimals=3)
    few = candidates(columns={"merit": [400.0, 500.0]}, reviewers=[[0, 1], [1, 0]])
    many = candidates(columns={"merit": [400.0, 500.0, 600.0]}, reviewers=[[0, 1], [1, 0], [7, 8]])
    before = MEAN_OF_REVIEWERS.decide(few, parameters, draws()).marks
    after = MEAN_OF_REVIEWERS.decide(many, parameters, draws()).marks
    assert before.tolist() == after[:2].tolist()


def test_nobody_in_particular_judges_each_candidate_with_a_leniency_of_its_own(candidates, draws):
    merit = {"merit": np.full(40, 450.0)}
    parameters = MeanOfReviewers(reviewers=2, decimals=3)
    unnamed = MEAN_OF_REVIEWERS.decide(candidates(columns=merit), parameters, draws()).marks
    nobody = candidates(columns=merit, reviewers=np.full((40, 2), -1))
    assert MEAN_OF_REVIEWERS.decide(nobody, parameters, draws()).marks.tolist() == unnamed.tolist()
    assert len(set(unnamed.tolist())) == 40


def test_nobody_in_particular_may_sit_beside_a_named_reviewer(candidates, draws):
    merit = {"merit": np.full(40, 450.0)}
    one = np.column_stack([np.zeros(40, dtype=np.int64), np.full(40, -1)])
    parameters = MeanOfReviewers(noise=0.0, decimals=3)
    mixed = candidates(columns=merit, reviewers=one)
    marks = MEAN_OF_REVIEWERS.decide(mixed, parameters, draws()).marks
    assert len(set(marks.tolist())) == 40


def test_highest_and_lowest_marks_do_not_count(candidates, draws):
    """Each reviewer's own mark is that of a single one; the mean is over those in the middle."""
    merit = {"merit": [400.0, 500.0, 620.0]}
    judges = list(range(5))
    single = [
        MEAN_OF_REVIEWERS.decide(
            candidates(columns=merit, reviewers=[[judge]] * 3),
            MeanOfReviewers(noise=0.0, decimals=6),
            draws(),
        ).marks
        for judge in judges
    ]
    sheet = np.sort(np.array(single).T, axis=1)
    for drop, kept in ((0, sheet), (1, sheet[:, 1:4]), (2, sheet[:, 2:3]), (9, sheet[:, 2:3])):
        marks = MEAN_OF_REVIEWERS.decide(
            candidates(columns=merit, reviewers=[judges] * 3),
            MeanOfReviewers(noise=0.0, decimals=6, drop=drop),
            draws(),
        ).marks
        assert marks == pytest.approx(kept.mean(axis=1), abs=1e-5)


def test_a_case_without_any_reviewer_has_no_mark(candidates, draws):
    who = candidates(columns={"merit": [450.0]}, reviewers=np.empty((1, 0), dtype=np.int64))
    assert np.isnan(MEAN_OF_REVIEWERS.decide(who, MeanOfReviewers(), draws()).marks).all()


def test_the_site_mark_differs_from_merit_by_shift_and_noise(candidates, draws):
    who = candidates(columns={"merit": np.full(4000, 500.0)})
    marks = SITE_SCORE.decide(who, SiteScore(), draws()).marks
    assert float(np.mean(marks)) == pytest.approx(490.0, abs=3.0)
    assert float(np.std(marks)) == pytest.approx(50.0, rel=0.04)
    exact = SiteScore(shift_mean=0.0, shift_sd=0.0, noise=0.0)
    assert (SITE_SCORE.decide(who, exact, draws()).marks == 500.0).all()


def test_document_review_and_site_visit_err_independently(candidates, draws):
    who = candidates(columns={"merit": np.full(4000, 500.0)})
    review = MEAN_OF_REVIEWERS.decide(who, MeanOfReviewers(), draws(stage="review")).marks
    site = SITE_SCORE.decide(who, SiteScore(), draws(stage="site")).marks
    assert abs(np.corrcoef(review, site)[0, 1]) < 0.05


def test_weights_are_relative(candidates, draws):
    who = candidates(marks={"review": [500.0, 610.0], "site": [600.0, 405.0]})
    expected = [560.0, 487.0]
    for weights in ({"review": 40, "site": 60}, {"site": 0.6, "review": 0.4}):
        marks = WEIGHTED_SUM.decide(who, WeightedSum(weights), draws()).marks
        assert marks.tolist() == expected


def test_a_stage_that_a_track_skips_drops_out_of_its_composite(candidates, draws):
    nan = math.nan
    who = candidates(
        marks={"review": [500.0, 500.0, nan], "defence": [800.0, nan, nan], "site": [600, 600, nan]}
    )
    parameters = WeightedSum({"review": 0.4, "defence": 0.2, "site": 0.4})
    marks = WEIGHTED_SUM.decide(who, parameters, draws()).marks
    assert marks[:2].tolist() == [600.0, 550.0]
    assert np.isnan(marks[2])


def test_a_weight_of_nothing_cannot_stand_in_for_a_skipped_stage(candidates, draws):
    who = candidates(marks={"review": [500.0], "site": [math.nan]})
    marks = WEIGHTED_SUM.decide(who, WeightedSum({"review": 0, "site": 1}), draws()).marks
    assert np.isnan(marks).all()


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ({"a": 0, "b": 0.0}, "add up to 0"),
        ({}, "add up to 0"),
        ({"a": -0.4, "b": 1.4}, r"weights\.a is a number of at least 0"),
        ({"a": math.nan}, r"weights\.a"),
        ({"a": True}, r"weights\.a"),
        ([0.4, 0.6], "weights is a table"),
    ],
)
def test_weights_that_make_no_mean_are_refused(weights, words):
    with pytest.raises(ValueError, match=words):
        WeightedSum(weights)


@pytest.mark.parametrize(
    "make",
    [
        lambda: MeanOfReviewers(reviewers=0),
        lambda: MeanOfReviewers(reviewers=2.5),
        lambda: MeanOfReviewers(noise=-1.0),
        lambda: MeanOfReviewers(scale=0.0),
        lambda: SiteScore(shift_sd=math.inf),
        lambda: SiteScore(decimals=-1),
    ],
)
def test_a_parameter_out_of_range_is_refused(make):
    with pytest.raises(ValueError, match=r" is a "):
        make()


def test_the_same_decimal_reached_in_two_ways_is_one_mark():
    added = sum([7.0, 7.0, 8.4, 9.7, 9.9]) / 5  # 8.399999999999999 in some versions of Python
    other = np.mean([9.9, 9.7, 8.4, 7.0, 7.0])
    assert round_marks(np.array([added, other]), 1).tolist() == [8.4, 8.4]


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [(2.675, 2, 2.68), (1.005, 2, 1.01), (8.345, 2, 8.35), (0.1 + 0.7, 1, 0.8), (64.5, 0, 65.0)],
)
def test_a_half_is_rounded_up_although_binary_cannot_write_it(value, decimals, rounded):
    assert round_marks(np.array([value]), decimals).tolist() == [rounded]


@given(
    st.lists(st.integers(0, 100_000), min_size=2, max_size=2),
    st.integers(0, 100),
    st.integers(0, 3),
)
def test_a_composite_is_rounded_as_on_paper(hundredths, percent, decimals):
    weights = [percent, 100 - percent]
    marks = [value / 100 for value in hundredths]
    computed = sum(mark * weight / 100 for mark, weight in zip(marks, weights, strict=True))
    exact = Fraction(
        sum(value * weight for value, weight in zip(hundredths, weights, strict=True)), 10_000
    )
    on_paper = math.floor(exact * 10**decimals + Fraction(1, 2)) / 10**decimals
    assert round_marks(np.array([computed]), decimals).tolist() == [on_paper]


def test_no_mark_stays_no_mark():
    assert np.isnan(round_marks(np.array([math.nan]), 2)).all()

"""Selection: quotas, numbers, thresholds, ties."""

from __future__ import annotations

import math

import numpy as np
import pytest

from awardsim.rules.ranking import marks_of
from awardsim.rules.selection import (
    THRESHOLD,
    TOP_N,
    WITHIN_QUOTA,
    Threshold,
    TopN,
    WithinQuota,
)


def passed(decision):
    return decision.passed.tolist()


def test_a_body_that_knows_merit_recommends_the_best_of_each_track(candidates, draws):
    who = candidates(track=[0, 0, 0, 1, 1], columns={"merit": [400, 600, 500, 300, 200]})
    parameters = WithinQuota({"organisations": 2, "individuals": 1}, opinion_noise=0.0)
    decision = WITHIN_QUOTA.decide(who, parameters, draws())
    assert passed(decision) == [False, True, True, True, False]
    assert decision.reasons == ("over_quota",)


def test_a_body_errs_by_its_opinion(candidates, draws):
    who = candidates(columns={"merit": np.linspace(300, 600, 60)})
    best = WITHIN_QUOTA.decide(who, WithinQuota({"organisations": 20}, 0.0), draws()).passed
    seen = WITHIN_QUOTA.decide(who, WithinQuota({"organisations": 20}, 90.0), draws()).passed
    assert best.sum() == seen.sum() == 20
    assert 5 < (best & seen).sum() < 20


def test_a_quota_is_not_filled_where_fewer_apply(candidates, draws):
    who = candidates(columns={"merit": [400.0, 500.0]})
    assert WITHIN_QUOTA.decide(who, WithinQuota({"organisations": 9}), draws()).passed.all()


def test_a_quota_of_nothing_passes_nobody(candidates, draws):
    who = candidates(columns={"merit": [400.0, 500.0]}, marks={"review": [400.0, 500.0]})
    nothing = {"organisations": 0, "individuals": 0}
    assert not WITHIN_QUOTA.decide(who, WithinQuota(nothing), draws()).passed.any()
    assert not TOP_N.decide(who, TopN(nothing, soft=True), draws()).passed.any()


def test_a_track_without_a_number_has_no_limit(candidates, draws):
    who = candidates(track=[0, 1, 1], marks={"review": [400.0, 500.0, 300.0]})
    assert TOP_N.decide(who, TopN({"organisations": 1}), draws()).passed.all()


def test_the_best_n_go_by_the_last_mark_unless_a_stage_is_named(candidates, draws):
    who = candidates(marks={"review": [600.0, 500.0, 400.0], "site": [400.0, math.nan, 600.0]})
    n = {"organisations": 1}
    assert passed(TOP_N.decide(who, TopN(n), draws())) == [False, False, True]
    assert passed(TOP_N.decide(who, TopN(n, of="review"), draws())) == [True, False, False]
    assert marks_of(who, "").tolist() == [400.0, 500.0, 600.0]


def test_who_has_no_mark_comes_last(candidates, draws):
    who = candidates(marks={"review": [math.nan, 100.0, math.nan]})
    for seed in range(20):
        decision = TOP_N.decide(who, TopN({"organisations": 2}), draws(seed=seed))
        assert decision.passed[1]
        assert decision.passed.sum() == 2


def test_without_any_marks_the_lot_decides(candidates, draws):
    chosen = [
        passed(TOP_N.decide(candidates(3), TopN({"organisations": 1}), draws(replication=r)))
        for r in range(600)
    ]
    assert np.mean(chosen, axis=0) == pytest.approx([1 / 3] * 3, abs=0.06)


def test_a_tie_across_the_cut_is_decided_by_lot_and_never_by_position(candidates, draws):
    who = candidates(marks={"review": [500.0] * 4 + [600.0]})
    parameters = TopN({"organisations": 3})
    chosen = [passed(TOP_N.decide(who, parameters, draws(replication=r))) for r in range(800)]
    assert [sum(row) for row in chosen] == [3] * 800
    assert np.mean(chosen, axis=0) == pytest.approx([0.5] * 4 + [1.0], abs=0.06)


def test_a_soft_number_gives_way_to_a_tie_across_the_cut(candidates, draws):
    who = candidates(marks={"review": [500.0, 500.0, 500.0, 600.0, 400.0]})
    parameters = TopN({"organisations": 2}, soft=True)
    assert passed(TOP_N.decide(who, parameters, draws())) == [True, True, True, True, False]


def test_the_threshold_itself_is_enough(candidates, draws):
    who = candidates(marks={"review": [449.99, 450.0, 451.0, math.nan]})
    decision = THRESHOLD.decide(who, Threshold(450.0), draws())
    assert passed(decision) == [False, True, True, False]


def test_only_a_soft_threshold_has_a_margin(candidates, draws):
    who = candidates(marks={"review": [439.0, 440.0, 450.0]})
    hard = THRESHOLD.decide(who, Threshold(450.0, margin=10.0), draws())
    soft = THRESHOLD.decide(who, Threshold(450.0, soft=True, margin=10.0), draws())
    plain = THRESHOLD.decide(who, Threshold(450.0, soft=True), draws())
    assert passed(hard) == passed(plain) == [False, False, True]
    assert passed(soft) == [False, True, True]


def test_a_threshold_may_look_at_an_earlier_stage(candidates, draws):
    who = candidates(marks={"review": [500.0, 400.0], "site": [400.0, 500.0]})
    assert passed(THRESHOLD.decide(who, Threshold(450.0, of="review"), draws())) == [True, False]
    assert passed(THRESHOLD.decide(who, Threshold(450.0), draws())) == [False, True]


@pytest.mark.parametrize(
    "make",
    [
        lambda: TopN({"organisations": -1}),
        lambda: TopN({"organisations": 2.5}),
        lambda: TopN({"organisations": True}),
        lambda: TopN(6),
        lambda: TopN({}, soft="no"),
        lambda: WithinQuota({}, -1.0),
        lambda: Threshold(math.nan),
        lambda: Threshold(450.0, margin=-1.0),
    ],
)
def test_a_parameter_out_of_range_is_refused(make):
    with pytest.raises(ValueError, match=r" is (a|true) "):
        make()


@pytest.mark.parametrize(
    ("mean", "applicants", "probability"),
    [(430.0, 10, 0.17), (450.0, 15, 0.85), (400.0, 20, 0.45)],
)
def test_six_reach_the_threshold_as_often_as_the_binomial_says(
    candidates, draws, mean, applicants, probability
):
    from awardsim.quantiles import normal

    hits = 0
    for replication in range(1500):
        luck = draws(replication=replication)
        who = candidates(applicants)
        marks = np.clip(normal(luck.each("merit", who), mean, 80.0), 0, 1000)
        who = candidates(marks={"review": marks})
        hits += THRESHOLD.decide(who, Threshold(450.0), luck).passed.sum() >= 6
    assert hits / 1500 == pytest.approx(probability, abs=0.035)

"""Conferral: quotas are ceilings."""

from __future__ import annotations

import math

import numpy as np
import pytest

from awardsim.rules.conferral import CONFER_BY_RANK, ConferByRank


def reasons(decision):
    return ["" if index < 0 else decision.reasons[index] for index in decision.reason]


def test_the_best_of_each_track_are_awarded(candidates, draws):
    who = candidates(track=[0, 0, 0, 1, 1], marks={"composite": [500, 700, 600, 400, 300]})
    quota = ConferByRank({"organisations": 2, "individuals": 1})
    decision = CONFER_BY_RANK.decide(who, quota, draws())
    assert reasons(decision) == ["below_cut", "", "", "", "below_cut"]


def test_a_quota_left_vacant_is_not_refilled(candidates, draws):
    who = candidates(track=[0, 0, 1, 1, 1], marks={"composite": [700, 590, 800, 750, 720]})
    quota = ConferByRank({"organisations": 2, "individuals": 2}, minimum=600.0)
    decision = CONFER_BY_RANK.decide(who, quota, draws())
    assert reasons(decision) == ["", "below_minimum", "", "", "below_cut"]


def test_the_minimum_itself_is_enough(candidates, draws):
    who = candidates(marks={"composite": [620.0, 619.99, math.nan]})
    decision = CONFER_BY_RANK.decide(who, ConferByRank({"organisations": 3}, 620.0), draws())
    assert reasons(decision) == ["", "below_minimum", "below_minimum"]


def test_who_misses_both_failed_for_the_minimum(candidates, draws):
    who = candidates(marks={"composite": [700.0, 500.0]})
    decision = CONFER_BY_RANK.decide(who, ConferByRank({"organisations": 1}, 600.0), draws())
    assert reasons(decision) == ["", "below_minimum"]


def test_a_quota_of_nothing_awards_nobody(candidates, draws):
    who = candidates(marks={"composite": [700.0, 500.0]})
    decision = CONFER_BY_RANK.decide(who, ConferByRank({"organisations": 0}), draws())
    assert reasons(decision) == ["below_cut", "below_cut"]


def test_a_tie_across_the_cut_never_exceeds_the_quota(candidates, draws):
    who = candidates(marks={"composite": [700.0] * 6})
    quota = ConferByRank({"organisations": 3})
    awarded = [CONFER_BY_RANK.decide(who, quota, draws(replication=r)).passed for r in range(400)]
    assert {int(passed.sum()) for passed in awarded} == {3}
    assert np.mean(awarded, axis=0) == pytest.approx([0.5] * 6, abs=0.09)


def test_a_higher_minimum_never_awards_more_under_the_same_luck(candidates, draws):
    marks = {"composite": np.linspace(400, 800, 30)}
    awarded = [
        CONFER_BY_RANK.decide(
            candidates(marks=marks), ConferByRank({"organisations": 10}, minimum), draws()
        ).passed.sum()
        for minimum in (None, 500.0, 650.0, 750.0, 900.0)
    ]
    assert awarded == sorted(awarded, reverse=True)
    assert awarded[0] == 10
    assert awarded[-1] == 0


@pytest.mark.parametrize("number", [-1, 1.5, "five"])
def test_a_quota_is_a_whole_number(number):
    with pytest.raises(ValueError, match=r"at_most\.organisations is a whole number"):
        ConferByRank({"organisations": number})

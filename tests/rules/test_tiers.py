"""Tiers: places are given out from the highest to the lowest."""

from __future__ import annotations

import math

import numpy as np
import pytest

from awardsim.rules.conferral import CONFER_BY_RANK, ConferByRank
from awardsim.rules.tiers import by_tier
from awardsim.rules.voting import APPROVAL_VOTE, ApprovalVote

TIERS = ("award", "nomination")


def told(decision):
    """The tier of each candidate, or the reason why there is none."""
    return [
        TIERS[tier] if passed else decision.reasons[reason]
        for passed, tier, reason in zip(
            decision.passed, decision.tier, decision.reason, strict=True
        )
    ]


def test_the_best_have_the_award_and_the_next_the_nomination_whatever_their_track(
    candidates, draws
):
    who = candidates(track=[0, 0, 1, 1], marks={"composite": [500, 800, 700, 600]}, tiers=TIERS)
    decision = CONFER_BY_RANK.decide(who, ConferByRank({"award": 2, "nomination": 1}), draws())
    assert told(decision) == ["below_cut", "award", "award", "nomination"]


def test_who_misses_the_award_falls_to_the_nomination_unless_the_text_says_otherwise(
    candidates, draws
):
    # Two candidates for the award and two for the nomination; one place of each.
    who = candidates(marks={"composite": [900, 800, 700, 600]}, tier=[0, 0, 1, 1], tiers=TIERS)
    limits = {"award": 1, "nomination": 1}
    falls = CONFER_BY_RANK.decide(who, ConferByRank(limits), draws())
    assert told(falls) == ["award", "nomination", "below_cut", "below_cut"]
    stays = CONFER_BY_RANK.decide(who, ConferByRank(limits, falls=False), draws())
    assert told(stays) == ["award", "below_cut", "nomination", "below_cut"]


def test_a_candidate_for_the_nomination_never_gets_the_award(candidates, draws):
    who = candidates(marks={"composite": [900, 100]}, tier=[1, 0], tiers=TIERS)
    decision = CONFER_BY_RANK.decide(who, ConferByRank({"award": 5, "nomination": 5}), draws())
    assert told(decision) == ["nomination", "award"]


def test_a_tier_without_places_is_given_to_nobody(candidates, draws):
    who = candidates(marks={"composite": [900, 800]}, tiers=TIERS)
    decision = CONFER_BY_RANK.decide(who, ConferByRank({"nomination": 1}), draws())
    assert told(decision) == ["nomination", "below_cut"]


def test_limits_of_a_track_within_a_tier_and_of_a_track_in_all_tiers_hold_together(
    candidates, draws
):
    who = candidates(
        track=[0, 0, 0, 1, 1], marks={"composite": [900, 800, 700, 600, 500]}, tiers=TIERS
    )
    limits = {"award/organisations": 1, "award/individuals": 1, "nomination": 3, "organisations": 2}
    decision = CONFER_BY_RANK.decide(who, ConferByRank(limits), draws())
    assert told(decision) == ["award", "nomination", "below_cut", "award", "nomination"]


def test_below_the_lowest_mark_there_is_no_tier_at_all(candidates, draws):
    who = candidates(marks={"composite": [700, 500, math.nan]}, tiers=TIERS)
    limits = {"award": 2, "nomination": 2}
    decision = CONFER_BY_RANK.decide(who, ConferByRank(limits, minimum=600.0), draws())
    assert told(decision) == ["award", "below_minimum", "below_minimum"]


@pytest.mark.parametrize("falls", [True, False])
def test_no_tier_ever_has_more_than_its_places_and_nobody_has_two(candidates, draws, falls):
    random = np.random.default_rng(1)
    for replication in range(60):
        count = int(random.integers(0, 30))
        who = candidates(
            count=count,
            columns={"merit": np.full(count, 500.0)},
            marks={"composite": random.integers(0, 5, count)},
            track=random.integers(0, 2, count),
            tier=random.integers(-1, 2, count),
            tiers=TIERS,
        )
        limits = {"award": 3, "nomination": 7, "individuals": 4}
        luck = draws(replication=replication)
        ranked = CONFER_BY_RANK.decide(who, ConferByRank(limits, falls=falls), luck)
        choose = {"award": 3, "nomination": 7}
        voted = APPROVAL_VOTE.decide(who, ApprovalVote(5, choose, falls=falls), luck)
        for decision in (ranked, voted):
            assert (decision.passed == (decision.tier >= 0)).all()
            assert (decision.tier == 0).sum() <= 3
            assert (decision.tier == 1).sum() <= 7
            assert not ((decision.tier == 0) & (who.tier == 1)).any()
            assert (decision.reason[~decision.passed] >= 0).all()
            if not falls:
                assert not ((decision.tier == 1) & (who.tier == 0)).any()
        assert (ranked.passed & (who.track == 1)).sum() <= 4


def test_members_who_agree_vote_tier_by_tier(candidates, draws):
    who = candidates(track=[0, 0, 1, 1], marks={"composite": [500, 800, 700, 600]}, tiers=TIERS)
    vote = ApprovalVote(9, {"award": 1, "nomination": 2}, noise=0.0)
    decision = APPROVAL_VOTE.decide(who, vote, draws())
    assert told(decision) == ["no_majority", "award", "nomination", "nomination"]


def test_each_track_of_a_tier_may_have_a_ballot_of_its_own(candidates, draws):
    who = candidates(track=[0, 0, 1, 1], marks={"composite": [900, 800, 700, 600]}, tiers=TIERS)
    choose = {"award/organisations": 1, "award/individuals": 1}
    decision = APPROVAL_VOTE.decide(who, ApprovalVote(9, choose, noise=0.0), draws())
    assert told(decision) == ["award", "no_majority", "award", "no_majority"]


def test_a_ballot_may_choose_so_many_of_each_track(candidates, draws):
    who = candidates(track=[0, 0, 1, 1], marks={"composite": [900, 800, 700, 600]}, tiers=TIERS)
    choose = {"organisations": 1, "individuals": 2}
    decision = APPROVAL_VOTE.decide(who, ApprovalVote(9, choose, noise=0.0), draws())
    assert decision.tier is None
    assert decision.passed.tolist() == [True, False, True, True]


def test_a_limit_is_by_tier_where_one_of_its_names_is_a_tier():
    assert not by_tier({"organisations": 3}, TIERS)
    assert not by_tier(3, TIERS)
    assert by_tier({"organisations": 3, "nomination/organisations": 1}, TIERS)

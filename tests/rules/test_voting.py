"""Voting: ballots, majorities, vacancies."""

from __future__ import annotations

import math

import numpy as np
import pytest

from awardsim.rules.voting import APPROVAL_VOTE, ApprovalVote, count_votes


def test_members_who_agree_choose_the_best_of_each_track(candidates, draws):
    who = candidates(track=[0, 0, 0, 1, 1], marks={"composite": [400, 600, 500, 300, 200]})
    decision = APPROVAL_VOTE.decide(who, ApprovalVote(9, 1, noise=0.0), draws())
    assert decision.passed.tolist() == [False, True, False, True, False]
    assert {decision.reasons[index] for index in decision.reason if index >= 0} == {"no_majority"}


def test_every_member_marks_as_many_names_as_are_to_be_chosen(candidates, draws):
    who = candidates(track=[0] * 5 + [1] * 2, marks={"composite": np.linspace(400, 500, 7)})
    votes = count_votes(who, ApprovalVote(31, 3), draws())
    assert votes[:5].sum() == 31 * 3
    assert votes[5:].tolist() == [31, 31]  # fewer names than places: all are marked
    assert votes.max() <= 31


def test_half_the_votes_are_no_majority_unless_the_share_itself_is_enough(candidates, draws):
    # Two members without any preference of their own, each with one name: found by trial.
    who = candidates(marks={"composite": [450.0, 450.0]})
    for replication in range(50):
        luck = draws(replication=replication)
        parameters = ApprovalVote(2, 1)
        if count_votes(who, parameters, luck).tolist() == [1, 1]:
            break
    more = APPROVAL_VOTE.decide(who, parameters, luck)
    enough = APPROVAL_VOTE.decide(who, ApprovalVote(2, 1, inclusive=True), luck)
    assert more.passed.sum() == 0  # the place stays vacant
    assert enough.passed.sum() == 1  # a tie, decided by lot
    assert enough.reasons[enough.reason[~enough.passed][0]] == "outvoted"


@pytest.mark.parametrize(
    ("seats", "majority", "needed"),
    [(30, 2 / 3, 20), (100, 0.55, 55), (100, 0.29, 29), (100, 0.57, 57), (31, 1.0, 31)],
)
def test_a_share_of_the_seats_is_counted_exactly(
    candidates, draws, monkeypatch, seats, majority, needed
):
    """0.55 * 100 is above 55 in binary, and 0.29 * 100 below 29."""
    from awardsim.rules import voting

    who = candidates(marks={"composite": [450.0, 400.0]})
    monkeypatch.setattr(voting, "count_votes", lambda *_: np.array([needed, needed - 1]))
    inclusive = ApprovalVote(seats, 2, majority=majority, inclusive=True)
    assert APPROVAL_VOTE.decide(who, inclusive, draws()).passed.tolist() == [True, False]
    beyond = ApprovalVote(seats, 2, majority=majority)
    assert APPROVAL_VOTE.decide(who, beyond, draws()).passed.tolist() == [False, False]


def test_a_majority_of_everybody_needs_every_vote(candidates, draws):
    who = candidates(marks={"composite": [900.0, 450.0, 449.0]})
    everybody = ApprovalVote(31, 2, majority=1.0, inclusive=True)
    decision = APPROVAL_VOTE.decide(who, everybody, draws())
    assert decision.passed.tolist() == [True, False, False]


def test_a_clear_field_of_four_gives_ballots_like_those_of_a_county_award(candidates, draws):
    """31 ballots for 3 of 4 gave 29, 28 and 25 votes (so 11 for the fourth)."""
    who = candidates(marks={"composite": [490.0, 480.0, 465.0, 440.0]})
    votes = np.mean(
        [count_votes(who, ApprovalVote(31, 3), draws(replication=r)) for r in range(200)], axis=0
    )
    assert votes == pytest.approx([29, 28, 25, 11], abs=3.0)


def test_votes_can_overturn_the_order_of_scores(candidates, draws):
    who = candidates(marks={"composite": [500.0, 490.0]})
    chosen = [
        bool(APPROVAL_VOTE.decide(who, ApprovalVote(15, 1), draws(replication=r)).passed[0])
        for r in range(300)
    ]
    assert 0.5 < np.mean(chosen) < 1.0


def test_members_go_by_merit_where_a_track_has_no_marks(candidates, draws):
    who = candidates(
        track=[0, 0, 1, 1],
        columns={"merit": [900.0, 100.0, 100.0, 900.0]},
        marks={"composite": [100.0, 900.0, math.nan, math.nan]},
    )
    decision = APPROVAL_VOTE.decide(who, ApprovalVote(9, 1), draws())
    assert decision.passed.tolist() == [False, True, False, True]


def test_who_has_no_mark_among_others_is_not_chosen(candidates, draws):
    who = candidates(marks={"composite": [math.nan, 10.0]})
    decision = APPROVAL_VOTE.decide(who, ApprovalVote(9, 1), draws())
    assert decision.passed.tolist() == [False, True]


def test_another_seat_changes_no_other_members_ballot(candidates, draws):
    who = candidates(marks={"composite": np.linspace(400, 500, 8)})
    fewer = count_votes(who, ApprovalVote(9, 3), draws())
    more = count_votes(who, ApprovalVote(10, 3), draws())
    assert ((more - fewer) >= 0).all()
    assert (more - fewer).sum() == 3


def test_choosing_nobody_or_among_nobody_is_possible(candidates, draws):
    who = candidates(marks={"composite": [450.0]})
    assert not APPROVAL_VOTE.decide(who, ApprovalVote(9, 0), draws()).passed.any()
    nobody = candidates(marks={"composite": []})
    assert len(APPROVAL_VOTE.decide(nobody, ApprovalVote(9, 3), draws()).passed) == 0


@pytest.mark.parametrize(
    "make",
    [
        lambda: ApprovalVote(0, 3),
        lambda: ApprovalVote(9, -1),
        lambda: ApprovalVote(9, 3, majority=1.1),
        lambda: ApprovalVote(9, 3, noise=math.nan),
        lambda: ApprovalVote(9, 3, inclusive=1),
    ],
)
def test_a_parameter_out_of_range_is_refused(make):
    with pytest.raises(ValueError, match=r" is (a|true) "):
        make()

"""The votes of the China Quality Award: ballots counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from awardsim_china_award import rules
from awardsim_china_award.rules import (
    COMMITTEE_VOTE,
    SUBCOMMITTEE_VOTE,
    CommitteeVote,
    SubcommitteeVote,
    members_present,
)

from awardsim.rules.interface import Candidates, Draws
from awardsim.streams import Streams

TIERS = ("award", "nomination")


def of(marks, tier=None, track=None, slots=None):
    """Candidates with marks of the document review, and maybe of the site visit beside it."""
    named = marks if isinstance(marks, dict) else {"document_review": marks}
    columns = {name: np.asarray(values, dtype=float) for name, values in named.items()}
    count = len(next(iter(columns.values())))
    return Candidates(
        track=np.zeros(count, dtype=np.int64) if track is None else np.asarray(track),
        channel=np.zeros(count, dtype=np.int64),
        columns={"merit": np.linspace(400.0, 500.0, count)},
        marks=columns,
        slots=np.arange(count) if slots is None else np.asarray(slots),
        tracks=("organisations", "individuals"),
        tier=np.full(count, -1) if tier is None else np.asarray(tier),
        tiers=TIERS,
    )


def luck(replication=0, stage="vote"):
    return Draws(Streams(1), stage, replication, 4096)


def subcommittee(award, nomination, **others):
    given = {"seats": 5, "attendance": 1.0, "quorum": 0.0, "majority": 0.5, "noise": 0.0}
    return SubcommitteeVote(award, nomination, **{**given, **others})


def committee(award, nomination, **others):
    given = {
        "weights": {"document_review": 1.0, "site_visit": 1.0},
        "seats": 5, "attendance": 1.0, "quorum": 0.0, "majority": 0.5, "noise": 0.0,
    }  # fmt: skip
    at_most = {"award": award, "nomination": nomination}
    return CommitteeVote(at_most, **{**given, **others})


def told(decision):
    """The tier of each candidate, or why there is none."""
    return [
        TIERS[tier] if passed else decision.reasons[reason]
        for passed, tier, reason in zip(
            decision.passed, decision.tier, decision.reason, strict=True
        )
    ]


@pytest.fixture
def ballots(monkeypatch):
    """Puts ballots into the members' hands: each a string of names, best first."""

    def hand_out(*orders):
        found = np.array([["ABCDEFGH".index(name) for name in order] for order in orders])
        monkeypatch.setattr(rules, "views", lambda *_: found)
        return len(orders)

    return hand_out


# ---- the review sub-committee --------------------------------------------------------------------


def test_members_of_one_mind_take_the_best_for_the_award_and_the_next_for_the_nomination():
    who = of([410, 450, 430, 440, 420], track=[0, 1, 0, 0, 1])
    decision = SUBCOMMITTEE_VOTE.decide(who, subcommittee(1, 2), luck())
    assert told(decision) == ["no_majority", "award", "nomination", "nomination", "no_majority"]
    assert decision.tier.tolist() == [-1, 0, 1, 1, -1]


def test_organisations_and_persons_stand_on_one_ballot():
    """The quotas of article 1 are not divided between them."""
    who = of([500, 490, 480, 300, 290], track=[1, 1, 1, 0, 0])
    assert told(SUBCOMMITTEE_VOTE.decide(who, subcommittee(1, 2), luck())) == [
        "award", "nomination", "nomination", "no_majority", "no_majority",
    ]  # fmt: skip


def test_votes_for_the_award_are_counted_for_the_nomination_too(ballots):
    """Award: A 3, B 2.  Either: A 5, B 4, C 3, D 3, E 0; two nominations, so C against D by lot."""
    seats = ballots("ABCDE", "ABDCE", "ACDBE", "BACDE", "BADCE")
    # Each ballot: the first name for the award, the next two for the nomination.
    # A: 1 1 1 1 1 = 5; B: 1 1 0 1 1 = 4; C: 1 0 1 1 0 = 3; D: 0 1 1 0 1 = 3.
    decision = SUBCOMMITTEE_VOTE.decide(of([450.0] * 5), subcommittee(1, 2, seats=seats), luck())
    result = told(decision)
    assert result[:2] == ["award", "nomination"]
    assert sorted(result[2:4]) == ["nomination", "outvoted"]
    assert result[4] == "no_majority"


def test_without_a_majority_for_the_award_the_first_list_is_empty(ballots):
    """Award: A 2, B 2, C 1 of 5: none has more than half.  Either: A, B, C 5 each."""
    seats = ballots("ABCD", "ABCD", "BACD", "BACD", "CABD")
    decision = SUBCOMMITTEE_VOTE.decide(of([450.0] * 4), subcommittee(1, 2, seats=seats), luck())
    assert sorted(told(decision)) == ["no_majority", "nomination", "nomination", "outvoted"]
    assert "award" not in told(decision)


def test_two_of_four_votes_are_enough_only_where_the_share_itself_is(ballots):
    """Award, one name each: A 2, B 1, C 1."""
    seats = ballots("ABC", "ACB", "BAC", "CAB")
    more = subcommittee(1, 0, seats=seats)
    enough = subcommittee(1, 0, seats=seats, inclusive=True)
    who = of([450.0] * 3)
    assert told(SUBCOMMITTEE_VOTE.decide(who, more, luck())) == ["no_majority"] * 3
    assert told(SUBCOMMITTEE_VOTE.decide(who, enough, luck()))[0] == "award"


def test_fewer_names_than_places_all_become_candidates():
    decision = SUBCOMMITTEE_VOTE.decide(of([410, 450, 430]), subcommittee(1, 9), luck())
    assert told(decision) == ["nomination", "award", "nomination"]


def test_nobody_to_vote_on_is_no_mistake():
    for decision in (
        SUBCOMMITTEE_VOTE.decide(of(np.zeros(0)), subcommittee(1, 2), luck()),
        COMMITTEE_VOTE.decide(of(np.zeros(0)), committee(1, 2), luck()),
    ):
        assert (len(decision.passed), len(decision.tier)) == (0, 0)


# ---- the full committee --------------------------------------------------------------------------


def test_the_award_goes_to_its_candidates_only_however_good_a_nominee_is():
    who = of([400, 390, 900], tier=[0, 0, 1])
    decision = COMMITTEE_VOTE.decide(who, committee(1, 1, fallback=False), luck())
    assert told(decision) == ["award", "no_majority", "nomination"]


def test_who_misses_the_award_becomes_a_nominee_unless_it_is_out():
    who = of([500, 490, 480, 470], tier=[0, 0, 1, 1])
    down = COMMITTEE_VOTE.decide(who, committee(1, 2), luck())
    out = COMMITTEE_VOTE.decide(who, committee(1, 2, fallback=False), luck())
    assert told(down) == ["award", "nomination", "nomination", "no_majority"]
    assert told(out) == ["award", "no_majority", "nomination", "nomination"]


def test_two_ballots_counted_by_hand(ballots):
    """A, B, C stand for 1 award; D, E, F for 2 nominations, joined by who missed the award.

    First ballot, best of A, B, C: A, A, B, A, B = A 3, B 2.  Second ballot, two names each of
    B to F: DB, DE, BD, EF, BD = D 4, B 3, E 2, F 1.
    """
    seats = ballots("ADBECF", "ADEBCF", "BDAECF", "AEFBCD", "BDACEF")
    who = of([450.0] * 6, tier=[0, 0, 0, 1, 1, 1])
    assert told(COMMITTEE_VOTE.decide(who, committee(1, 2, seats=seats), luck())) == [
        "award", "nomination", "no_majority", "nomination", "no_majority", "no_majority",
    ]  # fmt: skip


def test_places_without_a_majority_stay_vacant_unless_the_most_votes_are_enough(ballots):
    """First choice: A 2, B 2, C 1; by the most votes A or B has it, by lot."""
    seats = ballots("ABC", "ACB", "BAC", "BCA", "CAB")
    who = of([450.0] * 3, tier=[0, 0, 0])
    majority = committee(1, 0, seats=seats, fallback=False)
    plurality = committee(1, 0, seats=seats, fallback=False, needs_majority=False)
    assert told(COMMITTEE_VOTE.decide(who, majority, luck())) == ["no_majority"] * 3
    result = told(COMMITTEE_VOTE.decide(who, plurality, luck()))
    assert sorted(result[:2]) == ["award", "outvoted"]
    assert result[2] == "outvoted"


def test_a_nominee_is_known_by_the_file_and_a_visited_candidate_by_both_marks():
    """Composite with equal weights: 450, 430 (500 and 360), 440 (file only)."""
    marks = {"document_review": [400, 500, 440], "site_visit": [500, 360, np.nan]}
    who = of(marks, tier=[0, 0, 1])
    decision = COMMITTEE_VOTE.decide(who, committee(1, 1), luck())
    assert told(decision) == ["award", "no_majority", "nomination"]
    file_only = committee(1, 1, weights={"document_review": 1.0, "site_visit": 0.0})
    assert told(COMMITTEE_VOTE.decide(who, file_only, luck())) == [
        "no_majority", "award", "nomination",
    ]  # fmt: skip


def test_a_candidate_of_no_tier_in_particular_stands_for_both():
    """As in a procedure whose sub-committee makes no lists."""
    who = of([440, 500, 450, 460], tier=[-1, -1, -1, 1])
    assert told(COMMITTEE_VOTE.decide(who, committee(1, 2), luck())) == [
        "no_majority", "award", "nomination", "nomination",
    ]  # fmt: skip


@pytest.mark.parametrize("fallback", [True, False])
@pytest.mark.parametrize("replication", range(5))
def test_the_quotas_of_10_and_90_are_never_exceeded_and_everybody_has_a_result(
    replication, fallback
):
    tier = np.repeat([0, 1], [25, 150])
    who = of(np.linspace(300, 600, 175), tier=tier)
    parameters = committee(10, 90, seats=31, noise=80.0, fallback=fallback)
    decision = COMMITTEE_VOTE.decide(who, parameters, luck(replication))
    assert (decision.tier == 0).sum() <= 10
    assert (decision.tier == 1).sum() <= 90
    assert (tier[decision.tier == 0] == 0).all()
    assert (decision.passed == (decision.tier >= 0)).all()
    assert (decision.passed == (decision.reason < 0)).all()


def test_a_tier_without_places_takes_nobody():
    who = of([500, 490], tier=[0, 1])
    assert told(COMMITTEE_VOTE.decide(who, committee(0, 1, fallback=False), luck())) == [
        "no_majority", "nomination",
    ]  # fmt: skip


# ---- members -------------------------------------------------------------------------------------


def present(seats, attendance, quorum, replication=0):
    return members_present(of([450.0]), seats, attendance, quorum, luck(replication))


def test_all_members_come_or_just_the_quorum():
    assert sorted(present(15, 1.0, 0.0)) == list(range(15))
    assert len(present(15, 0.0, 2 / 3)) == 10
    assert len(present(21, 0.0, 2 / 3)) == 14  # exactly two thirds
    assert len(present(20, 0.0, 2 / 3)) == 14  # 13.3 is rounded up
    assert len(present(15, 0.0, 0.0)) == 1


def test_attendance_is_a_share_and_members_are_distinct():
    counts = [len(present(31, 0.9, 2 / 3, replication)) for replication in range(200)]
    assert np.mean(counts) == pytest.approx(0.9 * 31, abs=0.5)
    assert min(counts) >= 21
    some = present(31, 0.5, 0.9)
    assert len(set(some.tolist())) == len(some) == 28


def test_a_member_who_comes_keeps_the_own_view_whoever_else_comes():
    few, many = set(present(31, 0.5, 0.0).tolist()), set(present(31, 0.8, 0.0).tolist())
    assert few < many


# ---- both ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "parameters"),
    [
        (SUBCOMMITTEE_VOTE, subcommittee(5, 10, seats=15, noise=60.0)),
        (COMMITTEE_VOTE, committee(5, 10, seats=15, noise=60.0)),
    ],
)
def test_the_order_of_the_candidates_does_not_matter(rule, parameters):
    marks, tier = np.round(np.linspace(400, 500, 40)), np.arange(40) % 2
    order = np.random.default_rng(3).permutation(40)
    straight = rule.decide(of(marks, tier), parameters, luck())
    mixed = rule.decide(of(marks[order], tier[order], slots=order), parameters, luck())
    assert told(mixed) == [told(straight)[place] for place in order]


def test_votes_can_overturn_the_order_of_marks():
    won = [
        told(COMMITTEE_VOTE.decide(
            of([500, 490], tier=[0, 0]), committee(1, 0, seats=15, noise=28.0), luck(replication)
        )).index("award")
        for replication in range(200)
    ]  # fmt: skip
    assert 0.02 < np.mean(won) < 0.4


@pytest.mark.parametrize(
    "wrong",
    [{"seats": 0}, {"seats": 2.5}, {"attendance": 1.1}, {"quorum": -0.1}, {"majority": 2}],
)
def test_a_parameter_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        subcommittee(1, 2, **wrong)
    with pytest.raises(ValueError, match=next(iter(wrong))):
        committee(1, 2, **wrong)


@pytest.mark.parametrize("rule", [SUBCOMMITTEE_VOTE, COMMITTEE_VOTE])
def test_a_rule_is_the_awards_own_and_declares_its_reasons(rule):
    assert rule.id.startswith("china_award.")
    assert "市监质函〔2023〕105号" in rule.source
    assert rule.doc
    decision = rule.decide(
        of([400, 500], tier=[-1, 0]),
        subcommittee(1, 0) if rule is SUBCOMMITTEE_VOTE else committee(1, 0),
        luck(),
    )
    assert set(decision.reasons) == set(rule.reasons)

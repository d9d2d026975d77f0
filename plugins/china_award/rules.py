"""The two votes of the notice of 2023: the candidates, and who is awarded.

The notice says who votes and on what, and leaves open how many members there are, how many must be
present, and how many votes are enough.  All of these are parameters.  Members are modelled by
what they see, the marks, and by a view of their own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import attrs
import numpy as np

from awardsim.quantiles import normal
from awardsim.rules import Candidates, Decision, Draws, Rule, RuleKind
from awardsim.rules import parameters as checks
from awardsim.rules.interface import Bools, Floats, Ints
from awardsim.rules.ranking import marks_of
from awardsim.rules.scoring import WeightedSum, decide_weighted_sum
from awardsim.rules.tiers import standing
from awardsim.text import Text

#: Indices of the tiers of the notice, the higher one first.
AWARD, NOMINATION = 0, 1

#: Why a name is on no list; by their places in this table.
_REASONS = {
    "no_majority": Text("未获得足够票数", "no majority"),
    "outvoted": Text("票数靠后", "a majority, but fewer votes than others"),
}
_TITLES = {
    "award_candidates": Text("中国质量奖候选名单个数", "names on the award's list"),
    "nomination_candidates": Text("提名奖候选名单个数", "names on the nomination award's list"),
    "attendance": Text("委员到会的机会", "chance that a member attends"),
    "quorum": Text("开会所需到会比例", "share of members without whom there is no vote"),
    "needs_majority": Text("须达到规定票数", "the share of votes is needed"),
    "fallback": Text("中国质量奖落选者转入提名奖", "who misses the award goes on to the other"),
}
_NO_MAJORITY, _OUTVOTED = 0, 1

#: Keeps a share of the ballots exact: two thirds of 21 is 14, whatever binary makes of it.
SLACK = 1e-9


def members_present(
    candidates: Candidates, seats: int, attendance: float, quorum: float, draws: Draws
) -> Ints:
    """Who of the members votes, as indices 0 to ``seats`` - 1.

    Each comes with the chance ``attendance`` (the draw ``present``).  A meeting without a quorum
    is not held, so where fewer have come, the first of the others are fetched until there is one.
    At least one member votes, and there is at least one candidate.
    """
    drawn = draws.shared("present", np.arange(seats)[np.newaxis, :], candidates)[0]
    here = drawn < attendance
    least = max(1, math.ceil(quorum * seats - SLACK * seats))
    members = np.argsort(~here, kind="stable")
    return members[: max(int(here.sum()), least)]


def views(seen: Floats, candidates: Candidates, members: Ints, noise: float, draws: Draws) -> Ints:
    """Each member's order of the candidates, best first; shape (members, n).

    A member likes a candidate by what is seen plus an error of its own (the draws ``view0``,
    ``view1``, ...).  Where nobody has a mark, merit is seen; a candidate without a mark among
    others comes last.
    """
    if np.isnan(seen).all():
        seen = candidates.columns["merit"]
    drawn = np.stack([draws.each(f"view{member}", candidates) for member in members.tolist()])
    liking = np.where(np.isnan(seen), -np.inf, seen) + noise * normal(drawn)
    slots = np.broadcast_to(candidates.slots, liking.shape)
    return np.lexsort((slots, drawn, -liking), axis=-1)


def count_marked(orders: Ints, choose: int, count: int) -> Ints:
    """Votes for each of ``count`` candidates if every member marks the first ``choose``."""
    return np.bincount(orders[:, :choose].ravel(), minlength=count)


def has_enough(votes: Ints, ballots: int, majority: float, inclusive: bool) -> Bools:
    """More than that share of the ballots cast, or the share itself if it is enough; never 0."""
    slack = SLACK * ballots
    needed = majority * ballots
    enough: Bools = votes >= needed - slack if inclusive else votes > needed + slack
    return enough & (votes > 0)


def most_votes(
    votes: Ints, eligible: Bools, places: int, candidates: Candidates, draws: Draws
) -> Ints:
    """Positions of the eligible with the most votes, up to ``places``; equal votes by lot."""
    order = np.lexsort((candidates.slots, draws.each("tie", candidates), -votes))
    return order[eligible[order]][:places]


@attrs.frozen
class SubcommitteeVote:
    """Parameters of :func:`decide_subcommittee_vote`.

    Attributes
    ----------
    award_candidates, nomination_candidates
        Names on the two lists of candidates at most, organisations and persons together.
    seats
        Members of the sub-committee.
    attendance
        Chance that a member is there.
    quorum
        Share of the members without whom there is no vote.
    majority
        Share of the ballots cast that a name needs.
    inclusive
        The share itself is enough ("三分之二以上"); otherwise more is needed ("过半数").
    noise
        Standard deviation of a member's own view, in points of the mark.
    of
        Stage whose marks the members go by; empty for the last given.
    """

    award_candidates: int = attrs.field(validator=checks.whole())
    nomination_candidates: int = attrs.field(validator=checks.whole())
    seats: int = attrs.field(validator=checks.whole(1))
    attendance: float = attrs.field(validator=checks.number(0, 1))
    quorum: float = attrs.field(validator=checks.number(0, 1))
    majority: float = attrs.field(validator=checks.number(0, 1))
    inclusive: bool = attrs.field(default=False, validator=checks.flag)
    noise: float = attrs.field(default=28.0, validator=checks.number(0))
    of: str = ""


def decide_subcommittee_vote(
    candidates: Candidates, parameters: SubcommitteeVote, draws: Draws
) -> Decision:
    """One ballot for both lists: who becomes a candidate for the award, who for the nomination.

    Each member present marks the ``award_candidates`` it likes best for the award and the next
    ``nomination_candidates`` for the nomination award, organisations and persons on one ballot.
    A name with the ``majority`` of the ballots for the award is on the first list, by votes, up to
    its length.  Everybody else is judged by the votes for either: a vote for the award says no
    less than one for the nomination.  Equal votes at the last place are decided by lot, and there
    is no second ballot.
    """
    count = len(candidates)
    if not count:
        return _decision(np.full(0, -1), np.full(0, _NO_MAJORITY))
    members = members_present(
        candidates, parameters.seats, parameters.attendance, parameters.quorum, draws
    )
    seen = marks_of(candidates, parameters.of)
    orders = views(seen, candidates, members, parameters.noise, draws)
    first = count_marked(orders, parameters.award_candidates, count)
    both = parameters.award_candidates + parameters.nomination_candidates
    either = count_marked(orders, both, count)
    tier = np.full(count, -1)
    share, inclusive = parameters.majority, parameters.inclusive
    good = has_enough(first, len(members), share, inclusive)
    tier[most_votes(first, good, parameters.award_candidates, candidates, draws)] = AWARD
    good = has_enough(either, len(members), share, inclusive)
    places = parameters.nomination_candidates
    tier[most_votes(either, good & (tier < 0), places, candidates, draws)] = NOMINATION
    return _decision(tier, np.where(good, _OUTVOTED, _NO_MAJORITY))


SUBCOMMITTEE_VOTE = Rule(
    "china_award.subcommittee_vote",
    RuleKind.VOTE,
    SubcommitteeVote,
    decide_subcommittee_vote,
    Text("评审分委员会投票", "vote of the review sub-committee"),
    "市监质函〔2023〕105号 四(四): 投票提出中国质量奖和提名奖候选名单. "
    "Assumption: one ballot for both, members differ by sd 28 points of 1000",
    _REASONS,
    sets_tier=True,
    titles=_TITLES,
)


@attrs.frozen
class CommitteeVote:
    """Parameters of :func:`decide_committee_vote`.

    Attributes
    ----------
    at_most
        Awards by tier, organisations and persons together.
    weights
        How much the members go by the marks of each stage.
    seats
        Members of the committee.
    attendance
        Chance that a member is there.
    quorum
        Share of the members without whom there is no vote.
    majority
        Share of the ballots cast that a name needs.
    inclusive
        The share itself is enough ("三分之二以上"); otherwise more is needed ("过半数").
    needs_majority
        False: the most votes are enough, however few.
    fallback
        Who misses the award is a candidate for the nomination award.
    noise
        Standard deviation of a member's own view, in points of the mark.
    """

    at_most: Mapping[str, int] = attrs.field(validator=checks.counts)
    weights: Mapping[str, float] = attrs.field(validator=checks.weights)
    seats: int = attrs.field(validator=checks.whole(1))
    attendance: float = attrs.field(validator=checks.number(0, 1))
    quorum: float = attrs.field(validator=checks.number(0, 1))
    majority: float = attrs.field(validator=checks.number(0, 1))
    inclusive: bool = attrs.field(default=False, validator=checks.flag)
    needs_majority: bool = attrs.field(default=True, validator=checks.flag)
    fallback: bool = attrs.field(default=True, validator=checks.flag)
    noise: float = attrs.field(default=28.0, validator=checks.number(0))


def decide_committee_vote(
    candidates: Candidates, parameters: CommitteeVote, draws: Draws
) -> Decision:
    """One ballot of the full committee for each tier, the award first.

    On each ballot a member present marks as many names as there are places, in the order of a
    weighted mean of the marks that a name has (who was not visited is known by the file alone)
    and a view of its own, which is the same on all.  The names with the ``majority`` of the
    ballots are taken by votes; places that nobody has a majority for stay vacant.  With
    ``fallback`` who misses the award stands on the second ballot too.  A candidate of no tier in
    particular stands on every ballot.  A tier without a limit has no places.
    """
    count = len(candidates)
    tier = np.full(count, -1)
    reason = np.full(count, _NO_MAJORITY)
    if not count:
        return _decision(tier, reason)
    members = members_present(
        candidates, parameters.seats, parameters.attendance, parameters.quorum, draws
    )
    composite = decide_weighted_sum(candidates, WeightedSum(parameters.weights), draws).marks
    assert composite is not None
    orders = views(composite, candidates, members, parameters.noise, draws)
    majority = parameters.majority if parameters.needs_majority else 0.0
    for level, name in enumerate(candidates.tiers):
        stands = standing(candidates, level, tier, parameters.fallback)
        places = parameters.at_most.get(name, 0)
        votes = count_marked(_among(orders, stands), places, count)
        good = has_enough(votes, len(members), majority, parameters.inclusive) & stands
        reason[stands] = np.where(good[stands], _OUTVOTED, _NO_MAJORITY)
        tier[most_votes(votes, good, places, candidates, draws)] = level
    return _decision(tier, reason)


COMMITTEE_VOTE = Rule(
    "china_award.committee_vote",
    RuleKind.VOTE,
    CommitteeVote,
    decide_committee_vote,
    Text("评选表彰委员会投票", "vote of the full committee"),
    "市监质函〔2023〕105号 四(七): 投票产生中国质量奖及提名奖获奖组织和个人建议名单. "
    "Assumption: two ballots, members differ by sd 28 points of 1000",
    _REASONS,
    sets_tier=True,
    titles=_TITLES,
)


def _among(orders: Ints, stands: Bools) -> Ints:
    """Each member's order of those only who stand for a tier."""
    return orders[stands[orders]].reshape(len(orders), -1)


def _decision(tier: Ints, reason: Ints) -> Decision:
    """Who has a tier has passed; all others have failed for the reason given."""
    passed = tier >= 0
    return Decision(passed, np.where(passed, -1, reason), tuple(_REASONS), tier=tier)

"""Voting: a committee marks names on a ballot."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np

from awardsim.quantiles import normal
from awardsim.rules import parameters as checks
from awardsim.rules.interface import Bools, Candidates, Decision, Draws, Ints, Rule, RuleKind
from awardsim.rules.ranking import by_value, marks_of, ranked
from awardsim.rules.tiers import by_tier, standing
from awardsim.text import Text


@attrs.frozen
class ApprovalVote:
    """Parameters of :func:`decide_approval_vote`.

    Attributes
    ----------
    seats
        Members who vote.
    choose
        Names that each member marks per track, and the most that can be chosen in it; one number
        for every track, or one for each track or tier.
    majority
        Share of ``seats`` that a candidate needs.
    inclusive
        The share itself is enough ("三分之二以上"); otherwise more is needed ("过半数").
    noise
        Standard deviation of a member's own view, in points of the mark.
    of
        Stage whose marks the members go by; empty for the last given.
    falls
        Who misses a tier stands for the next.
    """

    seats: int = attrs.field(validator=checks.whole(1))
    choose: int | Mapping[str, int] = attrs.field(validator=checks.whole_or_counts)
    majority: float = attrs.field(default=0.5, validator=checks.number(0, 1))
    inclusive: bool = attrs.field(default=False, validator=checks.flag)
    noise: float = attrs.field(default=28.0, validator=checks.number(0))
    of: str = ""
    falls: bool = attrs.field(default=True, validator=checks.flag)


def count_votes(candidates: Candidates, parameters: ApprovalVote, draws: Draws) -> Ints:
    """Votes for each candidate where each track is voted on by itself, shape (n,).

    Each member ranks the candidates of a ballot by mark plus a view of its own (the draws
    ``view0``, ``view1``, ...) and marks the first ``choose``.  A ballot on which nobody has a
    mark is voted on by merit.  A candidate without a mark among others comes last.  A member's
    leniency would move all its views alike and so has no place here.
    """
    votes = np.zeros(len(candidates), dtype=np.int64)
    for index, track in enumerate(candidates.tracks):
        choose = parameters.choose
        places = choose.get(track, 0) if isinstance(choose, Mapping) else choose
        own = np.flatnonzero(candidates.track == index)
        votes[own] = _ballot(candidates, own, places, parameters, draws)
    return votes


def _ballot(
    candidates: Candidates, own: Ints, choose: int, parameters: ApprovalVote, draws: Draws
) -> Ints:
    """Votes for each of the candidates that stand on one ballot, by their positions."""
    if not len(own) or not choose:
        return np.zeros(len(own), dtype=np.int64)
    views = np.stack([draws.each(f"view{j}", candidates)[own] for j in range(parameters.seats)])
    seen = marks_of(candidates, parameters.of)[own]
    if np.isnan(seen).all():
        seen = candidates.columns["merit"][own]
    liking = np.where(np.isnan(seen), -np.inf, seen) + parameters.noise * normal(views)
    slots = np.broadcast_to(candidates.slots[own], liking.shape)
    order = np.lexsort((slots, views, -liking), axis=-1)
    return np.bincount(order[:, :choose].ravel(), minlength=len(own))


def _enough(votes: Ints, parameters: ApprovalVote) -> Bools:
    """Who has the majority of the seats."""
    needed = parameters.majority * parameters.seats
    slack = 1e-9 * parameters.seats  # two thirds of 21 is 14, whatever binary makes of it
    return votes >= needed - slack if parameters.inclusive else votes > needed + slack


def decide_approval_vote(
    candidates: Candidates, parameters: ApprovalVote, draws: Draws
) -> Decision:
    """One ballot; who has the majority is chosen, by votes, up to the number to be chosen.

    Each track is voted on by itself.  Equal votes at the last place are decided by lot.  There
    is no second ballot: a place that nobody has a majority for stays vacant.

    With ``choose`` by tier there is a ballot for each tier, from the highest to the lowest, on
    which its own candidates stand and those of no tier in particular, all tracks together unless
    a number is for one track of the tier (``award/organisations``).  With ``falls`` who misses
    a tier stands for the next as well.
    """
    if by_tier(parameters.choose, candidates.tiers):
        return _decide_by_tier(candidates, parameters, draws)
    votes = count_votes(candidates, parameters, draws)
    enough = _enough(votes, parameters)
    passed = np.zeros(len(candidates), dtype=np.bool_)
    for track, order in ranked(candidates, votes.astype(np.float64), draws):
        choose = parameters.choose
        places = choose.get(track, 0) if isinstance(choose, Mapping) else choose
        passed[order[enough[order]][:places]] = True
    reason = np.where(passed, -1, np.where(enough, 1, 0))
    return Decision(passed, reason, ("no_majority", "outvoted"))


def _decide_by_tier(candidates: Candidates, parameters: ApprovalVote, draws: Draws) -> Decision:
    """A ballot for each tier; who has not stood on any has no majority."""
    assert isinstance(parameters.choose, Mapping)
    tier = np.full(len(candidates), -1)
    outvoted = np.zeros(len(candidates), dtype=np.bool_)
    for level, name in enumerate(candidates.tiers):
        for track, places in _ballots(name, candidates, parameters.choose):
            stands = standing(candidates, level, tier, parameters.falls)
            if track >= 0:
                stands &= candidates.track == track
            own = np.flatnonzero(stands)
            votes = np.zeros(len(candidates), dtype=np.int64)
            votes[own] = _ballot(candidates, own, places, parameters, draws)
            enough = _enough(votes, parameters) & stands
            outvoted[own] = enough[own]
            order = by_value(candidates, votes.astype(np.float64), draws)
            tier[order[enough[order]][:places]] = level
    passed = tier >= 0
    reason = np.where(passed, -1, np.where(outvoted, 1, 0))
    return Decision(passed, reason, ("no_majority", "outvoted"), tier=tier)


def _ballots(tier: str, candidates: Candidates, choose: Mapping[str, int]) -> list[tuple[int, int]]:
    """The ballots of a tier: track, -1 for all together, and number of places."""
    found = [(-1, choose[tier])] if tier in choose else []
    found += [
        (index, choose[f"{tier}/{track}"])
        for index, track in enumerate(candidates.tracks)
        if f"{tier}/{track}" in choose
    ]
    return found


APPROVAL_VOTE = Rule(
    "builtin.approval_vote",
    RuleKind.VOTE,
    ApprovalVote,
    decide_approval_vote,
    Text("票决", "approval vote"),
    "assumption: members differ by sd 28 points of 1000; texts give no voting method. "
    "Civil Code art. 1259: 超过 excludes the number, 以上 includes it",
    {
        "no_majority": Text("未获得足够票数", "no majority"),
        "outvoted": Text("票数靠后", "a majority, but fewer votes than others"),
    },
    sets_tier="choose",
)

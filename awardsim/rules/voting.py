"""Voting: a committee marks names on a ballot."""

from __future__ import annotations

import attrs
import numpy as np

from awardsim.quantiles import normal
from awardsim.rules import parameters as checks
from awardsim.rules.interface import Candidates, Decision, Draws, Ints, Rule, RuleKind
from awardsim.rules.ranking import marks_of, ranked
from awardsim.text import Text


@attrs.frozen
class ApprovalVote:
    """Parameters of :func:`decide_approval_vote`.

    Attributes
    ----------
    seats
        Members who vote.
    choose
        Names that each member marks per track, and the most that can be chosen in it.
    majority
        Share of ``seats`` that a candidate needs.
    inclusive
        The share itself is enough ("三分之二以上"); otherwise more is needed ("过半数").
    noise
        Standard deviation of a member's own view, in points of the mark.
    of
        Stage whose marks the members go by; empty for the last given.
    """

    seats: int = attrs.field(validator=checks.whole(1))
    choose: int = attrs.field(validator=checks.whole())
    majority: float = attrs.field(default=0.5, validator=checks.number(0, 1))
    inclusive: bool = attrs.field(default=False, validator=checks.flag)
    noise: float = attrs.field(default=28.0, validator=checks.number(0))
    of: str = ""


def count_votes(candidates: Candidates, parameters: ApprovalVote, draws: Draws) -> Ints:
    """Votes for each candidate, shape (n,).

    Each member ranks the candidates of a track by mark plus a view of its own (the draws
    ``view0``, ``view1``, ...) and marks the first ``choose``.  A track in which nobody has a
    mark is voted on by merit.  A candidate without a mark among others comes last.  A member's
    leniency would move all its views alike and so has no place here.
    """
    votes = np.zeros(len(candidates), dtype=np.int64)
    if not len(candidates) or not parameters.choose:
        return votes
    marks = marks_of(candidates, parameters.of)
    views = np.stack([draws.each(f"view{j}", candidates) for j in range(parameters.seats)])
    errors = parameters.noise * normal(views)
    for index in range(len(candidates.tracks)):
        own = np.flatnonzero(candidates.track == index)
        if len(own) == 0:
            continue
        seen = marks[own]
        if np.isnan(seen).all():
            seen = candidates.columns["merit"][own]
        liking = np.where(np.isnan(seen), -np.inf, seen) + errors[:, own]
        slots = np.broadcast_to(candidates.slots[own], liking.shape)
        order = np.lexsort((slots, views[:, own], -liking), axis=-1)
        chosen = own[order[:, : parameters.choose]]
        votes += np.bincount(chosen.ravel(), minlength=len(candidates))
    return votes


def decide_approval_vote(
    candidates: Candidates, parameters: ApprovalVote, draws: Draws
) -> Decision:
    """One ballot; who has the majority is chosen, by votes, up to the number to be chosen.

    Each track is voted on by itself.  Equal votes at the last place are decided by lot.  There
    is no second ballot: a place that nobody has a majority for stays vacant.
    """
    votes = count_votes(candidates, parameters, draws)
    needed = parameters.majority * parameters.seats
    slack = 1e-9 * parameters.seats  # two thirds of 21 is 14, whatever binary makes of it
    enough = votes >= needed - slack if parameters.inclusive else votes > needed + slack
    passed = np.zeros(len(candidates), dtype=np.bool_)
    for _track, order in ranked(candidates, votes.astype(np.float64), draws):
        winners = order[enough[order]]
        passed[winners[: parameters.choose]] = True
    reason = np.where(passed, -1, np.where(enough, 1, 0))
    return Decision(passed, reason, ("no_majority", "outvoted"))


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
)

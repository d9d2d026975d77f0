"""Conferral: who is awarded."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np

from awardsim.rules import parameters as checks
from awardsim.rules.interface import Candidates, Decision, Draws, Floats, Rule, RuleKind
from awardsim.rules.ranking import best, by_value, marks_of
from awardsim.rules.tiers import by_tier, take_in_turn
from awardsim.text import Text


@attrs.frozen
class ConferByRank:
    """``at_most`` by track or by tier; ``minimum``: lowest mark awarded; ``of``: stage (empty: the
    last); ``falls``: who misses a tier is considered for the next."""

    at_most: Mapping[str, int] = attrs.field(validator=checks.counts)
    minimum: float | None = attrs.field(
        default=None, validator=attrs.validators.optional(checks.number())
    )
    of: str = ""
    falls: bool = attrs.field(default=True, validator=checks.flag)


def decide_confer_by_rank(
    candidates: Candidates, parameters: ConferByRank, draws: Draws
) -> Decision:
    """The best of each track are awarded, up to the quota and above the lowest mark.

    The quota is a ceiling: places that nobody reaches the minimum for stay vacant, and are
    not passed to another track.  A quota of 0 awards nobody.  Equal marks across the cut are
    decided by lot.  The minimum itself is enough; a candidate without a mark has not reached
    it, and without a minimum ranks behind all who have one.  A track without a quota has no
    limit.  Who misses both the minimum and the cut failed for the minimum.

    With limits by tier the places of the highest tier are given out first, to its own candidates
    and to those of no tier in particular, then those of the next; all tracks rank together.
    With ``falls`` who misses a tier is considered for the next one.
    """
    marks = marks_of(candidates, parameters.of)
    if by_tier(parameters.at_most, candidates.tiers):
        return _by_tier(candidates, marks, parameters, draws)
    within = best(candidates, marks, parameters.at_most, draws)
    if parameters.minimum is None:
        return Decision(within, np.where(within, -1, 0), ("below_cut", "below_minimum"))
    good = marks >= parameters.minimum
    reason = np.where(~good, 1, np.where(within, -1, 0))
    return Decision(within & good, reason, ("below_cut", "below_minimum"))


def _by_tier(
    candidates: Candidates, marks: Floats, parameters: ConferByRank, draws: Draws
) -> Decision:
    good = np.ones(len(candidates), dtype=np.bool_)
    if parameters.minimum is not None:
        good = marks >= parameters.minimum
    order = by_value(candidates, marks, draws)
    tier = take_in_turn(candidates, order, good, parameters.at_most, parameters.falls)
    passed = tier >= 0
    reason = np.where(passed, -1, np.where(good, 0, 1))
    return Decision(passed, reason, ("below_cut", "below_minimum"), tier=tier)


CONFER_BY_RANK = Rule(
    "builtin.confer_by_rank",
    RuleKind.CONFER,
    ConferByRank,
    decide_confer_by_rank,
    Text("按名次授奖", "award by rank"),
    "ties at the cut by lot; texts are silent on them",
    {
        "below_cut": Text("名次在名额之外", "ranked below the quota"),
        "below_minimum": Text("未达到授奖最低分", "below the lowest mark that is awarded"),
    },
    sets_tier="at_most",
)

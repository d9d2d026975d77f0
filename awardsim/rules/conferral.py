"""Conferral: who is awarded."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np

from awardsim.rules import parameters as checks
from awardsim.rules.interface import Candidates, Decision, Draws, Rule, RuleKind
from awardsim.rules.ranking import best, marks_of
from awardsim.text import Text


@attrs.frozen
class ConferByRank:
    """``at_most`` by track; ``minimum``: lowest mark awarded; ``of``: stage (empty: the last)."""

    at_most: Mapping[str, int] = attrs.field(validator=checks.counts)
    minimum: float | None = attrs.field(
        default=None, validator=attrs.validators.optional(checks.number())
    )
    of: str = ""


def decide_confer_by_rank(
    candidates: Candidates, parameters: ConferByRank, draws: Draws
) -> Decision:
    """The best of each track are awarded, up to the quota and above the lowest mark.

    The quota is a ceiling: places that nobody reaches the minimum for stay vacant, and are
    not passed to another track.  A quota of 0 awards nobody.  Equal marks across the cut are
    decided by lot.  The minimum itself is enough; a candidate without a mark has not reached
    it, and without a minimum ranks behind all who have one.  A track without a quota has no
    limit.  Who misses both the minimum and the cut failed for the minimum.
    """
    marks = marks_of(candidates, parameters.of)
    within = best(candidates, marks, parameters.at_most, draws)
    if parameters.minimum is None:
        return Decision(within, np.where(within, -1, 0), ("below_cut", "below_minimum"))
    good = marks >= parameters.minimum
    reason = np.where(~good, 1, np.where(within, -1, 0))
    return Decision(within & good, reason, ("below_cut", "below_minimum"))


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
)

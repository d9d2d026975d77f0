"""The rule that only Mingzhou has."""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np

from awardsim.rules import Candidates, Decision, Draws, Rule, RuleKind
from awardsim.rules.parameters import counts
from awardsim.rules.ranking import marks_of, ranked
from awardsim.text import Text


@attrs.frozen
class CountyFirst:
    """``at_most``: places by track."""

    at_most: Mapping[str, int] = attrs.field(validator=counts)


def decide_county_first(candidates: Candidates, parameters: CountyFirst, draws: Draws) -> Decision:
    """The best of each county first, then the others, both by their marks.

    Where there are more counties than places, the better of their best pass.  Equal marks are
    decided by lot.
    """
    passed = np.zeros(len(candidates), dtype=np.bool_)
    for track, order in ranked(candidates, marks_of(candidates, ""), draws):
        _, first = np.unique(candidates.channel[order], return_index=True)
        heads = order[np.sort(first)]
        rest = order[~np.isin(order, heads)]
        places = parameters.at_most.get(track, len(order))
        passed[np.concatenate([heads, rest])[:places]] = True
    return Decision.of(passed, "not_listed")


COUNTY_FIRST = Rule(
    id="mingzhou.county_first",
    kind=RuleKind.SHORTLIST,
    parameters=CountyFirst,
    decide=decide_county_first,
    title=Text("各县最高分优先入围", "the best of each county first"),
    source="text 十二",
    reasons={"not_listed": Text("未入围", "not on the list")},
)

"""Selection: recommendation quotas, shortlists and thresholds."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from awardsim.rules import parameters as checks
from awardsim.rules.interface import Candidates, Decision, Draws, Rule, RuleKind
from awardsim.rules.ranking import best, fits_quota, marks_of
from awardsim.text import Text


@attrs.frozen
class WithinQuota:
    """``at_most`` by track; ``opinion_noise`` in points of 1000."""

    at_most: Mapping[str, int] = attrs.field(validator=checks.counts)
    opinion_noise: float = attrs.field(default=60.0, validator=checks.number(0))


def decide_within_quota(candidates: Candidates, parameters: WithinQuota, draws: Draws) -> Decision:
    """A recommending body keeps to its quota and puts forward those it thinks best.

    The quota holds for the list at hand: a channel's own at a stage per channel.  The body
    knows merit (column ``merit``) up to a normal error.  Equal opinions are put in order by
    lot.  A track without a quota has no limit.
    """
    error = parameters.opinion_noise * draws.normals("opinion", candidates)
    opinion = candidates.columns["merit"] + error
    return Decision.of(best(candidates, opinion, parameters.at_most, draws), "over_quota")


WITHIN_QUOTA = Rule(
    "builtin.within_quota",
    RuleKind.SHORTLIST,
    WithinQuota,
    decide_within_quota,
    Text("推荐限额", "recommendation quota"),
    "assumption: the body's opinion is merit with an error of sd 60 points of 1000",
    {"over_quota": Text("超出推荐名额", "over the recommendation quota")},
    fits_quota,
)


@attrs.frozen
class TopN:
    """``at_most`` by track; ``of``: stage whose marks rank (empty: the last given); ``soft``."""

    at_most: Mapping[str, int] = attrs.field(validator=checks.counts)
    soft: bool = attrs.field(default=False, validator=checks.flag)
    of: str = ""


def decide_top_n(candidates: Candidates, parameters: TopN, draws: Draws) -> Decision:
    """The best n of each track by their marks.

    Equal marks across the cut are decided by lot; a soft number ("原则上") gives way to them:
    all who are equal to the last one within the number pass.  A candidate without a mark
    ranks behind all who have one.  A track without a number has no limit.
    """
    marks = marks_of(candidates, parameters.of)
    passed = best(candidates, marks, parameters.at_most, draws, keep_ties=parameters.soft)
    return Decision.of(passed, "not_shortlisted")


TOP_N = Rule(
    "builtin.top_n",
    RuleKind.SHORTLIST,
    TopN,
    decide_top_n,
    Text("取前若干名", "best n"),
    "ties at the cut by lot; texts are silent on them",
    {"not_shortlisted": Text("未入围", "not shortlisted")},
    fits_quota,
)


@attrs.frozen
class Threshold:
    """``at_least``: lowest mark that passes; ``of``: stage (empty: last); ``soft``, ``margin``.

    ``margin`` is how far below a soft threshold ("原则上") still passes, in points of the mark.
    """

    at_least: float = attrs.field(validator=checks.number())
    of: str = ""
    soft: bool = attrs.field(default=False, validator=checks.flag)
    margin: float = attrs.field(default=0.0, validator=checks.number(0))


def decide_threshold(candidates: Candidates, parameters: Threshold, _draws: Draws) -> Decision:
    """Everybody whose mark reaches the threshold; the number itself is enough.

    A hard threshold has no margin.  A candidate without a mark does not pass.
    """
    line = parameters.at_least - (parameters.margin if parameters.soft else 0.0)
    return Decision.of(marks_of(candidates, parameters.of) >= line, "below_threshold")


THRESHOLD = Rule(
    "builtin.threshold",
    RuleKind.SHORTLIST,
    Threshold,
    decide_threshold,
    Text("分数线", "threshold"),
    "Civil Code art. 1259: 以上 includes the number",
    {"below_threshold": Text("未达分数线", "below the threshold")},
)

"""Scoring: marks from merit, as far as people can see it.

Merit, leniency and noise are in points of 1000.  Marks lie on 0 to ``scale`` and are rounded
half up, exactly as on paper: what binary arithmetic leaves below the ninth place is dropped
first, so that 8.4 computed in two ways is one and the same mark and ties are real ties.

The default spread is an assumption: a reviewer's leniency has a standard deviation of 45
points and a single mark an error of 28, together 53 (4.5 and 12 percentage points per item,
23 items weighted as in GB/T 19580-2012).  No published figure was found.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np

from awardsim.quantiles import normal
from awardsim.rules import parameters as checks
from awardsim.rules.interface import Candidates, Decision, Draws, Floats, Rule, RuleKind
from awardsim.text import Text

#: The scale that merit is expressed on.
MERIT_SCALE = 1000.0


def round_marks(values: Floats, decimals: int) -> Floats:
    """Marks rounded half up to so many decimals.

    >>> round_marks(np.array([2.675, 0.1 + 0.7, 64.5]), 2).tolist()
    [2.68, 0.8, 64.5]
    >>> round_marks(np.array([64.5, 65.5]), 0).tolist()
    [65.0, 66.0]
    """
    scaled = np.round(values * 10.0**decimals, 9)
    return np.asarray(np.floor(scaled + 0.5) / 10.0**decimals)


@attrs.frozen
class MeanOfReviewers:
    """Parameters of :func:`decide_mean_of_reviewers`.

    Attributes
    ----------
    reviewers
        How many judge a candidate, where nobody in particular does.
    leniency, noise
        Standard deviations between reviewers and of a single mark, in points of 1000.
    scale
        Highest mark.
    decimals
        Of the mean.
    drop
        So many of the highest and as many of the lowest marks do not count, as long as one is left.
    """

    reviewers: int = attrs.field(default=3, validator=checks.whole(1))
    leniency: float | Floats = attrs.field(default=45.0, validator=checks.number(0))
    noise: float | Floats = attrs.field(default=28.0, validator=checks.number(0))
    scale: float | Floats = attrs.field(default=1000.0, validator=checks.number(1e-3))
    decimals: int = attrs.field(default=0, validator=checks.whole())
    drop: int = attrs.field(default=0, validator=checks.whole())


def decide_mean_of_reviewers(
    candidates: Candidates, parameters: MeanOfReviewers, draws: Draws
) -> Decision:
    """Mean of several reviewers' marks; each sees merit through leniency and noise.

    Column ``merit``, 0 to 1000.  A reviewer is equally lenient towards all; a mark is cut at 0
    and at the top of the scale before the mean is taken.  With known reviewers all their marks
    count; where a reviewer is nobody in particular (-1), the leniency is the candidate's own
    draw.  Highest and lowest marks are dropped candidate by candidate, before the mean is taken.
    """
    count = len(candidates)
    known = candidates.reviewers
    judges = parameters.reviewers if known is None else known.shape[1]
    if count == 0 or judges == 0:
        return Decision.all_pass(count, np.full(count, np.nan))
    noise = np.empty((count, judges))
    for j in range(judges):
        noise[:, j] = draws.each(f"noise{j}", candidates)
    if known is None:
        lenient = _own_leniency(judges, candidates, draws)
    else:
        nobody = known < 0
        lenient = draws.shared("leniency", np.maximum(known, 0), candidates)
        if nobody.any():
            lenient = np.where(nobody, _own_leniency(judges, candidates, draws), lenient)
    seen = _column(parameters.leniency) * normal(lenient)
    seen += _column(parameters.noise) * normal(noise)
    seen += _column(candidates.columns["merit"])
    scale = _column(parameters.scale)
    seen *= scale / MERIT_SCALE
    np.minimum(np.maximum(seen, 0.0, out=seen), scale, out=seen)
    dropped = min(parameters.drop, (judges - 1) // 2)
    if dropped:
        seen = np.sort(seen, axis=1)[:, dropped : judges - dropped]
    return Decision.all_pass(count, round_marks(seen.mean(axis=1), parameters.decimals))


def _own_leniency(judges: int, candidates: Candidates, draws: Draws) -> Floats:
    """Leniency of reviewers who are nobody in particular, shape (n, judges)."""
    found = [draws.each(f"leniency{j}", candidates) for j in range(judges)]
    return np.stack(found, axis=1)


def _column(values: float | Floats) -> float | Floats:
    """One value per candidate as a column; a single number stays as it is."""
    return values[:, np.newaxis] if isinstance(values, np.ndarray) else values


MEAN_OF_REVIEWERS = Rule(
    "builtin.mean_of_reviewers",
    RuleKind.SCORE,
    MeanOfReviewers,
    decide_mean_of_reviewers,
    Text("材料评审打分（平均）", "mean of reviewers' marks"),
    "assumption: leniency sd 45, noise sd 28 points of 1000; no published figure found",
    broadcasts=True,
)


@attrs.frozen
class SiteScore:
    """Parameters of :func:`decide_site_score`; all but ``decimals`` in points.

    Attributes
    ----------
    shift_mean, shift_sd
        How far what is found on site differs from what the file says.
    noise
        Standard deviation of the team's error.
    scale
        Highest mark.
    decimals
        Of the mark.
    """

    shift_mean: float = attrs.field(default=-10.0, validator=checks.number())
    shift_sd: float = attrs.field(default=40.0, validator=checks.number(0))
    noise: float = attrs.field(default=30.0, validator=checks.number(0))
    scale: float = attrs.field(default=1000.0, validator=checks.number(1e-3))
    decimals: int = attrs.field(default=0, validator=checks.whole())


def decide_site_score(candidates: Candidates, parameters: SiteScore, draws: Draws) -> Decision:
    """One mark by the site team: merit, what differs on site, and the team's error.

    Column ``merit``, 0 to 1000.
    """
    seen = (
        candidates.columns["merit"]
        + parameters.shift_mean
        + parameters.shift_sd * normal(draws.each("shift", candidates))
        + parameters.noise * normal(draws.each("noise", candidates))
    )
    marks = np.minimum(np.maximum(seen * (parameters.scale / MERIT_SCALE), 0.0), parameters.scale)
    return Decision.all_pass(len(candidates), round_marks(marks, parameters.decimals))


SITE_SCORE = Rule(
    "builtin.site_score",
    RuleKind.SCORE,
    SiteScore,
    decide_site_score,
    Text("现场评审打分", "site-visit mark"),
    "assumption: site minus file is Normal(-10, 40); that the means differ is published "
    "[Anyama et al., state programme 2007-17]",
    broadcasts=True,
)


@attrs.frozen
class WeightedSum:
    """``weights`` by stage id, in any unit (40 and 60, or 0.4 and 0.6); ``decimals`` of the sum."""

    weights: Mapping[str, float] = attrs.field(validator=checks.weights)
    decimals: int = attrs.field(default=2, validator=checks.whole())


def decide_weighted_sum(candidates: Candidates, parameters: WeightedSum, _draws: Draws) -> Decision:
    """Composite of the marks of several stages, the weights normalised to 1.

    A candidate without a mark at a stage (its track skips it) has the composite of its other
    marks, their weights normalised anew; without any mark it has none (nan).  Whether the
    stages exist is for the procedure to check: a stage without marks counts as skipped.
    """
    count = len(candidates)
    total = np.zeros(count)
    weight = np.zeros(count)
    for stage in sorted(parameters.weights):
        marks = candidates.marks.get(stage)
        if marks is None:
            continue
        given = ~np.isnan(marks)
        total += np.where(given, marks, 0.0) * parameters.weights[stage]
        weight += given * parameters.weights[stage]
    some = weight > 0.0
    composite = np.where(some, total / np.where(some, weight, 1.0), np.nan)
    return Decision.all_pass(count, round_marks(composite, parameters.decimals))


WEIGHTED_SUM = Rule(
    "builtin.weighted_sum",
    RuleKind.SCORE,
    WeightedSum,
    decide_weighted_sum,
    Text("综合得分（加权）", "weighted composite score"),
    "weighted arithmetic mean",
    broadcasts=True,
)

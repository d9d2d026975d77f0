"""Intervals that hold the truth so often as they say, also for few observations.

Replications are independent of each other; what happens within one is not, since places are
limited.  So the unit that is counted is the replication, never the applicant.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import attrs
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: How often an interval is to hold the truth.
LEVEL = 0.95
#: Observations of which there are so many that Student's t is the normal distribution.
_MANY = 1_000_000_000
#: Skewness of a mean beyond which the transformation makes more of an outlier than it tells.
_MOST_SKEW = 0.3


@attrs.frozen
class Estimate:
    """A value with its interval, from the number of replications alone.

    ``count`` replications stand behind it.  All three numbers are nan where it is undefined,
    ``low`` and ``high`` infinite where one replication says nothing of the spread.
    """

    value: float
    low: float
    high: float
    count: int

    @property
    def defined(self) -> bool:
        """There is anything to tell."""
        return not math.isnan(self.value)

    def holds(self, truth: float) -> bool:
        """The interval holds a value."""
        return self.low <= truth <= self.high


UNDEFINED = Estimate(math.nan, math.nan, math.nan, 0)


def critical(count: int, level: float = LEVEL) -> float:
    """Standard errors on either side for so many observations: the quantile of Student's t.

    >>> round(critical(31), 3), round(critical(100_000), 3), round(critical(11), 3)
    (2.042, 1.96, 2.228)

    Notes
    -----
    Cornish-Fisher expansion in the inverse of the degrees of freedom [Abramowitz and Stegun 1964,
    26.7.5]; right to three digits from five degrees of freedom on.
    """
    z = NormalDist().inv_cdf((1.0 + level) / 2.0)
    free = max(count - 1, 1)
    return (
        z
        + (z**3 + z) / (4 * free)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * free**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * free**3)
    )


def wilson(share: float, count: float, z: float) -> tuple[float, float]:
    """Interval of a share seen in ``count`` independent cases; never empty at 0 and 1.

    >>> [round(end, 3) for end in wilson(0.0, 20, 1.96)]
    [0.0, 0.161]

    Notes
    -----
    The score interval [Wilson 1927].  ``count`` need not be whole: it may be an effective number
    of cases [Korn and Graubard 1998].
    """
    spread = share * (1 - share) / count + z * z / (4 * count * count)
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(spread) / (1 + z * z / count)
    return max(middle - half, 0.0), min(middle + half, 1.0)


def of_share(values: Floats, level: float = LEVEL) -> Estimate:
    """The mean of shares in [0, 1], one of each replication; nan where it has none.

    Wilson's interval with the number of yes-or-no cases that would vary so much; that their
    variance is estimated widens it, except where all are yes or no.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return UNDEFINED
    value = float(known.mean())
    effective = float(len(known))
    z = critical(_MANY, level)
    variance = float(known.var(ddof=1)) if len(known) > 1 else 0.0
    if variance > 0.0 and not np.isin(known, (0.0, 1.0)).all():
        effective = len(known) * value * (1 - value) / variance
        z = critical(len(known), level)
    low, high = wilson(value, effective, z)
    return Estimate(value, low, high, len(known))


def of_mean(values: Floats, level: float = LEVEL) -> Estimate:
    """The mean of numbers, one of each replication; nan where it has none.

    Student's interval, transformed for what is skewed: merit is often lost little, rarely much.

    Notes
    -----
    The cubic transformation of Hall [1992, On the removal of skewness by transformation].
    """
    known = values[~np.isnan(values)]
    count = len(known)
    if not count:
        return UNDEFINED
    value = float(known.mean())
    if count == 1:
        return Estimate(value, -math.inf, math.inf, 1)
    spread = float(known.std(ddof=1))
    if spread == 0.0:
        return Estimate(value, value, value, count)
    skew = float(((known - value) ** 3).mean()) / spread**3 / math.sqrt(count)
    skew = min(max(skew, -_MOST_SKEW), _MOST_SKEW)
    z = critical(count, level)

    def student(end: float) -> float:
        if abs(skew) < 1e-6:
            return end
        return 3.0 / skew * (float(np.cbrt(1.0 + skew * (end - skew / 6.0))) - 1.0)

    error = spread / math.sqrt(count)
    return Estimate(value, value - student(z) * error, value - student(-z) * error, count)


def of_rate(hits: Floats, cases: Floats, level: float = LEVEL) -> Estimate:
    """Hits over cases, both counted in each replication and added up.

    The replications are clusters: within one, hits depend on each other.  Wilson's interval with
    the effective number of cases; where nobody or everybody was hit nothing can be said of that
    dependence, and a replication counts as one case.
    """
    some = cases > 0
    clusters = int(some.sum())
    total = float(cases.sum())
    if not clusters:
        return UNDEFINED
    rate = float(hits.sum()) / total
    effective = float(clusters)
    if clusters > 1 and 0.0 < rate < 1.0:
        apart = (hits - rate * cases)[some]
        variance = clusters / (clusters - 1) * float((apart**2).sum()) / total**2
        if variance > 0.0:
            effective = rate * (1 - rate) / variance
    low, high = wilson(rate, effective, critical(clusters, level))
    return Estimate(rate, low, high, clusters)


def of_ratio(sums: Floats, cases: Floats, level: float = LEVEL) -> Estimate:
    """A sum over cases, such as a difference per applicant; may be negative.

    Linearised ratio of totals over clusters [Cochran 1977, section 6.3].
    """
    some = cases > 0
    clusters = int(some.sum())
    if not clusters:
        return UNDEFINED
    total = float(cases.sum())
    ratio = float(sums.sum()) / total
    if clusters == 1:
        return Estimate(ratio, -math.inf, math.inf, 1)
    apart = (sums - ratio * cases)[some]
    error = math.sqrt(clusters / (clusters - 1) * float((apart**2).sum())) / total
    half = critical(clusters, level) * error
    return Estimate(ratio, ratio - half, ratio + half, clusters)

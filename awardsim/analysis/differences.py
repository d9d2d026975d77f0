"""Paired differences: what a change does, replication by replication, under the same luck."""

from __future__ import annotations

import math

import attrs
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Standard errors on either side of an interval that holds the truth in 95 of 100 cases.
Z95 = 1.959964


@attrs.frozen
class Difference:
    """A paired difference to the first variant.

    Attributes
    ----------
    mean
        Mean over the replications in which both are defined; nan where there is none.
    error
        Half-width of its 95 % interval, from the number of replications alone.
    touched
        Share of the replications in which it is not zero.
    gain
        How many times more replications as many independent runs would have needed; nan where
        nothing differs.
    spreads
        Standard deviations of the figure itself in the first variant and in this one.
    correlation
        Between the two, over replications; nan where one of them does not vary.
    """

    mean: float
    error: float
    touched: float
    gain: float
    spreads: tuple[float, float] = (math.nan, math.nan)
    correlation: float = math.nan

    @property
    def same(self) -> bool:
        """No effect, in any replication."""
        return self.touched == 0.0

    @property
    def distinguishable(self) -> bool:
        """The interval does not hold zero."""
        return not self.same and abs(self.mean) > self.error


def difference(base: Floats, other: Floats) -> Difference:
    """The paired difference of two columns, replication by replication.

    >>> found = difference(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.5, 3.0]))
    >>> round(found.mean, 3), round(found.touched, 3)
    (0.167, 0.333)
    """
    both = ~(np.isnan(base) | np.isnan(other))
    count = int(both.sum())
    touched = float(np.mean((base != other) & ~(np.isnan(base) & np.isnan(other))))
    if count < 2:
        only = float((other - base)[both][0]) if count else math.nan
        return Difference(only, math.inf, touched, math.nan)
    apart = (other - base)[both]
    variance = float(apart.var(ddof=1))
    own, theirs = float(base[both].var(ddof=1)), float(other[both].var(ddof=1))
    vary = own > 0 and theirs > 0
    return Difference(
        float(apart.mean()),
        Z95 * math.sqrt(variance / count),
        touched,
        (own + theirs) / variance if variance > 0 else math.nan,
        (math.sqrt(own), math.sqrt(theirs)),
        (own + theirs - variance) / (2 * math.sqrt(own * theirs)) if vary else math.nan,
    )


def rate_difference(
    hits: Floats, cases: Floats, other_hits: Floats, other_cases: Floats
) -> Difference | None:
    """The paired difference of two rates, each hits over cases added up over all replications.

    None where there is no case in one of them.

    Notes
    -----
    Each rate is linearised about its totals, so that a replication has a residual of each, and the
    variance is that of the difference of the two [Cochran 1977, section 6.3].
    """
    count, total, others = len(hits), float(cases.sum()), float(other_cases.sum())
    if not total or not others:
        return None
    rate, other = float(hits.sum()) / total, float(other_hits.sum()) / others
    touched = float(np.mean((hits != other_hits) | (cases != other_cases)))
    residuals = (other_hits - other * other_cases) * (count / others)
    residuals -= (hits - rate * cases) * (count / total)
    error = Z95 * float(np.sqrt(residuals.var(ddof=1) / count)) if count > 1 else np.inf
    return Difference(other - rate, error, touched, np.nan)

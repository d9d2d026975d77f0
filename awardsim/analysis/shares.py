"""Shares and quantiles of a figure over replications; ``nan`` stands for never."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.figures import Layout
from awardsim.procedure.model import Procedure

Floats = NDArray[np.float64]

#: Early, middle and late of a date: shares of replications that are over by then.
EARLY, MIDDLE, LATE = 0.1, 0.5, 0.9
#: Shares at which a planner asks "by when at the latest?".
CONFIDENCE = (0.5, 0.8, 0.9)
#: Replications that are added at a time until a precision is reached, and the most.
STEP, MOST = 480, 48_000


def further(count: int) -> int:
    """How many replications to go on to, where so many do not reach a precision; at most MOST."""
    return max(count, min(count + max(STEP, count // 2), MOST))


def enough(precision: float) -> int:
    """Replications after which any share is known to so much, or the most.

    >>> enough(0.031), enough(0.001)
    (1000, 48000)
    """
    return min(math.ceil((1.96 / 2 / precision) ** 2), MOST)


def known_to(share: float, replications: int) -> float:
    """Half-width of the 95 % interval of a share, from the number of replications alone.

    At none and all the formula gives no error at all: the rule of three bounds it.

    >>> round(known_to(0.5, 1000), 3), known_to(1.0, 1000)
    (0.031, 0.003)
    """
    spread_of = 1.96 * math.sqrt(share * (1 - share) / replications)
    return max(spread_of, min(3 / replications, 1.0))


def nobody(procedure: Procedure, layout: Layout, figures: Floats) -> bool:
    """No application in any replication."""
    return not any(layout.column(figures, f"applied/{one}").any() for one in procedure.tracks)


def mean(values: Floats) -> float | None:
    """Mean of what is defined; None if nothing is."""
    known = values[~np.isnan(values)]
    return float(np.mean(known)) if len(known) else None


def share_by(finish: Floats, deadline: float) -> float:
    """Share of replications that finish by a minute; those that never finish do not."""
    return float(np.mean(finish <= deadline)) if len(finish) else math.nan


def quantile(values: Floats, share: float) -> int | None:
    """The least value that so many replications do not exceed; None if it is never reached.

    ``nan`` stands for never.
    """
    if not len(values):
        return None
    ordered = np.sort(np.where(np.isnan(values), np.inf, values))
    found = ordered[max(math.ceil(share * len(ordered) - 1e-9) - 1, 0)]
    return None if math.isinf(found) else int(found)


def spread(values: Floats) -> tuple[int, int, int]:
    """Early, middle and late of a count."""
    early, middle, late = (quantile(values, one) or 0 for one in (EARLY, MIDDLE, LATE))
    return early, middle, late

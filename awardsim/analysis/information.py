"""What it would be worth to know an assumption: how far the answer would move once it is known."""

from __future__ import annotations

import math

import attrs
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Groups of replications with like values of an input.
BINS = 10
_RARE = 3.29  # standard deviations that a normal number exceeds once in 2,000


@attrs.frozen
class Worth:
    """What knowing one input exactly would do to a share.

    Attributes
    ----------
    explained
        Share of the variance that would go away: the first-order index.
    shift
        How far the share would move, up or down: its standard deviation over the input's values.
    thirds
        The share where the input lies in the lowest, middle and highest third of its values.
    clear
        More than the number of replications explains.
    """

    explained: float
    shift: float
    thirds: tuple[float, float, float]
    clear: bool


def worth(values: Floats, held: Floats) -> Worth:
    """What knowing an input is worth, from replications in which everything varies.

    Parameters
    ----------
    values
        The input in each replication.
    held
        1 where what is asked for holds, else 0.

    Notes
    -----
    The first-order index from given data [Plischke et al. 2013]: the variance of the means of
    groups with like values, less what chance alone would give (omega squared).
    """
    groups = _groups(values)
    count, number = len(held), int(groups.max()) + 1
    sizes = np.bincount(groups, minlength=number).astype(float)
    means = np.bincount(groups, held, number) / sizes
    total = float(np.sum((held - held.mean()) ** 2))
    if number < 2 or count <= number or total == 0.0:
        share = float(held.mean())
        return Worth(0.0, 0.0, (share, share, share), clear=False)
    between = float(np.sum(sizes * (means - held.mean()) ** 2))
    within = (total - between) / (count - number)
    explained = max((between - (number - 1) * within) / (total + within), 0.0)
    clear = within == 0.0 or between / within > _chance(number - 1)
    order = np.argsort(values, kind="stable")
    low, middle, high = (float(held[part].mean()) for part in np.array_split(order, 3))
    shift = math.sqrt(explained * total / count)
    return Worth(explained, shift, (low, middle, high), clear)


def _chance(free: int) -> float:
    """What the squares between groups, in units of those within, reach by chance once in 2,000.

    The quantile of chi-squared [Wilson and Hilferty 1931]: many inputs are looked at together.
    """
    spread = 2.0 / (9.0 * free)
    return float(free * (1.0 - spread + _RARE * math.sqrt(spread)) ** 3)


def _groups(values: Floats) -> NDArray[np.int64]:
    """The number of each value's group: equal values together, else of about equal size."""
    distinct, places = np.unique(values, return_inverse=True)
    if len(distinct) <= BINS:
        return places.astype(np.int64)
    edges = np.unique(np.quantile(values, np.arange(1, BINS) / BINS))
    found = np.searchsorted(edges, values, side="right")
    return np.unique(found, return_inverse=True)[1].astype(np.int64)

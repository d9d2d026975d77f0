"""What became of a series: its figures edition by edition, and how two of them differ."""

from __future__ import annotations

import math
from collections.abc import Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.differences import Difference, difference
from awardsim.cycles.editions import OF_TRACK, Series

Floats = NDArray[np.float64]

#: Shares of the replications that lie below and above a band.
LOW, HIGH = 0.1, 0.9
#: Figures of a whole series that arms are compared by.
COMPARED = ("eligible", "applied", "awarded", "vacant", "merit")


@attrs.frozen
class Band:
    """A figure at one edition: its mean, and between what the middle eight in ten lie.

    All three are nan where it is never defined.
    """

    mean: float
    low: float
    high: float


@attrs.frozen(eq=False)
class Outlook:
    """One series, run many times.

    ``figures`` are those of :meth:`awardsim.cycles.editions.Run.block`, shape
    (replications, editions, figures).
    """

    series: Series
    figures: Floats

    def column(self, name: str, track: int) -> Floats:
        """A figure of a track, shape (replications, editions)."""
        column: Floats = self.figures[:, :, track * len(OF_TRACK) + OF_TRACK.index(name)]
        return column

    def of_quota(self, number: int) -> Floats:
        """Awards that a quota counts, shape (replications, editions)."""
        tracks = len(self.series.procedure.tracks)
        column: Floats = self.figures[:, :, tracks * len(OF_TRACK) + number]
        return column

    def vacant(self, quotas: Sequence[int]) -> Floats:
        """Share of the places of some quotas that stays vacant, shape (replications, editions)."""
        places = sum(self.series.procedure.quotas[one].number for one in quotas)
        if not places:
            return np.full(self.figures.shape[:2], np.nan)
        left = sum(
            np.maximum(self.series.procedure.quotas[one].number - self.of_quota(one), 0.0)
            for one in quotas
        )
        share: Floats = np.asarray(left) / places
        return share

    def quotas_of(self, track: int) -> tuple[int, ...]:
        """The quotas that are for one track alone."""
        quotas = self.series.procedure.quotas
        return tuple(place for place, one in enumerate(quotas) if one.tracks == (track,))

    def own_vacant(self, track: int, edition: int) -> float:
        """Share of a track's own places that stays vacant; nan where it has none of its own."""
        quotas = self.quotas_of(track)
        return float(self.vacant(quotas)[:, edition].mean()) if quotas else math.nan

    def short(self, track: int, edition: int) -> float:
        """Share of the replications in which fewer apply than there are places of the track."""
        quotas = self.quotas_of(track)
        if not quotas:
            return math.nan
        places = sum(self.series.procedure.quotas[one].number for one in quotas)
        return float((self.column("applied", track)[:, edition] < places).mean())

    def over_all(self, name: str) -> Floats:
        """A figure of all tracks over all editions, for each replication, shape (replications,).

        ``vacant`` is the share of all places; ``merit`` the mean over all awards; others are
        means over the editions.
        """
        tracks = range(len(self.series.procedure.tracks))
        if name == "vacant":
            quotas = range(len(self.series.procedure.quotas))
            return np.asarray(self.vacant(tuple(quotas)).mean(axis=1))
        if name == "merit":
            number = np.stack([self.column("awarded", track) for track in tracks])
            merit = np.nan_to_num(np.stack([self.column("merit", track) for track in tracks]))
            awards = number.sum(axis=(0, 2))
            mean = np.full(len(awards), np.nan)
            np.divide((merit * number).sum(axis=(0, 2)), awards, out=mean, where=awards > 0)
            return mean
        total: Floats = np.stack([self.column(name, track) for track in tracks]).sum(axis=0)
        return np.asarray(total.mean(axis=1))


def band(values: Floats) -> Band:
    """The band of what is defined.

    >>> band(np.array([1.0, 2.0, 3.0, np.nan])).mean
    2.0
    """
    defined = values[~np.isnan(values)]
    if not len(defined):
        return Band(math.nan, math.nan, math.nan)
    low, high = np.quantile(defined, (LOW, HIGH), method="inverted_cdf")
    return Band(float(defined.mean()), float(low), float(high))


def differences(base: Outlook, other: Outlook) -> dict[str, Difference]:
    """Paired differences of the figures in :data:`COMPARED`; 0 throughout where nothing differs."""
    return {name: difference(base.over_all(name), other.over_all(name)) for name in COMPARED}


def identical(base: Outlook, other: Outlook) -> bool:
    """Every figure of every edition is the same in every replication."""
    return base.figures.shape == other.figures.shape and bool(
        np.array_equal(base.figures, other.figures, equal_nan=True)
    )

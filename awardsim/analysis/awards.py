"""Awards of each track, tier and quota over all replications."""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.figures import Layout
from awardsim.analysis.shares import spread
from awardsim.procedure.model import Procedure
from awardsim.procedure.places import AwardQuota

Floats = NDArray[np.float64]


@attrs.frozen
class TrackResult:
    """Applications and awards of one track: early, middle, late; share with a vacancy.

    ``vacancy`` is None where there is no quota, or where nobody applies.
    """

    track: int
    applied: tuple[int, int, int]
    awarded: tuple[int, int, int]
    quota: int | None
    vacancy: float | None


@attrs.frozen
class TierResult:
    """Awards of one tier: early, middle, late; of all tracks together, and of each track."""

    tier: int
    awarded: tuple[int, int, int]
    by_track: tuple[tuple[int, int, int], ...]


@attrs.frozen
class QuotaResult:
    """Awards that take a place of a quota: early, middle, late; share with a vacancy.

    ``vacancy`` is None where nobody applies.
    """

    quota: AwardQuota
    awarded: tuple[int, int, int]
    vacancy: float | None

    @property
    def breached(self) -> float:
        """Share with a vacancy that the text does not allow."""
        return (self.vacancy or 0.0) if self.quota.must_be_filled else 0.0


def track_result(procedure: Procedure, layout: Layout, figures: Floats, index: int) -> TrackResult:
    """Applications and awards of one track."""
    track = procedure.tracks[index]
    own = (one for one in procedure.quotas if one.tier < 0 and one.tracks == (index,))
    quota = next(own, None)
    return TrackResult(
        index,
        spread(layout.column(figures, f"applied/{track}")),
        spread(layout.column(figures, f"awarded/{track}")),
        None if quota is None else quota.number,
        None if quota is None else quota_result(procedure, layout, figures, quota).vacancy,
    )


def tier_result(procedure: Procedure, layout: Layout, figures: Floats, index: int) -> TierResult:
    """Awards of one tier."""
    tier = procedure.tiers[index]
    by_track = [layout.column(figures, f"awarded/{track}/{tier}") for track in procedure.tracks]
    return TierResult(
        index,
        spread(np.sum(by_track, axis=0)),
        tuple(spread(awarded) for awarded in by_track),
    )


def quota_result(
    procedure: Procedure, layout: Layout, figures: Floats, quota: AwardQuota
) -> QuotaResult:
    """Awards under one quota, and how often a place stays empty."""
    places = taken(procedure, layout, figures, quota)
    somebody = any(
        layout.column(figures, f"applied/{procedure.tracks[track]}").any() for track in quota.tracks
    )
    vacancy = float(np.mean(places < quota.number)) if somebody else None
    return QuotaResult(quota, spread(places), vacancy)


def taken(procedure: Procedure, layout: Layout, figures: Floats, quota: AwardQuota) -> Floats:
    """Awards that take a place of a quota, in each replication."""
    names = [f"awarded/{procedure.tracks[track]}" for track in quota.tracks]
    if quota.tier >= 0:
        names = [f"{name}/{procedure.tiers[quota.tier]}" for name in names]
    found: Floats = np.sum([layout.column(figures, name) for name in names], axis=0)
    return found

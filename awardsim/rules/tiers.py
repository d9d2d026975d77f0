"""Tiers (等次): who stands for which, and how many places there are.

A limit is for a track (``organisations``), for all tracks of a tier (``award``), or for one track
of a tier (``award/organisations``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from awardsim.rules.interface import Bools, Candidates, Ints


def by_tier(limits: Any, tiers: Iterable[str]) -> bool:
    """Some limit is for a tier.

    >>> by_tier({"award/organisations": 3}, ["award"]), by_tier({"organisations": 3}, ["award"])
    (True, False)
    """
    known = set(tiers)
    return isinstance(limits, Mapping) and any(key.partition("/")[0] in known for key in limits)


def keys_of(tier: str, track: str) -> tuple[str, str, str]:
    """The limits that hold for a track in a tier: the tier's own, the track's within it, the
    track's in all tiers."""
    return tier, f"{tier}/{track}", track


def standing(candidates: Candidates, level: int, taken: Ints, falls: bool) -> Bools:
    """Who is considered for a tier.

    Its own candidates, and whoever is a candidate of no tier in particular; with ``falls`` also
    those of a higher tier.  Who has got a tier already (``taken`` is at least 0) is not.
    """
    free: Bools = taken < 0
    if candidates.tier is None:
        return free
    own = (candidates.tier == level) | (candidates.tier < 0)
    if falls:
        own |= candidates.tier < level
    found: Bools = free & own
    return found


def take_in_turn(
    candidates: Candidates,
    order: Ints,
    good: Bools,
    limits: Mapping[str, int],
    falls: bool,
) -> Ints:
    """Places of the tiers given out from the highest to the lowest, to the first in the order.

    A tier without a limit has no places; a limit for a track holds in all tiers together.

    Parameters
    ----------
    order
        Positions of the candidates, best first.
    good
        Who may have a place at all.

    Returns
    -------
    numpy.ndarray
        Index of the tier of each candidate, -1 for none.
    """
    left = dict(limits)
    taken = np.full(len(candidates), -1)
    tracks = [candidates.tracks[track] for track in candidates.track.tolist()]
    for level, tier in enumerate(candidates.tiers):
        considered = standing(candidates, level, taken, falls) & good
        for one in order[considered[order]].tolist():
            keys = [key for key in keys_of(tier, tracks[one]) if key in left]
            if any(key != tracks[one] for key in keys) and all(left[key] > 0 for key in keys):
                taken[one] = level
                for key in keys:
                    left[key] -= 1
    return taken

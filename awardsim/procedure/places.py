"""Award quotas of a procedure: how many may be awarded, in which tracks and which tier."""

from __future__ import annotations

import attrs

from awardsim.policy import Policy
from awardsim.policy.leaves import quota_title
from awardsim.text import Text


@attrs.frozen
class AwardQuota:
    """How many may be awarded in some tracks, in one tier or in all.

    ``tier`` and ``tracks`` are indices, ``tier`` -1 for all tiers together.  ``must_be_filled``:
    the text allows no vacancy.
    """

    id: str
    title: Text
    tier: int
    tracks: tuple[int, ...]
    number: int
    must_be_filled: bool

    def counts(self, track: int, tier: int) -> bool:
        """An award in this track and tier takes one of its places."""
        return track in self.tracks and self.tier in (-1, tier)


def award_quotas(policy: Policy) -> tuple[AwardQuota, ...]:
    """The quotas whose number is known, in the order of the file."""
    tracks, tiers = list(policy.tracks), list(policy.tiers)
    found = []
    for name, quota in policy.quotas.items():
        if quota.number.value is None:
            continue
        named = quota.tracks if quota.tier else (name,)
        found.append(
            AwardQuota(
                name,
                quota_title(policy, name),
                tiers.index(quota.tier) if quota.tier else -1,
                tuple(tracks.index(track) for track in named or tracks),
                quota.number.value,
                quota.must_be_filled,
            )
        )
    return tuple(found)


def limits_of(policy: Policy) -> dict[str, int]:
    """The quotas as limits of a rule: by track, by tier, or by track of a tier (``tier/track``)."""
    found: dict[str, int] = {}
    tracks = list(policy.tracks)
    for quota in award_quotas(policy):
        keys = [tracks[track] for track in quota.tracks]
        if quota.tier >= 0:
            tier = list(policy.tiers)[quota.tier]
            whole = len(keys) == len(policy.tracks)
            keys = [tier] if whole else [f"{tier}/{track}" for track in keys]
        for key in keys:
            found[key] = min(found.get(key, quota.number), quota.number)
    return found


def known_places(policy: Policy) -> list[str]:
    """Everything that a limit may be for."""
    pairs = [f"{tier}/{track}" for tier in policy.tiers for track in policy.tracks]
    return [*policy.tracks, *policy.tiers, *pairs]

"""Whom a stage concerns, in few words: of many channels those that are left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awardsim.policy import Policy, fact_title
from awardsim.policy.model import Only
from awardsim.text import Text

#: Channels that are called by their names; of more, those that are left out are, if they are fewer.
_NAMED = 5


def concerned(policy: Policy, only: Only, *, alike: bool) -> Text:
    """Tracks and, between texts of one place, channels, traits and tiers as well."""
    names = [policy.tracks[one].title for one in only.tracks if one in policy.tracks]
    if alike:
        if only.channels:
            names.append(_channels(policy, only.channels))
        names += [fact_title(one) for one in only.traits]
        names += [policy.tiers[one].title for one in only.tiers if one in policy.tiers]
    return listed(names) if names else Text("全部", "all")


def _channels(policy: Policy, ids: Sequence[str]) -> Text:
    chosen = _wholes(policy, ids)
    others = _wholes(policy, [name for name in policy.channels if name not in ids])
    if len(chosen) > _NAMED and len(others) < len(chosen):
        left_out = listed(others)
        return Text(f"除{left_out.zh}外的渠道", f"all channels but {left_out.en}")
    return listed(chosen)


def _wholes(policy: Policy, ids: Iterable[str]) -> list[Text]:
    """Titles of channels; the parts of a channel of the outer text are that channel."""
    chosen = [policy.channels[one] for one in ids if one in policy.channels]
    whole = policy.within.title if policy.within is not None else None
    titles = [whole if one.part_of and whole is not None else one.title for one in chosen]
    return list(dict.fromkeys(titles))


def listed(titles: Sequence[Text]) -> Text:
    """Several titles as one."""
    return Text("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))

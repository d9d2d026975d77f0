"""The values of a text one by one, for showing and for counting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from awardsim.policy.cell import Cell, Status
from awardsim.policy.model import Policy, RuleUse
from awardsim.text import Text

_WINDOW = Text("期间与效力", "window and validity")
_OBJECTIONS = Text("异议处理", "handling of objections")


@attrs.frozen
class Leaf:
    """A value of a text, where it stands and what it belongs to.

    Attributes
    ----------
    path
        Path of its key in the file (``stages.city_notice.duration``).
    cell
        The value with its article and status.
    owner
        Title of the stage, condition, track … that it says something about.
    source
        The article of the table it stands in; the cell's own may be another.
    """

    path: str
    cell: Cell[Any]
    owner: Text
    source: str


def leaves(policy: Policy) -> tuple[Leaf, ...]:
    """Every value that a text's file holds, in the order of the form.

    A duration that was left out (only a notice must have one) is none of them.
    """
    return tuple(_leaves(policy))


def count_by_status(policy: Policy) -> dict[Status, int]:
    """How many values of a text have each status; every status is a key, in its order."""
    counted = Counter(leaf.cell.status for leaf in leaves(policy))
    return {status: counted[status] for status in Status}


def place_title(policy: Policy, key: str) -> Text | None:
    """Title of what a number is for: a track, a tier, or a track of a tier (``award/individuals``).

    None for anything else.
    """
    first, _, track = key.partition("/")
    if not track and first in policy.tracks:
        return policy.tracks[first].title
    tier = policy.tiers.get(first)
    if tier is None or track not in policy.tracks:
        return None if tier is None or track else tier.title
    own = policy.tracks[track].title
    return Text(f"{tier.title.zh}·{own.zh}", f"{tier.title.en} · {own.en}")


def quota_title(policy: Policy, name: str) -> Text:
    """Whom a quota is for: its track, or its tier with those tracks that it is limited to."""
    quota = policy.quotas[name]
    if not quota.tier:
        return policy.tracks[name].title if name in policy.tracks else Text(name, name)
    tier = policy.tiers[quota.tier].title if quota.tier in policy.tiers else Text(name, name)
    tracks = [policy.tracks[track].title for track in quota.tracks if track in policy.tracks]
    if not tracks or len(tracks) == len(policy.tracks):
        return tier
    zh, en = "、".join(one.zh for one in tracks), ", ".join(one.en for one in tracks)
    return Text(f"{tier.zh}·{zh}", f"{tier.en} · {en}")


def _leaves(policy: Policy) -> Iterator[Leaf]:
    yield from _table("window", policy.window, _WINDOW)
    for name, quota in policy.quotas.items():
        yield from _table(f"quotas.{name}", quota, quota_title(policy, name))
    for section in ("conditions", "stages"):
        for name, table in getattr(policy, section).items():
            yield from _table(f"{section}.{name}", table, table.title)
    yield from _table("objections", policy.objections, _OBJECTIONS)
    for name, provision in policy.provisions.items():
        yield from _table(f"provisions.{name}", provision, provision.title)


def _table(path: str, table: Any, owner: Text) -> Iterator[Leaf]:
    """The values of a table and of the tables within it."""
    for field in attrs.fields(type(table)):
        value = getattr(table, field.name)
        here = f"{path}.{field.name}"
        if isinstance(value, Cell):
            if value.source:
                yield Leaf(here, value, owner, table.source)
        elif isinstance(value, RuleUse):
            yield from _parameters(here, value.parameters, owner, value.source)
        elif hasattr(value, "source") and attrs.has(type(value)):
            yield from _table(here, value, owner)


def _parameters(
    path: str, parameters: Mapping[str, Any], owner: Text, source: str
) -> Iterator[Leaf]:
    for name, value in parameters.items():
        if isinstance(value, Cell):
            yield Leaf(f"{path}.{name}", value, owner, source)
        else:
            yield from _parameters(f"{path}.{name}", value, owner, source)

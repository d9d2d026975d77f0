"""Rows about the award itself: quotas, tiers, cycle, validity, tracks, channels, objections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from awardsim.comparison.concerned import listed
from awardsim.comparison.rows import Rows, fact, saying
from awardsim.comparison.saying import Part
from awardsim.policy import Cell, Policy, Status
from awardsim.policy.choices import TRACKS
from awardsim.policy.leaves import quota_title
from awardsim.text import NOTHING, Text

_WINDOW = (
    ("opens", "cycle", Text("开展时间（起）", "window opens")),
    ("closes", "cycle", Text("开展时间（止）", "window closes")),
    ("cycle", "cycle", Text("评选周期", "cycle")),
    ("valid_from", "validity", Text("施行日期", "in force from")),
    ("valid_to", "validity", Text("有效期至", "in force until")),
)
_OBJECTIONS = (
    ("against", Text("对什么提异议", "what may be objected to")),
    ("form", Text("异议形式", "form of an objection")),
    ("forward", Text("转送时限", "limit for forwarding")),
    ("reply", Text("复核时限", "limit for checking")),
    ("decide", Text("认定时限", "limit for the finding")),
    ("suspends", Text("异议是否停评", "an objection suspends the review")),
    ("upheld", Text("异议查证属实", "if an objection is upheld")),
)
#: Channels that are called by their names; of more, those that other texts do not have.
_NAMED = 10
_UNDIVIDED = Text("不分申报类别", "no categories")
_KINDS = {
    "county": Text("县级", "county"),
    "department": Text("部门", "department"),
    "zone": Text("园区", "zone"),
    "province": Text("省级", "province"),
    "city": Text("市级", "city"),
    "defence": Text("国防", "defence"),
    "association": Text("社会组织", "association"),
}


def add_award(rows: Rows) -> None:
    """Quotas, window, validity, tracks, channels, and how objections are handled."""
    for number, policy in enumerate(rows.policies):
        _quotas(rows, number, policy)
        _tiers(rows, number, policy)
        window = policy.window
        for name, topic, title in _WINDOW:
            part = Part(name, f"window.{name}", getattr(window, name))
            said = saying(title, part.path, window.source, part)
            rows.add(f"window.{name}", topic, title, number, said)
        _issuer(rows, number, policy)
        _tracks(rows, number, policy)
        _channels(rows, number, policy)
        for name, title in _OBJECTIONS:
            part = Part(name, f"objections.{name}", getattr(policy.objections, name))
            said = saying(title, part.path, policy.objections.source, part)
            rows.add(f"objections.{name}", "objections", title, number, said)


def _quotas(rows: Rows, number: int, policy: Policy) -> None:
    for name, quota in policy.quotas.items():
        path = f"quotas.{name}"
        own = quota_title(policy, name)
        common = own if rows.alike or name not in TRACKS else TRACKS[name]
        said = saying(
            own,
            path,
            quota.source,
            Part("number", f"{path}.number", quota.number),
            Part("may_stay_vacant", f"{path}.may_stay_vacant", quota.may_stay_vacant),
        )
        title = Text(f"名额（{common.zh}）", f"awards ({common.en})")
        rows.add(path, "quotas", title, number, said)


def _tiers(rows: Rows, number: int, policy: Policy) -> None:
    tiers = policy.tiers
    if tiers:
        source = ", ".join(dict.fromkeys(tier.source for tier in tiers.values()))
        title = Text("等次（由高到低）", "tiers (highest first)")
        part = Part("titles", "tiers", fact(listed([t.title for t in tiers.values()]), source))
        rows.add("tiers", "quotas", title, number, saying(title, "tiers", source, part))


def _issuer(rows: Rows, number: int, policy: Policy) -> None:
    issuers = dict.fromkeys(one.issuer for one in policy.sources.values() if one.issuer)
    if issuers:
        title = Text("印发机关", "issued by")
        part = Part("issuer", "sources", fact(listed([Text(one, one) for one in issuers]), ""))
        rows.add("sources.issuer", "validity", title, number, saying(title, "sources", "", part))


def _tracks(rows: Rows, number: int, policy: Policy) -> None:
    for name, track in policy.tracks.items():
        path = f"tracks.{name}"
        titles = [category.title for category in track.categories.values()]
        cell = fact(listed(titles) if titles else _UNDIVIDED, track.source)
        parts = [Part("track", path, fact(track.title, track.source), quiet=not rows.alike)]
        if not rows.alike:
            parts = [Part("track", path, fact(True, track.source))]
        parts.append(Part("categories", f"{path}.categories", cell))
        title = track.title if rows.alike else TRACKS[name]
        said = saying(track.title, path, track.source, *parts, words=track.words)
        rows.add(path, "tracks", title, number, said)


def _channels(rows: Rows, number: int, policy: Policy) -> None:
    if not policy.channels:
        return
    counts = Counter(channel.kind for channel in policy.channels.values())
    kinds = [
        Text(f"{_kind(kind).zh}{count}个", f"{_kind(kind).en} {count}")
        for kind, count in counts.items()
    ]
    cell = _counted(listed(kinds), policy)
    parts = [Part("channels", "channels", cell, key=tuple(sorted(counts.items())))]
    if rows.alike:
        names = [channel.title for channel in policy.channels.values()]
        key = tuple(sorted(name.zh for name in names))
        shown = _names(names, rows.policies)
        parts.append(Part("names", "channels", _counted(shown, policy), quiet=True, key=key))
    title = Text("申报渠道", "channels")
    rows.add("channels", "channels", title, number, saying(title, "channels", cell.source, *parts))


def _counted(value: Text, policy: Policy) -> Cell[Any]:
    """What all channels are together: inferred where one of them is, with their articles."""
    channels = policy.channels.values()
    articles = dict.fromkeys(channel.source for channel in channels if channel.source)
    reasons = [channel.reason for channel in channels if channel.reason]
    status = Status.INFERRED if reasons else Status.STATED
    return Cell(value, status, ", ".join(articles), reason=reasons[0] if reasons else NOTHING)


def _names(names: Sequence[Text], policies: Sequence[Policy]) -> Text:
    """Names of channels; of many, those that not every text has."""
    shared = set.intersection(
        *({channel.title.zh for channel in policy.channels.values()} for policy in policies)
    )
    own = [name for name in names if name.zh not in shared]
    if len(names) <= _NAMED or len(own) == len(names):
        return listed(names)
    same = len(names) - len(own)
    return listed([Text(f"相同的{same}个", f"{same} that are the same"), *own])


def _kind(name: str) -> Text:
    return _KINDS.get(name, Text(name, name.replace("_", " ")))

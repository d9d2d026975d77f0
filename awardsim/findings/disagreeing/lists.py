"""AWS503: lists, votes and quotas whose numbers do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.findings.timing.order import steps_before
from awardsim.policy import Bound, Cell, Policy
from awardsim.text import Text
from awardsim.units import Duration

LISTS = Code.conflict(
    "AWS503",
    Text("名单与名额对不上", "lists and quotas that do not fit"),
    Text(
        "名单取的人数少于名额，要选的人数多于名单、多于名额，或少于必须授出的名额。",
        "A list is shorter than what is awarded, more are chosen than there are, or fewer than "
        "must be awarded.",
    ),
    Text("改名单人数或名额", "change the list or the quota"),
)
CODES = (LISTS,)

#: A number that may not be passed, and need not be reached.
_LIMIT = re.compile("不超过|不多于|不得超过|至多|最多|以内")


def check_lists(material: Material) -> Iterator[Finding]:
    """Numbers of lists, votes and awards that do not fit."""
    policy = material.policy
    for name, stage in policy.stages.items():
        if stage.rule is None or stage.per == "case" or stage.inside:
            continue
        for key in ("at_most", "choose"):
            for track, cell in _by_track(policy, stage.rule.parameters.get(key)):
                if cell.value is None or isinstance(cell.value, bool | str | Duration):
                    continue
                yield from _against_quota(material, name, key, track, cell)
    yield from _more_than_there_are(material)


def _by_track(policy: Policy, given: Any) -> Iterator[tuple[str, Cell[Any]]]:
    """A parameter's cells with their tracks; one for all stands for each."""
    if isinstance(given, Cell):
        yield from ((track, given) for track in policy.tracks)
    elif isinstance(given, Mapping):
        yield from ((track, cell) for track, cell in given.items() if track in policy.tracks)


def _against_quota(
    material: Material, name: str, key: str, track: str, cell: Cell[Any]
) -> Iterator[Finding]:
    stage, quota = material.policy.stages[name], material.policy.quotas.get(track)
    if quota is None or cell.value is None or quota.number.value is None:
        return
    places, awards = int(cell.value), quota.number.value
    if stage.per == "channel":
        places *= max(len(material.policy.channels), 1)
    if key == "at_most" and places < awards:
        said = Text(f"至多 {places}，少于名额 {awards}", f"at most {places}, fewer than {awards}")
        effect = Text("名额用不满", "not all awards can be given")
    elif key == "choose" and places > awards:
        said = Text(f"选出 {places}，多于名额 {awards}", f"{places} chosen, more than {awards}")
        effect = Text("选出的不能都授奖", "not all who are chosen can be awarded")
    elif key == "choose" and _is_exact(cell) and _is_exact(quota.number) and places < awards:
        said = Text(
            f"只选出 {places}，名额是 {awards}", f"only {places} chosen, and there are {awards}"
        )
        effect = Text("名额授不满", "not all awards can be given")
    else:
        return
    yield material.finding(
        LISTS,
        f"stages.{name}.rule.{key}",
        Text(
            f"“{stage.title.zh}”{said.zh}（{material.policy.tracks[track].title.zh}）",
            f"'{stage.title.en}': {said.en} awards ({material.policy.tracks[track].title.en})",
        ),
        effect=effect,
        repair=NOTHING
        if stage.per == "channel"
        else Text(
            f"“{stage.title.zh}”改为 {awards} 名，或名额改为 {places} 个",
            f"let '{stage.title.en}' take {awards}, or award {places}",
        ),
        articles=(cell.source, quota.number.source),
    )


def _is_exact(cell: Cell[Any]) -> bool:
    return cell.bound is None or cell.bound is Bound.EXACTLY


@attrs.frozen
class _Wanted:
    """A vote or a list that takes more than a list before it holds."""

    stage: str
    key: str
    track: str
    number: int
    source: str
    before: str
    room: int
    room_source: str


def _more_than_there_are(material: Material) -> Iterator[Finding]:
    """Votes and lists that take more than a list before them may hold, told by that list.

    What takes "at most" so many takes fewer where there are fewer.
    """
    stages = material.policy.stages
    by_list: dict[tuple[str, str], list[_Wanted]] = {}
    for one in _wanting(material.policy):
        by_list.setdefault((one.before, one.track), []).append(one)
    for (before, _), listed in by_list.items():
        first, title = listed[0], stages[before].title
        takers = Text(
            "、".join(f"“{stages[one.stage].title.zh}”要 {one.number} 名" for one in listed),
            ", ".join(f"'{stages[one.stage].title.en}' takes {one.number}" for one in listed),
        )
        needed = max(one.number for one in listed)
        yield material.finding(
            LISTS,
            f"stages.{first.stage}.rule.{first.key}",
            Text(
                f"{takers.zh}，前面的“{title.zh}”至多 {first.room} 名",
                f"{takers.en}, and '{title.en}' before it lets at most {first.room} through",
            ),
            effect=Text("选不出这么多", "so many cannot be chosen"),
            repair=Text(
                f"“{title.zh}”改为 {needed} 名以上，或后面的改为不超过 {first.room} 名",
                f"let {needed} or more through '{title.en}', or take at most {first.room} after it",
            ),
            articles=(*(one.source for one in listed), first.room_source),
        )


def _wanting(policy: Policy) -> Iterator[_Wanted]:
    for name, stage in policy.stages.items():
        if stage.rule is None or stage.per == "case" or stage.inside:
            continue
        for key in ("choose", "at_most"):
            for track, cell in _by_track(policy, stage.rule.parameters.get(key)):
                if not isinstance(cell.value, int) or _LIMIT.search(normal(cell.words)):
                    continue
                before, room, source = _shortest_before(policy, name, track)
                if before and room < cell.value:
                    yield _Wanted(name, key, track, cell.value, cell.source, before, room, source)


def _shortest_before(policy: Policy, name: str, track: str) -> tuple[str, int, str]:
    """Of the lists before a stage the one that lets fewest of a track through; empty if none."""
    found = [("", 0, "")]
    for one in steps_before(policy, name):
        stage = policy.stages[one]
        if stage.rule is None or stage.per != "batch":
            continue
        for held, cell in _by_track(policy, stage.rule.parameters.get("at_most")):
            if held == track and isinstance(cell.value, int):
                found.append((one, cell.value, cell.source))
    return min(found[1:], key=lambda one: one[1], default=found[0])

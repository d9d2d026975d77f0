"""The articles of both sides, and a sentence, for what the builder of procedures has noted."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import attrs

from awardsim.findings import procedure
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.timing.order import BEFORE_ITS_STEP
from awardsim.policy import Stage
from awardsim.text import NOTHING, Text

#: Paths that a message names beside its own.
_PATHS = re.compile(r"\b(?:stages|window|quotas|conditions|bodies)\.\w+(?:\.\w+)*")
_OPENING = re.compile(r"before the opening on (\d{4}-\d{2}-\d{2})$")
_FEWER = re.compile(r"fewer than the (\d+) awards")
#: Articles that stand at the end of a message, which has its own place for them.
_CITED = re.compile(
    r"（[^（）]*(?:\([^()]*\)[^（）]*)*）$| \((?:[^()]|\([^()]*\))*;(?:[^()]|\([^()]*\))*\)$"
)


def with_sides(finding: Finding, material: Material) -> Finding:
    """A finding of the builder with its articles and, where one can be made, its own repair."""
    sources = dict.fromkeys(_sources(finding, material))
    cited = dict.fromkeys(one for source in sources for one in material.articles(source))
    repair = _repair(finding, material)
    what = finding.what
    if finding.code is procedure.QUOTA:
        what = Text(_CITED.sub("", what.zh), _CITED.sub("", what.en))
    return attrs.evolve(
        finding,
        what=what,
        place=attrs.evolve(finding.place, articles=tuple(cited) or finding.place.articles),
        repair=finding.repair if repair == NOTHING else repair,
    )


def _sources(finding: Finding, material: Material) -> Iterator[str]:
    """The sources of a finding's own path, then of what it is set against."""
    policy = material.policy
    paths = dict.fromkeys([finding.place.path, *_PATHS.findall(finding.what.en)])
    for path in paths:
        yield from _source_at(material, path)
    if finding.code is procedure.QUOTA:
        found = _FEWER.search(finding.what.en)
        for quota in policy.quotas.values():
            if found is not None and str(quota.number.value) == found[1]:
                yield quota.number.source
    elif finding.code is procedure.NOBODY_CONFERS:
        yield from (stage.source for stage in _deciding(material))
    elif _OPENING.search(finding.what.en) and policy.window.opens.known:
        yield policy.window.opens.source


def _source_at(material: Material, path: str) -> Iterator[str]:
    """The sources of a value, of the values in a table, or of the table that a path stands in."""
    own = [one.cell.source for one in material.leaves if one.path == path and one.cell.source]
    if not own:
        own = [
            one.cell.source
            for one in material.leaves
            if one.path.startswith(f"{path}.") and one.cell.source and path.count(".") > 1
        ]
    section, name, *_ = [*path.split("."), ""]
    table = getattr(material.policy, section, None)
    if not own and isinstance(table, dict) and name in table:
        own = [getattr(table[name], "source", "")]
    yield from (one for one in own if one)


def _deciding(material: Material) -> list[Stage]:
    return [one for one in material.policy.stages.values() if one.type == "DECIDE"]


# ---- repairs ----------------------------------------------------------------------------------


def _repair(finding: Finding, material: Material) -> Text:
    if finding.code is BEFORE_ITS_STEP:
        return _apart(finding, material)
    if finding.code is procedure.NOBODY_CONFERS:
        return _conferring(finding, material)
    if finding.code is procedure.QUOTA:
        return _longer(finding, material)
    opening = _OPENING.search(finding.what.en)
    day = _day_at(material, finding.place.path)
    if opening is None or day is None:
        return NOTHING
    title = material.title_at(finding.place.path)
    return Text(
        f"“{title.zh}”改到 {opening[1]} 之后，或写明 {day} 以前就开始",
        f"move '{title.en}' behind {opening[1]}, or say that the edition opens before {day}",
    )


def _apart(finding: Finding, material: Material) -> Text:
    """Two dates in the wrong order: which of them is moved past the other."""
    paths = list(dict.fromkeys(_PATHS.findall(finding.what.en)))
    days = [_day_at(material, path) for path in paths]
    if len(paths) != 2 or None in days:
        return NOTHING
    first, second = (material.title_at(path) for path in paths)
    return Text(
        f"“{first.zh}”提前到 {days[1]} 之前，或“{second.zh}”推迟到 {days[0]} 之后，"
        "两个日期之间留出办理的时间",
        f"move '{first.en}' before {days[1]}, or '{second.en}' behind {days[0]}, with time between "
        "the two for what has to be done",
    )


def _conferring(finding: Finding, material: Material) -> Text:
    """The sentence that keeps to the quota, in the stage that decides."""
    quota = material.policy.quotas.get(finding.place.path.split(".")[1])
    deciding = _deciding(material)
    if quota is None or not deciding:
        return NOTHING
    stage, number = deciding[-1], quota.number.value
    if stage.rule is not None:
        return Text(
            f"“{stage.title.zh}”写明“在 {number} 个名额内确定，不超过 {number} 名”",
            f"say at '{stage.title.en}' that no more than the {number} awards are decided on",
        )
    return Text(
        f"“{stage.title.zh}”写明“在 {number} 个名额内按得分由高到低确定”；"
        '文件里写 rule = { name = "confer_by_rank" }',
        f"say at '{stage.title.en}' that the {number} awards go by the order of marks; in the file "
        'rule = { name = "confer_by_rank" }',
    )


def _longer(finding: Finding, material: Material) -> Text:
    """A list as long as the awards need it."""
    found, title = _FEWER.search(finding.what.en), material.title_at(finding.place.path)
    if found is None:
        return NOTHING
    return Text(
        f"“{title.zh}”合计取 {found[1]} 名以上，或写明“没有符合条件的，可以空缺”",
        f"let {found[1]} or more through '{title.en}', or say that awards may stay vacant",
    )


def _day_at(material: Material, path: str) -> datetime.date | None:
    for one in material.leaves:
        if one.path == path and isinstance(one.cell.value, datetime.date):
            return one.cell.value
    return None

"""AWS202: an item of an article that is due after the article itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import attrs

from awardsim.findings.code import Code
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.timing.clock import either, first_missed
from awardsim.findings.timing.dates import (
    Dated,
    check_dates,
    dated,
    neighbours,
    nested,
    rolls_anyway,
)
from awardsim.findings.timing.order import steps_before
from awardsim.findings.trying import tried
from awardsim.text import Text

AFTER_PARENT = Code.conflict(
    "AWS202",
    Text("分项期限晚于总项", "a sub-step due after its parent"),
    Text(
        "“三(八)”写2月25日前，其中第2项却写3月30日前：两个日期不能都遵守。",
        "An article sets a date and one of its own items a later one: both cannot be kept.",
    ),
    Text("改其中一个日期", "change one of the two dates"),
)
CODES = (AFTER_PARENT,)


@attrs.frozen
class Pair:
    """Two dates of which the first one's article is a part of the other's, and later."""

    item: Dated
    whole: Dated
    articles: tuple[str, str]


def check_subitems(material: Material) -> Iterator[Finding]:
    """Items that are due after the article that they are part of."""
    for pair in _pairs(material):
        (own, whole), item = pair.articles, pair.item
        called = _called(material, pair.whole)
        yield material.finding(
            AFTER_PARENT,
            item.path,
            Text(
                f"{own}“{item.owner.zh}”的期限是 {item.day}，"
                f"晚于 {whole}“{called.zh}”的 {pair.whole.day}",
                f"{own} '{item.owner.en}' is due on {item.day}, after "
                f"{whole} '{called.en}' on {pair.whole.day}",
            ),
            effect=Text("两个期限不能都遵守", "both dates cannot be kept"),
            repair=either(list(_repairs(material, pair))),
            articles=(item.cell.source, pair.whole.cell.source),
        )


def _pairs(material: Material) -> Iterator[Pair]:
    """For each item that is too late the first article that it is too late for."""
    ends = [one for one in dated(material) if not one.begins and not one.path.endswith("valid_to")]
    for item in ends:
        for whole in ends:
            articles = nested(material, item, whole)
            if articles is not None and item.day > whole.day:
                yield Pair(item, whole, articles)
                break


def _called(material: Material, one: Dated) -> Text:
    """What a date is of: its stage, or its own words where they are of a wider article."""
    section, name, *_ = one.path.split(".")
    stage = material.policy.stages.get(name) if section == "stages" else None
    own = stage is None or stage.source == one.cell.source or not one.cell.words
    return one.owner if own else Text(one.cell.words, one.cell.words)


# ---- repairs ----------------------------------------------------------------------------------


def _repairs(material: Material, pair: Pair) -> Iterator[Text]:
    """A later article, or an earlier item, on a working day; what brings another fault is none."""
    own, whole = pair.articles
    later = _working(material, pair.item.day, forward=True)
    if _helps(material, pair, pair.whole.path, later):
        yield Text(f"把 {whole} 的期限改为 {later}", f"set {whole} to {later}")
    earlier = _working(material, pair.whole.day, forward=False)
    after = _due_before(material, pair)
    if (after is None or after < earlier) and _helps(material, pair, pair.item.path, earlier):
        yield Text(f"把 {own} 提前到 {earlier}", f"set {own} back to {earlier}")


def _working(material: Material, day: datetime.date, *, forward: bool) -> datetime.date:
    """A day, or the next working day (the last one before it) where the text itself rolls none."""
    kind = material.day(day)
    if kind is None or kind.working or rolls_anyway(material):
        return day
    before, after = neighbours(material, day)
    return (after if forward else before) or day


def _due_before(material: Material, pair: Pair) -> datetime.date | None:
    """The last date of the steps before that of an item, beside the article's own."""
    stages = material.policy.stages
    section, name, *_ = pair.item.path.split(".")
    dated_stage = section == "stages" and name in stages
    before = steps_before(material.policy, name) if dated_stage else []
    paths = {f"stages.{one}.{key}" for one in before for key in ("deadline.on", "closes")}
    paths.discard(pair.whole.path)
    return max((one.day for one in dated(material) if one.path in paths), default=None)


def _helps(material: Material, pair: Pair, path: str, day: datetime.date) -> bool:
    """With another day the two agree, and no other date is worse off."""
    copy = tried(material, {path: day})
    if copy is None or any(one.item.path == pair.item.path for one in _pairs(copy)):
        return False
    return _faults(copy) <= _faults(material)


def _faults(material: Material) -> set[str]:
    """What is wrong with the dates of a text."""
    missed = first_missed(material)
    found = {f"{one.code.id} {one.place.path}" for one in check_dates(material)}
    found |= {one.item.path for one in _pairs(material)}
    return found | ({missed.path} if missed is not None else set())

"""AWS2xx: dates that do not agree, and dates that somebody will have to ask about."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material, within
from awardsim.policy import Cell, Status
from awardsim.policy.leaves import Leaf
from awardsim.text import Text

BEFORE_ISSUE = Code.conflict(
    "AWS201",
    Text("期限早于印发", "due before the document was issued"),
    Text(
        "某一步的期限在文件印发之前，印发时已经过了：要么写错，要么这一步不必再写。",
        "A step is due before the document that demands it was issued: the date is wrong, or the "
        "step need not be written any more.",
    ),
    Text("改期限，或删去这一步", "change the date, or leave the step out"),
)
DAY_OFF = Code.point(
    "AWS203",
    Text("期限或起止日是休息日", "a date on a day off and no rule for it"),
    Text(
        "写明的日期是周末或节假日，又没有写是否顺延。民法典第二百零三条的顺延说的是“期间的最后一日”，"
        "写死的日期是否适用，各有看法。",
        "A date falls on a weekend or a holiday and nothing says whether it rolls. Article 203 of "
        "the Civil Code rolls the last day of a period; whether that holds for a given date is "
        "disputed.",
    ),
    Text(
        "改为工作日，或写明“遇休息日顺延至其后第一个工作日”",
        "name a working day, or say that it rolls",
    ),
)
UNANNOUNCED = Code.point(
    "AWS209",
    Text("印发时节假日还没有公布", "dates in a year not yet announced"),
    Text(
        "国务院办公厅一般在11月前后公布下一年的节假日。印发时还不知道的，不能怪文件；"
        "只是这些日期要留余地。",
        "The next year's days off are announced about November. What was not known when the "
        "document was issued is no fault of it; such dates only need a margin.",
    ),
    Text(
        "写明“遇休息日或者国家公布的节假日调整，顺延至其后第一个工作日”",
        "say that a date rolls to the next working day if it turns out to be a day off",
    ),
)
INCLUSIVE = Code.point(
    "AWS210",
    Text("“X日前”含不含当日", "whether 前 includes the day"),
    Text(
        "民法典第一千二百五十九条只说“以前”“届满”包括本数，没有说“前”。有没有当天，差一天。",
        "The Civil Code (art. 1259) says that 以前 includes the day; of 前 alone it says nothing.",
    ),
    Text("写“X日前（含当日）”，或“X日下班前”", "say whether the day itself counts"),
)

CODES = (
    BEFORE_ISSUE, DAY_OFF, UNANNOUNCED, INCLUSIVE,
)  # fmt: skip

_STARTS = ("opens", "valid_from")
_ROLLS = re.compile(
    r"(?:休息日|节假日|工作日|假日).{0,12}顺延|顺延.{0,12}(?:休息日|节假日|工作日|假日)"
)
_BEFORE = re.compile(r"\d[日号月]前(?!.{0,2}含|[一两二三四五六七八九十\d年])")
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@attrs.frozen
class Dated:
    """A date of a text: where it stands, and whether it begins something or ends it."""

    path: str
    day: datetime.date
    cell: Cell[Any]
    owner: Text
    begins: bool


def dated(material: Material) -> Iterator[Dated]:
    """Every date of a text, in the order of the form."""
    for leaf in material.leaves:
        if isinstance(leaf.cell.value, datetime.date):
            yield _dated(leaf, leaf.cell.value)


def _dated(leaf: Leaf, day: datetime.date) -> Dated:
    begins = leaf.path.rpartition(".")[2] in _STARTS
    return Dated(leaf.path, day, leaf.cell, leaf.owner, begins)


def check_dates(material: Material) -> Iterator[Finding]:
    """What can be said of the dates of a text."""
    found = list(dated(material))
    yield from _before_issue(material, found)
    yield from _days_off(material, found)
    yield from _unannounced(material, found)
    yield from _inclusive(material)


def _before_issue(material: Material, found: list[Dated]) -> Iterator[Finding]:
    for one in found:
        issued = material.issued(one.cell.source)
        if issued is None or one.day >= issued:
            continue
        if one.path.startswith("window.") or (one.begins and one.cell.status is not Status.STATED):
            continue
        yield material.finding(
            BEFORE_ISSUE,
            one.path,
            Text(
                f"“{one.owner.zh}”的日期 {one.day} 早于印发日 {issued}",
                f"'{one.owner.en}' is dated {one.day}, before the issue on {issued}",
            ),
            effect=Text(
                f"印发时已过{(issued - one.day).days}天",
                f"on the day of issue it was {(issued - one.day).days} days ago",
            ),
            articles=(one.cell.source,),
        )


def _days_off(material: Material, found: list[Dated]) -> Iterator[Finding]:
    if rolls_anyway(material):
        return
    for one in found:
        if not _is_written(one) or one.path.startswith("window.valid"):
            continue
        if _roll_is_written(material, one.path):
            continue
        day = material.day(one.day)
        if day is None or day.working:
            continue
        before, after = neighbours(material, one.day)
        if before is None or after is None:
            continue
        to = after if one.begins or _within_its_article(material, one, after, found) else before
        kind = Text(_weekday(one.day).zh, _weekday(one.day).en)
        if day.kind == "holiday":
            kind = Text(f"{kind.zh}，{day.name.zh}", f"{kind.en}, {day.name.en}")
        blameless = _unknown_then(material, one, day.known, day.kind)
        yield material.finding(
            DAY_OFF,
            one.path,
            Text(
                f"“{one.owner.zh}”写明的 {one.day} 是{kind.zh}，不上班，没有写是否顺延",
                f"'{one.owner.en}' on {one.day} falls on a day off ({kind.en}), and nothing says "
                "whether it rolls",
            ),
            effect=_readings(one, before, after, blameless),
            repair=Text(
                f"改为 {to}，或写明“遇休息日顺延至其后第一个工作日”",
                f"write {to}, or say that it rolls to the next working day",
            ),
            articles=(one.cell.source,),
        )


def _within_its_article(
    material: Material, one: Dated, day: datetime.date, found: list[Dated]
) -> bool:
    """Whether an article that ends no earlier than one of its items still does on another day."""
    return not any(
        one.day <= whole.day < day
        for whole in found
        if not whole.begins and nested(material, one, whole)
    )


def _readings(one: Dated, before: datetime.date, after: datetime.date, blameless: Text) -> Text:
    """The days that a day off may stand for; what begins on it does not begin before it."""
    days = [one.day, after] if one.begins else [before, one.day, after]
    *some, last = [str(day) for day in days]
    return Text(
        f"可以读作 {'、'.join(some)} 或 {last}{blameless.zh}",
        f"it may be read as {', '.join(some)} or {last}{blameless.en}",
    )


def nested(material: Material, item: Dated, whole: Dated) -> tuple[str, str] | None:
    """The articles of two dates of which one stands within the other's."""
    for one in material.articles(item.cell.source):
        for other in material.articles(whole.cell.source):
            if within(one, other):
                return one, other
    return None


def _is_written(one: Dated) -> bool:
    """The day itself is in the text, whatever else about it was read out of it."""
    if one.cell.status is Status.STATED:
        return True
    month, day = one.day.month, one.day.day
    return re.search(rf"(?<!\d)0?{month}月0?{day}[日号]", normal(one.cell.words)) is not None


def rolls_anyway(material: Material) -> bool:
    """The text has a rule of its own for days off."""
    said = [
        one.value.words + str(one.value.value or "") for one in material.policy.provisions.values()
    ]
    return any(_ROLLS.search(normal(words)) for words in said)


def _roll_is_written(material: Material, path: str) -> bool:
    if not path.endswith(".deadline.on"):
        return False
    stage = material.policy.stages[path.split(".")[1]]
    roll = stage.deadline.roll if stage.deadline is not None else None
    return roll is not None and roll.status is Status.STATED and bool(roll.words)


def _unknown_then(material: Material, one: Dated, known: datetime.date | None, kind: str) -> Text:
    issued = material.issued(one.cell.source)
    if kind == "weekend" or issued is None or known is None or known <= issued:
        return Text("", "")
    return Text(
        f"；{known} 才公布，印发时无从知道", f"; announced on {known}, it could not be known before"
    )


def neighbours(
    material: Material, day: datetime.date
) -> tuple[datetime.date | None, datetime.date | None]:
    """The working days before and after a day."""
    found: list[datetime.date | None] = []
    for step in (-1, 1):
        there: datetime.date | None = None
        for distance in range(1, 30):
            other = material.day(day + datetime.timedelta(days=step * distance))
            if other is not None and other.working:
                there = other.date
                break
        found.append(there)
    return found[0], found[1]


def _weekday(day: datetime.date) -> Text:
    return Text(_WEEKDAYS[day.weekday()], _WEEKDAYS_EN[day.weekday()])


def _unannounced(material: Material, found: list[Dated]) -> Iterator[Finding]:
    """One finding for each year whose days off were not out when the document was."""
    if rolls_anyway(material):
        return
    years: dict[int, list[Dated]] = {}
    known: dict[int, datetime.date] = {}
    for one in found:
        issued = material.issued(one.cell.source)
        if issued is None or one.path.startswith("window.valid") or one.day <= issued:
            continue
        day = material.day(datetime.date(one.day.year, 1, 4))
        if day is not None and day.known is not None and day.known > issued:
            years.setdefault(one.day.year, []).append(one)
            known[one.day.year] = day.known
    for year, listed in years.items():
        days = list(dict.fromkeys(str(one.day) for one in sorted(listed, key=_day)))
        first = listed[0]
        yield material.finding(
            UNANNOUNCED,
            first.path,
            Text(
                f"{year}年的节假日 {known[year]} 才公布，印发时还不知道：{'、'.join(days)}",
                f"the days off of {year} were announced on {known[year]}, after the issue: "
                f"{', '.join(days)}",
            ),
            effect=Text("不是文件的过错；日期要留余地", "no fault of the document; keep a margin"),
            articles=_as_they_stand(material, ((one.path, one.cell) for one in listed)),
        )


def _day(one: Dated) -> datetime.date:
    return one.day


def _inclusive(material: Material) -> Iterator[Finding]:
    """Dates with 前 alone, told together: the sentence to add is one for all."""
    listed = before_alone(material)
    if not listed:
        return
    words = list(dict.fromkeys(f"“{leaf.cell.words}”" for leaf in listed[:4]))
    more = Text("等", " and others") if len(listed) > 4 else Text("", "")
    yield material.finding(
        INCLUSIVE,
        listed[0].path,
        Text(
            f"{'、'.join(words)}{more.zh}：含不含当日没有写（{len(listed)}处）",
            f"{', '.join(words)}{more.en}: does the day itself count? ({len(listed)} in all)",
        ),
        effect=Text("差一天", "one day"),
        articles=_as_they_stand(material, ((leaf.path, leaf.cell) for leaf in listed)),
    )


def _as_they_stand(material: Material, cells: Iterable[tuple[str, Cell[Any]]]) -> tuple[str, ...]:
    """The articles of values, in the order in which the values stand in the file."""
    listed = sorted(cells, key=lambda one: material.line_of(one[0]))
    return tuple(cell.source for _, cell in listed)


def before_alone(material: Material) -> list[Leaf]:
    """Dates whose words have 前 and do not say whether the day itself counts."""
    return [
        leaf
        for leaf in material.leaves
        if isinstance(leaf.cell.value, datetime.date) and _BEFORE.search(normal(leaf.cell.words))
    ]

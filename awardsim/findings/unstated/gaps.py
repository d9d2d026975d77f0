"""AWS3xx: what a text leaves open and somebody will have to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.policy import Cell, Stage, Status
from awardsim.text import Text
from awardsim.units import Duration, Unit

UNREAD = Code.remark(
    "AWS301",
    Text("还没有读的值", "values that nobody has read yet"),
    Text(
        '写作 "unread" 的值不知道原文写没写；推演时按没有写处理。',
        'Of a value that is "unread" nobody knows whether the text gives it; a run takes it as '
        "not given.",
    ),
    Text('读原文，填值或写 "unstated"', 'read the document: give the value, or "unstated"'),
)


NO_CLOSING = Code.point(
    "AWS305",
    Text("申报没有截止日", "applications without a closing date"),
    Text(
        "没有写何日以前交到接收单位。推荐单位的名单要等到什么时候，各自理解。",
        "Nothing says by when applications are handed in, so that each channel closes its list as "
        "it likes.",
    ),
    Text("写明“申报材料于X月X日前（含当日）送达”", "state the day by which they must arrive"),
)
NO_CYCLE = Code.point(
    "AWS306",
    Text("按周期计，却没有写周期", "counted in cycles, and no cycle is stated"),
    Text(
        "“两个评选周期”是几年，要先知道几年评一次。",
        "How many years two cycles are depends on how often the award is held.",
    ),
    Text("写明“每X年评选一次”，或直接写年数", "state the cycle, or count in years"),
)

PRESCRIBED = Code.point(
    "AWS308",
    Text("“规定时间”没有规定", "a prescribed time that nothing prescribes"),
    Text(
        "写了“在规定时间内”“规定期限内”，全文没有规定是多久。",
        "Something must be done within the prescribed time, and none is prescribed.",
    ),
    Text("写明天数，如“5个工作日内”", "state the days, say within 5 working days"),
)
CODES = (
    UNREAD,
    NO_CLOSING,
    NO_CYCLE,
    PRESCRIBED,
)

#: A regulation for many editions cannot name a day.
_BY_CALL = Text(
    "写明“自申报通知发布之日起不少于X个工作日，截止日由通知规定”",
    "say that the call sets the day, and how many working days after the call it is at least",
)
#: Words that refer to a time somebody sets.
PRESCRIBED_WORDS = re.compile("(?:规定|指定|要求)的?(?:时间|时限|期限)")


def check_gaps(material: Material) -> Iterator[Finding]:
    """What a text leaves open."""
    yield from _unread(material)
    yield from _closing(material)
    yield from _cycles(material)
    yield from _prescribed(material)


def _unread(material: Material) -> Iterator[Finding]:
    unread = [leaf for leaf in material.leaves if leaf.cell.status is Status.UNREAD]
    if not unread:
        return
    names = list(dict.fromkeys(leaf.owner for leaf in unread))
    shown = names[:6]
    more = len(names) - len(shown)
    rest = Text(f"等 {len(names)} 项", f" and {more} more") if more else Text("", "")
    yield material.finding(
        UNREAD,
        unread[0].path,
        Text(
            f"{len(unread)} 个值未读：{'、'.join(name.zh for name in shown)}{rest.zh}",
            f"{len(unread)} values are unread: {', '.join(name.en for name in shown)}{rest.en}",
        ),
    )


def _closing(material: Material) -> Iterator[Finding]:
    for name, stage in material.policy.stages.items():
        if stage.kind != "window" or stage.deadline is not None:
            continue
        if stage.closes is not None and not stage.closes.open:
            continue
        if stage.closes is not None and _prescribes(stage.closes):
            continue  # AWS308 has it
        if stage.closes is not None and stage.closes.status is Status.ELSEWHERE:
            continue
        due = _due_later(material, name)
        what, repair = _no_closing(material, stage, due)
        yield material.finding(
            NO_CLOSING,
            f"stages.{name}.closes",
            what,
            repair=repair,
            articles=(stage.source, *([due.deadline.on.source] if due and due.deadline else [])),
        )


def _no_closing(material: Material, stage: Stage, due: Stage | None) -> tuple[Text, Text]:
    """What is said of a window without a closing date, by the date that is written behind it."""
    day = due.deadline.on if due is not None and due.deadline is not None else None
    if due is None or day is None:
        standing = material.policy.window.cycle.known
        return (
            Text(
                f"“{stage.title.zh}”没有写何日以前交到",
                f"'{stage.title.en}' has no closing date",
            ),
            _BY_CALL if standing else NOTHING,
        )
    if day.source == stage.source:  # one date for an article that has several steps
        return (
            Text(
                f"“{stage.title.zh}”和“{due.title.zh}”只写了一个期限 {day.value}："
                "何日以前申报，推荐单位还来得及审查推荐，没有写",
                f"'{stage.title.en}' and '{due.title.en}' have one date, {day.value}: by when to "
                "apply, so that there is time to check and to recommend, is not said",
            ),
            Text(
                f"分开写，如“申报材料于X月X日前（含当日）送达推荐单位，推荐意见于{day.value}前报送”",
                f"state two: a day by which applications arrive, and {day.value} for what is sent "
                "on",
            ),
        )
    return (
        Text(
            f"“{stage.title.zh}”没有写何日以前交到；写明的 {day.value} 是“{due.title.zh}”的期限",
            f"'{stage.title.en}' has no closing date of its own: {day.value} is that of "
            f"'{due.title.en}'",
        ),
        NOTHING,
    )


def _due_later(material: Material, name: str) -> Stage | None:
    """The first dated stage behind one, so that its date is not taken for that one's."""
    stages = material.policy.stages
    following = [name]
    for before in following:
        later = [other for other, stage in stages.items() if before in stage.after]
        for other in later:
            due = stages[other].deadline
            if due is not None and due.on.value is not None:
                return stages[other]
        following += [other for other in later if other not in following]
    return None


def _cycles(material: Material) -> Iterator[Finding]:
    if material.policy.window.cycle.known:
        return
    for leaf in material.leaves:
        if isinstance(leaf.cell.value, Duration) and leaf.cell.value.unit is Unit.CYCLE:
            number = int(leaf.cell.value.amount)
            yield material.finding(
                NO_CYCLE,
                leaf.path,
                Text(
                    f"“{leaf.owner.zh}”按 {number} 个评选周期计，几年评一次没有写",
                    f"'{leaf.owner.en}' counts {number} cycles, and no cycle is stated",
                ),
                effect=Text(
                    f"每年评是 {number} 年，每2年评是 {2 * number} 年，每3年评是 {3 * number} 年",
                    f"{number} years if held yearly, {2 * number} every second year, "
                    f"{3 * number} every third",
                ),
                articles=(leaf.cell.source, material.policy.window.cycle.source),
            )


def _prescribed(material: Material) -> Iterator[Finding]:
    for leaf in material.leaves:
        if not _prescribes(leaf.cell):
            continue
        dated = leaf.path.endswith((".closes", ".deadline.on"))
        yield material.finding(
            PRESCRIBED,
            leaf.path,
            Text(
                f"“{leaf.owner.zh}”：{leaf.cell.reason.zh}，是多久没有写",
                f"'{leaf.owner.en}': {leaf.cell.reason.en}, which is nowhere prescribed",
            ),
            repair=_BY_CALL if dated else NOTHING,
            articles=(leaf.cell.source,),
        )


def _prescribes(cell: Cell[Any]) -> bool:
    """A value of which is written only that somebody prescribes it."""
    return not cell.known and PRESCRIBED_WORDS.search(normal(cell.reason.zh)) is not None

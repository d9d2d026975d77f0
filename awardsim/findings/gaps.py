"""AWS3xx: what a text leaves open and somebody will have to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.policy import PROVISION_TYPES, Cell, Stage, Status
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
SILENT = Code.point(
    "AWS314",
    Text("通常要写而没有写的事项", "matters that texts usually settle and this one does not"),
    Text(
        "撤销、禁报、回避、称号使用、获奖者义务等，全文没有写：出了事没有依据。",
        "Revocation, debarment, recusal, use of the title, duties: nothing is said, so that there "
        "is no ground to act on.",
    ),
    Text("补写，或写明按哪一个文件执行", "settle them, or say which other text does"),
)
NOT_RECORDED = Code.remark(
    "AWS315",
    Text("文件没有记下的事项", "matters that the file does not record"),
    Text(
        "既没有值，也没有写“没有”：不知道是原文没有写，还是没有读到。",
        "There is neither a value nor the remark that there is none: nobody knows whether the "
        "document is silent or has not been read.",
    ),
    Text(
        '加一条 [provisions.<代号>]，原文没有写的写 value = "unstated"',
        'add a [provisions.<id>]; where the document is silent, value = "unstated"',
    ),
)
NO_LOCK_OUT = Code.point(
    "AWS316",
    Text("获奖后能否再报没有写", "no rule for applying again"),
    Text(
        "获奖者以后能不能、隔多久可以再申报，没有写。",
        "Nothing says whether and when a winner may apply again.",
    ),
    Text(
        "写明“获奖后X年内不得再次申报”，或“可以继续申报”", "state a lock-out, or that there is none"
    ),
)

CODES = (
    UNREAD,
    NO_CLOSING,
    NO_CYCLE,
    PRESCRIBED,
    SILENT,
    NOT_RECORDED,
    NO_LOCK_OUT,
)

#: Matters that a text on an award usually settles.
USUAL = (
    "LEGAL_BASIS", "STANDARD", "REWARD", "FEE", "RECUSAL", "REVOCATION", "DEBARMENT", "TITLE_USE",
    "DUTY",
)  # fmt: skip
_GRAVE = ("RECUSAL", "REVOCATION", "DEBARMENT", "TITLE_USE", "DUTY", "REWARD", "STANDARD")

#: A regulation for many editions cannot name a day.
_BY_CALL = Text(
    "写明“自申报通知发布之日起不少于X个工作日，截止日由通知规定”",
    "say that the call sets the day, and how many working days after the call it is at least",
)
#: The regulation of an award, as a notice of one edition cites it.
_REGULATION = re.compile(r"《([^《》]{4,40}办法)》")
#: Words that refer to a time somebody sets.
PRESCRIBED_WORDS = re.compile("(?:规定|指定|要求)的?(?:时间|时限|期限)")


def check_gaps(material: Material) -> Iterator[Finding]:
    """What a text leaves open."""
    yield from _unread(material)
    yield from _closing(material)
    yield from _cycles(material)
    yield from _prescribed(material)
    yield from _matters(material)


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


def _by_type(material: Material) -> dict[str, list[Cell[Any]]]:
    by_type: dict[str, list[Cell[Any]]] = {}
    for provision in material.policy.provisions.values():
        by_type.setdefault(provision.type, []).append(provision.value)
    return by_type


def silent_types(material: Material) -> list[str]:
    """Matters of weight of which each provision says that nothing is written."""
    by_type = _by_type(material)
    return [
        type
        for type in _GRAVE
        if type in by_type and all(cell.status is Status.UNSTATED for cell in by_type[type])
    ]


def _matters(material: Material) -> Iterator[Finding]:
    """Matters that a text is silent about, and those of which its file says nothing at all."""
    by_type = _by_type(material)
    silent = silent_types(material)
    if silent:
        noted = list(dict.fromkeys(cell.reason for type in silent for cell in by_type[type]))
        remarks = [one for one in noted if one]
        yield material.finding(
            SILENT,
            next(
                f"provisions.{name}"
                for name, one in material.policy.provisions.items()
                if one.type == silent[0]
            ),
            Text(
                f"全文没有写：{named(silent, 'zh')}",
                f"nothing is said of: {named(silent, 'en')}",
            ),
            effect=Text(
                f"注明：{'、'.join(one.zh for one in remarks)}",
                f"noted: {', '.join(one.en for one in remarks)}",
            )
            if remarks
            else Text("出了事没有依据", "there is no ground to act on"),
            articles=[cell.source for type in silent for cell in by_type[type]],
        )
    missing = [type for type in USUAL if type not in by_type]
    if missing:
        yield material.finding(
            NOT_RECORDED,
            "provisions",
            Text(
                f"{len(missing)} 类事项既没有值也没有写“未写”：{named(missing, 'zh')}",
                f"{len(missing)} matters are neither given nor said to be silent: "
                f"{named(missing, 'en')}",
            ),
        )
    rules = [one.rule.name for one in material.policy.conditions.values() if one.rule is not None]
    if material.policy.conditions and not any("lock_out" in name for name in rules):
        yield material.finding(
            NO_LOCK_OUT,
            "conditions",
            Text(
                "没有一个条件写获奖后能否再报", "no condition says whether a winner may apply again"
            ),
            effect=_perhaps_in(_regulation(material)),
            articles=[f"{name} 全文" for name in list(material.policy.sources)[:1]],
        )


def _regulation(material: Material) -> str:
    """The regulation that a text rests on and that is not here; empty where there is none."""
    here = " ".join(
        normal(source.title) for text in material.texts() for source in text.sources.values()
    )
    cited = (
        title
        for one in material.policy.provisions.values()
        if one.type == "LEGAL_BASIS"
        for title in _REGULATION.findall(normal(one.value.words))
    )
    return next((title for title in cited if title not in here), "")


def _perhaps_in(title: str) -> Text:
    if not title:
        return NOTHING
    return Text(
        f"引用的《{title}》没有取得，可能写在那里：不能怪本文",
        f"no fault of the text: 《{title}》, which it cites and which is not at hand, may say so",
    )


def named(types: list[str], language: str) -> str:
    """Kinds of matter in the words of a language."""
    between = "、" if language == "zh" else ", "
    return between.join(
        PROVISION_TYPES[type].zh if language == "zh" else PROVISION_TYPES[type].en for type in types
    )

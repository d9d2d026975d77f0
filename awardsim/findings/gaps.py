"""AWS3xx: what a text leaves open and somebody will have to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.policy import PROVISION_TYPES, Cell, Status
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
NO_FINDING = Code.point(
    "AWS309",
    Text("异议认定没有时限", "no limit for the finding on an objection"),
    Text(
        "转送、复核有时限，最后认定没有：整个处理就没有时限。",
        "Forwarding and checking have limits and the finding has none, so that the whole has none.",
    ),
    Text("写明“收到复核情况后X个工作日内作出认定”", "limit it, say to 5 working days"),
)
NO_LIMITS = Code.point(
    "AWS310",
    Text("异议处理没有任何时限", "objections without any limit"),
    Text(
        "可以提异议，处理到什么时候没有写。",
        "One may object, and nothing says by when that is settled.",
    ),
    Text("写明转送、复核、认定各几个工作日", "limit forwarding, checking and the finding"),
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
    NO_FINDING,
    NO_LIMITS,
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

#: Words that refer to a time somebody sets.
PRESCRIBED_WORDS = re.compile("(?:规定|指定|要求)的?(?:时间|时限|期限)")


def check_gaps(material: Material) -> Iterator[Finding]:
    """What a text leaves open."""
    yield from _unread(material)
    yield from _closing(material)
    yield from _cycles(material)
    yield from _prescribed(material)
    yield from _objections(material)
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
        if stage.closes is None or stage.closes.open:
            written = _due_later(material, name)
            yield material.finding(
                NO_CLOSING,
                f"stages.{name}.closes",
                Text(
                    f"“{stage.title.zh}”没有写何日以前交到{written.zh}",
                    f"'{stage.title.en}' has no closing date{written.en}",
                ),
                articles=(stage.source,),
            )


def _due_later(material: Material, name: str) -> Text:
    """The first dated stage behind one, so that its date is not taken for that one's."""
    stages = material.policy.stages
    following = [name]
    for before in following:
        later = [other for other, stage in stages.items() if before in stage.after]
        for other in later:
            due = stages[other].deadline
            if due is not None and due.on.value is not None:
                title, day = stages[other].title, due.on.value
                return Text(
                    f"；写明的 {day} 是“{title.zh}”的期限",
                    f" of its own: {day} is that of '{title.en}'",
                )
        following += [other for other in later if other not in following]
    return Text("", "")


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
        if leaf.cell.known or not PRESCRIBED_WORDS.search(normal(leaf.cell.reason.zh)):
            continue
        yield material.finding(
            PRESCRIBED,
            leaf.path,
            Text(
                f"“{leaf.owner.zh}”：{leaf.cell.reason.zh}，是多久没有写",
                f"'{leaf.owner.en}': {leaf.cell.reason.en}, which is nowhere prescribed",
            ),
            articles=(leaf.cell.source,),
        )


def _objections(material: Material) -> Iterator[Finding]:
    objections = material.policy.objections
    limits = (objections.forward, objections.reply, objections.decide)
    if not any(one.kind == "notice" for one in material.policy.stages.values()):
        return
    if all(cell.open for cell in limits):
        where = next((cell.reason for cell in limits if cell.status is Status.ELSEWHERE), NOTHING)
        # its article is cited anyway
        shown = Text(where.zh.partition("（")[0], where.en.partition(" (")[0])
        said = Text(f"，要看{shown.zh}", f"; see {shown.en}") if where else NOTHING
        yield material.finding(
            NO_LIMITS,
            "objections.decide",
            Text(
                f"异议的转送、复核、认定都没有写时限{said.zh}",
                f"forwarding, checking and finding on an objection have no limits{said.en}",
            ),
            articles=(objections.source,),
        )
    elif objections.decide.open:
        yield material.finding(
            NO_FINDING,
            "objections.decide",
            Text("异议的最后认定没有时限", "the finding on an objection has no limit"),
            articles=(objections.decide.source,),
        )


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
                f"全文没有写：{_named(silent, 'zh')}",
                f"nothing is said of: {_named(silent, 'en')}",
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
                f"{len(missing)} 类事项既没有值也没有写“未写”：{_named(missing, 'zh')}",
                f"{len(missing)} matters are neither given nor said to be silent: "
                f"{_named(missing, 'en')}",
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
            articles=[f"{name} 全文" for name in list(material.policy.sources)[:1]],
        )


def _named(types: list[str], language: str) -> str:
    between = "、" if language == "zh" else ", "
    return between.join(
        PROVISION_TYPES[type].zh if language == "zh" else PROVISION_TYPES[type].en for type in types
    )

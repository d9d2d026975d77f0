"""AWS3xx: what a text leaves open and somebody will have to decide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.findings.words import quoted
from awardsim.policy import PROVISION_TYPES, Cell, Stage, Status
from awardsim.policy.leaves import Leaf
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
TIES = Code.point(
    "AWS302",
    Text("同分怎么办没有写", "no rule for ties"),
    Text(
        "按名次取前若干名，同分跨过名额时取谁没有规则。推演时抽签。",
        "The best are taken by rank, and nothing says who of those with equal marks. A run draws "
        "lots.",
    ),
    Text("写明“得分相同的，以现场评审得分高者优先”", "say which mark decides between equals"),
)
TOO_FEW = Code.point(
    "AWS303",
    Text("人数不够怎么办没有写", "no rule for too few candidates"),
    Text(
        "必须授出固定个数，或必须从若干名里选，而合格的可能不够。",
        "A fixed number must be awarded or chosen, and fewer may qualify.",
    ),
    Text("写明“没有符合条件的，可以空缺”", "say that awards may stay vacant"),
)
VOTE = Code.point(
    "AWS304",
    Text("投票规则没有写", "no majority or quorum for a vote"),
    Text(
        "多少人到会有效、得多少票当选、是否无记名，没有写。",
        "How many must be there, how many votes elect, whether it is secret: nothing is said.",
    ),
    Text(
        "写明“三分之二以上委员到会，得票超过到会委员半数的当选”",
        "say how many must attend and by what majority",
    ),
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
ANNEX = Code.point(
    "AWS307",
    Text("名额或权重在没有附上的文件里", "a quota that rests on a missing annex"),
    Text(
        "名额、权重、分数写在附件或另文，公开的文本里没有，外人无从知道，也无从核对。",
        "Quotas, weights or marks are in an annex or another document that is not at hand.",
    ),
    Text("随文公布附件，或在正文写明", "publish it with the text, or state it there"),
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
SOFT = Code.point(
    "AWS311",
    Text("“原则上”的例外由谁定", "who decides exceptions in principle"),
    Text(
        "写了“原则上”，没有写什么情况、由谁决定可以例外。",
        "A limit holds in principle, and nothing says when and by whom it may be passed.",
    ),
    Text("写明例外的情形和决定的机构，或删去“原则上”", "say who may except, or drop it"),
)
WEIGHTS = Code.point(
    "AWS312",
    Text("综合得分没有写权重", "no weights for the composite"),
    Text(
        "几个分数合成一个，各占多少没有写：同样的分数可以排出不同的名次。",
        "Several marks become one, and nothing says by what weights: the same marks may rank "
        "differently.",
    ),
    Text("写明各阶段得分的权重", "state the weights"),
)
HOW_MANY = Code.point(
    "AWS313",
    Text("进入下一阶段的人数没有写", "how many go on is not stated"),
    Text(
        "名单取多少没有写，评审工作量和入围机会都由它决定。",
        "Nothing says how long the list is, on which the work and the chances depend.",
    ),
    Text("写明人数或比例，如“不超过表彰名额的2倍”", "state a number or a share"),
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
    UNREAD, TIES, TOO_FEW, VOTE, NO_CLOSING, NO_CYCLE, ANNEX, PRESCRIBED, NO_FINDING, NO_LIMITS,
    SOFT, WEIGHTS, HOW_MANY, SILENT, NOT_RECORDED, NO_LOCK_OUT,
)  # fmt: skip

#: Matters that a text on an award usually settles.
USUAL = (
    "LEGAL_BASIS", "STANDARD", "REWARD", "FEE", "RECUSAL", "REVOCATION", "DEBARMENT", "TITLE_USE",
    "DUTY",
)  # fmt: skip
_GRAVE = ("RECUSAL", "REVOCATION", "DEBARMENT", "TITLE_USE", "DUTY", "REWARD", "STANDARD")
_EQUALS = re.compile("同分|并列|得分相同|分数相同|得票相同|票数相同")
_PRESCRIBED = re.compile("(?:规定|指定|要求)的?(?:时间|时限|期限)")
_LISTS = ("SHORTLIST", "DECIDE", "PRESELECT")


def check_gaps(material: Material) -> Iterator[Finding]:
    """What a text leaves open."""
    yield from _unread(material)
    yield from _ties(material)
    yield from _too_few(material)
    yield from _votes(material)
    yield from _closing(material)
    yield from _cycles(material)
    yield from _annexes(material)
    yield from _prescribed(material)
    yield from _objections(material)
    yield from _soft(material)
    yield from _numbers(material)
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


def _ties(material: Material) -> Iterator[Finding]:
    if any(_EQUALS.search(normal(words)) for words in _all_words(material)):
        return
    if any(
        one.type == "PRIORITY" and one.value.known for one in material.policy.provisions.values()
    ):
        return
    cuts = [
        (name, stage) for name, stage in material.policy.stages.items() if _cuts(material, stage)
    ]
    if cuts:
        names = Text(
            "、".join(f"“{stage.title.zh}”" for _, stage in cuts),
            ", ".join(f"'{stage.title.en}'" for _, stage in cuts),
        )
        yield material.finding(
            TIES,
            f"stages.{cuts[0][0]}.rule",
            Text(f"{names.zh}按名次取舍，同分取谁没有写", f"{names.en}: ties are not settled"),
            articles=tuple(stage.source for _, stage in cuts),
        )


def _cuts(material: Material, stage: Stage) -> bool:
    """A list of which the best are taken, a number that is known."""
    if stage.rule is None or stage.per == "case" or stage.type not in _LISTS:
        return False
    if stage.type == "DECIDE":
        return any(quota.number.known for quota in material.policy.quotas.values())
    return any(cell.known for cell in _cells(stage.rule.parameters.get("at_most")))


def _too_few(material: Material) -> Iterator[Finding]:
    for name, quota in material.policy.quotas.items():
        if not quota.number.known or quota.may_stay_vacant.value is True:
            continue
        if quota.may_stay_vacant.status is Status.EXCLUDED or quota.may_stay_vacant.known:
            said = Text("不得空缺", "awards may not stay vacant")
        else:
            said = Text("可否空缺没有写", "whether awards may stay vacant is not said")
        exactly = quota.number.bound is None or quota.number.bound.value != "at_most"
        count = Text(f"{quota.number.value} 个", f"{quota.number.value}")
        if not exactly:
            count = Text(f"至多 {quota.number.value} 个", f"at most {quota.number.value}")
        yield material.finding(
            TOO_FEW,
            f"quotas.{name}.may_stay_vacant",
            Text(
                f"名额{count.zh}，{said.zh}：合格的不够时怎么办没有写",
                f"quota {count.en}, {said.en}: nothing says what happens with too few candidates",
            ),
            articles=(quota.source,),
        )


def _votes(material: Material) -> Iterator[Finding]:
    for name, stage in material.policy.stages.items():
        if stage.rule is None or "vote" not in stage.rule.name:
            continue
        given = stage.rule.parameters
        lacking = [
            word
            for key, word in (
                ("seats", Text("到会人数", "who attends")),
                ("majority", Text("多数", "majority")),
            )
            if not any(cell.known for cell in _cells(given.get(key)))
        ]
        if lacking:
            yield material.finding(
                VOTE,
                f"stages.{name}.rule",
                Text(
                    f"“{stage.title.zh}”投票：{'、'.join(one.zh for one in lacking)}没有写",
                    f"the vote of '{stage.title.en}': {', '.join(one.en for one in lacking)} "
                    "not stated",
                ),
                articles=(stage.rule.source,),
            )


def _closing(material: Material) -> Iterator[Finding]:
    for name, stage in material.policy.stages.items():
        if stage.kind != "window" or stage.deadline is not None:
            continue
        if stage.closes is None or stage.closes.open:
            yield material.finding(
                NO_CLOSING,
                f"stages.{name}.closes",
                Text(
                    f"“{stage.title.zh}”没有写何日以前交到",
                    f"'{stage.title.en}' has no closing date",
                ),
                articles=(stage.source,),
            )


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


def _annexes(material: Material) -> Iterator[Finding]:
    """Numbers that decide who goes on, by the document that they are said to be in."""
    named: dict[str, list[Leaf]] = {}
    for leaf in material.leaves:
        deciding = ".rule." in leaf.path or leaf.path.startswith("quotas.")
        if deciding and leaf.cell.status is Status.ELSEWHERE:
            named.setdefault(leaf.cell.reason, []).append(leaf)
    for document, leaves in named.items():
        names = Text(
            "、".join(dict.fromkeys(leaf.owner.zh for leaf in leaves)),
            ", ".join(dict.fromkeys(leaf.owner.en for leaf in leaves)),
        )
        yield material.finding(
            ANNEX,
            leaves[0].path,
            Text(
                f"“{names.zh}”的名额或权重在{document}，手中没有",
                f"a quota or weight of '{names.en}' is in {document}, which is not at hand",
            ),
            effect=Text("推演时只能按估计", "a run can only assume it"),
            articles=tuple(leaf.cell.source for leaf in leaves),
        )


def _prescribed(material: Material) -> Iterator[Finding]:
    for leaf in material.leaves:
        if leaf.cell.known or not _PRESCRIBED.search(normal(leaf.cell.reason)):
            continue
        yield material.finding(
            PRESCRIBED,
            leaf.path,
            Text(
                f"“{leaf.owner.zh}”：{leaf.cell.reason}，是多久没有写",
                f"'{leaf.owner.en}': {leaf.cell.reason}, which is nowhere prescribed",
            ),
            articles=(leaf.cell.source,),
        )


def _objections(material: Material) -> Iterator[Finding]:
    objections = material.policy.objections
    limits = (objections.forward, objections.reply, objections.decide)
    if not any(stage.kind == "notice" for stage in material.policy.stages.values()):
        return
    if all(cell.open for cell in limits):
        where = next((cell.reason for cell in limits if cell.status is Status.ELSEWHERE), "")
        said = Text(f"（在{where}）", f" (in {where})") if where else Text("", "")
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


def _soft(material: Material) -> Iterator[Finding]:
    for leaf in material.leaves:
        words = normal(leaf.cell.words)
        if leaf.cell.soft and "原则上" in words:
            yield material.finding(
                SOFT,
                leaf.path,
                Text(
                    f"“{leaf.owner.zh}”：“{leaf.cell.words}”，例外由谁定没有写",
                    f"'{leaf.owner.en}': '{leaf.cell.words}'; nothing says who may except",
                ),
                articles=(leaf.cell.source,),
            )


def _numbers(material: Material) -> Iterator[Finding]:
    """Weights and lengths of lists on which a text is silent."""
    for name, stage in material.policy.stages.items():
        if stage.rule is None:
            continue
        weights = list(_cells(stage.rule.parameters.get("weights")))
        if weights and all(cell.status is Status.UNSTATED for cell in weights):
            yield material.finding(
                WEIGHTS,
                f"stages.{name}.rule.weights",
                Text(f"“{stage.title.zh}”没有写权重", f"'{stage.title.en}' has no weights"),
                articles=(stage.rule.source,),
            )
        most = list(_cells(stage.rule.parameters.get("at_most")))
        if stage.type == "SHORTLIST" and most and all(c.status is Status.UNSTATED for c in most):
            yield material.finding(
                HOW_MANY,
                f"stages.{name}.rule.at_most",
                Text(f"“{stage.title.zh}”取多少没有写", f"'{stage.title.en}' has no number"),
                articles=(stage.rule.source,),
            )


def _matters(material: Material) -> Iterator[Finding]:
    """Matters that a text is silent about, and those of which its file says nothing at all."""
    by_type: dict[str, list[Cell[Any]]] = {}
    for provision in material.policy.provisions.values():
        by_type.setdefault(provision.type, []).append(provision.value)
    silent = [
        type
        for type in _GRAVE
        if type in by_type and all(cell.status is Status.UNSTATED for cell in by_type[type])
    ]
    if silent:
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
        )
    if getattr(material.policy, "within", None) is not None:  # the outer text may say it
        return
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
        )


def _named(types: list[str], language: str) -> str:
    between = "、" if language == "zh" else ", "
    return between.join(
        PROVISION_TYPES[type].zh if language == "zh" else PROVISION_TYPES[type].en for type in types
    )


def _cells(given: Any) -> Iterator[Cell[Any]]:
    if isinstance(given, Cell):
        yield given
    elif isinstance(given, Mapping):
        yield from given.values()


def _all_words(material: Material) -> Iterator[str]:
    for one in quoted(material.policy):
        yield one.words
    for leaf in material.leaves:
        if isinstance(leaf.cell.value, str):
            yield leaf.cell.value

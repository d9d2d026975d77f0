"""What is half said: a date without its year or day, a limit without a start, how many judge."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.policy import Status
from awardsim.policy.leaves import Leaf
from awardsim.text import Text
from awardsim.units import Duration

NOT_WHOLE = Code.point(
    "AWS212",
    Text("日期没有写全", "a date that is not complete"),
    Text(
        "日期没有写年份，从印发日也推不出来；或只写到月，没有写到哪一天。",
        "A date lacks its year, which does not follow from the date of issue either; or it is "
        "written by its month only.",
    ),
    Text("写全年、月、日", "write year, month and day"),
)
HOW_MANY_JUDGE = Code.point(
    "AWS318",
    Text("几人评没有写", "how many judge is not stated"),
    Text(
        "一份材料由几名评审员评没有写：人数少，一个人的宽严就能改变名次；人数多，时间和经费都不同。",
        "Nothing says how many people judge one case: with few the strictness of one changes the "
        "ranks, with many the review takes longer.",
    ),
    Text("写明“每份材料由不少于3名评审员评审”", "state it, say at least 3 reviewers for each file"),
)
NO_START = Code.point(
    "AWS319",
    Text("期限从何时起算没有写", "a limit without a start"),
    Text(
        "写了几日、几年之内，没有写从哪一天起算：收到、作出决定还是公告之日，各差几天到几个月。",
        "Days or years are given, and not from when they count: receipt, decision or announcement "
        "may be days or months apart.",
    ),
    Text("写明“自收到材料之日起”", "say that it counts from receipt"),
)
SHARED = Code.point(
    "AWS320",
    Text("几类合用一个名额", "one quota for several tracks"),
    Text(
        "名额由组织、个人合用，各占多少没有写：两类怎样排在一起、取谁，没有依据。",
        "Organisations and individuals share a quota, and nothing says how it divides: how the two "
        "are ranked together has no ground.",
    ),
    Text("写明各类几个，或写明怎样合并排序", "divide it, or say how both are ranked together"),
)
NO_MEASURE = Code.point(
    "AWS321",
    Text("说法没有尺度", "words without a measure"),
    Text(
        "写了“长期”“必要时”“年初”一类的话，没有写多久、什么情形、到哪一天：同样的情况，各人掌握不同。",
        "Words such as 长期 (for long), 必要时 (where necessary) and 年初 (early in the year) come "
        "without years, cases or a day: whoever applies them decides.",
    ),
    Text("写明年数、情形或日期", "state the years, the cases or the day"),
)
LATE = Code.point(
    "AWS322",
    Text("逾期怎么办没有写", "what becomes of late ones is not said"),
    Text(
        "写了收件的期限，没有写逾期的收不收：收了，别人不服；不收，没有依据。",
        "A day is set for receipt, and nothing says what follows from missing it: to accept late "
        "ones is unfair to others, to refuse them has no ground.",
    ),
    Text("写明“逾期不再受理”", "say that late ones are not accepted"),
)
CODES = (NOT_WHOLE, HOW_MANY_JUDGE, NO_START, SHARED, NO_MEASURE, LATE)

_AT_RANDOM = Text(
    "写明“每份材料由不少于3名评审员评审，随机分派”",
    "state both, say at least 3 reviewers for each file, assigned at random",
)
_FROM_DECISION = Text(
    "写明“自作出撤销（取消资格）决定之日起”", "say that it counts from the day of the decision"
)

#: Words without a measure, what they leave open, and a wording that measures.
_VAGUE = (
    (
        re.compile("长期从事"),
        Text("几年算长期没有写", "how many years that is, is not said"),
        Text("写明年数，如“从事质量工作5年以上”", "state the years, say 5 or more"),
    ),
    (
        re.compile("必要时|视情况"),
        Text("什么情形下办，没有写", "in which cases is not said"),
        Text("写明哪些情形必须办，其余可以不办", "say in which cases it must be done"),
    ),
    (
        re.compile("双随机(?!.{0,6}(?:抽取|分派|分配))"),
        Text("哪两样随机没有写", "which two things are random is not said"),
        Text(
            "写明“随机抽取评审员，随机分派申报材料”",
            "say that reviewers are drawn, and files given to them, at random",
        ),
    ),
    (
        re.compile("年初|年中|年底|年末"),
        Text("到哪一天没有写", "until which day is not said"),
        Text("写明日期，如“次年3月31日前（含当日）”", "state a day, say by 31 March"),
    ),
)

_MONTH_AND_DAY = re.compile(r"\d{1,2}月\d{1,2}[日号]")
_MONTH_ALONE = re.compile(r"\d{1,2}月(?!\d{0,2}[日号\d])")
_DAY = re.compile(r"月\d{1,2}[日号]")
_LIMIT = re.compile(
    r"(.{2,}?)(?:\d+|[一二三四五六七八九十两]+)个?(?:工作日|[日天年])(?:以?内|之内)"
)
_START = re.compile("后|起|之日|自")


#: What a file says of a text that the text does not say.
_OURS = (Status.INFERRED, Status.UNSTATED)


def check_unsaid(material: Material) -> Iterator[Finding]:
    """What is half said."""
    yield from _not_whole(material)
    yield from _how_many_judge(material)
    yield from _no_start(material)
    yield from _shared(material)
    yield from _no_measure(material)
    yield from _late(material)


def _not_whole(material: Material) -> Iterator[Finding]:
    """Dates without year or day; those of one phrase are told once."""
    told: set[tuple[str, str]] = set()
    for leaf in material.leaves:
        cell = leaf.cell
        if not isinstance(cell.value, datetime.date) or (cell.words, cell.source) in told:
            continue
        lacks = _lacks(material, leaf, cell.value)
        if not lacks:
            continue
        told.add((cell.words, cell.source))
        days = {
            str(other.cell.value)
            for other in material.leaves
            if (other.cell.words, other.cell.source) == (cell.words, cell.source)
        }
        unknown = NOTHING
        if lacks == _YEAR and material.issued(cell.source) is None:
            unknown = Text("，印发日期也没有", ", and neither is a date of issue")
        yield material.finding(
            NOT_WHOLE,
            leaf.path,
            Text(
                f"“{leaf.owner.zh}”：“{cell.words}”没有写{lacks.zh}{unknown.zh}",
                f"'{leaf.owner.en}': '{cell.words}': {lacks.en} is not written{unknown.en}",
            ),
            effect=Text(
                f"推演读作 {'、'.join(sorted(days))}", f"a run takes {', '.join(sorted(days))}"
            ),
            articles=(cell.source,),
        )


_YEAR, _DAY_OF_MONTH = Text("年份", "the year"), Text("到哪一天", "the day")


def _lacks(material: Material, leaf: Leaf, day: datetime.date) -> Text:
    """What a date lacks in its own words; nothing where the words may only begin too late."""
    words = normal(leaf.cell.words)
    dated = _MONTH_AND_DAY.search(words)
    if dated is not None and dated.start() > 0 and "年" not in words:
        issued = material.issued(leaf.cell.source)
        plain = issued is not None and issued <= day < issued.replace(year=issued.year + 1, day=1)
        return NOTHING if plain else _YEAR
    if _MONTH_ALONE.search(words) and not _DAY.search(words):
        return _DAY_OF_MONTH
    return NOTHING


def _how_many_judge(material: Material) -> Iterator[Finding]:
    for name, stage in material.policy.stages.items():
        if stage.reviewers is None or stage.reviewers.status is not Status.UNSTATED:
            continue
        assigned = stage.assignment is None or stage.assignment.status is not Status.UNSTATED
        more = NOTHING if assigned else Text("、怎样分派", ", and who judges which,")
        yield material.finding(
            HOW_MANY_JUDGE,
            f"stages.{name}.reviewers",
            Text(
                f"“{stage.title.zh}”：每份由几人评{more.zh}没有写",
                f"'{stage.title.en}': how many judge each case{more.en} is not stated",
            ),
            repair=NOTHING if assigned else _AT_RANDOM,
            articles=(stage.source,),
        )


def _no_start(material: Material) -> Iterator[Finding]:
    """Limits of objections and of further material, and debarments."""
    provisions = material.policy.provisions
    for leaf in material.leaves:
        section, name, *_ = leaf.path.split(".")
        debars = section == "provisions" and provisions[name].type == "DEBARMENT"
        if section != "objections" and ".supplement." not in leaf.path and not debars:
            continue
        limit = _LIMIT.match(normal(leaf.cell.words))
        if not isinstance(leaf.cell.value, Duration) or limit is None or _START.search(limit[1]):
            continue
        shown = leaf.cell.value
        yield material.finding(
            NO_START,
            leaf.path,
            Text(
                f"“{leaf.owner.zh}”：“{leaf.cell.words}”，从何时起算没有写",
                f"'{leaf.owner.en}': {shown.read('en')}; from when they count is not written",
            ),
            repair=_FROM_DECISION if debars else NOTHING,
            articles=(leaf.cell.source,),
        )


def _shared(material: Material) -> Iterator[Finding]:
    policy = material.policy
    for name, quota in policy.quotas.items():
        tracks = quota.tracks or tuple(policy.tracks)
        if not quota.tier or len(tracks) < 2 or not quota.number.known:
            continue
        if any(track in policy.quotas for track in tracks):
            continue
        tier = policy.tiers[quota.tier].title
        titles = [policy.tracks[track].title for track in tracks]
        yield material.finding(
            SHARED,
            f"quotas.{name}.number",
            Text(
                f"“{tier.zh}”的 {quota.number.value} 个名额由"
                f"{'、'.join(one.zh for one in titles)}合用，各几个没有写",
                f"the {quota.number.value} places of '{tier.en}' are shared by "
                f"{' and '.join(one.en for one in titles)}; how they divide is not said",
            ),
            articles=(quota.number.source,),
        )


def _no_measure(material: Material) -> Iterator[Finding]:
    """Words without a measure, each kind once with all its articles."""
    for pattern, open_, repair in _VAGUE:
        held = [one for one in material.quoted if pattern.search(normal(one.words))]
        if not held:
            continue
        found = pattern.search(normal(held[0].words))
        assert found is not None
        yield material.finding(
            NO_MEASURE,
            held[0].path.removesuffix(".words"),
            Text(f"“{found[0]}”：{open_.zh}", f"'{found[0]}': {open_.en}"),
            effect=Text("同样的情况，各人掌握不同", "like cases are treated differently"),
            repair=repair,
            articles=tuple(one.source for one in held),
        )


def _late(material: Material) -> Iterator[Finding]:
    """Days of receipt, or others taken to shut out, of which the text has no consequence."""
    for name, stage in material.policy.stages.items():
        deadline = stage.deadline
        if deadline is None:
            continue
        if deadline.counts.value not in ("receipt", "postmark") and deadline.late.value != "out":
            continue
        if deadline.on.known and not deadline.late.words and deadline.late.status in _OURS:
            yield material.finding(
                LATE,
                f"stages.{name}.deadline.late",
                Text(
                    f"“{stage.title.zh}”期限 {deadline.on.value}，逾期的怎么办没有写",
                    f"'{stage.title.en}' is due on {deadline.on.value}, and nothing says what "
                    "becomes of late ones",
                ),
                articles=(deadline.source,),
            )

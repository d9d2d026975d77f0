"""AWS5xx: what binds winners, and for how long, against the cycle and the text's own validity."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Cell
from awardsim.text import NOTHING, Text, in_chinese
from awardsim.units import Duration, Unit

REVOKED = Code.conflict(
    "AWS504",
    Text("被撤销的反而可以先报", "a revoked winner may apply before an honest one"),
    Text(
        "被撤销奖励的禁报年限，比正常获奖者不得再报的年限还短，又没有写取其长。",
        "The debarment after a revocation is shorter than the lock-out of an honest winner, and "
        "nothing says that the longer holds.",
    ),
    Text("写明“与获奖后限报期限不一致的，以较长者为准”", "say that the longer of the two holds"),
)
STEPS = Code.point(
    "AWS505",
    Text("限报年限不是周期的倍数", "a lock-out that is no multiple of the cycle"),
    Text(
        "每隔几年才评一次，限报期满那一年未必有评选，实际要等到下一届。",
        "The award is not held every year, so that who is free again waits for the next edition.",
    ),
    Text("按届数写，如“其后一届不得申报”", "count in editions"),
)
VALIDITY = Code.point(
    "AWS506",
    Text("有效期与评选时间不合", "validity that ends within an edition"),
    Text(
        "文件在一届评选的中间到期：到期以后的环节没有依据。",
        "The text lapses in the middle of an edition: what is done after that has no ground.",
    ),
    Text(
        "提前修订，或写明到期前启动的评选继续适用",
        "renew it before, or let editions under way go on",
    ),
)
PRIZE = Code.point(
    "AWS510",
    Text("撤销时没有写收回奖金", "prize money that is not recovered"),
    Text(
        "获奖有奖金，撤销时只写收回奖牌、证书。",
        "Winners are paid, and a revocation recovers the plaque and the certificate only.",
    ),
    Text("写明“收回奖牌、证书和奖金”", "recover the prize money too"),
)
OUTLASTS = Code.point(
    "AWS511",
    Text("义务长过文件", "obligations that outlast the text"),
    Text(
        "获奖后几年内的义务、观察期、禁报期，会超过文件的有效期；到期后是否继续没有写。",
        "Duties, watches and debarments run for years after an award and past the validity of the "
        "text; nothing says whether they go on.",
    ),
    Text(
        "写明“有效期内获奖的，其义务和责任在期满后继续适用”",
        "say that they go on for those who won while it was in force",
    ),
)
JUDGES = Code.point(
    "AWS512",
    Text("获奖者评下一届", "winners who judge the next edition"),
    Text(
        "获奖单位的人员要参加下届评审，又规定有利害关系的回避：评的正是同行。",
        "Staff of winners are to judge the next edition, while whoever has an interest must "
        "withdraw: those they judge are their peers.",
    ),
    Text("写明“不得参加本行业、本系统申报单位的评审”", "keep them from judging their own field"),
)

CODES = (
    REVOKED,
    STEPS,
    VALIDITY,
    PRIZE,
    OUTLASTS,
    JUDGES,
)

_LONGER = re.compile("较长|取长|从长|就长")
_SAVING = re.compile("继续适用|继续有效|继续履行|届满后")
_JUDGE = re.compile("参加.{0,12}评审")
_APART = re.compile("不得参加|不参加|不参与|除外|回避")


def check_terms(material: Material) -> Iterator[Finding]:
    """What does not agree among terms, cycle and validity."""
    yield from _revoked(material)
    yield from _steps(material)
    yield from _validity(material)
    yield from _prize(material)
    yield from _outlasts(material)
    yield from _judges(material)


def _lock_out(material: Material) -> Iterator[tuple[str, str, float]]:
    """Path, article and years of each lock-out whose years are known."""
    cycle = material.policy.window.cycle.value
    for name, condition in material.policy.conditions.items():
        rule = condition.rule
        lasts = rule.parameters.get("lasts") if rule and "lock_out" in rule.name else None
        if not isinstance(lasts, Cell) or not isinstance(lasts.value, Duration):
            continue
        years = float(lasts.value.amount)
        if lasts.value.unit is Unit.CYCLE:
            if cycle is None:
                continue
            years *= float(cycle.amount)
        yield f"conditions.{name}.rule.lasts", lasts.source, years


def _revoked(material: Material) -> Iterator[Finding]:
    said = [one.value.words for one in material.policy.provisions.values()]
    if any(_LONGER.search(normal(words)) for words in said):
        return
    for _, source, years in _lock_out(material):
        for name, one in material.policy.provisions.items():
            lasts = one.lasts.value if one.lasts is not None else None
            if one.type != "DEBARMENT" or lasts is None or lasts.unit is not Unit.YEAR:
                continue
            if float(lasts.amount) < years:
                yield material.finding(
                    REVOKED,
                    f"provisions.{name}.lasts",
                    Text(
                        f"“{one.title.zh}”{lasts.read('zh')}，正常获奖者限报 {years:g} 年",
                        f"'{one.title.en}' lasts {lasts.read('en')}, the lock-out of an honest "
                        f"winner {years:g} years",
                    ),
                    effect=Text(
                        "获奖当年即被撤销的，可比正常获奖者早 "
                        f"{years - float(lasts.amount):g} 年再报",
                        "revoked in the year of the award, a winner may apply "
                        f"{years - float(lasts.amount):g} years before an honest one",
                    ),
                    articles=(one.source, source),
                )


def _steps(material: Material) -> Iterator[Finding]:
    cycle = material.policy.window.cycle.value
    if cycle is None or cycle.unit is not Unit.YEAR or not cycle.amount:
        return
    for path, source, years in _lock_out(material):
        step = float(cycle.amount)
        waits = math.ceil(years / step) * step
        if waits == years:
            continue
        missed = int(years // step)
        yield material.finding(
            STEPS,
            path,
            Text(
                f"限报 {years:g} 年，每 {step:g} 年评一次：实际 {waits:g} 年后才能再报，"
                + (f"错过{_editions(missed).zh}" if missed else "一届也没有错过"),
                f"a lock-out of {years:g} years with an edition every {step:g}: in fact "
                f"{waits:g} years pass, "
                + (f"{_editions(missed).en} missed" if missed else "and no edition is missed"),
            ),
            effect=NOTHING
            if missed
            else Text(
                "限报期内没有评选，谁也没有挡住",
                "no edition falls within the lock-out, which bars nobody",
            ),
            repair=_in_editions(missed),
            articles=(source, material.policy.window.cycle.source),
        )


def _in_editions(missed: int) -> Text:
    """The lock-out that holds in fact, in editions."""
    if not missed:
        return Text(
            "要限报的，写“其后一届不得申报”；不限的，删去",
            "to bar winners, say that they may not apply to the next edition; else leave it out",
        )
    if missed == 1:
        return Text(
            "按届数写：“其后一届不得申报”",
            "count in editions: winners may not apply to the next one",
        )
    return Text(
        f"按届数写：“其后{_editions(missed).zh}内不得申报”",
        f"count in editions: winners may not apply to the next {missed}",
    )


def _editions(number: int) -> Text:
    counted = "零一两三四五六七八九"
    zh = counted[number] if number < len(counted) else str(number)
    return Text(f"{zh}届", f"{number} edition{'s' if number > 1 else ''}")


def _validity(material: Material) -> Iterator[Finding]:
    window = material.policy.window
    ends = window.valid_to.value
    if ends is None:
        return
    closes = window.closes.value
    if closes is not None and closes > ends:
        yield material.finding(
            VALIDITY,
            "window.valid_to",
            Text(
                f"有效期到 {ends}，评选到 {closes} 才结束",
                f"in force until {ends}, and the edition ends on {closes}",
            ),
            articles=(window.valid_to.source, window.closes.source),
        )
        return
    begins, cycle = window.valid_from.value, window.cycle.value
    if begins is None or cycle is None or cycle.unit is not Unit.YEAR:
        return
    years, step = _years(begins, ends), int(cycle.amount)
    if step < 1 or years % step == 0:
        return
    full = years // step
    yield material.finding(
        VALIDITY,
        "window.valid_to",
        Text(
            f"有效期 {years} 年、每 {step} 年一届：第 {full + 1} 届的周期跨过到期日 {ends}",
            f"in force for {years} years with an edition every {step}: the cycle of edition "
            f"{full + 1} runs past {ends}",
        ),
        articles=(window.valid_to.source, window.cycle.source),
    )


def _years(first: datetime.date, last: datetime.date) -> int:
    """Whole years from a day to the day before its anniversary, or to the anniversary."""
    return round((last - first).days / 365.25)


def _prize(material: Material) -> Iterator[Finding]:
    provisions = material.policy.provisions
    paid = [
        one
        for one in provisions.values()
        if one.type == "REWARD"
        and isinstance(one.value.value, int | float)
        and not isinstance(one.value.value, bool)
    ]
    revoked = [
        (name, one)
        for name, one in provisions.items()
        if one.type == "REVOCATION" and isinstance(one.value.value, str | Text)
    ]
    said = "".join(f"{in_chinese(one.value.value)}{one.value.words}" for _, one in revoked)
    if paid and revoked and "奖金" not in said:
        prize = Text(  # without its unit
            paid[0].title.zh.partition("（")[0], paid[0].title.en.partition(" (")[0]
        )
        yield material.finding(
            PRIZE,
            f"provisions.{revoked[0][0]}.value",
            Text(
                f"撤销时“{revoked[0][1].value.words or in_chinese(revoked[0][1].value.value)}”，"
                f"没有写收回“{prize.zh}”",
                f"a revocation does not recover the prize ('{prize.en}')",
            ),
            articles=(*(one.source for _, one in revoked), paid[0].source),
        )


def _outlasts(material: Material) -> Iterator[Finding]:
    window = material.policy.window
    provisions = material.policy.provisions
    if window.valid_to.value is None:
        return
    if any(_SAVING.search(normal(one.value.words)) for one in provisions.values()):
        return
    lasting = [
        (name, one, one.lasts.value)
        for name, one in provisions.items()
        if one.type in ("DUTY", "DEBARMENT", "REVOCATION")
        and one.lasts is not None
        and one.lasts.value is not None
        and one.lasts.value.unit is Unit.YEAR
    ]
    bars = [(material.title_at(path), source, years) for path, source, years in _lock_out(material)]
    if lasting:
        names = Text(
            "、".join(
                [f"“{one.title.zh}”{years.read('zh')}" for _, one, years in lasting]
                + [f"“{title.zh}”{years:g}年" for title, _, years in bars]
            ),
            ", ".join(
                [f"'{one.title.en}' {years.read('en')}" for _, one, years in lasting]
                + [f"'{title.en}' {years:g} years" for title, _, years in bars]
            ),
        )
        yield material.finding(
            OUTLASTS,
            f"provisions.{lasting[0][0]}.lasts",
            Text(
                f"有效期到 {window.valid_to.value}，临期获奖者的{names.zh}会超过它",
                f"in force until {window.valid_to.value}; for late winners {names.en} run past it",
            ),
            articles=(
                window.valid_to.source,
                *(one.source for _, one, _ in lasting),
                *(source for _, source, _ in bars),
            ),
        )


def _judges(material: Material) -> Iterator[Finding]:
    provisions = material.policy.provisions
    recusal = next(
        (one for one in provisions.values() if one.type == "RECUSAL" and one.value.known), None
    )
    if recusal is None:
        return
    for name, one in provisions.items():
        said = normal(f"{one.value.value}{one.value.words}")
        if one.type == "DUTY" and _JUDGE.search(said) and not _APART.search(said):
            yield material.finding(
                JUDGES,
                f"provisions.{name}",
                Text(
                    f"“{one.title.zh}”与“{recusal.title.zh}”的关系没有写",
                    f"how '{one.title.en}' goes with '{recusal.title.en}' is not said",
                ),
                articles=(one.source, recusal.source),
            )

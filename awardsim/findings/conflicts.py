"""AWS5xx: two places of a text that do not agree, or that admit more than one reading."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import Finding
from awardsim.findings.material import Material
from awardsim.policy import Cell, Policy, Status
from awardsim.text import Text
from awardsim.units import Duration, Unit

GATE = Code.point(
    "AWS501",
    Text(
        "“无异议”为条件，又说异议不停评",
        "a gate without objection beside objections do not suspend",
    ),
    Text(
        "一处写“经公示无异议的”才进入下一环节，另一处写异议审查期间不影响参评："
        "有异议未办结的，进不进下一环节，两处答案不同。",
        "One article lets on only those without objection, another says that an objection under "
        "way does not affect the review: of a pending one the two say different things.",
    ),
    Text(
        "写明“异议未办结的，继续参加评审，查证属实的取消资格”，或写明暂缓",
        "say which of the two holds while an objection is pending",
    ),
)
READINGS = Code.point(
    "AWS502",
    Text("可作多种理解", "more than one reading"),
    Text(
        "文本在这里没有写清，或两句不能同时成立；按哪一种读法，结果不同。",
        "Here the text is not clear, or two sentences exclude each other; the readings lead to "
        "different results.",
    ),
    Text("用一句话写明采用哪一种", "say in one sentence which is meant"),
)
LISTS = Code.conflict(
    "AWS503",
    Text("名单与名额对不上", "lists and quotas that do not fit"),
    Text(
        "名单取的人数少于名额，或要选的人数多于名单、多于名额。",
        "A list is shorter than what is awarded, or more are chosen than there are.",
    ),
    Text("改名单人数或名额", "change the list or the quota"),
)
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
    Text("按届数写，如“其后两届内不得申报”", "count in editions"),
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
STANDARD = Code.point(
    "AWS507",
    Text("标准的版本不明", "the edition of a standard"),
    Text(
        "引用的标准写了没有的年号，或没有写年号也没有写“最新版本”：换版时按哪一版评，说不清。",
        "A standard is cited with a year that it has no edition of, or without a year and without "
        "saying that the newest holds.",
    ),
    Text("核对年号，或写“最新版本”", "check the year, or say that the newest holds"),
)
RANK_OR_VOTE = Code.point(
    "AWS508",
    Text("按名次还是按投票", "by rank or by vote"),
    Text(
        "一处写授予“前几名”，另一处由投票选出：投票可以改变名次，以哪个为准没有写。",
        "One article awards the first few, another has them elected: a vote may overturn the order "
        "of marks, and nothing says which holds.",
    ),
    Text("写明得票为准，或投票只作否决", "say that the vote decides, or that it may only veto"),
)
ONE_TRACK = Code.point(
    "AWS509",
    Text("只写了一类", "only one of two tracks"),
    Text(
        "同一件事只对组织（或只对个人）作了规定，对另一类没有写。",
        "A matter is settled for organisations (or individuals) and not for the others.",
    ),
    Text("把“企业或组织”改为“组织和个人”", "name both"),
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

CODES = (
    GATE, READINGS, LISTS, REVOKED, STEPS, VALIDITY, STANDARD, RANK_OR_VOTE, ONE_TRACK, PRIZE,
    OUTLASTS,
)  # fmt: skip

#: Years in which editions of the standards of these awards were published.
EDITIONS: Mapping[str, tuple[int, ...]] = {"GB/T19580": (2004, 2012), "GB/Z19579": (2004, 2012)}
_STANDARD = re.compile(r"(GB/[TZ])(\d{4,6})(?:-(\d{4}))?")
_LONGER = re.compile("较长|取长|从长|就长")
_SAVING = re.compile("继续适用|继续有效|继续履行|届满后")
_FIRST = re.compile(r"前[\d一二三四五六七八九十]+[名家个]")


def check_conflicts(material: Material) -> Iterator[Finding]:
    """What does not agree."""
    yield from _gate(material)
    yield from _readings(material)
    yield from _lists(material)
    yield from _revoked(material)
    yield from _steps(material)
    yield from _validity(material)
    yield from _standards(material)
    yield from _rank_or_vote(material)
    yield from _one_track(material)
    yield from _prize(material)
    yield from _outlasts(material)


def _gate(material: Material) -> Iterator[Finding]:
    policy = material.policy
    goes_on = [policy.objections.suspends.source] * (policy.objections.suspends.value is False)
    goes_on += [
        one.source
        for one in policy.provisions.values()
        if one.type == "NON_SUSPENSION" and one.value.value is True
    ]
    if not goes_on:
        return
    gates = [
        (name, stage)
        for name, stage in policy.stages.items()
        if stage.objection is not None
        and "无异议" in normal(stage.objection.open.words)
        and stage.objection.holds.status is not Status.STATED
    ]
    if not gates:
        return
    words = gates[-1][1].objection
    assert words is not None
    sources = tuple(stage.objection.open.source for _, stage in gates if stage.objection)
    names = Text(
        "、".join(f"“{stage.title.zh}”" for _, stage in gates),
        ", ".join(f"'{stage.title.en}'" for _, stage in gates),
    )
    yield material.finding(
        GATE,
        f"stages.{gates[-1][0]}.objection.open",
        Text(
            f"{names.zh}以“{words.open.words}”为条件，异议审查期间又不影响参评",
            f"{names.en} let on only those without objection ('{words.open.words}'), while an "
            "objection does not affect the review",
        ),
        effect=Text(
            "异议未办结时，整份名单、该申报人或谁都不等，三种结果",
            "with an objection pending the whole list waits, or one name, or nobody",
        ),
        articles=(*sources, goes_on[0]),
    )


def _readings(material: Material) -> Iterator[Finding]:
    for name, reading in material.policy.readings.items():
        titles = [option.title for option in reading.options.values()]
        default = reading.options.get(reading.default)
        taken = default.title if default is not None else Text("", "")
        yield material.finding(
            READINGS,
            f"readings.{name}",
            reading.question,
            effect=Text(
                f"可读作：{'；'.join(one.zh for one in titles)}。本程序默认：{taken.zh}",
                f"it may mean: {'; '.join(one.en for one in titles)}. Taken here: {taken.en}",
            ),
            repair=Text(
                f"用一句话写明，如“{taken.zh}”", f"say in one sentence which, say '{taken.en}'"
            ),
            articles=(reading.source,),
        )


def _lists(material: Material) -> Iterator[Finding]:
    policy = material.policy
    for name, stage in policy.stages.items():
        if stage.rule is None or stage.per == "case" or stage.inside:
            continue
        for key in ("at_most", "choose"):
            for track, cell in _by_track(policy, stage.rule.parameters.get(key)):
                if cell.value is None or isinstance(cell.value, bool | str | Duration):
                    continue
                yield from _against_quota(material, name, key, track, cell)
        yield from _more_than_there_are(material, name)


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
    elif key == "choose" and places > awards:
        said = Text(f"选出 {places}，多于名额 {awards}", f"{places} chosen, more than {awards}")
    else:
        return
    yield material.finding(
        LISTS,
        f"stages.{name}.rule.{key}",
        Text(
            f"“{stage.title.zh}”{said.zh}（{material.policy.tracks[track].title.zh}）",
            f"'{stage.title.en}': {said.en} awards ({material.policy.tracks[track].title.en})",
        ),
        articles=(cell.source, quota.number.source),
    )


def _more_than_there_are(material: Material, name: str) -> Iterator[Finding]:
    """A vote that chooses more than the list before it may hold."""
    policy = material.policy
    rule = policy.stages[name].rule
    chosen = dict(_by_track(policy, rule.parameters.get("choose"))) if rule else {}
    for before in policy.stages[name].after:
        earlier = policy.stages[before].rule if before in policy.stages else None
        for track, cell in _by_track(
            policy, earlier.parameters.get("at_most") if earlier else None
        ):
            wanted = chosen.get(track)
            if (
                wanted is None
                or not isinstance(wanted.value, int)
                or not isinstance(cell.value, int)
            ):
                continue
            if wanted.value > cell.value:
                yield material.finding(
                    LISTS,
                    f"stages.{name}.rule.choose",
                    Text(
                        f"从至多 {cell.value} 名里选 {wanted.value} 名",
                        f"{wanted.value} are chosen from at most {cell.value}",
                    ),
                    articles=(wanted.source, cell.source),
                )


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
                        f"同一年获奖，被撤销的可早 {years - float(lasts.amount):g} 年再报",
                        f"a revoked winner may apply {years - float(lasts.amount):g} years earlier",
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
        yield material.finding(
            STEPS,
            path,
            Text(
                f"限报 {years:g} 年，每 {step:g} 年评一次：实际 {waits:g} 年后才能再报",
                f"a lock-out of {years:g} years with an edition every {step:g}: in fact "
                f"{waits:g} years pass",
            ),
            articles=(source, material.policy.window.cycle.source),
        )


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


def _standards(material: Material) -> Iterator[Finding]:
    for name, one in material.policy.provisions.items():
        if one.type != "STANDARD" or not one.value.known:
            continue
        said = normal(f"{one.value.value} {one.value.words}")
        for kind, number, year in dict.fromkeys(_STANDARD.findall(said)):
            standard = f"{kind}{number}"
            known = EDITIONS.get(standard, ())
            shown = f"{kind} {number}"
            if year and known and int(year) not in known:
                years = "、".join(str(one) for one in known)
                what = Text(
                    f"{shown} 没有 {year} 年版（已知 {years} 年版）",
                    f"{shown} has no edition of {year} (known: {years.replace('、', ', ')})",
                )
            elif not year and "最新" not in said and "现行" not in said:
                what = Text(
                    f"{shown} 没有写年号，也没有写“最新版本”",
                    f"{shown} is cited without a year, and not as the newest",
                )
            else:
                continue
            yield material.finding(
                STANDARD, f"provisions.{name}.value", what, articles=(one.source,)
            )
            break


def _rank_or_vote(material: Material) -> Iterator[Finding]:
    votes = [
        (name, stage)
        for name, stage in material.policy.stages.items()
        if stage.rule is not None and "vote" in stage.rule.name
    ]
    for name, quota in material.policy.quotas.items():
        if votes and _FIRST.search(normal(quota.number.words)):
            stage = votes[-1][1]
            yield material.finding(
                RANK_OR_VOTE,
                f"quotas.{name}.number",
                Text(
                    f"写授予“{quota.number.words}”，又由“{stage.title.zh}”投票选出",
                    f"'{quota.number.words}' are awarded, and '{stage.title.en}' elects them",
                ),
                articles=(quota.number.source, stage.source),
            )


def _one_track(material: Material) -> Iterator[Finding]:
    if len(material.policy.tracks) < 2:
        return
    for name, one in material.policy.provisions.items():
        if not one.tracks or one.value.status is not Status.UNSTATED:
            continue
        for other in material.policy.provisions.values():
            same = other.type == one.type and other.tracks and other.value.known
            if same and not set(other.tracks) & set(one.tracks):
                yield material.finding(
                    ONE_TRACK,
                    f"provisions.{name}",
                    Text(
                        f"“{other.title.zh}”只写了{_tracks(material, other.tracks).zh}，"
                        f"没有写{_tracks(material, one.tracks).zh}",
                        f"'{other.title.en}' is settled for {_tracks(material, other.tracks).en}, "
                        f"not for {_tracks(material, one.tracks).en}",
                    ),
                    articles=(other.source, one.source),
                )
                break


def _tracks(material: Material, names: tuple[str, ...]) -> Text:
    titles = [material.policy.tracks[name].title for name in names]
    return Text("、".join(one.zh for one in titles), ", ".join(one.en for one in titles))


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
        if one.type == "REVOCATION" and isinstance(one.value.value, str)
    ]
    said = "".join(f"{one.value.value}{one.value.words}" for _, one in revoked)
    if paid and revoked and "奖金" not in said:
        yield material.finding(
            PRIZE,
            f"provisions.{revoked[0][0]}.value",
            Text(
                f"撤销时“{revoked[0][1].value.words or revoked[0][1].value.value}”，"
                f"没有写收回{paid[0].title.zh}",
                f"a revocation does not recover the prize ('{paid[0].title.en}')",
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
    if lasting:
        names = Text(
            "、".join(f"“{one.title.zh}”{years.read('zh')}" for _, one, years in lasting),
            ", ".join(f"'{one.title.en}' {years.read('en')}" for _, one, years in lasting),
        )
        yield material.finding(
            OUTLASTS,
            f"provisions.{lasting[0][0]}.lasts",
            Text(
                f"有效期到 {window.valid_to.value}，临期获奖者的{names.zh}会超过它",
                f"in force until {window.valid_to.value}; for late winners {names.en} run past it",
            ),
            articles=(window.valid_to.source, *(one.source for _, one, _ in lasting)),
        )

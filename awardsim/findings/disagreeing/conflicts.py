"""AWS5xx: two places of a text that do not agree, or that admit more than one reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from awardsim.findings.code import Code
from awardsim.findings.document import normal
from awardsim.findings.finding import NOTHING, Finding
from awardsim.findings.material import Material
from awardsim.policy import Status
from awardsim.policy.held import differing, held_option
from awardsim.text import Text

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


CODES = (
    GATE,
    READINGS,
    STANDARD,
    RANK_OR_VOTE,
    ONE_TRACK,
)

#: Years in which editions of the standards of these awards were published.
EDITIONS: Mapping[str, tuple[int, ...]] = {"GB/T19580": (2004, 2012), "GB/Z19579": (2004, 2012)}
_STANDARD = re.compile(r"(GB/[TZ])(\d{4,6})(?:-(\d{4}))?")


#: Remarks on what a run does with an option, which no text would say.
_OURS_ZH = re.compile(r"（[^（）]*(?:推演|不改变)[^（）]*）")
_OURS_EN = re.compile(r"\s*\([^()]*(?:\bruns?\b|no effect on)[^()]*\)")
#: Words on an objection on which nothing has been found yet.
_PENDING = re.compile("未办结|未处理完|尚未认定|未作出认定")
_FIRST = re.compile(r"前[\d一二三四五六七八九十]+[名家个]")


def check_conflicts(material: Material) -> Iterator[Finding]:
    """What does not agree."""
    yield from _gate(material)
    yield from _readings(material)
    yield from _standards(material)
    yield from _rank_or_vote(material)
    yield from _one_track(material)


def _gate(material: Material) -> Iterator[Finding]:
    policy = material.policy
    said = [policy.objections.suspends] * (policy.objections.suspends.value is False)
    said += [
        one.value
        for one in policy.provisions.values()
        if one.type == "NON_SUSPENSION" and one.value.value is True
    ]
    if not said or any(_PENDING.search(normal(cell.words)) for cell in said):
        return  # or it says itself what becomes of a pending one
    goes_on = [cell.source for cell in said]
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
        held = held_option(material.policy.raw, reading)
        if held != reading.default:
            yield _answered(material, name, held)
            continue
        titles = [_sentence(option.title) for option in reading.options.values()]
        taken = reading.options[held].title
        said = sorted(differing(material.policy.raw, reading, held))
        besides = NOTHING
        if said:
            besides = Text(f"（{'、'.join(said)} 已另写）", f" (but for {', '.join(said)})")
        yield material.finding(
            READINGS,
            f"readings.{name}",
            reading.question,
            effect=Text(
                f"推演默认“{taken.zh}”{besides.zh}",
                f"a run takes '{taken.en}'{besides.en}",
            ),
            repair=Text(
                f"择一写明：{' / '.join(f'“{one.zh}”' for one in titles)}",
                f"say which of these: {' / '.join(one.en for one in titles)}",
            ),
            articles=(reading.source,),
        )


def _answered(material: Material, name: str, held: str) -> Finding:
    """A reading that still stands though the file has been written otherwise than its default."""
    reading = material.policy.readings[name]
    other = Text("与哪一种读法都不同", "that is none of its readings")
    if held:
        title = reading.options[held].title
        other = Text(f"是“{title.zh}”", f"that is '{title.en}'")
    return material.finding(
        READINGS,
        f"readings.{name}",
        Text(
            f"文件写的已不是 [readings.{name}] 的默认读法：{reading.question.zh}",
            f"the file no longer says what [readings.{name}] has by default: {reading.question.en}",
        ),
        effect=Text(
            f"推演按文件写的，{other.zh}", f"a run takes what the file says, and {other.en}"
        ),
        repair=Text(
            f"文本已经写定的，删去 [readings.{name}]；没有写定的，恢复默认读法的值",
            f"where the text settles it, strike [readings.{name}]; else restore the values of the "
            "default",
        ),
        articles=(reading.source,),
    )


def _sentence(title: Text) -> Text:
    """What a text would say of an option, without our remark on it."""
    bare = Text(_OURS_ZH.sub("", title.zh), _OURS_EN.sub("", title.en))
    return Text(bare.zh or title.zh, bare.en or title.en)


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
                STANDARD,
                f"provisions.{name}.value",
                what,
                effect=Text("按哪一版评，说不清", "which edition holds cannot be said"),
                articles=(one.source,),
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
                    f"一处写“{quota.number.words}”，一处由“{stage.title.zh}”选出",
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

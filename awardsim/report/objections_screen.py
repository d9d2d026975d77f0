"""What an objection does to the dates: its own steps, and who goes on when under each reading."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awardsim.analysis.handling import Handling
from awardsim.analysis.objections import Course, WhatIf
from awardsim.analysis.onward import Way
from awardsim.report import words
from awardsim.report.console import COLUMNS, plain, width, wrap
from awardsim.report.grid import Grid
from awardsim.report.teller import Teller
from awardsim.report.workbook import sheet_name
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language, Text

#: Steps of the handling by name.
STEPS = {
    "forward": Text("转送", "forwarding"),
    "reply": Text("复核回复", "checking and reply"),
    "decide": Text("认定", "finding"),
}
#: Whom a pending objection holds.
HOLDS = {
    "list": Text("整份名单等待", "the whole list waits"),
    "case": Text("只等被提异议者", "only the name concerned waits"),
    "nobody": Text("不等", "nobody waits"),
}
DEFAULT = Text("（默认，本工具的推断）", " (default, inferred by this program)")
CHOSEN = Text("（情景所选）", " (chosen in the scenario)")
_LIMIT_MOST, _READING_MOST, _VERDICT_LEAST = 30, 38, 16  # columns


def objections_screen(found: Sequence[WhatIf], language: Language) -> str:
    """Every what-if for a terminal, one after the other."""
    shown: list[str] = []
    for number, one in enumerate(found):
        teller = Teller(one.procedure, language, "")
        shown += ([""] if number else _title_lines(one, teller)) + _one(one, teller)
    shown.append("")
    shown += wrap(_footnote(Teller(found[0].procedure, language, "")))
    return "\n".join(shown) + "\n"


def objections_grid(found: Sequence[WhatIf], language: Language) -> Grid:
    """The same as a table: a row for each reading of each notice."""
    headers = [
        Text("公示", "notice"),
        Text("收到异议", "objection received"),
        Text("公示期满", "notice ends"),
        Text("最快认定", "finding at the earliest"),
        Text("用足时限", "limits used up"),
        Text("读法", "reading"),
        Text("其余可继续", "the rest goes on"),
        Text("该名单可继续", "the name goes on"),
        Text("其余办完", "the rest is done"),
        Text("该名单办完", "the name is done"),
        Text("期限", "deadline"),
        Text("用足时限时可继续", "goes on with limits used up"),
    ]
    rows, remarks = [], []
    for one in found:
        teller = Teller(one.procedure, language, "")
        for course in one.courses:
            rows.append(
                [
                    teller.title(one.notice),
                    one.received.isoformat(),
                    _iso(one.over, teller),
                    _iso(one.handling[-1].fastest, teller),
                    _iso(one.handling[-1].latest, teller)
                    or teller.say("未规定", "no limit stated"),
                    _reading(course, teller),
                    _iso(course.rest.begins, teller),
                    _iso(course.name.begins, teller),
                    _iso(course.rest.ends, teller),
                    _iso(course.name.ends, teller),
                    _verdict(course, teller),
                    "" if course.used_up is None else _iso(course.used_up.begins, teller),
                ]
            )
        remarks += [*_articles(one, teller), *_used_up(one, teller)]
    teller = Teller(found[0].procedure, language, "")
    return Grid(
        " ".join(_title(found[0], teller).split()),
        [one.read(language) for one in headers],
        rows,
        objections_data(found),
        [*dict.fromkeys(remarks), _footnote(teller)],
        sheets=[_handling(one, Teller(one.procedure, language, "")) for one in found],
    )


def _handling(one: WhatIf, teller: Teller) -> Grid:
    """The steps of handling an objection, beside the table of readings."""
    title = teller.title(one.notice)
    title = teller.say(
        f"异议处理：{title}（{teller.day(one.received)} 收到）",
        f"handling: {title} (received {teller.day(one.received)})",
    )
    rows = [_step(step, one, teller) for step in one.handling]
    name = sheet_name(teller.title(one.notice), ())
    return Grid(title, _handling_heads(teller), rows, None, name=name)


def _handling_heads(teller: Teller) -> list[str]:
    return [
        teller.say("异议处理", "handling"),
        teller.say("时限", "limit"),
        teller.say("最快", "fastest"),
        teller.say("用足时限", "limits used up"),
    ]


def objections_data(found: Sequence[WhatIf]) -> dict[str, Any]:
    """The exact figures as plain data."""
    procedure = found[0].procedure
    calendar = procedure.calendar

    def moment(minute: int | None) -> str | None:
        return None if minute is None else calendar.moment(minute).isoformat()

    def way(one: Way) -> dict[str, Any]:
        return {
            "begins": moment(one.begins),
            "ends": moment(one.ends),
            "missed": [procedure.nodes[index].id for index in one.missed],
            "in_time": one.in_time,
        }

    return {
        "schema": 1,
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "finish_by": None if procedure.finish_by is None else procedure.finish_by.isoformat(),
        "objections": [
            {
                "notice": procedure.nodes[one.notice].id,
                "next": None if one.following is None else procedure.nodes[one.following].id,
                "received": one.received.isoformat(),
                "posted": moment(one.posted),
                "ends": moment(one.over),
                "steps": [
                    {
                        "step": step.name,
                        "status": step.cell.status.value,
                        "source": step.cell.source,
                        "days_at_least": step.days,
                        "fastest": moment(step.fastest),
                        "latest": moment(step.latest),
                    }
                    for step in one.handling
                ],
                "readings": [
                    {
                        "reading": course.reading or None,
                        "option": course.option or None,
                        "holds": course.holds,
                        "default": course.default,
                        "chosen": course.chosen,
                        "rest": way(course.rest),
                        "name": way(course.name),
                        "alone": course.alone,
                        "used_up": None if course.used_up is None else way(course.used_up),
                    }
                    for course in one.courses
                ],
            }
            for one in found
        ],
    }


# ---- one notice ---------------------------------------------------------------------------------


def _title(one: WhatIf, teller: Teller) -> str:
    procedure = one.procedure
    title = teller.say(
        f"假如有异议  {procedure.scenario.title.zh}  {procedure.policy.id}",
        f"If there is an objection  {procedure.scenario.title.en}  {procedure.policy.id}",
    )
    known = procedure.scenario.calendar.known_on
    if known is not None:
        title += teller.say(
            f"  以 {known} 已公布的节假日为准", f"  days off as announced by {known}"
        )
    progress = procedure.scenario.progress
    if progress is not None:
        title += teller.say(f"  今天 {progress.today}", f"  today {progress.today}")
    return plain(title)


def _title_lines(one: WhatIf, teller: Teller) -> list[str]:
    return [*wrap(_title(one, teller)), ""]


def _one(one: WhatIf, teller: Teller) -> list[str]:
    name = teller.title(one.notice)
    received = teller.day(one.received)
    lines = wrap(
        teller.say(
            f"{name}  {teller.moment(one.posted)} 发布，{teller.moment(one.over)} 下班期满；"
            f"{received} 收到异议",
            f"{name}  posted {teller.moment(one.posted)}, over at the close of "
            f"{teller.moment(one.over)}; objection received {received}",
        )
    )
    rows = [_step(step, one, teller) for step in one.handling]
    lines += wrapped_table(rows, _handling_heads(teller), (20, _LIMIT_MOST, 24))
    lines.append("")
    for text in _articles(one, teller):
        lines += wrap(text)
    lines += _table(one, teller)
    for text in [*_missed(one, teller), *_alone(one, teller), *_used_up(one, teller)]:
        lines += wrap(text)
    ends = [course.name.begins for course in one.courses]
    ends += [course.used_up.begins for course in one.courses if course.used_up is not None]
    last = max((end for end in ends if end is not None), default=one.over)
    calendar = one.procedure.calendar
    return lines + teller.special_days(one.received, calendar.date(last))


def _step(step: Handling, one: WhatIf, teller: Teller) -> list[str]:
    latest = teller.say("没有写，无法给出最迟日期", "not stated: no latest date can be given")
    if step.latest is not None:
        latest = teller.moment(step.latest)
    elif step.cell.known:
        latest = teller.say("前一步没有时限", "the step before has no limit")
    return [
        teller.read(STEPS[step.name]),
        _limit(step, one, teller),
        teller.moment(step.fastest),
        latest,
    ]


def _limit(step: Handling, one: WhatIf, teller: Teller) -> str:
    cell = step.cell
    article = teller.article(cell.source or one.procedure.policy.objections.source)
    if cell.value is None:
        return f"{teller.read(cell.status.title)} {article}"
    return f"≤{cell.value.read(teller.language)} {article}"


def _table(one: WhatIf, teller: Teller) -> list[str]:
    after = "" if one.following is None else teller.title(one.following)
    columns = [
        teller.say("读法", "reading"),
        teller.say("其余可继续", "rest goes on"),
        teller.say("被提异议者", "name goes on"),
        teller.say("其余办完", "rest done"),
        teller.say("其办完", "name done"),
        teller.say("期限", "deadline"),
    ]
    rows = [
        [
            _reading(course, teller),
            teller.dates.short(course.rest.begins),
            teller.dates.short(course.name.begins),
            teller.dates.short(course.rest.ends),
            teller.dates.short(course.name.ends),
            _verdict(course, teller),
        ]
        for course in one.courses
    ]
    widest = [max(map(width, cells)) for cells in zip(columns, *rows, strict=True)]
    left = COLUMNS - sum(widest[1:5]) - min(widest[5], _VERDICT_LEAST) - 2 * len(columns)
    lines = wrapped_table(rows, columns, (min(left, _READING_MOST), *widest[1:5]))
    if after:
        finish = teller.title(one.procedure.finish)
        lines += wrap(
            teller.say(
                f"可继续＝“{after}”最早开始；办完＝“{finish}”",
                f"goes on: '{after}' can begin; done: '{finish}'",
            )
        )
    return lines


def _reading(course: Course, teller: Teller) -> str:
    if not course.reading:
        return teller.read(HOLDS[course.holds])
    shown = teller.read(course.title)
    if course.default:
        return shown + teller.read(DEFAULT)
    return shown + (teller.read(CHOSEN) if course.chosen else "")
    return shown


def _verdict(course: Course, teller: Teller) -> str:
    """Whether the day it must finish by still holds."""
    rest, name = course.rest.in_time, course.name.in_time
    if rest is None or name is None:
        return teller.say("没有期限", "none")
    if not rest:
        return teller.say("不能", "missed")
    if not name:
        return teller.say("其余可以，其不能", "rest only")
    if course.alone:
        return teller.say("其余可以，其要单独办", "rest; name alone")
    return teller.say("可以", "holds")


# ---- what is remarked ---------------------------------------------------------------------------


def _articles(one: WhatIf, teller: Teller) -> list[str]:
    """The questions that the text leaves open, with both sides of them."""
    policy = one.procedure.policy
    found = [
        f"{teller.read(reading.question)}  {teller.article(reading.source)}"
        for reading in one.readings.values()
    ]
    if found:
        return found
    node = one.procedure.nodes[one.notice]
    cell = policy.stages[node.id].objection
    if cell is None:
        return []
    return [
        teller.say(
            f"期满时异议未办结：{HOLDS[one.courses[0].holds].zh}（{cell.holds.status.title.zh}）"
            f"  {teller.article(cell.source)}",
            f"pending when it ends: {HOLDS[one.courses[0].holds].en} "
            f"({cell.holds.status.title.en})  {teller.article(cell.source)}",
        )
    ]


def _missed(one: WhatIf, teller: Teller) -> list[str]:
    """Dates of stages on the way that those who wait miss, every body as fast as is assumed."""
    found = []
    for course in one.courses:
        if course.name.missed:
            late = teller.listed([teller.title(stage) for stage in course.name.missed])
            title = teller.read(course.title) or teller.read(HOLDS[course.holds])
            found.append(
                teller.say(
                    f"“{title}”：{late}的期限错过", f"'{title}': the date of {late} is missed"
                )
            )
    return found


def _alone(one: WhatIf, teller: Teller) -> list[str]:
    """A name that its list has left behind."""
    if not any(course.alone for course in one.courses):
        return []
    return [
        teller.say(
            "按这些日期，被提异议者办结时名单已经先行：能不能单独继续，文本没有写；"
            "推演里按不再进入本届名单",
            "By these dates its list has gone on when the name is cleared: whether it may follow "
            "alone is not written; in a run it stays out of this edition",
        )
    ]


def _used_up(one: WhatIf, teller: Teller) -> list[str]:
    """When those who wait could go on with all limits used up."""
    ways = {course.used_up for course in one.courses if course.used_up is not None}
    found = []
    for way in sorted(ways, key=lambda one: one.begins or 0):
        opened = [step for step in one.handling if not step.cell.known]
        begins = teller.moment(way.begins)
        zh = f"用足时限时，等待者最早 {begins} 继续"
        en = f"With limits used up, those who wait go on from {begins} at the earliest"
        if opened:
            names = teller.listed([teller.read(STEPS[step.name]) for step in opened])
            zh, en = (
                f"{zh}，另加{names}所需天数（没有写）",
                f"{en}, plus what {names} takes (not stated)",
            )
        if way.missed:
            late = teller.listed([teller.title(index) for index in way.missed])
            zh, en = f"{zh}；{late}的期限错过", f"{en}; the date of {late} is missed"
        if way.in_time is False and not way.missed:
            zh, en = f"{zh}；过了完成期限", f"{en}; the end comes too late"
        found.append(teller.say(zh, en))
    if (
        not found
        and one.handling[-1].latest is None
        and any(course.holds != "nobody" for course in one.courses)
    ):
        found.append(
            teller.say(
                "时限没有写全：等待者最迟何时能继续，无法给出",
                "Limits are not stated: no latest date can be given for those who wait",
            )
        )
    return found


def _footnote(teller: Teller) -> str:
    return teller.say(
        "最快＝每一步按估计的最少天数；收到当天办起；用足时限＝收到次日起算。"
        f"其余环节按一般估计（临近期限的审批赶办），不排队。不推断有无异议、是否属实。{words.INTERNAL.zh}",
        "Fastest: every step takes its least days as assumed, begun on the day of receipt; limits "
        "count from the day after receipt. Other stages take their usual time (an approval is "
        "hurried towards the deadline), nobody waits. "
        "Nothing is said about how likely an objection is or who is right. "
        f"{words.INTERNAL.en.capitalize()}",
    )


def _iso(minute: int | None, teller: Teller) -> str:
    return "" if minute is None else teller.dates.full(minute)

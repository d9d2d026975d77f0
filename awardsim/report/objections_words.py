"""What is told of an objection and its handling, piece by piece, for a screen and a table."""

from __future__ import annotations

from awardsim.analysis.handling import Handling
from awardsim.analysis.objections import Course, WhatIf
from awardsim.report import words
from awardsim.report.console import plain
from awardsim.report.teller import Teller
from awardsim.text import Text

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


def title(one: WhatIf, teller: Teller) -> str:
    """What is asked, of which edition, as of which day."""
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


def handling_heads(teller: Teller) -> list[str]:
    """Headings of the steps of handling an objection."""
    return [
        teller.say("异议处理", "handling"),
        teller.say("时限", "limit"),
        teller.say("最快", "fastest"),
        teller.say("用足时限", "limits used up"),
    ]


def step_cells(step: Handling, one: WhatIf, teller: Teller) -> list[str]:
    """A step of the handling: what, its limit, at the fastest, with the limit used up."""
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


def reading(course: Course, teller: Teller) -> str:
    """A reading of the text, and whether it is the default or the scenario's."""
    if not course.reading:
        return teller.read(HOLDS[course.holds])
    shown = teller.read(course.title)
    if course.default:
        return shown + teller.read(DEFAULT)
    return shown + (teller.read(CHOSEN) if course.chosen else "")


def verdict(course: Course, teller: Teller) -> str:
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


def open_questions(one: WhatIf, teller: Teller) -> list[str]:
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


def used_up(one: WhatIf, teller: Teller) -> list[str]:
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


def footnote(teller: Teller) -> str:
    """What fastest and used up mean, and what is not said."""
    return teller.say(
        "最快＝每一步按估计的最少天数；收到当天办起；用足时限＝收到次日起算。"
        f"其余环节按一般估计（临近期限的审批赶办），不排队。不推断有无异议、是否属实。{words.INTERNAL.zh}",
        "Fastest: every step takes its least days as assumed, begun on the day of receipt; limits "
        "count from the day after receipt. Other stages take their usual time (an approval is "
        "hurried towards the deadline), nobody waits. "
        "Nothing is said about how likely an objection is or who is right. "
        f"{words.INTERNAL.en.capitalize()}",
    )


def iso(minute: int | None, teller: Teller) -> str:
    """A day in full; nothing where there is none."""
    return "" if minute is None else teller.dates.full(minute)

"""What an objection does to the dates: its own steps, and who goes on when under each reading."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis.objections import WhatIf
from awardsim.report import objections_words as told
from awardsim.report.console import COLUMNS, width, wrap
from awardsim.report.teller import Teller
from awardsim.report.wrapped import wrapped_table
from awardsim.text import Language

_LIMIT_MOST, _READING_MOST, _VERDICT_LEAST = 30, 38, 16  # columns


def objections_screen(found: Sequence[WhatIf], language: Language) -> str:
    """Every what-if for a terminal, one after the other."""
    shown: list[str] = []
    for number, one in enumerate(found):
        teller = Teller(one.procedure, language, "")
        shown += ([""] if number else _title_lines(one, teller)) + _one(one, teller)
    shown.append("")
    shown += wrap(told.footnote(Teller(found[0].procedure, language, "")))
    return "\n".join(shown) + "\n"


# ---- one notice ---------------------------------------------------------------------------------


def _title_lines(one: WhatIf, teller: Teller) -> list[str]:
    return [*wrap(told.title(one, teller)), ""]


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
    rows = [told.step_cells(step, one, teller) for step in one.handling]
    lines += wrapped_table(rows, told.handling_heads(teller), (20, _LIMIT_MOST, 24))
    lines.append("")
    for text in told.open_questions(one, teller):
        lines += wrap(text)
    lines += _table(one, teller)
    for text in [*_missed(one, teller), *_alone(one, teller), *told.used_up(one, teller)]:
        lines += wrap(text)
    ends = [course.name.begins for course in one.courses]
    ends += [course.used_up.begins for course in one.courses if course.used_up is not None]
    last = max((end for end in ends if end is not None), default=one.over)
    calendar = one.procedure.calendar
    return lines + teller.special_days(one.received, calendar.date(last))


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
            told.reading(course, teller),
            teller.dates.short(course.rest.begins),
            teller.dates.short(course.name.begins),
            teller.dates.short(course.rest.ends),
            teller.dates.short(course.name.ends),
            told.verdict(course, teller),
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


# ---- what is remarked ---------------------------------------------------------------------------


def _missed(one: WhatIf, teller: Teller) -> list[str]:
    """Dates of stages on the way that those who wait miss, every body as fast as is assumed."""
    found = []
    for course in one.courses:
        if course.name.missed:
            late = teller.listed([teller.title(stage) for stage in course.name.missed])
            title = teller.read(course.title) or teller.read(told.HOLDS[course.holds])
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

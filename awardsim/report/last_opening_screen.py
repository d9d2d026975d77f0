"""The last opening that is in time: a sentence, and its timetable."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.last_opening import LastOpening
from awardsim.analysis.latest import CLOSE, LIMIT, Back
from awardsim.analysis.timetable import Timetable
from awardsim.report.console import plain, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.timetable_screen import timetable_screen
from awardsim.report.timetable_table import timetable_data, timetable_grid
from awardsim.text import Language, Text


def last_opening_screen(found: LastOpening, scenario: str, language: Language) -> str:
    """The answer above the timetable that begins on that day."""
    lines = [part for text in _said(found, language) for part in wrap(text)]
    table = timetable_screen(found.found, scenario, language).rpartition("\n")[0]
    kept = table.splitlines()[:-1]  # what to type next is for the scenario's own opening
    return "\n".join([*lines, "", *kept]) + "\n"


def last_opening_grid(found: LastOpening, language: Language) -> Grid:
    """The timetable of that opening, with the answer among its remarks."""
    grid = timetable_grid(found.found, language)
    said = [*_said(found, language), *grid.remarks]
    return Grid(grid.title, grid.headers, grid.rows, last_opening_data(found), said)


def last_opening_data(found: LastOpening) -> dict[str, Any]:
    """The exact figures as plain data."""
    return {
        "opens": found.day.isoformat(),
        "moved": found.moved,
        "sets": list(found.sets),
        "schedule": timetable_data(found.found),
    }


def _said(found: LastOpening, language: Language) -> list[str]:
    procedure = found.found.procedure
    dates = DateWords(procedure.calendar, language)
    finish = plain(procedure.nodes[procedure.finish].title.read(language))
    assert procedure.finish_by is not None
    day = f"{found.day} {dates.weekday(found.day)}"
    end = dates.full(found.found.finish)
    lines = [
        Text(
            f"最迟 {day} 开始，{finish}{end}，赶得上 {procedure.finish_by}。",
            f"Last opening in time: {day}; {finish} {end}, to be met {procedure.finish_by}.",
        ).read(language)
        + _after(found, language),
        Text(
            f"情景里的日期（截止、会议）连同开始日移动 {found.moved} 个工作日；一般估计，不排队。",
            f"The scenario's dates (closings, meetings) move with the opening, by {found.moved} "
            "working days; usual values, nobody waits.",
        ).read(language),
    ]
    if found.fixed:
        names = ("、" if language == "zh" else ", ").join(
            f"{plain(procedure.nodes[node].title.read(language))} {day}"
            for node, day in found.fixed
        )
        lines.append(
            Text(f"文本写明的日期不动：{names}", f"dates of the text stay: {names}").read(language)
        )
    return lines


def _after(found: LastOpening, language: Language) -> str:
    """What becomes of it if it opens a working day later."""
    if found.late is None:
        return Text(
            "再晚一个工作日就排不成。", " A working day later its dates cannot be kept."
        ).read(language)
    calendar, finish_by = found.late.procedure.calendar, found.late.procedure.finish_by
    if found.late.slack is not None and found.late.slack >= 0:
        missed = next(
            line
            for line in found.late.lines
            if (line.slack is not None and line.slack < 0)
            or (line.back is not None and line.back.arrive is None)
        )
        assert missed.back is not None
        due = _due(found.late, missed.back.chain()[-1], language)
        return Text(
            f"再晚一个工作日（{calendar.opening}），赶不上{due}。",
            f" A working day later ({calendar.opening}) {due} is missed.",
        ).read(language)
    after = DateWords(calendar, language).full(found.late.finish)
    assert finish_by is not None
    return Text(
        f"再晚一个工作日（{calendar.opening}）要到{after}。",
        f" A working day later ({calendar.opening}): {after}.",
    ).read(language)


def _due(late: Timetable, last: Back, language: Language) -> str:
    """The date that a chain hangs on: whose it is, and the day."""
    procedure = late.procedure
    title = plain(procedure.nodes[last.dated].title.read(language))
    day = DateWords(procedure.calendar, language).full(last.by)
    if last.bound == LIMIT:
        said = Text(f"“{title}”的期限 {day}", f"the deadline of '{title}', {day},")
    elif last.bound == CLOSE:
        said = Text(f"“{title}”的截止日 {day}", f"the closing of '{title}', {day},")
    else:
        said = Text(f"完成期限 {day}", f"the day to finish by, {day},")
    return said.read(language)

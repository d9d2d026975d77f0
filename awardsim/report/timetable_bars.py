"""A timetable as bars of text: earliest dates, and the room up to the latest ones."""

from __future__ import annotations

import datetime

from awardsim.analysis.timetable import Timetable
from awardsim.report.console import COLUMNS, clip, pad, width
from awardsim.report.dates import DateWords
from awardsim.report.timetable_lines import DONE, done_day
from awardsim.text import Language, Text

#: Marks of a Gantt: the earliest dates, the room up to the latest ones, the day it is due.
_EARLY, _ROOM, _DUE = "█", "░", "│"
_NAME = 26


def timetable_bars(found: Timetable, language: Language) -> list[str]:
    """A bar for each stage: earliest dates, and the room up to the latest ones."""
    procedure = found.procedure
    calendar, dates = procedure.calendar, DateWords(procedure.calendar, language)
    ends = [line.finish for line in found.lines if line.finish is not None]
    ends += [
        line.back.finish
        for line in found.lines
        if line.back is not None and line.back.finish is not None
    ]
    if not ends:
        return [Text("没有能走到的环节", "no stage is ever reached").read(language)]
    first = calendar.opening
    last = calendar.date(max(ends))
    if procedure.finish_by is not None:
        last = max(last, procedure.finish_by)
    room = COLUMNS - _NAME - 2
    days = (last - first).days + 1
    step = max(-(-days // room), 1)
    columns = -(-days // step)
    lines = [" " * (_NAME + 1) + _months(first, days, step, columns)]
    due = None if procedure.finish_by is None else (procedure.finish_by - first).days // step
    for line in found.lines:
        bar = [" "] * columns
        if due is not None:
            bar[due] = _DUE
        back, done = line.back, ""
        if line.done is not None:
            done = f"{DONE.read(language)} {done_day(line.done, dates).read(language)}"
        elif line.start is not None and back is not None and back.finish is not None:
            _fill(bar, line.start // 1440 // step, back.finish // 1440 // step, _ROOM)
        if line.done is None and line.start is not None and line.finish is not None:
            _fill(bar, line.start // 1440 // step, line.finish // 1440 // step, _EARLY)
        title = procedure.nodes[line.node].title.read(language)
        name = clip(title, _NAME - 1) + ("*" if line.driving else "")
        shown = done + "".join(bar)[width(done) :]
        lines.append(f"{pad(name, _NAME)} {shown}".rstrip())
    legend = Text(
        f"{_EARLY} 最早  {_ROOM} 到最迟  {_DUE} 期限  一格{step}天",
        f"{_EARLY} earliest  {_ROOM} up to the latest  {_DUE} due  one column: {step} day(s)",
    ).read(language)
    return [*lines, legend]


def _fill(bar: list[str], first: int, last: int, mark: str) -> None:
    for place in range(max(first, 0), min(last, len(bar) - 1) + 1):
        bar[place] = mark


def _months(first: datetime.date, days: int, step: int, columns: int) -> str:
    """The first day of each month above its column."""
    line = [" "] * min(columns + 6, COLUMNS - _NAME - 1)
    at = -1
    for offset in range(days):
        day = first + datetime.timedelta(days=offset)
        if day.day == 1 or offset == 0:
            label = f"{day:%m-%d}"
            place = offset // step
            if place > at and place + width(label) <= len(line):
                line[place : place + len(label)] = label
                at = place + len(label)
    return "".join(line).rstrip()

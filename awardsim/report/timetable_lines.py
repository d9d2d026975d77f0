"""One stage of a timetable in words: who acts, how long it takes and on what grounds, when."""

from __future__ import annotations

from collections.abc import Sequence

from awardsim.analysis import timetable as kinds
from awardsim.analysis.timetable import Line
from awardsim.policy import Bound
from awardsim.procedure.model import Node, Procedure
from awardsim.report import words
from awardsim.report.console import clip, width
from awardsim.report.dates import DateWords
from awardsim.scenario.model import Over
from awardsim.text import Language, Text

_STAGE_MOST, _BODY_MOST, _SPAN_MOST = 24, 12, 14  # columns
_SIGNS = {Bound.AT_MOST: "≤", Bound.AT_LEAST: "≥", Bound.EXACTLY: ""}
#: What the kinds of days are called.
DAY_KINDS = {
    kinds.PAST: Text("已过去", "past"),
    kinds.NOTICE: Text("法定公示", "notice"),
    kinds.POSTING: Text("公示发布日", "posting"),
    kinds.STATED: Text("等写明的日期", "until stated dates"),
    kinds.MEETING: Text("等给定的会议", "until given meetings"),
    kinds.WORK: Text("假设的工作", "assumed work"),
    kinds.ASSUMED_DATE: Text("等假设的日期", "until assumed dates"),
    kinds.OFF: Text("周末和节假日", "days off"),
}
#: In the place of a latest date that even the opening is too late for.
TOO_LATE = Text("来不及", "too late")
#: What is behind today.
DONE = Text("已办", "done")
#: Columns of a timetable on a terminal, with their greatest widths.
HEADINGS = (
    Text("环节", "stage"),
    Text("责任单位", "who"),
    Text("天数", "days"),
    Text("依据", "basis"),
    Text("最早", "earliest"),
    Text("最迟", "latest"),
    Text("机动", "slack"),
)
WIDTHS = (_STAGE_MOST, _BODY_MOST, 8, 10, _SPAN_MOST, _SPAN_MOST, 6)


def rows_of(
    lines: Sequence[Line], procedure: Procedure, values: Sequence[float], language: Language
) -> list[list[str]]:
    """Stages in the columns of :data:`HEADINGS`, short enough for a terminal.

    Titles are cut, but for those that would then read the same.
    """
    whole = [procedure.nodes[line.node].title.read(language) for line in lines]
    cut = [clip(title, _STAGE_MOST - 1) for title in whole]
    titles = [full if cut.count(one) > 1 else one for full, one in zip(whole, cut, strict=True)]
    return [
        _row_of(line, title, procedure, values, language)
        for line, title in zip(lines, titles, strict=True)
    ]


def _row_of(
    line: Line, title: str, procedure: Procedure, values: Sequence[float], language: Language
) -> list[str]:
    dates = DateWords(procedure.calendar, language)
    node = procedure.nodes[line.node]
    back = line.back
    if line.done is not None:
        return [
            title,
            clip(body_of(procedure, node, language), _BODY_MOST),
            "",
            DONE.read(language),
            done_day(line.done, dates).read(language),
            "",
            "",
        ]
    latest = (
        ""
        if back is None
        else _span(dates, back.start, back.finish)
        if back.arrive is not None
        else TOO_LATE.read(language)
    )
    mark = "*" if line.driving else ""
    return [
        title + mark,
        clip(body_of(procedure, node, language), _BODY_MOST),
        length_of(line, procedure, values, language),
        _brief_basis(line, procedure, language),
        _span(dates, line.start, line.finish),
        latest,
        "" if line.slack is None else str(line.slack),
    ]


def done_day(done: Over, dates: DateWords) -> Text:
    """The day of what is done; the one by which it was done where its own is not given."""
    day = dates.short(dates.calendar.minute(done.day))
    return Text(day, day) if done.given else Text(f"不迟于{day}", f"by {day}")


def without_day(lines: Sequence[Line], language: Language) -> list[str]:
    """What "by" means, where something is done whose own day is not given."""
    if all(line.done is None or line.done.given for line in lines):
        return []
    return [
        Text(
            "“不迟于”：自己的日期没有给，只知道早于后面办完的环节；用 --did 环节=日期 补上",
            "'by': its own day is not given, only that of a stage after it; --did STAGE=DATE adds "
            "it",
        ).read(language)
    ]


def when_done(done: Over | None, language: Language) -> str:
    """For files: the day of what is done, or that it is not given; empty for what is ahead."""
    if done is None:
        return ""
    day = done.day.isoformat()
    if done.given:
        return day
    return Text(f"已办，不迟于{day}，日期未给", f"done by {day}, day not given").read(language)


def _span(dates: DateWords, start: int | None, finish: int | None) -> str:
    if finish is None:
        return dates.short(None)
    first, last = dates.short(start), dates.short(finish)
    if first == last:
        return last
    whole = f"{first}→{last}"
    return whole if width(whole) <= _SPAN_MOST else f"{first} →{last}"  # may go on below


def body_of(procedure: Procedure, node: Node, language: Language) -> str:
    """Who acts at a stage, by the text's own name."""
    body = procedure.policy.bodies.get(node.body)
    return "" if body is None else body.title.read(language)


def length_of(line: Line, procedure: Procedure, values: Sequence[float], language: Language) -> str:
    """The length of a stage as the text or the scenario has it."""
    node = procedure.nodes[line.node]
    if node.notice is not None:
        period = node.notice
        number = period.days if period.input < 0 else int(values[period.input])
        duration = line.ground.cell.value if line.ground.cell is not None else None
        bound = line.ground.cell.bound if line.ground.cell is not None and duration else None
        sign = _SIGNS.get(bound, "") if bound is not None else ""
        civil = Text("天", " cd").read(language) if period.unit == "cd" else ""
        return f"{sign}{number}{civil}"
    if line.ground.kind in ("law", "assumed") and line.ground.minutes:
        if line.ground.civil:
            return Text(
                f"{line.ground.minutes / 1440:.0f}天", f"{line.ground.minutes / 1440:.0f} cd"
            ).read(language)
        return words.number(line.ground.minutes / procedure.calendar.day_minutes)
    if node.meeting is not None and node.meeting.notice >= 0:
        return words.number(values[node.meeting.notice])
    return ""


def basis_of(line: Line, procedure: Procedure, language: Language) -> str:
    """The article, and whether the length is the text's or assumed."""
    source = words.article(procedure.nodes[line.node].source, procedure.policy)
    kind = line.ground.kind
    if kind == "assumed":
        return f"{source}；假设" if language == "zh" else f"{source}; assumed"
    if kind == "meeting":
        return f"{source}；给定会议" if language == "zh" else f"{source}; given meetings"
    return source


def _brief_basis(line: Line, procedure: Procedure, language: Language) -> str:
    kind = line.ground.kind
    if kind == "assumed":
        return Text("假设", "assumed").read(language)
    if kind == "meeting":
        return Text("给定会议", "meetings").read(language)
    source = procedure.nodes[line.node].source
    return words.article(source, procedure.policy).split(" ", 1)[-1]

"""A timetable for a terminal and for files: earliest and latest dates, slack, a Gantt of text."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from awardsim.analysis import timetable as kinds
from awardsim.analysis.timetable import Line, Timetable
from awardsim.policy import Bound
from awardsim.procedure.model import Node, Procedure
from awardsim.report import words
from awardsim.report.console import COLUMNS, clip, pad, plain, width, wrap
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.wrapped import wrapped_table
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
#: Marks of a Gantt: the earliest dates, the room up to the latest ones, the day it is due.
_EARLY, _ROOM, _DUE = "█", "░", "│"
_GANTT_NAME = 26


def timetable_screen(
    found: Timetable, scenario: str, language: Language, *, gantt: bool = False
) -> str:
    """The timetable for a terminal."""
    dates = DateWords(found.procedure.calendar, language)
    grid = timetable_grid(found, language)
    lines = [*_head(found, dates, language), ""]
    if gantt:
        lines += _gantt(found, language)
    else:
        rows = [row_of(line, found.procedure, found.values, language) for line in found.lines]
        columns = [heading.read(language) for heading in HEADINGS]
        lines += wrapped_table(rows, columns, WIDTHS)
    lines.append("")
    for remark in grid.remarks:
        lines += wrap(remark)
    command = f"awardsim why {scenario} {_first_notice(found)} --latest"
    hint = Text(
        f"下一步  {command}   看最迟日期怎么数出来",
        f"next  {command}   how a latest date is counted",
    ).read(language)
    return "\n".join([*lines, *wrap(hint)]) + "\n"


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


def timetable_grid(found: Timetable, language: Language) -> Grid:
    """The same as a table: a row for each stage, dates as ISO dates."""
    procedure = found.procedure
    dates = DateWords(procedure.calendar, language)
    headers = [
        Text("环节", "stage"),
        Text("责任单位", "who"),
        Text("天数", "days"),
        Text("依据", "basis"),
        Text("最早开始", "earliest start"),
        Text("最早完成", "earliest finish"),
        Text("条文最快完成", "finish by law alone"),
        Text("最迟开始", "must begin by"),
        Text("最迟完成", "must end by"),
        Text("机动（工作日）", "slack (working days)"),
        Text("写明的日期", "stated date"),
        Text("在关键路径上", "on the driving path"),
    ]
    rows = []
    for line in found.lines:
        back = line.back
        rows.append(
            [
                procedure.nodes[line.node].title.read(language),
                body_of(procedure, procedure.nodes[line.node], language),
                length_of(line, procedure, found.values, language),
                basis_of(line, procedure, language),
                _iso(dates, line.start),
                _iso(dates, line.finish),
                _iso(dates, line.law),
                _iso(dates, None if back is None else back.start),
                _iso(dates, None if back is None else back.finish),
                "" if line.slack is None else str(line.slack),
                "、".join(one.written.isoformat() for one in line.dates if one.stated),
                Text("是", "yes").read(language) if line.driving else "",
            ]
        )
    return Grid(
        plain(title_of(procedure, language)),
        [one.read(language) for one in headers],
        rows,
        timetable_data(found),
        remarks_of(found, dates, language),
    )


def timetable_data(found: Timetable) -> dict[str, Any]:
    """The exact figures as plain data."""
    procedure = found.procedure
    calendar = procedure.calendar

    def moment(minute: int | None) -> str | None:
        return None if minute is None else calendar.moment(minute).isoformat()

    return {
        "schema": 1,
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "opens": calendar.opening.isoformat(),
        "finish_by": None if procedure.finish_by is None else procedure.finish_by.isoformat(),
        "finish": procedure.nodes[procedure.finish].id,
        "slack": found.slack,
        "days": dict(found.tally),
        "stages": [
            {
                "stage": procedure.nodes[line.node].id,
                "title": {
                    "zh": procedure.nodes[line.node].title.zh,
                    "en": procedure.nodes[line.node].title.en,
                },
                "body": procedure.nodes[line.node].body,
                "source": procedure.nodes[line.node].source,
                "ground": line.ground.kind,
                "earliest": {"start": moment(line.start), "finish": moment(line.finish)},
                "law": moment(line.law),
                "latest": None
                if line.back is None
                else {"start": moment(line.back.start), "finish": moment(line.back.finish)},
                "slack": line.slack,
                "driving": line.driving,
                "dates": [
                    {"kind": one.kind, "date": one.written.isoformat(), "stated": one.stated}
                    for one in line.dates
                ],
            }
            for line in found.lines
        ],
    }


# ---- head and foot ------------------------------------------------------------------------------


def title_of(procedure: Procedure, language: Language) -> str:
    """What is scheduled, with which days off, and from which day on."""
    title = Text(
        f"排期  {procedure.scenario.title.zh}  {procedure.policy.id}",
        f"Schedule  {procedure.scenario.title.en}  {procedure.policy.id}",
    ).read(language)
    known = procedure.scenario.calendar.known_on
    if known is not None:
        title += Text(
            f"  以 {known} 已公布的节假日为准", f"  days off as announced by {known}"
        ).read(language)
    progress = procedure.scenario.progress
    if progress is not None:
        title += Text(f"  今天 {progress.today}", f"  today {progress.today}").read(language)
    return title


def _head(found: Timetable, dates: DateWords, language: Language) -> list[str]:
    procedure = found.procedure
    finish = procedure.nodes[procedure.finish].title.read(language)
    lines = wrap(title_of(procedure, language))
    early = dates.day(found.finish)
    law = dates.day(found.law)
    if procedure.finish_by is None:
        said = Text(
            f"{finish}：最早 {early}，条文最快 {law}；没有期限可倒排（finish_by）",
            f"{finish}: earliest {early}, by law alone {law}; "
            "no day to count back from (finish_by)",
        )
        return lines + wrap(said.read(language))
    by = f"{dates.plain_day(procedure.finish_by)} {dates.weekday(procedure.finish_by)}"
    if found.slack is None:
        verdict = Text("按一般估计走不到头", "with usual values it never ends")
    elif found.slack < 0:
        verdict = Text(f"晚 {-found.slack} 个工作日", f"{-found.slack} working days too late")
    else:
        verdict = Text(f"机动 {found.slack} 个工作日", f"{found.slack} working days to spare")
    said = Text(
        f"倒排目标：{by} 前{finish}。最早 {early}（一般估计，不排队），{verdict.zh}；"
        f"条文最快 {law}",
        f"to be met: {finish} by {by}. Earliest {early} (usual values, nobody waits), "
        f"{verdict.en}; by law alone {law}",
    )
    return lines + wrap(said.read(language))


def remarks_of(found: Timetable, dates: DateWords, language: Language) -> list[str]:
    """What is to be said under a timetable: its days, what is too late, what is projected."""
    procedure = found.procedure
    total = sum(found.tally.values())
    parts = [
        f"{DAY_KINDS[kind].read(language)} {found.tally[kind]}"
        for kind in kinds.KINDS
        if found.tally[kind]
    ]
    remarks = []
    if total:
        joined = ("、" if language == "zh" else ", ").join(parts)
        remarks.append(
            Text(f"从发布到办完共 {total} 天：{joined}", f"{total} days in all: {joined}").read(
                language
            )
        )
    posting = _posting_remark(found, dates, language)
    if posting:
        remarks.append(posting)
    late = [line for line in found.lines if line.slack is not None and line.slack < 0]
    if late:
        names = ("、" if language == "zh" else ", ").join(
            procedure.nodes[line.node].title.read(language) for line in late[:4]
        )
        remarks.append(
            Text(
                f"⚠ 最早也晚于最迟：{names}" + ("等" if len(late) > 4 else ""),
                f"⚠ the earliest is later than the latest: {names}"
                + (" and others" if len(late) > 4 else ""),
            ).read(language)
        )
    projected = [one for line in found.lines for one in (line.finish, line.law) if one is not None]
    if any(procedure.calendar.is_projected(one) for one in projected):
        remarks.append(
            Text(
                "⚠ 标〔推〕的日期在节假日尚未公布的年份，按推定计算",
                "⚠ dates marked [proj.] lie in a year whose days off are not announced yet",
            ).read(language)
        )
    remarks.append(
        Text(
            "天数、机动按工作日；* 在决定完成日的路径上；不含排队、补正轮次和异议。"
            f"{words.INTERNAL.zh}",
            "Days and slack are working days; * on the path that sets the end; without queues, "
            f"further rounds and objections. {words.INTERNAL.en.capitalize()}",
        ).read(language)
    )
    return remarks


def _posting_remark(found: Timetable, dates: DateWords, language: Language) -> str:
    """When the first notice must be posted, counted from the opening."""
    procedure = found.procedure
    for line in found.lines:
        node = procedure.nodes[line.node]
        if node.kind != "notice" or line.back is None or line.back.start is None:
            continue
        if procedure.scenario.progress is not None:
            return ""
        calendar = procedure.calendar
        day = calendar.date(line.back.start)
        number = calendar.workdays_between(calendar.opening, day)
        source = words.article(node.source, procedure.policy)
        opened, by, weekday = (
            dates.plain_day(calendar.opening),
            dates.plain_day(day),
            dates.weekday(day),
        )
        return Text(
            f"⚠ {opened} 发布，{node.title.zh}最迟 {by}（{weekday}，发布后第{number}个工作日）贴出"
            f"  {source}",
            f"⚠ opened on {opened}: {node.title.en} must be posted by {by} ({weekday}, working "
            f"day {number} after it)  {source}",
        ).read(language)
    return ""


def _first_notice(found: Timetable) -> str:
    for line in found.lines:
        node = found.procedure.nodes[line.node]
        if node.kind == "notice" and node.listed and line.back is not None:
            return node.id
    return found.procedure.nodes[found.procedure.finish].id


# ---- one line -----------------------------------------------------------------------------------


def row_of(
    line: Line, procedure: Procedure, values: Sequence[float], language: Language
) -> list[str]:
    """A stage in the columns of :data:`HEADINGS`, short enough for a terminal."""
    dates = DateWords(procedure.calendar, language)
    node = procedure.nodes[line.node]
    back = line.back
    if line.done is not None:
        return [
            clip(node.title.read(language), _STAGE_MOST - 1),
            clip(body_of(procedure, node, language), _BODY_MOST),
            "",
            Text("已办", "done").read(language),
            dates.plain_day(line.done),
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
        clip(node.title.read(language), _STAGE_MOST - 1) + mark,
        clip(body_of(procedure, node, language), _BODY_MOST),
        length_of(line, procedure, values, language),
        _brief_basis(line, procedure, language),
        _span(dates, line.start, line.finish),
        latest,
        "" if line.slack is None else str(line.slack),
    ]


def _span(dates: DateWords, start: int | None, finish: int | None) -> str:
    if finish is None:
        return dates.short(None)
    first, last = dates.short(start), dates.short(finish)
    if first == last:
        return last
    whole = f"{first}→{last}"
    return whole if width(whole) <= _SPAN_MOST else f"{first} →{last}"  # may go on below


def _iso(dates: DateWords, minute: int | None) -> str:
    day = dates.date(minute)
    return "" if day is None or minute is None else day.isoformat() + dates.mark(minute)


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


# ---- Gantt --------------------------------------------------------------------------------------


def _gantt(found: Timetable, language: Language) -> list[str]:
    """A bar for each stage: earliest dates, and the room up to the latest ones."""
    procedure = found.procedure
    calendar = procedure.calendar
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
    room = COLUMNS - _GANTT_NAME - 2
    days = (last - first).days + 1
    step = max(-(-days // room), 1)
    columns = -(-days // step)
    lines = [" " * (_GANTT_NAME + 1) + _months(first, days, step, columns)]
    due = None if procedure.finish_by is None else (procedure.finish_by - first).days // step
    for line in found.lines:
        bar = [" "] * columns
        if due is not None:
            bar[due] = _DUE
        back = line.back
        if line.start is not None and back is not None and back.finish is not None:
            _fill(bar, line.start // 1440 // step, back.finish // 1440 // step, _ROOM)
        if line.start is not None and line.finish is not None:
            _fill(bar, line.start // 1440 // step, line.finish // 1440 // step, _EARLY)
        title = procedure.nodes[line.node].title.read(language)
        name = clip(title, _GANTT_NAME - 1) + ("*" if line.driving else "")
        lines.append(f"{pad(name, _GANTT_NAME)} {''.join(bar)}".rstrip())
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
    line = [" "] * (columns + 6)
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

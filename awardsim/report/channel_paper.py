"""The channels' own dates as a workbook: a sheet for all, and one to send to each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from awardsim.analysis.channels import ChannelPlan, ChannelPlans, handed_over
from awardsim.analysis.timetable import Line
from awardsim.report.channels_screen import (
    after_table,
    channel_remarks,
    channel_title,
    due_lines,
    sentence,
)
from awardsim.report.console import plain
from awardsim.report.output import Target, write_whole
from awardsim.report.run_tables import Day, Value
from awardsim.report.teller import Teller
from awardsim.report.timetable_screen import TOO_LATE, body_of, length_of
from awardsim.report.workbook import write_book
from awardsim.report.working_paper import (
    DONE,
    Column,
    Paper,
    article_of,
    deadline_of,
    fitting,
    footer,
    legal_basis,
    words_of,
)
from awardsim.text import Language, Text

_ALL = (
    Column(Text("序号", "no."), 5),
    Column(Text("申报渠道", "channel"), 14),
    Column(Text("公示最迟发布", "post by"), 14),
    Column(Text("材料最迟送达", "deliver by"), 14),
    Column(Text("可以直接发的一句话", "a sentence to send"), 80),
    Column(Text("备注", "remarks"), 20, own=True),
)
_ONE = (
    Column(Text("序号", "no."), 5),
    Column(Text("环节", "stage"), 24),
    Column(Text("责任单位", "who"), 20),
    Column(Text("天数", "days"), 7),
    Column(Text("条文", "article"), 14),
    Column(Text("原文", "words of the text"), 34),
    Column(Text("最迟开始", "must begin by"), 12),
    Column(Text("最迟完成", "must end by"), 12),
    Column(Text("期限", "deadline"), 12, due=True),
    Column(DONE, 12, own=True),
    Column(Text("责任人", "person in charge"), 10, own=True),
    Column(Text("备注", "remarks"), 18, own=True),
)
_BEGIN, _DUE = 6, 8
_TWO_LINES = 34  # points


def write_channel_paper(
    found: ChannelPlans,
    scenario: str,
    target: Target,
    language: Language,
    command: str,
    *,
    force: bool,
) -> None:
    """Write the workbook: all channels, each channel, what the dates rest on.

    Raises
    ------
    OutputError
        The file exists and may not be replaced, or it cannot be written.
    """
    procedure = found.procedure
    teller = Teller(procedure, language, scenario)

    def write(path: Path) -> None:
        def fill(book: Any) -> None:
            paper = Paper(book, procedure, found.values, language, command)
            _summary(paper, found, teller)
            for channel in range(len(procedure.channels)):
                _channel(paper, found, channel, teller)
            paper.assumptions(_lines(found))

        title = procedure.policy.award.read(language)
        write_book(path, title, footer(procedure, language, command), fill)

    write_whole(target, write, force=force)


def _lines(found: ChannelPlans) -> list[Line]:
    """Every stage of some channel, once."""
    lines = {line.node: line for plan in found.plans for line in plan.lines}
    return [lines[node] for node in sorted(lines)]


def _summary(paper: Paper, found: ChannelPlans, teller: Teller) -> None:
    procedure = found.procedure
    rows: list[list[Value]] = []
    for channel in range(len(procedure.channels)):
        plan = found.of(channel)
        posted = [line.back.start for line in plan.posted if line.back is not None]
        day = None if plan.too_late else handed_over(found, plan)
        over = (
            None if day is None else Day(day, paper.dates.projected(procedure.calendar.minute(day)))
        )
        rows.append(
            [
                channel + 1,
                channel_title(procedure, channel, paper.language),
                paper.moment(posted[-1]) if posted else None,
                over,
                sentence(found, plan, channel, teller),
                None,
            ]
        )
    columns = fitting(_ALL, rows)
    first = _title(paper, paper.say("各渠道最迟日期", "latest dates of the channels"))
    sheet = paper.sheet(Text("各渠道", "channels"), Text(first, first), columns)
    paper.across(sheet, 1, plain(legal_basis(procedure.policy, paper)), columns)
    paper.heads(sheet, 2, columns)
    place = 2
    for row in rows:
        place += 1
        paper.row(sheet, place, columns, row)
    for text in ("", *channel_remarks(found, teller)):
        place += 1
        paper.across(sheet, place, text, columns, paper.note)


def _channel(paper: Paper, found: ChannelPlans, channel: int, teller: Teller) -> None:
    procedure = found.procedure
    plan = found.of(channel)
    name = channel_title(procedure, channel, paper.language)
    rows = [_stage(paper, found, line, place) for place, line in enumerate(plan.lines, 1)]
    columns = fitting(_ONE, rows)
    first = _title(paper, name)
    sheet = paper.sheet(Text(name, name), Text(first, first), columns)
    place = 1
    paper.across(sheet, 1, sentence(found, plan, channel, teller), columns, paper.said)
    for text in due_lines(found, plan, teller):
        place += 1
        paper.across(sheet, place, text, columns)
    place += 1
    paper.across(sheet, place, plain(legal_basis(procedure.policy, paper)), columns)
    place += 1
    paper.heads(sheet, place, columns)
    for line, row in zip(plan.lines, rows, strict=True):
        place += 1
        paper.row(sheet, place, columns, row)
        begin, due = row[_BEGIN], row[_DUE]
        if isinstance(begin, Day):
            paper.day(sheet, place, _BEGIN, begin, "strong")
        if isinstance(due, Day) and not any(one.stated for one in line.dates):
            paper.day(sheet, place, _DUE, due, "assumed")
    place = _varied(paper, sheet, place + 2, found, plan, teller)
    for text in channel_remarks(found, teller):
        paper.across(sheet, place, text, columns, paper.note)
        place += 1


def _stage(paper: Paper, found: ChannelPlans, line: Line, place: int) -> list[Value]:
    procedure, language = found.procedure, paper.language
    node = procedure.nodes[line.node]
    back = line.back
    late = back is not None and back.arrive is None
    return [
        place,
        plain(node.title.read(language)),
        plain(body_of(procedure, node, language)),
        length_of(line, procedure, found.values, language),
        article_of(paper, line),
        words_of(procedure, line),
        TOO_LATE.read(language) if late else paper.moment(None if back is None else back.start),
        None if late else paper.moment(None if back is None else back.finish),
        deadline_of(procedure, line),
        None if line.done is None else Day(line.done),
        None,
        None,
    ]


def _varied(
    paper: Paper, sheet: Any, row: int, found: ChannelPlans, plan: ChannelPlan, teller: Teller
) -> int:
    """The channel's own days varied, as a small table; the row after it."""
    varied = after_table(found, plan, teller)
    if varied is None:
        return row
    (head, *_), (what, *_) = varied
    for place, text in enumerate((head, what), 1):
        sheet.write_string(row, place, text, paper.formats.heading)
    sheet.set_row(row, _TWO_LINES)
    for days, minute in plan.after:
        row += 1
        sheet.write_number(row, 1, days, paper.formats.whole)
        moment = paper.moment(minute)
        if moment is None:
            sheet.write_string(row, 2, TOO_LATE.read(paper.language), paper.due)
        else:
            paper.day(sheet, row, 2, moment)
    return row + 2


def _title(paper: Paper, what: str) -> str:
    procedure = paper.procedure
    title = procedure.scenario.title.read(paper.language)
    return plain(f"{title or procedure.policy.award.read(paper.language)}  {what}")

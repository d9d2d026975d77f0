"""The channels' own dates as a workbook: a sheet for all, and one to send to each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs

from awardsim.analysis.channels import ChannelPlan, ChannelPlans, handed_over
from awardsim.analysis.timetable import Line
from awardsim.report.cells import Day, Value
from awardsim.report.channels_screen import (
    after_table,
    channel_remarks,
    channel_title,
    due_lines,
    sentence,
)
from awardsim.report.console import plain
from awardsim.report.output import Target, write_whole
from awardsim.report.paper import Column, Paper, fitting, footer, legal_basis
from awardsim.report.paper_basis import basis_sheet
from awardsim.report.paper_stages import StageTable
from awardsim.report.teller import Teller
from awardsim.report.timetable_lines import TOO_LATE
from awardsim.report.workbook import write_book
from awardsim.text import Language, Text

_ALL = (
    Column(Text("序号", "no."), 5),
    Column(Text("申报渠道", "channel"), 14),
    Column(Text("公示最迟发布", "post by"), 14),
    Column(Text("材料最迟送达", "deliver by"), 14),
    Column(Text("可以直接发的一句话", "a sentence to send"), 80),
    Column(Text("备注", "remarks"), 20, own=True),
)
#: What the sheet of one channel shows of a stage, and how wide.
_SHOWN = (
    "number", "stage", "who", "days", "article", "words",
    "late_start", "late_finish", "due", "done", "person", "remarks",
)  # fmt: skip
_WIDE = {"stage": 24, "who": 20, "days": 7, "article": 14, "words": 34, "late_start": 12,
         "late_finish": 12, "due": 12, "done": 12, "person": 10, "remarks": 18}  # fmt: skip
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
            basis_sheet(paper, _lines(found))

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
    plan = attrs.evolve(found.of(channel), channels=(channel,))
    name = channel_title(procedure, channel, paper.language)
    table = StageTable(paper, plan.lines, _SHOWN, _WIDE)
    columns = table.columns
    first = _title(paper, name)
    sheet = paper.sheet(Text(name, name), Text(first, first), columns)
    place = 1
    paper.across(sheet, 1, sentence(found, plan, channel, teller), columns, paper.said)
    for text in due_lines(found, plan, teller):
        place += 1
        paper.across(sheet, place, text, columns)
    place += 1
    paper.across(sheet, place, plain(legal_basis(procedure.policy, paper)), columns)
    place = table.write(sheet, place + 1)
    place = _varied(paper, sheet, place + 2, found, plan, teller)
    for text in channel_remarks(found, teller):
        paper.across(sheet, place, text, columns, paper.note)
        place += 1


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

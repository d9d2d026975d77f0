"""Stages as rows of a paper: the article and its words, dates, and columns to be filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from awardsim.analysis.timetable import Line
from awardsim.procedure.model import Procedure
from awardsim.report import words
from awardsim.report.cells import Day, Value
from awardsim.report.console import plain
from awardsim.report.paper import DATE, DONE, Column, Paper, fitting
from awardsim.report.timetable_lines import TOO_LATE, body_of, length_of, when_done
from awardsim.text import Text

#: What can be said of a stage, by the names that a sheet chooses from.
COLUMNS: Mapping[str, Column] = {
    "number": Column(Text("序号", "no."), 5),
    "stage": Column(Text("环节", "stage"), 20),
    "who": Column(Text("责任单位", "who"), 15),
    "days": Column(Text("天数", "days"), 6),
    "article": Column(Text("条文", "article"), 12),
    "words": Column(Text("原文", "words of the text"), 24),
    "early_start": Column(Text("最早开始", "earliest start"), DATE),
    "early_finish": Column(Text("最早完成", "earliest finish"), DATE),
    "late_start": Column(Text("最迟开始", "must begin by"), DATE),
    "late_finish": Column(Text("最迟完成", "must end by"), DATE),
    "slack": Column(Text("机动（工作日）", "slack (working days)"), 8),
    "due": Column(Text("期限", "deadline"), DATE, due=True),
    "done": Column(DONE, 11, own=True),
    "person": Column(Text("责任人", "person in charge"), 9, own=True),
    "remarks": Column(Text("备注", "remarks"), 14, own=True),
}


@attrs.frozen
class StageTable:
    """Some columns of :data:`COLUMNS` for some stages, in their order.

    ``wide`` are other widths of columns, in characters; ``star`` marks the path that sets the end.
    """

    paper: Paper
    lines: Sequence[Line]
    shown: Sequence[str]
    wide: Mapping[str, int] = {}
    star: bool = False

    @property
    def columns(self) -> list[Column]:
        """The columns, wide enough for their dates."""
        chosen = [
            attrs.evolve(COLUMNS[name], wide=self.wide.get(name, COLUMNS[name].wide))
            for name in self.shown
        ]
        return fitting(chosen, self._rows)

    @property
    def _rows(self) -> list[list[Value]]:
        return [
            [cells[name] for name in self.shown]
            for cells in (
                _cells(self.paper, line, place, self.star)
                for place, line in enumerate(self.lines, 1)
            )
        ]

    def write(self, sheet: Any, row: int) -> int:
        """Write headings and rows from a row on; gives the last row."""
        columns = self.columns
        self.paper.heads(sheet, row, columns)
        for line, values in zip(self.lines, self._rows, strict=True):
            row += 1
            self.paper.row(sheet, row, columns, values)
            self._emphasise(sheet, row, line, dict(zip(self.shown, values, strict=True)))
        return row

    def _emphasise(self, sheet: Any, row: int, line: Line, values: Mapping[str, Value]) -> None:
        """What is seen first: latest starts, deadlines, what is too late, the driving path."""
        paper, place = self.paper, {name: at for at, name in enumerate(self.shown)}
        if self.star and line.driving:
            sheet.write_string(row, place["stage"], str(values["stage"]), paper.strong)
        for name, look in (("late_start", "strong"), ("late_finish", "plain")):
            value = values.get(name)
            if isinstance(value, Day):
                paper.day(sheet, row, place[name], value, look)
            elif value is not None:
                sheet.write_string(row, place[name], str(value), paper.due)
        if "slack" in place and line.slack is not None and line.slack < 0:
            sheet.write_number(row, place["slack"], line.slack, paper.due)
        due = values.get("due")
        if isinstance(due, Day):
            end = paper.procedure.finish
            own = line.node == end or any(one.stated for one in line.dates)
            paper.day(sheet, row, place["due"], due, "due" if own else "assumed")


def _cells(paper: Paper, line: Line, place: int, star: bool) -> dict[str, Value]:
    """Everything that is said of a stage."""
    procedure, language = paper.procedure, paper.language
    node = procedure.nodes[line.node]
    back = line.back
    late = back is not None and back.arrive is None
    running = line.done is None
    return {
        "number": place,
        "stage": plain(node.title.read(language)) + ("*" if star and line.driving else ""),
        "who": plain(body_of(procedure, node, language)),
        "days": length_of(line, procedure, paper.values, language),
        "article": _article(paper, line),
        "words": _words(procedure, line),
        "early_start": paper.moment(line.start) if running else None,
        "early_finish": paper.moment(line.finish) if running else None,
        "late_start": TOO_LATE.read(language)
        if late
        else paper.moment(None if back is None else back.start),
        "late_finish": None if late else paper.moment(None if back is None else back.finish),
        "slack": line.slack,
        "due": _deadline(procedure, line),
        "done": Day(line.done.day) if line.done is not None and line.done.given else None,
        "person": None,
        "remarks": when_done(line.done, language) if line.done and not line.done.given else None,
    }


def _article(paper: Paper, line: Line) -> str:
    """The article of a stage, and whether its length is assumed or waits for given meetings."""
    procedure = paper.procedure
    source = plain(words.article(procedure.nodes[line.node].source, procedure.policy))
    if line.ground.kind == "assumed":
        return source + paper.say("（天数为假设）", " (length assumed)")
    if line.ground.kind == "meeting":
        return source + paper.say("（会议日为给定）", " (given meetings)")
    return source


def _words(procedure: Procedure, line: Line) -> str:
    """The words of the text on a stage: on its length, on its deadline, else on itself."""
    stage = procedure.policy.stages[procedure.nodes[line.node].id]
    cells = [stage.duration, *(date.cell for date in line.dates if date.stated)]
    quoted = [cell.words for cell in cells if cell is not None and cell.words]
    found = dict.fromkeys(quoted or [stage.words])
    return "；".join(f"“{plain(one)}”" for one in found if one)


def _deadline(procedure: Procedure, line: Line) -> Day | None:
    """The date that binds a stage itself: its deadline, its closing date, the end of all."""
    if line.node == procedure.finish and procedure.finish_by is not None:
        return Day(procedure.finish_by)
    found = sorted(line.dates, key=lambda one: (not one.stated, one.kind != "limit"))
    return Day(found[0].written) if found else None

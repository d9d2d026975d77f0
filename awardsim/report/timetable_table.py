"""A timetable as a table for files, and as plain data."""

from __future__ import annotations

from typing import Any

from awardsim.analysis.timetable import Line, Timetable
from awardsim.report.console import plain
from awardsim.report.dates import DateWords
from awardsim.report.grid import Grid
from awardsim.report.passage_data import done_data, latest_data
from awardsim.report.timetable_lines import basis_of, body_of, length_of, when_done
from awardsim.report.timetable_screen import remarks_of, title_of
from awardsim.text import Language, Text


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
        Text("已办", "done on"),
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
                *(_iso(dates, ahead(line, one)) for one in (line.start, line.finish, line.law)),
                _iso(dates, None if back is None else back.start),
                _iso(dates, None if back is None else back.finish),
                "" if line.slack is None else str(line.slack),
                "、".join(one.written.isoformat() for one in line.dates if one.stated),
                Text("是", "yes").read(language) if line.driving else "",
                when_done(line.done, language),
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
                **done_data(line.done),
                "earliest": {
                    "start": moment(ahead(line, line.start)),
                    "finish": moment(ahead(line, line.finish)),
                },
                "law": moment(ahead(line, line.law)),
                "latest": latest_data(procedure, line.back),
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


def ahead(line: Line, minute: int | None) -> int | None:
    """An earliest date of a stage that is still ahead; None of one that is done."""
    return minute if line.done is None else None


def _iso(dates: DateWords, minute: int | None) -> str:
    day = dates.date(minute)
    return "" if day is None or minute is None else day.isoformat() + dates.mark(minute)

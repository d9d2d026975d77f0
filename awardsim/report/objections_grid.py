"""What an objection does to the dates, as a table for files and as plain data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awardsim.analysis.objections import WhatIf
from awardsim.analysis.onward import Way
from awardsim.report import objections_words as told
from awardsim.report.grid import Grid
from awardsim.report.teller import Teller
from awardsim.report.workbook import sheet_name
from awardsim.text import Language, Text


def objections_grid(found: Sequence[WhatIf], language: Language) -> Grid:
    """The same as a table: a row for each reading of each notice."""
    headers = [
        Text("公示", "notice"),
        Text("收到异议", "objection received"),
        Text("公示期满", "notice ends"),
        Text("最快认定", "finding at the earliest"),
        Text("用足时限", "limits used up"),
        Text("读法", "reading"),
        Text("其余可继续", "the rest goes on"),
        Text("该名单可继续", "the name goes on"),
        Text("其余办完", "the rest is done"),
        Text("该名单办完", "the name is done"),
        Text("期限", "deadline"),
        Text("用足时限时可继续", "goes on with limits used up"),
    ]
    rows, remarks = [], []
    for one in found:
        teller = Teller(one.procedure, language, "")
        for course in one.courses:
            rows.append(
                [
                    teller.title(one.notice),
                    one.received.isoformat(),
                    told.iso(one.over, teller),
                    told.iso(one.handling[-1].fastest, teller),
                    told.iso(one.handling[-1].latest, teller)
                    or teller.say("未规定", "no limit stated"),
                    told.reading(course, teller),
                    told.iso(course.rest.begins, teller),
                    told.iso(course.name.begins, teller),
                    told.iso(course.rest.ends, teller),
                    told.iso(course.name.ends, teller),
                    told.verdict(course, teller),
                    "" if course.used_up is None else told.iso(course.used_up.begins, teller),
                ]
            )
        remarks += [*told.open_questions(one, teller), *told.used_up(one, teller)]
    teller = Teller(found[0].procedure, language, "")
    return Grid(
        " ".join(told.title(found[0], teller).split()),
        [one.read(language) for one in headers],
        rows,
        objections_data(found),
        [*dict.fromkeys(remarks), told.footnote(teller)],
        sheets=[_handling(one, Teller(one.procedure, language, "")) for one in found],
    )


def _handling(one: WhatIf, teller: Teller) -> Grid:
    """The steps of handling an objection, beside the table of readings."""
    title = teller.title(one.notice)
    title = teller.say(
        f"异议处理：{title}（{teller.day(one.received)} 收到）",
        f"handling: {title} (received {teller.day(one.received)})",
    )
    rows = [told.step_cells(step, one, teller) for step in one.handling]
    name = sheet_name(teller.title(one.notice), ())
    return Grid(title, told.handling_heads(teller), rows, None, name=name)


def objections_data(found: Sequence[WhatIf]) -> dict[str, Any]:
    """The exact figures as plain data."""
    procedure = found[0].procedure
    calendar = procedure.calendar

    def moment(minute: int | None) -> str | None:
        return None if minute is None else calendar.moment(minute).isoformat()

    def way(one: Way) -> dict[str, Any]:
        return {
            "begins": moment(one.begins),
            "ends": moment(one.ends),
            "missed": [procedure.nodes[index].id for index in one.missed],
            "in_time": one.in_time,
        }

    return {
        "schema": 1,
        "scenario": procedure.scenario.id,
        "policy": procedure.policy.id,
        "finish_by": None if procedure.finish_by is None else procedure.finish_by.isoformat(),
        "objections": [
            {
                "notice": procedure.nodes[one.notice].id,
                "next": None if one.following is None else procedure.nodes[one.following].id,
                "received": one.received.isoformat(),
                "posted": moment(one.posted),
                "ends": moment(one.over),
                "steps": [
                    {
                        "step": step.name,
                        "status": step.cell.status.value,
                        "source": step.cell.source,
                        "days_at_least": step.days,
                        "fastest": moment(step.fastest),
                        "latest": moment(step.latest),
                    }
                    for step in one.handling
                ],
                "readings": [
                    {
                        "reading": course.reading or None,
                        "option": course.option or None,
                        "holds": course.holds,
                        "default": course.default,
                        "chosen": course.chosen,
                        "rest": way(course.rest),
                        "name": way(course.name),
                        "alone": course.alone,
                        "used_up": None if course.used_up is None else way(course.used_up),
                    }
                    for course in one.courses
                ],
            }
            for one in found
        ],
    }

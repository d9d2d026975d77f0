"""``awardsim schedule``: earliest and latest dates, without chance."""

from __future__ import annotations

import datetime
from typing import Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    def option(*names: str, zh: str, en: str, **more: Any) -> click.Option:
        return click.Option(list(names), help=Text(zh, en).read(language), **more)

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        click.Argument(["scenario"], metavar=Text("情景", "SCENARIO").read(language)),
        option(
            "--finish",
            metavar="DATE",
            zh="倒排目标日（2025-12-31）；默认按情景或文本",
            en="day to count back from (2025-12-31); default: the scenario's or the text's",
        ),
        option("--gantt", is_flag=True, zh="画成横道图", en="as a Gantt chart of text"),
        option(
            "--set",
            "sets",
            multiple=True,
            metavar="PATH=VALUE",
            zh="替换一个值，如 durations.city_consult=3wd；可多次",
            en="replace a value, such as durations.city_consult=3wd; may be repeated",
        ),
        option(
            "--format",
            "form",
            type=click.Choice(["text", "json"]),
            default="text",
            zh="text（默认）或 json",
            en="text (default) or json",
        ),
        option(
            "-o",
            "--output",
            "outputs",
            multiple=True,
            metavar="FILE",
            zh="写入文件，扩展名决定格式：.xlsx .csv .md .json .ics；可多次",
            en="write a file; its extension decides: .xlsx .csv .md .json .ics; may be repeated",
        ),
        option("--force", is_flag=True, zh="覆盖已有文件", en="replace existing files"),
    ]
    about = Text(
        "排期：各环节最早、最迟、机动，不含偶然因素；从期限倒排，哪天之前必须开始。\n\n"
        "情景可以是情景名、情景或制度文本文件，或文本代号。",
        "Earliest and latest dates of every stage and the slack between them, without chance; "
        "counted back from the day it must finish by.\n\n"
        "SCENARIO is the name or the file of a scenario, the file of a policy text, or the id of "
        "one.",
    )
    return Command("schedule", run, params, about, language)


def _run(
    language: Language,
    *,
    scenario: str,
    finish: str | None,
    gantt: bool,
    sets: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    force: bool,
) -> int:
    from awardsim.report.grid import FORMS, as_json, check_grid_files, write_grid

    targets = check_grid_files(outputs, force=force, forms=(*FORMS, ".ics"))
    day = None if finish is None else _day(finish)
    from awardsim.analysis.experiment import load
    from awardsim.analysis.timetable import timetable
    from awardsim.report.timetable_screen import timetable_data, timetable_grid, timetable_screen

    catalogue = open_catalogue()
    replaced = sets if day is None else (*sets, f"finish_by={day.isoformat()}")
    procedure = load(scenario, catalogue, replaced)
    tell_faults(catalogue, language)
    found = timetable(procedure)
    for target in targets:
        if target.form == ".ics":
            from awardsim.report.calendar_file import write_calendar

            write_calendar(found, target, language, force=force)
        else:
            write_grid(timetable_grid(found, language), target, force=force)
        note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    if form == "json":
        say(as_json(timetable_data(found)))
    else:
        say(timetable_screen(found, scenario, language, gantt=gantt))
    return 0


def _day(written: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written.strip())
    except ValueError:
        message = Text(
            f"应为日期，如 2025-12-31，给的是 '{written[:40]}'",
            f"expected a date such as 2025-12-31, found '{written[:40]}'",
        )
        raise InputError(Problem(message, "--finish")) from None

"""``awardsim schedule``: earliest and latest dates, without chance."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure
    from awardsim.report.output import Target
    from awardsim.scenario.model import Progress


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
        option(
            "--today",
            metavar="DATE",
            zh="今天；已办的用 --did 给出，其余从今天往后排",
            en="today: what is done is given by --did, everything else comes from now on",
        ),
        option(
            "--did",
            "dids",
            multiple=True,
            metavar="STAGE=DATE",
            zh="某环节哪天办完（之前的视为已办）；可多次",
            en="a stage and the day it was over (what precedes it too); may be repeated",
        ),
        option(
            "--year",
            type=Number(2004, 2100),
            metavar="YYYY",
            zh="这一年每个工作日开始各要多久；与 --from、--to、--law 同用",
            en="how long it takes from every working day of a year; with --from, --to, --law",
        ),
        option(
            "--from",
            "first",
            metavar="STAGE",
            zh="从哪个环节开始（默认第一个）",
            en="stage to begin with (default: the first)",
        ),
        option(
            "--to",
            "last",
            metavar="STAGE",
            zh="到哪个环节为止（默认办完）",
            en="stage to end with (default: the end)",
        ),
        option(
            "--law",
            is_flag=True,
            zh="只算条文要求的时间",
            en="only what the text demands takes time",
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
    today: str | None,
    dids: tuple[str, ...],
    year: int | None,
    first: str | None,
    last: str | None,
    law: bool,
    gantt: bool,
    sets: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    force: bool,
) -> int:
    from awardsim.report.grid import FORMS, as_json, check_grid_files, write_grid

    targets = check_grid_files(outputs, force=force, forms=(*FORMS, ".ics"))
    day = None if finish is None else _day(finish, "--finish")
    progress = _progress(today, dids)
    if year is None:
        for given, name in ((first, "--from"), (last, "--to"), (law, "--law")):
            if given:
                message = Text("与 --year 同用", "goes together with --year")
                raise InputError(Problem(message, name))
    from awardsim.analysis.experiment import load
    from awardsim.analysis.timetable import timetable
    from awardsim.report.timetable_screen import timetable_data, timetable_grid, timetable_screen

    catalogue = open_catalogue()
    replaced = sets if day is None else (*sets, f"finish_by={day.isoformat()}")
    procedure = load(scenario, catalogue, replaced)
    tell_faults(catalogue, language)
    if progress is not None:
        from awardsim.analysis.subject import find_stage
        from awardsim.procedure.progress import with_progress

        done = {find_stage(procedure, name): over for name, over in progress.done.items()}
        procedure = with_progress(procedure, attrs.evolve(progress, done=done))
    if year is not None:
        return _openings(procedure, year, first, last, law, targets, form, force, language)
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


def _openings(
    procedure: Procedure,
    year: int,
    first: str | None,
    last: str | None,
    law: bool,
    targets: Sequence[Target],
    form: str,
    force: bool,
    language: Language,
) -> int:
    """A stretch of the procedure from every working day of a year."""
    from awardsim.analysis.openings import openings
    from awardsim.analysis.subject import find_stage
    from awardsim.report.grid import as_json, write_grid
    from awardsim.report.openings_screen import openings_data, openings_grid, openings_screen

    for target in targets:
        if target.form == ".ics":
            message = Text("--year 不能写成 .ics", "--year cannot be written as .ics")
            raise InputError(Problem(message, target.name))
    index = procedure.node_index
    begin = 0 if first is None else index[find_stage(procedure, first)]
    end = procedure.finish if last is None else index[find_stage(procedure, last)]
    found = openings(procedure, year, begin, end, law_only=law)
    for target in targets:
        write_grid(openings_grid(found, language), target, force=force)
        note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    say(as_json(openings_data(found)) if form == "json" else openings_screen(found, language))
    return 0


def _progress(today: str | None, dids: tuple[str, ...]) -> Progress | None:
    """What has happened so far, as the options give it."""
    if today is None and not dids:
        return None
    from awardsim.scenario.model import Progress

    done = {}
    for written in dids:
        stage, equals, day = written.partition("=")
        if not equals or not stage.strip():
            message = Text(
                f"应为 环节=日期，给的是 '{written[:40]}'",
                f"expected STAGE=DATE, found '{written[:40]}'",
            )
            raise InputError(Problem(message, "--did"))
        done[stage.strip()] = _day(day, "--did")
    last = max(done.values(), default=None)
    if today is None:
        assert last is not None
        return Progress(last, done)
    return Progress(_day(today, "--today"), done)


def _day(written: str, option: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written.strip())
    except ValueError:
        message = Text(
            f"应为日期，如 2025-12-31，给的是 '{written[:40]}'",
            f"expected a date such as 2025-12-31, found '{written[:40]}'",
        )
        raise InputError(Problem(message, option)) from None

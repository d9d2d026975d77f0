"""``awardsim schedule``: earliest and latest dates, without chance."""

from __future__ import annotations

import datetime
import re
import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.options import Options
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.report.console import plain
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.plugins.catalogue import Catalogue
    from awardsim.procedure.model import Procedure
    from awardsim.report.output import Target
    from awardsim.scenario.model import Progress

#: What a timetable can be written as besides a table: entries of a calendar, a drawn chart.
MORE_FORMS = (".ics", ".svg", ".png", ".pdf")
#: About how many days are tried for a confidence, to say how far it is.
_TRIED = 40
#: What people call the ways through which applications come.
BY_CHANNEL = ("channel", "县", "县区", "渠道", "申报渠道", "county")


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
            "--posted",
            "postings",
            multiple=True,
            metavar="STAGE=DATE",
            zh="某公示哪天发布（可以还没有期满）；可多次",
            en="a notice and the day it was posted, over or not; may be repeated",
        ),
        option(
            "--event",
            metavar="objection=DATE",
            zh="假如这天收到异议：各种读法下各自何时能继续",
            en="if an objection comes in on that day: who goes on when, under each reading",
        ),
        option(
            "--at",
            metavar="STAGE",
            zh="异议针对哪个公示（默认当天正在进行的那个）",
            en="the notice objected to (default: the one that runs on that day)",
        ),
        option(
            "--what-if",
            "supposed",
            type=click.Choice(["objection"]),
            zh="objection：假如每个公示的最后一天收到异议",
            en="objection: if one comes in on the last day of each notice",
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
        option(
            "--by",
            metavar=Text("县", "channel").read(language),
            zh="按申报渠道（县、渠道）分列：各自的最迟日期，各一句可以直接发的话",
            en="by channel: each one's own latest dates, and a sentence to send to each",
        ),
        option(
            "--confidence",
            type=Number(0.01, 0.99, whole=False),
            metavar="0.8",
            zh="要有这么大的把握，各环节最迟哪天办完（推演得出）",
            en="by when each stage must be over to be so sure of the deadline (by simulation)",
        ),
        Options(language).replications(
            zh="与 --confidence 同用：每个日子推演几次（默认400）",
            en="with --confidence: replications for each day (default: 400)",
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
            zh="写入文件，扩展名决定格式：.xlsx .csv .md .json .ics，横道图 .svg .png .pdf；可多次",
            en="write a file; its extension decides: .xlsx .csv .md .json .ics, a drawn Gantt "
            "chart as .svg .png .pdf; may be repeated",
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
    postings: tuple[str, ...],
    event: str | None,
    at: str | None,
    supposed: str | None,
    year: int | None,
    first: str | None,
    last: str | None,
    law: bool,
    by: str | None,
    confidence: float | None,
    replications: int | None,
    gantt: bool,
    sets: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    force: bool,
) -> int:
    from awardsim.report.grid import FORMS, as_json, check_grid_files, write_grid

    targets = check_grid_files(outputs, force=force, forms=(*FORMS, *MORE_FORMS))
    day = None if finish is None else _day(finish, "--finish")
    progress = _progress(today, dids, postings)
    received = _received(event, at, supposed)
    if year is None:
        for given, name in ((first, "--from"), (last, "--to"), (law, "--law")):
            if given:
                message = Text("与 --year 同用", "goes together with --year")
                raise InputError(Problem(message, name))
    _check_by(by, year, gantt)
    _check_confidence(confidence, replications, by, year, gantt)
    objecting = received is not None or supposed is not None
    if objecting:
        name = "--event" if received is not None else "--what-if"
        others = (
            ("--year", year is not None),
            ("--by", by is not None),
            ("--confidence", confidence is not None),
            ("--gantt", gantt),
        )
        _apart(others, name)
    from awardsim.analysis.timetable import timetable
    from awardsim.report.timetable_screen import timetable_data, timetable_grid, timetable_screen

    catalogue = open_catalogue()
    replaced = sets if day is None else (*sets, f"finish_by={day.isoformat()}")

    def loaded(*more: str) -> Procedure:
        return _under_way(scenario, catalogue, (*replaced, *more), progress)

    procedure = loaded()
    tell_faults(catalogue, language)
    if objecting:
        from awardsim.cli.objecting import objections

        return objections(procedure, loaded, received, at, targets, form, force, language)
    if year is not None:
        return _openings(procedure, year, first, last, law, targets, form, force, language)
    if confidence is not None:
        return _confidence(
            procedure, scenario, confidence, replications, targets, form, force, language
        )
    if by is not None:
        command = repeated(scenario, finish, today, dids, sets, postings, by=True)
        return _channels(procedure, scenario, targets, form, force, language, command)
    found = timetable(procedure)
    command = repeated(scenario, finish, today, dids, sets, postings)
    for target in targets:
        if target.form == ".ics":
            from awardsim.report.calendar_file import write_calendar

            write_calendar(found, target, language, force=force)
        elif target.form in (".svg", ".png", ".pdf"):
            from awardsim.report.gantt import write_gantt

            write_gantt(found, target, language, force=force)
        elif target.form == ".xlsx":
            from awardsim.report.working_paper import write_paper

            write_paper(found, target, language, command, force=force)
        else:
            write_grid(timetable_grid(found, language), target, force=force)
        note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    if form == "json":
        say(as_json(timetable_data(found)))
    else:
        say(timetable_screen(found, scenario, language, gantt=gantt))
    return 0


def repeated(
    scenario: str,
    finish: str | None,
    today: str | None,
    dids: Sequence[str],
    sets: Sequence[str],
    postings: Sequence[str] = (),
    *,
    by: bool = False,
) -> str:
    """The command that gives the same dates again.

    >>> repeated("mine", "2025-12-31", None, ["site visit=2025-12-11"], [])
    "awardsim schedule mine --finish 2025-12-31 --did 'site visit=2025-12-11'"
    """
    parts = ["awardsim", "schedule", scenario, *(["--by", "channel"] if by else [])]
    for name, value in (("--finish", finish), ("--today", today)):
        if value is not None:
            parts += [name, value]
    for name, several in (("--did", dids), ("--posted", postings), ("--set", sets)):
        for one in several:
            parts += [name, one]
    quoted = (one if re.fullmatch(r"[\w@%+=:,./-]+", one) else shlex.quote(one) for one in parts)
    return plain(" ".join(quoted))


def _check_by(by: str | None, year: int | None, gantt: bool) -> None:
    """What a schedule can be split by, and what does not go with it."""
    if by is None:
        return
    if by.strip().casefold() not in BY_CHANNEL:
        listed = "、".join(BY_CHANNEL)
        message = Text(f"可以按：{listed}", f"known: {', '.join(BY_CHANNEL)}")
        raise InputError(Problem(message, "--by", nearest=nearest_name(by, BY_CHANNEL)))
    _apart((("--year", year is not None), ("--gantt", gantt)), "--by")


def _check_confidence(
    confidence: float | None,
    replications: int | None,
    by: str | None,
    year: int | None,
    gantt: bool,
) -> None:
    """What goes together with latest days at a confidence."""
    if confidence is None:
        if replications is not None:
            message = Text("与 --confidence 同用", "goes together with --confidence")
            raise InputError(Problem(message, "--replications"))
        return
    others = (("--by", by is not None), ("--year", year is not None), ("--gantt", gantt))
    _apart(others, "--confidence")


def _confidence(
    procedure: Procedure,
    scenario: str,
    confidence: float,
    replications: int | None,
    targets: Sequence[Target],
    form: str,
    force: bool,
    language: Language,
) -> int:
    """The latest day of each milestone that leaves so much confidence."""
    from awardsim.analysis.confidence import REPLICATIONS, latest_days
    from awardsim.cli.progress import Progress as Line
    from awardsim.report.confidence_screen import (
        confidence_data,
        confidence_grid,
        confidence_screen,
    )
    from awardsim.report.grid import FORMS, as_json, write_grid
    from awardsim.simulation.replications import usable_workers

    _forms_only(targets, FORMS, "--confidence")
    if procedure.finish_by is None:
        message = Text(
            "没有期限可比：用 --finish 给出", "no deadline to compare with: give --finish"
        )
        raise InputError(Problem(message, "--confidence"))
    count = REPLICATIONS if replications is None else replications
    with Line(count * _TRIED, language) as line:
        found = latest_days(
            procedure,
            confidence,
            replications=count,
            seed=procedure.scenario.seed,
            workers=usable_workers(),
            tick=line.tick,
        )
    for target in targets:
        write_grid(confidence_grid(found, scenario, language), target, force=force)
        note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    shown = confidence_screen(found, scenario, language)
    say(as_json(confidence_data(found)) if form == "json" else shown)
    return 0


def _channels(
    procedure: Procedure,
    scenario: str,
    targets: Sequence[Target],
    form: str,
    force: bool,
    language: Language,
    command: str,
) -> int:
    """Each channel's own dates, and a sentence for each."""
    from awardsim.analysis.channels import channel_plans
    from awardsim.report.channels_screen import channels_data, channels_grid, channels_screen
    from awardsim.report.grid import FORMS, as_json, write_grid

    _forms_only(targets, FORMS, "--by")
    found = channel_plans(procedure)
    for target in targets:
        if target.form == ".xlsx":
            from awardsim.report.channel_paper import write_channel_paper

            write_channel_paper(found, scenario, target, language, command, force=force)
        else:
            write_grid(channels_grid(found, scenario, language), target, force=force)
        note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    shown = channels_screen(found, scenario, language)
    say(as_json(channels_data(found, scenario)) if form == "json" else shown)
    return 0


def _forms_only(targets: Sequence[Target], forms: Sequence[str], option: str) -> None:
    """Files that an option can be written to."""
    for target in targets:
        if target.form not in forms:
            message = Text(
                f"{option} 不能写成 {target.form}", f"{option} cannot be written as {target.form}"
            )
            raise InputError(Problem(message, target.name))


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
    from awardsim.report.grid import FORMS, as_json, write_grid
    from awardsim.report.openings_screen import openings_data, openings_grid, openings_screen

    _forms_only(targets, FORMS, "--year")
    index = procedure.node_index
    begin = 0 if first is None else index[find_stage(procedure, first)]
    end = procedure.finish if last is None else index[find_stage(procedure, last)]
    found = openings(procedure, year, begin, end, law_only=law)
    for target in targets:
        write_grid(openings_grid(found, language), target, force=force)
        note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    say(as_json(openings_data(found)) if form == "json" else openings_screen(found, language))
    return 0


def _under_way(
    scenario: str, catalogue: Catalogue, sets: Sequence[str], progress: Progress | None
) -> Procedure:
    """The procedure, from today on where the options say how far it is.

    What has been announced by today is known then.
    """
    from awardsim.analysis.experiment import load
    from awardsim.analysis.subject import find_stage
    from awardsim.procedure.progress import with_progress

    procedure = load(scenario, catalogue, sets)
    if progress is None:
        return procedure
    known = procedure.scenario.calendar.known_on
    told = any(one.partition("=")[0].strip() == "calendar.known_on" for one in sets)
    if known is not None and known < progress.today and not told:
        sets = (*sets, f"calendar.known_on={progress.today.isoformat()}")
        procedure = load(scenario, catalogue, sets)
    before = procedure.scenario.progress
    done = {} if before is None else dict(before.done)
    posted = {} if before is None else dict(before.posted)
    done |= {find_stage(procedure, name): over for name, over in progress.done.items()}
    posted |= {find_stage(procedure, name): day for name, day in progress.posted.items()}
    posted = {name: day for name, day in posted.items() if name not in done}
    return with_progress(procedure, attrs.evolve(progress, done=done, posted=posted))


def _progress(
    today: str | None, dids: tuple[str, ...], postings: tuple[str, ...]
) -> Progress | None:
    """What has happened so far, as the options give it."""
    if today is None and not dids and not postings:
        return None
    from awardsim.scenario.model import Progress

    done = _days(dids, "--did")
    posted = _days(postings, "--posted")
    if today is not None:
        return Progress(_day(today, "--today"), done, posted)
    return Progress(max([*done.values(), *posted.values()]), done, posted)


def _days(written: Sequence[str], option: str) -> dict[str, datetime.date]:
    """Stages with a day each, as an option gives them."""
    found = {}
    for one in written:
        stage, equals, day = one.partition("=")
        if not equals or not stage.strip():
            message = Text(
                f"应为 环节=日期，给的是 '{one[:40]}'",
                f"expected STAGE=DATE, found '{one[:40]}'",
            )
            raise InputError(Problem(message, option))
        found[stage.strip()] = _day(day, option)
    return found


def _received(event: str | None, at: str | None, supposed: str | None) -> datetime.date | None:
    """The day on which an objection comes in."""
    if event is None:
        if at is not None:
            raise InputError(Problem(Text("与 --event 同用", "goes together with --event"), "--at"))
        return None
    if supposed is not None:
        _apart((("--what-if", True),), "--event")
    kind, equals, day = event.partition("=")
    if kind.strip() not in ("objection", "异议") or not equals:
        message = Text(
            f"应为 objection=日期，给的是 '{event[:40]}'",
            f"expected objection=DATE, found '{event[:40]}'",
        )
        raise InputError(Problem(message, "--event"))
    return _day(day, "--event")


def _apart(options: Sequence[tuple[str, bool]], name: str) -> None:
    """Options that do not go together with another."""
    for option, given in options:
        if given:
            message = Text(f"不能与 {name} 同时用", f"does not go together with {name}")
            raise InputError(Problem(message, option))


def _day(written: str, option: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(written.strip())
    except ValueError:
        message = Text(
            f"应为日期，如 2025-12-31，给的是 '{written[:40]}'",
            f"expected a date such as 2025-12-31, found '{written[:40]}'",
        )
        raise InputError(Problem(message, option)) from None

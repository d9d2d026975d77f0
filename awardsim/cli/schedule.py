"""``awardsim schedule``: earliest and latest dates, without chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs
import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.delivery import Delivery
from awardsim.cli.edition import Edition, day_of
from awardsim.cli.options import TABLES, Options
from awardsim.cli.terminal import note
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.scenario.days import WrittenDay, read_day
from awardsim.text import Language, Text

#: What can be written besides a table: a document, entries of a calendar, a drawn chart.
MORE_FORMS = (".docx", ".ics", ".svg", ".png", ".pdf")
#: What people call the ways through which applications come.
BY_CHANNEL = ("channel", "县", "县区", "渠道", "申报渠道", "county")


@attrs.frozen(kw_only=True)
class Asked:
    """What the options ask for; see their help."""

    scenario: str
    finish: str | None
    today: str | None
    dids: tuple[str, ...]
    postings: tuple[str, ...]
    event: str | None
    at: str | None
    supposed: str | None
    year: int | None
    last_opening: bool
    first: str | None
    last: str | None
    law: bool
    by: str | None
    deadlines: bool
    confidence: float | None
    on_time: bool
    vary: str | None
    keep: float | None
    replications: int | None
    gantt: bool
    sets: tuple[str, ...]
    form: str
    outputs: tuple[str, ...]
    force: bool


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(Asked(**given), language)

    params: list[click.Parameter] = [
        options.scenario(),
        option(
            "--finish",
            metavar="DATE",
            zh="倒排目标日（2025-12-31、12-31、12月31日）；默认按情景或文本",
            en="day to count back from (2025-12-31, 12-31); default: the scenario's or the text's",
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
            "--last-opening",
            is_flag=True,
            zh="最迟哪天开始还赶得上期限（情景里的日期一起移动）",
            en="the last day to open on and meet the deadline (the scenario's dates move too)",
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
            "--deadlines",
            is_flag=True,
            zh="每个期限留多少个工作日，以后公布的放假安排改变多少",
            en="how many working days every date leaves, and what later announcements change",
        ),
        option(
            "--confidence",
            type=Number(0.01, 0.99, whole=False),
            metavar="0.8",
            zh="要有这么大的把握，各环节最迟哪天办完（推演得出）",
            en="by when each stage must be over to be so sure of the deadline (by simulation)",
        ),
        option(
            "--on-time",
            is_flag=True,
            zh="各渠道的申报有多大比例按时送达，迟在哪里（推演得出）",
            en="how many of each channel's files arrive in time, and where others are late (by "
            "simulation)",
        ),
        option(
            "--vary",
            metavar="PATH=VALUES",
            zh="与 --on-time 同用：把一个值逐个换掉（5-18..5-25、9,12,15），各有多大比例按时",
            en="with --on-time: the share in time at each value of a path (5-18..5-25, or 9,12,15)",
        ),
        option(
            "--keep",
            type=Number(0.01, 0.99, whole=False),
            metavar="0.95",
            zh="与 --vary 同用：要保住的比例，哪些值够用；都不够时退出码为1",
            en="with --vary: the share that is wanted, and which values keep it; exit code 1 if "
            "none does",
        ),
        options.replications(
            zh="与 --confidence（每个日子）、--on-time（--vary 每个取值）同用：推演几次（默认400）",
            en="with --confidence (for each day) or --on-time (with --vary for each value): "
            "replications (default: 400)",
        ),
        option("--gantt", is_flag=True, zh="画成横道图", en="as a Gantt chart of text"),
        options.sets("durations.city_consult=3wd"),
        options.form(),
        options.outputs((*TABLES, *MORE_FORMS)),
        options.force(),
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


def _run(asked: Asked, language: Language) -> int:
    from awardsim.cli import schedules
    from awardsim.report.grid import FORMS, check_grid_files

    targets = check_grid_files(asked.outputs, force=asked.force, forms=(*FORMS, *MORE_FORMS))
    edition = Edition.of_options(
        asked.scenario, asked.finish, asked.today, asked.dids, asked.postings, asked.sets
    )
    received = _received(asked)
    _check_choice(asked)
    delivery = Delivery(targets, asked.form, asked.force, language)
    catalogue = open_catalogue()
    loaded = edition.loader(catalogue)
    procedure = loaded()
    if edition.done:
        from awardsim.cli.meant import meant

        day = None if received is None else day_of(received, procedure)
        edition, told = meant(edition, procedure, day, asked.at)
        if told:
            loaded = edition.loader(catalogue)
            procedure = loaded()
        for one in told:
            note(one.read(language))
    tell_faults(catalogue, language)

    if received is not None or asked.supposed is not None:
        schedules.objections(procedure, loaded, received, asked.at, delivery)
    elif asked.year is not None:
        stretch = schedules.Stretch(asked.year, asked.first, asked.last, asked.law)
        schedules.openings(procedure, stretch, delivery)
    elif asked.last_opening:
        schedules.last_opening(procedure, loaded, edition, delivery)
    elif asked.confidence is not None:
        schedules.confidence(
            procedure, asked.scenario, asked.confidence, asked.replications, delivery
        )
    elif asked.vary is not None:
        return schedules.on_time_values(
            procedure, loaded, asked.vary, asked.keep, asked.replications, delivery
        )
    elif asked.on_time:
        schedules.on_time(procedure, asked.replications, delivery)
    elif asked.deadlines:
        schedules.deadlines(procedure, edition, delivery)
    elif asked.by is not None:
        schedules.channels(procedure, edition, catalogue, delivery)
    else:
        schedules.whole(procedure, edition, catalogue, delivery, gantt=asked.gantt)
    return 0


def _check_choice(asked: Asked) -> None:
    """Options that belong together, and those that exclude each other."""
    ways = {
        "--event": asked.event is not None,
        "--what-if": asked.supposed is not None,
        "--year": asked.year is not None,
        "--last-opening": asked.last_opening,
        "--by": asked.by is not None,
        "--deadlines": asked.deadlines,
        "--confidence": asked.confidence is not None,
        "--on-time": asked.on_time,
        "--gantt": asked.gantt,
    }
    chosen = [name for name, given in ways.items() if given]
    for name in chosen[1:]:
        message = Text(f"不能与 {chosen[0]} 同时用", f"does not go together with {chosen[0]}")
        raise InputError(Problem(message, name))
    _belongs((("--at", asked.at is not None),), "--event", chosen)
    _belongs((("--vary", asked.vary is not None),), "--on-time", chosen)
    _belongs((("--keep", asked.keep is not None),), "--vary", ["--vary"] * (asked.vary is not None))
    stretch = (("--from", asked.first), ("--to", asked.last), ("--law", asked.law))
    _belongs([(name, bool(given)) for name, given in stretch], "--year", chosen)
    if asked.replications is not None and not {"--confidence", "--on-time"} & set(chosen):
        message = Text(
            "与 --confidence 或 --on-time 同用", "goes together with --confidence or --on-time"
        )
        raise InputError(Problem(message, "--replications"))
    if asked.by is not None and asked.by.strip().casefold() not in BY_CHANNEL:
        message = Text(f"可以按：{'、'.join(BY_CHANNEL)}", f"known: {', '.join(BY_CHANNEL)}")
        raise InputError(Problem(message, "--by", nearest=nearest_name(asked.by, BY_CHANNEL)))


def _belongs(options: Sequence[tuple[str, bool]], name: str, chosen: Sequence[str]) -> None:
    """Options that say something only beside another one."""
    for option, given in options:
        if given and name not in chosen:
            raise InputError(Problem(Text(f"与 {name} 同用", f"goes together with {name}"), option))


def _received(asked: Asked) -> WrittenDay | None:
    """The day on which an objection comes in."""
    if asked.event is None:
        return None
    kind, equals, day = asked.event.partition("=")
    if kind.strip() not in ("objection", "异议") or not equals:
        message = Text(
            f"应为 objection=日期，给的是 '{asked.event[:40]}'",
            f"expected objection=DATE, found '{asked.event[:40]}'",
        )
        raise InputError(Problem(message, "--event"))
    return read_day(day, "--event")

"""The answers that ``awardsim schedule`` gives: the whole, by channel, and further questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

from awardsim.cli.delivery import Delivery
from awardsim.cli.edition import Edition, day_of
from awardsim.cli.progress import SCHEDULING, Progress
from awardsim.errors import InputError, Problem
from awardsim.report.grid import FORMS
from awardsim.scenario.days import WrittenDay
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.plugins.catalogue import Catalogue
    from awardsim.procedure.model import Procedure
    from awardsim.report.output import Target

#: What every answer can be written as.
_FORMS = (*FORMS, ".docx")
#: About how many days are tried for a confidence, to say how far it is.
_TRIED = 40


@attrs.frozen
class Stretch:
    """A part of a procedure, begun on every working day of a year."""

    year: int
    first: str | None
    last: str | None
    law_only: bool


def whole(
    procedure: Procedure, edition: Edition, catalogue: Catalogue, delivery: Delivery, *, gantt: bool
) -> None:
    """Every stage with its earliest and latest dates."""
    from awardsim.analysis.timetable import timetable
    from awardsim.cli.meant import otherwise
    from awardsim.report.timetable_screen import timetable_screen
    from awardsim.report.timetable_table import timetable_data, timetable_grid

    found = timetable(procedure)
    language, force = delivery.language, delivery.force

    def entries(target: Target) -> None:
        from awardsim.report.calendar_file import parts_of, write_calendar

        parts = parts_of(found, edition.filed(catalogue))
        write_calendar(parts, target, language, force=force)

    def chart(target: Target) -> None:
        from awardsim.report.gantt import write_gantt

        write_gantt(found, target, language, force=force)

    def paper(target: Target) -> None:
        from awardsim.report.working_paper import write_paper

        write_paper(found, target, language, edition.command(), force=force)

    delivery.give(
        lambda: timetable_grid(found, language),
        lambda: timetable_screen(found, edition.scenario, language, gantt=gantt),
        lambda: timetable_data(found),
        {".ics": entries, ".svg": chart, ".png": chart, ".pdf": chart, ".xlsx": paper},
        hint=otherwise(edition, procedure),
    )


def channels(
    procedure: Procedure, edition: Edition, catalogue: Catalogue, delivery: Delivery
) -> None:
    """Each channel's own dates, and a sentence for each."""
    from awardsim.analysis.channels import channel_plans
    from awardsim.report.channels_screen import channels_data, channels_grid, channels_screen

    delivery.only((*_FORMS, ".ics"), "--by")
    found = channel_plans(procedure)
    language, name = delivery.language, edition.scenario

    def paper(target: Target) -> None:
        from awardsim.report.channel_paper import write_channel_paper

        command = edition.command("--by", "channel")
        write_channel_paper(found, name, target, language, command, force=delivery.force)

    def entries(target: Target) -> None:
        from awardsim.report.calendar_file import write_calendar
        from awardsim.report.channel_calendar import channel_parts

        parts = channel_parts(found, name, language, edition.filed(catalogue))
        write_calendar(parts, target, language, force=delivery.force)

    delivery.give(
        lambda: channels_grid(found, name, language),
        lambda: channels_screen(found, name, language),
        lambda: channels_data(found, name),
        {".xlsx": paper, ".ics": entries},
    )


def deadlines(procedure: Procedure, edition: Edition, delivery: Delivery) -> None:
    """How many working days every date leaves."""
    from awardsim.analysis.deadlines import deadlines
    from awardsim.report.deadlines_screen import (
        deadlines_data,
        deadlines_grid,
        deadlines_screen,
    )

    delivery.only(_FORMS, "--deadlines")
    found = deadlines(procedure)
    delivery.give(
        lambda: deadlines_grid(found, edition.scenario, delivery.language),
        lambda: deadlines_screen(found, edition.scenario, delivery.language),
        lambda: deadlines_data(found),
    )


def confidence(
    procedure: Procedure,
    scenario: str,
    wanted: float,
    replications: int | None,
    delivery: Delivery,
) -> None:
    """The latest day of each milestone that leaves so much confidence."""
    from awardsim.analysis.confidence import REPLICATIONS, latest_days
    from awardsim.report.confidence_screen import (
        confidence_data,
        confidence_grid,
        confidence_screen,
    )

    delivery.only(_FORMS, "--confidence")
    if procedure.finish_by is None:
        message = Text(
            "没有期限可比：用 --finish 给出", "no deadline to compare with: give --finish"
        )
        raise InputError(Problem(message, "--confidence"))
    count = REPLICATIONS if replications is None else replications
    with Progress(count * _TRIED, delivery.language) as line:
        found = latest_days(procedure, wanted, **_runs(procedure, count, line))
    delivery.give(
        lambda: confidence_grid(found, scenario, delivery.language),
        lambda: confidence_screen(found, scenario, delivery.language),
        lambda: confidence_data(found),
    )


def _runs(procedure: Procedure, count: int, line: Progress) -> dict[str, Any]:
    """How many replications, under which luck, with how many processes; the line that tells."""
    from awardsim.simulation.replications import usable_workers

    return {
        "replications": count,
        "seed": procedure.scenario.seed,
        "workers": usable_workers(),
        "tick": line.tick,
    }


def on_time_values(
    procedure: Procedure,
    loaded: Callable[..., Procedure],
    varied: str,
    kept: float | None,
    replications: int | None,
    delivery: Delivery,
) -> int:
    """How many of all files arrive in time at each value of a path; 1 where none keeps enough."""
    from awardsim.analysis.on_time import REPLICATIONS
    from awardsim.analysis.on_time_values import on_time_values
    from awardsim.cli.sweep_runs import axis_of
    from awardsim.report.on_time_values_screen import (
        on_time_values_data,
        on_time_values_grid,
        on_time_values_screen,
    )

    delivery.only(_FORMS, "--vary")
    axis = axis_of(varied, procedure)
    count = REPLICATIONS if replications is None else replications
    with Progress(count * len(axis.values), delivery.language) as line:
        runs = _runs(procedure, count, line)
        found = on_time_values(loaded, axis, kept=kept, **runs)
    delivery.give(
        lambda: on_time_values_grid(found, delivery.language),
        lambda: on_time_values_screen(found, delivery.language),
        lambda: on_time_values_data(found),
    )
    return 1 if kept is not None and not found.enough else 0


def on_time(procedure: Procedure, replications: int | None, delivery: Delivery) -> None:
    """How many files of each channel arrive in time."""
    from awardsim.analysis.on_time import REPLICATIONS, on_time
    from awardsim.report.on_time_screen import on_time_data, on_time_grid, on_time_screen

    delivery.only(_FORMS, "--on-time")
    count = REPLICATIONS if replications is None else replications
    with Progress(count, delivery.language) as line:
        found = on_time(procedure, **_runs(procedure, count, line))
    delivery.give(
        lambda: on_time_grid(found, delivery.language),
        lambda: on_time_screen(found, delivery.language),
        lambda: on_time_data(found),
    )


def openings(procedure: Procedure, stretch: Stretch, delivery: Delivery) -> None:
    """A stretch of the procedure from every working day of a year."""
    from awardsim.analysis.openings import TRIED, openings
    from awardsim.analysis.subject import find_stage
    from awardsim.report.openings_screen import openings_data, openings_grid, openings_screen

    delivery.only(_FORMS, "--year")
    _whole_edition(procedure, "--year")
    index = procedure.node_index
    first, last = stretch.first, stretch.last
    begin = 0 if first is None else index[find_stage(procedure, first)]
    end = procedure.finish if last is None else index[find_stage(procedure, last)]
    with Progress(TRIED, delivery.language, doing=SCHEDULING) as line:
        found = openings(
            procedure, stretch.year, begin, end, law_only=stretch.law_only, tick=line.tick
        )
    delivery.give(
        lambda: openings_grid(found, delivery.language),
        lambda: openings_screen(found, delivery.language),
        lambda: openings_data(found),
    )


def last_opening(
    procedure: Procedure, loaded: Callable[..., Procedure], edition: Edition, delivery: Delivery
) -> None:
    """The last day on which the edition can open."""
    from awardsim.analysis.last_opening import AHEAD, last_opening
    from awardsim.report.last_opening_screen import (
        last_opening_data,
        last_opening_grid,
        last_opening_screen,
    )

    delivery.only(_FORMS, "--last-opening")
    _whole_edition(procedure, "--last-opening")
    with Progress(AHEAD + 2, delivery.language, doing=SCHEDULING) as line:
        found = last_opening(procedure, loaded, line.tick)
    delivery.give(
        lambda: last_opening_grid(found, delivery.language),
        lambda: last_opening_screen(found, edition.scenario, delivery.language),
        lambda: last_opening_data(found),
    )


def objections(
    procedure: Procedure,
    loaded: Callable[..., Procedure],
    received: WrittenDay | None,
    at: str | None,
    delivery: Delivery,
) -> None:
    """An objection on a given day, or on the last day of each notice where none is given.

    ``loaded`` gives the same procedure with further values replaced.
    """
    from awardsim.analysis.objections import last_days, what_if
    from awardsim.analysis.subject import find_stage
    from awardsim.report.objections_grid import objections_data, objections_grid
    from awardsim.report.objections_screen import objections_screen

    delivery.only(_FORMS, "--what-if" if received is None else "--event")

    def rebuild(reading: str, option: str) -> Procedure:
        return loaded(f"readings.{reading}={option}")

    if received is None:
        found = last_days(procedure, rebuild)
    else:
        notice = None if at is None else procedure.node_index[find_stage(procedure, at)]
        found = (what_if(procedure, day_of(received, procedure), notice, rebuild),)
    delivery.give(
        lambda: objections_grid(found, delivery.language),
        lambda: objections_screen(found, delivery.language),
        lambda: objections_data(found),
    )


def _whole_edition(procedure: Procedure, option: str) -> None:
    """Refuse what asks for another opening of an edition that is under way."""
    if procedure.scenario.progress is not None:
        message = Text(
            "问的是从头开始，这一届已经在进行：去掉 --today、--did、--posted 和情景里的 [progress]",
            "asks for another opening, and this edition is under way: leave out --today, --did, "
            "--posted and [progress] of the scenario",
        )
        raise InputError(Problem(message, option))

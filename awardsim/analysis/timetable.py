"""A timetable without chance: earliest and latest dates of every stage, and what lies between.

Earliest dates come from the forward pass with usual values and nobody waiting, latest ones from
counting back from the day the procedure must finish by and from every other date that binds.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import attrs

from awardsim.analysis.daybyday import count_period
from awardsim.analysis.grounds import Date, Ground, Link, dates_of, ground_of, links
from awardsim.analysis.latest import Back, count_all_back
from awardsim.procedure.model import Node, Procedure
from awardsim.scenario.model import Over
from awardsim.schedule.passes import Forward, forward, node_of, usual_values

#: What a day of the driving path is, in the order in which it is told.  Days off within what counts
#: calendar days are its own, since it goes on over them; all others are OFF.
PAST, NOTICE, POSTING, WORK, MEETING, STATED, ASSUMED_DATE, OFF = (
    "past",
    "notice",
    "posting",
    "work",
    "meeting",
    "stated_date",
    "assumed_date",
    "off",
)
KINDS = (PAST, NOTICE, POSTING, STATED, MEETING, WORK, ASSUMED_DATE, OFF)


@attrs.frozen
class Line:
    """One stage of a timetable.

    Attributes
    ----------
    node
        The stage.
    ground
        What its length rests on.
    start, finish
        Earliest dates, as minutes: the first case starts, the last one is over; None where the
        stage is never reached.
    law
        When it is over if only the text's own demands take time; None where it never is.
    back
        The latest dates and the date that binds; None where nothing binds the stage.
    slack
        Working days by which the start can slip: from the earliest to the latest start, negative
        where it comes too late already; None where one of them is missing.
    driving
        It stands on the path that sets the end.
    dates
        Its own closing date and deadline.
    done
        When it was over, where it is: nothing about it can be moved any more.
    """

    node: int
    ground: Ground
    start: int | None
    finish: int | None
    law: int | None
    back: Back | None
    slack: int | None
    driving: bool
    dates: tuple[Date, ...]
    done: Over | None = None


@attrs.frozen
class Timetable:
    """Earliest and latest dates of a procedure.

    Attributes
    ----------
    lines
        Every stage, in order.
    path
        The steps that set the end, from the opening on.
    charged
        Civil days from the opening to the earliest end, by the stage of the path and by what
        they are; days before today have no stage (-1).
    tally
        The same days by what they are alone; they add up to all.
    slack
        Working days between the earliest end and the day it must finish by, negative where it is
        missed; None without such a day or without an end.
    """

    procedure: Procedure
    values: tuple[float, ...]
    lines: tuple[Line, ...]
    path: tuple[Link, ...]
    charged: dict[tuple[int, str], int]
    tally: dict[str, int]
    slack: int | None

    def line(self, node: int) -> Line:
        """The line of a stage."""
        return self.lines[node]

    @property
    def finish(self) -> int | None:
        """The earliest end."""
        return self.lines[self.procedure.finish].finish

    @property
    def law(self) -> int | None:
        """The end that the text alone allows."""
        return self.lines[self.procedure.finish].law


def timetable(procedure: Procedure, values: Sequence[float] | None = None) -> Timetable:
    """Work out a timetable for given inputs, usual ones by default."""
    given = usual_values(procedure) if values is None else list(values)
    early = forward(procedure, given)
    law = forward(procedure, given, law_only=True)
    path = links(procedure, given, early, procedure.finish)
    driving = {link.step.node for link in path}
    progress = procedure.scenario.progress
    latest = count_all_back(procedure, given)
    lines = []
    for node in procedure.nodes:
        last = early.last.get(node.index)
        by_law = law.last.get(node.index)
        over = None if progress is None else progress.over(node.id)
        back = latest.get(node.index) if over is None else None
        start = early.first_start.get(node.index)
        begun = last.started if last is not None and node.listed else start
        lines.append(
            Line(
                node=node.index,
                ground=ground_of(procedure, given, node),
                start=start,
                finish=None if last is None else last.finished,
                law=None if by_law is None else by_law.finished,
                back=back,
                slack=slack_days(procedure, begun, back),
                driving=node.index in driving and over is None,
                dates=dates_of(procedure, given, node.index) if over is None else (),
                done=over,
            )
        )
    charged = _charged(procedure, given, path)
    tally = dict.fromkeys(KINDS, 0)
    for (_, kind), days in charged.items():
        tally[kind] += days
    return Timetable(
        procedure,
        tuple(given),
        tuple(lines),
        path,
        charged,
        tally,
        _to_spare(procedure, early),
    )


def slack_days(procedure: Procedure, begun: int | None, back: Back | None) -> int | None:
    """Working days from an earliest start to the latest one; None where one is missing."""
    if begun is None or back is None or back.start is None:
        return None
    calendar = procedure.calendar
    return calendar.workdays_between(calendar.date(begun), calendar.date(back.start))


def days_to_spare(procedure: Procedure) -> int | None:
    """Working days between the earliest end and the day it must finish by; see Timetable.slack."""
    return _to_spare(procedure, forward(procedure, usual_values(procedure)))


def _to_spare(procedure: Procedure, early: Forward) -> int | None:
    last = early.last.get(procedure.finish)
    if last is None or procedure.finish_by is None:
        return None
    calendar = procedure.calendar
    return calendar.workdays_between(calendar.date(last.finished), procedure.finish_by)


def _charged(
    procedure: Procedure, values: Sequence[float], path: Sequence[Link]
) -> dict[tuple[int, str], int]:
    """Every civil day from the opening to the end, once, by stage and by what it is."""
    counted: dict[tuple[int, str], int] = {}
    calendar = procedure.calendar
    day = calendar.opening

    def charge(node: int, kind: str) -> None:
        nonlocal day
        counted[node, kind] = counted.get((node, kind), 0) + 1
        day += datetime.timedelta(days=1)

    progress = procedure.scenario.progress
    while progress is not None and day < progress.today:
        charge(-1, PAST)
    for link in path:
        over = calendar.date(link.step.finished)
        started = calendar.date(link.step.started)
        posting = _posting_day(procedure, values, link)
        node, there = procedure.nodes[link.step.node], calendar
        if node.local:
            there = node_of(procedure, link.step).calendar or calendar
        while day <= over:
            before = calendar.minute(day, calendar.hours[1]) <= link.step.started
            kind = _kind(node, link, before, day == posting)
            goes_on = there.day(day).working or (node.civil and day >= started)
            charge(node.index, kind if goes_on else OFF)
    return counted


def _posting_day(procedure: Procedure, values: Sequence[float], link: Link) -> datetime.date | None:
    """The day of posting of a notice, if it does not count."""
    node = node_of(procedure, link.step)
    period = node.notice
    if period is None:
        return None
    length = period.days if period.input < 0 else int(values[period.input])
    unit = "cd" if period.unit == "cd" else "wd"
    calendar = node.calendar or procedure.calendar
    days = count_period(calendar, link.step.started, length, unit, period.roll)  # type: ignore[arg-type]
    return next((one.day.date for one in days.days if one.role == "posting"), None)


def _kind(node: Node, link: Link, before: bool, posting: bool) -> str:
    """What a working day of a step is; ``before`` it has started something is waited for."""
    if before and link.waited is not None:
        return STATED if link.waited.stated else ASSUMED_DATE
    if before and link.step.arrived < node.opens:
        return STATED
    if posting:
        return POSTING
    ground = link.ground
    if ground.kind == "law":
        return NOTICE if ground.minutes == 0 else STATED
    if ground.kind == "meeting":
        return MEETING
    return WORK

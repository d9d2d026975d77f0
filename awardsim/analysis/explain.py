"""The facts behind a date, a figure or an assumption: what `why` has to tell.

Nothing is drawn and nothing is run: the path comes from the forward pass with usual values and
nobody waiting, the latest dates from counting back.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

import attrs

from awardsim.analysis.daybyday import DayByDay, count_period, count_work, with_other_convention
from awardsim.analysis.latest import Back, count_back, least_values
from awardsim.policy import Cell
from awardsim.procedure.model import Moment, Node, Override, Procedure, Time
from awardsim.procedure.rulebinding import Drawn
from awardsim.scenario.defaults import default
from awardsim.scenario.model import Assumption
from awardsim.schedule.maps import minutes_of, time_for
from awardsim.schedule.passes import Forward, Step, forward, usual_values
from awardsim.units import Duration
from awardsim.workdays import CalendarError, Roll

#: Working days that the steps after a notice may need, for the table of latest dates.
DAYS_AFTER = (0, 1, 2, 3, 5)


@attrs.frozen
class Ground:
    """What the length of a stage rests on.

    Attributes
    ----------
    kind
        ``law`` (the text sets it), ``assumed``, ``meeting`` (given meeting dates), ``filing``
        (the applicant hands in) or ``at_once``.
    cell
        What the text says, or does not say, about it.
    input
        Index of the assumption, -1 where there is none.
    assumption
        For given meeting dates or a distribution: who says so.
    meetings
        Given meetings, in minutes.
    against
        Minute of the deadline towards which a decision is hurried, -1 for none.
    minutes
        Of one case; 0 for a notice or a meeting.
    """

    kind: str
    cell: Cell[Duration] | None = None
    input: int = -1
    assumption: Assumption | None = None
    meetings: tuple[int, ...] = ()
    against: int = -1
    minutes: int = 0
    civil: bool = False


@attrs.frozen
class Date:
    """A date that binds a stage: its own deadline, or the close of its list.

    ``written`` is the day of the document, or the one that is assumed; ``minute`` the moment in
    force, after rolling; ``last_workday`` the last working day up to it.
    """

    node: int
    kind: str
    minute: int
    written: datetime.date
    last_workday: datetime.date
    roll: str
    stated: bool
    input: int
    of: int
    anchor: str
    cell: Cell[datetime.date] | None


@attrs.frozen
class Link:
    """One step of a path, with what its length rests on and the date that it waited for."""

    step: Step
    ground: Ground
    waited: Date | None


@attrs.frozen
class Rolled:
    """What becomes of the latest day if a deadline on a day off is moved, or is not."""

    roll: Roll
    on: datetime.date
    back: Back | None


@attrs.frozen
class StageFacts:
    """Everything behind the date of one stage.

    Attributes
    ----------
    path
        From the opening to the stage, its last link; empty if it is never reached.
    count, other
        The stage itself day by day; the same under the other convention where it is a notice.
    usual, least
        The latest dates with usual and with least times; None where no date binds the stage.
    free
        For given meetings: the last working day on which it could still meet, with usual and
        with least times of what follows.
    after
        For a notice after which only assumed times stand: working days that these may need, and
        the latest day of posting.
    rolled
        Alternatives where the binding deadline falls on a day off.
    readings
        Readings of the text that bear on the stage.
    """

    procedure: Procedure
    node: int
    path: tuple[Link, ...]
    count: DayByDay | None
    other: DayByDay | None
    dates: tuple[Date, ...]
    usual: Back | None
    least: Back | None
    free: tuple[int | None, int | None]
    after: tuple[tuple[int, int | None], ...]
    rolled: tuple[Rolled, ...]
    readings: tuple[str, ...]
    overrides: tuple[Override, ...]


@attrs.frozen
class InputFacts:
    """An assumption, and the stages that use it."""

    procedure: Procedure
    input: int
    uses: tuple[int, ...]


@attrs.frozen
class MeetingFacts:
    """Given meeting dates: not a number that is drawn, but a list that somebody decides."""

    procedure: Procedure
    path: str
    assumption: Assumption
    nodes: tuple[int, ...]


@attrs.frozen
class FigureFacts:
    """What a figure of a run rests on, without running anything.

    ``figure`` is ``finish``, ``law``, ``awards`` or ``late``; ``usual`` the path to the finish
    with usual values, ``law`` what the text alone demands, ``statutory`` the notices among it.
    ``inputs`` are the assumptions that bear on the figure.
    """

    procedure: Procedure
    figure: str
    usual: tuple[Link, ...]
    law: tuple[Link, ...]
    inputs: tuple[int, ...]
    dates: tuple[Date, ...]

    @property
    def statutory(self) -> tuple[Link, ...]:
        """Steps of the law's path that take the time which the text itself sets."""
        return tuple(link for link in self.law if link.ground.kind == "law")


Facts = StageFacts | InputFacts | MeetingFacts | FigureFacts


def explain_stage(procedure: Procedure, index: int) -> StageFacts:
    """The facts behind the dates of one stage."""
    values = usual_values(procedure)
    node = procedure.nodes[index]
    reached = forward(procedure, values)
    path = links(procedure, values, reached, index)
    count = other = None
    if path:
        count, other = _days_of(procedure, values, node, path[-1].step)
    usual = count_back(procedure, values, index)
    least = count_back(procedure, least_values(procedure), index)
    prefix = f"stages.{node.id}"
    return StageFacts(
        procedure=procedure,
        node=index,
        path=path,
        count=count,
        other=other,
        dates=dates_of(procedure, values, index),
        usual=usual,
        least=least,
        free=(_free_day(procedure, node, usual), _free_day(procedure, node, least)),
        after=_by_days_after(procedure, values, node, usual),
        rolled=_rolled(procedure, values, index, usual),
        readings=tuple(
            name
            for name, reading in procedure.policy.readings.items()
            if any(
                path == prefix or path.startswith(f"{prefix}.")
                for option in reading.options.values()
                for path in option.set
            )
        ),
        overrides=tuple(
            one
            for one in procedure.overrides
            if one.path == prefix or one.path.startswith(f"{prefix}.")
        ),
    )


def explain_figure(procedure: Procedure, figure: str) -> FigureFacts:
    """What a figure rests on: ``finish``, ``law``, ``awards`` or ``late``."""
    values = usual_values(procedure)
    used = uses(procedure)
    before = upstream(procedure, procedure.finish)
    dates: tuple[Date, ...] = ()
    if figure == "late":
        limited = [node.index for node in procedure.nodes if node.limit is not None]
        before = set().union(*(upstream(procedure, index) for index in limited))
        dates = tuple(date for index in limited for date in dates_of(procedure, values, index))
    inputs = tuple(
        index
        for index in range(len(procedure.inputs))
        if index in used and set(used[index]) & before and _bears_on(procedure, index, figure)
    )
    law = forward(procedure, values, law_only=True)
    return FigureFacts(
        procedure=procedure,
        figure=figure,
        usual=links(procedure, values, forward(procedure, values), procedure.finish),
        law=links(procedure, values, law, procedure.finish),
        inputs=inputs,
        dates=dates,
    )


def explain_input(procedure: Procedure, index: int) -> InputFacts:
    """An assumption and where it is used."""
    return InputFacts(procedure, index, uses(procedure).get(index, ()))


def explain_meetings(procedure: Procedure, path: str) -> MeetingFacts:
    """Given meeting dates of a body, and the stages that wait for them."""
    body = path.removeprefix("meetings.")
    return MeetingFacts(
        procedure,
        path,
        procedure.scenario.assumptions[path],
        tuple(
            node.index
            for node in procedure.nodes
            if node.body == body and node.meeting is not None and node.meeting.starts
        ),
    )


# ---- paths --------------------------------------------------------------------------------------


def links(
    procedure: Procedure, values: Sequence[float], reached: Forward, index: int
) -> tuple[Link, ...]:
    """The driving path to the last finish of a stage, each step with its ground."""
    moments = procedure.moments(list(values))
    found: list[Link] = []
    for step in reached.path(index):
        node = procedure.nodes[step.node]
        waited = None
        if isinstance(step.cause, int):
            both = _dates(procedure, moments, step.cause)
            waited = next((date for date in both if date.minute == step.arrived), None)
        track = step.case[0] if step.case is not None else 0
        found.append(Link(step, ground_of(procedure, values, node, track), waited))
    return tuple(found)


def ground_of(procedure: Procedure, values: Sequence[float], node: Node, track: int = 0) -> Ground:
    """What the length of a stage rests on."""
    cell = procedure.policy.stages[node.id].duration
    if node.kind == "window":
        return Ground("filing", cell)
    if node.notice is not None:
        stated = node.notice.stated
        return Ground("law" if stated else "assumed", cell, node.notice.input)
    if node.meeting is not None:
        meets = node.meeting
        if meets.starts:
            given = procedure.scenario.assumptions.get(f"meetings.{node.body}")
            return Ground("meeting", cell, -1, given, meets.starts)
        if meets.notice >= 0:
            return Ground("assumed", cell, meets.notice)
    time = time_for(node, track)
    if time is None:
        return Ground("at_once", cell)
    given = procedure.scenario.assumptions.get(f"durations.{node.id}")
    return Ground(
        "law" if time.stated else "assumed",
        cell,
        time.input,
        given,
        against=-1 if node.meeting is None else node.meeting.against,
        minutes=minutes_of(time, values),
        civil=time.clock == "civil",
    )


def dates_of(procedure: Procedure, values: Sequence[float], index: int) -> tuple[Date, ...]:
    """The dates that bind a stage."""
    return _dates(procedure, procedure.moments(list(values)), index)


def _dates(procedure: Procedure, moments: Mapping[int, int], index: int) -> tuple[Date, ...]:
    node = procedure.nodes[index]
    stage = procedure.policy.stages[node.id]
    found: list[Date] = []
    if node.closes is not None:
        found.append(_date(procedure, index, "closes", moments[index], node.closes, stage.closes))
    if node.limit is not None and stage.deadline is not None:
        roll = stage.deadline.roll.value or "none"
        found.append(
            _date(
                procedure,
                index,
                "limit",
                moments[-1 - index],
                node.limit.moment,
                stage.deadline.on,
                roll,
            )
        )
    return tuple(found)


def _date(
    procedure: Procedure,
    index: int,
    kind: str,
    minute: int,
    moment: Moment,
    cell: Cell[datetime.date] | None,
    roll: str = "none",
) -> Date:
    calendar = procedure.calendar
    force = calendar.date(minute)
    written = cell.value if cell is not None and cell.value is not None else force
    return Date(
        node=index,
        kind=kind,
        minute=minute,
        written=written,
        last_workday=calendar.roll(force, "backward"),
        roll=roll,
        stated=moment.stated,
        input=moment.input,
        of=moment.of,
        anchor=moment.anchor,
        cell=cell,
    )


def _days_of(
    procedure: Procedure, values: Sequence[float], node: Node, step: Step
) -> tuple[DayByDay, DayByDay | None]:
    """The days of a step; for a notice also under the other convention."""
    calendar = procedure.calendar
    period = node.notice
    if period is None:
        time: Time | None = time_for(node, step.case[0] if step.case else 0)
        civil = time is not None and time.clock == "civil"
        return count_work(calendar, step.started, step.finished, civil=civil), None
    length = period.days if period.input < 0 else int(values[period.input])
    unit = "cd" if period.unit == "cd" else "wd"
    roll = period.roll
    found = [
        count_period(one, step.started, length, unit, roll)  # type: ignore[arg-type]
        for one in (calendar, with_other_convention(calendar))
    ]
    return found[0], found[1]


# ---- counting back ------------------------------------------------------------------------------


def _free_day(procedure: Procedure, node: Node, back: Back | None) -> int | None:
    """The last working day on which a body that has given dates could meet, as a minute."""
    meets = node.meeting
    if meets is None or not meets.starts or back is None or back.by < 0:
        return None
    try:
        return procedure.calendar.subtract_work(back.by, max(meets.length, 1))
    except CalendarError:
        return None


def _by_days_after(
    procedure: Procedure, values: Sequence[float], node: Node, back: Back | None
) -> tuple[tuple[int, int | None], ...]:
    """The latest posting of a notice if what follows needs 0, 1, 2 … working days in all.

    Only where everything up to the date that binds is of assumed length.
    """
    if node.notice is None or back is None or back.then is None:
        return ()
    following = back.chain()[1:]
    for one in following:
        ground = ground_of(procedure, values, procedure.nodes[one.node])
        if ground.kind in ("law", "meeting", "filing"):
            return ()
    calendar = procedure.calendar
    period = node.notice
    length = period.days if period.input < 0 else int(values[period.input])
    unit = "cd" if period.unit == "cd" else "wd"
    found: list[tuple[int, int | None]] = []
    for days in DAYS_AFTER:
        try:
            by = following[-1].by
            if days:
                by = calendar.subtract_work(by, days * calendar.day_minutes)
            posted = calendar.latest_posting(by, length, unit, period.roll)  # type: ignore[arg-type]
            found.append((days, posted))
        except CalendarError:
            found.append((days, None))
    return tuple(found)


def _rolled(
    procedure: Procedure, values: Sequence[float], index: int, back: Back | None
) -> tuple[Rolled, ...]:
    """The latest dates if the deadline that binds, on a day off, were read the other ways."""
    if back is None:
        return ()
    last = back.chain()[-1]
    if last.bound != "limit":
        return ()
    calendar = procedure.calendar
    (date,) = (one for one in dates_of(procedure, values, last.node) if one.kind == "limit")
    if calendar.day(date.written).working:
        return ()
    found: list[Rolled] = []
    for roll in ("none", "forward", "backward"):
        if roll == date.roll:
            continue
        moments = procedure.moments(list(values))
        on = calendar.roll(date.written, roll)  # type: ignore[arg-type]
        moments[-1 - last.node] = calendar.minute(on, 24 * 60 - 1)
        found.append(Rolled(roll, on, count_back(procedure, values, index, moments=moments)))  # type: ignore[arg-type]
    return tuple(found)


# ---- assumptions --------------------------------------------------------------------------------


def upstream(procedure: Procedure, index: int) -> set[int]:
    """A stage and all that come before it."""
    found: set[int] = set()
    todo = [index]
    while todo:
        at = todo.pop()
        if at not in found:
            found.add(at)
            todo.extend(procedure.nodes[at].after)
    return found


def uses(procedure: Procedure) -> dict[int, tuple[int, ...]]:
    """For each input, the stages that use it; one that concerns all applicants has the first."""
    found: dict[int, list[int]] = {}

    def use(index: int, node: int) -> None:
        if index >= 0 and node not in found.setdefault(index, []):
            found[index].append(node)

    for node in procedure.nodes:
        for index in _inputs_of(node):
            use(index, node.index)
        if node.kind == "work" and node.body in procedure.bodies:
            for index in procedure.bodies[node.body].inputs:
                use(index, node.index)
        if node.objections is not None:
            clock = procedure.clock
            for index in (clock.forward, clock.reply, clock.decide, clock.upheld):
                use(index, node.index)
    first = [node.index for node in procedure.nodes if node.type == "APPLY"] or [0]
    for index in range(len(procedure.inputs)):
        if index not in found:
            found[index] = list(first)
    return {index: tuple(sorted(nodes)) for index, nodes in found.items()}


def _inputs_of(node: Node) -> list[int]:
    """Inputs that a stage itself uses."""
    found = [time.input for time in node.times if time is not None]
    if node.notice is not None:
        found.append(node.notice.input)
    if node.meeting is not None:
        found.append(node.meeting.notice)
        if node.meeting.time is not None:
            found.append(node.meeting.time.input)
    if node.closes is not None:
        found.append(node.closes.input)
    if node.limit is not None:
        found.append(node.limit.moment.input)
    if node.objections is not None:
        found.append(node.objections.rate)
    if node.supplement is not None:
        found += [node.supplement.within, node.supplement.rounds]
    if node.review is not None:
        found.append(node.review.input)
    if node.rule is not None:
        bound = [node.rule, *(check.rule for check in node.rule.checks)]
        for rule in bound:
            for value in rule.parameters.values():
                parts = value.values() if isinstance(value, Mapping) else [value]
                found += [part.input for part in parts if isinstance(part, Drawn)]
    return found


def _bears_on(procedure: Procedure, index: int, figure: str) -> bool:
    """Whether an assumption that is used before the finish can move a figure at all."""
    name = procedure.inputs[index].id
    scores = ("leniency", "noise", "merit", "weights")
    if figure in ("finish", "law", "late"):
        return not any(part in name for part in scores)
    return True


def built_in(path: str) -> bool:
    """Whether the built-in table has an entry of this very name."""
    return default(path) is not None

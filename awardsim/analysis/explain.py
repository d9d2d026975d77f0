"""The facts behind a date, a figure or an assumption: what `why` has to tell.

Nothing is drawn and nothing is run: the path comes from the forward pass with usual values and
nobody waiting, the latest dates from counting back.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

import attrs

from awardsim.analysis.daybyday import DayByDay, count_call, count_work, with_other_convention
from awardsim.analysis.grounds import Date, Link, count_notice, dates_of, ground_of, links
from awardsim.analysis.latest import LIMIT, Back, count_back, least_values
from awardsim.analysis.uses import bears_on, upstream, uses
from awardsim.procedure.model import Node, Override, Procedure, Time
from awardsim.scenario.model import Assumption, Over
from awardsim.schedule.maps import time_for
from awardsim.schedule.passes import Step, forward, node_of, patterns_of, usual_values
from awardsim.workdays import CalendarError, Roll

#: Working days that the steps after a notice may need, for the table of latest dates.
DAYS_AFTER = (0, 1, 2, 3, 5)
#: How a deadline on a day off can be read.
_ROLLS: tuple[Roll, ...] = ("none", "forward", "backward")


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
    counted
        For a notice, the latest dates with usual times under the other convention.
    free
        For given meetings: the last working day on which it could still meet, with usual and
        with least times of what follows.
    after
        For a notice after which only assumed times stand: working days that these may need, and
        the latest day of posting.
    rolled
        Alternatives where the binding deadline falls on a day off.
    by_channel
        Where some channels have days off of their own that move the latest dates: the channels
        with the same latest dates, and these; the earliest first.
    readings
        Readings of the text that bear on the stage.
    done
        When it was over, in an edition that is under way: then nothing is counted.
    """

    procedure: Procedure
    node: int
    readings: tuple[str, ...]
    overrides: tuple[Override, ...]
    done: Over | None = None
    path: tuple[Link, ...] = ()
    count: DayByDay | None = None
    other: DayByDay | None = None
    dates: tuple[Date, ...] = ()
    usual: Back | None = None
    least: Back | None = None
    counted: Back | None = None
    free: tuple[int | None, int | None] = (None, None)
    after: tuple[tuple[int, int | None], ...] = ()
    rolled: tuple[Rolled, ...] = ()
    by_channel: tuple[tuple[tuple[int, ...], Back], ...] = ()


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
    """The facts behind the dates of one stage; of what is done when that was."""
    progress, node = procedure.scenario.progress, procedure.nodes[index]
    prefix = f"stages.{node.id}"
    facts = StageFacts(
        procedure,
        index,
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
        done=None if progress is None else progress.over(node.id),
    )
    return facts if facts.done is not None else _ahead(facts)


def _ahead(facts: StageFacts) -> StageFacts:
    """With everything that is counted of a stage still to come."""
    procedure, index = facts.procedure, facts.node
    values, node = usual_values(procedure), procedure.nodes[index]
    path = links(procedure, values, forward(procedure, values), index)
    count = other = None
    if path:
        last = path[-1].step
        count, other = _days_of(procedure, values, node_of(procedure, last), last)
    usual = count_back(procedure, values, index)
    least = count_back(procedure, least_values(procedure), index)
    counted = None
    if node.notice is not None:
        counted = count_back(_counted_otherwise(procedure), values, index)
    return attrs.evolve(
        facts,
        path=path,
        count=count,
        other=other,
        dates=dates_of(procedure, values, index),
        usual=usual,
        least=least,
        counted=counted,
        free=(_free_day(procedure, node, usual), _free_day(procedure, node, least)),
        after=by_days_after(procedure, values, node, usual),
        rolled=_rolled(procedure, values, index, usual),
        by_channel=_by_channel(procedure, values, index),
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
        if index in used and set(used[index]) & before and bears_on(procedure, index, figure)
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


def _days_of(
    procedure: Procedure, values: Sequence[float], node: Node, step: Step
) -> tuple[DayByDay, DayByDay | None]:
    """The days of a step; for a notice also under the other convention."""
    calendar = node.calendar or procedure.calendar
    period = node.notice
    if node.meeting is not None and node.meeting.notice >= 0:
        return count_call(calendar, step.arrived, int(values[node.meeting.notice])), None
    if period is None:
        time: Time | None = time_for(node, step.case[0] if step.case else 0)
        civil = time is not None and time.clock == "civil"
        return count_work(calendar, step.started, step.finished, civil=civil), None
    other = attrs.evolve(node, calendar=with_other_convention(calendar))
    found = [count_notice(procedure, values, one, step.started) for one in (node, other)]
    return found[0], found[1]


def _counted_otherwise(procedure: Procedure) -> Procedure:
    """The same procedure, the posting day counted the other way."""

    def other(node: Node) -> Node:
        days = {channel: with_other_convention(one) for channel, one in node.local.items()}
        own = None if node.calendar is None else with_other_convention(node.calendar)
        return attrs.evolve(node, calendar=own, local=days)

    nodes = tuple(
        other(node) if node.local or node.calendar is not None else node for node in procedure.nodes
    )
    return attrs.evolve(procedure, nodes=nodes, calendar=with_other_convention(procedure.calendar))


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


def by_days_after(
    procedure: Procedure, values: Sequence[float], node: Node, back: Back | None
) -> tuple[tuple[int, int | None], ...]:
    """The latest posting of a notice if what follows needs 0, 1, 2 … working days in all.

    Only where everything up to the date that binds is of assumed length; empty elsewhere.
    """
    if node.notice is None or back is None or back.then is None:
        return ()
    following = back.chain()[1:]
    for one in following:
        ground = ground_of(procedure, values, procedure.nodes[one.node])
        if ground.kind in ("law", "meeting", "filing"):
            return ()
    node = node.at(back.channel)
    calendar = node.calendar or procedure.calendar
    period = node.notice
    assert period is not None
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


def _by_channel(
    procedure: Procedure, values: Sequence[float], index: int
) -> tuple[tuple[tuple[int, ...], Back], ...]:
    """The latest dates of each channel, where days off of some make them differ."""
    node = procedure.nodes[index]
    if node.for_all or not any(one.local for one in procedure.nodes):
        return ()
    found: list[tuple[tuple[int, ...], Back]] = []
    known: dict[tuple[int, ...], Back | None] = {}
    for channel, pattern in enumerate(patterns_of(procedure)):
        if pattern not in known:
            known[pattern] = count_back(procedure, values, index, channel=channel)
        back = known[pattern]
        if back is None:
            continue
        alike = [place for place, (_, one) in enumerate(found) if one.start == back.start]
        if alike:
            found[alike[0]] = (*found[alike[0]][0], channel), found[alike[0]][1]
        else:
            found.append(((channel,), back))
    found.sort(key=lambda one: -1 if one[1].start is None else one[1].start)
    return tuple(found) if len(found) > 1 else ()


def _rolled(
    procedure: Procedure, values: Sequence[float], index: int, back: Back | None
) -> tuple[Rolled, ...]:
    """The latest dates if the deadline that binds, on a day off, were read the other ways."""
    if back is None:
        return ()
    last = back.chain()[-1]
    if last.bound != LIMIT:
        return ()
    calendar = procedure.calendar
    (date,) = (one for one in dates_of(procedure, values, last.dated) if one.kind == LIMIT)
    if calendar.day(date.written).working:
        return ()
    found: list[Rolled] = []
    for roll in _ROLLS:
        if roll == date.roll:
            continue
        moments = procedure.moments(list(values))
        on = calendar.roll(date.written, roll)
        moved = calendar.minute(on, 24 * 60 - 1)
        moments[-1 - last.dated] = moved
        there = _begun_then(procedure, last.dated, moved)
        found.append(Rolled(roll, on, count_back(there, values, index, moments=moments)))
    return tuple(found)


def _begun_then(procedure: Procedure, dated: int, minute: int) -> Procedure:
    """The procedure where what waits for a stage's stated date waits for another minute."""
    if dated not in procedure.waits.values():
        return procedure
    nodes = (
        attrs.evolve(node, opens=minute) if procedure.waits.get(node.index) == dated else node
        for node in procedure.nodes
    )
    return attrs.evolve(procedure, nodes=tuple(nodes))

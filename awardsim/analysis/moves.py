"""What can be put elsewhere in an edition, one thing at a time, and where to."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import attrs

from awardsim.errors import InputError
from awardsim.procedure.model import Input, Procedure
from awardsim.simulation.arms import Arm
from awardsim.text import Text

#: A number without a range is moved by this share of itself.
THIRD = 1 / 3
READING = "reading"
ANY_DAY = Text("任何工作日都能开", "could meet on any working day")


@attrs.frozen
class Move:
    """One thing put elsewhere: an input at a value, or a variant with its label."""

    value: float | None
    label: Text
    arm: Arm


@attrs.frozen
class Movable:
    """One thing that can be put elsewhere, and where to; the fields are those of a ranked one."""

    path: str
    title: Text
    group: str
    input: int
    open: bool
    moves: tuple[Move, ...]


def inputs_of(procedure: Procedure) -> list[Movable]:
    """Inputs at their ends; numbers of people and of applicants without a range a third off."""
    found = []
    for index, one in enumerate(procedure.inputs):
        values = [one.least, one.most] if not one.fixed else _beside(one)
        moves = tuple(Move(value, Text("", ""), Arm({index: value}, 0, 0)) for value in values)
        if moves:
            found.append(Movable(one.id, one.title, one.lever, index, not one.fixed, moves))
    return found


def _beside(one: Input) -> list[float]:
    head = one.id.partition(".")[0]
    if one.kind != "count" or head not in ("people", "applicants", "channels"):
        return []
    step = max(math.ceil(one.usual * THIRD), 1)
    values = [max(one.usual - step, 1), one.usual + step]
    return [value for value in values if value != one.usual]


def meetings_of(procedure: Procedure, variants: dict[str, Procedure]) -> list[Movable]:
    """Given meetings: each one falls away, or the body may meet on any working day."""
    found = []
    calendar = procedure.calendar
    every = tuple(
        calendar.minute(day.date, calendar.hours[0])
        for day in calendar.count_days(calendar.opening, calendar.last)
        if day.working
    )
    bodies = {
        node.body: node.meeting.starts
        for node in procedure.nodes
        if node.meeting is not None and node.meeting.starts and not procedure.is_done(node.index)
    }
    for body, starts in bodies.items():
        moves = []
        dated = procedure.scenario.assumptions.get(f"meetings.{body}")
        given = dated is not None and bool(getattr(dated.amount, "dates", ()))
        for place, start in enumerate(starts if given and len(starts) <= 6 else ()):
            rest = (*starts[:place], *starts[place + 1 :])
            day = calendar.date(start)
            if rest:
                label = Text(f"{day:%m-%d} 不开", f"none on {day:%m-%d}")
                moves.append(_meeting_move(procedure, variants, body, rest, label))
        moves.append(_meeting_move(procedure, variants, body, every, ANY_DAY))
        title = procedure.policy.bodies[body].title
        about = Text(f"{title.zh}会议日", f"meetings: {title.en}")
        found.append(Movable(f"meetings.{body}", about, "decide", -1, False, tuple(moves)))
    return found


def _meeting_move(
    procedure: Procedure,
    variants: dict[str, Procedure],
    body: str,
    starts: tuple[int, ...],
    label: Text,
) -> Move:
    name = f"{body}/{label.en}"
    nodes = tuple(
        attrs.evolve(node, meeting=attrs.evolve(node.meeting, starts=starts))
        if node.body == body and node.meeting is not None and node.meeting.starts
        else node
        for node in procedure.nodes
    )
    variants[name] = attrs.evolve(procedure, nodes=nodes)
    return Move(None, label, Arm({}, 0, 0, name))


def readings_of(
    procedure: Procedure,
    made: Callable[[Sequence[str]], Procedure],
    variants: dict[str, Procedure],
) -> list[Movable]:
    """Every other option of every reading; one that does not make a procedure is left out."""
    found = []
    for name, reading in procedure.policy.readings.items():
        now = procedure.scenario.readings.get(name, reading.default)
        moves = []
        for option, said in reading.options.items():
            if option == now:
                continue
            path = f"readings.{name}={option}"
            try:
                variants[path] = made([path])
            except InputError:
                continue
            label = Text(f"{option} {said.title.zh}", f"{option} {said.title.en}")
            moves.append(Move(None, label, Arm({}, 0, 0, path)))
        if moves:
            found.append(
                Movable(f"readings.{name}", reading.question, READING, -1, False, tuple(moves))
            )
    return found

"""How those on a public list go on when the notice lets go of them."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from awardsim.procedure.model import Node, Procedure
from awardsim.schedule.maps import own_bounds
from awardsim.schedule.passes import Case, Forward, Step, forward, representative
from awardsim.workdays import CalendarError


@attrs.frozen
class Way:
    """How those on the list go on.

    Attributes
    ----------
    begins
        When the stage after the notice begins; None where it never does.
    ends
        When the procedure is over; None where it never is.
    missed
        Stages whose own date is missed on the way.
    in_time
        It ends by the day it must finish by, and misses no date that puts out who is late; None
        without such a day.
    """

    begins: int | None
    ends: int | None
    missed: tuple[int, ...]
    in_time: bool | None


def cases_of(procedure: Procedure, group: Step) -> list[Case] | None:
    """Kinds of cases that the group stands for; None for all."""
    if group.case is not None:
        return [group.case]
    node = procedure.nodes[group.node]
    if node.list_count == 1:
        return None
    members = node.members(group.channel)
    return [case for case in representative(procedure) if case.channel in members]


def way_on(
    procedure: Procedure,
    values: Sequence[float],
    index: int,
    group: Step,
    cases: Sequence[Case] | None,
    released: int | None,
) -> Way:
    """Dates of those on the list if the notice lets go of them at a minute; None: as it ends."""
    node = procedure.nodes[index]
    if released is not None:
        gate = attrs.evolve(
            node, kind="gate", notice=None, objections=None, opens=max(released, group.finished)
        )
        nodes = [gate if one.index == index else one for one in procedure.nodes]
        procedure = attrs.evolve(procedure, nodes=tuple(nodes))
    try:
        reached = forward(procedure, values, cases=cases)
    except CalendarError:
        return Way(None, None, (), None if procedure.finish_by is None else False)
    after = following(procedure, group, index)
    last = reached.last.get(procedure.finish)
    ends = None if last is None else last.finished
    missed = _missed(procedure, values, reached, _behind(procedure, group, index))
    in_time = None
    if procedure.finish_by is not None:
        out = any(is_out(procedure.nodes[stage]) for stage in missed)
        in_time = ends is not None and ends <= procedure.deadline_minute and not out
    begins = None if after is None or after not in reached.last else reached.last[after].started
    return Way(begins, ends, missed, in_time)


def following(procedure: Procedure, group: Step, index: int) -> int | None:
    """The stage that follows a notice on the way of its group."""
    cases = cases_of(procedure, group) or representative(procedure)
    for case in cases:
        route = procedure.route(*case)
        if route.next.get(index):
            return route.next[index][0]
    return None


def left_behind(
    procedure: Procedure, values: Sequence[float], index: int, group: Step, cleared: int
) -> bool:
    """Whether a name that is cleared at a minute comes too late for the next list of the others.

    A list takes names until it is complete, and until its stage opens.
    """
    if group.case is not None:  # its own notice goes on, and the list expects it
        return False
    reached = forward(procedure, values, cases=cases_of(procedure, group))
    listed = [one for one in _behind(procedure, group, index) if procedure.nodes[one].listed]
    if not listed or listed[0] not in reached.last:
        return False
    node = procedure.nodes[listed[0]]
    return cleared > max(reached.last[node.index].arrived, node.opens)


def is_out(node: Node) -> bool:
    """A stage whose own date puts out who is late."""
    return node.closes is not None or (node.limit is not None and node.limit.out)


def _behind(procedure: Procedure, group: Step, index: int) -> list[int]:
    """Stages after a notice on the way of its group, in order."""
    found: set[int] = set()
    for case in cases_of(procedure, group) or representative(procedure):
        route = procedure.route(*case)
        todo = list(route.next.get(index, ()))
        while todo:
            stage = todo.pop()
            if stage not in found:
                found.add(stage)
                todo.extend(route.next[stage])
    return sorted(found)


def _missed(
    procedure: Procedure, values: Sequence[float], reached: Forward, stages: Sequence[int]
) -> tuple[int, ...]:
    """Those of some stages that are reached or over later than their own dates demand."""
    moments = procedure.moments(list(values))
    found = []
    for index in stages:
        step = reached.last.get(index)
        if step is None:
            continue
        track = 0 if step.case is None else step.case[0]
        node = procedure.nodes[index]
        by, over = own_bounds(node, procedure.calendar, values, track, moments)
        if (by is not None and step.arrived > by) or (over is not None and step.finished > over):
            found.append(index)
    return tuple(found)

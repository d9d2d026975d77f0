"""Forward and backward through the procedure without chance, for representative cases.

There is one case for each (track, channel, traits), and for each tier where stages depend on it:
nobody waits for anybody but the others on the same list.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import attrs

from awardsim.procedure.model import Node, Procedure, Route
from awardsim.schedule.maps import latest_arrival, own_bounds, span, time_for
from awardsim.workdays import CalendarError, WorkCalendar


class Case(NamedTuple):
    """A kind of case: track, channel, traits, and tier; empty where none is given."""

    track: int
    channel: int
    traits: tuple[str, ...] = ()
    tier: str = ""


@attrs.frozen
class Step:
    """One passage of a stage: by a case, or by the list of a channel or of the batch.

    ``channel`` is the channel of a case, or the number of a list among those of its stage.
    ``cause`` is the step that released it last; None for the opening, a date's node index for
    a list that waited for a date.
    """

    node: int
    case: Case | None
    channel: int
    arrived: int
    started: int
    finished: int
    cause: Step | int | None = attrs.field(repr=False, default=None)


@attrs.frozen
class Forward:
    """Earliest dates: every step, and the one that finished last at each stage."""

    steps: Mapping[tuple[int, int, Case | None], Step]
    last: Mapping[int, Step]
    first_start: Mapping[int, int]
    unreached: tuple[int, ...] = ()

    def path(self, node: int) -> tuple[Step, ...]:
        """The driving path to the last finish of a stage, from its beginning."""
        found: list[Step] = []
        step: Step | int | None = self.last.get(node)
        while isinstance(step, Step):
            found.append(step)
            step = step.cause
        return tuple(reversed(found))


def node_of(procedure: Procedure, step: Step) -> Node:
    """The stage that a step passes, with the days on which work is done for its case or list."""
    node = procedure.nodes[step.node]
    if not node.local:
        return node
    return node.at(step.channel if step.case is not None else node.members(step.channel)[0])


def usual_values(procedure: Procedure) -> list[float]:
    """Every input at its usual value."""
    return [float(one.usual) for one in procedure.inputs]


def representative(procedure: Procedure) -> list[Case]:
    """One case for each track and channel, without traits and with each single trait.

    Where a tier changes the way, there is one for each tier, who has it from the beginning.
    """
    traits = dict.fromkeys(trait for node in procedure.nodes for trait in node.traits)
    sets: list[tuple[str, ...]] = [(), *((name,) for name in traits)]
    found: list[Case] = []
    known: dict[tuple[int, tuple[int, ...], tuple[str, ...]], bool] = {}
    patterns = patterns_of(procedure)
    for track in range(len(procedure.tracks)):
        for channel, pattern in enumerate(patterns):
            for held in sets:
                alike = (track, pattern, held)
                if alike not in known:
                    known[alike] = bool(procedure.route(track, channel, held).open)
                tiers = procedure.tiers if known[alike] else ("",)
                found += [Case(track, channel, held, tier) for tier in tiers]
    return found


def patterns_of(procedure: Procedure) -> list[tuple[int, ...]]:
    """For each channel, which stages are its own: channels of one pattern go the same ways.

    One with days off of its own is like no other.
    """
    return [
        tuple(node.channels[channel] for node in procedure.nodes)
        + ((channel,) if procedure.local_days(channel) else ())
        for channel in range(len(procedure.channels))
    ]


@functools.lru_cache(maxsize=32)
def routes_of(procedure: Procedure, channel: int | None = None) -> tuple[Route, ...]:
    """A route for each set of stages that some kind of case of a track goes through.

    ``channel``: only cases that come through this one.
    """
    found: dict[tuple[int, tuple[int, ...], int], Route] = {}
    patterns, known = patterns_of(procedure), set()
    for case in representative(procedure):
        alike = (case.track, patterns[case.channel], case.traits, case.tier)
        if channel in (None, case.channel) and alike not in known:
            known.add(alike)
            route = procedure.route(*case)
            own = case.channel if procedure.local_days(case.channel) else -1
            found.setdefault((case.track, route.stages, own), route)
    return tuple(found.values())


def forward(
    procedure: Procedure,
    values: Sequence[float],
    *,
    law_only: bool = False,
    starts: Mapping[Case, int] | None = None,
    cases: Sequence[Case] | None = None,
) -> Forward:
    """Earliest dates for given inputs.

    Parameters
    ----------
    law_only
        Only what the text itself demands: assumed times are nothing, or the floor that the
        text sets; bodies decide at once, assumed closing dates do not bind.
    starts
        Minute at which a case starts; the opening where it is not given.
    cases
        Cases to follow; all representative ones by default.
    """
    if starts is None and cases is None:
        return _forward_of_all(procedure, tuple(values), law_only)
    return _forward(procedure, values, law_only, starts, cases)


@functools.lru_cache(maxsize=8)
def _forward_of_all(procedure: Procedure, values: tuple[float, ...], law_only: bool) -> Forward:
    """The same schedule is asked for by everything that one screen shows."""
    return _forward(procedure, values, law_only, None, None)


def _forward(
    procedure: Procedure,
    values: Sequence[float],
    law_only: bool,
    starts: Mapping[Case, int] | None,
    cases: Sequence[Case] | None,
) -> Forward:
    nodes = procedure.nodes
    followed = list(cases) if cases is not None else representative(procedure)
    routes = {case: procedure.route(*case) for case in followed}
    moments = procedure.moments(list(values))
    gates = gates_of(procedure, moments, law_only)
    steps: dict[tuple[int, int, Case | None], Step] = {}
    unreached: list[int] = []

    def step_of(node: int, case: Case) -> Step | None:
        if not nodes[node].listed:
            return steps.get((node, case.channel, case))
        return steps.get((node, nodes[node].lists[case.channel], None))

    def arrival(node: Node, case: Case) -> tuple[int, Step | None] | None:
        before = [step_of(previous, case) for previous in routes[case].after[node.index]]
        if any(step is None for step in before):
            return None
        own = (starts or {}).get(case, procedure.calendar.hours[0])
        latest = max(
            (step for step in before if step is not None),
            key=lambda step: step.finished,
            default=None,
        )
        if latest is None or (latest.node in sources and own > latest.finished):
            return max(own, latest.finished if latest else 0), None
        return latest.finished, latest

    sources = {node.index for node in nodes if not node.after}
    for node in nodes:
        inside = [case for case in followed if node.index in routes[case].after]
        groups: dict[tuple[int, Case | None], list[Case]] = {}
        for case in inside:
            number = node.lists[case.channel] if node.listed else case.channel
            groups.setdefault((number, None if node.listed else case), []).append(case)
        for (number, single), members in groups.items():
            reached = [found for case in members if (found := arrival(node, case)) is not None]
            if not reached:
                continue
            now, cause = max(reached, key=lambda found: found[0])
            released: Step | int | None = cause
            if node.listed and node.after and gates[node.index][number][0] > now:
                now, released = gates[node.index][number]
            there = node.at(members[0].channel)
            made = passage(there, procedure, values, members[0].track, now, law_only)
            if made is None:
                unreached.append(node.index)
                continue
            steps[node.index, number, single] = Step(
                node.index, single, number, now, made[0], made[1], released
            )
    last: dict[int, Step] = {}
    first: dict[int, int] = {}
    for step in steps.values():
        kept = last.get(step.node)
        if kept is None or step.finished > kept.finished:
            last[step.node] = step
        first[step.node] = min(first.get(step.node, step.started), step.started)
    return Forward(steps, last, first, tuple(unreached))


def gates_of(
    procedure: Procedure, moments: Mapping[int, int], law_only: bool = False
) -> dict[int, tuple[tuple[int, int], ...]]:
    """For each listed node and each of its lists, the latest date upstream that it waits for.

    With the node whose date it is.  Dates of stages that none of the channels on the list goes
    through do not count.
    """
    known: dict[tuple[int, ...], dict[int, tuple[int, int]]] = {}
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for node in procedure.nodes:
        if not node.listed:
            continue
        gates = []
        for number in range(node.list_count):
            members = node.members(number)
            if members not in known:
                known[members] = _dates_before(procedure, moments, law_only, members)
            gates.append(known[members][node.index])
        found[node.index] = tuple(gates)
    return found


def _dates_before(
    procedure: Procedure, moments: Mapping[int, int], law_only: bool, channels: Sequence[int]
) -> dict[int, tuple[int, int]]:
    """For each node, the latest date that a list of some channels waits for there."""
    found: dict[int, tuple[int, int]] = {}
    own: dict[int, tuple[int, int]] = {}
    for node in procedure.nodes:
        gate = max((own[before] for before in node.after), default=(-1, -1))
        concerned = any(node.channels[channel] for channel in channels)
        closes = node.closes if concerned else None
        if closes is not None and not (law_only and not closes.stated):
            gate = max(gate, (moments[node.index], node.index))
        found[node.index] = gate
        limit = node.limit if concerned else None
        if limit is not None and limit.out and not (law_only and not limit.moment.stated):
            gate = max(gate, (moments[-1 - node.index], node.index))
        own[node.index] = gate
    return found


def passage(
    node: Node,
    procedure: Procedure,
    values: Sequence[float],
    track: int,
    now: int,
    law_only: bool,
) -> tuple[int, int] | None:
    """Start and finish of a stage reached at a minute; see :func:`forward`. None: never."""
    if law_only and node.kind in ("work", "wait", "meeting"):
        time = time_for(node, track)
        if time is not None and time.least > 0 and not time.stated:
            return span(node, procedure.calendar, values, track, now, math.ceil(time.least))
        if time is None or not time.stated:
            at = max(now, node.opens)
            return at, at
    if law_only and node.notice is not None and node.notice.least > 0:
        demanded = attrs.evolve(node.notice, days=node.notice.least, input=-1)
        node = attrs.evolve(node, notice=demanded)
    return span(node, procedure.calendar, values, track, now)


def latest_start(
    procedure: Procedure, route: Route, values: Sequence[float], moments: Mapping[int, int]
) -> int:
    """The last minute at which a case can begin and still meet its first closing date.

    Queues are not counted.  Zero where even the opening is too late, where nothing closes, and
    where a stage of its own is over already, so that it has begun.
    """
    nodes, calendar = procedure.nodes, procedure.calendar
    if any(procedure.is_done(stage) and not nodes[stage].for_all for stage in route.stages):
        return 0
    anchors = [
        stage
        for stage in route.stages
        if nodes[stage].closes is not None or nodes[stage].limit is not None
    ]
    if not anchors:
        return 0
    anchor = anchors[0]
    latest: dict[int, int | None] = {anchor: None}
    starts: list[int] = []
    for stage in reversed(route.stages):
        if stage not in latest:
            continue
        finish, at = latest[stage], None
        there = nodes[stage].at(route.channel)
        if stage == anchor:
            at = _latest_arrival(there, calendar, values, route.track, None, moments)
        elif finish is not None:
            at = _latest_arrival(there, calendar, values, route.track, finish)
        before = [s for s in route.after[stage] if nodes[s].after or not nodes[s].listed]
        if not before:
            starts.append(at if at is not None else 0)
        for previous in before:
            known = latest.get(previous, at)
            latest[previous] = None if at is None or known is None else min(known, at)
    return min(starts, default=0)


def _latest_arrival(
    node: Node,
    calendar: WorkCalendar,
    values: Sequence[float],
    track: int,
    finish: int | None,
    moments: Mapping[int, int] | None = None,
) -> int | None:
    """The last minute at which a stage can be reached to be over in time; None if never.

    By ``finish`` where it is given, by the stage's own dates where ``moments`` are.
    """
    try:
        reached, over = None, None
        if moments is not None:
            reached, over = own_bounds(node, calendar, values, track, moments)
        ends = [end for end in (finish, over) if end is not None]
        if not ends:
            return reached
        at = latest_arrival(node, calendar, values, track, min(ends))
    except CalendarError:
        return None
    return at if at is None or reached is None else min(at, reached)


def latest_finishes(
    procedure: Procedure, values: Sequence[float], deadline: int
) -> dict[int, int | None]:
    """The latest finish of each stage that still lets the last one finish by a minute.

    It is the least of the latest arrivals at the stages that follow, and of the stage's own
    closing date or deadline.  Stages that the finish does not depend on are absent; None where
    no finish since the opening is early enough.
    """
    nodes, calendar = procedure.nodes, procedure.calendar
    moments = procedure.moments(list(values))
    routes = routes_of(procedure)
    found: dict[int, int | None] = {}
    arrive: list[dict[int, int | None]] = [{} for _ in routes]
    for node in reversed(nodes):
        index = node.index
        finish: dict[int, int | None] = {}
        for place, route in enumerate(routes):
            if index not in route.next:
                continue
            bounds = [arrive[place][s] for s in route.next[index] if s in arrive[place]]
            if index == procedure.finish:
                bounds.append(deadline)
            if bounds:
                finish[place] = _least(bounds)
        if not finish:
            continue
        if node.listed:  # one list for all of them
            finish = dict.fromkeys(finish, _least(finish.values()))
        for place, by in finish.items():
            track, own = routes[place].track, by
            there = node.at(routes[place].channel)
            arrive[place][index] = None
            if by is not None:
                at = _latest_arrival(there, calendar, values, track, by, moments)
                arrive[place][index] = at
                _, over = own_bounds(there, calendar, values, track, moments)
                own = by if over is None else min(by, over)
            found[index] = own if index not in found else _least([found[index], own])
    return found


def _least(minutes: Iterable[int | None]) -> int | None:
    """The least of some minutes; None, which is before all others, if one of them is."""
    listed = list(minutes)
    return None if None in listed else min(one for one in listed if one is not None)


def latest_ends(
    procedure: Procedure, values: Sequence[float], deadline: int
) -> dict[int, int | None]:
    """The latest minute at which each stage can really end, for :func:`latest_finishes`.

    A notice ends at a close of business, a meeting that takes its day at the end of that day; any
    working day may be a meeting's, whatever days are given, and so may a given day off.
    """
    found: dict[int, int | None] = {}
    for stage, finish in latest_finishes(procedure, values, deadline).items():
        found[stage] = finish
        if finish is not None:
            try:
                found[stage] = _end(procedure.nodes[stage], procedure.calendar, values, finish)
            except CalendarError:
                found[stage] = None
    return found


def _end(node: Node, calendar: WorkCalendar, values: Sequence[float], finish: int) -> int:
    """The last end of a stage at or before a minute."""
    if node.kind == "notice":
        posted = latest_arrival(node, calendar, values, 0, finish)
        reached = None if posted is None else span(node, calendar, values, 0, posted)
        return finish if reached is None else reached[1]
    if node.meeting is None or node.meeting.time is not None or not node.meeting.length:
        return finish
    day = calendar.roll(calendar.date(finish), "backward")
    end = finish + 1
    while end > finish:
        opening = calendar.minute(day, calendar.hours[0])
        end = calendar.add_work(opening, node.meeting.length)
        day = calendar.add_workdays(day, -1)
    given = (node.meeting.over(start, calendar) for start in node.meeting.starts)
    return max([end, *(one for one in given if one <= finish)])

"""How long a stretch of a procedure takes from every working day of a year, and what holidays cost.

Only the calendar differs: dates that belong to one edition (deadlines, given meetings, openings)
are left out, bodies with given meetings meet on any working day.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence

import attrs

from awardsim.errors import InputError, Problem
from awardsim.procedure.edition import calendar_from
from awardsim.procedure.model import Node, Procedure, Route, Time
from awardsim.schedule.passes import passage, routes_of, usual_values
from awardsim.text import Text
from awardsim.workdays import Day, WorkCalendar

#: Years after the one that is asked about that a stretch may reach into.
AFTER = 2
#: A make-up working day belongs to a holiday at most so many days away.
_NEAR = 14
#: About how many days are tried for a year: each working day, with and without each holiday.
TRIED = 2000
#: A way from one stage to another: each stage with those before it, in order; and the track.
_Way = tuple[Mapping[int, tuple[int, ...]], int]


@attrs.frozen
class Stretch:
    """From the first stage's beginning to the last one's end, begun on one day.

    ``civil`` and ``working`` count the days from ``start`` to ``end``, both included.
    """

    start: datetime.date
    end: datetime.date
    civil: int
    working: int


@attrs.frozen
class HolidayCost:
    """What a holiday costs the start that it costs most: civil days more than without it."""

    name: Text
    first: datetime.date
    last: datetime.date
    days: int
    start: datetime.date


@attrs.frozen
class Openings:
    """A stretch begun on every working day of a year.

    ``left_out`` are the stages whose own dates were left out.
    """

    procedure: Procedure
    first: int
    last: int
    law_only: bool
    stretches: tuple[Stretch, ...]
    holidays: tuple[HolidayCost, ...]
    left_out: tuple[int, ...]
    projected: bool

    @property
    def shortest(self) -> Stretch:
        """The one of fewest civil days, the earliest of equals."""
        return min(self.stretches, key=lambda one: (one.civil, one.start))

    @property
    def longest(self) -> Stretch:
        """The one of most civil days, the earliest of equals."""
        return min(self.stretches, key=lambda one: (-one.civil, one.start))


def openings(
    procedure: Procedure,
    year: int,
    first: int,
    last: int,
    *,
    law_only: bool = False,
    tick: Callable[[int], None] | None = None,
) -> Openings:
    """Try every working day of a year.

    Parameters
    ----------
    first, last
        Stages, by index; ``last`` comes after ``first`` or is the same.
    law_only
        Only what the text itself demands takes time.
    tick
        Called with the number of days each time some are tried; about :data:`TRIED` in all.

    Raises
    ------
    InputError
        ``last`` does not come after ``first``.
    CalendarError
        A year that no calendar reaches.
    """
    free = attrs.evolve(procedure, nodes=tuple(_undated(node) for node in procedure.nodes))
    ways = _ways(free, first, last)
    if not ways:
        raise InputError(_apart(procedure, first, last))
    calendar = _calendar(procedure, year)
    values = usual_values(free)
    days = calendar.count_days(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    starts = [day.date for day in days if day.working]

    def run(on: WorkCalendar) -> list[Stretch]:
        stretches = []
        for day in starts:
            stretches.append(_stretch(free, ways, values, on, last, day, law_only))
            if tick is not None:
                tick(1)
        return stretches

    found = run(calendar)
    costs = []
    for block in _blocks(days):
        without = run(_without(calendar, block))
        more = [a.civil - b.civil for a, b in zip(found, without, strict=True)]
        place = max(range(len(more)), key=lambda i: (more[i], -i))
        if more[place] > 0:
            off = [day.date for day in block if day.kind == "holiday"]
            costs.append(HolidayCost(_named(block), min(off), max(off), more[place], starts[place]))
    reached = max(one.end for one in found)
    return Openings(
        procedure,
        first,
        last,
        law_only,
        tuple(found),
        tuple(costs),
        tuple(
            node.index
            for node in procedure.nodes
            if _undated(node) != node and any(node.index in way for way, _ in ways)
        ),
        calendar.is_projected(calendar.minute(reached)),
    )


def _undated(node: Node) -> Node:
    """A stage without the dates of one edition."""
    meeting = node.meeting
    if meeting is not None:
        time = meeting.time
        if meeting.starts:
            time = Time(-1, "work", 1.0, fixed=meeting.length, stated=True)
        meeting = attrs.evolve(meeting, starts=(), time=time, against=-1, not_before=0)
    free = attrs.evolve(node, opens=-1, closes=None, limit=None, meeting=meeting)
    return attrs.evolve(free, calendar=None, local={})


def _ways(procedure: Procedure, first: int, last: int) -> list[_Way]:
    """Ways of all kinds of cases from the first stage to the last: those that differ there."""
    found: dict[tuple[object, ...], _Way] = {}
    for route in routes_of(procedure):
        if first not in route.after or last not in _downstream(route, first):
            continue
        inside = _inside(route, first, last)
        way = {
            stage: tuple(one for one in route.after[stage] if one in inside)
            for stage in route.stages
            if stage in inside
        }
        own = any(len(procedure.nodes[stage].times) > 1 for stage in inside)
        found.setdefault((*way.items(), route.track if own else -1), (way, route.track))
    return list(found.values())


def _downstream(route: Route, first: int) -> set[int]:
    found, todo = {first}, [first]
    while todo:
        for following in route.next[todo.pop()]:
            if following not in found:
                found.add(following)
                todo.append(following)
    return found


def _inside(route: Route, first: int, last: int) -> set[int]:
    return {stage for stage in _downstream(route, first) if last in _downstream(route, stage)}


def _stretch(
    procedure: Procedure,
    ways: Sequence[_Way],
    values: Sequence[float],
    calendar: WorkCalendar,
    last: int,
    day: datetime.date,
    law_only: bool,
) -> Stretch:
    morning = calendar.minute(day, calendar.hours[0])
    on = attrs.evolve(procedure, calendar=calendar)
    end = morning
    for way, track in ways:
        over: dict[int, int] = {}
        for stage, before in way.items():
            at = max((over[one] for one in before), default=morning)
            found = passage(procedure.nodes[stage], on, values, track, at, law_only)
            assert found is not None  # no given meeting is left that could run out
            over[stage] = found[1]
        end = max(end, over[last])
    closed = calendar.date(end)
    return Stretch(
        day,
        closed,
        (closed - day).days + 1,
        sum(one.working for one in calendar.count_days(day, closed)),
    )


def _calendar(procedure: Procedure, year: int) -> WorkCalendar:
    choice = procedure.scenario.calendar
    first, last = datetime.date(year, 1, 1), datetime.date(year + AFTER, 12, 31)
    return calendar_from(choice, first, last, choice.known_on)


def _blocks(days: Sequence[Day]) -> Iterator[tuple[Day, ...]]:
    """Holidays with the make-up working days around them, as one piece each.

    What follows a day off at once belongs to its holiday, and behind a weekend what has its name.
    """
    blocks: list[list[Day]] = []
    idle = False  # no work since the last day of the last block
    for day in days:
        if day.kind != "holiday":
            idle = idle and not day.working
            continue
        near = blocks[-1] if blocks and idle else []
        at_once = bool(near) and (day.date - near[-1].date).days == 1
        if at_once or day.name in [one.name for one in near]:
            near.append(day)
        else:
            blocks.append([day])
        idle = True
    for day in days:
        if day.kind == "makeup" and blocks:
            near = min(blocks, key=lambda block: _distance(block, day.date))
            if _distance(near, day.date) <= _NEAR:
                near.append(day)
    yield from (tuple(block) for block in blocks)


def _named(block: Sequence[Day]) -> Text:
    """What a holiday is called; two that are one, by both names."""
    names = list(dict.fromkeys(day.name for day in block if day.kind == "holiday"))
    return Text("、".join(one.zh for one in names), ", ".join(one.en for one in names))


def _distance(block: Sequence[Day], day: datetime.date) -> int:
    return min(abs((one.date - day).days) for one in block)


def _without(calendar: WorkCalendar, block: Sequence[Day]) -> WorkCalendar:
    """The calendar as if a holiday were ordinary days."""
    return calendar.as_plain({day.date for day in block})


def _apart(procedure: Procedure, first: int, last: int) -> Problem:
    a, b = procedure.nodes[first], procedure.nodes[last]
    return Problem(
        Text(
            f"'{b.id}' 不在 '{a.id}' 之后：没有从一个到另一个的路",
            f"'{b.id}' does not come after '{a.id}': there is no way from one to the other",
        )
    )

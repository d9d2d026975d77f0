"""Counting back: the latest day on which a stage can begin, and which date says so.

Without queues and without chance.  A stage's latest finish is the least of what its successors
and its own dates allow; its latest arrival is the largest from which that finish is still met.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import attrs

from awardsim.procedure.model import Node, Procedure, Route, Time
from awardsim.schedule.maps import latest_arrival, own_bounds, span
from awardsim.schedule.passes import routes_of
from awardsim.workdays import CalendarError

#: Kinds of dates that a chain can end at.
FINISH, LIMIT, CLOSE = "finish", "limit", "closes"
#: A minute by which a stage has to be over, the stage that says so or none, the kind of date, and
#: the stage whose date it is.
_Bound = tuple[int, "Back | None", str, int]


@attrs.frozen
class Back:
    """One stage of a chain counted back.

    Attributes
    ----------
    node
        The stage.
    arrive
        The last minute at which it can be reached; None where even the opening is too late.
    start, finish
        When it then starts and is over if it is reached on that day at the opening of business;
        None with ``arrive``.
    by
        The minute by which it has to be over.
    then
        The stage that says so; None where a date does, namely that of ``bound``.
    bound
        ``finish`` (the day the procedure must finish by), ``limit`` (the stage's deadline),
        ``closes`` (its closing date), or empty.
    over
        The last minute at which it can be over, on whichever way, and every date after it be
        met; None where none is, or no date is bound to its end.
    channel
        The channel of the case that must be there first, or one like it.
    dated
        The stage whose date ``bound`` is; the stage itself but for what is due with another one.
    """

    node: int
    arrive: int | None
    start: int | None
    finish: int | None
    by: int
    then: Back | None
    bound: str
    over: int | None = None
    channel: int = attrs.field(default=0, eq=False)
    dated: int = attrs.field(default=-1, eq=False)

    def chain(self) -> tuple[Back, ...]:
        """This stage and all that follow, up to the date that it all hangs on."""
        found: list[Back] = []
        at: Back | None = self
        while at is not None:
            found.append(at)
            at = at.then
        return tuple(found)


def count_back(
    procedure: Procedure,
    values: Sequence[float],
    node: int,
    *,
    moments: Mapping[int, int] | None = None,
    finish_by: int | None = None,
    channel: int | None = None,
) -> Back | None:
    """The chain from a stage to the date that binds it; None where nothing does.

    The same as :func:`count_all_back`, for one stage.
    """
    found = count_all_back(procedure, values, moments=moments, finish_by=finish_by, channel=channel)
    return found.get(node)


def count_all_back(
    procedure: Procedure,
    values: Sequence[float],
    *,
    moments: Mapping[int, int] | None = None,
    finish_by: int | None = None,
    channel: int | None = None,
) -> dict[int, Back]:
    """For each stage that some date binds, the chain from it to that date.

    Of all kinds of cases the one that must be there first.  Who is late for a list makes all on
    it late, also those who have a longer way from there.

    Parameters
    ----------
    moments
        Closing dates and deadlines; those of :meth:`Procedure.moments` by default.
    finish_by
        Minute by which all must be over; the procedure's own by default.
    channel
        Only cases of this channel; of all by default.
    """
    known = procedure.moments(list(values)) if moments is None else moments
    deadline = procedure.deadline_minute if finish_by is None else finish_by
    asked = routes_of(procedure, channel)
    ways = asked if channel is None else (*asked, *routes_of(procedure))
    found = _along(procedure, ways, values, known, deadline)
    best: dict[int, Back] = {}
    for chains in found[: len(asked)]:
        for node, back in chains.items():
            best[node] = _first(best[node], back) if node in best else back
    return best


def _first(one: Back, other: Back) -> Back:
    """The chain of the case that must be there first."""
    over = min((back.over for back in (one, other) if back.over is not None), default=None)
    return attrs.evolve(other if _key(other) < _key(one) else one, over=over)


def least_values(procedure: Procedure) -> list[float]:
    """Times at their least, everything else at its usual value."""
    return [
        float(one.least) if one.kind in ("working", "civil") else float(one.usual)
        for one in procedure.inputs
    ]


def law_alone(procedure: Procedure) -> Procedure:
    """The procedure if only what the text itself demands takes time.

    Assumed times are nothing, or the floor that the text sets; bodies decide at once, assumed
    dates do not bind: the same as :func:`~awardsim.schedule.passes.forward` with ``law_only``, so
    that it can be counted back from as well.
    """
    return attrs.evolve(procedure, nodes=tuple(_demanded(node) for node in procedure.nodes))


def _demanded(node: Node) -> Node:
    if node.closes is not None and not node.closes.stated:
        node = attrs.evolve(node, closes=None)
    if node.limit is not None and not node.limit.moment.stated:
        node = attrs.evolve(node, limit=None)
    if node.notice is not None and node.notice.least > 0:
        return attrs.evolve(
            node, notice=attrs.evolve(node.notice, days=node.notice.least, input=-1)
        )
    if node.kind not in ("work", "wait", "meeting"):
        return node
    meets = node.meeting
    if not node.times:
        time = None if meets is None else _floor(meets.time)
        if meets is None or time is None:
            return attrs.evolve(node, kind="gate", meeting=None)
        return attrs.evolve(node, meeting=attrs.evolve(meets, time=time))
    times = tuple(_floor(time) for time in node.times)
    if all(time is None for time in times):
        return attrs.evolve(node, kind="gate", times=(), meeting=None)
    return attrs.evolve(node, times=times)


def _floor(time: Time | None) -> Time | None:
    """What the text demands of a time; None for nothing."""
    if time is None or time.stated:
        return time
    if time.least <= 0:
        return None
    return Time(-1, time.clock, 1.0, fixed=math.ceil(time.least))


def _key(back: Back) -> int:
    return -1 if back.arrive is None else back.arrive


def _along(
    procedure: Procedure,
    ways: Sequence[Route],
    values: Sequence[float],
    moments: Mapping[int, int],
    deadline: int,
) -> list[dict[int, Back]]:
    """Every stage that some date binds, on each of some ways."""
    found: list[dict[int, Back]] = [{} for _ in ways]
    for node in reversed(procedure.nodes):
        index = node.index
        here = [place for place, route in enumerate(ways) if index in route.after]
        bounds = {
            place: _bounds(procedure, node, ways[place], found[place], moments, deadline)
            for place in here
        }
        if node.listed:
            shared: dict[int, list[_Bound]] = {}
            for place in here:
                shared.setdefault(node.lists[ways[place].channel], []).extend(bounds[place])
            bounds = {place: shared[node.lists[ways[place].channel]] for place in here}
        for place in here:
            there = node.at(ways[place].channel)
            back = _back(procedure, there, ways[place], values, moments, bounds[place])
            if back is not None:
                found[place][index] = back
    return found


def _bounds(
    procedure: Procedure,
    node: Node,
    route: Route,
    found: Mapping[int, Back],
    moments: Mapping[int, int],
    deadline: int,
) -> list[_Bound]:
    """By when a stage has to be over: its own dates, and what follows it on a route."""
    bounds: list[_Bound] = []
    if node.index == procedure.finish and deadline >= 0:
        bounds.append((deadline, None, FINISH, node.index))
    if node.limit is not None and node.limit.counts != "postmark":
        bounds.append((moments[-1 - node.index], None, LIMIT, node.index))
    if node.due_with >= 0 and -1 - node.due_with in moments:
        bounds.append((moments[-1 - node.due_with], None, LIMIT, node.due_with))
    for following in route.next[node.index]:
        then = found.get(following)
        if then is not None:
            bounds.append((-1 if then.arrive is None else then.arrive, then, "", node.index))
    if node.closes is not None and not node.listed:
        bounds.append((moments[node.index], None, CLOSE, node.index))
    return bounds


def _back(
    procedure: Procedure,
    node: Node,
    route: Route,
    values: Sequence[float],
    moments: Mapping[int, int],
    bounds: Sequence[_Bound],
) -> Back | None:
    """The latest passage of one stage; None where nothing binds it."""
    back: Back | None = None
    if bounds:
        back = _reach(procedure, node, values, route, min(bounds, key=lambda one: one[0]))
    at, _ = own_bounds(node, procedure.calendar, values, route.track, moments)
    if at is None or (back is not None and (back.arrive is None or back.arrive <= at)):
        return back
    reached = _whole_days(procedure, node, values, route.track, at)
    start, finish = reached if reached is not None else (None, None)
    posted = node.limit is not None and node.limit.counts == "postmark"
    by = moments[-1 - node.index] if posted else at
    over = None if back is None else back.over
    kind = LIMIT if posted else CLOSE
    return Back(node.index, at, start, finish, by, None, kind, over, route.channel, node.index)


def _reach(
    procedure: Procedure, node: Node, values: Sequence[float], route: Route, bounded: _Bound
) -> Back:
    """The latest passage of one stage that is over by a minute."""
    by, then, bound, dated = bounded
    arrive: int | None = None
    if by >= 0:
        try:
            arrive = latest_arrival(node, procedure.calendar, values, route.track, by)
        except CalendarError:
            arrive = None
    reached = None
    if arrive is not None:
        reached = _whole_days(procedure, node, values, route.track, arrive)
    if reached is None:
        return Back(node.index, None, None, None, by, then, bound, by, route.channel, dated)
    return Back(node.index, arrive, *reached, by, then, bound, by, route.channel, dated)


def _whole_days(
    procedure: Procedure, node: Node, values: Sequence[float], track: int, arrive: int
) -> tuple[int, int] | None:
    """Start and finish for one who comes on the latest day, but at the opening of business.

    The very last minute would spread five days of work over six dates.
    """
    calendar = procedure.calendar
    opening = arrive - arrive % 1440 + calendar.hours[0]
    return span(node, calendar, values, track, max(min(arrive, opening), 0))

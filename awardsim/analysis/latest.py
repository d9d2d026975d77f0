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
    """

    node: int
    arrive: int | None
    start: int | None
    finish: int | None
    by: int
    then: Back | None
    bound: str

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

    Of all kinds of cases the one that must be there first.

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
    best: Back | None = None
    for route in routes_of(procedure, channel):
        if node not in route.after:
            continue
        found = _along(procedure, route, values, known, deadline).get(node)
        if found is not None and (best is None or _key(found) < _key(best)):
            best = found
    return best


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
    route: Route,
    values: Sequence[float],
    moments: Mapping[int, int],
    deadline: int,
) -> dict[int, Back]:
    """Every stage of one route that some date binds."""
    found: dict[int, Back] = {}
    for index in reversed(route.stages):
        node = procedure.nodes[index]
        bounds: list[tuple[int, Back | None, str]] = []
        if index == procedure.finish and deadline >= 0:
            bounds.append((deadline, None, FINISH))
        posted = node.limit is not None and node.limit.counts == "postmark"
        if node.limit is not None and not posted:
            bounds.append((moments[-1 - index], None, LIMIT))
        for following in route.next[index]:
            then = found.get(following)
            if then is not None:
                bounds.append((-1 if then.arrive is None else then.arrive, then, ""))
        if node.closes is not None and not node.listed:
            bounds.append((moments[index], None, CLOSE))
        if bounds:
            by, then, bound = min(bounds, key=lambda one: one[0])
            found[index] = _reach(procedure, node, values, route.track, by, then, bound)
        at, _ = own_bounds(node, procedure.calendar, values, route.track, moments)
        so_far = found.get(index)
        if at is not None and (
            so_far is None or (so_far.arrive is not None and at < so_far.arrive)
        ):
            reached = _whole_days(procedure, node, values, route.track, at)
            start, finish = reached if reached is not None else (None, None)
            by = moments[-1 - index] if posted else at
            found[index] = Back(index, at, start, finish, by, None, LIMIT if posted else CLOSE)
    return found


def _reach(
    procedure: Procedure,
    node: Node,
    values: Sequence[float],
    track: int,
    by: int,
    then: Back | None,
    bound: str,
) -> Back:
    """The latest passage of one stage that is over by a minute."""
    arrive: int | None = None
    if by >= 0:
        try:
            arrive = latest_arrival(node, procedure.calendar, values, track, by)
        except CalendarError:
            arrive = None
    reached = None if arrive is None else _whole_days(procedure, node, values, track, arrive)
    if reached is None:
        return Back(node.index, None, None, None, by, then, bound)
    return Back(node.index, arrive, reached[0], reached[1], by, then, bound)


def _whole_days(
    procedure: Procedure, node: Node, values: Sequence[float], track: int, arrive: int
) -> tuple[int, int] | None:
    """Start and finish for one who comes on the latest day, but at the opening of business.

    The very last minute would spread five days of work over six dates.
    """
    calendar = procedure.calendar
    opening = arrive - arrive % 1440 + calendar.hours[0]
    return span(node, calendar, values, track, max(min(arrive, opening), 0))

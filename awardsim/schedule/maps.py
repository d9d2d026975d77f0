"""What one stage does to one release: from the minute it is reached to start and finish.

Without queues each stage is a monotone map from arrival to finish; both the schedule and the
simulation use these, so that they cannot disagree.  The inverse gives the latest arrival that
still meets a finish.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from awardsim.procedure.model import Node, Time
from awardsim.workdays import WorkCalendar

Span = tuple[int, int]


def window(node: Node, calendar: WorkCalendar, now: int) -> Span:
    """An application is handed in during business hours, once the window is open."""
    start = (node.calendar or calendar).open_after(max(now, node.opens))
    return start, start


def wait(node: Node, calendar: WorkCalendar, minutes: int, now: int) -> Span:
    """Time outside: working minutes from the next opening, or civil minutes at once."""
    calendar = node.calendar or calendar
    start = max(now, node.opens)
    time = node.times[0]
    if time is not None and time.clock == "civil":
        return start, start + minutes
    if minutes == 0:
        return start, start
    start = calendar.open_after(start)
    return start, calendar.add_work(start, minutes)


def notice(node: Node, calendar: WorkCalendar, values: Sequence[float], now: int) -> Span:
    """A public notice: posted on a working day, over at the close of its last day."""
    period = node.notice
    assert period is not None
    days = period.days if period.input < 0 else int(values[period.input])
    calendar = node.calendar or calendar
    start = calendar.posting_time(max(now, node.opens))
    unit = "cd" if period.unit == "cd" else "wd"
    return start, calendar.period_end(start, days, unit, period.roll)  # type: ignore[arg-type]


def work(node: Node, calendar: WorkCalendar, minutes: int, now: int) -> Span:
    """A case that finds somebody free."""
    calendar = node.calendar or calendar
    start = calendar.open_after(max(now, node.opens))
    return start, calendar.add_work(start, minutes)


def meeting(
    node: Node, calendar: WorkCalendar, values: Sequence[float], minutes: int, now: int
) -> Span | None:
    """When a body decides; None when it meets no more.

    ``minutes`` is how long a decision takes that needs days rather than a meeting.  One that is
    hurried towards a deadline is pulled forward to it, never below its least, nor below the
    same share of its time that the least is of the usual.
    """
    meets = node.meeting
    assert meets is not None
    calendar = node.calendar or calendar
    ready = max(now, node.opens)
    if meets.time is not None:
        start = calendar.open_after(ready)
        finish = calendar.add_work(start, minutes)
        if 0 <= meets.against < finish:
            least = max(meets.least, minutes * meets.hurried)
            floor = calendar.add_work(start, min(round(least), minutes))
            room = max(calendar.work_between(start, max(meets.against, start)), 0)
            finish = max(floor, min(finish, calendar.add_work(start, room)))
        return start, finish
    if meets.notice >= 0:
        first = calendar.open_after(ready)
        day = calendar.add_workdays(calendar.date(first), int(values[meets.notice]))
        start = max(calendar.minute(day, calendar.hours[0]), first)
    else:
        later = bisect_left(meets.starts, ready)
        if later == len(meets.starts):
            return None
        start = meets.starts[later]
    return start, meets.over(start, calendar)


def minutes_of(time: Time | None, values: Sequence[float]) -> int:
    """Minutes of a single case without any spread; whole civil days on the civil clock."""
    if time is None:
        return 0
    if time.distribution is not None:
        parameters = time.distribution.parameters
        middle = (parameters.get("least", 0.0) + parameters.get("most", 0.0)) / 2
        usual = parameters.get("usual", parameters.get("mean", parameters.get("value", middle)))
        return round(time.within(usual * time.scale))
    base = float(time.fixed) if time.input < 0 else values[time.input] * time.scale
    if time.clock == "civil":
        base = round(base / 1440) * 1440
    return round(time.within(base))


def time_for(node: Node, track: int) -> Time | None:
    """The time of a stage for a track."""
    if not node.times:
        return node.meeting.time if node.meeting is not None else None
    return node.times[track] if len(node.times) > 1 else node.times[0]


def span(
    node: Node,
    calendar: WorkCalendar,
    values: Sequence[float],
    track: int,
    now: int,
    minutes: int | None = None,
) -> Span | None:
    """Start and finish of a stage reached at a minute, nobody waiting; None if it never is.

    ``calendar`` is the common one; a stage with days of its own (:meth:`Node.at`) has it itself.
    ``minutes`` stands in the place of what its time is assumed to be.
    """
    if minutes is None:
        minutes = minutes_of(time_for(node, track), values)
    if node.kind == "window":
        return window(node, calendar, now)
    if node.kind == "wait":
        return wait(node, calendar, minutes, now)
    if node.kind == "notice":
        return notice(node, calendar, values, now)
    if node.kind == "work":
        return work(node, calendar, minutes, now)
    if node.kind == "meeting":
        return meeting(node, calendar, values, minutes, now)
    at = max(now, node.opens)
    return at, at


def latest_arrival(
    node: Node, calendar: WorkCalendar, values: Sequence[float], track: int, finish: int
) -> int | None:
    """The last minute at which a stage can be reached and still be over by ``finish``.

    None when no minute since the opening is early enough.  Raises CalendarError where the
    calendar does not reach back.
    """
    calendar = node.calendar or calendar
    if node.kind == "notice":
        period = node.notice
        assert period is not None
        days = period.days if period.input < 0 else int(values[period.input])
        unit = "cd" if period.unit == "cd" else "wd"
        found = calendar.latest_posting(finish, days, unit, period.roll)  # type: ignore[arg-type]
    elif node.kind == "window":
        found = finish
        if calendar.open_after(finish) != finish:
            found = calendar.subtract_work(finish, 1)
    elif node.kind == "meeting":
        return _latest_meeting(node, calendar, values, finish)
    else:
        time = time_for(node, track)
        minutes = minutes_of(time, values)
        if time is not None and time.clock == "civil":
            found = finish - minutes
        elif minutes:
            found = calendar.subtract_work(finish, minutes)
        else:
            found = finish
    if node.opens >= 0 and found < node.opens:
        reached = span(node, calendar, values, track, node.opens)
        return None if reached is None or reached[1] > finish else node.opens
    return found if found >= 0 else None


def own_bounds(
    node: Node,
    calendar: WorkCalendar,
    values: Sequence[float],
    track: int,
    moments: Mapping[int, int],
) -> tuple[int | None, int | None]:
    """What a stage's own dates demand: when it must be reached, and when it must be over.

    A list must be reached by its closing date.  Of what has a deadline that counts by the
    postmark, the sending must begin by then; everything else must be over, what is due with
    another stage by that one's deadline.
    """
    reached: list[int] = []
    over: list[int] = []
    calendar = node.calendar or calendar
    if node.closes is not None:
        (reached if node.listed else over).append(moments[node.index])
    if node.limit is not None:
        moment = moments[-1 - node.index]
        if node.limit.counts == "postmark":
            time = time_for(node, track)
            at_work = time is not None and time.clock == "work" and minutes_of(time, values)
            reached.append(calendar.subtract_work(moment, 0) if at_work else moment)
        else:
            over.append(moment)
    shared = moments.get(-1 - node.due_with) if node.due_with >= 0 else None
    if shared is not None:
        over.append(shared)
    return min(reached, default=None), min(over, default=None)


def _latest_meeting(
    node: Node, calendar: WorkCalendar, values: Sequence[float], finish: int
) -> int | None:
    """By search: the map is monotone, and a meeting's inverse has no closed form."""
    meets = node.meeting
    assert meets is not None
    minutes = minutes_of(meets.time, values)

    def over(now: int) -> bool:
        reached = meeting(node, calendar, values, minutes, now)
        return reached is not None and reached[1] <= finish

    if not over(0):
        return None
    low, high = 0, finish + 1
    while high - low > 1:
        middle = (low + high) // 2
        if over(middle):
            low = middle
        else:
            high = middle
    return low

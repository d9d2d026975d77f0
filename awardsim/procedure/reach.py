"""Times so long, and meetings so late, that the calendar ends before the last stage does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import attrs
import numpy as np

from awardsim.distributions import by_name
from awardsim.errors import Problem
from awardsim.procedure.model import Node, Procedure, Time
from awardsim.text import Text
from awardsim.workdays import CalendarError

#: Where a distribution without an upper end is taken to end: one in a thousand takes longer.
UPPER = 0.999


@attrs.frozen
class _Reached:
    """When a stage is over at the earliest, and the longest time on the way there."""

    minute: int
    longest: int = 0
    node: int = -1
    path: str = ""  # of what is assumed; empty where the text says it


@attrs.frozen
class _Raised:
    """A time that is given up to an upper end: its stage, and where it stands."""

    node: int
    input: int
    path: str


class _Beyond(Exception):
    """A stage is over after the last day of the calendar."""

    def __init__(self, node: Node, on_the_way: _Reached) -> None:
        self.node = node
        self.on_the_way = on_the_way


def check_reach(procedure: Procedure) -> list[Problem]:
    """What keeps a stage from being over within the calendar where nobody waits for anybody.

    With usual times and the meetings that are given; and with each time that is given at its
    upper end, the others as usual.  Stages that come after the last meeting of a body are not
    asked about: that nobody meets any more is for the run to show.

    Returns
    -------
    list
        Of usual times the longest on the way to the first stage that is over too late; else
        each time whose upper end is too late.
    """
    ways = list(cases(procedure))
    for track, channel in ways:
        try:
            _walk(procedure, track, channel, None)
        except _Beyond as beyond:
            return [_too_long(procedure, beyond)]
    found: dict[str, Problem] = {}
    for raised in _raised(procedure):
        for track, channel in ways:
            try:
                _walk(procedure, track, channel, raised)
            except _Beyond as beyond:
                found.setdefault(raised.path, _end_too_late(procedure, raised, beyond.node))
    return list(found.values())


def cases(procedure: Procedure) -> Iterator[tuple[int, int]]:
    """Tracks and channels, one of those that go through the same stages."""
    seen = set()
    for track in range(len(procedure.tracks)):
        for channel in range(len(procedure.channels)):
            stages = tuple(
                node.tracks[track] and node.channels[channel] for node in procedure.nodes
            )
            own = channel if procedure.local_days(channel) else -1
            if (track, stages, own) not in seen:
                seen.add((track, stages, own))
                yield track, channel


def _raised(procedure: Procedure) -> Iterator[_Raised]:
    """Times that the scenario gives and that have an upper end above the usual."""
    for node in procedure.nodes:
        inputs = {time.input for time in node.times if time is not None}
        if node.notice is not None:
            inputs.add(node.notice.input)
        if node.meeting is not None:
            inputs.add(node.meeting.notice)
            if node.meeting.time is not None:
                inputs.add(node.meeting.time.input)
        for index in sorted(inputs - {-1}):
            one = procedure.inputs[index]
            if one.origin == "scenario" and one.most > one.usual:
                yield _Raised(node.index, index, _path_of(procedure, node, index))
        times = [*node.times, node.meeting.time if node.meeting is not None else None]
        for place, time in enumerate(times):
            if time is not None and time.distribution is not None:
                track = procedure.tracks[place] if 1 < len(node.times) > place else ""
                yield _Raised(node.index, -1, _given_at(procedure, node, track))


def _given_at(procedure: Procedure, node: Node, track: str) -> str:
    """The path at which a scenario gives a distribution."""
    own = [f"durations.{node.id}.{track}", f"durations.{node.id}"]
    given = procedure.scenario.assumptions
    return next((path for path in own if path in given), f"meetings.{node.body}")


def _path_of(procedure: Procedure, node: Node, index: int) -> str:
    """The path at which an input was given; a decision's time may be that of its body."""
    path = procedure.inputs[index].id
    given = procedure.scenario.assumptions
    meetings = f"meetings.{node.body}"
    return meetings if path not in given and meetings in given else path


def _walk(procedure: Procedure, track: int, channel: int, raised: _Raised | None) -> None:
    route = procedure.route(track, channel)
    reached: dict[int, _Reached] = {}
    for stage in route.stages:
        if any(previous not in reached for previous in route.after[stage]):
            continue
        start = max(
            (reached[previous] for previous in route.after[stage]),
            key=lambda one: one.minute,
            default=_Reached(procedure.calendar.hours[0]),
        )
        over = _over(procedure, procedure.nodes[stage].at(channel), track, start, raised)
        if over is not None:
            reached[stage] = over


def _over(
    procedure: Procedure, node: Node, track: int, start: _Reached, raised: _Raised | None
) -> _Reached | None:
    """When a stage is over; None where its body does not meet any more."""
    now = max(start.minute, node.opens)
    calendar = node.calendar or procedure.calendar
    longest = start
    try:
        if node.notice is not None:
            days = max(node.notice.days, 0)
            if node.notice.input >= 0:
                days = int(_number(procedure, node.notice.input, raised))
            longest = _longer(procedure, start, days * 1440, node, node.notice.input)
            unit = "cd" if node.notice.unit == "cd" else "wd"
            posted = calendar.posting_time(now)
            over = calendar.period_end(posted, days, unit)  # type: ignore[arg-type]
            return attrs.evolve(longest, minute=over)
        if node.meeting is not None and node.meeting.starts:
            later = bisect_left(node.meeting.starts, now)
            if later == len(node.meeting.starts):
                return None
            met = node.meeting.starts[later]
            if met - now > start.longest:
                path = f"meetings.{node.body}"
                longest = attrs.evolve(start, longest=met - now, node=node.index, path=path)
            return attrs.evolve(longest, minute=node.meeting.over(met, calendar))
        if node.meeting is not None and node.meeting.notice >= 0:
            days = int(_number(procedure, node.meeting.notice, raised))
            longest = _longer(procedure, start, days * 1440, node, node.meeting.notice)
            called = calendar.add_workdays(calendar.date(calendar.open_after(now)), days)
            met = max(now, calendar.minute(called, calendar.hours[0]))
            return attrs.evolve(longest, minute=node.meeting.over(met, calendar))
        time = _time(node, track)
        if time is None:
            return attrs.evolve(start, minute=now)
        minutes = _minutes(procedure, node, time, raised)
        civil = time.clock == "civil"
        span = minutes if civil else minutes * 1440 // calendar.day_minutes
        longest = _longer(procedure, start, span, node, time.input)
        over = now + minutes
        if not civil and minutes:
            over = calendar.add_work(calendar.open_after(now), minutes)
        pulled = node.meeting is not None and node.meeting.against >= 0
        return attrs.evolve(longest, minute=now if pulled else over)
    except CalendarError:
        raise _Beyond(node, longest) from None


def _longer(
    procedure: Procedure, start: _Reached, minutes: int, node: Node, index: int
) -> _Reached:
    if minutes <= start.longest:
        return start
    path = _path_of(procedure, node, index) if index >= 0 else ""
    return attrs.evolve(start, longest=minutes, node=node.index, path=path)


def _time(node: Node, track: int) -> Time | None:
    if not node.times:
        return node.meeting.time if node.meeting is not None else None
    return node.times[track] if len(node.times) > 1 else node.times[0]


def _number(procedure: Procedure, index: int, raised: _Raised | None) -> float:
    one = procedure.inputs[index]
    return one.most if raised is not None and raised.input == index else one.usual


def _minutes(procedure: Procedure, node: Node, time: Time, raised: _Raised | None) -> int:
    """How long a stage usually takes, or at its upper end; of a distribution its median."""
    if time.input >= 0:
        return round(time.within(_number(procedure, time.input, raised) * time.scale))
    if time.distribution is None:
        return round(time.within(time.fixed))
    upper = raised is not None and raised.input < 0 and raised.node == node.index
    at = np.array([UPPER if upper else 0.5])
    drawn = by_name(time.distribution.name, at, time.distribution.parameters)
    return round(time.within(float(drawn[0]) * time.scale))


def _too_long(procedure: Procedure, beyond: _Beyond) -> Problem:
    """What is to blame is the longest time on the way."""
    last, node, longest = procedure.calendar.last, beyond.node, beyond.on_the_way
    blamed = procedure.nodes[longest.node] if longest.node >= 0 else node
    path, file = longest.path, procedure.scenario.file
    if not path:
        path, file = f"stages.{blamed.id}.duration", procedure.policy.file
    what = Text("时间太长", "takes too long")
    if path.startswith("meetings.") and blamed.meeting is not None and blamed.meeting.starts:
        what = Text("开会太晚", "meets too late")
    which = Text("它", "it") if blamed is node else Text(f"“{node.title.zh}”", f"'{node.title.en}'")
    return Problem(
        Text(
            f"“{blamed.title.zh}”{what.zh}：{which.zh}的结束已晚于日历的最后一天（{last}）",
            f"'{blamed.title.en}' {what.en}: {which.en} would end beyond the calendar, "
            f"which ends on {last}",
        ),
        file,
        path=path,
    )


def _end_too_late(procedure: Procedure, raised: _Raised, node: Node) -> Problem:
    last, blamed = procedure.calendar.last, procedure.nodes[raised.node]
    which = Text("它", "it") if blamed is node else Text(f"“{node.title.zh}”", f"'{node.title.en}'")
    return Problem(
        Text(
            f"“{blamed.title.zh}”最长的时间太长：{which.zh}的结束会晚于日历的最后一天（{last}）",
            f"'{blamed.title.en}' takes too long at its upper end: {which.en} would end beyond "
            f"the calendar, which ends on {last}",
        ),
        procedure.scenario.file,
        path=raised.path,
    )

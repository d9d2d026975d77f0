"""Times so long that the calendar ends before the last stage does."""

from __future__ import annotations

import attrs

from awardsim.errors import Problem, ProcedureError
from awardsim.procedure.model import Node, Procedure, Time
from awardsim.text import Text
from awardsim.workdays import CalendarError


@attrs.frozen
class _Reached:
    """When a stage is over at the earliest, and the longest time on the way there."""

    minute: int
    longest: int = 0
    node: int = -1
    input: int = -1


def check_reach(procedure: Procedure) -> None:
    """With usual times and nobody waiting, every stage is over within the calendar.

    Raises
    ------
    ProcedureError
        At the longest time on the way to the first stage that is not.
    """
    for track in range(len(procedure.tracks)):
        route = procedure.route(track, 0)
        reached: dict[int, _Reached] = {}
        for stage in route.stages:
            before = [reached[previous] for previous in route.after[stage]]
            start = max(
                before,
                key=lambda one: one.minute,
                default=_Reached(procedure.calendar.hours[0]),
            )
            reached[stage] = _over(procedure, procedure.nodes[stage], track, start)


def _over(procedure: Procedure, node: Node, track: int, start: _Reached) -> _Reached:
    now = max(start.minute, node.opens)
    calendar = node.calendar or procedure.calendar
    longest = start
    try:
        if node.notice is not None:
            days = node.notice.days
            if node.notice.input >= 0:
                days = int(procedure.inputs[node.notice.input].usual)
            longest = _longer(start, days * 1440, node, node.notice.input)
            unit = "cd" if node.notice.unit == "cd" else "wd"
            posted = calendar.posting_time(now)
            over = calendar.period_end(posted, days, unit)  # type: ignore[arg-type]
            return attrs.evolve(longest, minute=over)
        time = _time(node, track)
        if time is None:
            return attrs.evolve(start, minute=now)
        minutes = _minutes(procedure, time)
        civil = time.clock == "civil"
        span = minutes if civil else minutes * 1440 // calendar.day_minutes
        longest = _longer(start, span, node, time.input)
        over = now + minutes
        if not civil and minutes:
            over = calendar.add_work(calendar.open_after(now), minutes)
        pulled = node.meeting is not None and node.meeting.against >= 0
        return attrs.evolve(longest, minute=now if pulled else over)
    except CalendarError:
        raise ProcedureError(_problem(procedure, node, longest)) from None


def _longer(start: _Reached, minutes: int, node: Node, input: int) -> _Reached:
    if minutes <= start.longest:
        return start
    return attrs.evolve(start, longest=minutes, node=node.index, input=input)


def _time(node: Node, track: int) -> Time | None:
    if not node.times:
        return node.meeting.time if node.meeting is not None else None
    return node.times[track] if len(node.times) > 1 else node.times[0]


def _minutes(procedure: Procedure, time: Time) -> int:
    """How long a stage usually takes; of a distribution, what the text demands at least."""
    if time.input >= 0:
        return round(time.within(procedure.inputs[time.input].usual * time.scale))
    return round(time.within(time.fixed)) if time.distribution is None else round(time.least)


def _problem(procedure: Procedure, node: Node, longest: _Reached) -> Problem:
    """What is to blame is the longest time on the way."""
    last = procedure.calendar.last
    blamed = procedure.nodes[longest.node] if longest.node >= 0 else node
    path, file = f"stages.{blamed.id}.duration", procedure.policy.file
    if longest.input >= 0:
        path, file = procedure.inputs[longest.input].id, procedure.scenario.file
    which = Text("它", "it") if blamed is node else Text(f"“{node.title.zh}”", f"'{node.title.en}'")
    return Problem(
        Text(
            f"“{blamed.title.zh}”时间太长：{which.zh}的结束已晚于日历的最后一天（{last}）",
            f"'{blamed.title.en}' takes too long: {which.en} would end beyond the calendar, "
            f"which ends on {last}",
        ),
        file,
        path=path,
    )

"""What each channel has to do by when: its own stages, counted back from the day its list is due.

A list that is received must be handed in while somebody is there to take it: a deadline on a day
off is counted back from the close of business of the last working day before it.
"""

from __future__ import annotations

import datetime

import attrs

from awardsim.analysis.explain import DAYS_AFTER, by_days_after
from awardsim.analysis.grounds import Date, dates_of, ground_of
from awardsim.analysis.latest import count_all_back, count_back
from awardsim.analysis.timetable import Line, slack_days
from awardsim.procedure.model import Procedure, Route
from awardsim.schedule.passes import forward, patterns_of, representative, usual_values
from awardsim.workdays import CalendarError

#: What a stage's length rests on if no number of days can be put in its place.
_FIXED = ("law", "meeting", "filing")


@attrs.frozen
class ChannelPlan:
    """The stages of one channel, or of several whose dates are all the same.

    Attributes
    ----------
    channels
        Which they are.
    lines
        Their stages, in order: those of their applicants and their own, up to the one by which
        their list is handed over.
    due
        The deadline of that stage; None where it has none.
    by
        The minute that is counted back from; None without a deadline.
    handover
        The stage by which their list is handed over; None where they have no stage of their own.
    receiver
        Id of the office that has it then; empty where somebody else acts next, or nobody.
    posts
        Notices of their own that are still to be posted.
    after
        Working days that what the channel assumes may need in all, and the latest day on which
        the last of these notices is posted; where there is none, the latest day on which the
        channel's own work begins.  Empty where something is stated that takes time besides.
    on_the_day
        For a deadline on a day off, when the last of these notices is posted at the latest if
        the list is taken on that day all the same; None where it makes no difference.
    """

    channels: tuple[int, ...]
    lines: tuple[Line, ...]
    due: Date | None
    by: int | None
    handover: int | None
    receiver: str
    posts: tuple[int, ...]
    after: tuple[tuple[int, int | None], ...]
    on_the_day: int | None = None

    def line(self, node: int) -> Line:
        """The line of one of its stages."""
        return next(line for line in self.lines if line.node == node)

    @property
    def posted(self) -> tuple[Line, ...]:
        """The lines of its notices."""
        return tuple(self.line(node) for node in self.posts)

    @property
    def too_late(self) -> bool:
        """Something that is still to be done cannot be done in time, even from the first day on."""
        return any(line.back is not None and line.back.arrive is None for line in self.lines)

    @property
    def behind(self) -> bool:
        """With usual values something begins later than it must."""
        return any(line.slack is not None and line.slack < 0 for line in self.lines)


@attrs.frozen
class ChannelPlans:
    """The plans of all channels of a procedure, in the order of its text."""

    procedure: Procedure
    values: tuple[float, ...]
    plans: tuple[ChannelPlan, ...]

    def of(self, channel: int) -> ChannelPlan:
        """The plan of one channel."""
        return next(plan for plan in self.plans if channel in plan.channels)


def channel_plans(procedure: Procedure) -> ChannelPlans:
    """Work out every channel's own dates with usual values; those with the same ones together."""
    values = usual_values(procedure)
    found: list[ChannelPlan] = []
    known: dict[tuple[int, ...], ChannelPlan] = {}
    for channel, pattern in enumerate(patterns_of(procedure)):
        if pattern not in known:
            known[pattern] = _plan(procedure, values, channel)
        plan = attrs.evolve(known[pattern], channels=(channel,))
        alike = [
            place
            for place, other in enumerate(found)
            if attrs.evolve(other, channels=plan.channels) == plan
        ]
        if alike:
            other = found[alike[0]]
            found[alike[0]] = attrs.evolve(other, channels=(*other.channels, channel))
        else:
            found.append(plan)
    return ChannelPlans(procedure, tuple(values), tuple(found))


def _plan(procedure: Procedure, values: list[float], channel: int) -> ChannelPlan:
    cases = [case for case in representative(procedure) if case[1] == channel]
    routes = [procedure.route(*case) for case in cases]
    handover = _handover(procedure, routes)
    if handover is None:
        return ChannelPlan((channel,), (), None, None, None, "", (), ())
    moments = procedure.moments(values)
    due, by = _due(procedure, values, handover)
    if by is not None:
        moments[-1 - handover] = by
    reached = forward(procedure, values, cases=cases)
    progress = procedure.scenario.progress
    posted = {} if progress is None else progress.posted
    latest = count_all_back(procedure, values, moments=moments, channel=channel)
    lines = []
    for node in procedure.nodes:
        if node.index not in _before(procedure, routes, handover):
            continue
        over = None if progress is None else progress.over(node.id)
        start, last = reached.first_start.get(node.index), reached.last.get(node.index)
        back = latest.get(node.index) if over is None else None
        begun = last.started if last is not None and node.listed else start
        lines.append(
            Line(
                node=node.index,
                ground=ground_of(procedure, values, node),
                start=start,
                finish=None if last is None else last.finished,
                law=None,
                back=back,
                slack=slack_days(procedure, begun, back),
                driving=False,
                dates=dates_of(procedure, values, node.index) if over is None else (),
                done=over,
            )
        )
    posts = [
        line
        for line in lines
        if line.done is None
        and procedure.nodes[line.node].id not in posted
        and procedure.nodes[line.node].kind == "notice"
        and procedure.nodes[line.node].per == "channel"
    ]
    return ChannelPlan(
        channels=(channel,),
        lines=tuple(lines),
        due=due,
        by=by,
        handover=handover,
        receiver=_receiver(procedure, routes, handover),
        posts=tuple(line.node for line in posts),
        after=_after(procedure, values, lines, posts, by, channel),
        on_the_day=_on_the_day(procedure, values, channel, posts),
    )


def _after(
    procedure: Procedure,
    values: list[float],
    lines: list[Line],
    posts: list[Line],
    by: int | None,
    channel: int,
) -> tuple[tuple[int, int | None], ...]:
    """The channel's own days varied; empty where more than assumed times stand between."""
    if posts:
        notice = procedure.nodes[posts[-1].node]
        return by_days_after(procedure, values, notice, posts[-1].back)
    own = [line for line in lines if _own(procedure, line.node) and line.done is None]
    if by is None or not own or any(line.ground.kind in _FIXED for line in own):
        return ()
    calendar = procedure.nodes[own[-1].node].at(channel).calendar or procedure.calendar
    found: list[tuple[int, int | None]] = []
    for days in DAYS_AFTER:
        try:
            found.append((days, calendar.subtract_work(by, days * calendar.day_minutes)))
        except CalendarError:
            found.append((days, None))
    return tuple(found)


def _on_the_day(
    procedure: Procedure, values: list[float], channel: int, posts: list[Line]
) -> int | None:
    """When the last notice is posted at the latest if the deadline itself is counted back from."""
    if not posts:
        return None
    known, found = posts[-1].back, count_back(procedure, values, posts[-1].node, channel=channel)
    if known is None or known.start is None or found is None or found.start is None:
        return None
    same = procedure.calendar.date(known.start) == procedure.calendar.date(found.start)
    return None if same else found.start


def _own(procedure: Procedure, node: int) -> bool:
    """A stage that a channel passes as one, or that a body of its own does."""
    stage = procedure.nodes[node]
    body = procedure.policy.bodies.get(stage.body)
    return stage.per == "channel" or (body is not None and body.each == "channel")


def _handover(procedure: Procedure, routes: list[Route]) -> int | None:
    """The last of a channel's own stages that has a deadline, else the last of them.

    A part of a channel hands over to the tier that it belongs to.
    """
    own = sorted({node for route in routes for node in route.stages if _own(procedure, node)})
    stages = procedure.policy.stages
    own = [node for node in own if stages[procedure.nodes[node].id].inside] or own
    limited = [node for node in own if procedure.nodes[node].limit is not None]
    if not own:
        return None
    return (limited or own)[-1]


def _due(
    procedure: Procedure, values: list[float], handover: int
) -> tuple[Date | None, int | None]:
    """The deadline of the handing over, and the close of business that is counted back from."""
    date = next((one for one in dates_of(procedure, values, handover) if one.kind == "limit"), None)
    if date is None:
        return None, None
    calendar = procedure.calendar
    close = calendar.minute(date.last_workday, calendar.hours[1])
    return date, min(date.minute, close)


def _before(procedure: Procedure, routes: list[Route], handover: int) -> set[int]:
    """The handing over and all before it, without what everybody passes as one."""
    found: set[int] = set()
    for route in routes:
        todo, seen = [handover], set[int]()
        while todo:
            node = todo.pop()
            if node in route.after and node not in seen:
                todo.extend(route.after[node])
                seen.add(node)
        found |= seen
    return {node for node in found if not procedure.nodes[node].for_all}


def _receiver(procedure: Procedure, routes: list[Route], handover: int) -> str:
    """The office that has the list next; empty where the next one to act is none.

    Reviewers who act on a list did not receive it.
    """
    following = sorted({node for route in routes for node in route.next.get(handover, ())})
    if not following:
        return ""
    name = procedure.nodes[following[0]].body
    body = procedure.policy.bodies.get(name)
    return name if body is not None and body.role == "office" else ""


def handed_over(plans: ChannelPlans, plan: ChannelPlan) -> datetime.date | None:
    """The last day on which the list can be handed over; None where no date says so."""
    calendar = plans.procedure.calendar
    if plan.by is not None:
        return calendar.date(plan.by)
    if plan.handover is None:
        return None
    back = plan.line(plan.handover).back
    return None if back is None or back.finish is None else calendar.date(back.finish)

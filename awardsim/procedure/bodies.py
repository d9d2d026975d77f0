"""The bodies that act: how many people they have, and when those that decide meet."""

from __future__ import annotations

import contextlib
import datetime

from awardsim.errors import Problem
from awardsim.policy import Body, Policy, Stage
from awardsim.procedure.channels import Channels, title_of
from awardsim.procedure.inputs import Inputs
from awardsim.procedure.model import Meeting, Time, Workforce
from awardsim.scenario.defaults import default
from awardsim.scenario.model import Distribution, Estimate, Meets, Scenario
from awardsim.text import Text
from awardsim.units import Duration, Unit
from awardsim.workdays import CalendarError, WorkCalendar


def workforce(name: str, policy: Policy, scenario: Scenario, inputs: Inputs) -> Workforce:
    """A working body with the inputs of its size."""
    body = policy.bodies[name]
    title = Text(f"{body.title.zh}人手", f"people: {body.title.en}")
    found: list[int] = []
    division = Channels.of(policy)
    of = tuple(0 for _ in policy.channels)
    if body.each == "channel":
        of, known = instances(division, body)
        for channel in known:
            own = f"channels.{channel}.{name}"
            if own in scenario.assumptions:
                whose = title_of(policy, channel)
                place = Text(f"{whose.zh}{title.zh}", f"{whose.en}: {title.en}")
                found.append(inputs.take(own, place))
            else:
                found.append(inputs.take(f"people.{name}", title, f"people.{body.role}"))
    else:
        found.append(inputs.take(f"people.{name}", title, f"people.{body.role}"))
    for index in set(found):
        if index >= 0 and inputs.found[index].least < 1:
            path = inputs.found[index].id
            given = scenario.assumptions.get(path)
            inputs.problems.append(
                Problem(
                    Text(
                        f"{body.title.zh}没有人手：至少1",
                        f"{body.title.en} has no capacity: at least 1",
                    ),
                    scenario.file,
                    given.line if given is not None else 0,
                    path,
                )
            )
    return Workforce(
        name,
        body.title,
        body.role,
        body.each == "channel",
        tuple(found),
        of,
        scenario.staffing.get(name),
    )


def instances(division: Channels, body: Body) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """For each channel, which of a body's instances it has; and the channels that they are of.

    A body of the outer text is there once for a whole, one of the inner text for each part.
    """
    if not body.inside:
        return division.whole, division.wholes
    own = division.parts(division.wholes.index(body.inside))
    of = tuple(own.index(c) if c in own else 0 for c in range(len(division.names)))
    return of, tuple(division.names[place] for place in own)


def meeting_of(
    name: str,
    stage: Stage,
    body: Body,
    inputs: Inputs,
    calendar: WorkCalendar,
    finish_by: datetime.date | None,
) -> Meeting:
    """When the body of a stage decides, as the scenario says, else by the role's default."""
    path = f"meetings.{stage.body}"
    title = Text(f"{body.title.zh}何时决定", f"decisions: {body.title.en}")
    assumed = inputs.assumption(path, f"meetings.{body.role}", "meetings.office")
    assert assumed is not None
    meets = assumed.amount
    if not isinstance(meets, Meets):
        inputs.wrong(path, assumed, "会议日期或天数", "meeting dates or days")
        return Meeting()
    if meets.days is not None:
        against = -1
        if _hurried(meets, body.role) and finish_by is not None:
            against = calendar.minute(finish_by, 24 * 60 - 1)
        days = meets.days
        own = inputs.assumption(f"durations.{name}")  # a stage's own time goes before its body's
        if own is not None and isinstance(own.amount, Estimate | Distribution):
            path, assumed, days = f"durations.{name}", own, own.amount
        if days.unit == "cd":
            inputs.wrong(path, assumed, "工作日或工时", "working days or hours")
        scale = 60.0 if days.unit == "h" else float(calendar.day_minutes)
        if isinstance(days, Distribution):
            return Meeting(time=Time(-1, "work", scale, distribution=days))
        takes = Text(f"{stage.title.zh}用时", f"duration: {stage.title.en}")
        index = inputs.add(f"durations.{name}", takes, assumed, days)
        return Meeting(
            time=Time(index, "work", scale),
            against=against,
            least=days.least * scale,
            hurried=days.least / days.usual if days.usual else 1.0,
        )
    length = _minutes(meets.length, calendar)
    if meets.notice is not None:
        called = Text(f"{body.title.zh}召集用时", f"notice of meetings: {body.title.en}")
        index = inputs.add(path, called, assumed, meets.notice, kind="count")
        return Meeting(notice=index, length=length)
    late = next((day for day in meets.dates if day > calendar.last), None)
    if late is not None:
        inputs.timeline.append(
            Problem(
                Text(
                    f"{title.zh}：{late} 晚于日历的最后一天（{calendar.last}）",
                    f"{title.en}: {late} is beyond the calendar, which ends on {calendar.last}",
                ),
                inputs.scenario.file,
                assumed.line,
                path,
            )
        )
        return Meeting()
    starts = tuple(
        calendar.minute(day, calendar.hours[0])
        for day in _days(meets, calendar)
        if day >= calendar.opening
    )
    if not starts:
        inputs.timeline.append(
            Problem(
                Text(
                    f"{title.zh}：没有一个会议日在开始日{calendar.opening}之后",
                    f"{title.en}: no meeting date after the opening on {calendar.opening}",
                ),
                inputs.scenario.file,
                assumed.line,
                path,
            )
        )
    return Meeting(starts=starts, length=length)


def _hurried(meets: Meets, role: str) -> bool:
    """Whether a decision is pulled forward to the deadline: as given, else as for its role."""
    if meets.against_deadline is not None:
        return meets.against_deadline
    usual = default(f"meetings.{role}")
    return (
        usual is not None
        and isinstance(usual.amount, Meets)
        and bool(usual.amount.against_deadline)
    )


def _days(meets: Meets, calendar: WorkCalendar) -> list[datetime.date]:
    """All days on which a body meets, in order; a given day off stays one, a regular one moves."""
    if meets.dates:
        days = sorted(set(meets.dates))
    else:
        days = []
        step = meets.every.whole if meets.every is not None else 1
        day = meets.first or calendar.opening
        if day < calendar.opening:  # in step with the first one
            day += datetime.timedelta(days=-((day - calendar.opening).days // step) * step)
        while day <= calendar.last:
            if calendar.day(day).working and (meets.every or day.weekday() in meets.weekdays):
                days.append(day)
            elif meets.every is not None and day not in meets.not_on:
                with contextlib.suppress(CalendarError):  # it ends before the next working day
                    days.append(calendar.roll(day, "forward"))
            day += datetime.timedelta(days=step)
    return [
        day
        for day in dict.fromkeys(days)
        if day not in meets.not_on and (meets.not_before is None or day >= meets.not_before)
    ]


def _minutes(length: Duration | None, calendar: WorkCalendar) -> int:
    """How long a meeting takes in working minutes: its whole day unless told otherwise."""
    if length is None:
        return calendar.day_minutes
    per = 60 if length.unit is Unit.HOUR else calendar.day_minutes
    return int(length.amount * per)

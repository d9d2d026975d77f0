"""An edition that is under way: what has happened takes the place of what was planned.

A stage that is done, and every one before it, lets everybody through at the close of the day on
which it was over; a notice that was posted runs from its posting day; nothing else starts before
today.  Schedule and simulation follow the same procedure and so obey alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

import attrs

from awardsim.errors import Problem, ProcedureError, nearest_name
from awardsim.procedure.model import Node, Procedure
from awardsim.scenario.model import Progress
from awardsim.text import Text


def with_progress(procedure: Procedure, progress: Progress) -> Procedure:
    """The procedure from today on.

    Raises
    ------
    ProcedureError
        With all problems: an unknown stage, a day outside the edition or after today, a stage
        that is said to be over before one that comes before it, a stage that is posted though it
        is no notice or over already.
    """
    problems = progress_problems(procedure, progress)
    if problems:
        raise ProcedureError(problems)
    progress = _implied(procedure, progress)
    calendar = procedure.calendar
    morning = calendar.minute(progress.today, calendar.hours[0])
    ready = _ready(procedure, progress)
    nodes = []
    for node in procedure.nodes:
        day, posted = progress.done.get(node.id), progress.posted.get(node.id)
        if day is not None:
            over = max(calendar.minute(day, calendar.hours[1]), calendar.hours[0])
            nodes.append(_done(node, min(over, ready.get(node.index, over))))
        elif posted is not None:
            nodes.append(attrs.evolve(node, opens=calendar.minute(posted, calendar.hours[0])))
        else:
            nodes.append(attrs.evolve(node, opens=max(node.opens, morning)))
    working = {node.body for node in nodes if node.kind == "work"}
    return attrs.evolve(
        procedure,
        nodes=tuple(nodes),
        bodies={name: body for name, body in procedure.bodies.items() if name in working},
        scenario=attrs.evolve(procedure.scenario, progress=progress),
        planned=procedure.planned or procedure,
    )


def _ready(procedure: Procedure, progress: Progress) -> dict[int, int]:
    """By stage before a posted notice, the opening of its posting day: by then it was over."""
    calendar = procedure.calendar
    found: dict[int, int] = {}
    for node in reversed(procedure.nodes):
        at = found.get(node.index)
        posted = progress.posted.get(node.id)
        if posted is not None:
            opening = calendar.minute(posted, calendar.hours[0])
            at = opening if at is None else min(at, opening)
        if at is not None:
            for before in node.after:
                found[before] = min(found.get(before, at), at)
    return found


def _done(node: Node, over: int) -> Node:
    """A stage that is over: nothing about it can be decided any more."""
    return attrs.evolve(
        node,
        kind="gate",
        times=(),
        notice=None,
        meeting=None,
        opens=over,
        closes=None,
        limit=None,
        due_with=-1,
        objections=None,
        supplement=None,
        review=None,
        calendar=None,
        local={},
    )


def progress_problems(procedure: Procedure, progress: Progress) -> Sequence[Problem]:
    """What cannot have happened so: see :func:`with_progress`."""
    calendar = procedure.calendar
    found: list[Problem] = []
    if not calendar.opening <= progress.today <= calendar.last:
        found.append(
            Problem(
                Text(
                    f"今天（{progress.today}）不在本届的日历内"
                    f"（{calendar.opening} 至 {calendar.last}）",
                    f"today ({progress.today}) is outside the calendar of this edition "
                    f"({calendar.opening} to {calendar.last})",
                ),
                path="progress.today",
            )
        )
    index = procedure.node_index
    for kind, days in (("done", progress.done), ("posted", progress.posted)):
        for stage, day in days.items():
            path = f"progress.{kind}.{stage}"
            if stage not in index:
                message = Text(f"没有环节 '{stage}'", f"no stage '{stage}'")
                found.append(Problem(message, path=path, nearest=nearest_name(stage, index)))
                continue
            messages = _of_a_day(procedure, progress, stage, day, posted=kind == "posted")
            found += [Problem(message, path=path) for message in messages]
    return found


def _of_a_day(
    procedure: Procedure, progress: Progress, stage: str, day: datetime.date, *, posted: bool
) -> Iterator[Text]:
    """What is wrong with the day on which a stage was over, or its notice posted."""
    opening, today = procedure.calendar.opening, progress.today
    node = procedure.nodes[procedure.node_index[stage]]
    what = Text("发布" if posted else "办完", "posted" if posted else "over")
    if not opening <= day <= today:
        yield Text(
            f"'{stage}' {what.zh}的日子 {day} 不在启动日（{opening}）和今天（{today}）之间",
            f"'{stage}' was {what.en} on {day}, which is not between the opening ({opening}) "
            f"and today ({today})",
        )
    for before in node.after:
        name = procedure.nodes[before].id
        earlier = progress.done.get(name)
        if earlier is not None and earlier > day:
            yield Text(
                f"'{stage}' 在 {day} {what.zh}，早于它之前的 '{name}'（{earlier}）",
                f"'{stage}' was {what.en} on {day}, before '{name}' which precedes it ({earlier})",
            )
    if posted and node.notice is None:
        yield Text(f"'{stage}' 不是公示", f"'{stage}' is no notice")
    if posted and stage in progress.done:
        yield Text(
            f"'{stage}' 已办完：只给办完的日子", f"'{stage}' is over: give the day it was over only"
        )


def _implied(procedure: Procedure, progress: Progress) -> Progress:
    """What is upstream of a stage that is done, or posted, was done by then as well.

    What opens the edition and takes no time was over on its own day, if that is behind today.
    """
    given = progress.given
    done = dict(given)
    for node in reversed(procedure.nodes):
        day = done.get(node.id) or progress.posted.get(node.id)
        if day is None:
            continue
        for before in node.after:
            name = procedure.nodes[before].id
            if name not in given:
                done[name] = min(done.get(name, day), day)
    yesterday = progress.today - datetime.timedelta(days=1)
    for name, day in _openings(procedure):
        if name not in given and day <= done.get(name, yesterday):
            done[name] = given[name] = day
    implied = tuple(stage for stage in done if stage not in given)
    return attrs.evolve(progress, done=done, implied=implied)


def _openings(procedure: Procedure) -> Iterator[tuple[str, datetime.date]]:
    """Stages that take no time and follow none, with their day."""
    calendar = procedure.calendar
    for node in (procedure.planned or procedure).nodes:
        if node.kind == "gate" and not node.after:
            yield node.id, calendar.date(max(node.opens, 0))

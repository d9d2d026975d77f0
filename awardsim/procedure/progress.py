"""An edition that is under way: what has happened takes the place of what was planned.

A stage that is done, and every one before it, lets everybody through at the close of the day on
which it was over; nothing else starts before today.  Schedule and simulation follow the same
procedure and so obey alike.
"""

from __future__ import annotations

from collections.abc import Sequence

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
        that is said to be over before one that comes before it.
    """
    problems = progress_problems(procedure, progress)
    if problems:
        raise ProcedureError(problems)
    progress = _implied(procedure, progress)
    calendar = procedure.calendar
    morning = calendar.minute(progress.today, calendar.hours[0])
    nodes = []
    for node in procedure.nodes:
        day = progress.done.get(node.id)
        if day is not None:
            over = max(calendar.minute(day, calendar.hours[1]), calendar.hours[0])
            nodes.append(_done(node, over))
        else:
            nodes.append(attrs.evolve(node, opens=max(node.opens, morning)))
    working = {node.body for node in nodes if node.kind == "work"}
    return attrs.evolve(
        procedure,
        nodes=tuple(nodes),
        bodies={name: body for name, body in procedure.bodies.items() if name in working},
        scenario=attrs.evolve(procedure.scenario, progress=progress),
    )


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
        objections=None,
        supplement=None,
        review=None,
        calendar=None,
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
    for stage, day in progress.done.items():
        path = f"progress.done.{stage}"
        if stage not in index:
            message = Text(f"没有环节 '{stage}'", f"no stage '{stage}'")
            found.append(Problem(message, path=path, nearest=nearest_name(stage, index)))
            continue
        if not calendar.opening <= day <= progress.today:
            message = Text(
                f"'{stage}' 办完的日子 {day} 不在启动日（{calendar.opening}）和今天"
                f"（{progress.today}）之间",
                f"'{stage}' was over on {day}, which is not between the opening "
                f"({calendar.opening}) and today ({progress.today})",
            )
            found.append(Problem(message, path=path))
        for before in procedure.nodes[index[stage]].after:
            earlier = progress.done.get(procedure.nodes[before].id)
            if earlier is not None and earlier > day:
                name = procedure.nodes[before].id
                message = Text(
                    f"'{stage}' 在 {day} 办完，早于它之前的 '{name}'（{earlier}）",
                    f"'{stage}' was over on {day}, before '{name}' which precedes it ({earlier})",
                )
                found.append(Problem(message, path=path))
    return found


def _implied(procedure: Procedure, progress: Progress) -> Progress:
    """What is upstream of a stage that is done was done by then as well."""
    index = procedure.node_index
    done = dict(progress.done)
    for node in reversed(procedure.nodes):
        day = done.get(node.id)
        if day is None or node.id not in index:
            continue
        for before in node.after:
            name = procedure.nodes[before].id
            if name not in progress.done:
                done[name] = min(done.get(name, day), day)
    return attrs.evolve(progress, done=done)

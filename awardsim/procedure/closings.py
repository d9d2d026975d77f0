"""Closing dates that lie after a deadline which comes after them."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from awardsim.errors import Problem
from awardsim.procedure.dates import UNKNOWN
from awardsim.procedure.model import Limit, Moment, Node, Procedure, Route
from awardsim.procedure.placing import given_among
from awardsim.procedure.reach import cases
from awardsim.text import Text
from awardsim.workdays import CalendarError


@attrs.frozen
class _Dated:
    """A date of a stage: what it is called, the minute at its earliest or latest, its path."""

    title: Text
    minute: int
    path: str


def check_closings(procedure: Procedure) -> list[Problem]:
    """Each closing date that is surely later than a deadline behind it, which puts the late out.

    Nobody can meet such a deadline where a list stands between the two, as that waits for the
    closing date.  Only those are asked about that lie on every way from the stage that closes.
    """
    return list(_conflicts(procedure))


def _conflicts(procedure: Procedure) -> Iterator[Problem]:
    limited = [
        node
        for node in procedure.nodes  # one for some tiers only shuts the others out of nothing
        if node.limit is not None and node.limit.out and not node.tiers
    ]
    for node in procedure.nodes:
        if node.closes is None or procedure.is_done(node.index):
            continue
        for other in limited:
            assert other.limit is not None
            if other.index <= node.index or not _behind_always(procedure, node, other):
                continue
            if UNKNOWN in (node.closes, other.limit.moment):
                continue
            try:
                closing = _closing(procedure, node, node.closes)
                deadline = _deadline(procedure, other, other.limit)
            except CalendarError:  # a date outside the calendar has a problem of its own
                continue
            if closing.minute > deadline.minute:
                yield _conflict(procedure, closing, deadline)
                break


def _behind_always(procedure: Procedure, node: Node, other: Node) -> bool:
    """On every route with a stage another one is a list behind it, or comes after such a list."""
    routes = [procedure.route(*case) for case in cases(procedure)]
    routes = [route for route in routes if node.index in route.after]
    return bool(routes) and all(_held(procedure, route, node, other) for route in routes)


def _held(procedure: Procedure, route: Route, node: Node, other: Node) -> bool:
    reached, held = {node.index}, set[int]()
    for stage in route.stages:
        before = set(route.after[stage])
        if before & reached:
            reached.add(stage)
            if before & held or procedure.nodes[stage].listed:
                held.add(stage)
    return other.index in held


def _closing(procedure: Procedure, node: Node, moment: Moment) -> _Dated:
    """The closing date at its earliest."""
    title = Text(f"{node.title.zh}截止日", f"closing date of {node.title.en}")
    minute = _moments(procedure, moment.input, "least")[node.index]
    return _Dated(title, minute, _path(procedure, f"stages.{node.id}.closes"))


def _deadline(procedure: Procedure, node: Node, limit: Limit) -> _Dated:
    """The deadline at its latest."""
    title = Text(f"{node.title.zh}期限", f"deadline of {node.title.en}")
    minute = _moments(procedure, limit.moment.input, "most")[-1 - node.index]
    return _Dated(title, minute, _path(procedure, f"stages.{node.id}.deadline.on"))


def _moments(procedure: Procedure, index: int, end: str) -> dict[int, int]:
    values = [float(one.usual) for one in procedure.inputs]
    if index >= 0:
        values[index] = float(getattr(procedure.inputs[index], end))
    return procedure.moments(values)


def _path(procedure: Procedure, path: str) -> str:
    """Where a date is given: by the scenario, else in the text."""
    assumed = f"fill.{path}"
    return assumed if assumed in procedure.scenario.assumptions else path


def _conflict(procedure: Procedure, closing: _Dated, deadline: _Dated) -> Problem:
    """Told at the date that was given last: by the scenario, by a change, else the first."""
    day, by = (procedure.calendar.date(one.minute) for one in (closing, deadline))
    message = Text(
        f"{closing.title.zh}（{day}，{closing.path}）晚于它后面的{deadline.title.zh}"
        f"（{by}，{deadline.path}）：谁都赶不上",
        f"{closing.title.en} ({day}, {closing.path}) is after the {deadline.title.en} "
        f"({by}, {deadline.path}), which comes behind it: nobody can meet it",
    )
    paths = [closing.path, deadline.path]
    path = given_among(paths, procedure.scenario) or closing.path
    return Problem(message, procedure.policy.file, path=path)

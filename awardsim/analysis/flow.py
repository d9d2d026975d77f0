"""Where applicants leave, and how busy each body is from week to week.

Both are read from the logs of the same replications as a forecast: the applicants that leave for a
reason add up to the forecast's outcomes, the hours of the weeks to a body's busy hours.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.log import AWARDED, INSIDE, Log
from awardsim.simulation.plan import Plan
from awardsim.simulation.replications import Workers

Floats = NDArray[np.float64]
_DAY, _WEEK = 1440, 7


@attrs.frozen
class Departure:
    """Applicants of one track that leave at one stage for one reason: mean of a replication."""

    node: int
    reason: str
    number: float


@attrs.frozen
class Funnel:
    """One track from application to award: means of a replication.

    ``applied`` are those that apply; they are ``awarded``, ``inside`` at the end, or among the
    ``departures``, which come in the order of the stages.
    """

    track: int
    applied: float
    awarded: float
    inside: float
    departures: tuple[Departure, ...]


@attrs.frozen
class Load:
    """How busy a body is from week to week.

    Attributes
    ----------
    hours
        Mean working hours of all its people together, by week.
    share
        Mean share of their working time, by week; None where nobody of them works in it.
    """

    body: str
    hours: tuple[float, ...]
    share: tuple[float | None, ...]


@attrs.frozen
class Flow:
    """What the logs of all replications say beside the dates.

    ``weeks`` are the Mondays of the weeks in which anybody works, without a gap.
    """

    funnels: tuple[Funnel, ...]
    weeks: tuple[datetime.date, ...]
    loads: tuple[Load, ...]


def flow(
    procedure: Procedure,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Flow:
    """Follow applicants and work through all replications.

    Notes
    -----
    Work is spread evenly from the start to the finish of a visit.  Where several people judge one
    file, their visit lasts from the first one's start to the last one's end; the hours of such a
    body are spread in the same proportion, and add up to what it really works.
    """
    with Workers({"": procedure}, _collect, seed, workers, tick) as crew:
        plan = crew.plans[""]
        rows = crew.run([Arm({}, 0, replications)])[0]
    return _summarise(_Layout.of(plan), rows)


@attrs.frozen(eq=False)
class _Layout:
    """Where each figure stands in a row.

    Applicants, awards and those inside by track; departures by track, stage and reason; working
    minutes by body and week; people by body.
    """

    plan: Plan
    first: datetime.date
    starts: tuple[int, ...]

    @classmethod
    def of(cls, plan: Plan) -> _Layout:
        calendar = plan.procedure.calendar
        first = calendar.opening - datetime.timedelta(days=calendar.opening.weekday())
        count = (calendar.last - first).days // _WEEK + 1
        starts = [
            (first - calendar.opening).days * _DAY + week * _WEEK * _DAY for week in range(count)
        ]
        return cls(plan, first, tuple(starts))

    @property
    def procedure(self) -> Procedure:
        return self.plan.procedure

    @property
    def departures(self) -> tuple[int, int, int]:
        """Tracks, stages, reasons."""
        return len(self.procedure.tracks), len(self.procedure.nodes), len(self.plan.reasons)

    @property
    def worked(self) -> tuple[int, int]:
        """Bodies, weeks."""
        return len(self.procedure.bodies), len(self.starts)


@functools.lru_cache(maxsize=2)
def _layout(plan: Plan) -> _Layout:
    return _Layout.of(plan)


def _collect(plan: Plan, log: Log) -> list[float]:
    """The figures of one replication, in the order of :class:`_Layout`."""
    layout = _layout(plan)
    tracks = log.track.tolist()
    totals = np.zeros((3, len(plan.procedure.tracks)))
    for track, outcome in zip(tracks, log.outcome, strict=True):
        totals[0, track] += 1
        totals[1, track] += outcome == AWARDED
        totals[2, track] += outcome == INSIDE
    left = np.zeros(layout.departures)
    for case, node, _, reason, _ in log.left:
        left[tracks[case], node, reason] += 1
    people = [float(log.capacity[body]) for body in plan.procedure.bodies]
    parts = (totals, left, _minutes(layout, log), np.array(people))
    found: list[float] = np.concatenate([part.ravel() for part in parts]).tolist()
    return found


def _minutes(layout: _Layout, log: Log) -> Floats:
    """Working minutes of each body in each week."""
    nodes = layout.procedure.nodes
    places = {body: place for place, body in enumerate(layout.procedure.bodies)}
    found = np.zeros(layout.worked)
    several: set[str] = set()
    for row in log.rows:
        node, start, finish = nodes[row[1]], row[3], row[4]
        if node.kind != "work" or finish <= start:
            continue
        if node.review is not None:
            several.add(node.body)
        calendar = layout.plan.calendars[node.body]
        place = places[node.body]
        week = (start - layout.starts[0]) // (_WEEK * _DAY)
        while start < finish:
            end = min(layout.starts[week] + _WEEK * _DAY, finish)
            found[place, week] += calendar.work_between(start, end)
            start, week = end, week + 1
    for body in several:
        spread = float(np.sum(found[places[body]]))
        if spread:
            found[places[body]] *= log.busy[body] / spread
    return found


def _summarise(layout: _Layout, rows: Floats) -> Flow:
    procedure = layout.procedure
    tracks = len(procedure.tracks)
    means = np.mean(rows, axis=0)
    totals = means[: 3 * tracks].reshape(3, tracks)
    at = 3 * tracks
    size = int(np.prod(layout.departures))
    left = means[at : at + size].reshape(layout.departures)
    funnels = tuple(
        Funnel(
            track,
            float(totals[0, track]),
            float(totals[1, track]),
            float(totals[2, track]),
            tuple(
                Departure(node, layout.plan.reasons[reason], float(left[track, node, reason]))
                for node in range(len(procedure.nodes))
                for reason in np.argsort(-left[track, node], kind="stable")
                if left[track, node, reason] > 0
            ),
        )
        for track in range(tracks)
    )
    at += size
    size = int(np.prod(layout.worked))
    minutes = rows[:, at : at + size].reshape(len(rows), *layout.worked)
    return Flow(funnels, *_loads(layout, minutes, rows[:, at + size :]))


def _loads(
    layout: _Layout, minutes: Floats, people: Floats
) -> tuple[tuple[datetime.date, ...], tuple[Load, ...]]:
    """Weeks with any work, and each body's part of them."""
    working = np.flatnonzero(np.any(minutes > 0, axis=(0, 1)))
    if not len(working):
        return (), ()
    weeks = range(int(working[0]), int(working[-1]) + 1)
    loads = []
    for place, body in enumerate(layout.procedure.bodies):
        room = np.array([_room(layout, body, week) for week in weeks])
        own = minutes[:, place, weeks.start : weeks.stop]
        can = people[:, place, None] * room
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.mean(np.where(can > 0, own / can, 0.0), axis=0)
        loads.append(
            Load(
                body,
                tuple(float(one) / 60 for one in np.mean(own, axis=0)),
                tuple(
                    float(one) if there else None
                    for one, there in zip(share, room > 0, strict=True)
                ),
            )
        )
    monday = tuple(layout.first + datetime.timedelta(days=_WEEK * week) for week in weeks)
    return monday, tuple(loads)


def _room(layout: _Layout, body: str, week: int) -> int:
    """Working minutes of one person of a body in a week."""
    calendar = layout.plan.calendars.get(body, layout.procedure.calendar)
    end = (layout.procedure.calendar.last - layout.procedure.calendar.opening).days * _DAY
    start = min(max(layout.starts[week], 0), end)
    return calendar.work_between(start, min(layout.starts[week] + _WEEK * _DAY, end))

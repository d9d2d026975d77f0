"""What an edition costs in people's days, and in money at assumed rates."""

from __future__ import annotations

import math
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis import figures
from awardsim.analysis.kept_runs import Runs
from awardsim.procedure.model import Procedure
from awardsim.scenario.defaults import default
from awardsim.scenario.model import Assumption, Estimate
from awardsim.simulation.log import Log
from awardsim.simulation.plan import Plan, make_plan
from awardsim.simulation.pools import minutes_by_case
from awardsim.workdays import WorkCalendar

Floats = NDArray[np.float64]

EARLY, LATE = 10, 90


@attrs.frozen
class Money:
    """Yuan: few days at the least rate, usual, many days at the most."""

    low: float
    usual: float
    high: float

    def __add__(self, other: Money) -> Money:
        return Money(self.low + other.low, self.usual + other.usual, self.high + other.high)


@attrs.frozen
class BodyCost:
    """The work of one body.

    ``days`` of a person, or of a team where it has teams: exceeded in nine of ten editions, on
    average, exceeded in one of ten.  ``busy`` is the share of its people's working time from the
    first case to the last, on average; ``stages`` are all that it serves, of whatever track.
    ``rate`` and ``money`` are None where nothing is assumed of its rate.
    """

    body: str
    stages: tuple[int, ...]
    people: float
    days: tuple[float, float, float]
    by_track: tuple[float, ...]
    busy: float
    rate: Assumption | None
    money: Money | None

    def yuan_of(self, track: int) -> float | None:
        """What the applicants of a track cost at the usual rate."""
        return None if self.rate is None else self.by_track[track] * usual_rate(self.rate)


@attrs.frozen(eq=False)
class Cost:
    """The work of all bodies; ``money`` of those with a rate.

    ``applied`` and ``awarded`` are means over the replications, by track.
    """

    procedure: Procedure
    bodies: tuple[BodyCost, ...]
    money: Money
    applied: tuple[float, ...]
    awarded: tuple[float, ...]
    replications: int
    seed: int

    def yuan_of(self, track: int) -> float:
        """What the applicants of a track cost at usual rates, as far as there are rates."""
        return math.fsum(one.yuan_of(track) or 0.0 for one in self.bodies)


class Work:
    """Working days of every replication, from rows of :func:`collect`."""

    def __init__(self, procedure: Procedure, rows: Floats) -> None:
        self.procedure, self.rows = procedure, rows
        self.layout = figures.layout_of(make_plan(procedure))
        self.bodies = tuple(procedure.bodies)

    def figure(self, name: str) -> Floats:
        """One figure of a run."""
        return self.layout.column(self.rows, name)

    def of(self, body: str) -> Floats:
        """Days of a body, for whatever track."""
        return self.figure(f"busy/{body}") / self.procedure.calendar.day_minutes

    def of_track(self, body: str, track: int) -> Floats:
        """Days that a body spent on the applicants of a track."""
        place = self.bodies.index(body) * len(self.procedure.tracks) + track
        minutes: Floats = self.rows[:, len(self.layout.names) + place]
        return minutes / self.procedure.calendar.day_minutes

    def serves(self, body: str) -> tuple[int, ...]:
        """The tracks whose applicants a body serves at all."""
        tracks = range(len(self.procedure.tracks))
        return tuple(track for track in tracks if self.of_track(body, track).any())


def collect(plan: Plan, log: Log) -> list[float]:
    """The figures of one replication, then minutes by body and track of the applicant."""
    procedure = plan.procedure
    spent = []
    for body in procedure.bodies:
        own = [0.0] * len(procedure.tracks)
        for case, minutes in minutes_by_case(log, body).items():
            if case >= 0:
                own[int(log.track[case])] += minutes
        spent += own
    return [*figures.collect(plan, log), *spent]


def cost(procedure: Procedure, **options: Any) -> Cost:
    """Run an edition and add up what its bodies work; options are those of :class:`Runs`."""
    runs = Runs(collect, **options)
    return cost_of(procedure, runs.rows(procedure), runs.seed)


def cost_of(procedure: Procedure, rows: Floats, seed: int) -> Cost:
    """The cost of an edition that was run; rows of :func:`collect`."""
    work = Work(procedure, rows)
    found = []
    for name in procedure.bodies:
        days = work.of(name)
        spread = (
            float(np.percentile(days, EARLY)),
            float(days.mean()),
            float(np.percentile(days, LATE)),
        )
        stages = tuple(
            node.index for node in procedure.nodes if node.kind == "work" and node.body == name
        )
        starts, ends = (
            np.array([work.figure(f"{what}/{procedure.nodes[one].id}") for one in stages])
            for what in ("start", "end")
        )
        people = work.figure(f"people/{name}")
        calendar = procedure.calendar
        rate = rate_of(procedure, name)
        found.append(
            BodyCost(
                name,
                stages,
                float(people.mean()),
                spread,
                tuple(
                    float(work.of_track(name, track).mean())
                    for track in range(len(procedure.tracks))
                ),
                _busy(calendar, days * calendar.day_minutes, people, starts, ends),
                rate,
                None if rate is None else _money(spread, rate),
            )
        )
    total = Money(0.0, 0.0, 0.0)
    for one in found:
        if one.money is not None:
            total += one.money
    applied, awarded = (
        tuple(float(work.figure(f"{what}/{track}").mean()) for track in procedure.tracks)
        for what in ("applied", "awarded")
    )
    return Cost(procedure, tuple(found), total, applied, awarded, len(rows), seed)


def rate_of(procedure: Procedure, body: str) -> Assumption | None:
    """What a day of a body is assumed to cost; None where nothing is."""
    role = procedure.bodies[body].role
    return procedure.scenario.assumptions.get(f"rates.{body}") or default(f"rates.{role}")


def usual_rate(rate: Assumption) -> float:
    """Yuan a day, usually."""
    assert isinstance(rate.amount, Estimate)
    return rate.amount.usual


def _busy(
    calendar: WorkCalendar, minutes: Floats, people: Floats, starts: Floats, ends: Floats
) -> float:
    """Mean share of the time between the first start and the last end of a body's stages.

    ``starts`` and ``ends`` have a row for each stage; nan where nobody came.
    """
    came = ~np.isnan(starts).all(axis=0)
    shares = [
        spent / (there * time)
        for spent, there, first, last in zip(
            minutes[came],
            people[came],
            np.nanmin(starts[:, came], axis=0),
            np.nanmax(ends[:, came], axis=0),
            strict=True,
        )
        if (time := calendar.work_between(int(first), int(last))) > 0
    ]
    return float(np.mean(shares)) if shares else 0.0


def _money(days: tuple[float, float, float], rate: Assumption) -> Money:
    amount = rate.amount
    assert isinstance(amount, Estimate)
    few, usual, many = days
    return Money(few * amount.least, usual * amount.usual, many * amount.most)

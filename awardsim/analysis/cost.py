"""What an edition costs in people's days, and in money at assumed rates."""

from __future__ import annotations

import math
from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.figures import collect, layout_of
from awardsim.procedure.model import Procedure
from awardsim.scenario.defaults import default
from awardsim.scenario.model import Assumption, Estimate
from awardsim.simulation.replications import Arm, Workers
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
    busy: float
    rate: Assumption | None
    money: Money | None


@attrs.frozen(eq=False)
class Cost:
    """The work of all bodies; ``money`` of those with a rate.

    ``applied`` and ``awarded`` are means over the replications.
    """

    procedure: Procedure
    bodies: tuple[BodyCost, ...]
    money: Money
    applied: float
    awarded: float
    replications: int
    seed: int


def cost(
    procedure: Procedure,
    *,
    replications: int = 1000,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Cost:
    """Run an edition and add up what its bodies work."""
    with Workers({"": procedure}, collect, seed, workers, tick) as crew:
        layout = layout_of(crew.plans[""])
        figures = crew.run([Arm({}, 0, replications)])[0]
    calendar = procedure.calendar
    found = []
    for name, body in procedure.bodies.items():
        days = layout.column(figures, f"busy/{name}") / calendar.day_minutes
        people = layout.column(figures, f"people/{name}")
        spread = (
            float(np.percentile(days, EARLY)),
            float(days.mean()),
            float(np.percentile(days, LATE)),
        )
        rate = procedure.scenario.assumptions.get(f"rates.{name}") or default(f"rates.{body.role}")
        stages = tuple(
            node.index for node in procedure.nodes if node.kind == "work" and node.body == name
        )
        starts, ends = (
            np.array(
                [layout.column(figures, f"{what}/{procedure.nodes[one].id}") for one in stages]
            )
            for what in ("start", "end")
        )
        busy = _busy(calendar, days * calendar.day_minutes, people, starts, ends)
        money = None if rate is None else _money(spread, rate)
        found.append(BodyCost(name, stages, float(people.mean()), spread, busy, rate, money))
    total = Money(0.0, 0.0, 0.0)
    for one in found:
        if one.money is not None:
            total += one.money
    applied, awarded = (
        math.fsum(
            float(layout.column(figures, f"{what}/{track}").mean()) for track in procedure.tracks
        )
        for what in ("applied", "awarded")
    )
    return Cost(procedure, tuple(found), total, applied, awarded, replications, seed)


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

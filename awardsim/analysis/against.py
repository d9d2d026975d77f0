"""Real days of a past edition beside the forecast as it could have been made then.

The forecast knows what had been announced and what had happened on the day it is made, and nothing
later.  Where a real day lies among the forecast ones says something of that edition; one edition
says nothing of how good forecasts are.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.actuals import checked_days, made_when
from awardsim.analysis.figures import Layout, collect, layout_of
from awardsim.analysis.shares import EARLY, LATE, MIDDLE, quantile
from awardsim.procedure.model import Input, Node, Procedure
from awardsim.procedure.progress import with_progress
from awardsim.scenario.actual import Actual
from awardsim.scenario.model import Progress
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
from awardsim.text import Text
from awardsim.units import Duration
from awardsim.workdays import WorkCalendar

Floats = NDArray[np.float64]

#: How a real day came about, as far as a forecast can be held against it.
KNOWN, SET, FOLLOWS, SCORED = "known", "set", "follows", "scored"


@attrs.frozen
class Taken:
    """How many working days a stage took from the end of what is before it."""

    days: int
    early: int | None
    middle: int | None
    late: int | None
    position: float

    @property
    def off(self) -> str:
        """``longer`` or ``shorter`` than four in five forecasts; empty where it is neither."""
        return _off(self.days, self.early, self.late)


@attrs.frozen
class Compared:
    """One real day beside the forecast.

    Attributes
    ----------
    node, posted
        The stage, and whether it is the day on which its notice was posted.
    early, middle, late
        Forecast day at 10 %, 50 % and 90 %, as minutes of the edition; None: not reached.
    position
        Share of the forecasts that are earlier, half of those on the same day; nan where it was
        known.
    kind
        ``known`` when the forecast was made; ``set`` by somebody, a meeting whose days are given;
        ``follows`` from another day by a fixed count; else ``scored``.
    taken
        Working days since what is before it; None where that day is not given.
    """

    node: int
    posted: bool
    day: datetime.date
    early: int | None
    middle: int | None
    late: int | None
    position: float
    kind: str
    taken: Taken | None

    @property
    def within(self) -> bool:
        """Between the early and the late forecast day."""
        return EARLY <= self.position <= LATE


@attrs.frozen
class Observed:
    """An assumption beside what was observed of it.

    ``position`` is the share of its range that is smaller; ``derived`` says that the number was
    counted from the real days and not given.
    """

    input: int
    value: float
    position: float
    derived: bool

    def off(self, one: Input) -> str:
        """``above`` or ``below`` its range; ``high`` or ``low`` in it; empty where neither."""
        if self.value > one.most:
            return "above"
        if self.value < one.least:
            return "below"
        if one.fixed or EARLY <= self.position <= LATE:
            return ""
        return "high" if self.position > LATE else "low"


@attrs.frozen
class Learned:
    """A range as it could be taken over into the next scenario, with where it comes from."""

    path: str
    unit: str
    now: tuple[float, float, float]
    observed: float
    to: tuple[float, float, float]
    basis: Text


@attrs.frozen(eq=False)
class Review:
    """A past edition beside its forecast."""

    procedure: Procedure
    actual: Actual
    made_on: datetime.date
    rows: tuple[Compared, ...]
    observed: tuple[Observed, ...]
    replications: int
    seed: int

    @property
    def scored(self) -> tuple[Compared, ...]:
        """The days that a forecast can be held against."""
        return tuple(one for one in self.rows if one.kind == SCORED)

    def learned(self) -> tuple[Learned, ...]:
        """Each observed assumption with a range that holds what was observed.

        The range is widened to the observation; its usual value moves half of the way, as if
        what was assumed had been one edition as well.
        """
        found = []
        for one in self.observed:
            given = self.procedure.inputs[one.input]
            now = (given.least, given.usual, given.most)
            usual = (given.usual + one.value) / 2
            if given.kind in ("count", "day"):
                usual = float(round(usual))
            to = (min(given.least, one.value), usual, max(given.most, one.value))
            real = self.actual.basis
            basis = Text(f"{real.zh}，n=1", f"{real.en}, n=1")
            found.append(Learned(given.id, given.unit, now, one.value, to, basis))
        return tuple(found)


def review(
    procedure: Procedure,
    actual: Actual,
    *,
    replications: int = 1000,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Review:
    """Hold the real days of an edition against its forecast.

    Parameters
    ----------
    procedure
        As the edition was planned, with what was announced on the day of the forecast (see
        :func:`made_when`).

    Raises
    ------
    ScenarioError
        With everything in the file that the edition cannot have: unknown stages (the nearest is
        named), days outside the edition or in an impossible order, unknown assumptions.
    """
    made_on = made_when(actual, procedure)
    done, posted = checked_days(actual, procedure)
    base = procedure.scenario.progress
    known = Progress(
        made_on,
        {**(base.given if base else {}), **{s: day for s, day in done.items() if day <= made_on}},
        {s: day for s, day in posted.items() if day <= made_on and done.get(s, made_on) >= made_on},
    )
    running = bool(known.done or known.posted)
    forecast = with_progress(procedure, known) if running else procedure
    with Workers({"": forecast}, collect, seed, workers, tick) as crew:
        layout = layout_of(crew.plans[""])
        figures = crew.run([Arm({}, 0, replications)])[0]
    calendar = _real(procedure)
    rows = []
    for node in procedure.nodes:
        for real, is_posted in ((posted, True), (done, False)):
            day = real.get(node.id)
            if day is not None and not (is_posted and node.id in known.done):
                rows.append(
                    _compared(procedure, node, is_posted, real, done, made_on, calendar,
                              layout, figures)
                )  # fmt: skip
    observed = _observed(procedure, actual, rows)
    return Review(procedure, actual, made_on, tuple(rows), observed, replications, seed)


def _real(procedure: Procedure) -> WorkCalendar:
    """The days as they came, with everything that has been announced since."""
    planned = procedure.calendar
    return WorkCalendar.compile(
        planned.opening, planned.last, hours=planned.hours, count=planned.count
    )


def _compared(
    procedure: Procedure,
    node: Node,
    posted: bool,
    real: Mapping[str, datetime.date],
    done: Mapping[str, datetime.date],
    made_on: datetime.date,
    calendar: WorkCalendar,
    layout: Layout,
    figures: Floats,
) -> Compared:
    day = real[node.id]
    column = layout.column(figures, f"{'start' if posted else 'end'}/{node.id}")
    planned = procedure.calendar
    days = _civil(column)
    at = (day - planned.opening).days
    position = float(np.mean((days < at) + 0.5 * (days == at)))
    before = [procedure.nodes[one] for one in node.after]
    taken = None
    fixed = False
    if before and all(one.id in done for one in before):
        since = max(done[one.id] for one in before)
        ends = np.max([layout.column(figures, f"end/{one.id}") for one in before], axis=0)
        spent = _working(planned, ends, column)
        took = calendar.workdays_between(since, day)
        early, middle, late = (quantile(spent, share) for share in (EARLY, MIDDLE, LATE))
        taken = Taken(
            took, early, middle, late, float(np.mean((spent < took) + 0.5 * (spent == took)))
        )
        sure = spent[~np.isnan(spent)]
        fixed = bool(len(sure)) and float(np.ptp(sure)) == 0.0
    kind = SCORED
    if day <= made_on:
        kind = KNOWN
    elif node.meeting is not None and node.meeting.starts:
        kind = SET
    elif fixed:
        kind = FOLLOWS
    early, middle, late = (quantile(column, share) for share in (EARLY, MIDDLE, LATE))
    return Compared(
        node.index, posted, day, early, middle, late,
        float("nan") if kind == KNOWN else position, kind, taken,
    )  # fmt: skip


def _civil(minutes: Floats) -> Floats:
    """The civil day of each minute; nan, which is later than any day, where there is none."""
    found: Floats = np.floor(minutes / 1440)
    return np.where(np.isnan(found), np.inf, found)


def _working(calendar: WorkCalendar, since: Floats, until: Floats) -> Floats:
    """Working days from the day of one minute to that of another; nan where either is missing."""
    last = (calendar.last - calendar.opening).days
    count = np.array(
        [calendar.workdays_between(calendar.opening, calendar.date(day * 1440))
         for day in range(last + 1)],
        dtype=float,
    )  # fmt: skip
    known = ~(np.isnan(since) | np.isnan(until))
    found = np.full(len(since), np.nan)
    first = np.clip(np.floor(since[known] / 1440), 0, last).astype(int)
    then = np.clip(np.floor(until[known] / 1440), 0, last).astype(int)
    found[known] = count[then] - count[first]
    return found


def _off(days: float, early: float | None, late: float | None) -> str:
    if late is not None and days > late:
        return "longer"
    return "shorter" if early is not None and days < early else ""


def _observed(
    procedure: Procedure, actual: Actual, rows: Sequence[Compared]
) -> tuple[Observed, ...]:
    """What was given, and the durations that the real days give."""
    found = {}
    for row in rows:
        index = _own_days(procedure.nodes[row.node])
        own = index >= 0 and procedure.inputs[index].unit == "wd" and not row.posted
        if own and row.taken is not None and row.kind == SCORED:
            found[index] = Observed(
                index, float(row.taken.days), _place(procedure.inputs[index], row.taken.days), True
            )
    for path, value in actual.observed.items():
        index = procedure.input_index(path)
        number = float(value.amount) if isinstance(value, Duration) else value
        found[index] = Observed(index, number, _place(procedure.inputs[index], number), False)
    return tuple(found[index] for index in sorted(found))


def _own_days(node: Node) -> int:
    """The input of the working days that a stage takes as one; -1 where its days are no such."""
    time = node.meeting.time if node.meeting is not None else None
    if node.kind == "wait" and len(node.times) == 1:
        time = node.times[0]
    together = node.per == "batch" and time is not None and time.input >= 0
    return time.input if together and time is not None and time.clock == "work" else -1


def _place(one: Input, value: float) -> float:
    """Share of an input's distribution that is smaller, half of what is equal."""
    drawn = one.draw((np.arange(2000) + 0.5) / 2000)
    return float(np.mean((drawn < value) + 0.5 * (drawn == value)))

"""The last day on which a stage may be over if the deadline is still to be met with confidence.

What is asked is what will be asked on that day: a stage, and all before it, was over at the close
of business of a day; in what share of the replications that go on from there is it in time?
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Generator, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.latest import count_back, law_alone
from awardsim.analysis.milestones import milestone_stages
from awardsim.analysis.uses import upstream
from awardsim.procedure.model import Procedure
from awardsim.procedure.progress import with_progress
from awardsim.scenario.model import Progress
from awardsim.schedule.passes import forward, usual_values
from awardsim.simulation.arms import Arm
from awardsim.simulation.log import Log
from awardsim.simulation.plan import Plan
from awardsim.simulation.replications import Workers

Floats = NDArray[np.float64]
#: Replications where none are asked for.
REPLICATIONS = 400
_SEARCH = Generator[int, float, tuple[int | None, int | None, int | None]]


@attrs.frozen
class LatestDay:
    """The last days on which one stage may be over.

    Attributes
    ----------
    law
        If only what the text demands takes time after it; None where even the first day is too
        late.
    usual
        With usual values and nobody waiting after it; None likewise.
    early
        When it is over at the earliest with usual values; None where it is never reached.
    day
        The last working day of which the share in time is at least the one asked for, that of the
        next one being less; None where no day is early enough.
    share, following
        Shares in time if it is over on that day, and on the next working day; None where there
        is no such day.
    cautious, hopeful
        The same day if the share were at either end of its simulation error; None where no day
        is early enough.
    together
        Cases or channels go on from it one by one, so that it matters that all of them are taken
        to come on that day: usually they come before it, and the day is later than this one.
    """

    node: int
    law: datetime.date | None
    usual: datetime.date | None
    early: datetime.date | None
    day: datetime.date | None
    share: float | None
    following: float | None
    cautious: datetime.date | None
    hopeful: datetime.date | None
    together: bool

    @property
    def behind(self) -> bool:
        """With usual values it is over later than that: the confidence is already gone."""
        return self.day is not None and self.early is not None and self.day < self.early


@attrs.frozen
class Confidence:
    """Latest days at a confidence, for the milestones of a procedure.

    ``error`` is the half-width of the 95 % interval of a share at the confidence asked for, from
    the number of replications alone.
    """

    procedure: Procedure
    confidence: float
    replications: int
    seed: int
    rows: tuple[LatestDay, ...]

    @property
    def error(self) -> float:
        """Simulation error of a share near the one asked for."""
        return _error(self.confidence, self.replications)


def latest_days(
    procedure: Procedure,
    confidence: float,
    *,
    replications: int = REPLICATIONS,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Confidence:
    """Work out the latest days of the milestones before the finish.

    All days and stages are tried under the same luck.

    Parameters
    ----------
    confidence
        The share in time that is wanted, in (0, 1).
    tick
        Called with the number of replications each time some are done.

    Raises
    ------
    ValueError
        The procedure has no day to finish by.

    Notes
    -----
    A day is found by doubling steps from the one with usual values, then by bisection: the share
    does not grow with the day but for chance.
    """
    if procedure.finish_by is None:
        raise ValueError("the procedure has no day to finish by")
    values = usual_values(procedure)
    law = law_alone(procedure)
    early = forward(procedure, values).last
    before = upstream(procedure, procedure.finish) - {procedure.finish}
    nodes = [one for one in milestone_stages(procedure) if one in before]
    days = _working_days(procedure)
    by_law = {one: _last_close(procedure, law, values, one) for one in nodes}
    usual = {one: _last_close(procedure, procedure, values, one) for one in nodes}
    shares: dict[tuple[int, int], float] = {}
    searches: dict[int, _SEARCH] = {}
    found: dict[int, tuple[int | None, int | None, int | None]] = {}
    asked: dict[int, int] = {}

    def go_on(node: int, share: float | None) -> None:
        search = searches[node]
        try:
            asked[node] = next(search) if share is None else search.send(share)
        except StopIteration as over:
            asked.pop(node, None)
            found[node] = over.value

    for node in nodes:
        last = by_law[node]
        inside = [] if last is None else [day for day in days if day <= last]
        begun = usual[node]
        start = -1 if begun is None else sum(day <= begun for day in inside) - 1
        searches[node] = _search(len(inside), max(start, 0), confidence, replications)
        go_on(node, None)
    while asked:
        wanted = {(node, place): days[place] for node, place in asked.items()}
        shares |= _shares(procedure, wanted, replications, seed, workers, tick)
        for node, place in tuple(asked.items()):
            go_on(node, shares[node, place])
    rows = []
    for node in nodes:
        chosen, cautious, hopeful = found[node]
        reached = early.get(node)
        rows.append(
            LatestDay(
                node=node,
                law=by_law[node],
                usual=usual[node],
                early=None if reached is None else procedure.calendar.date(reached.finished),
                day=None if chosen is None else days[chosen],
                share=None if chosen is None else shares[node, chosen],
                following=None if chosen is None else shares.get((node, chosen + 1)),
                cautious=None if cautious is None else days[cautious],
                hopeful=None if hopeful is None else days[hopeful],
                together=_together(procedure, node),
            )
        )
    return Confidence(procedure, confidence, replications, seed, tuple(rows))


def _together(procedure: Procedure, index: int) -> bool:
    """Whether what follows would not have to wait for the last case."""
    if procedure.nodes[index].for_all:
        return False
    return any(index in node.after and not node.for_all for node in procedure.nodes)


def _search(count: int, start: int, wanted: float, replications: int) -> _SEARCH:
    """Find the last place whose share is enough; asks for shares, each place once.

    Gives that place, and those at either end of the simulation error.
    """
    known: dict[int, float] = {}

    def share(place: int) -> Generator[int, float, float]:
        if place not in known:
            known[place] = yield place
        return known[place]

    if not count:
        return None, None, None
    low, high, step = -1, count, 1  # enough at low, not enough at high
    place = min(start, count - 1)
    while high - low > 1:
        if (yield from share(place)) >= wanted:
            low = place
        else:
            high = place
        if low < 0 or high >= count:  # one end is not known yet
            place = low + step if low >= 0 else high - step
            place = min(max(place, low + 1), high - 1)
            step *= 2
        else:
            place = (low + high) // 2
    cautious: int | None = low
    cautious = low
    while cautious >= 0:
        here = yield from share(cautious)
        if here - _error(here, replications) >= wanted:
            break
        cautious -= 1
    hopeful = low
    while hopeful + 1 < count:
        there = yield from share(hopeful + 1)
        if there + _error(there, replications) < wanted:
            break
        hopeful += 1
    first, second, third = (one if one >= 0 else None for one in (low, cautious, hopeful))
    return first, second, third


def _error(share: float, replications: int) -> float:
    return 1.96 * math.sqrt(share * (1 - share) / replications)


def _working_days(procedure: Procedure) -> list[datetime.date]:
    """Working days from the opening, or from today, to the day it must finish by."""
    calendar = procedure.calendar
    progress = procedure.scenario.progress
    first = calendar.opening if progress is None else max(calendar.opening, progress.today)
    last = min(procedure.finish_by or calendar.last, calendar.last)
    return [day.date for day in calendar.count_days(first, last) if day.working]


def _last_close(
    procedure: Procedure, counted: Procedure, values: Sequence[float], node: int
) -> datetime.date | None:
    """The last working day at whose close a stage may be over, counted back."""
    back = count_back(counted, values, node)
    calendar = procedure.calendar
    by = procedure.deadline_minute if back is None else back.by
    own = [moment for moment in (_own(procedure, values, node),) if moment is not None]
    by = min([by, *own])
    fit = [day for day in _working_days(procedure) if calendar.minute(day, calendar.hours[1]) <= by]
    return fit[-1] if fit else None


def _own(procedure: Procedure, values: Sequence[float], node: int) -> int | None:
    """The moment of a stage's own deadline, if those who are late leave."""
    limit = procedure.nodes[node].limit
    if limit is None:
        return None
    return procedure.moments(list(values))[-1 - node]


def _shares(
    procedure: Procedure,
    wanted: dict[tuple[int, int], datetime.date],
    replications: int,
    seed: int,
    workers: int,
    tick: Callable[[int], None] | None,
) -> dict[tuple[int, int], float]:
    """Share in time for each stage that is over on a day."""
    variants = {
        f"{node}/{place}": over_on(procedure, node, day) for (node, place), day in wanted.items()
    }
    with Workers(variants, _finish, seed, workers, tick) as crew:
        figures = crew.run([Arm({}, 0, replications, name) for name in variants])
    deadline = procedure.deadline_minute
    return {
        key: float(np.mean(one[:, 0] <= deadline)) for key, one in zip(wanted, figures, strict=True)
    }


def over_on(procedure: Procedure, node: int, day: datetime.date) -> Procedure:
    """The procedure as it stands when a stage, and all before it, was over on a day."""
    progress = procedure.scenario.progress or Progress(day, {})
    before = {procedure.nodes[one].id for one in upstream(procedure, node)}
    done = {**progress.done, procedure.nodes[node].id: day}
    posted = {name: when for name, when in progress.posted.items() if name not in before}
    return with_progress(procedure, attrs.evolve(progress, today=day, done=done, posted=posted))


def _finish(plan: Plan, log: Log) -> list[float]:
    """The minute at which all was over; nan if it never was."""
    ends = [row[4] for row in log.rows if row[1] == plan.procedure.finish]
    return [max(ends, default=math.nan)]

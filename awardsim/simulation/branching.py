"""Replications that go on from the middle of another one, under the same luck.

An arm that moves one assumption goes the way of the base run until that assumption matters for the
first time.  So of each replication the base is run first and notes what it reads
(:mod:`.readings`); then it is run again, and at the minute at which an arm may part from it the arm
goes on from a copy of it.  An arm that never parts has the base's log.  The logs are those of the
arms run from their beginning, to the last row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
from simpy.events import Event

from awardsim.simulation.clock import Later
from awardsim.simulation.decisions import Decisions
from awardsim.simulation.engine import Replication
from awardsim.simulation.invariants import check_log
from awardsim.simulation.localdays import engine_of
from awardsim.simulation.log import Log
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import NEVER, Panel, Pool, Visit
from awardsim.simulation.prepared import Preparation, Prepared
from awardsim.simulation.readings import NotedPrepared, Readings, noted, parting
from awardsim.simulation.state import Roll


def branched(
    plan: Plan, base: Preparation, arms: Sequence[Preparation], place: int
) -> Iterator[tuple[int, Log]]:
    """Number and log of one replication of each arm, in any order.

    Parameters
    ----------
    base, arms
        Tables of the same block of replications; the arms have other values of some inputs.
    place
        Which replication of the block.  Not of a procedure that risks may strike: what they have
        done is not copied.
    """
    assert not plan.procedure.risks
    engine = engine_of(plan.procedure)
    readings = Readings()
    noting = noted(engine)(  # type: ignore[arg-type]
        plan, NotedPrepared(base, place, readings)
    )
    whole = noting.run()
    check_log(plan, whole)
    own = base.of(place)
    theirs = [arm.of(place) for arm in arms]
    minutes = [parting(plan, readings, own, one) for one in theirs]
    trunk = engine(plan, own)
    trunk.begin_run()
    for number in sorted(range(len(arms)), key=minutes.__getitem__):
        prepared, minute = theirs[number], minutes[number]
        if minute == NEVER and _same_people(plan, own, prepared):
            yield number, _as_of(whole, noting.decisions, prepared)
            continue
        checked = 0
        if minute <= 0:
            one = engine(plan, prepared)
            one.begin_run()
        else:
            trunk.env.run_before(minute)
            one = going_on(trunk, prepared)
            checked = len(one.rows)  # with the base's log
        log = one.end_run()
        check_log(plan, log, checked)
        one.__dict__.clear()  # it holds itself in many ways: nothing need look for that
        yield number, log
    for done in (noting, trunk):
        done.__dict__.clear()


def going_on(trunk: Replication, prepared: Prepared) -> Replication:
    """A replication with tables of its own that goes on from where another one is.

    Whatever the other has read so far is the same in both tables.
    """
    one = type(trunk)(trunk.plan, prepared)
    _Copy(trunk, one).take_all()
    return one


def _same_people(plan: Plan, own: Prepared, other: Prepared) -> bool:
    """As many people in every body, also in those that nobody came to."""
    inputs = {index for body in plan.procedure.bodies.values() for index in body.inputs}
    return all(own.values[index] == other.values[index] for index in inputs)


def _as_of(log: Log, decisions: Decisions, prepared: Prepared) -> Log:
    """The log of a replication that never parts from another one, whose log is given."""
    _take_marks(decisions, prepared)
    return attrs.evolve(log, values=prepared.values, columns=prepared.columns, marks=prepared.marks)


def _take_marks(decisions: Decisions, prepared: Prepared) -> None:
    """Add the marks that were given in another run, and take away those that it took away."""
    given = [name for name in decisions.marks if name not in prepared.marks]  # in their order
    for name in given:
        prepared.marks[name] = decisions.marks[name].copy()
    nodes = decisions.plan.procedure.nodes
    for case, stages in decisions.forgotten:
        for index in stages:
            if nodes[index].id in prepared.marks and nodes[index].id not in given:
                prepared.marks[nodes[index].id][case] = float("nan")


class _Copy:
    """Makes one replication's state that of another; what is over and done with they share."""

    def __init__(self, trunk: Replication, one: Replication) -> None:
        self.trunk = trunk
        self.one = one
        self._visits: dict[int, Visit] = {}
        self._waiting: list[Visit] = []  # copies whose predecessors are to be copied yet
        self._rolls: dict[int, Roll] = {}
        self._callbacks: dict[int, list[Callable[[Event], None]]] = {}

    def take_all(self) -> None:
        """Everything that is not made from the plan and the own tables."""
        trunk, one = self.trunk, self.one
        for name in ("rows", "left", "stalls", "objections", "outcome", "tier", "where"):
            getattr(one, name)[:] = getattr(trunk, name)
        for name in ("overdue", "held", "doomed", "ends", "pending"):
            mine: dict[Any, int] = getattr(one, name)
            mine.clear()
            mine.update(getattr(trunk, name))
        one.routes[:] = trunk.routes
        one.next[:] = trunk.next
        one.joining = set(trunk.joining)
        one.sent = {stage: set(cases) for stage, cases in trunk.sent.items()}
        files = trunk.prepared
        one.prepared.incomplete -= files.incomplete_at_first - files.incomplete
        _take_marks(trunk.decisions, one.prepared)
        one.decisions.forgotten = list(trunk.decisions.forgotten)
        for index, rolls in trunk.rolls.items():
            for theirs, own in zip(rolls, one.rolls[index], strict=True):
                if id(theirs) not in self._rolls:
                    self._roll(theirs, own)
        for name, pools in trunk.pools.items():
            seen = set()
            for pool, own_pool in zip(pools, one.pools[name], strict=True):
                if id(pool) not in seen and len(pool.free) == len(own_pool.free):
                    self._pool(pool, own_pool)
                seen.add(id(pool))
        for name, panel in trunk.panels.items():
            if panel.capacity == one.panels[name].capacity:
                self._panel(panel, one.panels[name])
        one.env.take_over(trunk.env, self._event)
        while self._waiting:
            visit = self._waiting.pop()
            visit.freed = self._visit(visit.freed)

    def _roll(self, theirs: Roll, own: Roll) -> None:
        own.expected = theirs.expected
        own.members = list(theirs.members)
        own.closed = theirs.closed
        own.ready = theirs.ready
        self._rolls[id(theirs)] = own

    def _pool(self, theirs: Pool, own: Pool) -> None:
        own.free = [(at, number, self._visit(last)) for at, number, last in theirs.free]
        own.waiting = theirs.waiting.copy()
        own.plans = [(self._kept(visit), minutes) for visit, minutes in theirs.plans]
        own.arrivals, own.busy, own.peak = theirs.arrivals, theirs.busy, theirs.peak

    def _panel(self, theirs: Panel, own: Panel) -> None:
        own.free = list(theirs.free)
        own.last = [self._visit(last) for last in theirs.last]
        own.waiting = list(theirs.waiting)
        own.reviewed = dict(theirs.reviewed)
        own.plans = [(self._kept(plan[0]), *plan[1:]) for plan in theirs.plans]
        own.turn, own.busy, own.peak = theirs.turn, theirs.busy, theirs.peak

    def _event(self, event: Event) -> Event:
        """What is to happen, as it happens to the one."""
        if isinstance(event, Visit):
            return self._kept(event)
        assert isinstance(event, Later)
        arguments = tuple(map(self._argument, event.arguments))
        return Later(self.one.env, event.minute, self._act(event.act), arguments)

    def _argument(self, given: Any) -> Any:
        if isinstance(given, Visit):
            return self._kept(given)
        return self._rolls[id(given)] if isinstance(given, Roll) else given

    def _act(self, act: Any) -> Any:
        """The same method of the one."""
        return getattr(self.one, act.__name__)

    def _visit(self, visit: Visit | None) -> Visit | None:
        return None if visit is None else self._kept(visit)

    def _kept(self, visit: Visit) -> Visit:
        """A copy of a visit; the visit itself if it is over, since nothing changes it any more."""
        if visit.row >= 0:
            return visit
        found = self._visits.get(id(visit))
        if found is None:
            found = self._visits[id(visit)] = Visit.__new__(Visit)
            found.__dict__.update(visit.__dict__)
            found.env = self.one.env
            if visit.callbacks is not None:
                found.callbacks = self._bound(visit.callbacks)
            if visit.freed is not None:
                self._waiting.append(found)
        return found

    def _bound(self, callbacks: list[Callable[[Event], None]]) -> list[Callable[[Event], None]]:
        """Methods of the trunk as those of the one; one list for all visits that share one."""
        found = self._callbacks.get(id(callbacks))
        if found is None:
            found = self._callbacks[id(callbacks)] = [self._act(act) for act in callbacks]
        return found

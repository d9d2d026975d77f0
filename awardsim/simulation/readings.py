"""What a replication has read of its luck, and when: from there on another's could differ.

Two replications of the same applicants go the same way until the first of them comes to something
that the other's luck has otherwise: a service that takes longer, an objection, a limit of a rule.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.procedure.model import Node
from awardsim.rules.interface import Candidates
from awardsim.schedule import maps
from awardsim.simulation.clock import Clock
from awardsim.simulation.engine import Replication
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import NEVER, Visit
from awardsim.simulation.prepared import Preparation, Prepared


class Readings:
    """The first minute at which each thing was read; 0 for what was read before the opening.

    Attributes
    ----------
    inputs
        By index of the input.
    cases
        By stage and case: when the case came to the stage, or the list on which it was began
        with it; nothing of them was read before.
    judged
        By stage and case: when the stage first judged the case; only of stages in ``judging``,
        which are per case.
    lists
        By stage and list: when the stage began with the list.
    columns, marks
        By name: when a rule asked for a column of the cohort, or for the marks of a stage.
    """

    def __init__(self) -> None:
        self.clock: Clock | None = None
        self.inputs: dict[int, int] = {}
        self.cases: dict[tuple[int, int], int] = {}
        self.judged: dict[tuple[int, int], int] = {}
        self.judging: frozenset[int] = frozenset()
        self.lists: dict[tuple[int, int], int] = {}
        self.columns: dict[str, int] = {}
        self.marks: dict[str, int] = {}

    def now(self) -> int:
        """The minute of the replication; 0 before its clock runs."""
        return 0 if self.clock is None else int(self.clock.now)

    def judged_at(self, stage: int, case: int) -> int:
        """When a stage first judged a case, or would have, had it judged anybody."""
        noted = self.judged if stage in self.judging else self.cases
        return noted.get((stage, case), NEVER)


class _Inputs(Sequence[float]):
    """Inputs of a replication that note when each is read."""

    def __init__(self, values: Sequence[float], readings: Readings) -> None:
        self._values = values
        self._readings = readings

    def __getitem__(self, index: Any) -> Any:
        self._readings.inputs.setdefault(index, self._readings.now())
        return self._values[index]

    def __len__(self) -> int:
        return len(self._values)


class _Columns(Mapping[str, NDArray[Any]]):
    """Columns that note when each is read."""

    def __init__(
        self, columns: Mapping[str, NDArray[Any]], noted: dict[str, int], now: int
    ) -> None:
        self._columns = columns
        self._noted = noted
        self._now = now

    def __getitem__(self, name: str) -> NDArray[Any]:
        self._noted.setdefault(name, self._now)
        return self._columns[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


class NotedPrepared(Prepared):
    """Tables of a replication that note what is read of them by index or by name."""

    def __init__(self, preparation: Preparation, place: int, readings: Readings) -> None:
        super().__init__(preparation, place)
        self.plain = self.values
        self.values = _Inputs(self.plain, readings)  # type: ignore[assignment]
        self._readings = readings

    def candidates(self, *arguments: Any, **named: Any) -> Candidates:
        """See :meth:`.prepared.Prepared.candidates`."""
        found = super().candidates(*arguments, **named)
        now = self._readings.now()
        found.columns = _Columns(found.columns, self._readings.columns, now)
        found.marks = _Columns(found.marks, self._readings.marks, now)
        return found


class Noting(Replication):
    """A replication that notes what it reads; mixed in before its own class."""

    def __init__(self, plan: Plan, prepared: NotedPrepared) -> None:
        self.readings = prepared._readings
        self._given = prepared.plain
        super().__init__(plan, prepared)
        self.readings.clock = self.env
        alone = {node.index for node in self.nodes if not node.listed}
        self.readings.judging = frozenset(self.judging & alone)

    def _staff(self, node: Node) -> None:
        noting, self.values = self.values, self._given
        super()._staff(node)  # how many people there are is read when somebody comes to them
        self.values = noting

    def _enter(self, case: int, node: int, now: int, cause: int) -> None:
        self.readings.cases.setdefault((node, case), now)
        super()._enter(case, node, now, cause)

    def _post(self, visit: Visit, node: Node, now: int) -> bool:
        if visit.case >= 0:  # a notice with which a case begins is posted before the clock runs
            self.readings.cases.setdefault((node.index, visit.case), self.readings.now())
        return super()._post(visit, node, now)

    def _start_list(self, visit: Visit, node: Node, now: int) -> None:
        self.readings.lists.setdefault((node.index, -1 - visit.case), now)
        for case in visit.members:
            self.readings.cases.setdefault((node.index, case), now)
        super()._start_list(visit, node, now)

    def _judge(self, visit: Visit) -> int:
        self.readings.judged.setdefault((visit.node, visit.case), visit.finished)
        return super()._judge(visit)


@functools.cache
def noted(engine: type[Replication]) -> type[Noting]:
    """The same replications, which note what they read."""
    return type(f"Noted{engine.__name__}", (Noting, engine), {})


def parting(plan: Plan, readings: Readings, own: Prepared, other: Prepared) -> int:
    """The first minute at which another replication may go another way; NEVER if it does not.

    Parameters
    ----------
    readings
        What the one replication has read, whose tables ``own`` were as they are before it runs.
    other
        The tables of the other, likewise.
    """
    if not _same_applicants(own, other):
        return 0
    return min(_partings(plan, readings, own, other), default=NEVER)


def _same_applicants(own: Prepared, other: Prepared) -> bool:
    """The same applicants begin at the same minutes and take the same routes."""
    return (
        own.count == other.count
        and own.track == other.track
        and own.channel == other.channel
        and own.start == other.start
        and own.routes == other.routes
        and own.withdrawing == other.withdrawing
        and own.ahead == other.ahead
        and np.array_equal(own.luck.slots[own.own], other.luck.slots[other.own])
    )


def _partings(plan: Plan, readings: Readings, own: Prepared, other: Prepared) -> Iterator[int]:
    """Minutes at which the one came to something that the other has otherwise."""
    for index, (mine, theirs) in enumerate(zip(own.values, other.values, strict=True)):
        if mine != theirs:
            yield readings.inputs.get(index, NEVER)
            yield _first_to_people(plan, readings, index)
    if not own.count:  # and so has the other; a block of nobody has no tables
        return
    yield from _times(plan, readings, own, other)
    yield from _judgements(readings, own, other)
    if own.objecting != other.objecting:
        for stage, case in _unlike_objections(own, other):
            yield readings.cases.get((stage, case), NEVER)
    for name, minute in readings.columns.items():
        if not np.array_equal(own.columns[name], other.columns[name]):
            yield minute
    for name, minute in readings.marks.items():
        marks = own.marks.get(name)
        if marks is not None and not np.array_equal(marks, other.marks[name], equal_nan=True):
            yield minute


def _first_to_people(plan: Plan, readings: Readings, index: int) -> int:
    """When somebody first came to the people whose number an input is."""
    bodies = {name for name, body in plan.procedure.bodies.items() if index in body.inputs}
    if not bodies:
        return NEVER
    stages = {node.index for node in plan.procedure.nodes if node.body in bodies}
    came = (minute for (stage, _), minute in readings.cases.items() if stage in stages)
    return min(came, default=NEVER)


def _times(plan: Plan, readings: Readings, own: Prepared, other: Prepared) -> Iterator[int]:
    """When somebody came to a stage that takes another time, or other people."""
    tables: list[tuple[int, Sequence[Any], Sequence[Any]]] = []
    if own.minutes != other.minutes:
        pairs = zip(own.minutes, other.minutes, strict=True)
        tables += [(stage, *both) for stage, both in enumerate(pairs)]
    for one, two in ((own.services, other.services), (own.chosen, other.chosen)):
        if one != two:
            tables += [(stage, one[stage], two[stage]) for stage in one]
    for stage, mine, theirs in tables:
        if mine == theirs or plan.procedure.nodes[stage].listed:
            continue
        for case, (a, b) in enumerate(zip(mine, theirs, strict=True)):
            if a != b:
                yield readings.cases.get((stage, case), NEVER)
    for (stage, number), minute in readings.lists.items():
        node = plan.procedure.nodes[stage]
        time = maps.time_for(node, 0)
        if time is not None and own.list_minutes(node, time, number) != other.list_minutes(
            node, time, number
        ):
            yield minute


def _judgements(readings: Readings, own: Prepared, other: Prepared) -> Iterator[int]:
    """When a stage judged a case otherwise: turned away, or asked for further material."""
    if own.failing != other.failing:
        for stage in own.failing.keys() | other.failing.keys():
            mine, theirs = own.failing.get(stage, {}), other.failing.get(stage, {})
            for case in mine.keys() | theirs.keys():
                if mine.get(case) != theirs.get(case):
                    yield readings.judged_at(stage, case)
    for stage, rounds in own.rounds.items():
        unlike = own.incomplete ^ other.incomplete
        if rounds != other.rounds[stage]:
            unlike |= own.incomplete
        for one, two in zip(own.supplied[stage], other.supplied[stage], strict=False):
            unlike.update(case for case in own.incomplete if one[case] != two[case])
        for case in unlike:
            yield readings.judged_at(stage, case)


def _unlike_objections(own: Prepared, other: Prepared) -> Iterator[tuple[int, int]]:
    """Notices, and those whom the one and the other objects to otherwise."""
    none: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for stage in own.objecting.keys() | other.objecting.keys():
        mine, theirs = own.objecting.get(stage, none), other.objecting.get(stage, none)
        for case in mine[0].keys() | theirs[0].keys():
            if any(a.get(case) != b.get(case) for a, b in zip(mine, theirs, strict=True)):
                yield stage, case

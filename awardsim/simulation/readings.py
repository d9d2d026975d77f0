"""What a replication has read of its luck, and when: from there on another's could differ.

Two replications of the same applicants go the same way until the first of them comes to something
that the other's luck has otherwise: a service that takes longer, an objection, a limit of a rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.procedure.model import Node
from awardsim.rules.interface import Candidates
from awardsim.simulation.clock import Clock
from awardsim.simulation.lists import Lists
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
        By stage and case: when the case came to the stage, before anything of it was read.
    lists
        By stage and list: when the list was complete.
    columns, marks
        By name: when a rule asked for a column of the cohort, or for the marks of a stage.
    """

    def __init__(self) -> None:
        self.clock: Clock | None = None
        self.inputs: dict[int, int] = {}
        self.cases: dict[tuple[int, int], int] = {}
        self.lists: dict[tuple[int, int], int] = {}
        self.columns: dict[str, int] = {}
        self.marks: dict[str, int] = {}

    def now(self) -> int:
        """The minute of the replication; 0 before its clock runs."""
        return 0 if self.clock is None else int(self.clock.now)


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


class Noting(Lists):
    """A replication that notes what it reads; mixed in before its own class."""

    def __init__(self, plan: Plan, prepared: NotedPrepared) -> None:
        self.readings = prepared._readings
        self._given = prepared.plain
        super().__init__(plan, prepared)
        self.readings.clock = self.env

    def _staff(self, node: Node) -> None:
        noting, self.values = self.values, self._given
        super()._staff(node)  # how many people there are is read when somebody comes to them
        self.values = noting

    def _enter(self, case: int, node: int, now: int, cause: int) -> None:
        self.readings.cases.setdefault((node, case), now)
        super()._enter(case, node, now, cause)

    def _start_list(self, visit: Visit, node: Node, now: int) -> None:
        self.readings.lists.setdefault((node.index, -1 - visit.case), now)
        super()._start_list(visit, node, now)


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
    nodes = plan.procedure.nodes
    for index, (mine, theirs) in enumerate(zip(own.values, other.values, strict=True)):
        if mine != theirs:
            yield readings.inputs.get(index, NEVER)
            yield _first_to(plan, readings, index)
    for node in nodes:
        yield from _times(readings, own, other, node)
        yield from _first(readings, own, node, _unlike_judgements(own, other, node.index))
        if node.index in own.objecting or node.index in other.objecting:
            none: tuple[dict[int, float], dict[int, float]] = ({}, {})
            mine_, theirs_ = (one.objecting.get(node.index, none) for one in (own, other))
            unlike = [
                case
                for case in mine_[0].keys() | theirs_[0].keys()
                if any(a.get(case) != b.get(case) for a, b in zip(mine_, theirs_, strict=True))
            ]
            yield from _first(readings, own, node, unlike, plan.alone.values())
    for name, minute in readings.columns.items():
        if not np.array_equal(own.columns[name], other.columns[name]):
            yield minute
    for name, minute in readings.marks.items():
        mine, theirs = own.marks.get(name), other.marks.get(name)
        if mine is not None and not np.array_equal(mine, theirs, equal_nan=True):
            yield minute


def _first_to(plan: Plan, readings: Readings, index: int) -> int:
    """When somebody first came to the people whose number an input is."""
    bodies = {
        name for name, body in plan.procedure.bodies.items() if index in body.inputs
    }
    if not bodies:
        return NEVER
    stages = {node.index for node in plan.procedure.nodes if node.body in bodies}
    came = [
        minute
        for noted in (readings.cases, readings.lists)
        for (stage, _), minute in noted.items()
        if stage in stages
    ]
    return min(came, default=NEVER)


def _times(readings: Readings, own: Prepared, other: Prepared, node: Node) -> Iterator[int]:
    """When a case, or a list, came to a stage that takes it another time, or other people."""
    index = node.index
    mine, theirs = own.minutes[index], other.minutes[index]
    if node.listed:
        for (stage, number), minute in readings.lists.items():
            time = node.times[0] if node.times else node.meeting and node.meeting.time
            if stage == index and time is not None:
                if own.list_minutes(node, time, number) != other.list_minutes(node, time, number):
                    yield minute
    elif mine != theirs:
        yield from _first(readings, own, node, _unlike(mine, theirs))
    for table in ("services", "chosen"):
        ours, others = getattr(own, table).get(index), getattr(other, table).get(index)
        if ours != others:
            yield from _first(readings, own, node, _unlike(ours, others))


def _unlike_judgements(own: Prepared, other: Prepared, index: int) -> set[int]:
    """Cases that a stage judges otherwise: those turned away, or asked for further material."""
    mine, theirs = own.failing.get(index, {}), other.failing.get(index, {})
    found = set()
    if mine != theirs:
        found = {c for c in mine.keys() | theirs.keys() if mine.get(c) != theirs.get(c)}
    if index in own.rounds:
        if own.rounds[index] != other.rounds[index]:
            found |= own.incomplete | other.incomplete
        found |= own.incomplete ^ other.incomplete
        for one, two in zip(own.supplied[index], other.supplied[index], strict=False):
            found |= own.incomplete & set(np.flatnonzero(one != two).tolist())
    return found


def _unlike(mine: Sequence[Any], theirs: Sequence[Any]) -> list[int]:
    return [case for case, (a, b) in enumerate(zip(mine, theirs, strict=True)) if a != b]


def _first(
    readings: Readings,
    own: Prepared,
    node: Node,
    cases: Iterable[int],
    from_the_start: Iterable[int] = (),
) -> Iterator[int]:
    """When the first of some cases came to a stage, alone or on a list."""
    for case in cases:
        if node.index in from_the_start:
            yield 0
        elif node.listed:
            yield readings.lists.get((node.index, node.lists[own.channel[case]]), NEVER)
        else:
            yield readings.cases.get((node.index, case), NEVER)

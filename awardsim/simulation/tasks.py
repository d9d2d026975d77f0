"""Pieces of an experiment: which replications of which arms are run at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.simulation.arms import Arm, logs, pieces_of, uncollected, undisturbed
from awardsim.simulation.branching import branched
from awardsim.simulation.log import Log
from awardsim.simulation.luck import Luck, draw_inputs
from awardsim.simulation.plan import Plan
from awardsim.simulation.prepared import Preparation
from awardsim.streams import BLOCK, SharedStreams, Streams

Floats = NDArray[np.float64]
#: Turns the log of one replication into a row of figures.
Collect = Callable[[Plan, Log], list[float]]
#: Replications of one task; small enough for progress, large enough to be worth sending.
CHUNK = 3 * BLOCK
#: Arms of which one block is prepared side by side: as many as have together so many applicants.
ROOM = 50_000
#: Arms from which on it pays to run the base twice, so that they go on from it, and so many at
#: most, since nothing is heard of a task until it is done.
FEWEST, MOST = 4, 40


@attrs.frozen
class Task:
    """Some replications of one arm, or of several that go on from the base run.

    ``places`` are the numbers of the arms among all.
    """

    places: tuple[int, ...]
    arms: tuple[Arm, ...]
    first: int
    count: int


def tasks_of(arms: Sequence[Arm]) -> list[Task]:
    """Each arm by itself; like replications follow each other, since they share what is drawn."""
    return sorted(_alone(enumerate(arms)), key=lambda task: task.first)


def branching_tasks(arms: Sequence[Arm], plan: Plan, workers: int) -> list[Task]:
    """The same, but arms that pin one input go on from the base run where there are enough of them.

    One that pins several soon parts from it.  Of a large edition, and of one that risks may
    strike, each arm is run by itself.
    """
    procedure = plan.procedure
    room = ROOM / max(procedure.usual_applicants, 1.0)
    alike: dict[tuple[int, int], list[int]] = {}
    for place, arm in enumerate(arms):
        plain = not (arm.variant or arm.swapped or procedure.risks)
        if plain and arm.count and len(arm.pinned) == 1:
            alike.setdefault((arm.first, arm.count), []).append(place)
    tasks: list[Task] = []
    for (first, count), places in alike.items():
        pieces = list(pieces_of(first, count, BLOCK))  # small, so that all processes end together
        groups = -(-len(places) // MOST)
        if len(pieces) < 2 * workers:  # so that each process has its share
            groups = -(-groups // workers) * workers
        size = min(-(-len(places) // groups), int(room / min(count, BLOCK)))
        if size < FEWEST:
            continue
        for at in range(0, len(places), size):
            own = tuple(places[at : at + size])
            chosen = tuple(arms[place] for place in own)
            tasks += [Task(own, chosen, start, end - start) for start, end in pieces]
    branching = {place for task in tasks for place in task.places}
    tasks += _alone((place, arm) for place, arm in enumerate(arms) if place not in branching)
    # What takes longest comes first among its like, so that no process has it left at the end.
    return sorted(tasks, key=lambda task: (task.first, -task.count * len(task.places)))


def _alone(arms: Iterable[tuple[int, Arm]]) -> list[Task]:
    return [
        Task((place,), (arm,), start, end - start)
        for place, arm in arms
        for start, end in pieces_of(arm.first, arm.count, CHUNK)
    ]


@attrs.frozen
class Numbers:
    """Where the random numbers of an experiment come from: those of arms that share theirs are
    kept for the next one."""

    single: Streams
    shared: SharedStreams

    @classmethod
    def of(cls, seed: int) -> Numbers:
        """Those of a seed."""
        return cls(Streams(seed), SharedStreams(seed))


def figures_of(
    plans: Mapping[str, Plan], collect: Collect, numbers: Numbers, task: Task
) -> list[Floats]:
    """Figures of each arm of a task, shape (replications, figures)."""
    plan = plans[task.arms[0].variant]
    with uncollected():  # nothing of a task stays, so that no garbage need be looked for after it
        if len(task.arms) > 1:
            return _together(plan, collect, numbers.shared, task)
        arm = attrs.evolve(task.arms[0], first=task.first, count=task.count)
        own = arm.pinned or arm.swapped or arm.variant
        streams = numbers.shared if own else numbers.single
        return [np.array([collect(plan, log) for log in logs(plan, streams, arm)])]


def _together(plan: Plan, collect: Collect, streams: Streams, task: Task) -> list[Floats]:
    """Figures of several arms that go on from the base run."""

    def tables(pinned: Mapping[int, float]) -> Preparation:
        inputs = plan.procedure.inputs
        rows = draw_inputs(inputs, streams, task.first, task.count, pinned)
        return Preparation(plan, Luck(plan, streams, task.first, rows))

    with undisturbed():
        base, own = tables({}), [tables(arm.pinned) for arm in task.arms]
    found: list[list[list[float]]] = [[] for _ in own]
    for place in range(task.count):
        with undisturbed():
            made = list(branched(plan, base, own, place))
        for number, log in made:
            found[number].append(collect(plan, log))
    return [np.array(figures) for figures in found]

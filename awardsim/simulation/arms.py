"""Arms of an experiment, and the logs of their replications, one after the other."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator, Mapping

import attrs

from awardsim.simulation.invariants import check_log
from awardsim.simulation.localdays import engine_of
from awardsim.simulation.log import Log
from awardsim.simulation.luck import Luck, draw_inputs
from awardsim.simulation.plan import Plan
from awardsim.simulation.prepared import Preparation
from awardsim.streams import BLOCK, Streams

#: Applicants of the replications that are set up one after the other and then run one after the
#: other: they are different pieces of code, and each stays warm.
BATCH = 600
#: Applicants whose numbers are drawn at once, if they are not in one block; blocks at most.
COLUMN, MOST_BLOCKS = 3_000, 3


@attrs.frozen
class Arm:
    """One arm of an experiment: which inputs are pinned, and which replications are run.

    ``variant`` names one of several procedures that share their inputs; ``swapped`` has inputs
    that take the value of another replication, so many further on.
    """

    pinned: Mapping[int, float]
    first: int
    count: int
    variant: str = ""
    swapped: Mapping[int, int] = {}


def replicate(
    plan: Plan, seed: int, replication: int, pinned: Mapping[int, float] | None = None
) -> Log:
    """The log of one replication; its invariants hold, or an InvariantError says which broke."""
    return next(logs(plan, seed, Arm(pinned or {}, replication, 1)))


def logs(plan: Plan, seed: int | Streams, arm: Arm) -> Iterator[Log]:
    """Logs of an arm's replications, in order."""
    streams = seed if isinstance(seed, Streams) else Streams(seed)
    rows = draw_inputs(plan.procedure.inputs, streams, arm.first, arm.count, arm.pinned)
    for index, offset in arm.swapped.items():
        one = plan.procedure.inputs[index]
        drawn = draw_inputs([one], streams, arm.first + offset, arm.count)
        for row, (value,) in zip(rows, drawn, strict=True):
            row[index] = value
    for start, end in pieces_of(arm.first, arm.count, drawn_at_once(plan)):
        with undisturbed():
            luck = Luck(plan, streams, start, rows[start - arm.first : end - arm.first])
        yield from logs_of(plan, luck)


def logs_of(plan: Plan, luck: Luck) -> Iterator[Log]:
    """Logs of the replications whose luck has been drawn, in order."""
    with undisturbed():
        preparation = Preparation(plan, luck)
    batch = max(BATCH // max(luck.count // luck.replications, 1), 1)
    for place in range(0, luck.replications, batch):
        with undisturbed():
            end = min(place + batch, luck.replications)
            found = _run(plan, preparation, range(place, end))
        yield from found


def _run(plan: Plan, preparation: Preparation, places: range) -> list[Log]:
    """Logs of some replications of a block."""
    engine = engine_of(plan.procedure)
    made = [engine(plan, preparation.of(place)) for place in places]
    found = []
    for one in made:
        log = one.run()
        check_log(plan, log)
        one.__dict__.clear()  # it holds itself in many ways: nothing need look for that
        found.append(log)
    return found


def drawn_at_once(plan: Plan) -> int:
    """Of how many replications numbers are drawn, and tables prepared, at once: whole blocks.

    So many that their columns are long enough for what a call of NumPy costs, and no more.
    """
    blocks = int(COLUMN / (BLOCK * max(plan.procedure.usual_applicants, 1.0)))
    return BLOCK * min(max(blocks, 1), MOST_BLOCKS)


def pieces_of(first: int, count: int, size: int) -> Iterator[tuple[int, int]]:
    """Consecutive replications in pieces that end at multiples of a size: from, up to.

    >>> list(pieces_of(25, 40, 16))
    [(25, 32), (32, 48), (48, 64), (64, 65)]
    """
    last = first + count
    while first < last:
        end = min(last, first - first % size + size)
        yield first, end
        first = end


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """No garbage collection, and no second check of parameters, while a replication runs.

    Parameters of rules were checked when the procedure was built.
    """
    checking = not attrs.validators.get_disabled()
    attrs.validators.set_disabled(True)
    try:
        with uncollected():
            yield
    finally:
        attrs.validators.set_disabled(not checking)


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """No garbage collection.

    A replication leaves its cycles behind as one piece: collecting them in between finds nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()

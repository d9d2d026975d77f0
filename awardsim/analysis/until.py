"""Which values reach a target, found without running them all where the response goes one way."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Protocol

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.differences import difference


class Tried(Protocol):
    """A value that was run: its share in time, the error of it, and the replications in time."""

    @property
    def share(self) -> float: ...
    @property
    def error(self) -> float: ...
    @property
    def in_time(self) -> NDArray[np.float64]: ...


@attrs.frozen
class Search:
    """What a search has found.

    Attributes
    ----------
    reach
        Places whose share reaches the target, whether they were run or not.
    tried
        Places that were run, in order.
    one_way
        The share never falls and then rises, or the other way round, by more than chance.
    """

    reach: tuple[int, ...]
    tried: tuple[int, ...]
    one_way: bool


def search(count: int, at: Callable[[int], Tried], target: float) -> Search:
    """The places 0 to ``count - 1`` that reach a target, by bisection.

    Ends, middle and quarters are run first.  Between two that were run and disagree about the
    target the middle is run; beside one so close to the target that chance may have decided, its
    neighbour, unless the next one that was run is the same in every replication.  What lies
    between two that agree is taken to agree with them: that holds where the response goes one
    way.  Where those that were run show that it does not, all are run.

    Parameters
    ----------
    at
        Runs a place; asked once for each.
    """
    done: dict[int, Tried] = {}
    for place in sorted({0, count // 4, count // 2, 3 * count // 4, count - 1}):
        done[place] = at(place)
    while (between := _open(done, target)) is not None:
        done[between] = at(between)
    one_way = goes_one_way([done[place] for place in sorted(done)])
    if not one_way:
        for place in range(count):
            if place not in done:
                done[place] = at(place)
    tried = sorted(done)
    reach = [
        place
        for place in range(count)
        if done[max(one for one in tried if one <= place)].share >= target
    ]
    return Search(tuple(reach), tuple(tried), one_way)


def goes_one_way(points: Sequence[Tried]) -> bool:
    """No two steps, of those that chance cannot have made, go in different directions."""
    signs = set()
    for one, two in itertools.pairwise(points):
        step = difference(one.in_time, two.in_time)
        if step.distinguishable:
            signs.add(step.mean > 0)
    return len(signs) < 2


def _open(done: dict[int, Tried], target: float) -> int | None:
    """A place that has to be run before the set is known; None where there is none left."""
    order = sorted(done)
    for low, high in itertools.pairwise(order):
        if high - low < 2 or np.array_equal(done[low].in_time, done[high].in_time):
            continue
        if (done[low].share >= target) != (done[high].share >= target):
            return (low + high) // 2
        for near, beside in ((low, low + 1), (high, high - 1)):
            if abs(done[near].share - target) <= done[near].error:
                return beside
    return None

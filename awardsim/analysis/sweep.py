"""One or two values varied over a grid: what each does to the chance to be in time, and to the end.

Every point is a run of its own procedure under the luck of all others, so that neighbours are told
apart by their paired difference.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.axes import MOST_POINTS, Axis, too_many
from awardsim.analysis.differences import Z95, Difference, difference
from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.intervals import wilson
from awardsim.analysis.kept import Kept
from awardsim.analysis.shares import quantile
from awardsim.analysis.until import goes_one_way, search
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import Workers

Floats = NDArray[np.float64]
Values = tuple[str, ...]


@attrs.frozen(eq=False)
class Point:
    """One point of a grid.

    Attributes
    ----------
    values
        One for each axis.
    in_time
        By replication 1 or 0; nan where there is no deadline.
    finish
        The middle end, in minutes since the procedure's opening; None where most never end.
    awarded
        Awards on average.
    step
        The paired difference in the share to the point before on the first axis; None for the
        first one.
    """

    values: Values
    procedure: Procedure = attrs.field(repr=False)
    in_time: Floats = attrs.field(repr=False)
    finish: int | None
    awarded: float
    step: Difference | None = None

    @property
    def share(self) -> float:
        """Of the replications that finish in time; nan where there is no deadline."""
        return float(np.mean(self.in_time))

    @property
    def error(self) -> float:
        """Half-width of its 95 % interval after Wilson, above 0 at none and all as well."""
        if math.isnan(self.share):
            return math.nan
        low, high = wilson(self.share, len(self.in_time), Z95)
        return (high - low) / 2


@attrs.frozen
class Fault:
    """A point that cannot be run, and why."""

    values: Values
    problems: tuple[Problem, ...]


@attrs.frozen
class Reach:
    """What reaches a target.

    ``values`` were run or lie between such that were; ``close`` were run and are so near the
    target that their number of replications decides.  ``how`` is ``bisection``, ``every`` (each
    value was run) or ``rugged`` (each was run, because the first few showed no single direction).
    """

    target: float
    values: tuple[Values, ...]
    close: tuple[Values, ...]
    how: str


@attrs.frozen(eq=False)
class Sweep:
    """The points that were run, in the order of the axes, the last axis fastest.

    ``size`` is how many points the grid has, ``reach`` None where no target was given, ``taken``
    how many points stood in the file of an earlier sweep.
    """

    axes: tuple[Axis, ...]
    points: tuple[Point, ...]
    faults: tuple[Fault, ...]
    size: int
    replications: int
    seed: int
    reach: Reach | None = None
    taken: int = 0

    @property
    def one_way(self) -> bool:
        """Along a single axis the share never falls and then rises, or the other way round."""
        return len(self.axes) == 1 and goes_one_way(self.points)


class Sweeping:
    """A sweep under way: what is done can be had at any time.

    Parameters
    ----------
    load
        Makes the procedure for values to replace, each ``path=value``.
    kept
        Points that are done already are taken from it, others added to it.
    name_of
        Says of a procedure what it is, with everything that a figure depends on; for ``kept``.

    Raises
    ------
    InputError
        Too many points; or none of them can be, with what is wrong with the first.
    """

    def __init__(
        self,
        axes: Sequence[Axis],
        load: Callable[[Sequence[str]], Procedure],
        *,
        replications: int = 500,
        seed: int = 1,
        workers: int = 1,
        tick: Callable[[int], None] | None = None,
        kept: Kept | None = None,
        name_of: Callable[[Procedure, Mapping[str, Any]], str] | None = None,
    ) -> None:
        self.axes = tuple(axes)
        self.replications, self.seed, self.workers, self.tick = replications, seed, workers, tick
        self.kept, self.name_of = kept, name_of
        self.taken = 0
        count = math.prod(len(axis.values) for axis in axes)
        if count > MOST_POINTS:
            raise InputError(too_many(count, " ".join(axis.path for axis in axes)))
        self.procedures: dict[Values, Procedure] = {}
        self.faults: list[Fault] = []
        self.done: dict[Values, Point] = {}
        self.grid: list[Values] = list(itertools.product(*(axis.values for axis in axes)))
        for values in self.grid:
            sets = [f"{axis.path}={value}" for axis, value in zip(axes, values, strict=True)]
            try:
                self.procedures[values] = load(sets)
            except InputError as error:
                self.faults.append(Fault(values, tuple(error.problems)))
        if not self.procedures:
            raise InputError(self.faults[0].problems)

    @property
    def due(self) -> bool:
        """There is a deadline at every point."""
        return all(one.deadline_minute >= 0 for one in self.procedures.values())

    @property
    def begun(self) -> bool:
        """A point is done, or known to be impossible."""
        return bool(self.done or self.faults)

    def expected(self, target: float | None = None, *, every: bool = False) -> int:
        """Replications that will be run, as far as that is known before."""
        points = len(self.procedures)
        if target is not None and not every and self._searched is not None:
            points = sum(
                min(len(line), 7 + math.ceil(math.log2(len(line)))) for line in self._lines()
            )
        return points * self.replications

    def run(self, target: float | None = None, *, every: bool = False) -> Sweep:
        """Run all points; along an axis that goes one way only those that tell of a target.

        Parameters
        ----------
        every
            All points even then.
        """
        if target is None or every or self._searched is None:
            for values in self.grid:
                if values in self.procedures:
                    self._at(values)
            return self.so_far(target)
        reach: set[Values] = set()
        one_way = []
        for line in self._lines():
            found = search(len(line), self._along(line), target)
            reach.update(line[place] for place in found.reach)
            one_way.append(found.one_way)
        ordered = [values for values in self.grid if values in reach]
        return self.so_far(target, ordered, "bisection" if any(one_way) else "rugged")

    def so_far(
        self, target: float | None = None, reach: Sequence[Values] | None = None, how: str = "every"
    ) -> Sweep:
        """The sweep of the points that are done."""
        order = [values for values in self.grid if values in self.done]
        points = tuple(attrs.evolve(self.done[one], step=self._step(one, order)) for one in order)
        found = None
        if target is not None:
            if reach is None:
                reach = [one.values for one in points if one.share >= target]
            close = [one.values for one in points if abs(one.share - target) <= one.error]
            found = Reach(target, tuple(reach), tuple(close), how)
        return Sweep(
            self.axes,
            points,
            tuple(self.faults),
            len(self.grid),
            self.replications,
            self.seed,
            found,
            self.taken,
        )

    @property
    def _searched(self) -> int | None:
        """The longest axis along which not every value has to be run; None if there is none."""
        known = [place for place, axis in enumerate(self.axes) if axis.one_way]
        longest = max(known, key=lambda place: len(self.axes[place].values), default=None)
        return None if longest is None or len(self.axes[longest].values) <= 5 else longest

    def _along(self, line: Sequence[Values]) -> Callable[[int], Point]:
        return lambda place: self._at(line[place])

    def _lines(self) -> list[list[Values]]:
        """The points that can be run, along the axis that is searched."""
        lines: dict[Values, list[Values]] = {}
        for values in (one for one in self.grid if one in self.procedures):
            other = tuple(one for place, one in enumerate(values) if place != self._searched)
            lines.setdefault(other, []).append(values)
        return list(lines.values())

    def _at(self, values: Values) -> Point:
        if values not in self.done:
            kept = self._kept(values)
            self.done[values] = kept or self._run(values)
            if kept is None:
                self._keep(self.done[values])
        return self.done[values]

    def _run(self, values: Values) -> Point:
        procedure = self.procedures[values]
        layout = layout_of(make_plan(procedure))
        with Workers({"": procedure}, collect, self.seed, self.workers, self.tick) as crew:
            figures = crew.run([Arm({}, 0, self.replications)])[0]
        finish = layout.column(figures, "finish")
        due = procedure.deadline_minute
        in_time = (finish <= due).astype(float) if due >= 0 else np.full(len(finish), np.nan)
        awarded = sum(
            float(np.mean(layout.column(figures, f"awarded/{track}"))) for track in procedure.tracks
        )
        return Point(values, procedure, in_time, quantile(finish, 0.5), awarded)

    def _keep(self, point: Point) -> None:
        if self.kept is not None and self.name_of is not None:
            row = {
                "values": list(point.values),
                "in_time": "".join("-" if one != one else str(int(one)) for one in point.in_time),
                "finish": point.finish,
                "awarded": point.awarded,
            }
            self.kept.add(self._name(point.values), row)

    def _kept(self, values: Values) -> Point | None:
        """A point that was done before."""
        if self.kept is None or self.name_of is None:
            return None
        row = self.kept.get(self._name(values))
        if row is None:
            return None
        try:
            in_time = np.array([math.nan if one == "-" else float(one) for one in row["in_time"]])
            finish = None if row["finish"] is None else int(row["finish"])
            awarded = float(row["awarded"])
        except (KeyError, TypeError, ValueError):
            return None
        if len(in_time) != self.replications:
            return None
        self.taken += 1
        if self.tick is not None:
            self.tick(self.replications)
        return Point(values, self.procedures[values], in_time, finish, awarded)

    def _name(self, values: Values) -> str:
        assert self.name_of is not None
        more = {"seed": self.seed, "replications": self.replications}
        return self.name_of(self.procedures[values], more)

    def _step(self, values: Values, order: Sequence[Values]) -> Difference | None:
        """To the point before that was run, along the first axis."""
        row = [one for one in order if one[1:] == values[1:]]
        place = row.index(values)
        if not place:
            return None
        return difference(self.done[row[place - 1]].in_time, self.done[values].in_time)


def sweep(
    axes: Sequence[Axis],
    load: Callable[[Sequence[str]], Procedure],
    target: float | None = None,
    *,
    every: bool = False,
    **options: Any,
) -> Sweep:
    """Run a grid at once; see :class:`Sweeping` for the options."""
    return Sweeping(axes, load, **options).run(target, every=every)

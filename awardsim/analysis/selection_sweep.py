"""Values varied, and what that does to selection quality, all under the same luck."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence

import attrs

from awardsim.analysis import intervals
from awardsim.analysis.applicants import Table
from awardsim.analysis.axes import MOST_POINTS, Axis, too_many
from awardsim.analysis.contests import (
    Contest,
    Outcome,
    Still,
    changed,
    choosing_in,
    contests,
    outcome,
)
from awardsim.analysis.intervals import Estimate
from awardsim.analysis.paired import Difference, difference
from awardsim.analysis.selection import Kept, check_judged, kept_after, tables
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.procedure.model import Procedure
from awardsim.simulation.replications import Arm
from awardsim.text import Text

#: Figures that a target may be for.
FIGURES = ("top", "best", "all_best")
Values = tuple[str, ...]


@attrs.frozen
class Selected:
    """One contest at one point.

    Attributes
    ----------
    top, best, all_best, lost
        As in :class:`~awardsim.analysis.contests.Outcome`, on average; the first three of those
        still in after a stage, where one was asked for.
    step
        The paired difference in the figure asked for to the first point; None for that one.
    others
        Share of editions whose winners are not those of the first point.
    kept
        Who is still in after the stage that was asked for; None where none was.
    """

    contest: Contest
    top: Estimate
    best: Estimate
    all_best: Estimate
    lost: Estimate
    step: Difference | None
    others: Estimate
    kept: Kept | None

    def figure(self, name: str) -> Estimate:
        """A figure by its name, one of :data:`FIGURES`."""
        found: Estimate = getattr(self, name)
        return found


@attrs.frozen
class SelectionPoint:
    """One point: its values, its contests, its reviewer-days."""

    values: Values
    contests: tuple[Selected, ...]
    judging: float


@attrs.frozen(eq=False)
class SelectionSweep:
    """All points; the figure that a target is for; the stage after which it is taken, -1 for the
    award itself."""

    procedure: Procedure
    axes: tuple[Axis, ...]
    points: tuple[SelectionPoint, ...]
    figure: str
    stage: int
    target: float | None
    replications: int
    seed: int

    def reaching(self) -> tuple[tuple[Values, str], ...]:
        """Points and contests whose figure reaches the target."""
        if self.target is None:
            return ()
        return tuple(
            (point.values, one.contest.id)
            for point in self.points
            for one in point.contests
            if one.figure(self.figure).value >= self.target
        )


def sweep_selection(
    axes: Sequence[Axis],
    load: Callable[[Sequence[str]], Procedure],
    *,
    figure: str = "top",
    stage: str = "",
    target: float | None = None,
    replications: int = 500,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> SelectionSweep:
    """Run every point of a grid.

    Parameters
    ----------
    load
        Makes the procedure for values to replace, each ``path=value``.
    stage
        Id of a stage that chooses: who is still in after it counts instead of who is awarded.

    Raises
    ------
    InputError
        Too many points, a value that cannot be, nobody is judged, or no such stage.
    """
    count = math.prod(len(axis.values) for axis in axes)
    if count > MOST_POINTS:
        raise InputError(too_many(count, " ".join(axis.path for axis in axes)))
    grid = list(itertools.product(*(axis.values for axis in axes)))
    procedures = [
        load([f"{axis.path}={value}" for axis, value in zip(axes, values, strict=True)])
        for values in grid
    ]
    for one in procedures:
        check_judged(one)
    first: Table | None = None
    points: list[SelectionPoint] = []
    base: list[Outcome] = []
    for values, procedure in zip(grid, procedures, strict=True):
        arm = {"": Arm({}, 0, replications)}
        ran = tables({"": procedure}, arm, seed=seed, workers=workers, tick=tick)
        found = dict(ran)[""]
        own = [outcome(found, contest) for contest in contests(procedure)]
        if first is None:
            first, base = found, own
        node = _stage(procedure, stage)
        points.append(_point(values, own, base, found, first, figure, node))
    return SelectionSweep(
        procedures[0],
        tuple(axes),
        tuple(points),
        figure,
        _stage(procedures[0], stage),
        target,
        replications,
        seed,
    )


def _stage(procedure: Procedure, stage: str) -> int:
    """The stage that was asked for; -1 for none."""
    if not stage:
        return -1
    final = [contest for contest in contests(procedure) if contest.final]
    known = {index for contest in final for index in choosing_in(procedure, contest)}
    listed = [procedure.nodes[index].id for index in sorted(known)]
    if stage not in listed:
        message = Text(
            f"'{stage}' 不是从几个里选几个的环节；有：{'、'.join(listed)}",
            f"'{stage}' is no stage that chooses among several; there are: {', '.join(listed)}",
        )
        raise InputError(Problem(message, "--stage", nearest=nearest_name(stage, listed)))
    return procedure.node_index[stage]


def _after(found: Outcome, node: int) -> Still | Outcome | None:
    """Who is still in after a stage, or who is awarded where none is asked for."""
    if node < 0:
        return found
    return next((still for still in found.kept if still.node == node), None)


def _point(
    values: Values,
    own: Sequence[Outcome],
    base: Sequence[Outcome],
    found: Table,
    first: Table,
    figure: str,
    node: int,
) -> SelectionPoint:
    before = {one.contest.id: one for one in base}
    selected = []
    for one in own:
        now = _after(one, node)
        was = before.get(one.contest.id)
        then = None if was is None else _after(was, node)
        if now is None:  # its applicants do not come to that stage
            continue
        step = None
        others = intervals.UNDEFINED
        if then is not None and found is not first:
            step = difference(getattr(then, figure), getattr(now, figure))
            others = intervals.of_share(changed(first, found, one.contest)[0])
        selected.append(
            Selected(
                one.contest,
                intervals.of_share(now.top),
                intervals.of_share(now.best),
                intervals.of_share(now.all_best),
                intervals.of_mean(one.lost),
                step,
                others,
                kept_after(now, one.contest) if isinstance(now, Still) else None,
            )
        )
    return SelectionPoint(values, tuple(selected), float(found.judging.mean()))

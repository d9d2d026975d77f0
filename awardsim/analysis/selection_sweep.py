"""Values varied, and what that does to selection quality, all under the same luck."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import attrs

from awardsim.analysis import intervals
from awardsim.analysis.applicants import Table, collect, table
from awardsim.analysis.axes import Axis
from awardsim.analysis.contests import (
    Contest,
    Outcome,
    Still,
    changed,
    choosing_in,
    contests,
    outcome,
)
from awardsim.analysis.differences import Difference, difference
from awardsim.analysis.intervals import Estimate
from awardsim.analysis.kept_runs import Runs, Values, on_grid
from awardsim.analysis.selection import Kept, check_judged, kept_after
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.procedure.model import Procedure
from awardsim.simulation.plan import make_plan
from awardsim.text import Text

#: Figures that a target may be for.
FIGURES = ("top", "best", "all_best")


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
    """The points that were run; the figure that a target is for; the stage after which it is
    taken, -1 for the award itself.

    ``size`` is how many points the grid has, ``taken`` how many of them stood in the file of an
    earlier sweep.
    """

    procedure: Procedure
    axes: tuple[Axis, ...]
    points: tuple[SelectionPoint, ...]
    figure: str
    stage: int
    target: float | None
    replications: int
    seed: int
    size: int
    taken: int = 0

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


class SelectionSweeping:
    """A sweep under way: what is done can be had at any time.

    Parameters
    ----------
    load
        Makes the procedure for values to replace, each ``path=value``.
    runs
        Runs each of them, and keeps what is done; of applicants.
    figure
        What a target is for, one of :data:`FIGURES`.
    stage
        Id of a stage that chooses: who is still in after it counts instead of who is awarded.

    Raises
    ------
    InputError
        Too many points, a value that cannot be, nobody is judged, or no such stage.
    """

    def __init__(
        self,
        axes: Sequence[Axis],
        load: Callable[[Sequence[str]], Procedure],
        runs: Runs,
        *,
        figure: str = "top",
        stage: str = "",
        target: float | None = None,
    ) -> None:
        self.axes, self.runs, self.figure, self.target = tuple(axes), runs, figure, target
        self.procedures = on_grid(axes, load)
        for one in self.procedures.values():
            check_judged(one)
        self.nodes = {values: _stage(one, stage) for values, one in self.procedures.items()}
        self.points: list[SelectionPoint] = []

    def run(self) -> SelectionSweep:
        """Run every point, each compared with the first."""
        first: Table | None = None
        base: list[Outcome] = []
        for values, procedure in self.procedures.items():
            found = table(procedure, make_plan(procedure).reasons, self.runs.rows(procedure))
            own = [outcome(found, contest) for contest in contests(procedure)]
            if first is None:
                first, base = found, own
            node = self.nodes[values]
            self.points.append(_point(values, own, base, found, first, self.figure, node))
        return self.so_far()

    @property
    def begun(self) -> bool:
        """A point is done."""
        return bool(self.points)

    def so_far(self) -> SelectionSweep:
        """The sweep of the points that are done."""
        procedure = next(iter(self.procedures.values()))
        return SelectionSweep(
            procedure,
            self.axes,
            tuple(self.points),
            self.figure,
            next(iter(self.nodes.values())),
            self.target,
            self.runs.replications,
            self.runs.seed,
            len(self.procedures),
            self.runs.taken,
        )


def sweep_selection(
    axes: Sequence[Axis],
    load: Callable[[Sequence[str]], Procedure],
    *,
    figure: str = "top",
    stage: str = "",
    target: float | None = None,
    **options: Any,
) -> SelectionSweep:
    """Run a grid at once; further options are those of :class:`~.kept_runs.Runs`."""
    runs = Runs(collect, **options)
    return SelectionSweeping(axes, load, runs, figure=figure, stage=stage, target=target).run()


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

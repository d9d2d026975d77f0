"""What ``awardsim sweep`` runs: a grid, all in turn, variance-based indices, internal studies."""

from __future__ import annotations

import math
import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import attrs

from awardsim.cli.delivery import Delivery
from awardsim.cli.edition import day_of
from awardsim.cli.progress import Progress
from awardsim.cli.resuming import open_kept, showing_what_is_done
from awardsim.cli.terminal import note
from awardsim.errors import InputError, Problem
from awardsim.scenario.days import read_day
from awardsim.text import NOTHING, Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.axes import Axis
    from awardsim.analysis.ranking import Ranking
    from awardsim.procedure.model import Procedure
    from awardsim.report.drawing import Drawing
    from awardsim.report.grid import Grid
    from awardsim.report.output import Target

#: Replications at each point where none are asked for, and of the base run of a ranking.
REPLICATIONS, RANKED = 500, 1000
_NO = 1  # exit code: the answer is no

#: Makes a table, or a screen, of what was found.
Table = Callable[[Any, Language], "Grid"]
Screen = Callable[[Any, Language], str]
Chart = Callable[[Any, Language], "Drawing"]


@attrs.frozen
class Asked:
    """What was asked for on the command line."""

    language: Language
    scenario: str
    axes: tuple[str, ...]
    target: float | None
    every: bool
    detail: str | None
    figure: str
    stage: str
    interacting: bool
    kept: str | None
    sets: tuple[str, ...]
    replications: int | None
    seed: int
    workers: int | None
    form: str
    outputs: tuple[str, ...]
    force: bool
    quiet: bool

    @property
    def processes(self) -> int:
        """How many processes run."""
        from awardsim.simulation.replications import usable_workers

        return usable_workers() if self.workers is None else self.workers

    def tick(self, progress: Progress) -> Callable[[int], None] | None:
        """What counts replications; nothing where nothing is to be told."""
        return None if self.quiet else progress.tick


@attrs.frozen
class Made:
    """The scenario as it is, how it is made with values replaced, and where results go."""

    asked: Asked
    base: Procedure
    load: Callable[[Sequence[str]], Procedure]
    targets: Sequence[Target]

    def axes(self) -> list[Axis]:
        """What is varied, as written."""
        return [axis_of(written, self.base) for written in self.asked.axes]

    def show(
        self,
        found: Any,
        table: Table,
        screen: Screen,
        hint: Text = NOTHING,
        chart: Chart | None = None,
    ) -> None:
        """Write the files and print the answer; ``hint``: the command that helps further."""
        from awardsim.report.raster import DRAWN_FORMS, write_drawing

        asked = self.asked
        grid = table(found, asked.language)
        delivery = Delivery(self.targets, asked.form, asked.force, asked.language, asked.quiet)

        def draw(target: Target) -> None:
            assert chart is not None
            write_drawing(chart(found, asked.language), target, force=asked.force)

        delivery.give(
            lambda: grid,
            lambda: screen(found, asked.language),
            lambda: grid.data,
            own={} if chart is None else dict.fromkeys(DRAWN_FORMS, draw),
            hint=hint,
        )


def interacting(made: Made) -> int:
    """How much each estimate does alone, and with others."""
    from awardsim.analysis.interactions import expected, interactions, samples_of
    from awardsim.report.interactions_screen import interactions_grid, interactions_screen

    asked = made.asked
    samples = samples_of(asked.replications)
    with Progress(expected(made.base, samples), asked.language) as progress:
        found = interactions(
            made.base,
            samples=samples,
            seed=asked.seed,
            workers=asked.processes,
            tick=asked.tick(progress),
        )
    made.show(found, interactions_grid, interactions_screen)
    return 0


def ranked(made: Made) -> int:
    """Everything in turn."""
    from awardsim.analysis.ranking import EVEN, expected, rank
    from awardsim.report.ranking_screen import ranking_grid, ranking_screen

    asked = made.asked
    replications = asked.replications or RANKED
    with Progress(expected(made.base, replications), asked.language) as progress:
        found = rank(
            made.base,
            made.load,
            target=EVEN if asked.target is None else asked.target,
            replications=replications,
            seed=asked.seed,
            workers=asked.processes,
            tick=asked.tick(progress),
        )
    made.show(found, ranking_grid, ranking_screen, _least_change(found, asked))
    return 0


def swept(made: Made) -> int:
    """A grid of points, or the search of those that reach a target."""
    from awardsim.analysis.sweep import Sweeping
    from awardsim.report.charts.curve import sweep_chart
    from awardsim.report.raster import DRAWN_FORMS
    from awardsim.report.sweep_screen import sweep_grid, sweep_screen

    asked = made.asked
    ticks: list[Callable[[int], None]] = []
    work = Sweeping(
        made.axes(),
        made.load,
        replications=asked.replications or REPLICATIONS,
        tick=lambda count: _tell(ticks, count),
        **_options(asked),
    )
    if asked.target is not None and not work.due:
        message = Text(
            "没有期限可比：在情景里给出 finish_by", "no deadline to compare with: give 'finish_by'"
        )
        raise InputError(Problem(message, "--until"))
    drawn = [target.name for target in made.targets if target.form in DRAWN_FORMS]
    if drawn and not work.due:
        message = Text(
            "没有期限，没有把握可画：在情景里给出 finish_by",
            "no deadline, and so no chance to draw: give 'finish_by'",
        )
        raise InputError(Problem(message, drawn[0]))
    with (
        showing_what_is_done(
            lambda: _show_so_far(made, work, sweep_grid, sweep_screen, sweep_chart), asked
        ),
        Progress(work.expected(asked.target, every=asked.every), asked.language) as progress,
    ):
        if not asked.quiet:
            ticks.append(progress.tick)
        found = work.run(asked.target, every=asked.every)
    made.show(found, sweep_grid, sweep_screen, _on_from(asked), sweep_chart)
    if found.faults or (found.reach is not None and not found.reach.values):
        return _NO
    return 0


def studied(made: Made) -> int:
    """An internal study at each point; exit code 1 if none of them reaches the target."""
    asked = made.asked
    axes = made.axes()
    replications = asked.replications or REPLICATIONS
    total = replications * math.prod(len(axis.values) for axis in axes)
    begun: list[tuple[_Work, Table, Screen]] = []

    def so_far() -> None:
        for work, table, screen in begun:
            _show_so_far(made, work, table, screen)

    with (
        showing_what_is_done(so_far, asked),
        Progress(total, asked.language) as progress,
    ):
        options = {**_options(asked), "replications": replications, "tick": asked.tick(progress)}
        study = _selection if asked.detail == "selection" else _arms
        begun.append(study(made, axes, options))
        work, table, screen = begun[0]
        found = work.run()
    made.show(found, table, screen)
    return _NO if asked.target is not None and not found.reaching() else 0


def _least_change(found: Ranking, asked: Asked) -> Text:
    """What the most influential number rests on."""
    if not found.rows:
        return NOTHING
    command = shlex.join(["awardsim", "why", asked.scenario, found.rows[0].path])
    return Text(f"{command}   最要紧的一项依据什么", f"{command}   what matters most rests on")


def _on_from(asked: Asked) -> Text:
    """Which values are enough; once that is asked, what the value rests on."""
    if asked.target is None:
        command = shlex.join(["awardsim", "sweep", asked.scenario, *asked.axes, "--until", "0.8"])
        return Text(f"{command}   哪些值就够", f"{command}   which values are enough")
    path = asked.axes[0].partition("=")[0]
    command = shlex.join(["awardsim", "why", asked.scenario, path])
    return Text(f"{command}   这个数依据什么", f"{command}   what it rests on")


class _Work(Protocol):
    """A sweep under way."""

    def run(self) -> Any:
        """Run all points."""

    def so_far(self) -> Any:
        """What is done."""

    @property
    def begun(self) -> bool:
        """Something is done."""


def _selection(
    made: Made, axes: Sequence[Axis], options: dict[str, Any]
) -> tuple[_Work, Table, Screen]:
    """Selection quality at each point."""
    from awardsim.analysis.applicants import collect
    from awardsim.analysis.kept_runs import Runs
    from awardsim.analysis.selection_sweep import SelectionSweeping
    from awardsim.report.selection_sweep_screen import (
        selection_sweep_grid,
        selection_sweep_screen,
    )

    asked = made.asked
    work = SelectionSweeping(
        axes,
        made.load,
        Runs(collect, **options),
        figure=asked.figure,
        stage=asked.stage,
        target=asked.target,
    )
    return work, selection_sweep_grid, selection_sweep_screen


def _arms(made: Made, axes: Sequence[Axis], options: dict[str, Any]) -> tuple[_Work, Table, Screen]:
    """Award rates of groups, or cost, at each point."""
    from awardsim.analysis.arms import Working
    from awardsim.analysis.kept_runs import on_grid
    from awardsim.report.arms_screen import arms_grid, points_screen

    assert made.asked.detail is not None
    named = [(" ".join(values), one) for values, one in on_grid(axes, made.load).items()]
    work = Working(made.asked.detail, named, **options)

    def screen(found: Any, language: Language) -> str:
        return points_screen(found, [axis.path for axis in axes], language)

    return work, arms_grid, screen


def _options(asked: Asked) -> dict[str, Any]:
    from awardsim.report.record_id import procedure_id

    return {
        "seed": asked.seed,
        "workers": asked.processes,
        "kept": open_kept(asked.kept, asked.language, quiet=asked.quiet),
        "name_of": procedure_id,
    }


def _show_so_far(
    made: Made, work: _Work, table: Table, screen: Screen, chart: Chart | None = None
) -> None:
    """What is done: it stands in the files as well, if there is anything."""
    if work.begun:
        made.show(work.so_far(), table, screen, chart=chart)
    else:
        nothing = Text("中断：还没有做完的点", "interrupted: no point is done")
        note(nothing.read(made.asked.language))


def axis_of(written: str, base: Procedure) -> Axis:
    """What is varied, as it was written: ``PATH=VALUES``, or a path alone."""
    from awardsim.analysis.axes import own_axis, parse_axis
    from awardsim.analysis.subject import find_axis

    named, equals, values = written.partition("=")
    path = find_axis(base, named.strip())
    if not equals:
        return own_axis(path, base)
    return parse_axis(f"{path}={values}", lambda day: day_of(read_day(day, written), base))


def _tell(ticks: Sequence[Callable[[int], None]], count: int) -> None:
    for tick in ticks:
        tick(count)

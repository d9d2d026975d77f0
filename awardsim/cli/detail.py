"""``awardsim run --detail``: internal studies of how a procedure selects, and of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awardsim.cli.progress import Progress
from awardsim.cli.terminal import note, say
from awardsim.report.grid import Grid, as_json, check_grid_files, write_grid
from awardsim.simulation.replications import usable_workers
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure
    from awardsim.report.output import Target

#: What can be studied.
DETAILS = ("selection", "groups", "cost")


def check_study_files(outputs: tuple[str, ...], force: bool) -> tuple[Target, ...]:
    """The files that a study can be written to."""
    return check_grid_files(outputs, force=force)


def show_detail(
    detail: str,
    procedure: Procedure,
    *,
    targets: tuple[Target, ...],
    force: bool,
    form: str,
    replications: int,
    seed: int,
    workers: int | None,
    vary: bool,
    language: Language,
    quiet: bool,
) -> int:
    """Run a study and show it; ``vary``: also what moves its figures."""
    processes = usable_workers() if workers is None else workers
    if detail == "groups":
        grid, screen = _groups(procedure, replications, seed, processes, language, quiet)
    elif detail == "cost":
        grid, screen = _cost(procedure, replications, seed, processes, language, quiet)
    else:
        grid, screen = _selection(procedure, replications, seed, processes, vary, language, quiet)
    for target in targets:
        write_grid(grid, target, force=force)
        if not quiet:
            note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    say(as_json(grid.data) if form == "json" else screen)
    return 0


def _selection(
    procedure: Procedure,
    replications: int,
    seed: int,
    workers: int,
    vary: bool,
    language: Language,
    quiet: bool,
) -> tuple[Grid, str]:
    from awardsim.analysis.selection import check_judged, planned, select
    from awardsim.analysis.selection_levers import guesses, levers
    from awardsim.report.selection_screen import selection_grid, selection_screen

    check_judged(procedure)
    moved = (*levers(procedure), *guesses(procedure)) if vary else ()
    with Progress(planned(moved, replications), language) as progress:
        found = select(
            procedure,
            replications=replications,
            seed=seed,
            workers=workers,
            moved=moved,
            tick=None if quiet else progress.tick,
        )
    return selection_grid(found, language), selection_screen(found, language)


def _groups(
    procedure: Procedure,
    replications: int,
    seed: int,
    workers: int,
    language: Language,
    quiet: bool,
) -> tuple[Grid, str]:
    from awardsim.analysis.groups import study_groups
    from awardsim.report.groups_screen import groups_grid, groups_screen

    with Progress(replications, language) as progress:
        found = study_groups(
            procedure,
            replications=replications,
            seed=seed,
            workers=workers,
            tick=None if quiet else progress.tick,
        )
    return groups_grid(found, language), groups_screen(found, language)


def _cost(
    procedure: Procedure,
    replications: int,
    seed: int,
    workers: int,
    language: Language,
    quiet: bool,
) -> tuple[Grid, str]:
    from awardsim.analysis.cost import cost
    from awardsim.report.cost_screen import cost_grid, cost_screen

    with Progress(replications, language) as progress:
        found = cost(
            procedure,
            replications=replications,
            seed=seed,
            workers=workers,
            tick=None if quiet else progress.tick,
        )
    return cost_grid(found, language), cost_screen(found, language)

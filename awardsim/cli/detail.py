"""``--detail``: internal studies of how a procedure selects, of groups, and of what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from awardsim.cli.delivery import Delivery
from awardsim.cli.progress import Progress
from awardsim.report.grid import Grid, check_grid_files
from awardsim.simulation.replications import usable_workers
from awardsim.text import Language

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure
    from awardsim.report.output import Target


def check_study_files(outputs: tuple[str, ...], force: bool) -> tuple[Target, ...]:
    """The files that a study can be written to."""
    return check_grid_files(outputs, force=force)


def show_detail(
    detail: str,
    procedure: Procedure,
    *,
    delivery: Delivery,
    replications: int,
    seed: int,
    workers: int | None,
    vary: bool,
) -> int:
    """Run a study and show it; ``vary``: also what moves its figures."""
    studies = {"selection": _selection, "groups": _groups, "cost": _cost}
    found, planned, grid, screen = studies[detail](procedure, replications, vary)
    with Progress(planned, delivery.language) as progress:
        result = found(
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if delivery.quiet else progress.tick,
        )
    _give(result, grid, screen, delivery)
    return 0


def show_arms(
    detail: str,
    named: Sequence[tuple[str, Procedure]],
    *,
    delivery: Delivery,
    replications: int,
    seed: int,
    workers: int | None,
) -> int:
    """The same study of variants, beside each other."""
    from awardsim.analysis.arms import compare_detail
    from awardsim.report.arms_screen import arms_grid, arms_screen

    with Progress(replications * len(named), delivery.language) as progress:
        found = compare_detail(
            detail,
            named,
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if delivery.quiet else progress.tick,
        )
    _give(found, arms_grid, arms_screen, delivery)
    return 0


_Table = Callable[[Any, Language], Grid]
_Screen = Callable[[Any, Language], str]


def _give(found: Any, table: _Table, screen: _Screen, delivery: Delivery) -> None:
    grid = table(found, delivery.language)
    delivery.give(lambda: grid, lambda: screen(found, delivery.language), lambda: grid.data)


#: What runs a study, how many replications that takes, what makes a table and a screen of it.
_Study = tuple[Callable[..., Any], int, _Table, _Screen]


def _selection(procedure: Procedure, replications: int, vary: bool) -> _Study:
    from awardsim.analysis.selection import check_judged, planned, select
    from awardsim.analysis.selection_levers import guesses, levers
    from awardsim.report.selection_screen import selection_grid, selection_screen

    check_judged(procedure)
    moved = (*levers(procedure), *guesses(procedure)) if vary else ()

    def run(**options: Any) -> Any:
        return select(procedure, moved=moved, **options)

    return run, planned(moved, replications), selection_grid, selection_screen


def _groups(procedure: Procedure, replications: int, _vary: bool) -> _Study:
    from awardsim.analysis.groups import study_groups
    from awardsim.report.groups_screen import groups_grid, groups_screen

    def run(**options: Any) -> Any:
        return study_groups(procedure, **options)

    return run, replications, groups_grid, groups_screen


def _cost(procedure: Procedure, replications: int, _vary: bool) -> _Study:
    from awardsim.analysis.cost import cost
    from awardsim.report.cost_screen import cost_grid, cost_screen

    def run(**options: Any) -> Any:
        return cost(procedure, **options)

    return run, replications, cost_grid, cost_screen

"""``awardsim sweep --detail selection``: values varied, and what that does to selection quality."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from awardsim.cli.progress import Progress
from awardsim.cli.terminal import say
from awardsim.text import Language

if TYPE_CHECKING:
    from awardsim.analysis.axes import Axis
    from awardsim.procedure.model import Procedure
    from awardsim.report.grid import Grid

_NO = 1  # exit code: the answer is no


def sweep_study(
    axes: Sequence[Axis],
    made: Callable[[Sequence[str]], Procedure],
    write: Callable[[Grid], None],
    *,
    figure: str,
    stage: str,
    target: float | None,
    replications: int,
    seed: int,
    workers: int | None,
    form: str,
    language: Language,
    quiet: bool,
) -> int:
    """Run all points and show them; exit code 1 if none of them reaches the target."""
    from awardsim.analysis.selection_sweep import sweep_selection
    from awardsim.report.grid import as_json
    from awardsim.report.selection_sweep_screen import (
        selection_sweep_grid,
        selection_sweep_screen,
    )
    from awardsim.simulation.replications import usable_workers

    total = replications * math.prod(len(axis.values) for axis in axes)
    with Progress(total, language) as progress:
        found = sweep_selection(
            axes,
            made,
            figure=figure,
            stage=stage,
            target=target,
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if quiet else progress.tick,
        )
    grid = selection_sweep_grid(found, language)
    write(grid)
    say(as_json(grid.data) if form == "json" else selection_sweep_screen(found, language))
    return _NO if target is not None and not found.reaching() else 0

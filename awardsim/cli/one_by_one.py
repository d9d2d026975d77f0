"""``awardsim compare --one-by-one``: what each difference between two variants contributes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awardsim.cli.delivery import Delivery
from awardsim.cli.progress import Progress
from awardsim.errors import InputError, Problem
from awardsim.simulation.replications import usable_workers
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.analysis.experiment import Trial


def show_one_by_one(
    trials: Sequence[Trial],
    *,
    delivery: Delivery,
    replications: int,
    seed: int,
    workers: int | None,
) -> int:
    """Switch each difference alone and show what that does."""
    from awardsim.analysis.one_by_one import one_by_one
    from awardsim.report.one_by_one_screen import (
        one_by_one_data,
        one_by_one_grid,
        one_by_one_screen,
    )

    if len(trials) != 2:
        message = Text(
            f"逐项拆开的是两个方案之间的差别；给了{len(trials)}个",
            f"is about the differences between two variants; {len(trials)} are given",
        )
        raise InputError(Problem(message, "--one-by-one"))
    with Progress(replications, delivery.language) as progress:
        found = one_by_one(
            *trials,
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if delivery.quiet else progress.tick,
            planned=progress.expect,
        )
    delivery.give(
        lambda: one_by_one_grid(found, delivery.language),
        lambda: one_by_one_screen(found, delivery.language),
        lambda: one_by_one_data(found),
    )
    return 0

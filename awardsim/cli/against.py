"""``awardsim run --against``: the real days of a past edition beside its forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awardsim.cli.delivery import Delivery
from awardsim.cli.progress import Progress

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue


def show_against(
    scenario: str,
    sets: Sequence[str],
    catalogue: Catalogue,
    actual: str,
    *,
    delivery: Delivery,
    replications: int | None,
    seed: int | None,
    workers: int | None,
) -> int:
    """Forecast the edition as it could be done then, and show where the real days lie."""
    from awardsim.analysis.actuals import as_planned, find_actual
    from awardsim.analysis.against import review
    from awardsim.report.against_screen import against_data, against_grid, against_screen
    from awardsim.simulation.replications import usable_workers

    real = find_actual(actual)
    procedure = as_planned(scenario, real, catalogue, sets)
    count = procedure.scenario.replications if replications is None else replications
    with Progress(count, delivery.language) as progress:
        found = review(
            procedure,
            real,
            replications=count,
            seed=procedure.scenario.seed if seed is None else seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if delivery.quiet else progress.tick,
        )
    delivery.give(
        lambda: against_grid(found, delivery.language),
        lambda: against_screen(found, delivery.language),
        lambda: against_data(found),
    )
    return 0

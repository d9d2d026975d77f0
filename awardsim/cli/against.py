"""``awardsim run --against``: the real days of a past edition beside its forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from awardsim.cli.progress import Progress
from awardsim.cli.terminal import note, say
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.report.output import Target


def show_against(
    scenario: str,
    sets: Sequence[str],
    catalogue: Catalogue,
    actual: str,
    *,
    targets: Sequence[Target],
    force: bool,
    form: str,
    replications: int | None,
    seed: int | None,
    workers: int | None,
    language: Language,
    quiet: bool,
) -> int:
    """Forecast the edition as it could be done then, and show where the real days lie."""
    from awardsim.analysis.actuals import as_planned, find_actual
    from awardsim.analysis.against import review
    from awardsim.report.against_screen import against_data, against_grid, against_screen
    from awardsim.report.grid import as_json, write_grid
    from awardsim.simulation.replications import usable_workers

    real = find_actual(actual)
    procedure = as_planned(scenario, real, catalogue, sets)
    count = procedure.scenario.replications if replications is None else replications
    with Progress(count, language) as progress:
        found = review(
            procedure,
            real,
            replications=count,
            seed=procedure.scenario.seed if seed is None else seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if quiet else progress.tick,
        )
    for target in targets:
        write_grid(against_grid(found, language), target, force=force)
        if not quiet:
            note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    say(as_json(against_data(found)) if form == "json" else against_screen(found, language))
    return 0

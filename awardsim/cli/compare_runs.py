"""What ``awardsim compare`` runs: variants of one edition, one cohort, a detail, one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from awardsim.cli.delivery import Delivery
from awardsim.cli.progress import Progress
from awardsim.text import Text

if TYPE_CHECKING:
    from awardsim.analysis.experiment import Trial
    from awardsim.analysis.paired import Paired
    from awardsim.report.output import Target

#: Replications where none are asked for.
REPLICATIONS = 300
#: The same for variants of one edition.
PAIRED = 1000
#: Half a page for a drafting note.
NOTE = ".docx"


@attrs.frozen
class Asked:
    """What was asked of a comparison, beside what is compared.

    ``numbers`` are those of organisations and individuals, None where none is given; ``command``
    asks for the same with the numbers of replications that are usual, ``exactly`` also has what
    else the figures depend on.
    """

    delivery: Delivery
    numbers: tuple[int | None, int | None]
    replications: int | None
    precision: float | None
    ranges: bool
    repairs: bool
    pairing: bool
    seed: int
    workers: int
    command: str
    exactly: str

    def tick(self, progress: Progress) -> Callable[[int], None] | None:
        """What counts replications; nothing where nothing is to be told."""
        return None if self.delivery.quiet else progress.tick


def paired(trials: Sequence[Trial], asked: Asked) -> int:
    """Variants of one edition."""
    from awardsim.analysis.paired import compare
    from awardsim.analysis.repairs import repairs
    from awardsim.cli.run import planned
    from awardsim.report.paired_note import write_note
    from awardsim.report.paired_screen import paired_grid, paired_screen

    language = asked.delivery.language
    count = asked.replications or PAIRED
    total = sum(planned(trial.procedure, count, asked.ranges) for trial in trials)
    with Progress(total, language) as progress:
        options: dict[str, Any] = {
            "replications": count,
            "seed": asked.seed,
            "workers": asked.workers,
            "tick": asked.tick(progress),
        }
        found = compare(
            [(trial.name, trial.procedure) for trial in trials],
            precision=asked.precision,
            ranges=asked.ranges,
            **options,
        )
        variants = [
            attrs.evolve(
                variant,
                unused=trial.unused,
                repairs=repairs(
                    trials[0],
                    trial,
                    expect=lambda more: progress.expect(progress.total + more),
                    ends=(found.variants[0].ends, variant.ends),
                    **options,
                )
                if asked.repairs and trial is not trials[0]
                else None,
            )
            for variant, trial in zip(found.variants, trials, strict=True)
        ]
    found = attrs.evolve(found, variants=tuple(variants))

    def note(target: Target) -> None:
        write_note(found, target, language, asked.exactly, force=asked.delivery.force)

    grid = paired_grid(found, language)
    asked.delivery.give(
        lambda: grid,
        lambda: paired_screen(found, language, pairing=asked.pairing),
        lambda: grid.data,
        own={NOTE: note},
        hint=_hint(found, trials, asked),
    )
    return 0


def _hint(found: Paired, trials: Sequence[Trial], asked: Asked) -> Text:
    """What helps further: which of several differences does it, else what is put before others."""
    from awardsim.report.differing import differing

    if len(trials) == 2 and len(differing(*(one.procedure for one in found.variants))) > 1:
        command = f"{asked.command} --one-by-one"
        return Text(f"{command}   每处改动单独算", f"{command}   each difference alone")
    return Text(
        f"{asked.exactly} -o 测算.docx   半页，供起草说明用",
        f"{asked.exactly} -o note.docx   half a page for a drafting note",
    )


def through(trials: Sequence[Trial], asked: Asked) -> int:
    """One cohort through several procedures."""
    from awardsim.analysis.one_cohort import through as send_through
    from awardsim.analysis.one_cohort import usual_numbers
    from awardsim.report.cohort_screen import cohort_grid, cohort_screen

    procedures = [trial.procedure for trial in trials]
    usual = usual_numbers(procedures)
    organisations, individuals = asked.numbers
    language, count = asked.delivery.language, asked.replications or REPLICATIONS
    with Progress(len(trials) * count, language) as progress:
        found = send_through(
            procedures,
            usual[0] if organisations is None else organisations,
            usual[1] if individuals is None else individuals,
            replications=count,
            seed=asked.seed,
            workers=asked.workers,
            tick=asked.tick(progress),
        )
    grid = cohort_grid(found, language)
    asked.delivery.give(lambda: grid, lambda: cohort_screen(found, language), lambda: grid.data)
    return 0

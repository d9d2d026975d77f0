"""``awardsim compare``: variants of one edition, or one cohort through several procedures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.options import Options
from awardsim.cli.progress import Progress
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure
    from awardsim.report.grid import Grid

#: Replications where none are asked for.
REPLICATIONS = 300
#: The same for variants of one edition.
PAIRED = 1000
MOST_APPLICANTS = 10_000
#: A table of more does not fit on a line.
MOST_SIDES = 5


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        click.Argument(
            ["names"], nargs=-1, required=True, metavar=Text("情景…", "SCENARIO…").read(language)
        ),
        options.sets("durations.approval=1wd"),
        option(
            "--one-cohort",
            is_flag=True,
            zh="同一批申报主体走各套程序（文本的奖项、渠道不同时总是这样）",
            en="the same applicants through each (always so where tracks or channels differ)",
        ),
        option(
            "--organisations",
            type=Number(0, MOST_APPLICANTS),
            metavar="N",
            zh="申报组织数（默认：第一个情景的一般值）",
            en="organisations that apply (default: the usual number of the first scenario)",
        ),
        option(
            "--individuals",
            type=Number(0, MOST_APPLICANTS),
            metavar="N",
            zh="申报个人数（默认：第一个情景的一般值）",
            en="individuals that apply (default: the usual number of the first scenario)",
        ),
        options.replications(
            zh=f"推演次数（默认{PAIRED}；几套程序{REPLICATIONS}）",
            en=f"how many replications (default: {PAIRED}; of several procedures {REPLICATIONS})",
        ),
        option(
            "--precision",
            type=Number(0.001, 0.5, whole=False),
            metavar="0.01",
            zh="推演到把握之差的误差不超过这个数（有上限）",
            en="go on until the difference in the chance is known to so much (there is a most)",
        ),
        options.seed(
            default=1,
            zh="随机种子（默认1）",
            en="seed (default: 1)",
        ),
        options.workers(),
        options.form(),
        options.outputs(),
        options.force(),
        options.quiet(),
    ]
    about = Text(
        "同一届的几种方案：同一套随机数下的差别（情景、改动，或一个情景加 --set）；"
        "各地程序：同一批申报主体走一遍，多久办完、谁重合、用多少评审人力。\n\n"
        "情景可以是情景名、情景或制度文本文件，或文本代号；第一个是比较的基准。",
        "Variants of one edition: their paired differences under the same luck (scenarios, or one "
        "and --set). Procedures of several places: one cohort through all of them, time to the "
        "award, winners in common, reviewer-days.\n\n"
        "SCENARIO is the name or the file of a scenario, the file of a policy text, or the id of "
        "one; the first is what the others are compared with.",
    )
    return Command("compare", run, params, about, language)


def _run(
    language: Language,
    *,
    names: tuple[str, ...],
    sets: tuple[str, ...],
    one_cohort: bool,
    organisations: int | None,
    individuals: int | None,
    replications: int | None,
    precision: float | None,
    seed: int,
    workers: int | None,
    form: str,
    outputs: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> int:
    count = len(names) + bool(sets)
    if not 2 <= count <= MOST_SIDES:
        message = Text(
            f"要给2到{MOST_SIDES}个情景或文本，或一个情景加 --set；给了{count}个",
            f"give 2 to {MOST_SIDES} scenarios or texts, or one and --set; not {count}",
        )
        raise InputError(Problem(message, "compare"))
    from awardsim.report.grid import check_grid_files

    targets = check_grid_files(outputs, force=force)
    from awardsim.analysis.experiment import load
    from awardsim.analysis.paired import alike

    catalogue = open_catalogue()
    named = [(name, load(name, catalogue)) for name in names]
    if sets:
        changed = load(names[0], catalogue, sets)
        named.append((f"{names[0]} {' '.join(sets)}", changed))
    tell_faults(catalogue, language, quiet=quiet)
    procedures = [procedure for _, procedure in named]
    given = organisations is not None or individuals is not None
    together = one_cohort or given or not alike(procedures)
    if together and precision is not None:
        message = Text(
            "只用于比较同一届的几种方案",
            "is for variants of one edition, not for several procedures",
        )
        raise InputError(Problem(message, "--precision"))
    run = _through if together else _paired
    with Progress((replications or REPLICATIONS) * count, language) as progress:
        shown = run(
            named,
            (organisations, individuals),
            replications,
            precision,
            seed,
            workers,
            None if quiet else progress.tick,
            language,
        )
    grid, screen = shown
    from awardsim.report.grid import as_json, write_grid

    for target in targets:
        write_grid(grid, target, force=force)
        if not quiet:
            note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    say(as_json(grid.data) if form == "json" else screen)
    return 0


def _paired(
    named: Sequence[tuple[str, Procedure]],
    _numbers: tuple[int | None, int | None],
    replications: int | None,
    precision: float | None,
    seed: int,
    workers: int | None,
    tick: Callable[[int], None] | None,
    language: Language,
) -> tuple[Grid, str]:
    """Variants of one edition."""
    from awardsim.analysis.paired import compare
    from awardsim.report.paired_screen import paired_grid, paired_screen
    from awardsim.simulation.replications import usable_workers

    found = compare(
        named,
        replications=replications or PAIRED,
        seed=seed,
        workers=usable_workers() if workers is None else workers,
        precision=precision,
        tick=tick,
    )
    return paired_grid(found, language), paired_screen(found, language)


def _through(
    named: Sequence[tuple[str, Procedure]],
    numbers: tuple[int | None, int | None],
    replications: int | None,
    _precision: float | None,
    seed: int,
    workers: int | None,
    tick: Callable[[int], None] | None,
    language: Language,
) -> tuple[Grid, str]:
    """One cohort through several procedures."""
    from awardsim.analysis.one_cohort import through, usual_numbers
    from awardsim.report.cohort_screen import cohort_grid, cohort_screen
    from awardsim.simulation.replications import usable_workers

    procedures = [procedure for _, procedure in named]
    usual = usual_numbers(procedures)
    found = through(
        procedures,
        usual[0] if numbers[0] is None else numbers[0],
        usual[1] if numbers[1] is None else numbers[1],
        replications=replications or REPLICATIONS,
        seed=seed,
        workers=usable_workers() if workers is None else workers,
        tick=tick,
    )
    return cohort_grid(found, language), cohort_screen(found, language)

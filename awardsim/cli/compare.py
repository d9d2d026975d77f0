"""``awardsim compare``: one cohort of applicants through several procedures."""

from __future__ import annotations

from typing import Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.options import Options
from awardsim.cli.progress import Progress
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

#: Replications where none are asked for.
REPLICATIONS = 300
MOST_APPLICANTS = 10_000
MOST_REPLICATIONS = 1_000_000
MOST_SEED = 2**63 - 1
MOST_WORKERS = 256
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
        option(
            "--replications",
            type=Number(1, MOST_REPLICATIONS),
            metavar="N",
            default=REPLICATIONS,
            zh=f"推演次数（默认{REPLICATIONS}）",
            en=f"how many replications (default: {REPLICATIONS})",
        ),
        option(
            "--seed",
            type=Number(0, MOST_SEED),
            metavar="N",
            default=1,
            zh="随机种子（默认1）",
            en="seed (default: 1)",
        ),
        option(
            "--workers",
            type=Number(1, MOST_WORKERS),
            metavar="N",
            zh="进程数（默认用全部处理器）；不影响结果",
            en="processes (default: all processors); figures do not depend on it",
        ),
        options.form(),
        options.outputs(),
        options.force(),
        option("--quiet", is_flag=True, zh="不显示进度和提示", en="no progress, no remarks"),
    ]
    about = Text(
        "同一批申报主体走几套程序，随机数相同：多久办完、谁重合、用多少评审人力、公示占多少时间。\n\n"
        "情景可以是情景名、情景或制度文本文件，或文本代号；人手、用时按各自情景。",
        "One cohort of applicants through several procedures, under the same luck: time to the "
        "award, winners in common, reviewer-days, time in notices.\n\n"
        "SCENARIO is the name or the file of a scenario, the file of a policy text, or the id of "
        "one; people and durations are those of each scenario.",
    )
    return Command("compare", run, params, about, language)


def _run(
    language: Language,
    *,
    names: tuple[str, ...],
    organisations: int | None,
    individuals: int | None,
    replications: int,
    seed: int,
    workers: int | None,
    form: str,
    outputs: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> int:
    if not 2 <= len(names) <= MOST_SIDES:
        message = Text(
            f"要给2到{MOST_SIDES}个情景或文本，给了{len(names)}个",
            f"give 2 to {MOST_SIDES} scenarios or texts, not {len(names)}",
        )
        raise InputError(Problem(message, "compare"))
    from awardsim.report.grid import check_grid_files, write_grid

    targets = check_grid_files(outputs, force=force)
    from awardsim.analysis.experiment import load
    from awardsim.analysis.one_cohort import through, usual_numbers
    from awardsim.report.cohort_screen import cohort_data, cohort_grid, cohort_screen
    from awardsim.report.grid import as_json
    from awardsim.simulation.replications import usable_workers

    catalogue = open_catalogue()
    procedures = [load(name, catalogue) for name in names]
    if not quiet:
        tell_faults(catalogue, language)
    usual = usual_numbers(procedures)
    with Progress(replications * len(procedures), language) as progress:
        found = through(
            procedures,
            usual[0] if organisations is None else organisations,
            usual[1] if individuals is None else individuals,
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if quiet else progress.tick,
        )
    for target in targets:
        write_grid(cohort_grid(found, language), target, force=force)
        if not quiet:
            note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    if form == "json":
        say(as_json(cohort_data(found)))
    else:
        say(cohort_screen(found, language))
    return 0

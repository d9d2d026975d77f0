"""``awardsim sweep``: one or two values varied, what that does, and what meets a target."""

from __future__ import annotations

import math
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
    from collections.abc import Sequence

    from awardsim.procedure.model import Procedure

#: Replications at each point where none are asked for.
REPLICATIONS = 500
_NO = 1  # exit code: the answer is no


def command(language: Language) -> click.Command:
    """The command, its help in one language."""
    options = Options(language)

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        click.Argument(["scenario"], metavar=Text("情景", "SCENARIO").read(language)),
        click.Argument(
            ["axes"],
            nargs=-1,
            required=True,
            metavar=Text("路径=值…", "PATH=VALUES…").read(language),
        ),
        options.one(
            "--until",
            "target",
            type=Number(0, 1, whole=False),
            metavar="0.8",
            zh="目标把握：哪些值达到；一个都达不到时退出码为1",
            en="share that is wanted: which values reach it; exit code 1 if none does",
        ),
        options.sets(),
        options.replications(
            default=REPLICATIONS,
            zh=f"每点推演次数（默认{REPLICATIONS}）",
            en=f"how many replications at each point (default: {REPLICATIONS})",
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
        "试算：把一个或两个值逐个换掉再推演，看把握怎么变，哪些值够用。\n\n"
        "值写作 1..5、1wd..9wd:2、2025-12-08..2025-12-24 或 a,b,c；路径与 --set 相同。",
        "Vary one or two values, each point a run of its own under the same luck: how the chance "
        "to be in time changes, and which values are enough.\n\n"
        "VALUES are 1..5, 1wd..9wd:2, 2025-12-08..2025-12-24 or a,b,c; PATH as in --set.",
    )
    return Command("sweep", run, params, about, language)


def _run(
    language: Language,
    *,
    scenario: str,
    axes: tuple[str, ...],
    target: float | None,
    sets: tuple[str, ...],
    replications: int,
    seed: int,
    workers: int | None,
    form: str,
    outputs: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> int:
    if len(axes) > 2:
        message = Text("一次最多变两个值", "at most two values can be varied at once")
        raise InputError(Problem(message, "sweep"))
    from awardsim.report.grid import as_json, check_grid_files, write_grid

    targets = check_grid_files(outputs, force=force)
    from awardsim.analysis.experiment import load
    from awardsim.analysis.sweep import parse_axis, sweep
    from awardsim.report.sweep_screen import sweep_data, sweep_grid, sweep_screen
    from awardsim.simulation.replications import usable_workers

    chosen = [parse_axis(written) for written in axes]
    catalogue = open_catalogue()

    def made(replaced: Sequence[str]) -> Procedure:
        return load(scenario, catalogue, [*sets, *replaced])

    tell_faults(catalogue, language, quiet=quiet)
    total = replications * math.prod(len(axis.values) for axis in chosen)
    with Progress(total, language) as progress:
        found = sweep(
            chosen,
            made,
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if quiet else progress.tick,
        )
    if target is not None and math.isnan(found.points[0].share):
        message = Text(
            "没有期限可比：在情景里给出 finish_by", "no deadline to compare with: give 'finish_by'"
        )
        raise InputError(Problem(message, "--until"))
    for file in targets:
        write_grid(sweep_grid(found, target, language), file, force=force)
        if not quiet:
            note(Text(f"已写入 {file.name}", f"written: {file.name}").read(language))
    if form == "json":
        say(as_json(sweep_data(found, target)))
    else:
        say(sweep_screen(found, target, language))
    return 0 if target is None or found.meeting(target) else _NO

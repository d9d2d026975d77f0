"""``awardsim sweep``: values varied, what that does, and what meets a target; without any, all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from awardsim.cli import completion
from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.dates import read_day
from awardsim.cli.edition import day_of
from awardsim.cli.options import Options
from awardsim.cli.progress import Progress
from awardsim.cli.resuming import open_kept, tell_how_to_go_on
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.axes import Axis
    from awardsim.analysis.sweep import Sweep
    from awardsim.procedure.model import Procedure
    from awardsim.report.grid import Grid

#: Replications at each point where none are asked for, and of the base run of a ranking.
REPLICATIONS, RANKED = 500, 1000
_NO = 1  # exit code: the answer is no


def command(language: Language) -> click.Command:
    """The command, its help in one language."""
    options = Options(language)

    def run(**given: Any) -> int:
        return _run(_Asked(language=language, **given))

    params: list[click.Parameter] = [
        options.scenario(),
        click.Argument(
            ["axes"],
            nargs=-1,
            metavar=Text("路径=值…", "PATH=VALUES…").read(language),
            shell_complete=completion.paths,
        ),
        options.one(
            "--until",
            "target",
            type=Number(0, 1, whole=False),
            metavar="0.8",
            zh="目标把握：哪些值达到；一个都达不到时退出码为1。不给路径时：各项动到哪里就破（默认0.5）",
            en="share that is wanted: which values reach it; exit code 1 if none does. Without "
            "PATH: how far each may move (default: 0.5)",
        ),
        options.one(
            "--every",
            is_flag=True,
            zh="每个值都推演，不用二分",
            en="run every value, also where a few of them tell of all",
        ),
        options.one(
            "--interactions",
            "interacting",
            is_flag=True,
            zh="不给路径：各项估计单独起多少作用，与别的一起又多少（方差分解）",
            en="without PATH: how much each estimate does alone, and how much with others "
            "(variance-based indices)",
        ),
        options.one(
            "--detail",
            type=click.Choice(["selection"]),
            zh="内部研究：selection 选得准不准；--until 用于 --of 的指标",
            en="an internal study: 'selection', are the best awarded? --until is for --of then",
        ),
        options.one(
            "--of",
            "figure",
            type=click.Choice(["top", "best", "all_best"]),
            default="top",
            zh="用于 --detail：top 最好的几名中获奖的（默认），best 最好的一名，"
            "all_best 最好的几名全部",
            en="with --detail: 'top', share of the best awarded (default); 'best', the best one; "
            "'all_best', all of them",
        ),
        options.one(
            "--stage",
            default="",
            metavar="STAGE",
            zh="用于 --detail：看过了这一环节还在的，不看获奖的",
            en="with --detail: who is still in after this stage, instead of who is awarded",
        ),
        options.one(
            "--resume",
            "kept",
            metavar="FILE",
            zh="做完的点随做随存入此文件；文件已有的点不再推演",
            en="keep each point in this file when it is done, and take those that are there",
        ),
        options.sets(),
        options.replications(
            zh=f"每点推演次数（默认{REPLICATIONS}；不给路径时{RANKED}）",
            en=f"how many replications at each point (default: {REPLICATIONS}; {RANKED} without "
            "PATH)",
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
        "试算：把一个或两个值逐个换掉再推演，看把握怎么变，哪些值够用；不给路径则全部逐一变动并排序。\n\n"
        "值写作 1..5、1wd..9wd:2、12-08..12-24 或 a,b,c；路径与 --set 相同。只写路径：读法取全部，"
        "估计取它的范围。按 Ctrl-C 中断时显示做完的点，退出码130。",
        "Vary one or two values, each point a run of its own under the same luck: how the chance "
        "to be in time changes, and which values are enough; without a path, everything in turn, "
        "ranked.\n\n"
        "VALUES are 1..5, 1wd..9wd:2, 12-08..12-24 or a,b,c; PATH as in --set. A path alone takes "
        "all readings, or an estimate's own range. Stopped with Ctrl-C it shows the points that "
        "are done; exit code 130.",
    )
    return Command("sweep", run, params, about, language)


@attrs.frozen
class _Asked:
    """What was asked for on the command line."""

    language: Language
    scenario: str
    axes: tuple[str, ...]
    target: float | None
    every: bool
    detail: str | None
    figure: str
    stage: str
    interacting: bool
    kept: str | None
    sets: tuple[str, ...]
    replications: int | None
    seed: int
    workers: int | None
    form: str
    outputs: tuple[str, ...]
    force: bool
    quiet: bool


def _run(asked: _Asked) -> int:
    if len(asked.axes) > 2:
        message = Text("一次最多变两个值", "at most two values can be varied at once")
        raise InputError(Problem(message, "sweep"))
    from awardsim.report.grid import check_grid_files

    _check(asked)
    targets = check_grid_files(asked.outputs, force=asked.force)
    from awardsim.analysis.experiment import load

    catalogue = open_catalogue()
    base = load(asked.scenario, catalogue, asked.sets)
    tell_faults(catalogue, asked.language, quiet=asked.quiet)

    def write(grid: Grid) -> None:
        from awardsim.report.grid import write_grid

        for file in targets:
            write_grid(grid, file, force=asked.force)
            if not asked.quiet:
                note(Text(f"已写入 {file.name}", f"written: {file.name}").read(asked.language))

    def made(replaced: Sequence[str]) -> Procedure:
        return load(asked.scenario, catalogue, [*asked.sets, *replaced])

    if asked.interacting:
        return _interacting(asked, base, write)
    if not asked.axes:
        return _ranked(asked, base, made, write)
    if asked.detail is not None:
        return _studied(asked, base, made, write)
    return _swept(asked, base, made, write)


def _studied(
    asked: _Asked,
    base: Procedure,
    made: Callable[[Sequence[str]], Procedure],
    write: Callable[[Grid], None],
) -> int:
    """Selection quality at each point."""
    from awardsim.cli.selection_sweep import sweep_study

    return sweep_study(
        [_axis(written, base) for written in asked.axes],
        made,
        write,
        figure=asked.figure,
        stage=asked.stage,
        target=asked.target,
        replications=asked.replications or REPLICATIONS,
        seed=asked.seed,
        workers=asked.workers,
        form=asked.form,
        language=asked.language,
        quiet=asked.quiet,
    )


def _check(asked: _Asked) -> None:
    """Options that do not go together."""
    if not asked.axes and (asked.every or asked.kept is not None):
        option = "--every" if asked.every else "--resume"
        message = Text("要和路径一起用", "goes together with a path")
        raise InputError(Problem(message, option))
    if asked.detail is not None and not asked.axes:
        message = Text("要和路径一起用", "goes together with a path")
        raise InputError(Problem(message, "--detail"))
    if asked.detail is not None and (asked.every or asked.kept is not None):
        option = "--every" if asked.every else "--resume"
        message = Text("不和 --detail 一起用", "does not go together with --detail")
        raise InputError(Problem(message, option))
    if asked.detail is None and (asked.stage or asked.figure != "top"):
        message = Text("要和 --detail 一起用", "goes together with --detail")
        raise InputError(Problem(message, "--stage" if asked.stage else "--of"))
    if asked.interacting and (asked.axes or asked.target is not None):
        message = Text("不和路径、--until 一起用", "goes together with neither a path nor --until")
        raise InputError(Problem(message, "--interactions"))


def _interacting(asked: _Asked, base: Procedure, write: Callable[[Grid], None]) -> int:
    """How much each estimate does alone, and with others."""
    from awardsim.analysis.interactions import expected, interactions, samples_of
    from awardsim.report.grid import as_json
    from awardsim.report.interactions_screen import (
        interactions_data,
        interactions_grid,
        interactions_screen,
    )
    from awardsim.simulation.replications import usable_workers

    samples = samples_of(asked.replications)
    with Progress(expected(base, samples), asked.language) as progress:
        found = interactions(
            base,
            samples=samples,
            seed=asked.seed,
            workers=usable_workers() if asked.workers is None else asked.workers,
            tick=None if asked.quiet else progress.tick,
        )
    write(interactions_grid(found, asked.language))
    if asked.form == "json":
        say(as_json(interactions_data(found)))
    else:
        say(interactions_screen(found, asked.language))
    return 0


def _ranked(
    asked: _Asked,
    base: Procedure,
    made: Callable[[Sequence[str]], Procedure],
    write: Callable[[Grid], None],
) -> int:
    """Everything in turn."""
    from awardsim.analysis.ranking import EVEN, expected, rank
    from awardsim.report.grid import as_json
    from awardsim.report.ranking_screen import ranking_data, ranking_grid, ranking_screen
    from awardsim.simulation.replications import usable_workers

    replications = asked.replications or RANKED
    with Progress(expected(base, replications), asked.language) as progress:
        found = rank(
            base,
            made,
            target=EVEN if asked.target is None else asked.target,
            replications=replications,
            seed=asked.seed,
            workers=usable_workers() if asked.workers is None else asked.workers,
            tick=None if asked.quiet else progress.tick,
        )
    write(ranking_grid(found, asked.language))
    if asked.form == "json":
        say(as_json(ranking_data(found)))
    else:
        say(ranking_screen(found, asked.language))
    return 0


def _swept(
    asked: _Asked,
    base: Procedure,
    made: Callable[[Sequence[str]], Procedure],
    write: Callable[[Grid], None],
) -> int:
    """A grid of points, or the search of those that reach a target."""
    from awardsim.analysis.sweep import Sweeping
    from awardsim.report.record_id import procedure_id
    from awardsim.simulation.replications import usable_workers

    kept = open_kept(asked.kept, asked.language, quiet=asked.quiet)
    ticks: list[Callable[[int], None]] = []
    work = Sweeping(
        [_axis(written, base) for written in asked.axes],
        made,
        replications=asked.replications or REPLICATIONS,
        seed=asked.seed,
        workers=usable_workers() if asked.workers is None else asked.workers,
        tick=lambda count: _tell(ticks, count),
        kept=kept,
        name_of=procedure_id,
    )
    if asked.target is not None and not work.due:
        message = Text(
            "没有期限可比：在情景里给出 finish_by", "no deadline to compare with: give 'finish_by'"
        )
        raise InputError(Problem(message, "--until"))
    expected = work.expected(asked.target, every=asked.every)
    try:
        with Progress(expected, asked.language) as progress:
            if not asked.quiet:
                ticks.append(progress.tick)
            found = work.run(asked.target, every=asked.every)
    except BaseException as stopped:
        if not isinstance(stopped, Exception):  # a signal: what is done is not lost
            _show(work.so_far(), asked, write)
            tell_how_to_go_on(
                asked.kept, asked.outputs, asked.language, force=asked.force, quiet=asked.quiet
            )
        raise
    _show(found, asked, write)
    if found.faults or (found.reach is not None and not found.reach.values):
        return _NO
    return 0


def _axis(written: str, base: Procedure) -> Axis:
    from awardsim.analysis.axes import own_axis, parse_axis
    from awardsim.analysis.subject import find_axis

    named, equals, values = written.partition("=")
    path = find_axis(base, named.strip())
    if not equals:
        return own_axis(path, base)
    return parse_axis(f"{path}={values}", lambda day: day_of(read_day(day, written), base))


def _show(found: Sweep, asked: _Asked, write: Callable[[Grid], None]) -> None:
    from awardsim.report.grid import as_json
    from awardsim.report.sweep_screen import sweep_data, sweep_grid, sweep_screen

    if found.points:
        write(sweep_grid(found, asked.language))
    if asked.form == "json":
        say(as_json(sweep_data(found)))
    else:
        say(sweep_screen(found, asked.language))


def _tell(ticks: Sequence[Callable[[int], None]], count: int) -> None:
    for tick in ticks:
        tick(count)

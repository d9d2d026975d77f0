"""``awardsim sweep``: values varied, what that does, and what meets a target; without any, all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import attrs
import click

from awardsim.cli import completion
from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.options import TABLES, Options
from awardsim.cli.sweep_runs import (
    RANKED,
    REPLICATIONS,
    Asked,
    Made,
    interacting,
    ranked,
    studied,
    swept,
)
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.procedure.model import Procedure


def command(language: Language) -> click.Command:
    """The command, its help in one language."""
    options = Options(language)

    def run(**given: Any) -> int:
        return _run(Asked(language=language, **given))

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
        options.detail(
            "每个值的内部研究（selection 的 --until 用于 --of 的指标）",
            "an internal study at each value (of 'selection' --until is for --of)",
        ),
        options.one(
            "--of",
            "figure",
            type=click.Choice(["top", "best", "all_best"]),
            default="top",
            zh="用于 --detail selection：top 最好的几名中获奖的（默认），best 最好的一名，"
            "all_best 最好的几名全部",
            en="with --detail selection: 'top', share of the best awarded (default); 'best', the "
            "best one; 'all_best', all of them",
        ),
        options.one(
            "--stage",
            default="",
            metavar="STAGE",
            zh="用于 --detail selection：看过了这一环节还在的，不看获奖的",
            en="with --detail selection: who is still in after this stage, instead of who is "
            "awarded",
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
        options.first_seed(),
        options.workers(),
        options.form(),
        options.outputs((*TABLES, ".svg", ".png", ".pdf")),
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


def _run(asked: Asked) -> int:
    if len(asked.axes) > 2:
        message = Text("一次最多变两个值", "at most two values can be varied at once")
        raise InputError(Problem(message, "sweep"))
    from awardsim.report.grid import FORMS, check_grid_files
    from awardsim.report.raster import DRAWN_FORMS

    _check(asked)
    drawn = DRAWN_FORMS if asked.axes and asked.detail is None else ()
    targets = check_grid_files(asked.outputs, force=asked.force, forms=(*FORMS, *drawn))
    from awardsim.analysis.experiment import load

    catalogue = open_catalogue()
    base = load(asked.scenario, catalogue, asked.sets)
    tell_faults(catalogue, asked.language, quiet=asked.quiet)

    def made(replaced: Sequence[str]) -> Procedure:
        try:
            return load(asked.scenario, catalogue, [*asked.sets, *replaced])
        except InputError as error:
            told = [_as_typed(problem, replaced) for problem in error.problems]
            raise type(error)(told) from None

    given = Made(asked, base, made, targets)
    if asked.interacting:
        return interacting(given)
    if not asked.axes:
        return ranked(given)
    return swept(given) if asked.detail is None else studied(given)


def _as_typed(problem: Problem, replaced: Sequence[str]) -> Problem:
    """A problem with a value of an axis lies in what was typed, which is no option."""
    written = next((one for one in replaced if problem.file == f"--set {one}"), None)
    if written is None:
        return problem
    path = written.partition("=")[0]
    zh, en = (
        said.replace(f"--set 'add {written}'", f"'add {path}=…'")
        for said in (problem.message.zh, problem.message.en)
    )
    return attrs.evolve(problem, file=written, message=Text(zh, en))


def _check(asked: Asked) -> None:
    """Options that do not go together."""
    path = Text("要和路径一起用", "goes together with a path")
    selection = Text("只和 --detail selection 一起用", "goes together with --detail selection only")
    given = {
        "--every": asked.every,
        "--resume": asked.kept is not None,
        "--detail": asked.detail is not None,
    }
    for option in (name for name, there in given.items() if there and not asked.axes):
        raise InputError(Problem(path, option))
    if asked.detail is not None and asked.every:
        message = Text("不和 --detail 一起用", "does not go together with --detail")
        raise InputError(Problem(message, "--every"))
    if asked.detail != "selection":
        for option, there in (("--stage", bool(asked.stage)), ("--of", asked.figure != "top")):
            if there:
                raise InputError(Problem(selection, option))
    if asked.detail in ("groups", "cost") and asked.target is not None:
        message = Text(
            f"不和 --detail {asked.detail} 一起用",
            f"does not go together with --detail {asked.detail}",
        )
        raise InputError(Problem(message, "--until"))
    if asked.interacting and (asked.axes or asked.target is not None):
        message = Text("不和路径、--until 一起用", "goes together with neither a path nor --until")
        raise InputError(Problem(message, "--interactions"))

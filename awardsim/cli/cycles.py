"""``awardsim cycles``: several editions in a row."""

from __future__ import annotations

import itertools
import re
import shlex
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.delivery import Delivery
from awardsim.cli.options import Options
from awardsim.cli.progress import Progress
from awardsim.cli.resuming import open_kept, tell_how_to_go_on
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text
from awardsim.units import Duration, Unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from awardsim.analysis.experiment import Trial
    from awardsim.cycles.arms import Places
    from awardsim.policy import Policy

#: Longest cycle and lock-out that are tried, in years or cycles; most editions.
MOST_YEARS = 100
MOST_EDITIONS = 40
MOST_PLACES = 10_000
#: Short for the paths of the lock-out and of the cycle, behind ``--set``.
LOCK_OUT, CYCLE = ("限报", "lockout"), ("周期", "cycle")
_LASTS = re.compile(r"conditions\.[^.]+\.rule\.lasts")
#: Where none are asked for.
REPLICATIONS, EDITIONS = 200, 6


def command(language: Language) -> click.Command:
    """The command, its help in one language."""
    options = Options(language)

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        options.scenario(),
        click.Argument(
            ["axes"], nargs=-1, metavar=Text("[路径=值…]", "[PATH=VALUES]…").read(language)
        ),
        options.one(
            "--lockout",
            "lockouts",
            metavar="2cycles,5y",
            zh="试算的限报期（cycles 评选周期，y 年），逗号隔开",
            en="lock-outs to try, in cycles or years (y), separated by commas",
        ),
        options.one(
            "--quota",
            "quotas",
            metavar="3,5,8",
            zh="试算的名额，逗号隔开；有几项名额的写 organisations=3,5",
            en="places to try, separated by commas; of several quotas organisations=3,5",
        ),
        options.one(
            "--cycle",
            "cycles",
            metavar="1y,2y,3y",
            zh="试算的评选周期，逗号隔开（限报表默认列1、2、3年和文本的）",
            en="cycles to try, separated by commas (the table of who is barred has 1, 2, 3 years "
            "and the text's by default)",
        ),
        options.one(
            "--editions",
            type=Number(1, MOST_EDITIONS),
            default=EDITIONS,
            metavar="N",
            zh=f"推演几届（默认{EDITIONS}）",
            en=f"how many editions (default: {EDITIONS})",
        ),
        options.one(
            "--table",
            "only_table",
            is_flag=True,
            zh="只列谁哪几届不得申报，不推演",
            en="only who is barred from which edition, without chance",
        ),
        options.one(
            "--ranges",
            is_flag=True,
            zh="每项估计各取最少、最多再推演，看哪一项最要紧",
            en="each assumption at its least and its most: which of them matters most",
        ),
        options.one(
            "--resume",
            "resumed",
            metavar="FILE",
            zh="做完的组合随做随存入此文件；文件已有的不再推演",
            en="keep each combination in this file when it is done, and take those that are there",
        ),
        options.sets(
            "cycles.again=0.6", Text("；限报=5y、周期=1y 也可以", "; also lockout=5y, cycle=1y")
        ),
        options.replications(
            default=REPLICATIONS,
            zh=f"推演次数（默认{REPLICATIONS}）",
            en=f"how many replications (default: {REPLICATIONS})",
        ),
        options.seed(default=1, zh="随机种子（默认1）", en="seed (default: 1)"),
        options.workers(),
        options.form(),
        options.outputs(),
        options.force(),
        options.quiet(),
    ]
    about = Text(
        "多届推演：获奖者哪几届不得申报（各种周期、各种读法），撤销和禁报以后怎样；"
        "再推演以后各届有多少人可报、申报、获奖，名额空缺多少，获奖者水平怎样。\n\n"
        "给出 --lockout、--quota、--cycle 或 路径=值（写法同 sweep）时，各种组合用同一套随机数"
        "比较，文本自己排第一。按 Ctrl-C 中断时显示做完的组合，退出码130。",
        "Several editions in a row: which of them winners may not apply to (under each cycle and "
        "each reading), what follows upon revocation and debarment; then how many may apply, "
        "apply and win in the editions to come, how many places stay vacant, and the merit of the "
        "winners.\n\n"
        "With --lockout, --quota, --cycle or PATH=VALUES (as in sweep) all combinations are "
        "compared under the same luck, the text itself first. Stopped with Ctrl-C it shows those "
        "that are done; exit code 130.",
    )
    return Command("cycles", run, params, about, language)


def _run(
    language: Language,
    *,
    scenario: str,
    axes: tuple[str, ...],
    lockouts: str | None,
    quotas: str | None,
    cycles: str | None,
    editions: int,
    only_table: bool,
    ranges: bool,
    resumed: str | None,
    sets: tuple[str, ...],
    replications: int,
    seed: int,
    workers: int | None,
    form: str,
    outputs: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> int:
    from awardsim.report.grid import check_grid_files

    delivery = Delivery(check_grid_files(outputs, force=force), form, force, language, quiet)
    kept, changed = _split(sets)
    tried = _durations(lockouts, "--lockout", (Unit.YEAR, Unit.CYCLE))
    for value in changed:
        tried += _durations(value, "--set", (Unit.YEAR, Unit.CYCLE))
    lengths = [float(one.amount) for one in _durations(cycles, "--cycle", (Unit.YEAR,), least=0.5)]
    from awardsim.analysis.experiment import find, load_trial
    from awardsim.cycles.barring import barring
    from awardsim.cycles.spells import occasion_of
    from awardsim.report.cycles_data import barring_data, cycles_data
    from awardsim.report.cycles_table import barring_grid, barring_lines

    catalogue = open_catalogue()
    if any(written.partition("=")[0].strip() in CYCLE for written in kept):
        kept = _cycle_in_full(kept, find(scenario, catalogue).policy)
    trial = load_trial(scenario, catalogue, kept)
    if not quiet:
        tell_faults(catalogue, language)
    occasion = occasion_of(trial.procedure)
    table = barring(trial.policy, trial.scenario, occasion, tried, lengths)
    if only_table:
        delivery.give(
            lambda: barring_grid(table, language),
            lambda: "\n".join(barring_lines(table, language)) + "\n",
            lambda: {"schema": 1, **barring_data(table)},
        )
        return 0
    from awardsim.analysis.axes import parse_axis
    from awardsim.cycles.ahead import LookingAhead
    from awardsim.cycles.arms import arms, at_ends
    from awardsim.cycles.prospect import assumed_of, prospect_of
    from awardsim.report.cycles_screen import cycles_grid, cycles_screen
    from awardsim.report.record_id import procedure_id
    from awardsim.simulation.replications import usable_workers

    varied = [parse_axis(written) for written in axes]
    values = itertools.product(*([f"{axis.path}={one}" for one in axis.values] for axis in varied))
    trials: list[tuple[tuple[str, ...], Trial]] = [((), trial)]
    if varied:
        trials += [(each, load_trial(scenario, catalogue, (*kept, *each))) for each in values]
    made = arms(
        trials,
        occasion,
        editions=editions,
        lockouts=tried,
        places=_places(quotas, trial.policy),
        cycles=lengths,
    )
    assumed = [one for one in assumed_of(made) if ranges and not one.fixed]
    ends = at_ends(trial, assumed, occasion, editions)
    series = [arm.series for arm in (*made, *ends)]
    with Progress(replications * len(series), language) as progress:
        work = LookingAhead(
            series,
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            tick=None if quiet else progress.tick,
            kept=open_kept(resumed, language, quiet=quiet),
            name_of=procedure_id,
        )
        stopped: BaseException | None = None
        try:
            found = work.run()
        except BaseException as error:
            found = work.so_far()
            if isinstance(error, Exception) or not found:
                raise
            stopped = error  # a signal: what is done is not lost
    prospect = prospect_of(
        table, made, assumed, found, replications=replications, seed=seed, taken=work.taken
    )
    delivery.give(
        lambda: cycles_grid(prospect, language),
        lambda: cycles_screen(prospect, language),
        lambda: cycles_data(prospect),
        hint=_hint(scenario, tried, lengths),
    )
    if stopped is not None:
        tell_how_to_go_on(resumed, outputs, language, force=force, quiet=quiet)
        raise stopped
    return 0


def _hint(scenario: str, lockouts: Sequence[object], lengths: Sequence[float]) -> Text:
    """What else can be tried: another lock-out, then another cycle, then who is barred alone."""
    name = shlex.quote(scenario)
    if not lockouts:
        command = f"awardsim cycles {name} --lockout 5y"
        return Text(f"{command}   换一个限报期", f"{command}   another lock-out beside it")
    if not lengths:
        command = f"awardsim cycles {name} --lockout 5y --cycle 1y,2y,3y"
        return Text(f"{command}   换评选周期", f"{command}   other cycles")
    command = f"awardsim cycles {name} --table"
    return Text(f"{command}   只看谁不得申报", f"{command}   who is barred, alone")


def _split(sets: Sequence[str]) -> tuple[list[str], list[str]]:
    """Values to replace, and apart from them the lock-outs among them, which are tried."""
    kept: list[str] = []
    lockouts: list[str] = []
    for written in sets:
        name, _, value = written.partition("=")
        own = name.strip() in LOCK_OUT or _LASTS.fullmatch(name.strip()) is not None
        (lockouts if own else kept).append(value if own else written)
    return kept, lockouts


def _cycle_in_full(sets: Sequence[str], policy: Policy) -> list[str]:
    """Values to replace, with the path of the cycle in the place of its short name."""
    path = "fill.window.cycle" if policy.window.cycle.open else "window.cycle"
    return [
        f"{path}={written.partition('=')[2]}"
        if written.partition("=")[0].strip() in CYCLE
        else written
        for written in sets
    ]


def _durations(
    written: str | None, option: str, units: tuple[Unit, ...], least: float = 0.0
) -> list[Duration]:
    """The durations of a list, every mistake told."""
    found: list[Duration] = []
    problems: list[Problem] = []
    for part in (written or "").split(",") if written is not None else ():
        try:
            one = Duration.parse(part)
        except ValueError:
            one = None
        if one is None or one.unit not in units or not least <= float(one.amount) <= MOST_YEARS:
            right = ", ".join(f"2{unit.value}" for unit in units)
            message = Text(
                f"'{_short(part)}' 不是期限：写作 {right}，{least:g} 到 {MOST_YEARS}",
                f"'{_short(part)}' is no period: write {right}, from {least:g} to {MOST_YEARS}",
            )
            problems.append(Problem(message, option))
        elif one not in found:
            found.append(one)
    if problems:
        raise InputError(problems)
    return found


def _places(written: str | None, policy: Policy) -> Sequence[Places]:
    """The places of a list: of the only quota, or of the one that is named."""
    from awardsim.cycles.arms import Places

    if written is None:
        return ()
    name, equals, listed = written.partition("=")
    quotas = list(policy.quotas)
    if not equals:
        name, listed = quotas[0], written
        if len(quotas) != 1:
            known = ", ".join(quotas)
            message = Text(
                f"文本有几项名额（{known}）：写作 {quotas[0]}={written}",
                f"the text has several quotas ({known}): write {quotas[0]}={written}",
            )
            raise InputError(Problem(message, "--quota"))
    problems = [
        Problem(
            Text(
                f"'{_short(part)}' 不是名额：写 0 到 {MOST_PLACES} 的整数",
                f"'{_short(part)}' is no number of places: a whole one from 0 to {MOST_PLACES}",
            ),
            "--quota",
        )
        for part in listed.split(",")
        if not (part.strip().isascii() and part.strip().isdigit()) or int(part) > MOST_PLACES
    ]
    if problems:
        raise InputError(problems)
    return [Places(name.strip(), int(part)) for part in listed.split(",")]


def _short(part: str) -> str:
    return " ".join(part.split())[:40]

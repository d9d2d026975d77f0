"""``awardsim cycles``: several editions in a row."""

from __future__ import annotations

from typing import Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.options import Options
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text
from awardsim.units import Duration, Unit

#: Longest cycle and lock-out that are tried, in years or cycles.
MOST_YEARS = 100


def command(language: Language) -> click.Command:
    """The command, its help in one language."""
    options = Options(language)

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        click.Argument(["scenario"], metavar=Text("情景", "SCENARIO").read(language)),
        options.one(
            "--lockout",
            "lockouts",
            metavar="2cycles,5y",
            zh="试算的限报期（cycles 评选周期，y 年），逗号隔开",
            en="lock-outs to try, in cycles or years (y), separated by commas",
        ),
        options.one(
            "--cycle",
            "cycles",
            metavar="1y,2y,3y",
            zh="试算的评选周期，逗号隔开（默认1、2、3年和文本的）",
            en="cycles to try, separated by commas (default: 1, 2, 3 years and the text's)",
        ),
        options.sets("readings.repeat_winners=no_lock_out"),
        options.form(),
        options.outputs(),
        options.force(),
        options.quiet(),
    ]
    about = Text(
        "多届推演：获奖者哪几届不得申报（各种周期、各种读法），撤销和禁报以后怎样，"
        "获奖以后还有哪些期限。",
        "Several editions in a row: which of them winners may not apply to (under each cycle and "
        "each reading), what follows upon revocation and debarment, what goes on after an award.",
    )
    return Command("cycles", run, params, about, language)


def _run(
    language: Language,
    *,
    scenario: str,
    lockouts: str | None,
    cycles: str | None,
    sets: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    force: bool,
    quiet: bool,
) -> int:
    from awardsim.report.grid import as_json, check_grid_files, write_grid

    targets = check_grid_files(outputs, force=force)
    tried = _durations(lockouts, "--lockout", (Unit.YEAR, Unit.CYCLE))
    lengths = [float(one.amount) for one in _durations(cycles, "--cycle", (Unit.YEAR,), least=0.5)]
    from awardsim.analysis.experiment import find, load
    from awardsim.cycles.barring import barring
    from awardsim.cycles.spells import occasion_of
    from awardsim.report.cycles_table import barring_data, barring_grid, barring_lines

    catalogue = open_catalogue()
    procedure = load(scenario, catalogue, sets)
    tell_faults(catalogue, language, quiet=quiet)
    written = find(scenario, catalogue).policy
    found = barring(written, procedure.scenario, occasion_of(procedure), tried, lengths)
    for target in targets:
        write_grid(barring_grid(found, language), target, force=force)
        if not quiet:
            note(Text(f"已写入 {target.name}", f"written: {target.name}").read(language))
    if form == "json":
        say(as_json({"schema": 1, **barring_data(found)}))
    else:
        say("\n".join(barring_lines(found, language)) + "\n")
    return 0


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
            shown = " ".join(part.split())[:40]
            right = ", ".join(f"2{unit.value}" for unit in units)
            message = Text(
                f"'{shown}' 不是期限：写作 {right}，{least:g} 到 {MOST_YEARS}",
                f"'{shown}' is no period: write {right}, from {least:g} to {MOST_YEARS}",
            )
            problems.append(Problem(message, option))
        elif one not in found:
            found.append(one)
    if problems:
        raise InputError(problems)
    return found

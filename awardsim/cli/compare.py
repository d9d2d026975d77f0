"""``awardsim compare``: variants of one edition, or one cohort through several procedures."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import attrs
import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.compare_runs import NOTE, PAIRED, REPLICATIONS, Asked, paired, through
from awardsim.cli.delivery import Delivery
from awardsim.cli.options import TABLES, Options
from awardsim.errors import InputError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.experiment import Trial
    from awardsim.plugins import Catalogue
    from awardsim.report.output import Target

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
        options.names(Text("情景…", "SCENARIO…")),
        options.sets(
            "'notices.*.length=7wd'",
            Text("，合为一个方案", ", all of them one variant of the first"),
        ),
        option(
            "--changes",
            "files",
            multiple=True,
            metavar="FILE",
            zh="第一个情景加这个文件里的改动；可多次，每个文件一个方案",
            en="the first with the changes of a file; may be repeated, each one a variant",
        ),
        option(
            "--pairing",
            is_flag=True,
            zh="显示同一套随机数省下多少推演",
            en="show how many replications the common luck saves",
        ),
        option(
            "--one-by-one",
            is_flag=True,
            zh="两个方案的每处差别逐项拆开：单独换上各起多少作用，哪些几项一起才有",
            en="each difference between two variants switched alone: what it contributes, and what "
            "several do only together",
        ),
        options.detail("各方案并列的内部研究", "an internal study of all variants side by side"),
        options.no_ranges(),
        option(
            "--no-repairs",
            is_flag=True,
            zh="不找补救办法",
            en="do not search for what would restore the fit",
        ),
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
        options.first_seed(),
        options.workers(),
        options.form(),
        options.outputs((*TABLES, NOTE)),
        options.force(),
        options.quiet(),
    ]
    about = Text(
        "同一届的几种方案：同一套随机数下的差别（情景、草案、现行文本、改动，或一个情景加 --set）；"
        "各地程序：同一批申报主体走一遍，多久办完、谁重合、用多少评审人力。\n\n"
        "情景可以是情景名、情景或制度文本文件，或文本代号；第一个是比较的基准。"
        "同一地区的文本按给出的情景推演，不带其改动。",
        "Variants of one edition: their paired differences under the same luck (scenarios, drafts, "
        "the text in force, changes, or one and --set). Procedures of several places: one cohort "
        "through all of them, time to the award, winners in common, reviewer-days.\n\n"
        "SCENARIO is the name or the file of a scenario, the file of a policy text, or the id of "
        "one; the first is what the others are compared with. A text of the same place is run "
        "under the scenario that is given, without its changes.",
    )
    return Command("compare", run, params, about, language)


def _run(
    language: Language,
    *,
    names: tuple[str, ...],
    sets: tuple[str, ...],
    files: tuple[str, ...],
    pairing: bool,
    one_by_one: bool,
    detail: str | None,
    no_ranges: bool,
    no_repairs: bool,
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
    count = len(names) + len(files) + bool(sets)
    if not 2 <= count <= MOST_SIDES:
        message = Text(
            f"要给2到{MOST_SIDES}个情景或文本，或一个情景加 --set、--changes；给了{count}个",
            f"give 2 to {MOST_SIDES} scenarios or texts, or one and --set or --changes; "
            f"not {count}",
        )
        raise InputError(Problem(message, "compare"))
    from awardsim.report.grid import FORMS, check_grid_files
    from awardsim.simulation.replications import usable_workers

    targets = check_grid_files(outputs, force=force, forms=(*FORMS, NOTE))
    catalogue = open_catalogue()
    trials = _trials(names, sets, files, catalogue)
    tell_faults(catalogue, language, quiet=quiet)
    from awardsim.analysis.paired import alike

    given = organisations is not None or individuals is not None
    together = one_cohort or given or not alike([trial.procedure for trial in trials])
    if together:
        asked_too = {"--detail": detail is not None, "--one-by-one": one_by_one}
        _refuse_paired({**_own(precision, pairing, targets), **asked_too})
    delivery = Delivery(targets, form, force, language, quiet)
    if one_by_one:
        _refuse_with("--one-by-one", {**_own(precision, pairing, targets), "--detail": detail})
        from awardsim.cli.one_by_one import show_one_by_one

        return show_one_by_one(
            trials,
            delivery=delivery,
            replications=replications or PAIRED,
            seed=seed,
            workers=workers,
        )
    if detail is not None:
        _refuse_with("--detail", _own(precision, pairing, targets))
        from awardsim.cli.detail import show_arms

        return show_arms(
            detail,
            [(trial.name, trial.procedure) for trial in trials],
            delivery=delivery,
            replications=replications or PAIRED,
            seed=seed,
            workers=workers,
        )
    command = _command(names, sets, files, seed)
    figures = _figures(replications, precision, ranges=not no_ranges, repairs=not no_repairs)
    asked = Asked(
        delivery,
        (organisations, individuals),
        replications,
        precision,
        not no_ranges,
        not no_repairs,
        pairing,
        seed,
        usable_workers() if workers is None else workers,
        command,
        " ".join((command, *figures)),
    )
    return through(trials, asked) if together else paired(trials, asked)


def _trials(
    names: Sequence[str], sets: Sequence[str], files: Sequence[str], catalogue: Catalogue
) -> list[Trial]:
    """What is compared: names, then the first one with each file of changes, then with the sets.

    A text that is alike runs under the first scenario that is given.
    """
    from awardsim.analysis.experiment import load_trial
    from awardsim.analysis.variants import on_common_ground

    trials = [load_trial(name, catalogue) for name in names]
    for file in files:
        trial = load_trial(names[0], catalogue, changes=file)
        called = trial.scenario.title.zh or PurePath(file).stem
        if called == trials[0].scenario.title.zh:
            called = PurePath(file).stem
        trials.append(attrs.evolve(trial, name=called))
    if sets:
        trial = load_trial(names[0], catalogue, sets)
        trials.append(attrs.evolve(trial, name=" ".join(sets)))
    return on_common_ground(trials)


def _refuse_paired(asked: Mapping[str, object]) -> None:
    """What only variants of one edition have."""
    message = Text(
        "只用于比较同一届的几种方案",
        "is for variants of one edition, not for several procedures",
    )
    _refuse(asked, message)


def _refuse_with(option: str, asked: Mapping[str, object]) -> None:
    """What does not go together with an option."""
    _refuse(asked, Text(f"不和 {option} 一起用", f"does not go together with {option}"))


def _own(precision: float | None, pairing: bool, targets: Sequence[Target]) -> dict[str, object]:
    """Options of the comparison of dates and awards, and whether each is asked for."""
    asked: dict[str, object] = {"--precision": precision is not None, "--pairing": pairing}
    return asked | {target.name: target.form == NOTE for target in targets}


def _refuse(asked: Mapping[str, object], message: Text) -> None:
    wrong = [Problem(message, name) for name, there in asked.items() if there]
    if wrong:
        raise InputError(wrong)


def _command(names: Sequence[str], sets: Sequence[str], files: Sequence[str], seed: int) -> str:
    """The command that compares the same."""
    options = [part for file in files for part in ("--changes", file)]
    options += [part for given in sets for part in ("--set", given)]
    return shlex.join(["awardsim", "compare", *names, *options, "--seed", str(seed)])


def _figures(
    replications: int | None, precision: float | None, *, ranges: bool, repairs: bool
) -> list[str]:
    """Options that the figures depend on, as far as they are not the usual ones."""
    given = [] if replications is None else [f"--replications {replications}"]
    given += [] if precision is None else [f"--precision {precision:g}"]
    given += [] if ranges else ["--no-ranges"]
    return given + ([] if repairs else ["--no-repairs"])

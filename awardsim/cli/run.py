"""``awardsim run``: does it fit, what decides it, what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command, Number
from awardsim.cli.delivery import Delivery, tell_written
from awardsim.cli.options import MOST_REPLICATIONS, TABLES, Options
from awardsim.cli.progress import WRITING, Progress
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, OutputError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.forecast import Forecast
    from awardsim.procedure.model import Procedure
    from awardsim.report.output import Target

#: Forms of event logs, and all that a run can be written in.
LOGS = (".xes", ".jsonocel", ".events.csv")
FILES = (*TABLES, ".parquet", *LOGS)
_NO = 1  # exit code: the answer is no


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        options.scenario(),
        option("--brief", is_flag=True, zh="三行，可直接转发", en="three lines that can be sent"),
        option(
            "--require",
            type=Number(0, 1, whole=False),
            metavar="0.8",
            zh="要求的把握（0到1）；达不到时退出码为1",
            en="share in time that is required (0 to 1); exit code 1 if it is not reached",
        ),
        options.form(),
        options.outputs(FILES),
        option(
            "--log-replications",
            type=Number(1, MOST_REPLICATIONS),
            metavar="N",
            zh=f"事件日志（{' '.join(LOGS)}）写前几次推演（默认10）",
            en=f"how many replications an event log ({' '.join(LOGS)}) has (default 10)",
        ),
        options.force(),
        options.sets(),
        options.replications(
            zh=f"推演次数（1到{MOST_REPLICATIONS}；默认按情景，1000）",
            en=f"how many replications (1 to {MOST_REPLICATIONS}; default: the scenario's, 1000)",
        ),
        option(
            "--precision",
            type=Number(0.001, 0.5, whole=False),
            metavar="0.01",
            zh="推演到按期把握的误差不超过这个数（有上限）",
            en="go on until the chance to be in time is known to so much (there is a most)",
        ),
        options.seed(
            zh="随机种子（默认按情景）；同一种子结果相同",
            en="seed (default: the scenario's); the same seed gives the same figures",
        ),
        options.workers(),
        options.no_ranges(),
        options.detail("内部研究", "an internal study"),
        option(
            "--against",
            metavar="FILE",
            zh="与一届的实际日期对照：当时能作出的预测，实际落在哪里",
            en="hold the real days of a past edition against the forecast as it could be made then",
        ),
        options.quiet(),
    ]
    about = Text(
        "按情景推演评选程序：来得及吗，卡在哪里，依据什么假设。\n\n"
        "情景可以是情景名、情景或制度文本文件，或文本代号（如 地区@2025，全部用默认估计）。",
        "Simulate the procedure of a scenario: does it fit, what decides it, what it rests on.\n\n"
        "SCENARIO is the name or the file of a scenario, the file of a policy text, or the id of "
        "one (place@2025, with every estimate at its default).",
    )
    return Command("run", run, params, about, language)


def _run(
    language: Language,
    *,
    scenario: str,
    brief: bool,
    require: float | None,
    form: str,
    outputs: tuple[str, ...],
    log_replications: int | None,
    force: bool,
    sets: tuple[str, ...],
    replications: int | None,
    precision: float | None,
    seed: int | None,
    workers: int | None,
    no_ranges: bool,
    detail: str | None,
    against: str | None,
    quiet: bool,
) -> int:
    if brief and form == "json":
        message = Text("不能与 --format json 同时用", "does not go together with --format json")
        raise InputError(Problem(message, "--brief"))
    own = {
        "--brief": brief,
        "--require": require is not None,
        "--precision": precision is not None,
    }
    if detail is not None:
        _refuse_with("--detail", own)
    if against is not None:
        _refuse_with("--against", {**own, "--detail": detail is not None})
    targets = _targets(outputs, force, "against" if against is not None else detail)
    if log_replications is not None and not any(one.form in LOGS for one in targets):
        message = Text(
            f"只用于事件日志（{' '.join(LOGS)}）", f"is for event logs ({' '.join(LOGS)})"
        )
        raise InputError(Problem(message, "--log-replications"))
    from awardsim.analysis.experiment import load

    catalogue = open_catalogue()
    if against is not None:
        from awardsim.cli.against import show_against

        tell_faults(catalogue, language, quiet=quiet)
        return show_against(
            scenario,
            sets,
            catalogue,
            against,
            delivery=Delivery(targets, form, force, language, quiet),
            replications=replications,
            seed=seed,
            workers=workers,
        )
    procedure = load(scenario, catalogue, sets)
    tell_faults(catalogue, language, quiet=quiet)
    replications = procedure.scenario.replications if replications is None else replications
    seed = procedure.scenario.seed if seed is None else seed
    if detail is not None:
        from awardsim.cli.detail import show_detail

        return show_detail(
            detail,
            procedure,
            delivery=Delivery(targets, form, force, language, quiet),
            replications=replications,
            seed=seed,
            workers=workers,
            vary=not no_ranges,
        )
    for name in (name for name in ("--require", "--precision") if own[name]):
        if procedure.finish_by is None:
            message = Text(
                "没有期限可比：在情景里给出 finish_by",
                "no deadline to compare with: give 'finish_by'",
            )
            raise InputError(Problem(message, name))
    found = _forecast(
        procedure,
        replications,
        precision,
        seed,
        workers,
        not no_ranges,
        language,
        quiet,
        meanwhile=partial(_teller, brief=brief, form=form),
    )
    failed = _write(found, targets, log_replications, language, force, quiet)
    say(_teller(brief=brief, form=form)(found, language, scenario))
    if failed is not None:
        raise failed
    return _required(found, require, language)


def _refuse_with(option: str, others: Mapping[str, bool]) -> None:
    """What does not go together with an option."""
    message = Text(f"不能与 {option} 同时用", f"does not go together with {option}")
    for name in (name for name, asked in others.items() if asked):
        raise InputError(Problem(message, name))


def _targets(outputs: tuple[str, ...], force: bool, detail: str | None) -> tuple[Target, ...]:
    """Files are asked about first: nobody waits for a run that cannot be kept."""
    if not outputs:
        return ()
    if detail is not None:
        from awardsim.cli.detail import check_study_files

        return check_study_files(outputs, force)
    from awardsim.report.files import check_run_files

    return check_run_files(outputs, force=force)


def _forecast(
    procedure: Procedure,
    replications: int,
    precision: float | None,
    seed: int,
    workers: int | None,
    ranges: bool,
    language: Language,
    quiet: bool,
    meanwhile: Callable[[], object],
) -> Forecast:
    """The forecast; ``meanwhile`` is called whenever some is done and this process would wait."""
    from awardsim.analysis.forecast import forecast
    from awardsim.analysis.shares import enough
    from awardsim.simulation.replications import usable_workers

    count = replications if precision is None else max(replications, enough(precision))
    total = planned(procedure, count, ranges)
    with Progress(total, language) as progress:

        def tick(count: int) -> None:
            meanwhile()
            if not quiet:
                progress.tick(count)

        return forecast(
            procedure,
            replications=replications,
            seed=seed,
            workers=usable_workers() if workers is None else workers,
            precision=precision,
            ranges=ranges,
            tick=tick,
        )


def planned(procedure: Procedure, replications: int, ranges: bool) -> int:
    """Replications of a forecast, as far as they are known before it."""
    from awardsim.analysis.effort import effort

    if not ranges or procedure.finish_by is None:
        return replications
    return replications + effort(procedure, replications).total


def _write(
    found: Forecast,
    targets: tuple[Target, ...],
    editions: int | None,
    language: Language,
    force: bool,
    quiet: bool,
) -> OutputError | None:
    """Write all files; one that fails does not keep the others from being written."""
    if not targets:
        return None
    from awardsim.report.files import write_run

    failures: list[OutputError] = []
    for target in targets:
        with _writing(found, target, editions, language) as progress:
            tick = None if quiet else progress.tick
            try:
                write_run(found, target, language, force=force, editions=editions, tick=tick)
            except OutputError as error:
                failures.append(error)
                continue
        if not quiet:
            tell_written(target, language)
    if not failures:
        return None
    return OutputError(
        Text(
            "\n".join(one.read("zh") for one in failures),
            "\n".join(one.read("en") for one in failures),
        )
    )


def _writing(found: Forecast, target: Target, editions: int | None, language: Language) -> Progress:
    """How far a file is; of those that hold one edition after another it is known."""
    if target.form not in LOGS:
        return Progress(1, language, doing=WRITING)
    from awardsim.report.eventlog.about import LogAbout

    return Progress(LogAbout.of(found, language, editions).editions, language, doing=WRITING)


def _teller(*, brief: bool, form: str) -> Callable[[Forecast, Language, str], str]:
    """What writes the answer, in a language and for a name; loading it takes a while."""
    if form == "json":
        from awardsim.report.files import run_json
        from awardsim.report.run_record import run_record

        return lambda found, _language, _name: run_json(run_record(found))
    if brief:
        from awardsim.report.brief import brief as three_lines

        return lambda found, language, _name: three_lines(found, language)
    from awardsim.report.run_screen import run_screen

    return run_screen


def _required(found: Forecast, require: float | None, language: Language) -> int:
    """The exit code: whether the share in time is the one required."""
    if require is None or (found.share is not None and found.share >= require):
        return 0
    if found.share is None:
        note(
            Text(
                "未达到要求：没有可以计算的把握",
                "not reached: there is no share to hold against it",
            ).read(language)
        )
        return _NO
    note(
        Text(
            f"未达到要求：把握{found.share:.1%}，要求{require:.1%}",
            f"not reached: share in time {found.share:.1%}, required {require:.1%}",
        ).read(language)
    )
    return _NO

"""``awardsim report``: what is put before others: two pages, a workbook, a page for a browser."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.delivery import tell_written
from awardsim.cli.options import MOST_REPLICATIONS, Options
from awardsim.cli.progress import WRITING, Progress
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.experiment import Trial
    from awardsim.report.output import Target
    from awardsim.report.pages.material import Material

#: Scenarios beside each other at most.
MOST = 5
FORMS = (".docx", ".xlsx", ".html", ".json")


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        options.names(Text("情景…", "SCENARIO…")),
        options.outputs(FORMS),
        option(
            "--charts",
            metavar=Text("文件夹", "FOLDER").read(language),
            zh="每张图另存为 .svg 和 .png，放在这个文件夹里",
            en="write every chart as .svg and .png into this folder",
        ),
        option(
            "--static",
            "still",
            is_flag=True,
            zh="网页不带脚本：所有图都是静止的，文件小",
            en="a page without any script: all charts stand still, the file is small",
        ),
        options.form(),
        options.force(),
        options.sets(),
        options.replications(
            zh=f"推演次数（1到{MOST_REPLICATIONS}；默认按第一个情景，1000）",
            en=f"how many replications (1 to {MOST_REPLICATIONS}; default: the first scenario's)",
        ),
        options.seed(
            zh="随机种子（默认按第一个情景）",
            en="seed (default: the first scenario's)",
        ),
        options.workers(),
        options.no_ranges(),
        options.quiet(),
    ]
    about = Text(
        "汇报材料：结论、时间节点、需领导小组决定的事项、依据、待明确之处。\n\n"
        "-o 汇报.docx 两页A4，可改；-o 汇报.xlsx 同样内容及每张图背后的数；-o 汇报.html 一个文件的"
        "网页，不联网可看，可打印。给几个情景时并列比较，第一个情景写全。",
        "What is put before others: the answer, milestones, what the leading group has to decide, "
        "what it rests on, points to be clarified.\n\n"
        "-o report.docx: two pages A4 that can be edited; -o report.xlsx: the same and the figures "
        "behind every chart; -o report.html: one page that needs no network and prints well. "
        "Several scenarios stand side by side; the first is told in full.",
    )
    return Command("report", run, params, about, language)


def _run(
    language: Language,
    *,
    names: tuple[str, ...],
    outputs: tuple[str, ...],
    charts: str | None,
    still: bool,
    form: str,
    force: bool,
    sets: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    workers: int | None,
    no_ranges: bool,
    quiet: bool,
) -> int:
    if len(names) > MOST:
        message = Text(
            f"最多并列{MOST}个情景，给了{len(names)}个",
            f"at most {MOST} scenarios side by side, not {len(names)}",
        )
        raise InputError(Problem(message, "report"))
    from awardsim.analysis.experiment import load_trial
    from awardsim.report.pages import writing

    for name in outputs:
        if name.lower().endswith(writing.CHART_FORMS):
            message = Text(
                "图写在文件夹里：--charts 文件夹", "charts go into a folder: --charts FOLDER"
            )
            raise InputError(Problem(message, plain(name)))
    targets = writing.check_report_files(outputs, force=force, still=still)
    if charts is not None:
        writing.check_folder(charts)
    catalogue = open_catalogue()
    trials = [load_trial(name, catalogue, sets) for name in names]
    tell_faults(catalogue, language, quiet=quiet)
    first = trials[0].scenario
    replications = first.replications if replications is None else replications
    seed = first.seed if seed is None else seed
    typed = ["awardsim", "report", *names]
    typed += ["--replications", str(replications), "--seed", str(seed)]
    typed += [part for one in sets for part in ("--set", one)] + ["--no-ranges"] * no_ranges
    made = _material(
        trials,
        language,
        replications=replications,
        seed=seed,
        workers=workers,
        ranges=not no_ranges,
        quiet=quiet,
        command=shlex.join(typed),
    )
    _write(made, targets, charts, force=force, still=still, quiet=quiet)
    _say(made, form, hint=not targets and not quiet)
    return 0


def _write(
    made: Material,
    targets: Sequence[Target],
    charts: str | None,
    *,
    force: bool,
    still: bool,
    quiet: bool,
) -> None:
    """Write all files, and say which are there, also where a later one cannot be written."""
    from awardsim.report.pages import writing

    language = made.language
    drawn = () if charts is None else writing.chart_targets(charts, made)
    told = []
    try:
        with Progress(len(targets) + len(drawn), language, doing=WRITING) as progress:
            tick = (lambda _: None) if quiet else progress.tick
            for target in targets:
                writing.write_report(made, target, force=force, still=still)
                told.append(target)
                tick(1)
            if charts is not None:
                writing.write_charts(made, charts, force=force, tick=tick)
    finally:
        for target in () if quiet else told:
            tell_written(target, language)
    if charts is not None and not quiet:
        said = Text(f"已写入 {charts}：{len(drawn)}个文件", f"{charts}: {len(drawn)} files")
        note(said.read(language))


def _say(made: Material, form: str, *, hint: bool) -> None:
    if form == "json":
        from awardsim.report.pages.writing import report_json

        say(report_json(made))
        return
    from awardsim.report.pages.screen import report_screen

    say(report_screen(made))
    if hint:
        name = made.view.say("汇报", "report")
        note(f"hint: awardsim report {shlex.quote(made.view.name)} -o {name}.docx -o {name}.html")


def _material(
    trials: Sequence[Trial],
    language: Language,
    *,
    replications: int,
    seed: int,
    workers: int | None,
    ranges: bool,
    quiet: bool,
    command: str,
) -> Material:
    """Run every scenario under one luck; of the first, follow applicants and check the text."""
    from awardsim.analysis.flow import flow
    from awardsim.analysis.forecast import forecast
    from awardsim.cli.run import planned
    from awardsim.findings import check_scenario
    from awardsim.report.pages.material import Material
    from awardsim.simulation.replications import usable_workers

    crew = usable_workers() if workers is None else workers
    procedures = [one.procedure for one in trials]
    total = sum(planned(one, replications, ranges) for one in procedures) + replications
    with Progress(total, language) as progress:
        tick = None if quiet else progress.tick
        found = [
            (
                one.name,
                forecast(
                    one.procedure,
                    replications=replications,
                    seed=seed,
                    workers=crew,
                    ranges=ranges,
                    tick=tick,
                ),
            )
            for one in trials
        ]
        followed = flow(
            procedures[0], replications=replications, seed=seed, workers=crew, tick=tick
        )
    first = trials[0]
    points = check_scenario(first.policy, first.scenario, first.catalogue)
    return Material.of(found, followed, points, language, command)

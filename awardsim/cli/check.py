"""``awardsim check``: what is wrong with a text, a scenario or a city's folder, or left open."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.delivery import Delivery
from awardsim.cli.options import TABLES, Options
from awardsim.errors import InputError, PluginError, Problem
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.findings import Finding
    from awardsim.plugins import Catalogue
    from awardsim.policy import Policy
    from awardsim.report.output import Target

_FOUND_ERRORS = 1
#: What findings can be written as: tables, and a document.
FORMS = (".docx", *TABLES)


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        options.names(Text("文本|文件|文件夹|情景", "TEXT|FILE|FOLDER|SCENARIO"), "name"),
        option(
            "--source",
            "sources",
            multiple=True,
            metavar="FILE",
            zh="原文（.txt）：核对摘录的字句是否在所写的条款里；几份文件用 代号=FILE，可多次",
            en="the document (.txt): are the decisive words in the article named? for several "
            "documents ID=FILE; may be repeated",
        ),
        option(
            "--select",
            "selected",
            multiple=True,
            metavar="AWS2",
            zh="只看这些代码（开头几位即可，逗号隔开）",
            en="only these codes (their beginnings, with commas)",
        ),
        option(
            "--ignore",
            "ignored",
            multiple=True,
            metavar="AWS5",
            zh="不看这些代码",
            en="not these codes",
        ),
        option("--brief", is_flag=True, zh="每项一行，不写影响和建议", en="one line for each"),
        options.form(Text("sarif（2.1.0）", "sarif (2.1.0)")),
        options.outputs(FORMS),
        options.force(),
    ]
    about = Text(
        "检查一份文本、一个情景或一个城市的文件夹：写错的、没有写的、前后不一致的，"
        "每项给出代码、位置、条款、影响和建议表述。\n\n"
        "已印发的文本只列待明确之处；草案有错误时退出码为1。某个代码的说明：awardsim why AWS204。",
        "What is wrong with a text, a scenario or a city's folder, what it leaves open, what does "
        "not agree: each with a code, its place, articles, effect and a repair.\n\n"
        "An issued text gets points to clarify; errors of a draft give exit code 1. What a code "
        "means: awardsim why AWS204.",
    )
    return Command("check", run, params, about, language)


def _run(
    language: Language,
    *,
    name: str,
    sources: tuple[str, ...],
    selected: tuple[str, ...],
    ignored: tuple[str, ...],
    brief: bool,
    form: str,
    outputs: tuple[str, ...],
    force: bool,
) -> int:
    from awardsim.report.findings import findings_data, findings_grid, findings_screen
    from awardsim.report.grid import as_json, check_grid_files
    from awardsim.report.sarif import findings_sarif

    targets = check_grid_files(outputs, force=force, forms=FORMS)
    catalogue = open_catalogue()
    found = findings_of(name, catalogue, sources, selected, ignored)
    tell_faults(catalogue, language)

    def document(target: Target) -> None:
        from awardsim.report.findings_document import write_findings_document

        policy = _policy_of(name, catalogue)
        write_findings_document(name, policy, found, target, language, force=force)

    Delivery(targets, form, force, language).give(
        lambda: findings_grid(name, found, language),
        lambda: "\n".join(findings_screen(name, found, language, brief=brief)) + "\n",
        lambda: findings_data(name, found, language),
        own={".docx": document},
        printed={"sarif": lambda: as_json(findings_sarif(found, language))},
    )
    return _FOUND_ERRORS if any(one.wrong for one in found) else 0


def findings_of(
    name: str,
    catalogue: Catalogue,
    sources: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> list[Finding]:
    """What a name stands for decides who looks at it."""
    from awardsim.findings import check_folder, check_policy, check_scenario
    from awardsim.findings.scenario import of_problems

    if name.strip() and Path(name).is_dir():
        return check_folder(name, catalogue, sources=sources, select=select, ignore=ignore)
    if _is_text(name):
        return check_policy(name, catalogue, sources=sources, select=select, ignore=ignore)
    from awardsim.analysis.experiment import find

    try:
        experiment = find(name, catalogue)
    except PluginError:
        raise
    except InputError as error:
        if not all(problem.file for problem in error.problems):
            raise  # nothing of that name
        if not any(os.path.isfile(problem.file) for problem in error.problems):
            raise  # a file that cannot be opened
        return of_problems(error.problems, select, ignore)
    return check_scenario(
        experiment.policy,
        experiment.scenario,
        catalogue,
        sources=sources,
        select=select,
        ignore=ignore,
    )


def _policy_of(name: str, catalogue: Catalogue) -> Policy | None:
    """The text that was checked, to cite it; None for a folder, and for one that cannot be read."""
    from awardsim.analysis.experiment import find

    try:
        return None if Path(name).is_dir() else find(name, catalogue).policy
    except InputError:
        return None


def _is_text(name: str) -> bool:
    """A file that is no scenario.

    Raises
    ------
    InputError
        It is neither a text nor a scenario.
    """
    from awardsim.findings.kinds import NEITHER, Kind, kind_of

    path = Path(name)
    if not path.is_file():
        return False
    kind = kind_of(path)
    if kind is Kind.NEITHER:
        raise InputError(Problem(NEITHER, name))
    return kind is Kind.TEXT

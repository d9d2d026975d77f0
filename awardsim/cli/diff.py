"""``awardsim diff``: what is written in several texts, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.options import Options
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem, ScenarioError
from awardsim.report.console import plain
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.plugins import Catalogue
    from awardsim.policy import Policy

#: More texts than this are no comparison any more.
MOST_TEXTS = 12
DIFFERENT = 1


def command(language: Language) -> click.Command:
    """The command, its help in one language."""
    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        options.names(Text("文本…", "TEXT…")),
        option(
            "--only",
            metavar=Text("事项[,事项]", "TOPIC[,TOPIC]").read(language),
            zh="只对照这些事项，如 公示,限报,异议,打分",
            en="only these topics, such as notices,lock_out,weights",
        ),
        option(
            "--coverage",
            "covered",
            is_flag=True,
            zh="各文本写明、推断、未写、另文各多少",
            en="how much each text states, leaves to inference, leaves out, has elsewhere",
        ),
        option(
            "--table",
            "as_table",
            is_flag=True,
            zh="两份文本也列成对照表",
            en="a table of two texts as well",
        ),
        option(
            "--from-first",
            is_flag=True,
            zh="对照表里标出与第一份文本不同的（默认：与多数不同的）",
            en="in a table mark what differs from the first text (default: from most)",
        ),
        option(
            "--all",
            "everything",
            is_flag=True,
            zh="连同细节和相同之处",
            en="details and what is the same as well",
        ),
        option(
            "--exit-code",
            "by_code",
            is_flag=True,
            zh="有不同则退出码为1（默认总是0）",
            en="exit with 1 if the texts differ (default: always 0)",
        ),
        options.form(),
        options.outputs(),
        options.force(),
    ]
    about = Text(
        "条文对照：两份文本逐条写出改了什么、新增什么、删去什么、移到哪里；三份以上列成对照表。\n\n"
        "文本可以是文本代号、制度文本文件（草案也可以）或情景；情景按其读法和改动之后的文本对照。",
        "What is written: of two texts what was changed, added, removed and moved, article by "
        "article; of three and more a table.\n\n"
        "TEXT is the id of a policy text, its file (a draft will do), or a scenario, which stands "
        "for the text under its readings and changes.",
    )
    return Command("diff", run, params, about, language)


def _run(
    language: Language,
    *,
    names: tuple[str, ...],
    only: str | None,
    covered: bool,
    as_table: bool,
    from_first: bool,
    everything: bool,
    by_code: bool,
    form: str,
    outputs: tuple[str, ...],
    force: bool,
) -> int:
    from awardsim.comparison.topic import find_topics
    from awardsim.report.grid import as_json, check_grid_files, write_grid

    least = 1 if covered else 2
    if not least <= len(names) <= MOST_TEXTS:
        message = Text(
            f"要给{least}到{MOST_TEXTS}份文本，给了{len(names)}份",
            f"give {least} to {MOST_TEXTS} texts, not {len(names)}",
        )
        raise InputError(Problem(message, "diff"))
    topics = () if only is None else find_topics(only)
    targets = check_grid_files(outputs, force=force)
    catalogue = open_catalogue()
    policies, called = _texts(names, catalogue)
    tell_faults(catalogue, language)
    from awardsim.comparison.side_by_side import beside
    from awardsim.report.diff_coverage import coverage_grid, coverage_screen
    from awardsim.rules.parameter_titles import parameter_titles

    titles = [parameter_titles(policy, catalogue.rule) for policy in policies]
    found = beside(policies, called, titles) if len(policies) > 1 else None
    if found is not None and topics:
        found = found.only(topics)
    if covered or found is None:
        lines = coverage_screen(policies, called, language, topics)
        grid = coverage_grid(policies, called, language, topics)
    else:
        from awardsim.report.diff_data import diff_grid
        from awardsim.report.diff_redline import redline
        from awardsim.report.diff_table import table

        if len(names) == 2 and not as_table:
            lines = redline(found, language, everything=everything)
        else:
            lines = table(found, language, everything=everything, from_first=from_first)
        grid = diff_grid(
            found,
            language,
            everything=everything,
            from_first=from_first,
            as_table=as_table,
            only=topics,
        )
    for target in targets:
        write_grid(grid, target, force=force)
        shown = plain(target.name)
        note(Text(f"已写入 {shown}", f"written: {shown}").read(language))
    say(as_json(grid.data) if form == "json" else "\n".join(lines) + "\n")
    return DIFFERENT if by_code and found is not None and found.differ else 0


def _texts(names: Sequence[str], catalogue: Catalogue) -> tuple[list[Policy], list[str]]:
    """The texts that names stand for, and what they are called; all their mistakes at once."""
    from awardsim.analysis.experiment import find
    from awardsim.procedure.resolve import resolve

    policies: list[Policy] = []
    called: list[str] = []
    failed: list[InputError] = []
    for name in names:
        try:
            found = find(name, catalogue)
            policy, _, problems = resolve(found.policy, found.scenario)
            if problems:
                raise ScenarioError(problems)
        except InputError as error:
            failed.append(error)
            continue
        policies.append(policy)
        called.append(name if name in (policy.id, found.scenario.id) else Path(name).name)
    if failed:
        listed = dict.fromkeys(problem for error in failed for problem in error.problems)
        raise type(failed[0])(listed) if len(failed) == 1 else InputError(listed)
    return policies, _distinct(called, names)


def _distinct(called: Sequence[str], names: Sequence[str]) -> list[str]:
    """What texts are called: as they were named where files are of one name, else numbered."""
    found = [
        name if called.count(short) > 1 else short
        for short, name in zip(called, names, strict=True)
    ]
    return [
        f"{name} [{found[: place + 1].count(name)}]" if found.count(name) > 1 else name
        for place, name in enumerate(found)
    ]

"""``awardsim why``: how a date, a figure or a value comes about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from awardsim.cli import completion
from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.check import findings_of
from awardsim.cli.command import Command
from awardsim.cli.options import Options
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem
from awardsim.report.console import plain
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.findings import Finding
    from awardsim.plugins import Catalogue


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        options.scenario(),
        click.Argument(
            ["what"],
            nargs=-1,
            metavar=Text("问什么", "WHAT").read(language),
            shell_complete=completion.subjects,
        ),
        option(
            "--latest",
            is_flag=True,
            zh="倒着数：这个环节最迟哪天开始",
            en="count back: by when this stage must begin",
        ),
        click.Option(["--channel"], hidden=True),  # which people try
        options.sets("durations.recommend=3wd"),
        options.form(),
        options.outputs((".md", ".json")),
        options.force(),
    ]
    about = Text(
        "某个日期、数字或估计是怎么来的：一天一天数给你看，写明出自哪一条。\n\n"
        "awardsim why AWS204：某个检查代码的说明；awardsim why 情景 AWS204：它在这里查出什么。\n\n"
        "问什么：环节（代号、名称或其中一部分，如 县级公示）；finish（按期把握）、law（法定最快）、"
        "awards（获奖）、late（逾期）；一项估计（people.reviewers）；一种读法；文本里的一个值。",
        "How a date, a figure or an assumption comes about: counted day by day, with the articles."
        " Of a code of check (AWS204): what it means, and with a scenario what it finds there."
        "\n\nWHAT is a stage (its id, its title, or a part of it), a figure (finish, law, awards, "
        "late), an assumption (people.reviewers), a reading, or a value of the text.",
    )
    return Command("why", run, params, about, language)


def _run(
    language: Language,
    *,
    scenario: str,
    what: tuple[str, ...],
    latest: bool,
    channel: str | None,
    sets: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    force: bool,
) -> int:
    from awardsim.analysis.experiment import load
    from awardsim.analysis.subject import find_subject
    from awardsim.report.explaining import why_data, why_screen
    from awardsim.report.grid import as_json, check_grid_files
    from awardsim.report.words import INTERNAL

    if channel is not None:
        message = Text(
            f"why 把各推荐单位放在一起数；分开的：awardsim schedule {plain(scenario)} --by channel",
            "why counts all channels together; one by one: "
            f"awardsim schedule {plain(scenario)} --by channel",
        )
        raise InputError(Problem(message, "--channel"))
    targets = check_grid_files(outputs, force=force, forms=(".md", ".json"))
    if not what and not targets and re.fullmatch(r"(?i)aws\d+", scenario.strip()):
        say(_code(scenario, form, language))
        return 0
    if len(what) == 1 and not targets and re.fullmatch(r"(?i)aws\d+", what[0].strip()):
        say(_code_of(scenario, what[0], sets, form, language))
        return 0
    if not what:
        message = Text("问什么没有写，如 awardsim why 情景 环节", "say what about, such as a stage")
        raise InputError(Problem(message, plain(scenario)))
    catalogue = open_catalogue()
    procedure = load(scenario, catalogue, sets)
    subject = find_subject(procedure, " ".join(what))
    if latest and subject.kind != "stage":
        message = Text(
            f"只能用于环节，“{subject.title.zh}”不是环节",
            f"goes with a stage only, '{subject.title.en}' is none",
        )
        raise InputError(Problem(message, "--latest"))
    tell_faults(catalogue, language)
    lines = why_screen(procedure, subject, language, scenario, latest=latest)
    data = why_data(procedure, subject, language) if form == "json" or targets else None
    for target in targets:
        from awardsim.report.output import write_whole

        text = as_json(data)
        if target.form == ".md":
            fenced = "\n".join(["```text", *lines, "```"])
            text = f"{fenced}\n\n{INTERNAL.read(language)}\n"
        write_whole(target, lambda path, text=text: _write(path, text), force=force)  # type: ignore[misc]
        shown = plain(target.name)
        note(Text(f"已写入 {shown}", f"written: {shown}").read(language))
    say(as_json(data) if form == "json" else "\n".join(lines) + "\n")
    return 0


def _code(id: str, form: str, language: Language) -> str:
    """What a code of ``check`` means."""
    from awardsim.findings import find_code
    from awardsim.report.findings import code_data, code_screen
    from awardsim.report.grid import as_json

    code = find_code(id)
    if form == "json":
        return as_json(code_data(code, language))
    return "\n".join(code_screen(code, language)) + "\n"


def _code_of(scenario: str, id: str, sets: tuple[str, ...], form: str, language: Language) -> str:
    """What a code means, and what it finds in a scenario and its text."""
    from awardsim.findings import find_code
    from awardsim.report.findings import (
        code_data,
        code_screen,
        findings_data,
        findings_screen,
    )
    from awardsim.report.grid import as_json

    code, catalogue = find_code(id), open_catalogue()
    found = _found(scenario, catalogue, code.id, sets)
    if form == "json":
        return as_json(code_data(code, language) | findings_data(scenario, found, language))
    lines = findings_screen(scenario, found, language)
    hint = next((at for at, line in enumerate(lines) if line.startswith("hint:")), len(lines))
    return "\n".join([*code_screen(code, language), "", *lines[:hint]]) + "\n"


def _found(name: str, catalogue: Catalogue, code: str, sets: tuple[str, ...]) -> list[Finding]:
    """What ``check`` finds under a code; with values replaced, in what can be run with them."""
    if not sets:
        return findings_of(name, catalogue, (), (code,), ())
    from awardsim.analysis.experiment import load
    from awardsim.findings import check_scenario

    made = load(name, catalogue, sets)
    return check_scenario(made.policy, made.scenario, catalogue, select=[code])


def _write(path: Any, text: str) -> None:
    path.write_bytes(text.encode("utf-8", "backslashreplace"))

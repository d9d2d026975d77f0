"""``awardsim show``: one text or one scenario, every value with its article and status."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.options import TABLES, Options
from awardsim.cli.terminal import note, say
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.report.console import plain
from awardsim.text import Language, Text

if TYPE_CHECKING:
    from awardsim.analysis.experiment import Experiment
    from awardsim.plugins import Catalogue
    from awardsim.policy import Policy
    from awardsim.report.grid import Grid

#: Forms of the procedure as a graph.
MAPS = (".bpmn", ".mmd", ".dot")


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    options = Options(language)
    option = options.one

    def run(**given: Any) -> int:
        return _run(language, **given)

    params: list[click.Parameter] = [
        options.names(Text("文本或情景", "TEXT|SCENARIO"), "name"),
        option(
            "--all",
            "everything",
            is_flag=True,
            zh="全部内容，按条文顺序",
            en="everything, article by article",
        ),
        option(
            "--article",
            metavar="七(三)",
            zh="只看出自这一条的内容",
            en="only what cites this article",
        ),
        option(
            "--silent",
            is_flag=True,
            zh="只看文本没有给出的：未写、另文、没有、未读",
            en="only what the text does not give",
        ),
        option(
            "--resolved",
            is_flag=True,
            zh="情景下全部生效的估计、读法、改动",
            en="every assumption, reading and change in force",
        ),
        option(
            "--schema",
            "as_schema",
            is_flag=True,
            zh="编辑器用的 JSON Schema：awardsim show scenario --schema，或 policy",
            en="a JSON Schema for editors: awardsim show scenario --schema, or policy",
        ),
        options.sets(more=Text("（连同 --resolved）", " (with --resolved)")),
        options.form(),
        options.outputs((*TABLES, *MAPS)),
        options.force(),
    ]
    about = Text(
        "看一份制度文本或一个情景：每个值出自哪一条、是写明还是推断、原文怎么写。\n\n"
        "文本默认只列要紧的十几项；情景默认只列它自己写了什么。"
        "写成 .bpmn、.mmd、.dot 的是流程图。",
        "One text or one scenario: each value with its article, its status, the decisive words.\n\n"
        "Of a text the dozen that matter are shown first; of a scenario what it says itself. "
        "As .bpmn, .mmd or .dot the procedure is written as a graph.",
    )
    return Command("show", run, params, about, language)


def _run(
    language: Language,
    *,
    name: str,
    everything: bool,
    article: str | None,
    silent: bool,
    resolved: bool,
    as_schema: bool,
    sets: tuple[str, ...],
    form: str,
    outputs: tuple[str, ...],
    force: bool,
) -> int:
    if as_schema:
        others = {
            "--all": everything,
            "--article": article is not None,
            "--silent": silent,
            "--resolved": resolved,
            "--set": bool(sets),
            "-o": bool(outputs),
        }
        for other in (other for other, asked in others.items() if asked):
            message = Text("不能与 --schema 同时用", "does not go together with --schema")
            raise InputError(Problem(message, other))
        say(_schema(name))
        return 0
    from awardsim.analysis.experiment import find, load
    from awardsim.report.grid import as_json, check_grid_files, write_grid

    of_text = everything or article is not None or silent
    if of_text and (resolved or sets):
        message = Text(
            "--all、--article、--silent 看文本，不能与 --resolved、--set 同时用",
            "--all, --article and --silent show a text and do not go with --resolved or --set",
        )
        raise InputError(Problem(message))
    targets = check_grid_files(outputs, force=force, forms=(*TABLES, *MAPS))
    catalogue = open_catalogue()
    found = find(name, catalogue)
    graph = None
    if any(target.form in MAPS for target in targets):
        graph = load(name, catalogue, sets)
    if resolved or sets:
        lines, grid = _resolved(name, catalogue, sets, language)
    elif of_text or found.scenario.id == found.policy.id:
        lines, grid = _text(found.policy, catalogue, everything, article, silent, language, name)
    else:
        lines, grid = _scenario(found, language)
    tell_faults(catalogue, language)
    for target in targets:
        if graph is not None and target.form in MAPS:
            from awardsim.report.process_map.writing import write_map

            write_map(graph, target, language, force=force)
        else:
            write_grid(grid, target, force=force)
        shown = plain(target.name)
        note(Text(f"已写入 {shown}", f"written: {shown}").read(language))
    say(as_json(grid.data) if form == "json" else "\n".join(lines) + "\n")
    return 0


def _schema(kind: str) -> str:
    """The form of one kind of file, with the rules that are installed."""
    from awardsim.report.grid import as_json

    if kind == "scenario":
        from awardsim.scenario.schema import scenario_schema

        return as_json(scenario_schema())
    if kind == "policy":
        from awardsim.policy.schema import policy_schema

        rules = [id.removeprefix("builtin.") for id in open_catalogue().rules]
        return as_json(policy_schema(rules))
    known = ("scenario", "policy")
    message = Text(
        f"有 scenario（情景文件）和 policy（制度文本）两种，没有 '{kind[:40]}'",
        f"there are two kinds of files, scenario and policy, not '{kind[:40]}'",
    )
    raise InputError(Problem(message, "--schema", nearest=nearest_name(kind, known)))


def _text(
    policy: Policy,
    catalogue: Catalogue,
    everything: bool,
    article: str | None,
    silent: bool,
    language: Language,
    name: str,
) -> tuple[list[str], Grid]:
    from awardsim.report.showing import text_grid, text_screen, view_text
    from awardsim.rules.parameter_titles import parameter_titles

    titles = parameter_titles(policy, catalogue.rule)
    view = view_text(policy, titles, everything=everything, cited=article or "", silent=silent)
    if article is not None and not silent and not view.rows and not view.readings:
        raise _no_article(policy, article)
    lines = text_screen(view, language)
    if not (everything or article or silent):
        whole = Text("（--all：全部内容和原文字句）", " (--all: everything, with the words)")
        asked = f"awardsim show {plain(name)} --all | --silent | --article …"
        lines.append(f"hint: {asked}{whole.read(language)}")
    return lines, text_grid(view, language)


def _no_article(policy: Policy, article: str) -> InputError:
    from awardsim.report.articles import article_key, articles, normal_article
    from awardsim.report.written import written_rows

    found = {one for row in written_rows(policy) for _, one in articles(row.source, policy) if one}
    known = sorted(found, key=lambda one: (article_key(one, policy), one))
    return InputError(
        Problem(
            Text(
                f"没有内容出自“{article[:40]}”（有：{'、'.join(known)}）",
                f"nothing cites '{article[:40]}' (known: {', '.join(known)})",
            ),
            nearest=nearest_name(normal_article(article), known),
        )
    )


def _scenario(found: Experiment, language: Language) -> tuple[list[str], Grid]:
    from awardsim.report.assumed import scenario_grid, scenario_screen

    lines = scenario_screen(found.scenario, found.policy, language)
    return lines, scenario_grid(found.scenario, found.policy, language)


def _resolved(
    name: str, catalogue: Catalogue, sets: tuple[str, ...], language: Language
) -> tuple[list[str], Grid]:
    from awardsim.analysis.experiment import load
    from awardsim.report.resolved import resolved_grid, resolved_screen

    procedure = load(name, catalogue, sets)
    return resolved_screen(procedure, language), resolved_grid(procedure, language)

"""``awardsim list``: what is here."""

from __future__ import annotations

from typing import Any

import click

from awardsim.cli.catalogue import open_catalogue, tell_faults
from awardsim.cli.command import Command
from awardsim.cli.terminal import say
from awardsim.errors import InputError, Problem, nearest_name
from awardsim.report.listing import TOPICS, list_topic, overview, topic_screen
from awardsim.text import Language, Text

#: Topics of the default view.
_FIRST = ("texts", "scenarios")


def command(language: Language) -> click.Command:
    """The command, its help in one language."""

    def run(**given: Any) -> int:
        return _run(language, **given)

    listed = ", ".join(
        f"{key} ({title.zh})" if language == "zh" else key for key, title in TOPICS.items()
    )
    params: list[click.Parameter] = [
        click.Argument(["topic"], required=False, metavar=Text("[内容]", "[TOPIC]").read(language)),
        click.Option(
            ["--format", "form"],
            type=click.Choice(["text", "json"]),
            default="text",
            help=Text("text（默认）或 json", "text (default) or json").read(language),
        ),
    ]
    about = Text(
        f"有哪些制度文本、情景、环节类型、规则、检查代码。\n\n内容可以是：{listed}。",
        "What is here: texts, scenarios, stage types, rules, codes of check.\n\n"
        f"TOPIC is one of: {listed}.",
    )
    return Command("list", run, params, about, language)


def _run(language: Language, *, topic: str | None, form: str) -> int:
    wanted = None if topic is None else _topic(topic)
    catalogue = open_catalogue()
    if form == "json":
        from awardsim.report.grid import as_json

        topics = _FIRST if wanted is None else (wanted,)
        data = {name: list_topic(name, catalogue, language) for name in topics}
        shown = as_json(data)
    elif wanted is None:
        shown = "\n".join(overview(catalogue, language)) + "\n"
    else:
        entries = list_topic(wanted, catalogue, language)
        shown = "\n".join(topic_screen(wanted, entries, language)) + "\n"
    tell_faults(catalogue, language)
    say(shown)
    return 0


def _topic(asked: str) -> str:
    """The topic that is meant: its name, the beginning of it, or its Chinese name."""
    plain = asked.strip().casefold()
    for name, title in TOPICS.items():
        if plain in (name, name.removesuffix("s"), title.zh, title.en):
            return name
    part = [
        n for n, title in TOPICS.items() if plain and (n.startswith(plain) or plain in title.zh)
    ]
    if len(part) == 1:
        return part[0]
    listed = ", ".join(TOPICS)
    raise InputError(
        Problem(
            Text(
                f"没有“{asked[:40]}”这一类（有：{listed}）",
                f"nothing to list under '{asked[:40]}' (known: {listed})",
            ),
            nearest=nearest_name(plain, TOPICS),
        )
    )

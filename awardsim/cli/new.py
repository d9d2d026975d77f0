"""``awardsim new``: a commented file to begin with."""

from __future__ import annotations

from types import MappingProxyType

import click

from awardsim.cli.command import Entry, LazyGroup
from awardsim.text import Language, Text

#: What can be begun, in the order in which it is shown.
COMMANDS = MappingProxyType(
    {
        "scenario": Entry(
            "awardsim.cli.new_scenario",
            Text(
                "情景：九个问题，写成可以推演的估计文件",
                "a scenario: nine questions become a file of estimates that runs",
            ),
        ),
        "city": Entry(
            "awardsim.cli.new_city",
            Text(
                "新地区：按问答或调查表写成制度文本文件",
                "a city that is not here yet: a policy file from questions or a workbook",
            ),
        ),
        "text": Entry(
            "awardsim.cli.new_text",
            Text("草案：由已有文本复制一份来改", "a draft made from a text that is here"),
        ),
    }
)


def command(language: Language) -> click.Command:
    """The group, its help in one language."""
    about = Text(
        "新建文件：情景、新地区的制度文本、已有文本的草案。",
        "Begins a file: a scenario, the text of a city that is not here, a draft of one that is.",
    )
    return LazyGroup("new", COMMANDS, about, language)

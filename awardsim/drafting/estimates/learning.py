"""A scenario with ranges that were taken over from a past edition: its own file, edited in place.

Comments and order of the file stay; what is taken over stands there with its basis.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.items import Item
from tomlkit.toml_document import TOMLDocument

from awardsim.analysis.against import Learned
from awardsim.drafting.estimates.entries import entry
from awardsim.procedure.model import Procedure
from awardsim.report.console import plain
from awardsim.scenario.model import Estimate
from awardsim.text import Language

_NOTICE = "notice"


def with_learned(
    text: str, taken: Sequence[Learned], procedure: Procedure, remark: str, language: Language
) -> str:
    """The text of a scenario file with these ranges.

    Parameters
    ----------
    procedure
        What the scenario makes, to know where it gives each assumption.
    remark
        A comment for the head of the file.
    """
    document = tomlkit.parse(text.removeprefix("\ufeff"))
    for one in taken:
        keys = _place(document, one.path, procedure)
        basis = one.basis.read(language)
        if keys[-1] == _NOTICE:  # in the long form of meetings no number has a basis of its own
            value = _value(one, keys[0], "")
            value.comment(plain(basis))
        else:
            value = _value(one, keys[0], basis)
        _put(document, keys, value)
    return f"# {remark}\n#\n{tomlkit.dumps(document)}"


def _place(document: TOMLDocument, path: str, procedure: Procedure) -> tuple[str, ...]:
    """Under which keys a file gives an assumption: those that are there, else the usual ones."""
    table, _, rest = path.partition(".")
    if table == "fill":
        return (table, rest)
    if table == "people" and "capacity" in document.get("bodies", {}).get(rest, {}):
        return ("bodies", rest, "capacity")
    meetings = document.get("meetings", {})
    if table == "meetings":
        return (table, rest, _NOTICE) if rest in meetings else (table, f"{rest}_notice")
    for node in procedure.nodes:
        if path == f"durations.{node.id}" and f"{node.body}_days" in meetings:
            return ("meetings", f"{node.body}_days")
    return (table, *rest.split("."))


def _put(document: TOMLDocument, keys: Sequence[str], value: Item) -> None:
    """Put a value where its keys lead, in the place of what is there."""
    here: Any = document
    for key in keys[:-1]:
        if key not in here:
            here[key] = tomlkit.table()
        here = here[key]
    here[keys[-1]] = value


def _value(one: Learned, table: str, basis: str) -> Item:
    """The range with its basis, as it is written in a table of a scenario."""
    written = entry(f"{table}.{one.path}", Estimate(*one.to, one.unit), basis)
    return tomlkit.value(written.value)

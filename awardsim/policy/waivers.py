"""Findings of ``check`` that a text leaves as they are: ``[[waivers]]``."""

from __future__ import annotations

import re

from awardsim.policy.model import Waiver
from awardsim.text import Text
from awardsim.toml import Path, Table


def waivers(top: Table) -> tuple[Waiver, ...]:
    """The waivers of a text, in the order of the file; the list may be left out."""

    def code(path: Path, value: object) -> str | None:
        if isinstance(value, str) and re.fullmatch(r"AWS\d{3}", value):
            return value
        top.problems.wrong(path, value, Text("检查代码，如 AWS204", "a code such as AWS204"))
        return None

    found = []
    for table in top.rows("waivers"):
        found.append(
            Waiver(table.one("code", code, ""), table.text("reason"), table.text("path", ""))
        )
        table.close()
    return tuple(found)

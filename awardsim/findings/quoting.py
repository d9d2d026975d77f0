"""The decisive words of a text, with the paths and the articles that they stand with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from awardsim.policy import Cell, Policy
from awardsim.policy.leaves import leaves


@attrs.frozen
class Quoted:
    """Words of a document, with the path and the source that they stand with."""

    path: str
    words: str
    source: str
    cell: Cell[Any] | None = None


def quoted(policy: Policy) -> Iterator[Quoted]:
    """All decisive words of a text: those of its values, and those of its tables."""
    for leaf in leaves(policy):
        if leaf.cell.words:
            yield Quoted(f"{leaf.path}.words", leaf.cell.words, leaf.cell.source, leaf.cell)
    for section in ("tracks", "channels", "conditions", "stages"):
        for name, table in getattr(policy, section).items():
            if table.words:
                yield Quoted(f"{section}.{name}.words", table.words, table.source)
            rule = getattr(table, "rule", None)
            if rule is not None and rule.words:
                yield Quoted(f"{section}.{name}.rule.words", rule.words, rule.source)

"""What stands in a table: texts, numbers, dates, shares or nothing.

How cells are drawn is the writer's business.
"""

from __future__ import annotations

import datetime

import attrs


@attrs.frozen
class Day:
    """A date in a cell, and whether it rests on days off that are not announced."""

    date: datetime.date
    projected: bool = False


@attrs.frozen
class Share:
    """A share in a cell, to be shown in percent."""

    value: float


Value = str | int | float | Day | Share | None


@attrs.frozen
class RunTable:
    """A named table; ``id`` is the same in both languages."""

    id: str
    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

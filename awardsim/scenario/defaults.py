"""The built-in table of assumptions: what is assumed where nobody says anything."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from importlib import resources
from typing import Any

import tomli

from awardsim.scenario.model import Assumption, Estimate, Meets
from awardsim.text import Text


@functools.cache
def _table() -> Mapping[str, Any]:
    raw = resources.files("awardsim.scenario").joinpath("defaults.toml").read_bytes()
    return tomli.loads(raw.decode("utf-8"))


def default(*names: str) -> Assumption | None:
    """The built-in assumption under the first of several dotted names that exists.

    >>> default("durations.SITE.organisation", "durations.SITE").amount.usual
    8.0
    """
    for name in names:
        node: Any = _table()
        for part in name.split("."):
            node = node.get(part) if isinstance(node, Mapping) else None
        if isinstance(node, Mapping) and "basis" in node:
            return _assumption(name, node)
    return None


def names(prefix: str) -> tuple[str, ...]:
    """Names of all entries under a dotted prefix, in the table's order (``cohort``)."""
    node: Any = _table()
    for part in prefix.split("."):
        node = node.get(part, {})
    return tuple(key for key, value in node.items() if "basis" in value)


def _assumption(path: str, entry: Mapping[str, Any]) -> Assumption:
    amount: Estimate | Meets
    if "estimate" in entry:
        amount = _estimate(entry["estimate"], entry["unit"])
    elif "notice" in entry:
        amount = Meets(notice=_estimate(entry["notice"], "wd"))
    else:
        amount = Meets(
            days=_estimate(entry["days"], "wd"),
            against_deadline=entry.get("against_deadline", False),
        )
    return Assumption(
        path,
        amount,
        Text(**entry["basis"]),
        "built-in",
        entry.get("lever", "guess"),
        entry.get("sourced", False),
    )


def _estimate(numbers: list[float], unit: str) -> Estimate:
    least, usual, most = (float(number) for number in numbers)
    return Estimate(least, usual, most, unit)

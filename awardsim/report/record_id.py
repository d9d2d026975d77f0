"""The number by which a run can be found and repeated: a short hash over what went into it."""

from __future__ import annotations

import datetime
import enum
import functools
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs

from awardsim.analysis.forecast import Forecast
from awardsim.procedure.model import Procedure
from awardsim.units import Duration

#: Hexadecimal digits of a record id.
DIGITS = 8
#: Distributions whose version can change a figure.
_VERSIONED = ("awardsim", "numpy", "simpy", "chinesecalendar")
#: Where a value stood in a file says nothing about what it is.
_PLACE = frozenset({"line", "file"})


def versions() -> dict[str, str]:
    """Versions of what a figure depends on; ``unknown`` where something is not installed."""
    return {name: _version(name) for name in _VERSIONED}


@functools.cache
def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "unknown"


def python_version() -> str:
    """The version of Python, for the record only: no figure depends on it."""
    return platform.python_version()


@functools.lru_cache(maxsize=1)  # a run is named on its screen, in both languages, and in its files
def record_id(forecast: Forecast) -> str:
    """Eight digits over scenario, text, seed, replications and versions.

    The same on every machine; comments and the place of a file do not change it.
    """
    more = {"seed": forecast.seed, "replications": forecast.replications}
    return procedure_id(forecast.procedure, more)


def procedure_id(procedure: Procedure, more: Mapping[str, Any] | None = None) -> str:
    """Eight digits over scenario, text and versions, and what ``more`` there is to repeat."""
    content = {
        "scenario": canonical(procedure.scenario),
        "policy": canonical(procedure.policy.raw or procedure.policy),
        **(more or {}),
        "versions": versions(),
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def canonical(value: Any) -> Any:
    """A value as plain JSON: the same for equal values, whatever order a table was written in.

    >>> canonical({"b": Duration.parse("5wd"), "a": datetime.date(2025, 12, 31)})
    {'a': '2025-12-31', 'b': '5wd'}
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return canonical(value.value)
    if isinstance(value, (Duration, Fraction)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(name): canonical(value[name]) for name in sorted(value, key=str)}
    if isinstance(value, (list, tuple)):
        return [canonical(one) for one in value]
    if attrs.has(type(value)):
        fields = {
            field.name: canonical(getattr(value, field.name))
            for field in attrs.fields(type(value))
            if field.eq and field.name not in _PLACE
        }
        return {"type": type(value).__name__, **fields}
    return str(value)

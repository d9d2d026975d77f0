"""Validators of rule parameters: a parameter out of range is refused when it is given."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import attrs

Validator = Callable[[Any, "attrs.Attribute[Any]", Any], None]


def number(least: float = -math.inf, most: float = math.inf) -> Validator:
    """A finite number within bounds, both included."""

    def check(_parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        _check_number(attribute.name, value, least, most)

    return check


def whole(least: int = 0) -> Validator:
    """A whole number, never ``True`` or ``False``."""

    def check(_parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        _check_whole(attribute.name, value, least)

    return check


def one_of(*known: str) -> Validator:
    """One of a few words."""

    def check(_parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
        if value not in known:
            raise ValueError(f"{attribute.name} is one of {', '.join(known)}, not {value!r}")

    return check


def name(_parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """An id: lower-case letters, digits and underscores."""
    if not (isinstance(value, str) and value.isidentifier() and value == value.lower()):
        raise ValueError(f"{attribute.name} is an id such as 'legal_person', not {value!r}")


def column(pattern: str) -> dict[str, str]:
    """Metadata of a field whose value names a column of the population, ``{}`` in the pattern.

    A name that the population has no such column for is refused when a procedure is built.

    >>> column("is_{}")["column"].format("local")
    'is_local'
    """
    return {"column": pattern}


def flag(_parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"{attribute.name} is true or false, not {value!r}")


def counts(_parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Whole numbers of at least 0, by track or by tier."""
    for place, count in _mapping(attribute.name, value).items():
        _check_whole(f"{attribute.name}.{place}", count, 0)


def whole_or_counts(parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """One whole number of at least 0, or one for each track or tier."""
    if isinstance(value, Mapping):
        counts(parameters, attribute, value)
    else:
        _check_whole(attribute.name, value, 0)


def weights(_parameters: Any, attribute: attrs.Attribute[Any], value: Any) -> None:
    """Numbers of at least 0, by stage, that are not all 0."""
    given = _mapping(attribute.name, value)
    for stage, weight in given.items():
        _check_number(f"{attribute.name}.{stage}", weight, 0.0, math.inf)
    if not math.fsum(given.values()) > 0.0:
        raise ValueError(f"{attribute.name} add up to 0: at least one of them is above 0")


def _mapping(label: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{label} is a table, not {value!r}")
    return value


def _check_whole(label: str, value: Any, least: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < least:
        raise ValueError(f"{label} is a whole number of at least {least}, not {value!r}")


def _check_number(label: str, value: Any, least: float, most: float) -> None:
    good = isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
    if not good or not least <= value <= most:
        bounds = [f"at least {least:g}"] if least > -math.inf else []
        bounds += [f"at most {most:g}"] if most < math.inf else []
        wanted = f"a number of {' and '.join(bounds)}" if bounds else "a finite number"
        raise ValueError(f"{label} is {wanted}, not {value!r}")

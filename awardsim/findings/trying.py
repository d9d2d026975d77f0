"""A repair is tried on a copy of the text before it is suggested."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from awardsim.errors import InputError
from awardsim.findings.material import Material
from awardsim.policy import Policy, parse_policy
from awardsim.policy.paths import get_path, has_path, set_path


def tried(
    material: Material, values: Mapping[str, Any], *, begins: datetime.date | None = None
) -> Material | None:
    """What is looked at once a copy of the text has other values; None where it makes no text.

    Parameters
    ----------
    values
        What stands at which path; the words beside it stay.
    begins
        An earlier day on which the text is issued and its edition begins.
    """
    policy, scenario = material.policy, material.scenario
    if begins is not None:
        values = {**values, **dict.fromkeys(_beginnings(policy, begins), begins)}
        if scenario.opens is not None:
            scenario = attrs.evolve(scenario, opens=begins)
    raw: Mapping[str, Any] = policy.raw
    try:
        for path, value in values.items():
            raw = set_path(raw, _value_of(raw, path), value)
        made = parse_policy(raw, policy.file)
    except (KeyError, InputError):
        return None
    if policy.outer is not None:
        made = attrs.evolve(made, outer=policy.outer)
    procedure, cramped = material.rebuilt(made, scenario)
    return attrs.evolve(
        material, policy=made, scenario=scenario, procedure=procedure, cramped=cramped
    )


def _beginnings(policy: Policy, day: datetime.date) -> Iterator[str]:
    """The paths of days later than one on which the text is issued or its edition begins."""
    for name, source in policy.sources.items():
        if source.issued is not None and source.issued > day:
            yield f"sources.{name}.issued"
    opens = [("window.opens", policy.window.opens)]
    opens += [
        (f"stages.{name}.opens", stage.opens)
        for name, stage in policy.stages.items()
        if not stage.after and stage.opens is not None
    ]
    for path, cell in opens:
        if cell.value is not None and cell.value > day:
            yield path


#: The keys under which a value stands that has words or a remark beside it.
_KEYS = ("value", "exactly", "at_least", "at_most")


def _value_of(raw: Mapping[str, Any], path: str) -> str:
    """The path of a value itself, where it has words or a remark beside it."""
    held = get_path(raw, path) if has_path(raw, path) else None
    if not isinstance(held, Mapping):
        return path
    return f"{path}.{next((key for key in _KEYS if key in held), _KEYS[0])}"


def first_that(holds: Callable[[int], bool], most: int) -> int | None:
    """The least number from 1 to ``most`` for which something holds that goes on holding a while.

    What fails at ``most`` (because another date is in the way there) is tried at half of it.

    >>> first_that(lambda days: days >= 7, 60), first_that(lambda days: 7 <= days < 20, 60)
    (7, 7)
    >>> first_that(lambda days: False, 60) is None
    True
    """
    high = most
    while high and not holds(high):
        high //= 2
    if not high:
        return None
    low = 1
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low

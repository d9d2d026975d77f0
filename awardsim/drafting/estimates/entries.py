"""Assumptions as the lines of a scenario file: under which key, in which form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from awardsim.drafting.layout import Raw, key, value
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Estimate, Meets
from awardsim.text import Text


@attrs.frozen
class Entry:
    """One line of a scenario file.

    Attributes
    ----------
    table
        The table it stands in (``people``); empty for the head of the file.
    key
        Its key there, as it is written.
    value
        Its value, as it is written.
    path
        The path of the assumption.
    """

    table: str
    key: str
    value: str
    path: str


def entry(path: str, amount: Any, basis: str = "") -> Entry:
    """The line of an assumption; one with a basis of its own is a table.

    >>> entry("people.reviewers", Estimate.exactly(12, "count")).value
    '12'
    >>> entry("durations.recommend", Estimate(1, 2, 3, "wd"), "a form to the counties").value
    '{ estimate = ["1wd", "2wd", "3wd"], basis = "a form to the counties" }'
    """
    table, _, rest = path.partition(".")
    if not rest:
        table, rest = "", path
    name = key(rest) if table == "fill" else ".".join(key(part) for part in rest.split("."))
    if isinstance(amount, Meets):
        name, amount = _meeting(name, amount)
    elif isinstance(amount, Estimate):
        amount = _numbers(amount, amount.unit if table in ("durations", "fill") else "")
    written = {"estimate": amount, "basis": basis} if basis else amount
    return Entry(table, name, value(written), path)


def default_entries(procedure: Procedure) -> Iterator[Entry]:
    """Everything that is assumed about a text under nothing but the built-in table."""
    bodies: dict[int, str] = {}
    for node in procedure.nodes:
        if node.meeting is not None and node.meeting.time is not None:
            bodies[node.meeting.time.input] = node.body
        elif node.meeting is not None and node.meeting.notice >= 0:
            bodies[node.meeting.notice] = node.body
    told = set()
    for index, one in enumerate(procedure.inputs):
        amount: Any = Estimate(one.least, one.usual, one.most, one.unit)
        path = one.id
        if index in bodies:
            path = f"meetings.{bodies[index]}"
            days = one.id.startswith("durations.")
            amount = Meets(days=amount) if days else Meets(notice=amount)
        if path not in told:
            told.add(path)
            yield entry(path, amount)


def reading_entries(procedure: Procedure) -> Iterator[tuple[Entry, Text]]:
    """The readings by default, each with its question and what is chosen."""
    for name, reading in procedure.policy.readings.items():
        option = reading.options[reading.default].title
        said = Text(f"{reading.question.zh}{option.zh}", f"{reading.question.en} {option.en}")
        yield Entry("readings", key(name), value(reading.default), f"readings.{name}"), said


def _meeting(name: str, meets: Meets) -> tuple[str, Any]:
    if meets.dates:
        return name, list(meets.dates)
    if meets.notice is not None:
        return f"{name}_notice", _numbers(meets.notice)
    assert isinstance(meets.days, Estimate)
    ending = "hours" if meets.days.unit == "h" else "days"
    return f"{name}_{ending}", _numbers(meets.days)


def _numbers(amount: Estimate, unit: str = "") -> Any:
    """One number or three, with their unit where the key does not say it."""
    ends = (amount.usual,) if amount.fixed else (amount.least, amount.usual, amount.most)
    timed = unit in ("wd", "cd", "h", "y", "cycles")
    shown: list[Any] = [f"{one:.10g}{unit}" if timed else Raw(f"{one:.10g}") for one in ends]
    return shown[0] if len(shown) == 1 else shown

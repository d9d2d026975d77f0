"""The values that are varied: a path, and what is tried there, as a person writes it."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable

import attrs

from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.text import Text

#: Points of a grid at most.
MOST_POINTS = 120
_RANGE = re.compile(r"(.+?)\.\.(.+?)(?::(\d+))?")
_NUMBER = re.compile(r"(-?\d+)([a-z]*)")
_DECIMAL = re.compile(r"(-?\d+(?:\.\d+)?)([a-z]*)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHORT_DAY = re.compile(r"\d{1,2}-\d{1,2}|(?:\d{4}年)?\d{1,2}月\d{1,2}日")
#: Where more is as a rule never better, or never worse: a few values then tell of all.
_ONE_WAY = re.compile(
    r"(applicants|people|channels|durations|chance|cohort)\..+"
    r"|meetings\.[^.]+_(days|hours|notice)|stages\.[^.]+\.duration|finish_by"
)
#: Makes a day of what a person writes; raises ValueError or InputError.
ReadDay = Callable[[str], datetime.date]


@attrs.frozen
class Axis:
    """A path and the values that are tried, as they are written after ``--set path=``."""

    path: str
    values: tuple[str, ...]

    @property
    def ordered(self) -> bool:
        """The values are numbers of one unit, or days, and each is more than the one before."""
        if all(_DAY.fullmatch(one) for one in self.values):
            return list(self.values) == sorted(self.values)
        found = [_DECIMAL.fullmatch(one) for one in self.values]
        numbers = [(float(one[1]), one[2]) for one in found if one is not None]
        if len(numbers) < len(found) or len({unit for _, unit in numbers}) > 1:
            return False
        return all(one < two for one, two in itertools.pairwise(numbers))

    @property
    def one_way(self) -> bool:
        """More is as a rule never better, or never worse; the day of a meeting is no such thing."""
        days = self.path != "finish_by" and any(_DAY.fullmatch(one) for one in self.values)
        return self.ordered and not days and _ONE_WAY.fullmatch(self.path) is not None


def parse_axis(written: str, read_day: ReadDay = datetime.date.fromisoformat) -> Axis:
    """``path=1..5``, ``path=1wd..9wd:2``, ``path=2025-12-08..2025-12-24`` or ``path=a,b,c``.

    A range of days takes every civil day; ``:2`` every second value.  A list of days is one value:
    ``path=[2025-12-10,2025-12-18],[2025-12-18]``.

    Raises
    ------
    InputError
        Something else, or more than :data:`MOST_POINTS` values.

    Examples
    --------
    >>> parse_axis("people.site_teams=1..3").values
    ('1', '2', '3')
    >>> parse_axis("durations.approval=1wd..5wd:2").values
    ('1wd', '3wd', '5wd')
    >>> parse_axis("meetings.group=[2025-12-10,2025-12-18],2025-12-18").values
    ('[2025-12-10,2025-12-18]', '2025-12-18')
    """
    path, equals, text = written.partition("=")
    path, text = path.strip(), text.strip()
    if not equals or not path or not text:
        raise InputError(_wrong(written))
    found = _RANGE.fullmatch(text)
    if found:
        values = _between(written, found[1], found[2], found[3], read_day)
    else:
        values = [_whole_day(part, read_day) for part in _parts(text)]
    if not values:
        raise InputError(_wrong(written))
    if len(values) > MOST_POINTS:
        raise InputError(too_many(len(values), written))
    return Axis(path, tuple(dict.fromkeys(values)))


def own_axis(path: str, procedure: Procedure) -> Axis:
    """The values that a path has of itself: all readings, or an estimate's own range.

    Raises
    ------
    InputError
        There is no such path, or nothing is left open there.
    """
    head, _, name = path.partition(".")
    if head == "readings" and name in procedure.policy.readings:
        return Axis(path, tuple(procedure.policy.readings[name].options))
    index = procedure.input_index(path)
    if index < 0 or procedure.inputs[index].fixed or procedure.inputs[index].kind == "day":
        raise InputError(_wrong(path))
    one = procedure.inputs[index]
    unit = one.unit if one.unit in ("wd", "cd", "h") else ""
    whole = all(value == int(value) for value in (one.least, one.most))
    if whole and one.most - one.least < MOST_POINTS and unit != "h" and one.unit != "share":
        values = [f"{value}{unit}" for value in range(int(one.least), int(one.most) + 1)]
    else:
        step = (one.most - one.least) / 8
        values = [f"{one.least + step * place:.4g}{unit}" for place in range(9)]
    return Axis(path, tuple(dict.fromkeys(values)))


def _parts(text: str) -> list[str]:
    """What stands between commas that are in no brackets."""
    parts, depth = [""], 0
    for one in text:
        depth += (one in "[{") - (one in "]}")
        if one in ",，" and not depth:
            parts.append("")
        else:
            parts[-1] += one
    return [part.strip() for part in parts if part.strip()]


def _whole_day(text: str, read_day: ReadDay) -> str:
    """A day with its year; anything else as it is."""
    return read_day(text).isoformat() if _SHORT_DAY.fullmatch(text) else text


def _between(written: str, first: str, last: str, step: str | None, read_day: ReadDay) -> list[str]:
    """Whole numbers, with a unit or without, or days, from the first to the last."""
    by = int(step or 1)
    ends = [_NUMBER.fullmatch(end.strip()) for end in (first, last)]
    if by and ends[0] and ends[1] and (ends[0][2] or ends[1][2]) == ends[1][2]:
        unit = ends[1][2]
        numbers = range(int(ends[0][1]), int(ends[1][1]) + 1, by)
        if len(numbers) <= 10 * MOST_POINTS:
            return [f"{number}{unit}" for number in numbers]
        raise InputError(too_many(len(numbers), written))
    try:
        day, end = (read_day(one.strip()) for one in (first, last))
    except InputError:  # a ValueError too, but it says what is wrong
        if all(any(mark in one for mark in "-月") for one in (first, last)):
            raise
        raise InputError(_wrong(written)) from None
    except ValueError:
        raise InputError(_wrong(written)) from None
    days: list[str] = []
    while by and day <= end and len(days) <= MOST_POINTS:
        days.append(day.isoformat())
        day += datetime.timedelta(days=by)
    return days


def _wrong(written: str) -> Problem:
    return Problem(
        Text(
            "应为 路径=值，如 people.site_teams=1..5、durations.approval=1wd,3wd、"
            "meetings.leading_group=2025-12-08..2025-12-24；只写路径的，是读法（readings.…），"
            f"或留有余地的估计；给的是 '{written[:60]}'",
            "expected PATH=VALUES such as people.site_teams=1..5, durations.approval=1wd,3wd or "
            "meetings.leading_group=2025-12-08..2025-12-24; alone stands a reading (readings.…) "
            f"or an estimate that has a range; found '{written[:60]}'",
        )
    )


def too_many(count: int, written: str) -> Problem:
    """More points than a sweep takes."""
    return Problem(
        Text(
            f"'{written[:60]}' 有{count}个点，最多{MOST_POINTS}个：间隔大一点，如 1..99:10",
            f"'{written[:60]}' makes {count} points, at most {MOST_POINTS}: take wider steps, "
            "such as 1..99:10",
        )
    )

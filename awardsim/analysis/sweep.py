"""One or two values varied over a grid: what each does to the chance to be in time, and to the end.

Every point is a run of its own procedure under the luck of all others, so that neighbours are told
apart by their paired difference.
"""

from __future__ import annotations

import datetime
import itertools
import math
import re
from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.paired import Difference, difference
from awardsim.analysis.shares import quantile
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.simulation.plan import make_plan
from awardsim.simulation.replications import Arm, Workers
from awardsim.text import Text

Floats = NDArray[np.float64]

#: Points of a grid at most.
MOST_POINTS = 120
_RANGE = re.compile(r"(.+?)\.\.(.+?)(?::(\d+))?")
_NUMBER = re.compile(r"(-?\d+)([a-z]*)")


@attrs.frozen
class Axis:
    """A path and the values that are tried, as they are written after ``--set path=``."""

    path: str
    values: tuple[str, ...]


@attrs.frozen
class Point:
    """One point of a grid.

    Attributes
    ----------
    values
        One for each axis.
    share
        Of the replications that finish in time; nan where there is no deadline.
    error
        Half-width of its 95 % interval.
    finish
        The middle end, in minutes since the procedure's opening; None where most never end.
    awarded
        Awards on average.
    step
        The paired difference in the share to the point before on the first axis; None for the
        first one.
    """

    values: tuple[str, ...]
    procedure: Procedure
    share: float
    error: float
    finish: int | None
    awarded: float
    step: Difference | None


@attrs.frozen(eq=False)
class Sweep:
    """All points, in the order of the axes, the last axis fastest."""

    axes: tuple[Axis, ...]
    points: tuple[Point, ...]
    replications: int
    seed: int

    def meeting(self, target: float) -> tuple[Point, ...]:
        """The points whose share reaches a target."""
        return tuple(one for one in self.points if one.share >= target)

    @property
    def monotone(self) -> bool:
        """Along a single axis the share never falls and then rises, or the other way round."""
        signs = {
            one.step.mean > 0
            for one in self.points
            if one.step is not None and one.step.distinguishable
        }
        return len(self.axes) == 1 and len(signs) <= 1


def parse_axis(written: str) -> Axis:
    """``path=1..5``, ``path=1wd..9wd:2``, ``path=2025-12-08..2025-12-24`` or ``path=a,b,c``.

    A range of days takes every civil day; ``:2`` every second value.

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
    """
    path, equals, text = written.partition("=")
    path, text = path.strip(), text.strip()
    if not equals or not path or not text:
        raise InputError(_wrong(written))
    found = _RANGE.fullmatch(text)
    values = _between(written, *found.groups()) if found else _listed(text)
    if len(values) > MOST_POINTS:
        raise InputError(_too_many(len(values), written))
    return Axis(path, tuple(dict.fromkeys(values)))


def sweep(
    axes: Sequence[Axis],
    load: Callable[[Sequence[str]], Procedure],
    *,
    replications: int = 500,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Sweep:
    """Run every point of a grid.

    Parameters
    ----------
    load
        Makes the procedure for values to replace, each ``path=value``.

    Raises
    ------
    InputError
        A value that cannot be, with the point; or too many points.
    """
    count = math.prod(len(axis.values) for axis in axes)
    if count > MOST_POINTS:
        raise InputError(_too_many(count, " ".join(axis.path for axis in axes)))
    grid = list(itertools.product(*(axis.values for axis in axes)))
    procedures = [
        load([f"{axis.path}={value}" for axis, value in zip(axes, values, strict=True)])
        for values in grid
    ]
    columns: dict[tuple[str, ...], Floats] = {}
    points = []
    for values, procedure in zip(grid, procedures, strict=True):
        layout = layout_of(make_plan(procedure))
        with Workers({"": procedure}, collect, seed, workers, tick) as crew:
            figures = crew.run([Arm({}, 0, replications)])[0]
        finish = layout.column(figures, "finish")
        due = procedure.deadline_minute
        in_time = (finish <= due).astype(float) if due >= 0 else np.full(len(finish), np.nan)
        columns[values] = in_time
        awarded = sum(
            float(np.mean(layout.column(figures, f"awarded/{track}"))) for track in procedure.tracks
        )
        points.append(
            Point(
                values,
                procedure,
                float(np.mean(in_time)),
                _error(in_time),
                quantile(finish, 0.5),
                awarded,
                _step(axes, values, columns),
            )
        )
    return Sweep(tuple(axes), tuple(points), replications, seed)


def _step(
    axes: Sequence[Axis], values: tuple[str, ...], columns: dict[tuple[str, ...], Floats]
) -> Difference | None:
    place = axes[0].values.index(values[0])
    if not place:
        return None
    before = columns[(axes[0].values[place - 1], *values[1:])]
    return difference(before, columns[values])


def _error(in_time: Floats) -> float:
    """Half-width after Wilson, which is above 0 at 0 and 1 as well."""
    if np.isnan(in_time).any():
        return math.nan
    count, share, z = len(in_time), float(np.mean(in_time)), 1.959964
    spread = share * (1 - share) / count + z * z / (4 * count * count)
    return z * math.sqrt(spread) / (1 + z * z / count)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _between(written: str, first: str, last: str, step: str | None) -> list[str]:
    """Whole numbers, with a unit or without, or days, from the first to the last."""
    by = int(step or 1)
    ends = [_NUMBER.fullmatch(end.strip()) for end in (first, last)]
    if by and ends[0] and ends[1] and (ends[0][2] or ends[1][2]) == ends[1][2]:
        unit = ends[1][2]
        numbers = range(int(ends[0][1]), int(ends[1][1]) + 1, by)
        if len(numbers) <= 10 * MOST_POINTS:
            return [f"{number}{unit}" for number in numbers] or _nothing(written)
        raise InputError(_too_many(len(numbers), written))
    try:
        day, end = (datetime.date.fromisoformat(one.strip()) for one in (first, last))
    except ValueError:
        raise InputError(_wrong(written)) from None
    days: list[str] = []
    while by and day <= end and len(days) <= MOST_POINTS:
        days.append(day.isoformat())
        day += datetime.timedelta(days=by)
    return days or _nothing(written)


def _nothing(written: str) -> list[str]:
    raise InputError(_wrong(written))


def _wrong(written: str) -> Problem:
    return Problem(
        Text(
            f"应为 路径=值，如 people.site_teams=1..5、durations.approval=1wd,3wd,"
            f"meetings.leading_group=2025-12-08..2025-12-24；给的是 '{written[:60]}'",
            "expected PATH=VALUES such as people.site_teams=1..5, durations.approval=1wd,3wd or "
            f"meetings.leading_group=2025-12-08..2025-12-24, found '{written[:60]}'",
        )
    )


def _too_many(count: int, written: str) -> Problem:
    return Problem(
        Text(
            f"'{written[:60]}' 有{count}个点，最多{MOST_POINTS}个：间隔大一点，如 1..99:10",
            f"'{written[:60]}' makes {count} points, at most {MOST_POINTS}: take wider steps, "
            "such as 1..99:10",
        )
    )

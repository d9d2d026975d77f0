"""What a text says of times that are assumed all the same: floors, ceilings and limits."""

from __future__ import annotations

import math

from awardsim.policy import Cell
from awardsim.procedure.model import TimeLimit
from awardsim.units import Duration, Unit

#: Units in which a stage's time can be counted.
ON_THE_CLOCK = (Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.HOUR)
#: Working days among seven calendar days, for a bound on the other clock than the time.
_WORKED = 5 / 7


def limit_of(cell: Cell[Duration], day_minutes: int) -> TimeLimit | None:
    """The longest that something may take; None where the text states nothing."""
    if cell.value is None:
        return None
    civil = cell.value.unit is Unit.CALENDAR_DAY
    return TimeLimit(round(cell.value.amount * _minutes(cell.value.unit, day_minutes)), civil)


def bounds_of(cell: Cell[Duration], clock: str, day_minutes: int) -> tuple[float, float]:
    """Fewest and most minutes, on the clock of a time, that the text allows it to take.

    A bound on the other clock is converted at five working days to seven calendar days.
    """
    if cell.value is None or cell.bound is None:
        return 0.0, math.inf
    unit = cell.value.unit
    minutes = float(cell.value.amount * _minutes(unit, day_minutes))
    if clock == "work" and unit is Unit.CALENDAR_DAY:
        minutes *= _WORKED * day_minutes / 1440
    elif clock == "civil" and unit is not Unit.CALENDAR_DAY:
        minutes /= _WORKED * day_minutes / 1440
    floor = 0.0 if cell.bound.value == "at_most" else minutes
    return floor, math.inf if cell.bound.value == "at_least" else minutes


def _minutes(unit: Unit, day_minutes: int) -> int:
    return {Unit.HOUR: 60, Unit.CALENDAR_DAY: 1440}.get(unit, day_minutes)

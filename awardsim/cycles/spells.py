"""How many editions fall within a period that begins with an award.

Editions are one cycle apart.  Whoever wins the edition of one year applies again some cycles later,
a little before the anniversary of the award: between the award and the application to the edition
``k`` cycles later lie ``k * cycle - lag`` years, ``lag`` being the time from application to award
within an edition.  A period of exactly so many years is over when they are complete (Civil Code
arts. 201-202), as the rule ``lock_out`` has it.
"""

from __future__ import annotations

import datetime

import attrs

from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import forward, usual_values
from awardsim.units import Duration, Unit

#: Days of a year of the period.
YEAR = 365.25
#: Editions after which nobody asks any more.
MOST = 200


@attrs.frozen
class Occasion:
    """When one applies to an edition, and when its awards are given.

    The year of the application is what an edition is called by.
    """

    applied: datetime.date
    awarded: datetime.date

    @property
    def lag(self) -> float:
        """Years from the application to the award."""
        return max((self.awarded - self.applied).days, 0) / YEAR

    @property
    def year(self) -> int:
        """What the edition is called by."""
        return self.applied.year


def occasion_of(procedure: Procedure) -> Occasion:
    """The dates of an edition: the first closing date or deadline, and the day it must finish by.

    Without such dates its opening, and its earliest end with usual values.
    """
    values = usual_values(procedure)
    calendar = procedure.calendar
    moments = procedure.moments(values)
    applied = calendar.date(min(moments.values())) if moments else calendar.opening
    awarded = procedure.finish_by
    if awarded is None:
        last = forward(procedure, values).last.get(procedure.finish)
        awarded = calendar.date(last.finished) if last is not None else applied
    return Occasion(applied, max(awarded, applied))


def years_of(lasts: Duration, cycle: float) -> float:
    """A period in years; one in cycles at this length of a cycle.

    >>> years_of(Duration.parse("2cycles"), 3.0), years_of(Duration.parse("5y"), 3.0)
    (6.0, 5.0)
    """
    amount = float(lasts.amount)
    return amount * cycle if lasts.unit is Unit.CYCLE else amount


def since(editions: int, cycle: float, lag: float) -> float:
    """Years from an award to the application some editions later."""
    return editions * cycle - lag


def editions_between(begins: float, ends: float, cycle: float, lag: float) -> tuple[int, ...]:
    """Which of the next editions fall within a period after an award.

    Parameters
    ----------
    begins, ends
        Years after the award; the end is no longer within.
    cycle, lag
        In years; see :func:`since`.

    Returns
    -------
    tuple
        Numbers of editions after the one of the award, at most :data:`MOST`.

    Examples
    --------
    Two cycles and five years, the award two months after the application:

    >>> [editions_between(0, 2 * cycle, cycle, 1 / 6) for cycle in (1.0, 2.0, 3.0)]
    [(1, 2), (1, 2), (1, 2)]
    >>> [editions_between(0, 5, cycle, 1 / 6) for cycle in (1.0, 2.0, 3.0)]
    [(1, 2, 3, 4, 5), (1, 2), (1,)]
    """
    return tuple(k for k in range(1, MOST + 1) if begins <= since(k, cycle, lag) < ends)

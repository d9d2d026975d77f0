"""People who also work for another award: which of their days go there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from fractions import Fraction

from awardsim.scenario.model import Sharing
from awardsim.workdays import WorkCalendar


def days_elsewhere(calendar: WorkCalendar, shared: Sequence[Sharing]) -> tuple[datetime.date, ...]:
    """Working days on which a body works for somebody else, as evenly spread as can be.

    Of n working days of a period so many go elsewhere as its share says, rounded down; the first
    half-gap comes before them, so that neither end of the period is favoured.
    """
    return tuple(dict.fromkeys(day for one in shared for day in _elsewhere(calendar, one)))


def _elsewhere(calendar: WorkCalendar, one: Sharing) -> Iterator[datetime.date]:
    first, last = max(one.first, calendar.opening), min(one.last, calendar.last)
    if first > last:
        return
    working = [day.date for day in calendar.count_days(first, last) if day.working]
    share = Fraction(one.share).limit_denominator(1000)
    before = Fraction(1, 2)
    for day in working:
        after = before + share
        if int(after) > int(before):
            yield day
        before = after

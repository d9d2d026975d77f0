"""Dates on the way that an edition misses with usual values, though it may still end in time."""

from __future__ import annotations

import attrs

from awardsim.analysis.grounds import Date
from awardsim.analysis.latest import LIMIT
from awardsim.analysis.timetable import Timetable
from awardsim.schedule.passes import forward


@attrs.frozen
class Missed:
    """A closing date or a deadline that comes before what it is for.

    Attributes
    ----------
    date
        The date, with its stage.
    reached
        When the last case is there, as a minute: over, or for what counts by the postmark begun.
    all
        Every kind of case is late, and not only the slowest.
    out
        Who is late is out: by a closing date, or a deadline that says so.
    """

    date: Date
    reached: int
    all: bool
    out: bool


def missed_dates(found: Timetable) -> tuple[Missed, ...]:
    """The dates of stages still ahead that are missed, in the order of the stages.

    The date by which a list is closed is none of them: it waits for the list.
    """
    procedure = found.procedure
    steps = forward(procedure, found.values).steps.values()
    missed = []
    for line in found.lines:
        node = procedure.nodes[line.node]
        for date in line.dates:
            limit = node.limit if date.kind == LIMIT else None
            if limit is None and node.listed:
                continue
            sent = limit is not None and limit.counts == "postmark"
            there = [
                step.started if sent else step.finished for step in steps if step.node == node.index
            ]
            late = [minute for minute in there if minute > date.minute]
            if late:
                everybody = len(late) == len(there)
                out = limit is None or limit.out
                missed.append(Missed(date, max(late), everybody, out))
    return tuple(missed)

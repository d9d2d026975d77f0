"""When a stage is passed, as data: done already, or at the latest."""

from __future__ import annotations

from awardsim.analysis.latest import Back
from awardsim.procedure.model import Procedure
from awardsim.scenario.model import Over


def done_data(done: Over | None) -> dict[str, str | None]:
    """The day on which a stage was done, where it is given, and the one by which it was."""
    day = None if done is None else done.day.isoformat()
    return {"done": day if done is not None and done.given else None, "done_by": day}


def latest_data(procedure: Procedure, back: Back | None) -> dict[str, str | None] | None:
    """The latest passage of a stage as whole days, and to the minute; None where nothing binds."""
    if back is None:
        return None

    def moment(minute: int | None) -> str | None:
        if minute is None or minute < 0:
            return None
        return procedure.calendar.moment(minute).isoformat()

    return {
        "start": moment(back.start),
        "finish": moment(back.finish),
        "reach_by": moment(back.arrive),
        "over_by": moment(back.over),
    }

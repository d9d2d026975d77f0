"""The smallest single steps that give a variant back the room that it lost.

They are found on the schedule, where nobody waits and everything takes its usual time, and then
confirmed by simulation under the luck of the comparison.  Where the share in time is still short of
the base's, or where the schedule has lost no room at all, the search goes on by simulation.  Staff,
which only matter where somebody waits, are searched for by simulation alone.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.differences import difference
from awardsim.analysis.effort import effort
from awardsim.analysis.experiment import Trial
from awardsim.analysis.levers import Lever, levers
from awardsim.analysis.timetable import days_to_spare, timetable
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.log import Log
from awardsim.simulation.plan import Plan
from awardsim.simulation.replications import Workers
from awardsim.simulation.tasks import CHUNK
from awardsim.text import Text
from awardsim.workdays import CalendarError

Floats = NDArray[np.float64]

#: Replications that confirm a repair; of a large edition as few as its ends are tried on.
CONFIRMED = 200
#: Staff are increased up to so many times their number.
MOST_STAFF = 2


@attrs.frozen(eq=False)
class Repair:
    """One thing that is moved just so far that the variant fits again.

    Attributes
    ----------
    kind, path, title, source
        As of :class:`~awardsim.analysis.levers.Lever`; ``people`` is a kind as well.
    before, after
        What it is, and what it would be.
    slack
        Working days to spare on the schedule then; None for staff.
    share
        Share of the confirming replications that finish in time then.
    enough
        The aim on the schedule is reached; for staff, the share.  Otherwise it is as far as this
        alone can go, or as far as the share needs.
    """

    kind: str
    path: str
    title: Text
    source: str
    before: Text
    after: Text
    slack: int | None
    share: float
    enough: bool


@attrs.frozen
class Repairs:
    """Repairs of one variant.

    Attributes
    ----------
    aim
        Working days to spare that were aimed at.
    share, wanted
        Shares in time of the variant and of the first one in the confirming replications.
    found
        Those that give the share back, then those that reach the aim on the schedule alone.
    """

    aim: int
    share: float
    wanted: float
    replications: int
    found: tuple[Repair, ...]


def repairs(
    base: Trial,
    trial: Trial,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
    expect: Callable[[int], None] | None = None,
    ends: tuple[Floats, Floats] | None = None,
) -> Repairs | None:
    """What would restore the fit of a trial that has less room than the base, or less chance.

    The aim on the schedule is that it fits if the base does, and the base's own room if both fit.
    None where nothing is due, or where the trial has neither less room nor, by more than chance,
    a smaller share.

    Parameters
    ----------
    tick, expect
        Told how many replications are done, and how many there may be as soon as that is known.
    ends
        Minutes at which the base and the trial finish in the first replications of this seed,
        where they have been run.
    """
    before, now = days_to_spare(base.procedure), days_to_spare(trial.procedure)
    if before is None or now is None:
        return None
    try_out = _Trials(_confirming(trial.procedure, replications), seed, workers, tick)
    if ends is None or min(map(len, ends)) < try_out.count:
        ends = try_out.ends(base.procedure), try_out.ends(trial.procedure)
    runs = tuple(
        (end[: try_out.count] <= one.procedure.deadline_minute).astype(float)
        for one, end in zip((base, trial), ends, strict=True)
    )
    wanted, share = (float(one.mean()) for one in runs)
    if now >= before and not (share < wanted and difference(*runs).distinguishable):
        return None
    aim = 0 if now < 0 <= before else before
    found = []
    movable = levers(trial, timetable(trial.procedure))
    staff = _staffed(trial.procedure) if share < wanted else []
    if expect is not None:
        expect((len(movable) + 2 * len(staff)) * try_out.count)
    for lever in movable:
        least = _least(lever, aim, now) if now < before else None
        least = least or (0, trial.procedure, True)  # the schedule sees no use of it
        moved = _confirmed(lever, least, share, wanted, try_out)
        if moved is not None:
            reached = moved.slack is not None and moved.slack >= aim
            found.append(attrs.evolve(moved, enough=reached))
    found += _staff(trial.procedure, staff, wanted, share, try_out)
    found.sort(key=lambda one: (one.share < wanted, not one.enough, bool(one.source), -one.share))
    return Repairs(aim, share, wanted, try_out.count, tuple(found))


def _confirming(procedure: Procedure, replications: int) -> int:
    """How many replications confirm a repair."""
    ends = effort(procedure, replications)
    return min(replications, ends.fine if ends.reduced else CONFIRMED)


@attrs.frozen
class _Trials:
    """Runs procedures under the luck of the comparison, ``count`` replications each."""

    count: int
    seed: int
    workers: int
    tick: Callable[[int], None] | None

    def ends(
        self, procedure: Procedure, pinned: Mapping[int, float] | None = None, least: float = 0.0
    ) -> Floats:
        """The minute at which each finishes, nan if never.

        Cut short as soon as the share in time can no more be ``least``.
        """
        parts: list[Floats] = []
        done = missed = 0
        step = CHUNK * self.workers if least else self.count
        with Workers({"": procedure}, finish_of, self.seed, self.workers, self.tick) as crew:
            while done < self.count and (self.count - missed) / self.count >= least:
                arm = Arm(pinned or {}, done, min(step, self.count - done))
                parts.append(crew.run([arm])[0][:, 0])
                done += arm.count
                missed += int(np.count_nonzero(~(parts[-1] <= procedure.deadline_minute)))
        return np.concatenate(parts)

    def share(
        self, procedure: Procedure, pinned: Mapping[int, float] | None = None, least: float = 0.0
    ) -> float:
        """The share in time; where it is below ``least``, no more than that it is."""
        ends = self.ends(procedure, pinned, least)
        in_time = np.count_nonzero(ends <= procedure.deadline_minute)
        return float(in_time + self.count - len(ends)) / self.count


def _confirmed(
    lever: Lever,
    least: tuple[int, Procedure, bool],
    share: float,
    wanted: float,
    try_out: _Trials,
) -> Repair | None:
    """The least steps on the schedule, or as many more as give the share that is wanted.

    None where the schedule asks for no step and none helps.
    """
    steps, procedure, reached = least
    known: dict[int, tuple[float, Procedure]] = {}
    known[steps] = (try_out.share(procedure) if steps else share), procedure

    def enough(number: int) -> bool:
        if number not in known:
            made = lever.make(number)
            known[number] = (-1.0, procedure)
            with contextlib.suppress(CalendarError):  # a date before the opening
                if made is not None and days_to_spare(made) is not None:
                    known[number] = try_out.share(made, least=wanted), made
        return known[number][0] >= wanted

    # Of one more meeting an earlier day is not a better one: its day is the schedule's.
    if reached and not enough(steps) and lever.kind != "meeting":
        low, high = steps, lever.most
        while high > low and not enough(high) and known[high][0] < 0:  # so far it cannot be moved
            high -= max((high - low) // 2, 1)
        if high > low and enough(high):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if enough(middle) else (middle, high)
            steps = high
    if not steps:
        return None
    confirmed, procedure = known[steps]
    return Repair(
        lever.kind,
        lever.path,
        lever.title,
        lever.source,
        lever.says(0),
        lever.says(steps),
        days_to_spare(procedure),
        confirmed,
        reached,
    )


def finish_of(plan: Plan, log: Log) -> list[float]:
    """The minute at which the procedure finishes; nan if never."""
    finish = plan.procedure.finish
    return [float(max((row[4] for row in log.rows if row[1] == finish), default=math.nan))]


def _least(lever: Lever, aim: int, now: int) -> tuple[int, Procedure, bool] | None:
    """The fewest steps that reach the aim; all, if they at least help; None if they do not."""
    known: dict[int, tuple[Procedure | None, int]] = {}

    def room(steps: int) -> int:
        if steps not in known:
            made = lever.make(steps)
            try:
                spare = None if made is None else days_to_spare(made)
            except CalendarError:  # a date before the opening
                spare = None
            known[steps] = made, now if spare is None else spare
        return known[steps][1]

    if lever.costly:
        low, high = 0, lever.most
        while high and room(high) <= now:  # so far it cannot be moved
            high //= 2
        if not high:
            return None
        while room(high) < aim and high < lever.most and room(high + 1) > room(high):
            high += 1
        while high - low > 1 and room(high) >= aim:
            middle = (low + high) // 2
            low, high = (low, middle) if room(middle) >= aim else (middle, high)
    else:
        tried = range(1, lever.most + 1)
        high = next((one for one in tried if room(one) >= aim), 0)
        if not high:
            high = max(tried, key=lambda one: (room(one), -one), default=0)
            if not high or room(high) <= now:
                return None
    made = known[high][0]
    return None if made is None else (high, made, room(high) >= aim)


def _staffed(procedure: Procedure) -> list[int]:
    """Inputs that are the number of a body's people, where the scenario gives it."""
    return [
        index
        for index, one in enumerate(procedure.inputs)
        if one.id.startswith("people.") and one.fixed
    ]


def _staff(
    procedure: Procedure, staffed: Sequence[int], wanted: float, share: float, try_out: _Trials
) -> list[Repair]:
    """Fewest people more, of each body alone, with whom the share is the base's."""
    found = []
    for index in staffed:
        one = procedure.inputs[index]
        people = int(one.usual)
        low, high = people, people * MOST_STAFF
        share_then = try_out.share(procedure, {index: float(high)})
        if share_then < wanted and share_then <= share:
            continue
        while share_then >= wanted and high - low > 1:
            middle = (low + high) // 2
            known = try_out.share(procedure, {index: float(middle)}, wanted)
            if known >= wanted:
                high, share_then = middle, known
            else:
                low = middle
        before, after = (Text(f"{number}", f"{number}") for number in (people, high))
        found.append(
            Repair(
                "people",
                one.id,
                one.title,
                "",
                before,
                after,
                None,
                share_then,
                share_then >= wanted,
            )
        )
    return found

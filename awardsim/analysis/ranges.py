"""How much the answer moves when assumptions move: each alone, and all together.

All arms share their luck with the base run, so that a small number of replications tells them
apart: first all inputs on a few, then those that matter on more.
"""

from __future__ import annotations

import math

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.effort import INFLUENTIAL, effort
from awardsim.analysis.figures import Layout
from awardsim.procedure.model import Procedure
from awardsim.procedure.panels import seats
from awardsim.simulation.arms import Arm
from awardsim.simulation.log import Log
from awardsim.simulation.plan import Plan
from awardsim.simulation.replications import Workers

Floats = NDArray[np.float64]

#: People that are given as one number are tried with a third more, at least one, and at least with
#: as many as judge a file.
MORE_PEOPLE = 4 / 3


@attrs.frozen
class Swing:
    """What one input does to the share that finishes in time.

    ``at_least`` and ``at_most`` are the shares with the input at its ends, ``better`` the end
    that finishes sooner (``least``, ``most`` or ``neither``), ``refined`` whether it was tried on
    more replications and ``replications`` how many each end rests on; ``days`` is the
    difference in the mean finish between the ends.  ``least_error`` and ``most_error`` are the
    half-widths of the 95 % intervals of the shares, from the number of replications alone.
    """

    input: int
    at_least: float
    at_most: float
    better: str
    days: float
    refined: bool
    replications: int
    least_error: float
    most_error: float

    @property
    def low(self) -> float:
        """The smaller of the two shares."""
        return min(self.at_least, self.at_most)

    @property
    def high(self) -> float:
        """The larger of the two shares."""
        return max(self.at_least, self.at_most)

    @property
    def error(self) -> float:
        """The larger of the two simulation errors."""
        return max(self.least_error, self.most_error)


@attrs.frozen
class MorePeople:
    """What more people of a body would do: from, to, and the share that finishes in time."""

    input: int
    now: int
    then: int
    share: float


@attrs.frozen
class Ranges:
    """Swings of all inputs, the most influential first, and of all together.

    ``low`` and ``high`` are the lowest and highest share of any end; of an edition so large that
    ends are tried less often, of the refined ones.
    ``any_day`` is the share if bodies with given meeting dates met on any working day, ``people``
    what more people would do where their number is given and so not varied.  Each ``…_error``
    is the half-width of the 95 % interval of a share, from the number of replications alone.
    """

    swings: tuple[Swing, ...]
    favourable: float
    unfavourable: float
    low: float
    high: float
    any_day: float | None
    people: tuple[MorePeople, ...]
    replications: int
    favourable_error: float
    unfavourable_error: float
    low_error: float
    high_error: float
    any_day_error: float | None


def explore(
    procedure: Procedure, layout: Layout, base: Floats, crew: Workers, with_any_day: bool
) -> Ranges:
    """Move each input that is not fixed to its ends, under the luck of the base run."""
    deadline = procedure.deadline_minute
    horizon = float(procedure.calendar.minute(procedure.calendar.last))
    finish = layout.column(base, "finish")
    full = float(np.mean(finish <= deadline))
    often = effort(procedure, len(base))
    few, more = often.coarse, often.fine
    inputs = [index for index, one in enumerate(procedure.inputs) if not one.fixed]
    ends = [(index, end) for index in inputs for end in ("least", "most")]
    arms = [_arm(procedure, [one], few) for one in ends]
    found = [one[:, 0] for one in crew.run(arms, finish_only, alike=True)]
    base_error = share_error(finish <= deadline)
    errors: dict[tuple[int, str], float] = {}
    shares: dict[tuple[int, str], float] = {}
    means: dict[tuple[int, str], float] = {}
    for one, own in zip(ends, found, strict=True):
        shares[one], means[one] = _measure(own, finish, full, deadline, horizon)
        errors[one] = paired_error(own, finish, deadline)
    order = sorted(
        inputs,
        key=lambda i: (
            -max(abs(shares[i, "least"] - full), abs(shares[i, "most"] - full)),
            -abs(means[i, "least"] - means[i, "most"]),
        ),
    )
    chosen = [
        i
        for i in order[:INFLUENTIAL]
        if means[i, "least"] != means[i, "most"] or shares[i, "least"] != shares[i, "most"]
    ]
    better = {i: _better(means, i) for i in inputs}
    good = [(i, better[i]) for i in inputs if better[i] != "neither"]
    bad = [(i, "most" if end == "least" else "least") for i, end in good]
    refined = [(i, end) for i in chosen for end in ("least", "most")] if more > few else []
    tried = dict(zip(ends, found, strict=True))
    arms = [attrs.evolve(_arm(procedure, [one], more - few), first=few) for one in refined]
    arms += [_arm(procedure, good, more), _arm(procedure, bad, more)]
    staff = [
        (index, int(one.usual), max(math.ceil(one.usual * MORE_PEOPLE), seats(procedure, index)))
        for index, one in enumerate(procedure.inputs)
        if one.fixed and one.id.startswith("people.")
    ]
    arms += [Arm({index: float(then)}, 0, more) for index, _, then in staff]
    if with_any_day:
        arms.append(Arm({}, 0, more, "any_day"))
    found = [one[:, 0] for one in crew.run(arms, finish_only, alike=True)]
    for one, rest in zip(refined, found, strict=False):
        own = np.concatenate([tried[one], rest])
        shares[one], means[one] = _measure(own, finish, full, deadline, horizon)
        errors[one] = paired_error(own, finish, deadline)
    together = found[len(refined) :]
    swings = tuple(
        Swing(
            i,
            shares[i, "least"],
            shares[i, "most"],
            _better(means, i),
            abs(means[i, "least"] - means[i, "most"]) / 1440,
            i in chosen and more > few,
            more if i in chosen else few,
            errors[i, "least"],
            errors[i, "most"],
        )
        for i in order
    )
    swings = tuple(sorted(swings, key=lambda s: (-(s.high - s.low), -s.days)))
    any_day = any_day_error = None
    if with_any_day:
        any_day = adjusted(together[-1], finish, full, deadline)
        any_day_error = paired_error(together[-1], finish, deadline)
    ends_tried = [(full, base_error)]
    # Of a large edition all ends rest on so few that only the refined ones are told.
    told = refined if often.reduced and refined else ends
    ends_tried += [(shares[one], errors[one]) for one in told]
    # Of several at one end the one that rests on most is told.
    low = min(ends_tried, key=lambda one: (one[0], one[1]))
    high = max(ends_tried, key=lambda one: (one[0], -one[1]))
    return Ranges(
        swings,
        favourable=adjusted(together[0], finish, full, deadline),
        unfavourable=adjusted(together[1], finish, full, deadline),
        low=low[0],
        high=high[0],
        any_day=any_day,
        people=tuple(
            MorePeople(index, now, then, adjusted(own, finish, full, deadline))
            for (index, now, then), own in zip(staff, together[2:], strict=False)
        ),
        replications=sum(len(f) for f in found) + few * len(ends),
        favourable_error=paired_error(together[0], finish, deadline),
        unfavourable_error=paired_error(together[1], finish, deadline),
        low_error=low[1],
        high_error=high[1],
        any_day_error=any_day_error,
    )


def _arm(procedure: Procedure, ends: list[tuple[int, str]], count: int) -> Arm:
    pinned = {index: float(getattr(procedure.inputs[index], end)) for index, end in ends}
    return Arm(pinned, 0, count)


def finish_only(plan: Plan, log: Log) -> list[float]:
    """When one replication is finished (minute; nan if never): all that an end is asked for."""
    finish = plan.procedure.finish
    return [max((row[4] for row in log.rows if row[1] == finish), default=math.nan)]


def _measure(
    own: Floats, finish: Floats, full: float, deadline: int, horizon: float
) -> tuple[float, float]:
    """Share in time, as a paired difference to the whole base run, and mean finish."""
    mean = float(np.mean(np.where(np.isnan(own), horizon, own)))
    return adjusted(own, finish, full, deadline), mean


def adjusted(own: Floats, finish: Floats, full: float, deadline: int) -> float:
    """A share in time: that of the whole base run plus a paired difference on the first ones.

    Parameters
    ----------
    own, finish
        Ends of the arm's replications, from the first on, and of all of the base run.
    full
        Share in time of the base run.
    """
    paired = float(np.mean(own <= deadline)) - float(np.mean(finish[: len(own)] <= deadline))
    return min(max(full + paired, 0.0), 1.0)


def share_error(held: NDArray[np.bool_]) -> float:
    """Half-width of the 95 % interval of a share, from the number of replications alone.

    Where all hold, or none does, the formula gives no error at all: the rule of three bounds it.
    """
    count = len(held)
    share = float(np.mean(held))
    return max(
        1.96 * math.sqrt(share * (1 - share) / count),
        min(3 / count, 1.0) if share in (0.0, 1.0) else 0.0,
    )


def paired_error(own: Floats, finish: Floats, deadline: int) -> float:
    """Half-width of the 95 % interval of an arm's share, as :func:`adjusted` estimates it.

    The share is that of the whole base run plus a difference that rests on its first
    replications; these are in both, so that the error is that of two independent means.
    """
    count, all_of_it = len(own), len(finish)
    weight = 1 - count / all_of_it
    held, base = (own <= deadline).astype(float), (finish <= deadline).astype(float)
    variance = float(np.var(held - weight * base[:count])) / count
    if weight > 0:
        variance += weight**2 * float(np.var(base[count:])) / (all_of_it - count)
    # An end at which all hold, or none does, is bounded by the rule of three.
    least = min(3 / count, 1.0) if held.all() or not held.any() else 0.0
    return max(1.96 * math.sqrt(variance), least)


def _better(means: dict[tuple[int, str], float], index: int) -> str:
    least, most = means[index, "least"], means[index, "most"]
    if least == most:
        return "neither"
    return "least" if least < most else "most"

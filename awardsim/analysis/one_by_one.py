"""What each difference between two variants contributes: switched first, and switched last.

First: the first variant with this one difference as the second has it.  Last: the second variant,
against itself with this one difference as the first has it.  Where differences act alone both are
the same, and they add up to the whole; what is left over is due to several of them together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.differences import Difference, difference
from awardsim.analysis.experiment import Trial
from awardsim.analysis.repairs import finish_of
from awardsim.analysis.switching import Flat, Unit, units
from awardsim.analysis.untouched import aspects
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
from awardsim.text import Text

Floats = NDArray[np.float64]

#: Differences that are switched at most: each takes two runs.
MOST_UNITS = 24


@attrs.frozen
class Effect:
    """A difference in days from the opening to the end, and in the share in time.

    ``share`` is None where there is no deadline.
    """

    days: Difference
    share: Difference | None


@attrs.frozen(eq=False)
class Contribution:
    """One difference: the variants in which it alone is switched, and what that does.

    ``added`` is the first variant with it, ``spared`` the second without it; a variant and its
    effect are None where it cannot be without the others.
    """

    unit: Unit
    added: Procedure | None
    spared: Procedure | None
    first: Effect | None
    last: Effect | None


@attrs.frozen(eq=False)
class OneByOne:
    """Two variants and the differences between them, each switched alone.

    ``days`` and ``share`` of what is left over: the whole less the sum of all switched first.
    """

    names: tuple[str, str]
    procedures: tuple[Procedure, Procedure]
    whole: Effect
    parts: tuple[Contribution, ...]
    together: Effect | None
    replications: int
    seed: int


def one_by_one(
    one: Trial,
    other: Trial,
    *,
    replications: int = 1000,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
    planned: Callable[[int], None] | None = None,
) -> OneByOne:
    """Switch each difference alone, all under the same luck.

    Parameters
    ----------
    planned
        Told how many replications there will be.

    Raises
    ------
    InputError
        Nothing differs, or more than :data:`MOST_UNITS` things do.
    """
    flat = Flat.of(one), Flat.of(other)
    switched = _switched(*flat)
    if not switched:
        message = Text("两个方案没有差别", "the two variants do not differ")
        raise InputError(Problem(message, "--one-by-one"))
    if len(switched) > MOST_UNITS:
        message = Text(
            f"有{len(switched)}处差别，逐项拆开最多{MOST_UNITS}处：先合成几个方案分步比较",
            f"{len(switched)} things differ, at most {MOST_UNITS} can be switched one by one: "
            "compare by way of variants in between",
        )
        raise InputError(Problem(message, "--one-by-one"))
    procedures = [one.procedure, other.procedure]
    procedures += [made for _, *pair in switched for made in pair if made is not None]
    if planned is not None:
        planned(replications * len(procedures))
    ran: dict[int, tuple[Floats, Floats]] = {}
    for procedure in procedures:
        with Workers({"": procedure}, finish_of, seed, workers, tick) as crew:
            finish = crew.run([Arm({}, 0, replications)])[0][:, 0]
        due = procedure.deadline_minute
        in_time = (finish <= due).astype(float) if due >= 0 else np.full(len(finish), np.nan)
        ran[id(procedure)] = np.floor(finish / 1440) + 1, in_time

    def effect(base: Procedure | None, made: Procedure | None) -> Effect | None:
        return None if base is None or made is None else _effect(ran[id(base)], ran[id(made)])

    parts = [
        Contribution(
            unit,
            added,
            spared,
            effect(one.procedure, added),
            effect(spared, other.procedure),
        )
        for unit, added, spared in switched
    ]
    whole = _effect(ran[id(one.procedure)], ran[id(other.procedure)])
    together = _together([ran[id(each)] for each in (one.procedure, other.procedure)],
                         [ran[id(part.added)] for part in parts if part.added is not None],
                         len(parts))  # fmt: skip
    return OneByOne(
        (one.name, other.name),
        (one.procedure, other.procedure),
        whole,
        tuple(parts),
        together,
        replications,
        seed,
    )


def _switched(one: Flat, other: Flat) -> list[tuple[Unit, Procedure | None, Procedure | None]]:
    """Each difference with both variants in which it is switched; without those that do nothing."""
    found = []
    for unit in units(one, other):
        added = one.switched(unit, other).procedure()
        spared = other.switched(unit, one).procedure()
        pairs = ((one.trial.procedure, added), (other.trial.procedure, spared))
        if any(made is None or aspects(base, made) for base, made in pairs):
            found.append((unit, added, spared))
    return found


def _effect(base: tuple[Floats, Floats], made: tuple[Floats, Floats]) -> Effect:
    share = None if np.isnan(base[1]).all() else difference(base[1], made[1])
    return Effect(difference(base[0], made[0]), share)


def _together(
    ends: Sequence[tuple[Floats, Floats]], alone: Sequence[tuple[Floats, Floats]], count: int
) -> Effect | None:
    """The whole less all that was switched first, replication by replication.

    None where one of them cannot be switched first.
    """
    if len(alone) < count:
        return None
    (base_days, base_share), (days, share) = ends
    for own_days, own_share in alone:
        days = days - (own_days - base_days)
        share = share - (own_share - base_share)
    return _effect((base_days, base_share), (days, share))

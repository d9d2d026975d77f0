"""What each procedural risk costs: days, and editions that miss their last day.

A risk is taken out by setting its probability to 0, which changes no other luck; what it costs is
the paired difference of the runs with it alone to those without any.
"""

from __future__ import annotations

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.figures import Layout
from awardsim.analysis.ranges import share_error
from awardsim.procedure.model import Procedure
from awardsim.procedure.parts import Risk
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers

Floats = NDArray[np.float64]

#: Replications that tell what risks cost.
MOST = 300


@attrs.frozen
class RiskEffect:
    """What one risk alone, or all together, do to an edition in which nothing else goes wrong.

    Attributes
    ----------
    days
        Civil days by which the end comes later, on average over all replications that end.
    touched
        Share of the replications whose end is another day, or never.
    when
        Days on average where the end is another day; None where it never is.
    missed
        Share of the replications that miss the last day of the edition; None where there is none.
    """

    days: float
    touched: float
    when: float | None
    missed: float | None


@attrs.frozen
class RiskEffects:
    """Effects of all risks, each alone and together.

    ``missed`` is the share that misses the last day without any risk; None where there is none.
    ``error`` is the largest half-width of the 95 % interval of such a share.
    """

    alone: tuple[tuple[Risk, RiskEffect], ...]
    together: RiskEffect
    missed: float | None
    error: float
    replications: int


def risk_effects(
    procedure: Procedure, layout: Layout, figures: Floats, crew: Workers
) -> RiskEffects | None:
    """Run without risks, and with each alone; None where there are none.

    Parameters
    ----------
    figures
        Of the run with all risks, whose first replications are compared with.
    """
    risks = procedure.risks
    if not risks:
        return None
    count = min(len(figures), MOST)
    none = {risk.probability: 0.0 for risk in risks}
    pinned = [none]
    pinned += [{i: 0.0 for i in none if i != risk.probability} for risk in risks]
    found = crew.run([Arm(one, 0, count) for one in pinned])
    base, *alone = (layout.column(one, "finish") for one in found)
    deadline = procedure.deadline_minute
    every = layout.column(figures, "finish")[:count]
    return RiskEffects(
        tuple((risk, _effect(base, own, deadline)) for risk, own in zip(risks, alone, strict=True)),
        _effect(base, every, deadline),
        _missed(base, deadline),
        max(share_error(one <= deadline) for one in (base, every, *alone)),
        count,
    )


def _effect(base: Floats, own: Floats, deadline: int) -> RiskEffect:
    """What is different from the runs without any risk."""
    apart = np.floor(own / 1440) - np.floor(base / 1440)
    moved = apart[~np.isnan(apart)]
    other = moved[moved != 0]
    lost = np.isnan(own) & ~np.isnan(base)
    return RiskEffect(
        days=float(moved.mean()) if len(moved) else 0.0,
        touched=(len(other) + int(lost.sum())) / len(own),
        when=float(other.mean()) if len(other) else None,
        missed=_missed(own, deadline),
    )


def _missed(finish: Floats, deadline: int) -> float | None:
    """Share that is not over by the last day, or never."""
    return None if deadline < 0 else float(np.mean(~(finish <= deadline)))

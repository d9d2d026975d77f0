"""How much of what is uncertain each assumption makes alone, and how much together with others.

Variance-based indices [Sobol 1993]: the first-order index is the share of the variance that would
go away on average if one assumption alone were known, the total index the share that would be left
if all others were.  What the total has more than the first order is interaction.
"""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.differences import Z95
from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.information import worth
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.luck import draw_inputs
from awardsim.simulation.replications import Workers
from awardsim.streams import Streams
from awardsim.text import Text

Floats = NDArray[np.float64]

#: Assumptions that are looked at one by one; all others and chance make one factor.
FACTORS = 6
#: Samples of each of the two independent sets, a power of two, and the fewest.
SAMPLES, FEWEST = 512, 64


@attrs.frozen
class Index:
    """One factor's share of a variance, with the half-width of its 95 % interval."""

    first: float
    first_error: float
    total: float
    total_error: float

    @property
    def interaction(self) -> float:
        """What it makes together with others only."""
        return max(self.total - self.first, 0.0)


@attrs.frozen(eq=False)
class Interactions:
    """Indices of the chosen inputs and, last, of everything else together.

    Attributes
    ----------
    inputs
        Indices of the chosen inputs.
    in_time
        For each of them, and for the rest with chance: of whether it is in time; None where that
        never varies or nothing is due.
    days
        The same, of the days to the end.
    share
        Share in time of the samples; nan where nothing is due.
    samples, run
        Samples of each set, and replications in all.
    """

    procedure: Procedure
    inputs: tuple[int, ...]
    in_time: tuple[Index, ...] | None
    days: tuple[Index, ...] | None
    share: float
    samples: int
    run: int
    seed: int


def samples_of(replications: int | None) -> int:
    """A power of two near to what is asked for.

    >>> samples_of(None), samples_of(500), samples_of(3)
    (512, 512, 64)
    """
    if replications is None:
        return SAMPLES
    return max(1 << round(math.log2(replications)), FEWEST)


def expected(procedure: Procedure, samples: int) -> int:
    """Replications that it will take."""
    free = sum(not one.fixed for one in procedure.inputs)
    return samples * (min(free, FACTORS) + 3)


def interactions(
    procedure: Procedure,
    *,
    samples: int = SAMPLES,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Interactions:
    """Indices of the assumptions that explain most, and of everything else.

    The two sets of samples are replications 0 to n - 1 and n to 2n - 1.  A mixed sample is one of
    the first set in which one factor, an input or all the rest with its luck, is that of the
    second.

    Parameters
    ----------
    samples
        A power of two.

    Raises
    ------
    InputError
        The library that it needs is not installed, or nothing is left open.
    """
    _check(procedure)
    free = [index for index, one in enumerate(procedure.inputs) if not one.fixed]
    due = procedure.deadline_minute
    horizon = float(procedure.calendar.minute(procedure.calendar.last))
    with Workers({"": procedure}, collect, seed, workers, tick) as crew:
        layout = layout_of(crew.plans[""])

        def outputs(arms: Sequence[Arm]) -> list[Floats]:
            """In time, and days to the end: shape (2, samples) for each arm."""
            found = []
            for figures in crew.run(arms):
                finish = layout.column(figures, "finish")
                ends = np.where(np.isnan(finish), horizon, finish)
                found.append(np.stack([(finish <= due).astype(float), ends / 1440]))
            return found

        a, b = outputs([Arm({}, 0, samples), Arm({}, samples, samples)])
        both = np.concatenate([a, b], axis=1)
        drawn = np.array(draw_inputs(procedure.inputs, Streams(seed), 0, 2 * samples)).T
        aim = both[0] if due >= 0 and both[0].any() and not both[0].all() else both[1]
        order = sorted(free, key=lambda index: -worth(drawn[index], aim).explained)
        chosen = tuple(order[:FACTORS])
        arms = [Arm({}, 0, samples, swapped={index: samples}) for index in chosen]
        arms.append(Arm({}, samples, samples, swapped=dict.fromkeys(chosen, -samples)))
        mixed = outputs(arms)
    in_time = indices(a[0], b[0], [one[0] for one in mixed]) if due >= 0 else None
    return Interactions(
        procedure,
        chosen,
        in_time,
        indices(a[1], b[1], [one[1] for one in mixed]),
        float(both[0].mean()) if due >= 0 else math.nan,
        samples,
        samples * (len(arms) + 2),
        seed,
    )


def indices(a: Floats, b: Floats, mixed: Sequence[Floats]) -> tuple[Index, ...] | None:
    """Indices of factors from two independent sets of outputs and one mixed set for each factor.

    Parameters
    ----------
    a, b
        Outputs of the two sets, a power of two of each.
    mixed
        Outputs of the first set with one factor taken from the second.

    Returns
    -------
    indices
        None where the output does not vary.

    Notes
    -----
    Estimators of Saltelli et al. [2010] by SciPy; both are means over the samples, whose standard
    errors make the intervals.
    """
    if np.ptp(np.concatenate([a, b])) == 0.0:
        return None
    from scipy.stats import sobol_indices

    found = sobol_indices(
        func={"f_A": a[None], "f_B": b[None], "f_AB": np.stack(mixed)[:, None]}, n=len(a)
    )
    both = np.concatenate([a, b])
    scale = Z95 / (math.sqrt(len(a)) * float(both.var()))
    middle = float(both.mean())
    return tuple(
        Index(
            float(first),
            scale * float(np.std((b - middle) * (one - a))),
            float(total),
            scale * float(np.std((a - one) ** 2 / 2)),
        )
        for first, total, one in zip(
            np.ravel(found.first_order), np.ravel(found.total_order), mixed, strict=True
        )
    )


def _check(procedure: Procedure) -> None:
    if importlib.util.find_spec("scipy") is None:
        message = Text(
            "需要安装：pip install 'awardsim[sensitivity]'",
            "install 'awardsim[sensitivity]' for it",
        )
        raise InputError(Problem(message, "--interactions"))
    if all(one.fixed for one in procedure.inputs):
        message = Text("没有一项估计留有余地", "no estimate is left open")
        raise InputError(Problem(message, procedure.scenario.file))

"""Of each channel's files, how many arrive in time, and at which date the others are late."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.log import LATE, MISSED_LIST, Log
from awardsim.simulation.plan import Plan
from awardsim.simulation.replications import Workers

Floats = NDArray[np.float64]
#: Replications where none are asked for.
REPLICATIONS = 400
Z95 = 1.959964


@attrs.frozen
class ChannelShare:
    """The files of one channel, or of all together.

    Attributes
    ----------
    channel
        Which it is; -1 for all.
    files
        Applicants on average.
    on_time
        Share of them that neither came after a list had closed nor missed a date; nan where
        nobody applied.
    error
        Half-width of its 95 % interval from the number of replications, 0 where all are alike.
    clean
        Share of the replications with applicants in which none of them was late.
    late
        By stage, the share of the files that were late there.
    """

    channel: int
    files: float
    on_time: float
    error: float
    clean: float
    late: dict[int, float]


@attrs.frozen
class OnTime:
    """Shares in time by channel, the last row for all of them."""

    procedure: Procedure
    replications: int
    seed: int
    rows: tuple[ChannelShare, ...]

    @property
    def dated(self) -> tuple[int, ...]:
        """The stages at which somebody is late, in order."""
        return tuple(sorted({node for row in self.rows for node in row.late}))


def dated_stages(procedure: Procedure) -> tuple[int, ...]:
    """Stages with a closing date or a deadline of their own, and lists, which may be missed."""
    return tuple(
        node.index
        for node in procedure.nodes
        if node.closes is not None or node.limit is not None or node.listed
    )


@functools.lru_cache(maxsize=8)
def _places(plan: Plan) -> dict[int, int]:
    return {node: place for place, node in enumerate(dated_stages(plan.procedure))}


def _collect(plan: Plan, log: Log) -> list[float]:
    """Applicants by channel, then late ones by channel and stage."""
    places = _places(plan)
    channels, stages = len(plan.procedure.channels), len(places)
    row = [0.0] * (channels * (1 + stages))
    of = log.channel.tolist()
    for channel in of:
        row[channel] += 1
    for case, node, _, reason, _ in log.left:
        if reason in (LATE, MISSED_LIST) and node in places:
            row[channels + of[case] * stages + places[node]] += 1
    return row


def on_time(
    procedure: Procedure,
    *,
    replications: int = REPLICATIONS,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> OnTime:
    """Run the procedure and count who is in time, channel by channel.

    Notes
    -----
    A share is the ratio of two sums over replications; its error is that of a ratio estimator
    [Cochran 1977, section 6.4], as files of one replication are not independent.
    """
    with Workers({"": procedure}, _collect, seed, workers, tick) as crew:
        found = crew.run([Arm({}, 0, replications)])[0]
    stages = dated_stages(procedure)
    channels = len(procedure.channels)
    applied = found[:, :channels]
    late = found[:, channels:].reshape(len(found), channels, len(stages))
    rows = [
        _share(channel, applied[:, channel], late[:, channel, :], stages)
        for channel in range(channels)
    ]
    rows.append(_share(-1, applied.sum(axis=1), late.sum(axis=1), stages))
    return OnTime(procedure, replications, seed, tuple(rows))


def _share(channel: int, applied: Floats, late: Floats, stages: tuple[int, ...]) -> ChannelShare:
    missed = late.sum(axis=1)
    total = float(applied.sum())
    if not total:
        return ChannelShare(channel, 0.0, math.nan, math.nan, math.nan, {})
    share = 1 - float(missed.sum()) / total
    count = len(applied)
    residual = (applied - missed) - share * applied
    spread = math.sqrt(float(residual @ residual) / max(count - 1, 1) / count)
    some = applied > 0
    return ChannelShare(
        channel,
        total / count,
        share,
        Z95 * spread / (total / count),
        float(np.mean(missed[some] == 0)),
        {
            stage: float(late[:, place].sum()) / total
            for place, stage in enumerate(stages)
            if late[:, place].any()
        },
    )

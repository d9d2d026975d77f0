"""Replications that go on from the middle of another one, beside those run from their beginning."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm, logs, undisturbed
from awardsim.simulation.branching import branched
from awardsim.simulation.log import Log
from awardsim.simulation.luck import Luck, draw_inputs
from awardsim.simulation.plan import Plan, make_plan
from awardsim.simulation.pools import minutes_by_case
from awardsim.simulation.prepared import Preparation
from awardsim.streams import Streams

Pinned = Mapping[int, float]


def ends_of(made: Procedure, populated: bool = False) -> list[Pinned]:
    """Each input that is not fixed, at both ends of its range.

    Those of the cohort only where it is one that asks for them (``populated``).
    """
    return [
        {index: float(end)}
        for index, one in enumerate(made.inputs)
        if not one.fixed and (populated or not one.id.startswith("cohort."))
        for end in (one.least, one.most)
    ]


def tables(plan: Plan, pinned: Pinned, count: int, streams: Streams | None = None) -> Preparation:
    """Tables of the first replications, some inputs pinned."""
    streams = streams or Streams(1)
    rows = draw_inputs(plan.procedure.inputs, streams, 0, count, pinned)
    with undisturbed():
        return Preparation(plan, Luck(plan, streams, 0, rows))


def branches(
    plan: Plan, arms: Sequence[Pinned], count: int, streams: Streams | None = None
) -> Iterator[tuple[int, int, Log]]:
    """Number of the arm, replication, and log of each arm that goes on from the base run."""
    base, *own = (tables(plan, arm, count, streams) for arm in [{}, *arms])
    with undisturbed():
        for place in range(count):
            for number, log in branched(plan, base, own, place):
                yield number, place, log


def fields(log: Log, plan: Plan) -> dict[str, Any]:
    """Everything in a log, as plain values that compare to the bit."""
    bodies = plan.procedure.bodies
    return {
        "rows": log.rows,
        "left": log.left,
        "objections": log.objections,
        "outcome": list(log.outcome),
        "reasons": log.reasons,
        "tier": list(log.tier),
        "track": log.track.tolist(),
        "channel": log.channel.tolist(),
        "slots": log.slots.tolist(),
        "stalls": log.stalls,
        "busy": list(log.busy.items()),
        "peak": list(log.peak.items()),
        "until": list(log.until.items()),
        "capacity": list(log.capacity.items()),
        "moments": log.moments,
        "values": list(log.values),
        "columns": _plain(log.columns),
        "marks": _plain(log.marks),
        "served": {name: list(minutes_by_case(log, name).items()) for name in bodies},
    }


def _plain(columns: Any) -> list[tuple[str, list[str]]]:
    """Columns by name, in their order; nan is equal to nan."""
    return [(name, [repr(one) for one in np.asarray(columns[name]).tolist()]) for name in columns]


def differences(
    made: Procedure, arms: Sequence[Pinned] = (), count: int = 3, seed: int = 1
) -> list[tuple[str, int, str]]:
    """Input, replication and field in which a branch is not the arm run from its beginning."""
    plan = make_plan(made)
    arms = arms or ends_of(made)
    streams = Streams(seed)
    plain = [[fields(log, plan) for log in logs(plan, streams, Arm(arm, 0, count))] for arm in arms]
    seen = set()
    found = []
    for number, place, log in branches(plan, arms, count, streams):
        seen.add((number, place))
        own, expected = fields(log, plan), plain[number][place]
        ids = "+".join(made.inputs[index].id for index in arms[number])
        found += [(ids, place, name) for name in own if own[name] != expected[name]]
    assert seen == {(number, place) for number in range(len(arms)) for place in range(count)}
    return found

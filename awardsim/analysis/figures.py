"""Figures of one replication as a row of numbers, with a layout that names each of them."""

from __future__ import annotations

import functools

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.driving import CATEGORIES, DayCount, days, segments
from awardsim.procedure.model import Procedure
from awardsim.simulation.log import AWARDED, INSIDE, LATE, MISSED_LIST, Log
from awardsim.simulation.plan import Plan

Floats = NDArray[np.float64]
NONE = float("nan")


@attrs.frozen
class Layout:
    """Where each figure stands in a row.

    Figures: ``finish`` (minute; nan if never), ``start/<stage>`` and ``end/<stage>`` (first start
    and last finish; nan if nobody came), ``applied/<track>``, ``awarded/<track>``, where the text
    has tiers ``awarded/<track>/<tier>``,
    ``outcome/<reason>``, ``late``, ``inside``, ``objections``, ``upheld``, ``busy/<body>``,
    ``people/<body>``, ``peak/<body>``, ``stalled/<stage>``, ``path/<stage>/<category>`` (civil
    days), ``moment/<stage>`` (deadline or closing date, minute), ``measure/<id>`` (what a
    plugin computes).
    """

    names: tuple[str, ...]
    index: dict[str, int]

    @classmethod
    def of(cls, plan: Plan) -> Layout:
        """The layout of a procedure's figures."""
        procedure = plan.procedure
        stages = [node.id for node in procedure.nodes]
        names = ["finish", "late", "inside", "objections", "upheld"]
        names += [f"start/{stage}" for stage in stages] + [f"end/{stage}" for stage in stages]
        names += [f"applied/{t}" for t in procedure.tracks]
        names += [f"awarded/{t}" for t in procedure.tracks]
        names += [f"awarded/{t}/{tier}" for t in procedure.tracks for tier in procedure.tiers]
        names += [f"outcome/{reason}" for reason in plan.reasons]
        for body in procedure.bodies:
            names += [f"busy/{body}", f"people/{body}", f"peak/{body}"]
        names += [f"stalled/{stage}" for stage in stages]
        names += [f"moment/{stage}" for stage in stages]
        names += [f"path/{stage}/{category}" for stage in stages for category in CATEGORIES]
        names += [f"measure/{measure.id}" for measure in procedure.measures]
        return cls(tuple(names), {name: place for place, name in enumerate(names)})

    def column(self, figures: Floats, name: str) -> Floats:
        """One figure of every replication."""
        column: Floats = figures[:, self.index[name]]
        return column


@functools.lru_cache(maxsize=8)
def _tables(plan: Plan) -> tuple[Layout, DayCount]:
    return Layout.of(plan), DayCount.of(plan.procedure)


def layout_of(plan: Plan) -> Layout:
    """The layout, made once for each plan."""
    return _tables(plan)[0]


def collect(plan: Plan, log: Log) -> list[float]:
    """The figures of one replication, in the order of :func:`layout_of`."""
    layout, count = _tables(plan)
    procedure = plan.procedure
    stages = len(procedure.nodes)
    starts = [NONE] * stages
    ends = [NONE] * stages
    last = -1
    for place, row in enumerate(log.rows):
        node = row[1]
        started, finished = row[3], row[4]
        if not starts[node] <= started:
            starts[node] = started
        if not ends[node] >= finished:
            ends[node] = finished
            if node == procedure.finish:
                last = place
    tracks = log.track.tolist()
    applied = [0] * len(procedure.tracks)
    awarded = [0] * len(procedure.tracks)
    tiers = len(procedure.tiers)
    by_tier = [0] * (tiers * len(procedure.tracks))
    outcomes = [0] * len(plan.reasons)
    for track, tier, outcome in zip(tracks, log.tier, log.outcome, strict=True):
        applied[track] += 1
        outcomes[outcome] += 1
        if outcome == AWARDED:
            awarded[track] += 1
            if tier >= 0:
                by_tier[track * tiers + tier] += 1
    stalled = [0] * stages
    for _, node, _ in log.stalls:
        stalled[node] += 1
    path = [0.0] * (stages * len(CATEGORIES))
    finish = ends[procedure.finish]
    if last >= 0:
        for node, category, number in days(count, segments(procedure, log, last)):
            path[node * len(CATEGORIES) + category] += number
    people: list[float] = []
    for body in procedure.bodies:
        people += [log.busy[body], log.capacity[body], log.peak[body]]
    row_of: list[float] = [
        finish,
        outcomes[LATE] + outcomes[MISSED_LIST],
        outcomes[INSIDE],
        len(log.objections),
        sum(one[4] for one in log.objections),
    ]
    row_of += [*starts, *ends, *applied, *awarded, *by_tier, *outcomes, *people, *stalled]
    row_of += [_moment(procedure, log, node) for node in range(stages)]
    row_of += path
    row_of += [float(measure.compute(procedure, log)) for measure in procedure.measures]
    assert len(row_of) == len(layout.names)
    return row_of


def _moment(procedure: Procedure, log: Log, node: int) -> float:
    """The deadline of a stage, else its closing date; nan where it has neither."""
    found = log.moments.get(-1 - node, log.moments.get(node))
    return NONE if found is None else float(found)

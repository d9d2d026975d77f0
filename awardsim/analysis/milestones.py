"""When stages end, and the few of them that a first screen shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.figures import Layout
from awardsim.analysis.shares import EARLY, LATE, MIDDLE, nobody, quantile, share_by
from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import forward

Floats = NDArray[np.float64]

#: Milestones that a first screen has room for.
MILESTONES = 8
_MILESTONE_TYPES = (
    "AWARD",
    "FIN_NOTICE",
    "DECIDE",
    "SITE",
    "DOC_REVIEW",
    "ACC_NOTICE",
    "APPROVE",
    "CAND_NOTICE",
    "DEFENCE",
    "CH_NOTICE",
)


@attrs.frozen
class Milestone:
    """When a stage ends: minutes since the opening; None where it never does.

    ``latest`` is the last minute that still lets the procedure finish in time if everything
    after it takes its least; ``on_time`` the share of replications that keep to it, or to the
    stage's own ``deadline``.  It is None at stages per case in front of a closing date or deadline
    by which the late leave: a late applicant there loses its own place, not the edition's time,
    and the share of applications that are in time stands at the deadline.  ``unmet``: no given
    meeting, of the stage itself or of one that it leads to, comes after everything before it and
    is in time; what leads to it has no ``latest`` then.
    """

    node: int
    early: int | None
    middle: int | None
    late: int | None
    deadline: int | None
    latest: int | None
    on_time: float | None
    unmet: bool = False


def unmet_meetings(
    procedure: Procedure, values: Sequence[float], latest: Mapping[int, int | None]
) -> set[int]:
    """Bodies with given meetings none of which is in time, as their stages.

    Parameters
    ----------
    values
        Of the inputs: how long everything takes at the least.
    latest
        By stage, its latest end.
    """
    asked = [node for node in procedure.nodes if node.meeting is not None and node.meeting.starts]
    if not asked:
        return set()
    steps = forward(procedure, values).steps.values()
    found = set()
    for node in asked:
        over: dict[int, list[int]] = {}
        for step in steps:
            if step.node in node.after:
                over.setdefault(step.node, []).append(step.finished)
        if not over or node.index not in latest:
            continue
        ready = max(max(one) if node.listed else min(one) for one in over.values())
        by = latest[node.index]
        assert node.meeting is not None
        ends = [
            node.meeting.over(start, procedure.calendar)
            for start in node.meeting.starts
            if start >= ready
        ]
        if by is None or not ends or ends[0] > by:
            found.add(node.index)
    return found


def leading_to(procedure: Procedure, stages: set[int]) -> set[int]:
    """Everything that comes before some stages."""
    found: set[int] = set()
    for node in reversed(procedure.nodes):
        if node.index in stages | found:
            found.update(node.after)
    return found


def milestone_of(
    procedure: Procedure,
    layout: Layout,
    figures: Floats,
    index: int,
    latest: int | None,
    deadline: int,
) -> Milestone:
    """When a stage ends, and how often in time; ``latest`` as counted without chance."""
    node = procedure.nodes[index]
    ends = layout.column(figures, f"end/{node.id}")
    own = None
    if node.limit is not None:
        moments = layout.column(figures, f"moment/{node.id}")
        own = quantile(moments, MIDDLE)
    if index == procedure.finish and deadline >= 0:
        latest, own = deadline, deadline
    bound = own if own is not None else latest
    on_time = None
    if node.limit is not None and index != procedure.finish:
        applied = sum(layout.column(figures, f"applied/{track}") for track in procedure.tracks)
        lost = layout.column(figures, "late")
        total = float(np.sum(applied))
        on_time = 1.0 - float(np.sum(lost)) / total if total else None
    elif (
        bound is not None
        and not (node.per == "case" and _leads_to_closing(procedure, index))
        and not nobody(procedure, layout, figures)
    ):
        on_time = share_by(ends, bound)
    return Milestone(
        index,
        quantile(ends, EARLY),
        quantile(ends, MIDDLE),
        quantile(ends, LATE),
        own,
        latest,
        on_time,
    )


def _leads_to_closing(procedure: Procedure, index: int) -> bool:
    """A closing date or deadline by which the late leave is at the stage or comes after it."""
    after = {index}
    for node in procedure.nodes[index:]:
        if after & {node.index, *node.after}:
            after.add(node.index)
            if node.closes is not None or (node.limit is not None and node.limit.out):
                return True
    return False


def milestone_stages(procedure: Procedure) -> tuple[int, ...]:
    """The few stages of a first screen: deadlines first, then by type, in order of rank."""
    nodes = procedure.nodes
    picked = [node.index for node in nodes if node.limit is not None]
    picked.append(procedure.finish)
    for kind in _MILESTONE_TYPES:
        picked += [node.index for node in nodes if node.type == kind]
    ahead = dict.fromkeys(one for one in picked if not procedure.is_done(one))
    return tuple(sorted(list(ahead)[:MILESTONES]))

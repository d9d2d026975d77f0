"""The forecast of one scenario: does it fit, what decides it, what comes out."""

from __future__ import annotations

import math
from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.driving import CALENDAR, CATEGORIES, LAW
from awardsim.analysis.figures import Layout, collect, layout_of
from awardsim.analysis.ranges import Ranges, explore
from awardsim.procedure.model import Procedure
from awardsim.procedure.places import AwardQuota
from awardsim.schedule.passes import forward, latest_ends, usual_values
from awardsim.simulation.replications import Arm, Workers

Floats = NDArray[np.float64]

#: Early, middle and late of a date: shares of replications that are over by then.
EARLY, MIDDLE, LATE = 0.1, 0.5, 0.9
#: Shares at which a planner asks "by when at the latest?".
CONFIDENCE = (0.5, 0.8, 0.9)
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
    stage's own ``deadline``.
    """

    node: int
    early: int | None
    middle: int | None
    late: int | None
    deadline: int | None
    latest: int | None
    on_time: float | None


@attrs.frozen
class PathShare:
    """Civil days on the driving path that are charged to one stage and category.

    ``days`` is the mean over replications that finish, ``late_days`` over those that finish
    late (None where none does), ``criticality`` the share of replications with any such day.
    """

    node: int
    category: int
    days: float
    late_days: float | None
    criticality: float


@attrs.frozen
class TrackResult:
    """Applications and awards of one track: early, middle, late; share with a vacancy.

    ``vacancy`` is None where there is no quota, or where nobody applies.
    """

    track: int
    applied: tuple[int, int, int]
    awarded: tuple[int, int, int]
    quota: int | None
    vacancy: float | None


@attrs.frozen
class TierResult:
    """Awards of one tier: early, middle, late; of all tracks together, and of each track."""

    tier: int
    awarded: tuple[int, int, int]
    by_track: tuple[tuple[int, int, int], ...]


@attrs.frozen
class QuotaResult:
    """Awards that take a place of a quota: early, middle, late; share with a vacancy.

    ``vacancy`` is None where nobody applies.
    """

    quota: AwardQuota
    awarded: tuple[int, int, int]
    vacancy: float | None

    @property
    def breached(self) -> float:
        """Share with a vacancy that the text does not allow."""
        return (self.vacancy or 0.0) if self.quota.must_be_filled else 0.0


@attrs.frozen
class BodyLoad:
    """A body's people, the share of working time they are busy, and the longest queue."""

    body: str
    people: float
    busy_hours: float
    peak_queue: float


@attrs.frozen(eq=False)
class Forecast:
    """All that a run shows.  Minutes are civil minutes since 00:00 of the opening day.

    Attributes
    ----------
    share
        Share of replications that finish by the deadline; None where there is none, or where
        nobody applies.
    error
        Half-width of the 95 % interval of ``share`` from the number of replications alone.
    finish
        Minute of the finish at each share of :data:`CONFIDENCE`; None: not reached.
    measures
        Mean of each measure of the plugins, by id; None where it is never defined.
    law_finish
        Earliest finish that the text alone allows.
    usual_finish
        Finish with everything at its usual value and nobody waiting.
    any_vacancy
        Share of replications in which some quota is not filled, of tracks that somebody applies
        for; None where there is none with a quota.
    late_share
        Share of applicants that are late; None where nobody applies.
    ranges
        What single assumptions do to the share, and all together; None where nobody applies.
    """

    procedure: Procedure
    layout: Layout
    figures: Floats
    seed: int
    share: float | None
    error: float | None
    finish: tuple[int | None, ...]
    law_finish: int | None
    usual_finish: int | None
    milestones: tuple[Milestone, ...]
    stages: tuple[Milestone, ...]
    path: tuple[PathShare, ...]
    tracks: tuple[TrackResult, ...]
    tiers: tuple[TierResult, ...]
    quotas: tuple[QuotaResult, ...]
    any_vacancy: float | None
    late_share: float | None
    outcomes: tuple[tuple[str, float], ...]
    bodies: tuple[BodyLoad, ...]
    stalled: tuple[tuple[int, float], ...]
    objections: float
    measures: tuple[tuple[str, float | None], ...]
    ranges: Ranges | None

    @property
    def replications(self) -> int:
        """How many replications the figures rest on."""
        return len(self.figures)

    @property
    def nobody(self) -> bool:
        """Whether nobody applies in any replication: nothing is then probable or improbable."""
        return _nobody(self.procedure, self.layout, self.figures)


def forecast(
    procedure: Procedure,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    ranges: bool = True,
    tick: Callable[[int], None] | None = None,
) -> Forecast:
    """Run a procedure and work out its forecast.

    Parameters
    ----------
    replications
        At least 1.
    ranges
        Also vary each assumption alone and all together, under the same luck.
    tick
        Called with the number of replications each time some are done.
    """
    variants = {"": procedure}
    free = any_day(procedure)
    if free is not None:
        variants["any_day"] = free
    with Workers(variants, collect, seed, workers, tick) as crew:
        layout = layout_of(crew.plans[""])
        figures = crew.run([Arm({}, 0, replications)])[0]
        found = None
        nobody = _nobody(procedure, layout, figures)
        if ranges and procedure.finish_by is not None and not nobody:
            found = explore(procedure, layout, figures, crew, "any_day" in variants)
    return summarise(procedure, layout, figures, seed, found)


def any_day(procedure: Procedure) -> Procedure | None:
    """The procedure if bodies that meet on given dates could meet on any working day."""
    fixed = [n for n in procedure.nodes if n.meeting is not None and n.meeting.starts]
    if not fixed:
        return None
    calendar = procedure.calendar
    starts = tuple(
        calendar.minute(day.date, calendar.hours[0])
        for day in calendar.count_days(calendar.opening, calendar.last)
        if day.working
    )
    nodes = tuple(
        attrs.evolve(node, meeting=attrs.evolve(node.meeting, starts=starts))
        if node.meeting is not None and node.meeting.starts
        else node
        for node in procedure.nodes
    )
    return attrs.evolve(procedure, nodes=nodes)


def summarise(
    procedure: Procedure, layout: Layout, figures: Floats, seed: int, ranges: Ranges | None
) -> Forecast:
    """Figures of all replications as a forecast."""
    deadline = procedure.deadline_minute
    finish = layout.column(figures, "finish")
    share = error = None
    if deadline >= 0 and not _nobody(procedure, layout, figures):
        share = share_by(finish, deadline)
        error = 1.96 * math.sqrt(share * (1 - share) / len(figures))
    least = [
        float(one.least) if one.kind in ("working", "civil") else float(one.usual)
        for one in procedure.inputs
    ]
    latest = latest_ends(procedure, least, deadline) if deadline >= 0 else {}
    stages = tuple(
        _milestone(procedure, layout, figures, node.index, latest.get(node.index), deadline)
        for node in procedure.nodes
    )
    law = forward(procedure, usual_values(procedure), law_only=True).last.get(procedure.finish)
    usual = forward(procedure, usual_values(procedure)).last.get(procedure.finish)
    quotas = tuple(_quota(procedure, layout, figures, one) for one in procedure.quotas)
    vacancies = [
        _taken(procedure, layout, figures, one.quota) < one.quota.number
        for one in quotas
        if one.vacancy is not None
    ]
    applied = sum(layout.column(figures, f"applied/{track}") for track in procedure.tracks)
    late = layout.column(figures, "late")
    total = float(np.sum(applied))
    return Forecast(
        procedure=procedure,
        layout=layout,
        figures=figures,
        seed=seed,
        share=share,
        error=error,
        finish=tuple(quantile(finish, one) for one in CONFIDENCE),
        law_finish=None if law is None else law.finished,
        usual_finish=None if usual is None else usual.finished,
        milestones=tuple(stages[node] for node in milestone_stages(procedure)),
        stages=stages,
        path=_path(procedure, layout, figures, deadline),
        tracks=tuple(
            _track(procedure, layout, figures, index) for index in range(len(procedure.tracks))
        ),
        tiers=tuple(
            _tier(procedure, layout, figures, index) for index in range(len(procedure.tiers))
        ),
        quotas=quotas,
        any_vacancy=float(np.mean(np.any(vacancies, axis=0))) if vacancies else None,
        late_share=float(np.sum(late)) / total if total else None,
        outcomes=_outcomes(layout, figures, total),
        bodies=tuple(
            BodyLoad(
                body,
                float(np.mean(layout.column(figures, f"people/{body}"))),
                float(np.mean(layout.column(figures, f"busy/{body}"))) / 60,
                float(np.mean(layout.column(figures, f"peak/{body}"))),
            )
            for body in procedure.bodies
        ),
        stalled=tuple(
            (node.index, stuck)
            for node in procedure.nodes
            if (stuck := float(np.mean(layout.column(figures, f"stalled/{node.id}") > 0))) > 0
        ),
        objections=float(np.mean(layout.column(figures, "objections"))),
        measures=tuple(
            (measure.id, _mean(layout.column(figures, f"measure/{measure.id}")))
            for measure in procedure.measures
        ),
        ranges=ranges,
    )


def _nobody(procedure: Procedure, layout: Layout, figures: Floats) -> bool:
    """No application in any replication."""
    return not any(layout.column(figures, f"applied/{one}").any() for one in procedure.tracks)


def _mean(values: Floats) -> float | None:
    """Mean of what is defined; None if nothing is."""
    known = values[~np.isnan(values)]
    return float(np.mean(known)) if len(known) else None


def share_by(finish: Floats, deadline: float) -> float:
    """Share of replications that finish by a minute; those that never finish do not."""
    return float(np.mean(finish <= deadline)) if len(finish) else math.nan


def quantile(values: Floats, share: float) -> int | None:
    """The least value that so many replications do not exceed; None if it is never reached.

    ``nan`` stands for never.
    """
    if not len(values):
        return None
    ordered = np.sort(np.where(np.isnan(values), np.inf, values))
    found = ordered[max(math.ceil(share * len(ordered) - 1e-9) - 1, 0)]
    return None if math.isinf(found) else int(found)


def _milestone(
    procedure: Procedure,
    layout: Layout,
    figures: Floats,
    index: int,
    latest: int | None,
    deadline: int,
) -> Milestone:
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
    elif bound is not None and not _nobody(procedure, layout, figures):
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


def milestone_stages(procedure: Procedure) -> tuple[int, ...]:
    """The few stages of a first screen: deadlines first, then by type, in order of rank."""
    nodes = procedure.nodes
    picked = [node.index for node in nodes if node.limit is not None]
    picked.append(procedure.finish)
    for kind in _MILESTONE_TYPES:
        picked += [node.index for node in nodes if node.type == kind]
    ahead = dict.fromkeys(one for one in picked if not procedure.is_done(one))
    return tuple(sorted(list(ahead)[:MILESTONES]))


def _path(
    procedure: Procedure, layout: Layout, figures: Floats, deadline: int
) -> tuple[PathShare, ...]:
    finish = layout.column(figures, "finish")
    done = ~np.isnan(finish)
    late = done & (finish > deadline) if deadline >= 0 else np.zeros(len(finish), dtype=bool)
    found: list[PathShare] = []
    for node in procedure.nodes:
        for category, name in enumerate(CATEGORIES):
            column = layout.column(figures, f"path/{node.id}/{name}")
            if not column.any():
                continue
            found.append(
                PathShare(
                    node.index,
                    category,
                    float(np.mean(column[done])) if done.any() else 0.0,
                    float(np.mean(column[late])) if late.any() else None,
                    float(np.mean(column > 0)),
                )
            )
    return tuple(sorted(found, key=lambda one: (one.category in (LAW, CALENDAR), -one.days)))


def _track(procedure: Procedure, layout: Layout, figures: Floats, index: int) -> TrackResult:
    track = procedure.tracks[index]
    own = (one for one in procedure.quotas if one.tier < 0 and one.tracks == (index,))
    quota = next(own, None)
    return TrackResult(
        index,
        _spread(layout.column(figures, f"applied/{track}")),
        _spread(layout.column(figures, f"awarded/{track}")),
        None if quota is None else quota.number,
        None if quota is None else _quota(procedure, layout, figures, quota).vacancy,
    )


def _tier(procedure: Procedure, layout: Layout, figures: Floats, index: int) -> TierResult:
    tier = procedure.tiers[index]
    by_track = [layout.column(figures, f"awarded/{track}/{tier}") for track in procedure.tracks]
    return TierResult(
        index,
        _spread(np.sum(by_track, axis=0)),
        tuple(_spread(awarded) for awarded in by_track),
    )


def _quota(procedure: Procedure, layout: Layout, figures: Floats, quota: AwardQuota) -> QuotaResult:
    taken = _taken(procedure, layout, figures, quota)
    somebody = any(
        layout.column(figures, f"applied/{procedure.tracks[track]}").any() for track in quota.tracks
    )
    vacancy = float(np.mean(taken < quota.number)) if somebody else None
    return QuotaResult(quota, _spread(taken), vacancy)


def _taken(procedure: Procedure, layout: Layout, figures: Floats, quota: AwardQuota) -> Floats:
    """Awards that take a place of a quota, in each replication."""
    names = [f"awarded/{procedure.tracks[track]}" for track in quota.tracks]
    if quota.tier >= 0:
        names = [f"{name}/{procedure.tiers[quota.tier]}" for name in names]
    found: Floats = np.sum([layout.column(figures, name) for name in names], axis=0)
    return found


def _spread(values: Floats) -> tuple[int, int, int]:
    """Early, middle and late of a count."""
    early, middle, late = (quantile(values, one) or 0 for one in (EARLY, MIDDLE, LATE))
    return early, middle, late


def _outcomes(layout: Layout, figures: Floats, total: float) -> tuple[tuple[str, float], ...]:
    """Share of applicants by outcome, those that occur, most frequent first."""
    found = [
        (name.removeprefix("outcome/"), float(np.sum(layout.column(figures, name))) / total)
        for name in layout.names
        if name.startswith("outcome/") and total
    ]
    return tuple(sorted((one for one in found if one[1] > 0), key=lambda one: -one[1]))

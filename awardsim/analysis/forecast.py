"""The forecast of one scenario: does it fit, what decides it, what comes out."""

from __future__ import annotations

import math
from collections.abc import Callable

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.awards import (
    QuotaResult,
    TierResult,
    TrackResult,
    quota_result,
    taken,
    tier_result,
    track_result,
)
from awardsim.analysis.driving import CALENDAR, CATEGORIES, LAW
from awardsim.analysis.figures import Layout, collect, layout_of
from awardsim.analysis.milestones import (
    Milestone,
    leading_to,
    milestone_of,
    milestone_stages,
    unmet_meetings,
)
from awardsim.analysis.ranges import Ranges, explore
from awardsim.analysis.risks import RiskEffects, risk_effects
from awardsim.analysis.shares import (
    CONFIDENCE,
    MOST,
    further,
    known_to,
    mean,
    nobody,
    quantile,
    share_by,
)
from awardsim.analysis.understaffed import understaffed
from awardsim.procedure.model import Procedure
from awardsim.schedule.passes import forward, latest_ends, usual_values
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers

Floats = NDArray[np.float64]


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
    understaffed
        Stages at which there are fewer people than are to judge each file, and in which share of
        replications.
    risks
        What procedural risks cost; None where the scenario has none, or nobody applies.
    precision
        The half-width to which ``share`` was to be known; None where none was asked for.
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
    understaffed: tuple[tuple[int, float], ...] = ()
    risks: RiskEffects | None = None
    precision: float | None = None

    @property
    def replications(self) -> int:
        """How many replications the figures rest on."""
        return len(self.figures)

    @property
    def nobody(self) -> bool:
        """Whether nobody applies in any replication: nothing is then probable or improbable."""
        return nobody(self.procedure, self.layout, self.figures)


def forecast(
    procedure: Procedure,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    precision: float | None = None,
    ranges: bool = True,
    tick: Callable[[int], None] | None = None,
) -> Forecast:
    """Run a procedure and work out its forecast.

    Parameters
    ----------
    replications
        At least 1.
    precision
        Go on until the share that finishes in time is known to so much (a half-width, such as
        0.01), or until :data:`~awardsim.analysis.shares.MOST` replications; of no use where
        nothing is due.
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
        somebody = not nobody(procedure, layout, figures)
        due = procedure.deadline_minute
        while precision is not None and somebody and due >= 0 and len(figures) < MOST:
            share = share_by(layout.column(figures, "finish"), due)
            if known_to(share, len(figures)) <= precision:
                break
            arm = Arm({}, len(figures), further(len(figures)) - len(figures))
            figures = np.concatenate([figures, *crew.run([arm])])
        if ranges and procedure.finish_by is not None and somebody:
            found = explore(procedure, layout, figures, crew, "any_day" in variants)
        risks = risk_effects(procedure, layout, figures, crew) if somebody else None
    made = summarise(procedure, layout, figures, seed, found)
    return attrs.evolve(made, risks=risks, precision=precision)


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
    if deadline >= 0 and not nobody(procedure, layout, figures):
        share = share_by(finish, deadline)
        error = 1.96 * math.sqrt(share * (1 - share) / len(figures))
    least = [
        float(one.least) if one.kind in ("working", "civil") else float(one.usual)
        for one in procedure.inputs
    ]
    latest = latest_ends(procedure, least, deadline) if deadline >= 0 else {}
    unmet = unmet_meetings(procedure, least, latest)
    before = leading_to(procedure, unmet)
    latest = {stage: end for stage, end in latest.items() if stage not in before}
    stages = tuple(
        attrs.evolve(
            milestone_of(procedure, layout, figures, node.index, latest.get(node.index), deadline),
            unmet=node.index in unmet | before,
        )
        for node in procedure.nodes
    )
    law = forward(procedure, usual_values(procedure), law_only=True).last.get(procedure.finish)
    usual = forward(procedure, usual_values(procedure)).last.get(procedure.finish)
    quotas = tuple(quota_result(procedure, layout, figures, one) for one in procedure.quotas)
    vacancies = [
        taken(procedure, layout, figures, one.quota) < one.quota.number
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
            track_result(procedure, layout, figures, index)
            for index in range(len(procedure.tracks))
        ),
        tiers=tuple(
            tier_result(procedure, layout, figures, index) for index in range(len(procedure.tiers))
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
            (measure.id, mean(layout.column(figures, f"measure/{measure.id}")))
            for measure in procedure.measures
        ),
        ranges=ranges,
        understaffed=understaffed(procedure, len(figures), seed),
    )


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


def _outcomes(layout: Layout, figures: Floats, total: float) -> tuple[tuple[str, float], ...]:
    """Share of applicants by outcome, those that occur, most frequent first."""
    found = [
        (name.removeprefix("outcome/"), float(np.sum(layout.column(figures, name))) / total)
        for name in layout.names
        if name.startswith("outcome/") and total
    ]
    return tuple(sorted((one for one in found if one[1] > 0), key=lambda one: -one[1]))

"""Variants of one edition under the same luck: what each gives, and the paired differences.

Every random number belongs to its purpose and applicant, so that what a change does not touch stays
as it was in every replication.  Differences are taken replication by replication; they are known
far better than the figures themselves.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.differences import Difference, difference
from awardsim.analysis.figures import Layout, collect, layout_of
from awardsim.analysis.forecast import Forecast
from awardsim.analysis.one_cohort import JUDGES
from awardsim.analysis.ranges import Ranges, explore
from awardsim.analysis.repairs import Repairs
from awardsim.analysis.shares import CONFIDENCE, MOST, further, nobody, quantile
from awardsim.analysis.timetable import Timetable, timetable
from awardsim.analysis.untouched import aspects, reason
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.log import AWARDED, Log
from awardsim.simulation.plan import Plan, make_plan
from awardsim.simulation.replications import Workers
from awardsim.text import Text

Floats = NDArray[np.float64]

IN_TIME = Text("按期完成的把握", "chance to be in time")
DAYS = Text("从发布到办完，天", "days from opening to end")
LATE = Text("逾期、未赶上名单的", "late, or missed a list")
WINNERS = Text("获奖名单与A不同", "winners are others than in A")
OBJECTIONS = Text("异议", "objections")
JUDGING = Text("评审人力，人·日", "reviewer-days")
#: For a number that stands for a list of winners: an odd factor, and a word of 64 bits.
_MIX, _WORD = 0x9E3779B97F4A7C15, (1 << 64) - 1


@attrs.frozen
class Figure:
    """One figure of all variants.

    ``unit`` is ``share``, ``days`` or ``number``; ``values`` are means, nan where undefined;
    ``differences`` to the first variant, None for the first; ``reasons`` why one is none, where a
    reason can be given.
    """

    id: str
    title: Text
    unit: str
    values: tuple[float, ...]
    differences: tuple[Difference | None, ...]
    reasons: tuple[Text | None, ...] = ()


@attrs.frozen(eq=False)
class Variant:
    """One variant: its procedure, its timetable without chance, its date at each confidence.

    ``ends`` is the minute at which each replication finishes, nan if never, in their order;
    ``ranges`` has what single assumptions do to its share in time, None where that was not asked
    for or nothing is due; ``repairs`` what would give it back the room that the first one has;
    ``unused`` are assumptions of the first one's scenario that its text has no use for.
    """

    name: str
    procedure: Procedure
    timetable: Timetable
    finish: tuple[int | None, ...]
    ends: Floats
    ranges: Ranges | None = None
    repairs: Repairs | None = None
    unused: tuple[str, ...] = ()


@attrs.frozen(eq=False)
class Paired:
    """Variants beside each other.

    ``reached`` says whether the precision that was asked for was reached; None where none was.
    """

    variants: tuple[Variant, ...]
    figures: tuple[Figure, ...]
    replications: int
    seed: int
    precision: float | None
    reached: bool | None

    def figure(self, name: str) -> Figure:
        """A figure by its id."""
        return next(one for one in self.figures if one.id == name)


def alike(procedures: Sequence[Procedure]) -> bool:
    """Whether the same applicants come to all: as many tracks and channels, called the same."""
    first = procedures[0]
    return all(one.tracks == first.tracks and one.channels == first.channels for one in procedures)


def compare(
    named: Sequence[tuple[str, Procedure]],
    *,
    replications: int = 1000,
    seed: int = 1,
    workers: int = 1,
    precision: float | None = None,
    ranges: bool = False,
    tick: Callable[[int], None] | None = None,
) -> Paired:
    """Run variants under the same luck.

    Parameters
    ----------
    named
        Names and procedures, the one to compare with first; all alike (see :func:`alike`).
    precision
        Go on until the difference in the share that finishes in time is known to so much (a
        half-width, such as 0.01), or until :data:`~awardsim.analysis.shares.MOST` replications.
    ranges
        Also move each assumption to its ends, and all together, in every variant.
    """
    layouts = [layout_of(make_plan(procedure)) for _, procedure in named]
    found: list[list[Floats]] = [[] for _ in named]
    count, wanted, reached = 0, replications, None
    while True:
        for place, (_, procedure) in enumerate(named):
            with Workers({"": procedure}, collect_with_winners, seed, workers, tick) as crew:
                found[place].append(crew.run([Arm({}, count, wanted - count)])[0])
        count = wanted
        together = [np.concatenate(parts) for parts in found]
        figures = _figures([procedure for _, procedure in named], layouts, together)
        if precision is None:
            break
        deciding = figures[0].differences[1:]
        reached = all(one is not None and one.error <= precision for one in deciding)
        if reached or count >= MOST:
            break
        wanted = further(count)
    variants = tuple(
        Variant(
            name,
            procedure,
            timetable(procedure),
            tuple(
                None if (at := quantile(layout.column(own, "finish"), share)) is None else int(at)
                for share in CONFIDENCE
            ),
            layout.column(own, "finish"),
            _ranges(procedure, layout, own, seed, workers, tick) if ranges else None,
        )
        for (name, procedure), layout, own in zip(named, layouts, together, strict=True)
    )
    return Paired(variants, figures, count, seed, precision, reached)


def beside(named: Sequence[tuple[str, Forecast]]) -> Paired:
    """Forecasts of one seed and as many replications as variants, the one to compare with first."""
    forecasts = [found for _, found in named]
    procedures = [found.procedure for found in forecasts]
    variants = tuple(
        Variant(
            name,
            one.procedure,
            timetable(one.procedure),
            one.finish,
            one.layout.column(one.figures, "finish"),
            one.ranges,
        )
        for name, one in named
    )
    figures = _figures(
        procedures, [one.layout for one in forecasts], [one.figures for one in forecasts]
    )
    return Paired(variants, figures, forecasts[0].replications, forecasts[0].seed, None, None)


def _ranges(
    procedure: Procedure,
    layout: Layout,
    own: Floats,
    seed: int,
    workers: int,
    tick: Callable[[int], None] | None,
) -> Ranges | None:
    """What assumptions do to the share in time of one variant."""
    if procedure.finish_by is None or nobody(procedure, layout, own):
        return None
    with Workers({"": procedure}, collect, seed, workers, tick) as crew:
        return explore(procedure, layout, own, crew, with_any_day=False)


def collect_with_winners(plan: Plan, log: Log) -> list[float]:
    """The figures of one replication, then a number for who is awarded, and in which tier."""
    winners = 0
    for case in np.flatnonzero(np.array(log.outcome) == AWARDED).tolist():
        mixed = (int(log.slots[case]) * len(log.reasons) + log.tier[case] + 2) * _MIX & _WORD
        winners ^= (mixed ^ mixed >> 29) * _MIX & _WORD
    return [*collect(plan, log), float(winners >> 11)]  # a float holds 53 bits exactly


def _figures(
    procedures: Sequence[Procedure], layouts: Sequence[Layout], found: Sequence[Floats]
) -> tuple[Figure, ...]:
    """All figures; the first is the share in time, or the days to the end where nothing is due."""
    own = list(zip(procedures, layouts, found, strict=True))

    def columns(name: str) -> list[Floats]:
        return [layout.column(figures, name) for _, layout, figures in own]

    finish = columns("finish")
    rows = []
    deadlines = [procedure.deadline_minute for procedure in procedures]
    if all(deadline >= 0 for deadline in deadlines):
        in_time = [(end <= due).astype(float) for end, due in zip(finish, deadlines, strict=True)]
        rows.append(_figure("in_time", IN_TIME, "share", in_time))
    rows.append(_figure("days", DAYS, "days", [np.floor(end / 1440) + 1 for end in finish]))
    rows.append(_figure("late", LATE, "number", columns("late")))
    for track in procedures[0].tracks:
        title = procedures[0].policy.tracks[track].title
        for name, heading in (
            ("applied", Text(f"申报：{title.zh}", f"applications: {title.en}")),
            ("awarded", Text(f"获奖：{title.zh}", f"awards: {title.en}")),
        ):
            rows.append(_figure(f"{name}/{track}", heading, "number", columns(f"{name}/{track}")))
    shared = set.intersection(*(set(one.tiers) for one in procedures))
    for tier in (one for one in procedures[0].tiers if one in shared):
        title = procedures[0].policy.tiers[tier].title
        heading = Text(f"获奖：{title.zh}", f"awards: {title.en}")
        parts = [columns(f"awarded/{track}/{tier}") for track in procedures[0].tracks]
        given = [np.sum(each, axis=0) for each in zip(*parts, strict=True)]
        rows.append(_figure(f"awarded/tier/{tier}", heading, "number", given))
    if all(figures.shape[1] > len(layout.names) for _, layout, figures in own):
        winners = [figures[:, -1] for _, _, figures in own]
        others = [(one != winners[0]).astype(float) for one in winners]
        made = _figure("winners", WINNERS, "share", others)
        rows.append(attrs.evolve(made, values=(math.nan, *made.values[1:])))
    rows.append(_figure("objections", OBJECTIONS, "number", columns("objections")))
    rows.append(_figure("judging", JUDGING, "number", [_judging(*each) for each in own]))
    return _with_reasons(rows, procedures)


def _with_reasons(rows: Sequence[Figure], procedures: Sequence[Procedure]) -> tuple[Figure, ...]:
    """The figures with the reasons why variants are the same in them."""
    known: list[tuple[Text | None, ...]] = [(None,) for _ in rows]
    for place, procedure in enumerate(procedures[1:], 1):
        differs = aspects(procedures[0], procedure)
        same = [row.id for row in rows if (one := row.differences[place]) is not None and one.same]
        for number, row in enumerate(rows):
            why = reason(row.id, differs, frozenset(same)) if row.id in same else None
            known[number] += (why,)
    return tuple(
        attrs.evolve(row, reasons=reasons) for row, reasons in zip(rows, known, strict=True)
    )


def _judging(procedure: Procedure, layout: Layout, figures: Floats) -> Floats:
    """Working days of reviewers and site teams in each replication."""
    spent = np.zeros(len(figures))
    for name, body in procedure.bodies.items():
        if body.role in JUDGES:
            spent += layout.column(figures, f"busy/{name}") / procedure.calendar.day_minutes
    return spent


def _figure(name: str, title: Text, unit: str, columns: list[Floats]) -> Figure:
    base = columns[0]
    return Figure(
        name,
        title,
        unit,
        tuple(_mean(column) for column in columns),
        (None, *(difference(base, column) for column in columns[1:])),
    )


def _mean(column: Floats) -> float:
    defined = column[~np.isnan(column)]
    return float(defined.mean()) if len(defined) else math.nan

"""One cohort through several procedures: the same applicants, under the same luck.

Each applicant is the same in all of them: its merit, its record, when it begins, how complete its
file is; stages of one type have the same luck in all of them.  Only the procedures differ, and what
their scenarios assume.  So what differs in the end is due to them.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.driving import DayCount, days, segments
from awardsim.errors import InputError, Problem
from awardsim.policy.vocabulary import STAGE_TYPES
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.log import AWARDED, Log
from awardsim.simulation.luck import SHARED_KINDS
from awardsim.simulation.plan import Plan
from awardsim.simulation.replications import Workers
from awardsim.text import Text

Floats = NDArray[np.float64]

#: What applicants are; a track takes one of them.
KINDS = ("organisation", "individual")
#: Bodies whose time is counted as that of reviewers.
JUDGES = ("reviewers", "site_teams")
#: Notices to the public; an internal notice is none.
PUBLIC = ("CH_NOTICE", "ACC_NOTICE", "CAND_NOTICE", "FIN_NOTICE")
#: Figures of one replication, before the winners.
_FIGURES = ("finish", "judging", "notice_days", "path_days", "objecting", "preparing", "awarded")
_TYPES = tuple(STAGE_TYPES)
EARLY, MIDDLE, LATE = 0.1, 0.5, 0.9


@attrs.frozen
class Side:
    """One procedure, and what became of the cohort in it.

    Attributes
    ----------
    opens
        The day the edition opens.
    finished
        Share of the replications that come to their end.
    time
        Civil days from the opening to the end: early 10 %, middle, late 90 %; None where so many
        replications do not come to an end.
    judging
        Working days of reviewers and site teams, on average.
    notices
        Share of the days of the driving path that a notice takes, days off included.
    objecting
        Working days on which the public can object, over all public notices that are open to
        objections; nan where there is none.
    preparing
        Civil days from the opening to the first closing date; nan where there is none.
    applied, awarded
        Applicants, and awards on average.
    tiers
        Awards on average by tier, in the order of the text; empty where it has none.
    steps
        Civil days of the driving path by type of stage, on average over the replications that come
        to their end; they add up to the days from the opening to the end.
    """

    procedure: Procedure
    opens: datetime.date
    finished: float
    time: tuple[float | None, float | None, float | None]
    judging: float
    notices: float
    objecting: float
    preparing: float
    applied: int
    awarded: float
    tiers: tuple[tuple[str, float], ...] = ()
    steps: tuple[tuple[str, float], ...] = ()

    def days_of(self, kind: str) -> float:
        """Days of the driving path in stages of a type."""
        return dict(self.steps).get(kind, 0.0)


@attrs.frozen
class Overlap:
    """Winners of two procedures, of the kinds of applicants that both take.

    ``first`` and ``second`` are how many each has on average, ``both`` how many have both awards;
    ``share`` is ``both`` over the smaller of the two numbers, nan where one of them is 0.
    """

    one: int
    other: int
    kinds: tuple[str, ...]
    first: float
    second: float
    both: float
    share: float


@attrs.frozen
class OneCohort:
    """What became of one cohort in several procedures."""

    sides: tuple[Side, ...]
    overlaps: tuple[Overlap, ...]
    organisations: int
    individuals: int
    replications: int
    seed: int


def through(
    procedures: Sequence[Procedure],
    organisations: int,
    individuals: int,
    *,
    replications: int = 300,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> OneCohort:
    """Run one cohort through several procedures.

    Parameters
    ----------
    procedures
        At least one; each with the people, durations and dates of its own scenario.
    organisations, individuals
        How many there are of each; a procedure without a track for them leaves them out.

    Raises
    ------
    InputError
        A procedure that takes nobody of this cohort.
    """
    numbers = (organisations, individuals)
    sides = []
    winners: list[dict[str, Floats]] = []
    for procedure in procedures:
        kinds = kinds_of(procedure)
        if not any(numbers[KINDS.index(kind)] for kind in kinds):
            raise InputError(_nobody(procedure))
        shared = attrs.evolve(procedure, shared=numbers)
        with Workers({"": shared}, collect, seed, workers, tick) as crew:
            found = crew.run([Arm({}, 0, replications)])[0]
        fixed = len(_FIGURES) + len(procedure.policy.tiers) + len(_TYPES)
        sides.append(_side(shared, found[:, :fixed]))
        flags = found[:, fixed:]
        winners.append(
            {
                kind: flags[:, sum(numbers[:place]) : sum(numbers[: place + 1])]
                for place, kind in enumerate(KINDS)
                if kind in kinds and numbers[place]
            }
        )
    overlaps = [
        _overlap(one, other, winners[one], winners[other])
        for one in range(len(sides))
        for other in range(one + 1, len(sides))
    ]
    return OneCohort(tuple(sides), tuple(overlaps), organisations, individuals, replications, seed)


def kinds_of(procedure: Procedure) -> tuple[str, ...]:
    """The kinds of applicants that a procedure takes."""
    taken = {procedure.policy.tracks[track].applicant for track in procedure.tracks}
    return tuple(kind for kind in KINDS if kind in taken)


def usual_numbers(procedures: Sequence[Procedure]) -> tuple[int, int]:
    """How many organisations and individuals usually apply.

    Of each kind as many as the scenario of the first procedure has that takes them.
    """
    found = [0, 0]
    for procedure in procedures:
        numbers = [0.0, 0.0]
        for (track, _channel), index in procedure.applicants.items():
            kind = procedure.policy.tracks[procedure.tracks[track]].applicant
            numbers[KINDS.index(kind)] += procedure.inputs[index].usual
        found = [before or round(number) for before, number in zip(found, numbers, strict=True)]
    return found[0], found[1]


def collect(plan: Plan, log: Log) -> list[float]:
    """Figures of one replication, awards by tier, days by type of stage, then who is awarded.

    The last are 1 for each who is, else 0.
    """
    procedure = plan.procedure
    calendar = procedure.calendar
    assert procedure.shared is not None
    ends = [(row[4], place) for place, row in enumerate(log.rows) if row[1] == procedure.finish]
    finish, last = max(ends, default=(math.nan, -1))
    notice = path = math.nan
    steps = [math.nan] * len(_TYPES)
    if last >= 0:
        charged = days(DayCount.of(procedure), segments(procedure, log, last))
        path = float(sum(number for _, _, number in charged))
        steps = [0.0] * len(_TYPES)
        for node, _, number in charged:
            steps[_TYPES.index(procedure.nodes[node].type)] += number
        notice = float(
            sum(number for node, _, number in charged if procedure.nodes[node].kind == "notice")
        )
    minutes = sum(
        busy for body, busy in log.busy.items() if procedure.policy.bodies[body].role in JUDGES
    )
    awarded = [outcome == AWARDED for outcome in log.outcome]
    row = [
        finish,
        minutes / calendar.day_minutes,
        notice,
        path,
        _objecting(procedure, log),
        float(min(log.moments.values()) // 1440) if log.moments else math.nan,
        float(sum(awarded)),
    ]
    for tier in range(len(procedure.policy.tiers)):
        row.append(
            float(sum(1 for won, own in zip(awarded, log.tier, strict=True) if won and own == tier))
        )
    flags = np.zeros(sum(procedure.shared))
    kinds = [KINDS.index(procedure.policy.tracks[track].applicant) for track in procedure.tracks]
    for case in np.flatnonzero(awarded):
        kind = kinds[int(log.track[case])]
        ordinal = int(log.slots[case]) // SHARED_KINDS
        flags[ordinal + (procedure.shared[0] if kind else 0)] = 1.0
    return [*row, *steps, *flags.tolist()]


def _objecting(procedure: Procedure, log: Log) -> float:
    """Working days of the public notices that are open to objections, on average of each."""
    calendar = procedure.calendar
    lengths: dict[int, list[int]] = {}
    for _, index, _, started, finished, _, _, _ in log.rows:
        node = procedure.nodes[index]
        if node.type in PUBLIC and node.objections is not None:
            posted = calendar.date(started) + datetime.timedelta(days=1)
            over = calendar.date(finished)
            counted = sum(day.working for day in calendar.count_days(posted, over))
            lengths.setdefault(index, []).append(counted)
    if not lengths:
        return math.nan
    return float(sum(sum(each) / len(each) for each in lengths.values()))


def _side(procedure: Procedure, found: Floats) -> Side:
    figures = dict(zip(_FIGURES, found.T, strict=False))
    finish = figures["finish"]
    ended = ~np.isnan(finish)
    shown = np.sort(np.where(ended, np.floor(finish / 1440), np.inf))

    def quantile(share: float) -> float | None:
        value = float(shown[max(math.ceil(share * len(shown)) - 1, 0)])
        return None if math.isinf(value) else value

    path = figures["path_days"][ended].sum()
    assert procedure.shared is not None
    kinds = kinds_of(procedure)
    return Side(
        procedure=procedure,
        opens=procedure.calendar.opening,
        finished=float(ended.mean()),
        time=(quantile(EARLY), quantile(MIDDLE), quantile(LATE)),
        judging=float(figures["judging"].mean()),
        notices=float(figures["notice_days"][ended].sum() / path) if path else math.nan,
        objecting=_mean(figures["objecting"]),
        preparing=_mean(figures["preparing"]),
        applied=sum(
            number for kind, number in zip(KINDS, procedure.shared, strict=True) if kind in kinds
        ),
        awarded=float(figures["awarded"].mean()),
        tiers=tuple(
            (name, float(found[:, len(_FIGURES) + place].mean()))
            for place, name in enumerate(procedure.policy.tiers)
        ),
        steps=_steps(found[:, -len(_TYPES) :]),
    )


def _steps(found: Floats) -> tuple[tuple[str, float], ...]:
    """Mean days by type of stage, of the types that have any."""
    pairs = ((kind, _mean(found[:, place])) for place, kind in enumerate(_TYPES))
    return tuple((kind, days) for kind, days in pairs if days > 0)


def _mean(values: Floats) -> float:
    """The mean of what is defined; nan where nothing is."""
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else math.nan


def _overlap(one: int, other: int, first: dict[str, Floats], second: dict[str, Floats]) -> Overlap:
    kinds = tuple(kind for kind in KINDS if kind in first and kind in second)
    numbers = [0.0, 0.0, 0.0]
    for kind in kinds:
        a, b = first[kind], second[kind]
        for place, each in enumerate((a, b, a * b)):
            numbers[place] += float(each.sum(axis=1).mean())
    fewer = min(numbers[0], numbers[1])
    share = numbers[2] / fewer if fewer else math.nan
    return Overlap(one, other, kinds, numbers[0], numbers[1], numbers[2], share)


def _nobody(procedure: Procedure) -> Problem:
    taken = kinds_of(procedure)
    zh = {"organisation": "组织", "individual": "个人"}
    return Problem(
        Text(
            f"{procedure.policy.id} 只收{'、'.join(zh[kind] for kind in taken)}，给出的群体里没有",
            f"{procedure.policy.id} takes {' and '.join(f'{kind}s' for kind in taken)} only, "
            "and the cohort has none",
        )
    )

"""Selection quality: how well noisy judging finds those who are truly best.

True merit is known only because the applicants are synthetic.  What comes out is a statement about
the errors that are assumed, never about an applicant or an award that was really given.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Generator, Mapping, Sequence
from typing import Any

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis import intervals
from awardsim.analysis.applicants import Table, collect, judging_nodes, table
from awardsim.analysis.contests import Contest, Outcome, Still, changed, contests, outcome
from awardsim.analysis.differences import Difference, difference
from awardsim.analysis.intervals import Estimate
from awardsim.analysis.selection_levers import Lever, Setting
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.rules.interface import Candidates, Decision, Draws, RuleKind
from awardsim.simulation.arms import Arm
from awardsim.simulation.replications import Workers
from awardsim.text import Text

Floats = NDArray[np.float64]

#: The name of the run whose panel is drawn again.
_AGAIN = "again"
#: Replications for each setting of a lever at most; differences are paired, so few are enough.
TRIED = 200


@attrs.frozen
class Kept:
    """How many of the truly best are still in once a stage is passed, and how many at all.

    ``fewer`` is the share of editions in which they are fewer than there are places; undefined
    where the text gives no number of places.
    """

    node: int
    top: Estimate
    best: Estimate
    all_best: Estimate
    number: Estimate
    fewer: Estimate


@attrs.frozen
class Quality:
    """The figures of one contest.

    Attributes
    ----------
    field, places, winners
        How many are judged, can win, do win, on average.
    top, best, all_best, lost, lot, lot_lost, barred
        As :class:`~awardsim.analysis.contests.Outcome` has them, on average.
    changed, replaced
        Other winners if the panel is drawn again: share of editions, share of the winners.
    overturned
        The vote chooses others than as many of the best marks; undefined where nobody votes.
    kept
        After each stage that chooses.
    """

    contest: Contest
    field: Estimate
    places: Estimate
    winners: Estimate
    top: Estimate
    best: Estimate
    all_best: Estimate
    lost: Estimate
    lot: Estimate
    lot_lost: Estimate
    barred: Estimate
    changed: Estimate
    replaced: Estimate
    overturned: Estimate
    kept: tuple[Kept, ...]


@attrs.frozen
class Level:
    """One value of a lever: what each contest's figures are with it; ``value`` is empty for what a
    run draws now.

    ``top``, ``best`` and ``lost`` are by contest; ``differences`` those of ``top`` to what is
    written or assumed, under the same luck; ``judging`` reviewer-days.
    """

    value: str
    usual: bool
    top: tuple[Estimate, ...]
    best: tuple[Estimate, ...]
    lost: tuple[Estimate, ...]
    differences: tuple[Difference, ...]
    judging: float


@attrs.frozen
class Tried:
    """A lever and what each of its settings gives."""

    lever: Lever
    levels: tuple[Level, ...]


@attrs.frozen(eq=False)
class Selection:
    """How well a procedure selects."""

    procedure: Procedure
    contests: tuple[Quality, ...]
    tried: tuple[Tried, ...]
    judging: float
    unfinished: float
    replications: int
    tried_replications: int
    seed: int


def check_judged(procedure: Procedure) -> None:
    """Refuse a procedure in which nobody is judged.

    Raises
    ------
    InputError
        No stage gives marks, ranks, votes or limits.
    """
    if not judging_nodes(procedure):
        raise InputError(
            Problem(
                Text(
                    f"{procedure.policy.id} 没有打分、排序、票决或限额的环节，谈不上选得准不准",
                    f"{procedure.policy.id} has no stage that gives marks, ranks, votes or limits "
                    "numbers, so nobody is selected by merit",
                ),
                "--detail selection",
            )
        )


def panel_drawn_again(procedure: Procedure) -> Procedure:
    """The same procedure with other people who judge: other leniency, other errors, other votes.

    Applicants, dates and what recommending bodies think stay as they are.
    """

    def again(rule: Any) -> Any:
        return attrs.evolve(rule, decide=functools.partial(_with_others, rule.decide))

    nodes = tuple(
        attrs.evolve(node, rule=attrs.evolve(node.rule, rule=again(node.rule.rule)))
        if node.rule is not None and node.rule.rule.kind in (RuleKind.SCORE, RuleKind.VOTE)
        else node
        for node in procedure.nodes
    )
    return attrs.evolve(procedure, nodes=nodes)


def _with_others(
    decide: Callable[[Candidates, Any, Draws], Decision],
    candidates: Candidates,
    parameters: Any,
    draws: Draws,
) -> Decision:
    return decide(candidates, parameters, draws.part("drawn again"))


def tables(
    procedures: Mapping[str, Procedure],
    arms: Mapping[str, Arm],
    *,
    seed: int,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Generator[tuple[str, Table], None, None]:
    """The applicants of several arms under the same luck, one arm after another.

    Of a national award a table is large: nobody need keep more than he looks at.

    Parameters
    ----------
    procedures
        Variants of one procedure, by the names that the arms call them.
    """
    with Workers(procedures, collect, seed, workers, tick) as crew:
        for name, arm in arms.items():
            reasons = crew.plans[arm.variant].reasons
            yield name, table(procedures[arm.variant], reasons, crew.run([arm])[0])


def quality(one: Outcome, again: tuple[Floats, Floats]) -> Quality:
    """Figures of all replications of a contest, with their intervals.

    ``again`` is how its winners differ from those of another panel.
    """
    share, mean = intervals.of_share, intervals.of_mean
    return Quality(
        one.contest,
        mean(one.field),
        mean(one.places),
        mean(one.winners),
        share(one.top),
        share(one.best),
        share(one.all_best),
        mean(one.lost),
        mean(one.lot),
        mean(one.lot_lost),
        share(one.barred),
        share(again[0]),
        share(again[1]),
        share(one.overturned),
        tuple(kept_after(still, one.contest) for still in one.kept),
    )


def kept_after(still: Still, contest: Contest) -> Kept:
    """Figures of all replications of who is still in after a stage."""
    share, number = intervals.of_share, still.number
    fewer = np.full(len(number), np.nan)
    if contest.places is not None:
        fewer = np.where(np.isnan(number), np.nan, number < contest.places)
    return Kept(
        still.node,
        share(still.top),
        share(still.best),
        share(still.all_best),
        intervals.of_mean(number),
        share(fewer),
    )


def select(
    procedure: Procedure,
    *,
    replications: int,
    seed: int,
    workers: int = 1,
    moved: Sequence[Lever] = (),
    tick: Callable[[int], None] | None = None,
) -> Selection:
    """Run a procedure, again with another panel, and with each lever moved.

    Parameters
    ----------
    moved
        Levers to try, each on the first :data:`TRIED` replications at most.

    Raises
    ------
    InputError
        Nobody is judged, or nothing is known of merit.
    """
    check_judged(procedure)
    variants = {"": procedure, _AGAIN: panel_drawn_again(procedure)}
    fewer = min(replications, TRIED)
    arms = {"": Arm({}, 0, replications), _AGAIN: Arm({}, 0, replications, _AGAIN)}
    for number, lever in enumerate(moved):
        for setting in lever.settings:
            name = f"{number}/{setting.value}"
            if setting.procedure is not None:
                variants[name] = setting.procedure
                arms[name] = Arm({}, 0, fewer, name)
            elif setting.pinned:
                arms[name] = Arm(setting.pinned, 0, fewer)
    ran = tables(variants, arms, seed=seed, workers=workers, tick=tick)
    with contextlib.closing(ran) as found:
        _, own = next(found)
        _, others = next(found)
        contested = [outcome(own, contest) for contest in contests(procedure)]
        figures = [quality(one, changed(own, others, one.contest)) for one in contested]
        first = own.first(fewer)
        base = [outcome(first, one.contest) for one in contested]
        tried = []
        for lever in moved:
            levels = [
                _level(setting, base, first if setting.now else next(found)[1])
                for setting in lever.settings
            ]
            tried.append(Tried(lever, tuple(levels)))
        next(found, None)  # it is through: its processes end in peace
    return Selection(
        procedure,
        tuple(figures),
        tuple(tried),
        float(own.judging.mean()),
        float(own.unfinished.any(axis=1).mean()),
        replications,
        fewer,
        seed,
    )


def planned(moved: Sequence[Lever], replications: int) -> int:
    """How many replications :func:`select` runs."""
    settings = sum(not one.now for lever in moved for one in lever.settings)
    return 2 * replications + settings * min(replications, TRIED)


def _level(setting: Setting, base: Sequence[Outcome], moved: Table) -> Level:
    own = [outcome(moved, one.contest) for one in base]
    return Level(
        setting.value,
        setting.now,
        tuple(intervals.of_share(one.top) for one in own),
        tuple(intervals.of_share(one.best) for one in own),
        tuple(intervals.of_mean(one.lost) for one in own),
        tuple(difference(was.top, now.top) for was, now in zip(base, own, strict=True)),
        float(moved.judging.mean()),
    )

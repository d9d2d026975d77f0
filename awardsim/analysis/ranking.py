"""Everything that can move, ranked by how much it moves the answer.

Each assumption goes to its ends, each number of people that is given a third up and down, each
meeting falls away or becomes free, each reading is read otherwise; one at a time, under the luck of
the base run.  All are tried on a few replications, those that matter on more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.analysis.differences import difference
from awardsim.analysis.effort import visits_of
from awardsim.analysis.figures import collect, layout_of
from awardsim.analysis.information import Worth, worth
from awardsim.analysis.margins import Margin, margins
from awardsim.analysis.moves import Movable, inputs_of, meetings_of, readings_of
from awardsim.analysis.ranges import adjusted, paired_error
from awardsim.errors import InputError, Problem
from awardsim.procedure.model import Procedure
from awardsim.simulation.arms import Arm
from awardsim.simulation.luck import draw_inputs
from awardsim.simulation.replications import Workers
from awardsim.streams import BLOCK, Streams
from awardsim.text import Text

Floats = NDArray[np.float64]

#: Replications on which everything is tried, and on which the influential things are.
COARSE, FINE = BLOCK, 9 * BLOCK
#: Visits of stages of one replication above which things are tried on fewer of them.
VISITS = 2000
#: How many are tried on more replications, and of how many the breaking point is looked for.
INFLUENTIAL, BREAKING = 16, 6
#: Half-widths of a 95 % interval that an effect is to be away from none: many are looked at.
SURE = 1.5
#: The share that counts as "it fits" where none is given: more likely than not.
EVEN = 0.5


@attrs.frozen
class Trial:
    """What a move gives: the share in time, its simulation error, and replications.

    ``clear``: it differs from the base run by more than the number of replications explains.
    """

    value: float | None
    label: Text
    share: float
    error: float
    replications: int
    clear: bool


@attrs.frozen
class Ranked:
    """One thing that can move.

    Attributes
    ----------
    path
        As after ``--set``.
    group
        ``decide``, ``negotiate``, ``guess``, or ``reading``.
    input
        Index of the input; -1 for meetings and readings.
    open
        It has a range of its own; else a third up and down was tried.
    trials
        What was tried.
    base
        Share with everything as it is.
    margin
        Where it breaks; None where that was not looked for.
    worth
        What knowing it would be worth; None where it is not open.
    """

    path: str
    title: Text
    group: str
    input: int
    open: bool
    trials: tuple[Trial, ...]
    base: float
    margin: Margin | None = None
    worth: Worth | None = None

    @property
    def low(self) -> float:
        """The smallest share."""
        return min(self.base, *(one.share for one in self.trials))

    @property
    def high(self) -> float:
        """The largest share."""
        return max(self.base, *(one.share for one in self.trials))

    @property
    def swing(self) -> float:
        """How far it moves the share."""
        return self.high - self.low

    @property
    def clear(self) -> bool:
        """It moves the share by more than the number of replications explains."""
        return any(one.clear for one in self.trials)


@attrs.frozen(eq=False)
class Ranking:
    """All that can move, the most influential first.

    ``target`` is the share at which the answer breaks, ``run`` how many replications it took.
    """

    procedure: Procedure
    share: float
    error: float
    target: float
    rows: tuple[Ranked, ...]
    replications: int
    run: int
    seed: int

    @property
    def to_measure(self) -> tuple[Ranked, ...]:
        """What to find out first: open assumptions that nobody simply sets, by what it is worth."""
        found = [
            one
            for one in self.rows
            if one.worth is not None and one.worth.clear and one.group in ("negotiate", "guess")
        ]
        return tuple(sorted(found, key=lambda one: -one.worth.shift if one.worth else 0.0))


def rank(
    procedure: Procedure,
    made: Callable[[Sequence[str]], Procedure],
    *,
    target: float = EVEN,
    replications: int = 1000,
    seed: int = 1,
    workers: int = 1,
    tick: Callable[[int], None] | None = None,
) -> Ranking:
    """Move everything in turn.

    Parameters
    ----------
    made
        Makes the procedure with values replaced, each ``path=value``.

    Raises
    ------
    InputError
        There is no day to finish by, so that nothing can be in time.
    """
    if procedure.finish_by is None:
        message = Text(
            "没有期限可比：在情景里给出 finish_by", "no deadline to compare with: give 'finish_by'"
        )
        raise InputError(Problem(message, procedure.scenario.file))
    variants: dict[str, Procedure] = {"": procedure}
    subjects = [*inputs_of(procedure), *meetings_of(procedure, variants)]
    subjects += readings_of(procedure, made, variants)
    few, more = trials_of(procedure, replications)
    run = 0

    def counted(count: int) -> None:
        nonlocal run
        run += count
        if tick is not None:
            tick(count)

    with Workers(variants, collect, seed, workers, counted) as crew:
        layouts = {name: layout_of(plan) for name, plan in crew.plans.items()}

        def ends(arms: Sequence[Arm]) -> list[Floats]:
            found = crew.run(arms)
            return [
                layouts[arm.variant].column(figures, "finish")
                for arm, figures in zip(arms, found, strict=True)
            ]

        (finish,) = ends([Arm({}, 0, replications)])
        base = _Base(finish, procedure.deadline_minute)
        moves = [(one, move) for one in subjects for move in one.moves]
        found = ends([attrs.evolve(move.arm, first=0, count=few) for _, move in moves])
        own: dict[tuple[str, int], Floats] = {}
        places: dict[str, int] = {}
        for (one, _), finishes in zip(moves, found, strict=True):
            place = places.get(one.path, 0)
            places[one.path] = place + 1
            own[one.path, place] = finishes
        drawn = np.array(draw_inputs(procedure.inputs, Streams(seed), 0, replications)).T
        held = (finish <= base.deadline).astype(float)
        known = {one.path: worth(drawn[one.input], held) for one in subjects if one.open}
        rows = [_ranked(one, own, base, known) for one in subjects]
        rows.sort(key=lambda one: (not (one.worth and one.worth.clear), -one.swing))
        chosen = {one.path for one in rows[:INFLUENTIAL] if one.swing > 0}
        chosen |= {one.path for one in rows if one.swing > 0 and (one.clear or not one.open)}
        again = [
            (one.path, place, move)
            for one in subjects
            if one.path in chosen and more > few
            for place, move in enumerate(one.moves)
        ]
        found = ends([attrs.evolve(m.arm, first=few, count=more - few) for *_, m in again])
        for (path, place, _), finishes in zip(again, found, strict=True):
            own[path, place] = np.concatenate([own[path, place], finishes])
        rows = [_ranked(one, own, base, known) for one in subjects]
        rows.sort(key=lambda one: (not one.clear, -one.swing))
        numbers = [one for one in rows if one.input >= 0 and one.clear][:BREAKING]
        breaking = margins(
            procedure,
            {one.input: {t.value: t.share for t in one.trials if t.value is not None}
             for one in numbers},
            target,
            base.full,
            lambda pins: [
                base.adjusted(one) for one in ends([Arm(pin, 0, more) for pin in pins])
            ],
        )  # fmt: skip
    rows = [attrs.evolve(one, margin=breaking.get(one.input)) for one in rows]
    error = paired_error(finish, finish, base.deadline)
    return Ranking(procedure, base.full, error, target, tuple(rows), replications, run, seed)


def trials_of(procedure: Procedure, replications: int) -> tuple[int, int]:
    """Replications on which everything, and on which the influential things are tried.

    Fewer of a national edition, so that it is over in minutes.
    """
    scale = min(VISITS / max(visits_of(procedure), 1.0), 1.0)
    fine = max(round(FINE * scale / BLOCK), 2) * BLOCK
    return min(COARSE, replications), min(fine, replications)


def expected(procedure: Procedure, replications: int) -> int:
    """Replications that a ranking will take, roughly."""
    inputs = 2 * sum(1 for _ in inputs_of(procedure)) + 2 * len(procedure.policy.readings)
    few, more = trials_of(procedure, replications)
    return replications + inputs * few + 2 * INFLUENTIAL * (more - few) + 5 * BREAKING * more


@attrs.frozen(eq=False)
class _Base:
    """The base run."""

    finish: Floats
    deadline: int

    @property
    def full(self) -> float:
        return float(np.mean(self.finish <= self.deadline))

    def adjusted(self, own: Floats) -> float:
        return adjusted(own, self.finish, self.full, self.deadline)

    def error(self, own: Floats) -> float:
        return paired_error(own, self.finish, self.deadline)

    def differs(self, own: Floats) -> bool:
        before = (self.finish[: len(own)] <= self.deadline).astype(float)
        found = difference(before, (own <= self.deadline).astype(float))
        return not found.same and abs(found.mean) > SURE * found.error


def _ranked(
    one: Movable,
    own: Mapping[tuple[str, int], Floats],
    base: _Base,
    known: Mapping[str, Worth],
) -> Ranked:
    trials = []
    for place, move in enumerate(one.moves):
        ends = own[one.path, place]
        share, error = base.adjusted(ends), base.error(ends)
        found = Trial(move.value, move.label, share, error, len(ends), base.differs(ends))
        trials.append(found)
    return Ranked(
        one.path,
        one.title,
        one.group,
        one.input,
        one.open,
        tuple(trials),
        base.full,
        worth=known.get(one.path),
    )

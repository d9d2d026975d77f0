"""Editions in a row, for one block of replications: who applies, who wins, what follows.

Each edition is run whole, by the engine that runs a single one: its conditions, marks, lists,
quotas, objections and deadlines are those of the text, on the calendar of the scenario's edition.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs
import numpy as np
from numpy.typing import NDArray

from awardsim.cycles.assumed import inputs_of
from awardsim.cycles.history import History
from awardsim.cycles.lasting import EditionLuck, Handed, Lasting, View
from awardsim.cycles.population import people
from awardsim.cycles.terms import ACCIDENT, FRAUD, Terms
from awardsim.procedure.model import Procedure
from awardsim.procedure.rulebinding import Check, alike
from awardsim.rules.admission import CLEAN_RECORD, LOCK_OUT, TextCondition, decide_conditions
from awardsim.rules.interface import Candidates, Draws
from awardsim.simulation.arms import logs_of
from awardsim.simulation.log import AWARDED
from awardsim.simulation.luck import Subset, draw_inputs
from awardsim.simulation.plan import Plan, make_plan
from awardsim.streams import Streams

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

#: Figures of a track at an edition: who is there, locked out, debarred, meets the conditions,
#: applies, wins, wins again; awards taken away since the edition before, and those of them whose
#: prize had been paid; the winners' mean merit, nan where nobody wins.
OF_TRACK = (
    "candidates",
    "locked_out",
    "debarred",
    "eligible",
    "applied",
    "awarded",
    "returned",
    "revoked",
    "revoked_paid",
    "merit",
)
#: Where no condition of a text speaks of accidents.
_ACCIDENT = "major_accident"


@attrs.frozen(eq=False)
class Series:
    """A procedure held again and again.

    Attributes
    ----------
    cycle
        Years between two editions.
    lag
        Years from application to award within an edition.
    editions
        How many.
    """

    procedure: Procedure
    terms: Terms
    cycle: float
    lag: float
    editions: int


@attrs.frozen(eq=False)
class Run:
    """A series with what is the same in all its replications."""

    series: Series
    plan: Plan
    seed: int

    @classmethod
    def of(cls, series: Series, seed: int) -> Run:
        """Work out what does not change."""
        held = attrs.evolve(series.procedure, cohort=Handed())
        return cls(series, make_plan(held), seed)

    def block(self, first: int, count: int) -> Floats:
        """Figures of some replications of one block, shape (replications, editions, figures).

        The figures are those of :data:`OF_TRACK` for each track in turn, then the awards that
        each quota counts.
        """
        series, procedure = self.series, self.series.procedure
        streams = Streams(self.seed)
        pinned = {}
        if (index := procedure.input_index("fill.window.cycle")) >= 0:
            pinned[index] = series.cycle
        rows = draw_inputs(procedure.inputs, streams, first, count, pinned)
        values = np.array(rows).T
        assumptions = inputs_of(procedure.scenario)
        drawn = np.array(draw_inputs(assumptions, streams, first, count)).T
        assumed = {
            one.id.partition(".")[2]: row for one, row in zip(assumptions, drawn, strict=True)
        }
        years = (series.editions - 1) * series.cycle
        population = people(procedure, streams, first, values, assumed, years)
        lasting = Lasting(
            population,
            procedure.cohort.draw,
            lambda name: values[procedure.names[name]],
            assumed,
            self.plan.individual,
            self.plan.categories,
            self.seed,
            first,
            series.cycle,
        )
        history = History(lasting, series.terms, series.lag)
        return np.stack(
            [
                self._edition(edition, rows, values, lasting, history, assumed)
                for edition in range(series.editions)
            ],
            axis=1,
        )

    def _edition(
        self,
        edition: int,
        rows: list[list[float]],
        values: Floats,
        lasting: Lasting,
        history: History,
        assumed: Mapping[str, Floats],
    ) -> Floats:
        """One edition of all replications; gives its figures, shape (replications, figures)."""
        people, terms = lasting.population, self.series.terms
        now = edition * self.series.cycle
        grave = assumed["grave"][people.place]
        revoked = history.accidents(edition, terms.consequence(ACCIDENT), self._record(), grave)
        revoked |= (history.revoked_at > now - self.series.cycle) & (history.revoked_at <= now)
        view = View(lasting, edition, history.since(edition))
        there = (people.entry <= now) & (now < people.leave)
        locked = there & ~self._passes(view, rows, values, _locks(self.plan.procedure))
        debarred = there & history.debarred(edition)
        free = there & ~locked & ~debarred
        eligible = free & self._passes(view, rows, values, _conditions(self.plan.procedure))
        first = 1.0 / np.maximum(assumed["pool"], 1.0)
        share = np.where(
            history.lost,
            assumed["again"][people.place],
            np.where(history.won, assumed["return"][people.place], first[people.place]),
        )
        applied = free & (lasting.each(edition, "cycles/apply") < share)
        awarded, tier = self._run(edition, rows, view, applied)
        returned = awarded & history.won
        found = self._figures(
            view,
            {
                "candidates": there,
                "locked_out": locked,
                "debarred": debarred,
                "eligible": eligible,
                "applied": applied,
                "awarded": awarded,
                "returned": returned,
                "revoked": revoked,
                "revoked_paid": revoked & history.paid(assumed["paid"]),
            },
            tier,
        )
        history.after(edition, applied, awarded, terms.consequence(FRAUD), assumed)
        return found

    def _run(
        self, edition: int, rows: list[list[float]], view: View, applied: Bools
    ) -> tuple[Bools, NDArray[np.int64]]:
        """Hold the edition: who is awarded, and in which tier (-1 none)."""
        people = view.lasting.population
        awarded = np.zeros(len(people), dtype=np.bool_)
        tier = np.full(len(people), -1, dtype=np.int64)
        luck = EditionLuck(self.plan, edition, rows, view, applied)
        for place, log in enumerate(logs_of(self.plan, luck)):
            who = people.row[log.slots, place]
            outcome = np.array(log.outcome, dtype=np.int64)
            awarded[who] = outcome == AWARDED
            tier[who] = np.array(log.tier, dtype=np.int64)
        return awarded, tier

    def _figures(self, view: View, groups: Mapping[str, Bools], tier: NDArray[np.int64]) -> Floats:
        people, procedure = view.lasting.population, self.series.procedure
        count = people.row.shape[1]

        def per_replication(who: Bools, weights: Floats | None = None) -> Floats:
            own = None if weights is None else weights[who]
            return np.bincount(people.place[who], own, minlength=count).astype(float)

        columns = []
        for track in range(len(procedure.tracks)):
            own = people.track == track
            columns += [per_replication(groups[name] & own) for name in OF_TRACK[:-1]]
            won = groups["awarded"] & own
            total = per_replication(won, np.asarray(view["merit"], dtype=float))
            number = per_replication(won)
            mean = np.full(count, np.nan)
            np.divide(total, number, out=mean, where=number > 0)
            columns.append(mean)
        for quota in procedure.quotas:
            counts = np.isin(people.track, quota.tracks)
            if quota.tier >= 0:
                counts &= tier == quota.tier
            columns.append(per_replication(groups["awarded"] & counts))
        return np.stack(columns, axis=1)

    def _passes(
        self, view: View, rows: list[list[float]], values: Floats, checks: tuple[Check, ...]
    ) -> Bools:
        """Who meets some conditions of the text, for the whole population."""
        people = view.lasting.population
        passed = np.ones(len(people), dtype=np.bool_)
        if not checks:
            return passed
        draws = Draws(
            Streams(self.seed), "cycles/condition", view.lasting.first, people.size, len(rows)
        )
        for places in alike([check.rule for check in checks], rows):
            chosen = np.flatnonzero(np.isin(people.place, places))
            own = people.place[chosen]
            with attrs.validators.disabled():  # one number for each candidate
                conditions = [
                    TextCondition(
                        check.id,
                        check.rule.rule,
                        check.rule.values_of(rows, places, values, own),
                        check.tracks,
                    )
                    for check in checks
                ]
            candidates = Candidates(
                track=people.track[chosen],
                channel=people.channel[chosen],
                columns=Subset(view, chosen),
                marks={},
                slots=people.slots[chosen],
                tracks=self.series.procedure.tracks,
                place=own,
                tiers=self.series.procedure.tiers,
            )
            passed[chosen] = decide_conditions(candidates, conditions, 1.0, draws).passed
        return passed

    def _record(self) -> str:
        """The column of the accidents that the conditions speak of."""
        for check in _conditions(self.plan.procedure):
            record = check.rule.parameters.get("record")
            if check.rule.rule.id == CLEAN_RECORD.id and "accident" in str(record):
                return f"{record}_years_ago"
        return f"{_ACCIDENT}_years_ago"


def _checks(procedure: Procedure) -> dict[str, Check]:
    """Every condition that some stage applies, once."""
    return {
        check.id: check
        for node in procedure.nodes
        if node.rule is not None
        for check in node.rule.checks
    }


def _locks(procedure: Procedure) -> tuple[Check, ...]:
    """The conditions that lock winners out."""
    return tuple(
        check for check in _checks(procedure).values() if check.rule.rule.id == LOCK_OUT.id
    )


def _conditions(procedure: Procedure) -> tuple[Check, ...]:
    """All other conditions."""
    return tuple(
        check for check in _checks(procedure).values() if check.rule.rule.id != LOCK_OUT.id
    )

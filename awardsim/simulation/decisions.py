"""Decisions over a list: marks are gathered, the stage's rule decides."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

import numpy as np
from numpy.typing import NDArray

from awardsim.errors import PluginError
from awardsim.procedure.model import Node
from awardsim.rules.interface import Decision, RuleKind
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import Panel
from awardsim.simulation.prepared import Prepared
from awardsim.text import Text

Ints = NDArray[np.int64]


class Decisions:
    """Applies the rules of lists in one replication, and keeps the marks given so far."""

    def __init__(
        self,
        plan: Plan,
        prepared: Prepared,
        values: list[float],
        where: list[int],
        tier: list[int],
        panels: dict[str, Panel],
    ) -> None:
        self.plan = plan
        self.luck = prepared.luck
        self.prepared = prepared
        self.values = values
        self.where = where
        self.tier = tier
        self.panels = panels
        #: By stage, marks given so far; nan where there is none.
        self.marks: dict[str, NDArray[np.float64]] = prepared.marks
        #: Who does not go through which stages after all, in the order in which that was decided.
        self.forgotten: list[tuple[int, Collection[int]]] = []
        self._parameters: dict[int, Any] = {}

    def decide(
        self,
        node: Node,
        members: list[int],
        fail: Callable[[int, int], None],
        give: Callable[[int, int], None],
    ) -> list[int]:
        """Who of a list passes.

        ``fail(case, reason)`` is told of everybody else, ``give(case, tier)`` of each who passes
        where the rule sets tiers.
        """
        assert node.rule is not None
        rule = node.rule.rule
        if rule.kind is RuleKind.ADMIT:
            failing = self.prepared.failing.get(node.index, {})
            for case in members:
                if case in failing:
                    fail(case, failing[case])
            return [case for case in members if case not in failing]
        if node.index in self.prepared.ahead:
            return members
        fits = None if node.sets_tier else rule.fits
        if fits is not None and fits(self._counts(members), self._values_of(node)):
            return members
        chosen = np.array(members)
        self._mark(node, chosen)
        decided = rule.decide(
            self.prepared.candidates(
                chosen,
                self._marks_before(node),
                tier=np.array([self.tier[case] for case in members]),
            ),
            self._values_of(node),
            self.luck.draws(self.plan.purposes[node.index]),
        )
        if decided.marks is not None:
            column = self.marks.setdefault(node.id, np.full(self.prepared.count, np.nan))
            column[chosen] = decided.marks
        if node.sets_tier:
            self._give(node, members, decided, give)
        passing = decided.passed.tolist()
        if all(passing):
            return members
        kept = []
        for case, passed, why in zip(members, passing, decided.reason.tolist(), strict=True):
            if passed:
                kept.append(case)
            else:
                fail(case, self.plan.reason_index[decided.reasons[why]])
        return kept

    def _give(
        self, node: Node, members: list[int], decided: Decision, give: Callable[[int, int], None]
    ) -> None:
        """Tell of the tier of each who passes; one that the rule leaves as it is keeps its own."""
        assert node.rule is not None
        given = [-1] * len(members) if decided.tier is None else decided.tier.tolist()
        for case, passed, tier in zip(members, decided.passed.tolist(), given, strict=True):
            if not passed:
                continue
            tier = tier if tier >= 0 else self.tier[case]
            if not 0 <= tier < len(self.plan.procedure.tiers):
                rule = node.rule.rule.id
                raise PluginError(
                    Text(
                        f"规则 '{rule}' 声明定等次（sets_tier），却让没有等次的通过（{node.id}）",
                        f"the rule '{rule}' sets tiers, but lets somebody pass without one "
                        f"({node.id})",
                    )
                )
            give(case, tier)

    def forget(self, case: int, stages: Collection[int]) -> None:
        """Take away the marks of stages that a case does not go through after all."""
        self.forgotten.append((case, stages))
        for index in self.plan.scored:
            if index in stages and self.plan.procedure.nodes[index].id in self.marks:
                self.marks[self.plan.procedure.nodes[index].id][case] = np.nan

    def _counts(self, members: list[int]) -> dict[str, int]:
        """How many of a list there are of each track."""
        counts: dict[str, int] = {}
        tracks, track = self.plan.procedure.tracks, self.prepared.track
        for case in members:
            name = tracks[track[case]]
            counts[name] = counts.get(name, 0) + 1
        return counts

    def _values_of(self, node: Node) -> Any:
        """Parameters of a stage's rule in this replication, made once."""
        if node.index not in self._parameters:
            assert node.rule is not None
            self._parameters[node.index] = node.rule.values(self.values)
        return self._parameters[node.index]

    def _marks_before(self, node: Node) -> dict[str, NDArray[np.float64]]:
        """Marks of stages upstream, in the order in which they are given."""
        ranks = self.plan.ranks
        return {name: marks for name, marks in self.marks.items() if ranks[name] < node.index}

    def _score(self, node: Node, members: Ints, reviewers: Ints | None) -> None:
        """Marks of a stage per case for some applicants."""
        assert node.rule is not None
        decided = node.rule.rule.decide(
            self.prepared.candidates(members, self._marks_before(node), reviewers),
            self._values_of(node),
            self.luck.draws(self.plan.purposes[node.index]),
        )
        assert decided.marks is not None
        column = self.marks.setdefault(node.id, np.full(self.prepared.count, np.nan))
        column[members] = decided.marks

    def _mark(self, node: Node, members: Ints) -> None:
        """Marks of earlier stages per case, given to those on the list that have none yet."""
        for index in self.plan.scored:
            scored = self.plan.procedure.nodes[index]
            if index >= node.index or scored.listed or index in self.prepared.ahead:
                continue
            column = self.marks.setdefault(scored.id, np.full(self.prepared.count, np.nan))
            todo = members[np.isnan(column[members])]
            if len(todo):
                todo = todo[[self._has_come(case, index) for case in todo.tolist()]]
            if not len(todo):
                continue
            self._score(scored, todo, self._reviewers(scored, todo))

    def _has_come(self, case: int, stage: int) -> bool:
        """A case has come as far as a stage, and goes through it."""
        route = self.plan.routes[self.prepared.routes[case]]
        return self.where[case] >= stage and stage in route.next

    def _reviewers(self, node: Node, members: Ints) -> Ints | None:
        """Who reviewed each of some cases, shape (n, reviewers per case)."""
        panel = self.panels.get(node.body)
        if panel is None or node.review is None:
            return None
        found = [panel.reviewed.get((node.index, case), []) for case in members.tolist()]
        width = max((len(one) for one in found), default=0)
        return np.array([one + [-1] * (width - len(one)) for one in found])

"""Tiers that are decided on the way: the route of an applicant becomes that of its tier."""

from __future__ import annotations

from collections.abc import Iterable

from awardsim.procedure.model import Node
from awardsim.simulation.decisions import Decisions
from awardsim.simulation.log import DATE
from awardsim.simulation.state import PASSED, State


class Tiering(State):
    """Gives applicants their tiers, and takes them out of where only others go."""

    decisions: Decisions

    def _set_tiers(self, node: Node, given: list[tuple[int, int]], now: int, row: int) -> None:
        """A stage has decided on tiers: lists further on no longer wait for who does not come."""
        moved: list[tuple[int, list[int]]] = []
        passed: dict[int, set[int]] = {}
        for case, tier in given:
            self.tier[case] = tier
            number = self.plan.decided.get((node.index, tier))
            if number is None:
                continue
            old = self.routes[case]
            key = (old[0], old[1], old[2], number)
            before = self._expecting(case)
            self.routes[case] = key
            self.next[case] = self.plan.routes[key].next
            after = set(self._expecting(case))
            moved.append((case, [index for index in before if index not in after]))
            self.decisions.forget(case, self._skipped(case, node))
            if old in self.plan.branched or key in self.plan.branched:
                passed = passed or self._passed([one for one, _ in given])
                self._rejoin(case, node, passed[case])
        for case, lists in moved:
            self._unexpect(case, lists, now, row)
        for case, _ in moved:
            for stage in sorted(self.overdue.keys() & self.next[case].keys()):
                if stage in self.plan.below[node.index] and not self._is_open(case, stage):
                    self._leave(case, stage, now, DATE - stage, self.overdue[stage])
                    break

    def _is_open(self, case: int, stage: int) -> bool:
        """A tier that is still to be decided may keep a case away from a stage."""
        return stage in self.plan.routes[self.routes[case]].open

    def _skipped(self, case: int, node: Node) -> set[int]:
        """Stages after a decision that a case does not go through."""
        return set(self.plan.below[node.index]) - self.next[case].keys()

    def _rejoin(self, case: int, node: Node, passed: set[int]) -> None:
        """Branches and ends that are still to come on the new route."""
        key = self.routes[case]
        route = self.plan.routes[key]
        for stage in self.plan.below[node.index]:
            self.pending.pop((case, stage), None)
            if stage in self.plan.joins[key]:
                left = sum(1 for before in route.after[stage] if before not in passed)
                self.pending[case, stage] = left
                self.joining.add(stage)
        ends = {stage for stage, following in route.next.items() if not following}
        self.ends.pop(case, None)
        if len(ends - passed) > 1:
            self.ends[case] = len(ends - passed)

    def _passed(self, cases: Iterable[int]) -> dict[int, set[int]]:
        """Stages that some cases have passed so far, without those that are deciding now."""
        opening = {node.index for node in self.nodes if node.listed and not node.after}
        found = {case: set(opening) for case in cases}
        rolls = {(node, roll.number): roll for node, rolls in self.rolls.items() for roll in rolls}
        for place, (case, node, *_, outcome) in enumerate(self.rows[:-1]):
            if outcome != PASSED:
                continue
            members = [case] if case >= 0 else rolls[node, -1 - case].members
            for member in members:
                if member in found and self.held.get(member) != place:
                    found[member].add(node)
        return found

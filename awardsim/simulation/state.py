"""The state of one replication, and what moves an applicant: passing on, leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from awardsim.simulation.clock import Clock, Later
from awardsim.simulation.log import (
    AWARDED,
    INSIDE,
    OPENING,
    WITHDRAWN,
    Row,
)
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import Panel, Pool
from awardsim.simulation.prepared import Prepared

#: Priority of dates at a minute: after every visit; lists that wait for them come later still.
DATES = 1 << 60
GATES = 1 << 61
#: Outcomes of a visit: passed, further material asked for, left.
PASSED, MORE, LEFT = 0, 1, 2


class Roll:
    """The list from which a stage per channel or batch starts."""

    expected = 0
    closed = False
    ready = (0, OPENING)  # when it was complete before its stage opened, and by which row

    def __init__(self, node: int, number: int, gate: int, gated_by: int, opens: int) -> None:
        self.node = node
        self.number = number
        self.members: list[int] = []
        self.gate = gate
        self.gated_by = gated_by
        self.opens = opens
        self.begins = gate if gate > opens else opens


class State:
    """What a replication knows while it runs."""

    def __init__(self, plan: Plan, prepared: Prepared) -> None:
        self.plan = plan
        procedure = plan.procedure
        self.nodes = procedure.nodes
        self.calendar = procedure.calendar
        self.prepared = prepared
        self.values = prepared.values
        self.moments = procedure.moments(self.values)
        self.count = prepared.count
        self.track = prepared.track
        self.channel = prepared.channel
        self.env = Clock()
        self.happens = self.env.at
        self.rows: list[Row] = []
        self.left: list[tuple[int, int, int, int, int]] = []
        self.stalls: list[tuple[int, int, int]] = []
        self.outcome = [INSIDE] * self.count
        #: Index of the tier of each applicant, -1 where none is decided.
        self.tier = [-1] * self.count
        #: Stages whose date has put out who had not passed by then, with the reason.
        self.overdue: dict[int, int] = {}
        self.where = [-1] * self.count
        self.held: dict[int, int] = {}
        self.doomed: dict[int, int] = {}
        self.rolls: dict[int, list[Roll]] = {}
        self.pools: dict[str, list[Pool]] = {}
        self.panels: dict[str, Panel] = {}
        self.capacity: dict[str, int] = {}
        self.enter: list[Callable[[int, int, int, int], None]] = []
        self.routes = prepared.routes
        self.next = [plan.routes[key].next for key in self.routes]
        self.withdrawing = prepared.withdrawing
        #: By applicant, ends of the route still to come, where a route has several.
        self.ends = {}
        if plan.parting:
            self.ends = {
                case: plan.ends[key] for case, key in enumerate(self.routes) if plan.ends[key] > 1
            }
        #: By stage, who had sent something off by its deadline, where that is what counts.
        self.sent: dict[int, set[int]] = {}
        #: Branches still to come, by applicant and the stage where they join.
        self.pending = {
            (case, stage): branches
            for case, key in enumerate(self.routes)
            if plan.joins[key]
            for stage, branches in plan.joins[key].items()
        }
        #: Stages at which branches join.
        self.joining = {stage for _, stage in self.pending}

    def _at(self, minute: int, priority: int, act: Callable[..., None], *arguments: Any) -> None:
        minute_of_event = max(minute, int(self.env.now))
        self.happens(minute_of_event, priority, Later(self.env, minute, act, arguments))

    def _try_close(self, roll: Roll, now: int, cause: int) -> None:
        """Close a list; what follows is for those who know lists."""
        raise NotImplementedError

    def _arrived_branch(self, case: int, stage: int) -> bool:
        """Count an arriving branch of a join; True when it was the last one."""
        left = self.pending[case, stage] - 1
        self.pending[case, stage] = left
        return left == 0

    def _pass(self, case: int, node: int, now: int, row: int) -> None:
        """A case has passed a stage and enters those that follow."""
        if self.doomed and case in self.doomed:
            self._leave(case, node, now, row, self.doomed[case])
            return
        following = self.next[case][node]
        if not following:
            self._through(case)
            return
        joining = self.joining
        for stage in following:
            if (
                stage in joining
                and (case, stage) in self.pending
                and not self._arrived_branch(case, stage)
            ):
                continue
            self.enter[stage](case, stage, now, row)

    def _through(self, case: int) -> None:
        """A case is at an end of its route: it is awarded once it has come to all of them."""
        if case in self.ends:
            self.ends[case] -= 1
            if self.ends[case]:
                return
        self.outcome[case] = AWARDED

    def _withdraws(self, case: int, node: int, now: int, cause: int) -> bool:
        """A case that is to withdraw comes to a stage, and perhaps withdraws instead."""
        if node < self.withdrawing[case]:
            return False
        self.where[case] = node - 1
        self._leave(case, node, now, cause, WITHDRAWN)
        return True

    def _leave(self, case: int, node: int, now: int, cause: int, reason: int) -> None:
        """A case leaves; lists downstream no longer wait for it."""
        self.outcome[case] = reason
        self.left.append((case, node, now, reason, cause))
        expecting = self._expecting(case)
        if case in self.held:  # what comes after the notice does not wait for it any more
            beyond = self.plan.below[self.rows[self.held.pop(case)][1]]
            expecting = [index for index in expecting if index not in beyond]
        self._unexpect(case, expecting, now, cause)

    def _expecting(self, case: int) -> list[int]:
        """Lists that wait for a case."""
        route = self.routes[case]
        if route not in self.plan.branched:
            where = self.where[case]
            return [index for index in self.plan.lists[route] if index > where]
        channel = self.channel[case]
        return [
            index
            for index in self.plan.lists[route]
            if not (roll := self.rolls[index][channel]).closed and case not in roll.members
        ]

    def _unexpect(self, case: int, lists: list[int], now: int, cause: int) -> None:
        """Some lists wait for a case no longer; they close if it was the last."""
        channel = self.channel[case]
        for index in lists:
            self.rolls[index][channel].expected -= 1
        for index in lists:
            roll = self.rolls[index][channel]
            if roll.expected == 0 and not roll.closed:
                self._try_close(roll, now, cause)

"""Stages that a channel, or the whole batch, goes through as one list; objections to a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from simpy.events import Event

from awardsim.procedure.model import Node, Time
from awardsim.simulation.cases import Cases
from awardsim.simulation.decisions import Decisions
from awardsim.simulation.log import (
    DATE,
    INSIDE,
    MISSED_LIST,
    OBJECTION_PENDING,
    OBJECTION_UPHELD,
)
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import RANK, Visit
from awardsim.simulation.prepared import Prepared
from awardsim.simulation.state import GATES, PASSED, Roll
from awardsim.simulation.tiering import Tiering
from awardsim.workdays import CalendarError


class Lists(Tiering, Cases):
    """Gathers applicants on lists, closes them, decides on them and lets them go on."""

    def __init__(self, plan: Plan, prepared: Prepared) -> None:
        super().__init__(plan, prepared)
        self.list_over: list[Callable[[Event], None]] = [self._list_done]
        self.objections: list[tuple[int, int, int, int, int]] = []
        self.decisions = Decisions(plan, prepared, self.values, self.where, self.tier, self.panels)
        #: Lists that cannot close before a minute, by that minute.
        self.gated: dict[int, list[Roll]] = {}
        gates = [
            max(((self.moments[key], key) for key in keys), default=(-1, 0))
            for keys in plan.gate_keys
        ]
        dates = [(gate, DATE - (key if key >= 0 else -1 - key)) for gate, key in gates]
        for index, numbers in plan.gates.items():
            node = self.nodes[index]
            self.enter[index] = self._join
            opens = node.opens
            made = [Roll(index, k, *dates[gate], opens) for k, gate in enumerate(numbers)]
            self.rolls[index] = [made[number] for number in node.lists]
            for roll in made:
                if roll.gate >= 0:
                    self.gated.setdefault(roll.gate, []).append(roll)
        for route, number in Counter(self.routes).items():
            channel = route[1]
            for index in plan.lists[route]:
                self.rolls[index][channel].expected += number

    def _join(self, case: int, node: int, now: int, cause: int) -> None:
        """A case arrives at a list."""
        if self.outcome[case] != INSIDE:
            return
        self.where[case] = node
        if case in self.withdrawing and self._withdraws(case, node, now, cause):
            return
        roll = self.rolls[node][self.channel[case]]
        if roll.closed:
            self.where[case] = node
            self._leave(case, node, now, cause, MISSED_LIST)
            return
        roll.expected -= 1
        roll.members.append(case)
        if roll.expected == 0:
            self._try_close(roll, now, cause)

    def _open_gates(self, now: int, minute: int) -> None:
        """A date that lists waited for has passed; those with everybody on them close."""
        for roll in self.gated[minute]:
            if roll.expected == 0 and not roll.closed:
                self._try_close(roll, now, roll.gated_by)

    def _try_close(self, roll: Roll, now: int, cause: int) -> None:
        """Close a list unless a date that it must wait for is still to come."""
        if now < roll.gate or roll.closed:
            return
        if now < roll.opens:  # complete, and open to those who come back until it opens
            roll.ready = (now, cause)
            self._at(roll.opens, GATES, self._opened_list, roll)
            return
        self._close(roll, now, now, cause)

    def _opened_list(self, now: int, roll: Roll) -> None:
        """The day has come on which a stage opens whose list was complete before."""
        if roll.expected == 0 and not roll.closed:
            self._close(roll, now, *roll.ready)

    def _close(self, roll: Roll, now: int, ready: int, cause: int) -> None:
        """Close a list that was ready at a minute, and begin what the stage does with it."""
        members = [case for case in roll.members if self.outcome[case] == INSIDE]
        if self.doomed:
            for case in [case for case in members if case in self.doomed]:
                self._leave(case, roll.node, now, cause, self.doomed[case])
            members = [case for case in members if case not in self.doomed]
        if not members:
            roll.closed = not self._awaits_held(roll)
            return
        roll.closed = True
        members.sort()
        visit = Visit(self.env, self.list_over, -1 - roll.number, roll.node, ready, cause)
        visit.members = members
        self._start_list(visit, self.nodes[roll.node], now)

    def _awaits_held(self, roll: Roll) -> bool:
        """An empty list goes nowhere without those who would be on it but for an objection.

        One that closes on a date of its own waits for nobody.
        """
        if self.nodes[roll.node].closes is not None:
            return False
        for case, row in self.held.items():
            if roll.node in self.plan.below[self.rows[row][1]]:
                lists = self.plan.lists[self.routes[case]]
                if roll.node in lists and self.rolls[roll.node][self.channel[case]] is roll:
                    return True
        return False

    def _start_list(self, visit: Visit, node: Node, now: int) -> None:
        """A list is complete, and what the stage does with it begins."""
        number = -1 - visit.case
        if node.kind == "notice":
            if not self._post(visit, node, now):
                return
        elif node.kind == "wait":
            self._wait(visit, node, self._list_minutes(node, node.times[0], number), now)
            return
        elif node.kind == "meeting":
            assert node.meeting is not None
            minutes = self._list_minutes(node, node.meeting.time, number)
            if not self._meet(visit, node, minutes, now):
                return
        elif node.kind == "work":
            minutes = self._list_minutes(node, node.times[0], number)
            self._to_work(visit, [minutes], None, now)
            return
        else:
            visit.started = visit.finished = max(now, node.opens)
        if visit.finished == now:
            self._list_done(visit)
        else:
            self._until_finished(visit, now)

    def _list_minutes(self, node: Node, time: Time | None, number: int) -> int:
        return 0 if time is None else self.prepared.list_minutes(node, time, number)

    def _list_done(self, visit: Any) -> None:
        """A list's visit is over: its rule decides, objections hold, the rest goes on."""
        if visit.stale:
            return
        index, now = visit.node, visit.finished
        node = self.nodes[index]
        visit.row = row = len(self.rows)
        freed = visit.freed.row if visit.freed is not None else -1
        self.rows.append(
            (visit.case, index, visit.arrived, visit.started, now, visit.cause, freed, PASSED)
        )
        members = [case for case in visit.members if self.outcome[case] == INSIDE]
        if node.rule is not None and members:

            def fail(case: int, reason: int) -> None:
                self._leave(case, index, now, row, reason)

            def give(case: int, tier: int) -> None:
                given.append((case, tier))

            given: list[tuple[int, int]] = []
            members = self.decisions.decide(node, members, fail, give)
            if given:
                self._set_tiers(node, given, now, row)
                members = [case for case in members if self.outcome[case] == INSIDE]
        if index in self.prepared.objecting:
            members = self._hold(node, members, now, row)
        if self.doomed and members:
            for case in [case for case in members if case in self.doomed]:
                self._leave(case, index, now, row, self.doomed[case])
            members = [case for case in members if case not in self.doomed]
        if members:
            self._pass_all(node, members, now, row)

    def _pass_all(self, node: Node, members: list[int], now: int, row: int) -> None:
        """All members of a list enter what follows; whole lists move as one."""
        common = self.plan.common[node.index]
        if common is None or not self.withdrawing.keys().isdisjoint(members):
            for case in members:
                self._pass(case, node.index, now, row)
            return
        if not common:
            for case in members:
                self._through(case)
            return
        for stage in common:
            if len(common) > 1:  # somebody may have left on another branch
                members = [case for case in members if self.outcome[case] == INSIDE]
            if not self.nodes[stage].listed:
                enter = self.enter[stage]
                for case in members:
                    enter(case, stage, now, row)
                continue
            rolls = self.rolls[stage]
            where = self.where
            for case in members:
                where[case] = stage
            if (node.index, stage) in self.plan.alike:
                parted = [(rolls[self.channel[members[0]]], members)]
            else:
                by_roll: dict[int, list[int]] = {}
                for case in members:
                    by_roll.setdefault(rolls[self.channel[case]].number, []).append(case)
                parted = [(rolls[self.channel[cases[0]]], cases) for cases in by_roll.values()]
            for roll, cases in parted:
                if roll.closed:
                    for case in cases:
                        self._leave(case, stage, now, row, MISSED_LIST)
                    continue
                roll.expected -= len(cases)
                if (
                    roll.expected == 0
                    and not roll.members
                    and now >= roll.begins
                    and not self.doomed
                ):
                    roll.members = cases  # the whole list comes at once, and closes at once
                    roll.closed = True
                    visit = Visit(self.env, self.list_over, -1 - roll.number, stage, now, row)
                    visit.members = cases
                    self._start_list(visit, self.nodes[stage], now)
                    continue
                roll.members.extend(cases)
                if roll.expected == 0:
                    self._try_close(roll, now, row)

    def _raise_objections(self, visit: Visit, node: Node) -> int:
        """Objections to names; gives the minute at which the notice lets go.

        A notice of a single name that a pending objection holds lasts until it is decided.
        """
        when, luck = self.prepared.objecting[node.index]
        assert node.objections is not None
        calendar = self.calendar
        end = visit.finished
        holds = node.objections.holds
        waits = holds == "list" or (holds == "case" and not node.listed)
        for case in visit.members or [visit.case]:
            if case not in when:
                continue
            raised = visit.started + int(when[case] * (end - visit.started))
            try:
                decided = self._objection_over(raised)
            except CalendarError:  # not within the calendar: never
                decided = calendar.minute(calendar.last, 1440)
            upheld = luck[case] < self.values[self.plan.procedure.clock.upheld]
            self.objections.append((case, node.index, raised, decided, int(upheld)))
            self._at(decided, node.index * RANK + case, self._objection_decided, case, node, upheld)
            if waits:
                visit.finished = max(visit.finished, decided)
        return visit.finished

    def _objection_over(self, raised: int) -> int:
        """When an objection is decided: every step takes what is assumed, up to its limit.

        A limit in calendar days runs from the minute at which its step begins.
        """
        clock, calendar = self.plan.procedure.clock, self.calendar

        def worked(begins: int, days: float) -> int:
            return calendar.add_work(
                calendar.open_after(begins), round(days * calendar.day_minutes)
            )

        at, total, civil = raised, 0.0, False
        for index, limit in zip(
            (clock.forward, clock.reply, clock.decide), clock.limits, strict=True
        ):
            days = self.values[index]
            if limit is not None and limit.civil:
                at = worked(at, total) if total else at
                at = min(worked(at, days), at + limit.minutes)
                total, civil = 0.0, True
            else:
                total += days if limit is None else min(days, limit.minutes / calendar.day_minutes)
        return at if civil and not total else worked(at, total)

    def _objection_decided(self, now: int, case: int, node: Node, upheld: bool) -> None:
        """The office has found on an objection."""
        if self.outcome[case] != INSIDE:
            return
        held = case in self.held
        if upheld:
            if held:
                self._leave(case, node.index, now, self.held[case], OBJECTION_UPHELD)
            else:
                self.doomed[case] = OBJECTION_UPHELD
            return
        if held:
            self._release(case, node, now)

    def _hold(self, node: Node, members: list[int], now: int, row: int) -> list[int]:
        """Cases whose objection is pending at the end of a notice that holds them stay behind."""
        assert node.objections is not None
        if node.objections.holds != "case":
            return members
        decided = {case: minute for case, at, _, minute, _ in self.objections if at == node.index}
        pending = [case for case in members if decided.get(case, now) > now]
        for case in pending:
            beyond = self.plan.below[node.index]
            expecting = [index for index in self._expecting(case) if index in beyond]
            self.held[case] = row
            self._unexpect(case, expecting, now, row)
        return [case for case in members if case not in self.held]

    def _release(self, case: int, node: Node, now: int) -> None:
        """An objection is cleared: the case goes on, if the next list is still open."""
        row = self.held[case]
        channel = self.channel[case]
        beyond = self.plan.below[node.index]
        ahead = [i for i in self.plan.lists[self.routes[case]] if i in beyond]
        if ahead and self.rolls[ahead[0]][channel].closed:
            self._leave(case, node.index, now, row, OBJECTION_PENDING)
            return
        del self.held[case]
        for index in ahead:
            self.rolls[index][channel].expected += 1
        self._pass(case, node.index, now, row)

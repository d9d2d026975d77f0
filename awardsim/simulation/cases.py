"""Stages that each applicant goes through alone."""

from __future__ import annotations

from collections.abc import Callable

from simpy.events import Event

from awardsim.procedure.model import Node
from awardsim.schedule import maps
from awardsim.simulation.log import INCOMPLETE, INSIDE
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import RANK, Panel, Pool, Visit
from awardsim.simulation.state import LEFT, MORE, PASSED, State
from awardsim.streams import Streams


class Cases(State):
    """Moves single applicants through windows, work, waits, notices, meetings and gates."""

    def __init__(self, plan: Plan, streams: Streams, replication: int, values: list[float]) -> None:
        super().__init__(plan, streams, replication, values)
        self.served: list[Callable[[Event], None]] = [self._served]
        self.waited: list[Callable[[Event], None]] = [self._waited]
        self.chosen: dict[int, list[list[int]]] = {}
        handlers = {
            "window": self._enter_window,
            "work": self._enter_work,
            "wait": self._enter_wait,
            "notice": self._enter_notice,
            "meeting": self._enter_meeting,
            "gate": self._enter_gate,
        }
        self.enter = [handlers[node.kind] for node in self.nodes]
        for node in self.nodes:
            if node.kind == "work":
                self._staff(node)

    def _staff(self, node: Node) -> None:
        """The pool, the pools of the channels, or the panel of a body; once for each body."""
        name = node.body
        if name in self.capacity:
            return
        body = self.plan.procedure.bodies[name]
        calendar = self.plan.calendars[name]
        sizes = [int(self.values[index]) for index in body.inputs]
        self.capacity[name] = sum(sizes)
        if node.review is not None:
            self.panels[name] = Panel(
                self.env, calendar, sizes[0], node.review.assignment, self.outcome, self._reviewed
            )
            services = self.prepared.services.get(node.index)
            if services and node.review.assignment == "random":
                self.chosen[node.index] = self.luck.reviewers(node, len(services[0]), sizes[0])
        elif body.each:
            self.pools[name] = [Pool(self.env, calendar, n, self.outcome) for n in sizes]
        else:
            pool = Pool(self.env, calendar, sizes[0], self.outcome)
            self.pools[name] = [pool] * max(len(self.plan.procedure.channels), 1)

    def _enter_gate(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        self._done(Visit(self.env, [], case, node, now, cause), now)

    def _enter_window(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        visit.started, start = maps.window(self.nodes[node], self.calendar, now)
        visit.finished = start
        if start == now:
            self._done(visit, now)
        else:
            self.env.schedule(visit, node * RANK + case, start - now)  # type: ignore[arg-type]

    def _enter_wait(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        self._wait(visit, self.nodes[node], self.prepared.minutes[node][case], now)

    def _wait(self, visit: Visit, node: Node, minutes: int, now: int) -> None:
        """Time that passes outside, in working minutes or in civil ones."""
        visit.started, visit.finished = maps.wait(node, self.calendar, minutes, now)
        number = visit.case if visit.case >= 0 else self.count - 1 - visit.case
        priority = visit.node * RANK + number
        self.env.schedule(visit, priority, visit.finished - now)  # type: ignore[arg-type]

    def _enter_notice(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        self._post(visit, self.nodes[node], now)
        self.env.schedule(visit, node * RANK + case, visit.finished - now)  # type: ignore[arg-type]

    def _post(self, visit: Visit, node: Node, now: int) -> None:
        """When a notice is posted and when it ends."""
        visit.started, visit.finished = maps.notice(node, self.calendar, self.values, now)

    def _enter_meeting(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        visit = Visit(self.env, self.waited, case, node, now, cause)
        if self._meet(visit, self.nodes[node], now):
            self.env.schedule(visit, node * RANK + case, visit.finished - now)  # type: ignore[arg-type]

    def _meet(self, visit: Visit, node: Node, now: int) -> bool:
        """When the body decides; False, and a stall, when it meets no more."""
        assert node.meeting is not None
        minutes = 0
        if node.meeting.time is not None:
            minutes = self.prepared.list_minutes(node, node.meeting.time, 0)
        found = maps.meeting(node, self.calendar, self.values, minutes, now)
        if found is None:
            self.stalls.append((visit.case, visit.node, now))
            return False
        visit.started, visit.finished = found
        return True

    def _enter_work(self, case: int, node: int, now: int, cause: int) -> None:
        if self._gone(case, node, now, cause):
            return
        if node in self.prepared.services:
            visit = Visit(self.env, [], case, node, now, cause)
            chosen = self.chosen.get(node)
            self.panels[self.nodes[node].body].arrive(
                visit,
                self.prepared.services[node][case],
                None if chosen is None else chosen[case],
                now,
            )
            return
        visit = Visit(self.env, self.served, case, node, now, cause)
        pool = self.pools[self.nodes[node].body][self.channel[case]]
        pool.arrive(visit, self.prepared.minutes[node][case], now)

    def _served(self, event: Event) -> None:
        """Somebody of a pool has finished a case."""
        assert isinstance(event, Visit)
        channel = self.channel[event.case] if event.case >= 0 else -1 - event.case
        self.pools[self.nodes[event.node].body][channel].release(event, event.finished)
        if event.case < 0:
            self._list_done(event, event.finished)
        else:
            self._done(event, event.finished)

    def _reviewed(self, visit: Visit) -> None:
        """The last of the reviewers has finished a case."""
        self._done(visit, visit.finished)

    def _waited(self, event: Event) -> None:
        assert isinstance(event, Visit)
        self._done(event, event.finished)

    def _done(self, visit: Visit, now: int) -> None:
        """A case's visit is over: it passes, is asked for more, or leaves."""
        case, node = visit.case, visit.node
        if self.outcome[case] != INSIDE:
            return
        visit.row = row = len(self.rows)
        freed = visit.freed.row if visit.freed is not None else -1
        reason = -1
        failing = self.prepared.failing.get(node)
        if failing is not None:
            reason = failing.get(case, -1)
        if reason < 0 and node in self.prepared.rounds and case in self.prepared.incomplete:
            if visit.rounds < self.prepared.rounds[node][0]:
                self.rows.append(
                    (case, node, visit.arrived, visit.started, now, visit.cause, freed, MORE)
                )
                self._ask_for_more(visit, now, row)
                return
            reason = INCOMPLETE
        left = LEFT if reason >= 0 else PASSED
        self.rows.append((case, node, visit.arrived, visit.started, now, visit.cause, freed, left))
        if reason >= 0:
            self._leave(case, node, now, row, reason)
        else:
            self._pass(case, node, now, row)

    def _ask_for_more(self, visit: Visit, now: int, row: int) -> None:
        """Further material is asked for; when it has come the case queues again."""
        case, node = visit.case, visit.node
        calendar = self.calendar
        back = calendar.add_work(calendar.open_after(now), self.prepared.rounds[node][1])
        if self.prepared.supplied[case] < self.luck.number("chance.supplied"):
            self.prepared.incomplete.discard(case)
        again = Visit(self.env, self.served, case, node, back, row)
        again.rounds = visit.rounds + 1
        event = Event(self.env)
        event._ok = True
        event._value = None

        def arrive(_event: Event) -> None:
            if self.outcome[case] == INSIDE:
                pool = self.pools[self.nodes[node].body][self.channel[case]]
                pool.arrive(again, self.prepared.minutes[node][case], back)

        event.callbacks.append(arrive)
        self.env.schedule(event, node * RANK + case, back - now)  # type: ignore[arg-type]

    def _list_done(self, visit: Visit, now: int) -> None:
        """A list's visit is over; what follows is for those who know lists."""
        raise NotImplementedError

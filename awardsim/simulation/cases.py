"""Stages that each applicant goes through alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simpy.events import Event

from awardsim.procedure.model import Node
from awardsim.schedule import maps
from awardsim.simulation.log import INCOMPLETE, INSIDE
from awardsim.simulation.plan import Plan
from awardsim.simulation.pools import RANK, Panel, Pool, Visit
from awardsim.simulation.prepared import Prepared
from awardsim.simulation.some_first import SomeFirst
from awardsim.simulation.state import LEFT, MORE, PASSED, State
from awardsim.workdays import CalendarError, WorkCalendar

#: Why a case does not pass yet: further material is asked for.
ASK = 1 << 30


class Cases(State):
    """Moves single applicants through windows, work, waits, notices, meetings and gates."""

    def __init__(self, plan: Plan, prepared: Prepared) -> None:
        super().__init__(plan, prepared)
        self.waited: list[Callable[[Event], None]] = [self._done]
        self.minutes = prepared.minutes
        self.reviews = prepared.services
        self.chosen = prepared.chosen
        self.failing = prepared.failing
        #: Stages at which a case may not pass.
        self.judging = self.failing.keys() | prepared.rounds.keys()
        begin = {
            "window": self._file,
            "work": self._queue,
            "wait": self._wait_alone,
            "notice": self._post_alone,
            "meeting": self._meet_alone,
            "gate": self._open_gate,
        }
        self.begin: list[Callable[[Visit, int], None]] = [begin[node.kind] for node in self.nodes]
        self.enter = [self._enter] * len(self.nodes)
        self.reviewed_by = {node.body for node in self.nodes if node.review is not None}
        for node in self.nodes:
            if node.kind == "work":
                self._staff(node)

    def _staff(self, node: Node) -> None:
        """The pool, the pools of the channels, or the panel of a body; once for each body."""
        name = node.body
        if name in self.capacity:
            return
        calendar = self.plan.calendars[name]
        body = self.plan.procedure.bodies[name]
        sizes = [int(self.values[index]) for index in body.inputs]
        self.capacity[name] = sum(sizes)
        if name in self.reviewed_by:
            self.panels[name] = Panel(calendar, sizes[0])
        else:
            first = body.staffing.first if body.staffing is not None else ()
            pools = [self._pool(calendar, size, first) for size in sizes]
            self.pools[name] = [pools[number] for number in body.of]

    def _pool(self, calendar: WorkCalendar, size: int, first: tuple[str, ...]) -> Pool:
        """People who serve in order of arrival, or those of some tracks first."""
        if not first:
            return Pool(calendar, size)
        tracks = self.plan.procedure.tracks
        ahead = {place for place, track in enumerate(tracks) if track in first}

        def goes_ahead(visit: Visit) -> bool:
            return visit.case >= 0 and int(self.track[visit.case]) in ahead

        return SomeFirst(calendar, size, goes_ahead, self._until_finished)

    def _enter(self, case: int, node: int, now: int, cause: int) -> None:
        """A case comes to a stage."""
        if self.outcome[case] != INSIDE:
            return
        self.where[case] = node
        if case in self.withdrawing and self._withdraws(case, node, now, cause):
            return
        self.begin[node](Visit(self.env, self.waited, case, node, now, cause), now)

    def _open_gate(self, visit: Visit, now: int) -> None:
        opens = self.nodes[visit.node].opens
        if opens > now:
            visit.started = visit.finished = opens
            self._until_finished(visit, now)
        else:
            self._done(visit)

    def _file(self, visit: Visit, now: int, node: Node | None = None) -> None:
        """An application is handed in."""
        node = node or self.nodes[visit.node]
        try:
            visit.started, visit.finished = maps.window(node, self.calendar, now)
        except CalendarError:  # not within the calendar: it never happens
            return
        if visit.finished == now:
            self._done(visit)
        else:
            self._until_finished(visit, now)

    def _wait_alone(self, visit: Visit, now: int) -> None:
        minutes = self.minutes[visit.node][visit.case]
        self._wait(visit, self.nodes[visit.node], minutes, now)

    def _wait(self, visit: Visit, node: Node, minutes: int, now: int) -> None:
        """Time that passes outside, in working minutes or in civil ones."""
        try:
            visit.started, visit.finished = maps.wait(node, self.calendar, minutes, now)
        except CalendarError:
            return
        limit = node.limit
        counts = limit.counts if limit is not None else ""
        if counts == "postmark" and visit.started <= self.moments[-1 - node.index]:
            self.sent.setdefault(node.index, set()).update(visit.members or [visit.case])
        self._until_finished(visit, now)

    def _until_finished(self, visit: Visit, now: int) -> None:
        """The visit ends at the minute that is known already."""
        number = visit.case if visit.case >= 0 else self.count - 1 - visit.case
        priority = visit.node * RANK + number
        self.happens(visit.finished, priority, visit)

    def _post_alone(self, visit: Visit, now: int) -> None:
        if self._post(visit, self.nodes[visit.node], now):
            self._until_finished(visit, now)

    def _post(self, visit: Visit, node: Node, now: int) -> bool:
        """A notice is posted, and objections are raised; False if it never ends."""
        try:
            visit.started, visit.finished = maps.notice(node, self.calendar, self.values, now)
        except CalendarError:
            return False
        if node.index in self.prepared.objecting:
            visit.finished = self._raise_objections(visit, node)
        return True

    def _meet_alone(self, visit: Visit, now: int) -> None:
        node = self.nodes[visit.node]
        minutes = self.minutes[visit.node]
        if self._meet(visit, node, minutes[visit.case] if minutes else 0, now):
            self._until_finished(visit, now)

    def _meet(self, visit: Visit, node: Node, minutes: int, now: int) -> bool:
        """When the body decides; False, and a stall, when it meets no more."""
        try:
            found = maps.meeting(node, self.calendar, self.values, minutes, now)
        except CalendarError:
            return False
        if found is None:
            self.stalls.append((visit.case, visit.node, now))
            return False
        visit.started, visit.finished = found
        return True

    def _queue(self, visit: Visit, now: int) -> None:
        """A case waits for people, once the stage is open."""
        case, index = visit.case, visit.node
        if index in self.reviews:
            chosen = self.chosen[index][case] if index in self.chosen else None
            self._to_work(visit, self.reviews[index][case], chosen, now)
        else:
            self._to_work(visit, [self.minutes[index][case]], None, now)

    def _to_work(
        self, visit: Visit, services: list[int], chosen: list[int] | None, now: int
    ) -> None:
        """A case or a list comes to the people who work on it."""
        node = self.nodes[visit.node]
        case = visit.case
        if now < node.opens:
            number = case if case >= 0 else self.count - 1 - case
            self._at(node.opens, node.index * RANK + number, self._opened, visit, services, chosen)
            return
        pools = self.pools.get(node.body)
        if pools is not None:
            channel = self.channel[case] if case >= 0 else node.members(-1 - case)[0]
            within = pools[channel].arrive(visit, services[0], now)
        else:
            assignment = node.review.assignment if node.review is not None else "pool"
            within = self.panels[node.body].arrive(visit, services, chosen, assignment, now)
        if within:
            self._until_finished(visit, now)

    def _opened(
        self, now: int, visit: Visit, services: list[int], chosen: list[int] | None
    ) -> None:
        """The day has come on which a stage opens."""
        if visit.case < 0 or self.outcome[visit.case] == INSIDE:
            self._to_work(visit, services, chosen, now)

    def _done(self, visit: Any) -> None:
        """A case's visit is over: it passes, is asked for more, or leaves."""
        case, node, now = visit.case, visit.node, visit.finished
        if self.outcome[case] != INSIDE or visit.stale:
            return
        rows = self.rows
        visit.row = row = len(rows)
        cause, freed = visit.cause, -1 if visit.freed is None else visit.freed.row
        reason = self._judge(visit) if node in self.judging else -1
        after = PASSED if reason < 0 else (MORE if reason == ASK else LEFT)
        rows.append((case, node, visit.arrived, visit.started, now, cause, freed, after))
        if after == PASSED:
            self._pass(case, node, now, row)
        elif after == MORE:
            self._ask_for_more(visit, now, row)
        else:
            self._leave(case, node, now, row, reason)

    def _judge(self, visit: Visit) -> int:
        """Why a case does not pass: a reason, ``ASK`` for further material, -1 if it does."""
        case, node = visit.case, visit.node
        if node in self.failing and case in self.failing[node]:
            return self.failing[node][case]
        if node in self.prepared.rounds and case in self.prepared.incomplete:
            return ASK if visit.rounds < self.prepared.rounds[node][0] else INCOMPLETE
        return -1

    def _ask_for_more(self, visit: Visit, now: int, row: int) -> None:
        """Further material is asked for; when it has come the case comes to the stage again."""
        case, node = visit.case, visit.node
        calendar = self.calendar
        _, minutes, civil = self.prepared.rounds[node]
        try:
            back = calendar.add_work(calendar.open_after(now), 0 if civil else minutes)
            if civil:
                back = now + minutes
        except CalendarError:
            return
        if self.prepared.supplied[node][visit.rounds][case] < self.prepared.number(
            "chance.supplied"
        ):
            self.prepared.incomplete.discard(case)
        again = Visit(self.env, self.waited, case, node, back, row)
        again.rounds = visit.rounds + 1
        self._at(back, node * RANK + case, self._supplied, again)

    def _supplied(self, now: int, again: Visit) -> None:
        """Further material has come."""
        if self.outcome[again.case] == INSIDE:
            self.begin[again.node](again, now)

    def _raise_objections(self, visit: Visit, node: Node) -> int:
        """Objections to those whom a notice names; what follows is for those who know lists."""
        raise NotImplementedError

    def _list_done(self, visit: Event) -> None:
        """A list's visit is over; what follows is for those who know lists."""
        raise NotImplementedError

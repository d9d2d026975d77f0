"""Bodies at work: a pool of interchangeable people, and a panel whose members are distinct.

Both are queues in order of arrival with one event per service; nobody is asked for when nobody
waits.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from simpy.events import Event

from awardsim.simulation.log import INSIDE
from awardsim.workdays import CalendarError

if TYPE_CHECKING:
    from collections.abc import Callable

    from simpy import Environment

    from awardsim.workdays import WorkCalendar

#: Space between the priorities of two stages, larger than any number of applicants.
RANK = 1 << 24


class Visit(Event):
    """One applicant, or one list, at one stage; as an event it is the end of the visit."""

    _ok = True
    _value = None
    freed: Visit | None = None
    row = -1
    rounds = 0
    members: list[int] = []  # noqa: RUF012  # of a list; never changed in place

    def __init__(  # deliberately not Event.__init__: a visit is triggered when scheduled
        self,
        env: Environment,
        callbacks: list[Callable[[Event], None]],
        case: int,
        node: int,
        arrived: int,
        cause: int,
    ) -> None:
        self.env = env
        self.callbacks = callbacks
        self.case = case
        self.node = node
        self.arrived = arrived
        self.cause = cause
        self.started = arrived
        self.finished = arrived


class Pool:
    """Interchangeable people who serve one case at a time each."""

    __slots__ = ("add_work", "busy", "env", "free", "open_after", "outcome", "peak", "queue")

    def __init__(
        self, env: Environment, calendar: WorkCalendar, capacity: int, outcome: list[int]
    ) -> None:
        self.env = env
        self.outcome = outcome
        self.open_after = calendar.open_after
        self.add_work = calendar.add_work
        self.free = capacity
        self.queue: deque[tuple[Visit, int]] = deque()
        self.busy = 0
        self.peak = 0

    def arrive(self, visit: Visit, minutes: int, now: int) -> None:
        """Serve a visit at once, or let it wait its turn."""
        if self.free:
            self.free -= 1
            self._serve(visit, minutes, now)
        else:
            self.queue.append((visit, minutes))
            if len(self.queue) > self.peak:
                self.peak = len(self.queue)

    def release(self, visit: Visit, now: int) -> None:
        """A visit is over: the next in the queue takes its place."""
        while self.queue:
            waiting, minutes = self.queue.popleft()
            if waiting.case < 0 or self.outcome[waiting.case] == INSIDE:  # has not left meanwhile
                waiting.freed = visit
                self._serve(waiting, minutes, now)
                return
        self.free += 1

    def _serve(self, visit: Visit, minutes: int, now: int) -> None:
        try:
            visit.started = start = self.open_after(now)
            visit.finished = finish = self.add_work(start, minutes)
        except CalendarError:  # not within the calendar: it never ends
            return
        self.busy += minutes
        self.env.schedule(visit, visit.node * RANK + visit.case, finish - now)  # type: ignore[arg-type]


class Service(Event):
    """One member's work on one case."""

    _ok = True
    _value = None

    def __init__(
        self,
        env: Environment,
        callbacks: list[Callable[[Event], None]],
        visit: Visit,
        member: int,
        finished: int,
    ) -> None:
        self.env = env
        self.callbacks = callbacks
        self.visit = visit
        self.member = member
        self.finished = finished


class Panel:
    """Distinct people, several of whom may judge each case on their own.

    ``assignment`` is ``pool`` (whoever is free takes the longest-waiting case not yet
    judged by that person), ``balanced`` (cases are dealt in turn) or ``random`` (drawn when the
    case arrives); the same work takes a different time under each.  One panel may serve stages
    that are assigned differently; whoever is free takes what has waited longest.
    """

    def __init__(
        self,
        env: Environment,
        calendar: WorkCalendar,
        capacity: int,
        outcome: list[int],
        done: Callable[[Visit], None],
    ) -> None:
        self.env = env
        self.outcome = outcome
        self.open_after = calendar.open_after
        self.add_work = calendar.add_work
        self.capacity = capacity
        self.done = done
        self.callbacks: list[Callable[[Event], None]] = [self._served]
        self.idle = [True] * capacity
        self.queues: list[deque[tuple[int, Visit, int]]] = [deque() for _ in range(capacity)]
        self.waiting: deque[tuple[int, Visit, list[int]]] = deque()
        self.arrivals = 0
        self.turn = 0
        self.busy = 0
        self.peak = 0
        self.depth = 0
        self.reviewed: dict[tuple[int, int], list[int]] = {}
        self._left: dict[Visit, int] = {}

    def arrive(
        self,
        visit: Visit,
        services: list[int],
        chosen: list[int] | None,
        assignment: str,
        now: int,
    ) -> None:
        """A case with the minutes that each of its reviewers will take; ``chosen`` if random."""
        count = len(services)
        self.arrivals += 1
        self._left[visit] = count
        visit.started = -1
        self.reviewed[visit.node, visit.case] = members = []
        if assignment == "pool":
            remaining = list(services)
            for member in range(self.capacity):
                if not remaining:
                    break
                if self.idle[member]:
                    self._serve(visit, member, remaining.pop(0), now)
            if remaining:
                self.waiting.append((self.arrivals, visit, remaining))
                self._deeper(len(remaining))
            return
        if chosen is None:
            chosen = [(self.turn + j) % self.capacity for j in range(count)]
            self.turn = (self.turn + count) % self.capacity
        for member, minutes in zip(chosen, services, strict=True):
            if self.idle[member]:
                self._serve(visit, member, minutes, now)
            else:
                members.append(member)
                self.queues[member].append((self.arrivals, visit, minutes))
                self._deeper(1)

    def _deeper(self, count: int) -> None:
        self.depth += count
        if self.depth > self.peak:
            self.peak = self.depth

    def _serve(self, visit: Visit, member: int, minutes: int, now: int) -> None:
        self.idle[member] = False
        try:
            start = self.open_after(now)
            finish = self.add_work(start, minutes)
        except CalendarError:  # not within the calendar: it never ends
            return
        self.busy += minutes
        if visit.started < 0:
            visit.started = start
        members = self.reviewed[visit.node, visit.case]
        if member not in members:
            members.append(member)
        service = Service(self.env, self.callbacks, visit, member, finish)
        self.env.schedule(service, visit.node * RANK + visit.case, finish - now)  # type: ignore[arg-type]

    def _served(self, event: Event) -> None:
        assert isinstance(event, Service)
        visit, member, now = event.visit, event.member, event.finished
        self.idle[member] = True
        self._next(visit, member, now)
        left = self._left[visit] - 1
        if left:
            self._left[visit] = left
        else:
            del self._left[visit]
            visit.finished = now
            self.done(visit)

    def _next(self, over: Visit, member: int, now: int) -> None:
        """The member turns to the case that has waited longest of those it may take."""
        own = self.queues[member]
        while own and self._gone(own[0][1]):
            own.popleft()
            self.depth -= 1
        while self.waiting and self._gone(self.waiting[0][1]):
            self.depth -= len(self.waiting.popleft()[2])
        for place, (number, visit, remaining) in enumerate(self.waiting):
            if own and own[0][0] < number:
                break
            if member in self.reviewed[visit.node, visit.case] or self._gone(visit):
                continue
            visit.freed = over
            self._serve(visit, member, remaining.pop(0), now)
            self.depth -= 1
            if not remaining:
                del self.waiting[place]
            return
        if own:
            _, visit, minutes = own.popleft()
            self.depth -= 1
            visit.freed = over
            self._serve(visit, member, minutes, now)

    def _gone(self, visit: Visit) -> bool:
        """The case has left meanwhile."""
        return visit.case >= 0 and self.outcome[visit.case] != INSIDE
